"""Whose word counts: from admissions, revocations and rotations to the role that a device had at each of its entries.

The first device of a case is its owner from the start. An admission by an owner gives a device a role, for all that it
said and will say; of several the highest counts. A revocation ends the device but for what came before ``after``, and
with it every admission that was not made in knowledge of it. A rotation hands the role of a device over and ends it.

Owners can end each other, so whether one revocation counts may hang on whether another does. What counts is the
alternating fixpoint (Van Gelder 1989) of that: what is supported by the first owner even if every revocation that
could possibly count does. Revocations that come out neither way, as when two owners end each other in ignorance of
each other, are a dispute: they end nothing and it is shown. Two rules keep disputes few. Between the first owner and
another, the first owner's word stands. Between others, who ends somebody in the knowledge of having been ended is too
late.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, Literal

import msgspec

from witnessmark.evidence import kinds
from witnessmark.evidence.kinds import Role
from witnessmark.evidence.order import Placed
from witnessmark.evidence.roles import RANK

Said = tuple[Placed, Any]
Standing = Literal["admitted", "waiting", "revoked", "rotated"]
CONTROL = (kinds.DeviceAdmitted, kinds.DeviceRevoked, kinds.DeviceRotated)


class _Ending(msgspec.Struct, frozen=True):
    """An entry that ends ``device`` but for ``last`` and what came before it."""

    place: Placed
    device: str
    last: Placed | None

    def cuts(self, place: Placed) -> bool:
        if place.entry.device != self.device:
            return False
        return self.last is None or not (place.entry.digest == self.last.entry.digest or place.before(self.last))


class _Admission(msgspec.Struct, frozen=True):
    """A role given to a device. ``place`` is None for the first owner's, which no entry gives."""

    device: str
    role: Role
    place: Placed | None


class Authority:
    """Asked for each entry, what its device was allowed to say then."""

    def __init__(self, placed: Mapping[str, Placed], founder: str | None, control: Sequence[Said]) -> None:
        self.founder = founder
        self._control = [(place, body) for place, body in control if _of_itself(place, body)]
        self._first = _first_line(founder, self._control)
        self._endings = {p.entry.digest: _ending(p, b, placed) for p, b in self._control if _ends(b)}
        certain: dict[str, Role] = {}
        while True:
            possible = self._holding(certain.keys())
            before, certain = certain, self._holding(possible.keys())
            if before.keys() == certain.keys():
                break
        self._certain = certain
        self.disputed = tuple(
            (self._endings[digest].device, self._endings[digest].place)
            for digest in sorted(possible.keys() - certain.keys())
            if digest in self._endings
        )
        """Of every revocation and rotation that counts neither way, the device that it would end, and the entry."""
        self._admissions = self._given(certain)
        self._never_ended = {device: _highest(given) for device, given in self._admissions.items()}
        self._lines = _lines(body for place, body in self._control if place.entry.digest in certain)
        self._ended: dict[str, list[_Ending]] = {}
        for digest, ending in self._endings.items():
            if digest in certain:
                self._ended.setdefault(ending.device, []).append(ending)

    def role_at(self, place: Placed) -> Role | None:
        """The role in which an entry was made; None when it counts for nothing."""
        device = place.entry.device
        if device not in self._ended:
            return self._never_ended.get(device)
        cutting = [ending for ending in self._ended[device] if ending.cuts(place)]
        return _highest(_valid(self._admissions.get(device, ()), cutting))

    def counts(self, place: Placed, body: kinds.Body) -> bool:
        """Whether an admission, revocation or rotation is in force."""
        return not isinstance(body, CONTROL) or place.entry.digest in self._certain

    def was_admitted(self, device: str) -> bool:
        """Whether the device has, or once had, a role."""
        return device in self._admissions

    def was_owner(self, device: str) -> bool:
        """Whether the device is, or once was, an owner."""
        return any(one.role == "owner" for one in self._admissions.get(device, ()))

    def line(self, device: str) -> frozenset[str]:
        """The device with all that it took over from or handed over to: one person's keys, one after the other."""
        return self._lines.get(device, frozenset({device}))

    def owners_known(self, place: Placed) -> frozenset[str]:
        """The owners as an entry's device knew them when it made the entry."""
        return frozenset(
            device
            for device, given in self._admissions.items()
            if _highest(
                _valid(
                    [a for a in given if a.place is None or a.place.before(place)],
                    [ending for ending in self._ended.get(device, ()) if ending.place.before(place)],
                )
            )
            == "owner"
        )

    def standing(self, device: str) -> tuple[Standing, Role | None, str | None]:
        """What the device may say from now on, and the device that admitted it."""
        ended = self._ended.get(device, [])
        valid = _valid(self._admissions.get(device, ()), ended)
        role = _highest(valid)
        if role is not None:
            by = next((a.place.entry.device for a in reversed(valid) if a.role == role and a.place is not None), None)
            return "admitted", role, by
        if ended:
            return ("rotated" if any(e.place.entry.device == device for e in ended) else "revoked"), None, None
        return "waiting", None, None

    def _holding(self, assumed: Set[str]) -> dict[str, Role]:
        """The entries that hold, with the role that each gives, if of all endings the assumed ones are in force: from
        the first owner on, whatever somebody may say whose role follows from what holds already."""
        holding: dict[str, Role] = {}
        cutting = {
            place.entry.digest: [
                ending
                for digest, ending in self._endings.items()
                if digest in assumed and ending.cuts(place) and not self._stands(place, ending)
            ]
            for place, _ in self._control
        }
        while True:
            given = self._given(holding)
            found: dict[str, Role] = {}
            for place, body in self._control:
                digest = place.entry.digest
                role = _highest(_valid(given.get(place.entry.device, ()), cutting[digest]))
                if isinstance(body, kinds.DeviceRotated):
                    if role is not None:
                        found[digest] = role
                elif role == "owner":
                    found[digest] = body.role if isinstance(body, kinds.DeviceAdmitted) else role
            if found == holding:
                return holding
            holding = found

    def _stands(self, place: Placed, other: _Ending) -> bool:
        """Whether an ending stands against another that would cut it: when each cuts the other, it does if it is the
        first owner's and the other is not, and among equals if the other was made in knowledge of it."""
        own = self._endings.get(place.entry.digest)
        if own is None or not own.cuts(other.place):
            return False
        mine, theirs = place.entry.device in self._first, other.place.entry.device in self._first
        return mine if mine != theirs else place.before(other.place)

    def _given(self, holding: Mapping[str, Role]) -> dict[str, list[_Admission]]:
        given: dict[str, list[_Admission]] = defaultdict(list)
        if self.founder is not None:
            given[self.founder].append(_Admission(self.founder, "owner", None))
        for place, body in self._control:
            role = holding.get(place.entry.digest)
            if role is not None and not isinstance(body, kinds.DeviceRevoked):
                device = body.new if isinstance(body, kinds.DeviceRotated) else body.device
                given[device].append(_Admission(device, role, place))
        return dict(given)


def _valid(admissions: Iterable[_Admission], cutting: Sequence[_Ending]) -> list[_Admission]:
    """Those that were made in knowledge of every ending."""
    return [a for a in admissions if all(a.place is not None and end.place.before(a.place) for end in cutting)]


def _highest(admissions: Iterable[_Admission]) -> Role | None:
    return max((a.role for a in admissions), key=RANK.__getitem__, default=None)


def _ends(body: kinds.Body) -> bool:
    return isinstance(body, kinds.DeviceRevoked | kinds.DeviceRotated)


def _of_itself(place: Placed, body: kinds.Body) -> bool:
    """A rotation is said by the device that hands over, and to another."""
    return not isinstance(body, kinds.DeviceRotated) or (body.old == place.entry.device != body.new)


def _ending(place: Placed, body: Any, placed: Mapping[str, Placed]) -> _Ending:
    if isinstance(body, kinds.DeviceRotated):
        return _Ending(place, body.old, place)
    return _Ending(place, body.device, placed.get(body.after) if body.after is not None else None)


def _first_line(founder: str | None, control: Iterable[Said]) -> frozenset[str]:
    """The first owner and whom it handed over to, which only its own signature can say."""
    line = {founder} if founder is not None else set()
    for place, body in control:
        if isinstance(body, kinds.DeviceRotated) and place.entry.device in line:
            line.add(body.new)
    return frozenset(line)


def _lines(control: Iterable[Any]) -> dict[str, frozenset[str]]:
    lines: dict[str, frozenset[str]] = {}
    for body in control:
        if isinstance(body, kinds.DeviceRotated):
            line = lines.get(body.old, frozenset({body.old})) | lines.get(body.new, frozenset({body.new}))
            lines.update(dict.fromkeys(line, line))
    return lines
