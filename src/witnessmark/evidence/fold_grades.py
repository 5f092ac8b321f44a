"""What grades hold: of all that were given on one target, scale and field, those that nobody spoke after."""

from collections import defaultdict
from collections.abc import Iterable

from witnessmark.evidence.kinds_of_analysis import GradeGiven
from witnessmark.evidence.order import Placed, latest
from witnessmark.evidence.state import Conflict, MadeGrade

About = tuple[str, str, str | None]


def grades(said: Iterable[tuple[Placed, GradeGiven]], conflicts: list[Conflict]) -> dict[str, tuple[MadeGrade, ...]]:
    """By target the grades that hold. Two that differ and were given in ignorance of each other are a conflict, and
    both are kept: neither wins. One that takes back leaves nothing, unless it is itself in dispute."""
    spoken: dict[About, list[tuple[Placed, GradeGiven]]] = defaultdict(list)
    for place, body in said:
        spoken[body.target, body.scale, body.field].append((place, body))
    found: dict[str, list[MadeGrade]] = defaultdict(list)
    for (target, scale, field), given in spoken.items():
        holding = latest(given, lambda item: item[0])
        if len({body.value for _, body in holding}) > 1:
            conflicts.append(_conflict(target, scale, field, holding))
        for place, body in holding:
            if body.value is None:
                continue
            others = sorted(p.entry.digest for p, other in holding if other.value != body.value)
            found[target].append(
                MadeGrade(
                    target=target, scale=body.scale, field=field, value=body.value, shown=body.shown,
                    reason=body.reason, device=place.entry.device, entry=place.entry.digest, time=place.entry.time,
                    concurrent=tuple(others),
                )
            )  # fmt: skip
    return {target: tuple(made) for target, made in found.items()}


def _conflict(target: str, scale: str, field: str | None, holding: Iterable[tuple[Placed, GradeGiven]]) -> Conflict:
    sides = [(place.entry.device, body.value or "taken-back") for place, body in holding]
    entries = [place.entry.digest for place, _ in holding]
    about = " ".join(filter(None, (target, scale, field)))
    return Conflict(what="grade", target=about, entries=tuple(sorted(entries)), sides=tuple(sorted(sides)))
