"""What one linking leaves for the next: rows of digests, and the incidents, each read only when it is asked for."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from witnessmark.incidents.blocks import NAME
from witnessmark.incidents.sorted_rows import SortedRows
from witnessmark.model.incident import Constraint, Incident

NONE = 0xFFFF_FFFF
"""In ``firsts``: the claim is in no incident."""


class KeptIncidents(Mapping[bytes, Incident]):
    """Incidents by the name of their first claim."""

    def __init__(
        self, known: Mapping[bytes, Incident], read: Callable[[bytes], Incident] | None = None,
        came: Mapping[bytes, Incident] | None = None, went: frozenset[bytes] = frozenset(),
    ) -> None:  # fmt: skip
        """``read`` gives those that are not among the known. ``came`` and ``went``: what is different from those that
        were kept before; of all that are new, all came."""
        self._known = dict(known)
        self._read = read
        self.came = self._known if came is None else came
        self.went = went

    @property
    def all_came(self) -> bool:
        """Whether nothing is left of those that were kept before."""
        return self.came is self._known

    def __getitem__(self, name: bytes) -> Incident:
        found = self._known.get(name)
        if found is None:
            if self._read is None:
                raise KeyError(name)
            found = self._known[name] = self._read(name)
        return found

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def with_changes(self, came: Mapping[bytes, Incident], went: frozenset[bytes]) -> "KeptIncidents":
        kept = {name: one for name, one in self._known.items() if name not in went}
        kept.update(came)
        return KeptIncidents(kept, self._read, came, went)


@dataclass(frozen=True, eq=False)
class Remembered:
    """Holds what incidents hold, and digests."""

    order: bytes
    """The names of all claims, in their order."""
    prints: dict[str, bytes]
    """Document to the digest of its claims."""
    rows: SortedRows
    links: SortedRows
    """Two names and points; each link stands in it both ways."""
    constraints: tuple[Constraint, ...]
    firsts: "array[int]"
    """For each claim, by its place in the order, the place of the first claim of its incident; ``NONE`` without one."""
    kept: KeptIncidents

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """All of them, in order of their first claim."""
        order = self.order
        return tuple(
            self.kept[order[place * NAME : (place + 1) * NAME]]
            for place, first in enumerate(self.firsts)
            if place == first
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Remembered):
            return NotImplemented
        return all(
            getattr(self, part) == getattr(other, part)
            for part in ("order", "prints", "rows", "links", "constraints", "firsts", "incidents")
        )

    __hash__ = None  # type: ignore[assignment]
