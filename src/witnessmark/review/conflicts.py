"""What was decided differently at the same time: a queue that people see, with the command that settles each."""

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.state import Conflict
from witnessmark.model.casefile import CaseFile

COMMANDS = {
    "consent": "witnessmark consent {target} LEVEL",
    "protection": "witnessmark protect {target} [--off]",
    "decision": "witnessmark decide {target} confirm|reject|correct",
    "owners": "witnessmark device --revoke {target}",
    "grade": "witnessmark grade {first} VALUE",
    "declared-conflict": "witnessmark law --conflict CONFLICT",
    "link": "witnessmark decide {first} same-as|not-same-as {second}",
    "independence": "witnessmark decide {first} depends-on|independent-of|as-found {second}",
    "same-person": "witnessmark decide {first} same-as|not-same-as {second}",
}
"""By what a conflict is about: what a person says once more, in knowledge of both sides."""


class OpenConflict(msgspec.Struct, frozen=True, kw_only=True):
    """``target`` is a label or id; ``sides`` are whose device said what; ``command`` is None where no command settles
    it."""

    what: str
    target: str
    sides: tuple[tuple[str, str], ...]
    entries: tuple[str, ...]
    command: str | None


def open_conflicts(case: Case, file: CaseFile) -> tuple[OpenConflict, ...]:
    """Every conflict of the case, in the order in which they are listed on every device."""
    owners = {device.id: device.name for device in case.devices().values()}
    return tuple(_open(conflict, file, owners) for conflict in case.state().conflicts)


def _open(conflict: Conflict, file: CaseFile, owners: dict[str, str]) -> OpenConflict:
    target = " ".join(
        file.sources[name].label if name in file.sources else owners.get(name, name)
        for name in conflict.target.split(" ")
    )
    first, _, second = target.partition(" ")
    command = COMMANDS.get(conflict.what)
    return OpenConflict(
        what=conflict.what,
        target=target,
        sides=tuple((owners.get(device, device[:8]), said) for device, said in conflict.sides),
        entries=conflict.entries,
        command=command.format(target=target, first=first, second=second) if command else None,
    )
