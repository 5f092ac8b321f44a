"""What is to be destroyed, and whether enough owners want it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from witnessmark.evidence import state as facts
from witnessmark.evidence.order import Placed
from witnessmark.evidence.witnessing import Link

Said = tuple[Placed, Any]


def destroyed(
    requests: Iterable[facts.Expunge], asked: Iterable[Said], sources: Iterable[facts.Source]
) -> Iterator[Link]:
    """The end of each source's custody that is in force."""
    places = {place.entry.digest: place for place, _ in asked}
    records = {source.record: source.id for source in sources}
    for one in requests:
        gone = [records[address] for address in one.objects if address in records]
        for source in gone if one.in_force else ():
            place = places[one.entry]
            yield Link(source=source, event="destroyed", at=place.at, device=one.device, entry=one.entry, time=one.time)


def expunges(
    asked: Iterable[Said],
    agreed: Iterable[Said],
    owners_known: Callable[[Placed], frozenset[str]],
    line: Callable[[str], frozenset[str]],
) -> tuple[facts.Expunge, ...]:
    """Every request with who agreed. One owner is enough where the asking device knew of one alone, two are needed
    where it knew of two or more. What is in force stays so, whoever becomes an owner later. A device and the
    one that it handed over to (``line``) are one."""
    consenting = list(agreed)
    found = []
    for place, body in asked:
        devices = {place.entry.device} | {
            other.entry.device
            for other, agreement in consenting
            if agreement.asked == place.entry.digest and place.before(other)
        }
        needed = min(2, len(owners_known(place)))
        found.append(
            facts.Expunge(
                target=body.target, objects=body.objects, agreed=tuple(sorted(devices)),
                in_force=len({line(device) for device in devices}) >= needed, device=place.entry.device,
                entry=place.entry.digest, time=place.entry.time,
            )
        )  # fmt: skip
    return tuple(found)
