"""Generated histories of five devices that write, admit, revoke, erase and merge, with losses and duplicates.

A loss is a merge that breaks off at a random step, or a journal file or object that is deleted in one folder. A
duplicate is a merge that is done again, or with an older copy of a folder. At the end everybody merges with everybody
in a random order, and all must come to one state, and to the same bytes of evidence.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.unit.evidence.joining import join
from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.journal import journal_files, read_journal
from witnessmark.evidence.kinds import (
    Body,
    ConsentGiven,
    ConsentWithdrawn,
    CustodyNoted,
    DeviceAdmitted,
    DeviceRevoked,
    PersonProtected,
)
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case

PROMISE = "One state."
HISTORIES = 300
DEVICES = 5
STEPS = 24
ROLES = ("owner", "member", "contributor", "reader")
LEVELS = ("internal", "accountability-named", "public-anonymous", "public-named")


class _Broken(Exception):  # noqa: N818 - a cable that is pulled out
    pass


def run(draw: Draw) -> Result:
    start = _five(draw.new_folder())
    return draw.each(range(HISTORIES), lambda number, folder: _History(start, folder, number).live())


def _five(folder: Path) -> Path:
    first = Case.create(folder / "0", "Oskil mission", works.OWNER)
    for number in range(1, DEVICES):
        join(folder / str(number), first, f"Laptop {number}")
    for number in range(1, DEVICES):
        merge(folder / "0", folder / str(number))
    return folder


class _History:
    def __init__(self, start: Path, folder: Path, seed: int) -> None:
        self.chosen = random.Random(seed)
        self.root = Path(shutil.copytree(start, folder / "five"))
        self.copies: list[Path] = []
        self.said: set[str] = set()

    def live(self) -> None:
        acts: tuple[Callable[[], None], ...] = (
            self._write, self._write, self._write, self._merge, self._merge, self._merge, self._break_off, self._copy,
            self._merge_with_copy, self._admit, self._revoke, self._lose,
        )  # fmt: skip
        for _ in range(STEPS):
            self.chosen.choice(acts)()
        pairs = [(one, two) for one in range(DEVICES) for two in range(one)]
        for _ in range(2):
            self.chosen.shuffle(pairs)
            for one, two in pairs:
                merge(self._at(one), self._at(two))
        states = [Case.open(self._at(number)).state() for number in range(DEVICES)]
        assert all(state == states[0] for state in states[1:]), "not one state"
        held = _entries(self.root)
        assert all(entries == held[0] for entries in held[1:]), "not the same entries"
        assert self.said <= held[0], "what was said is lost"
        for number in range(DEVICES):
            report = verify_case(self._at(number))
            assert report.ok, f"{number}: {[f.reason for f in report.findings if f.grave]}"

    def _at(self, number: int) -> Path:
        return self.root / str(number)

    def _any(self) -> Path:
        return self._at(self.chosen.randrange(DEVICES))

    def _say(self, path: Path, body: Body) -> None:
        try:
            self.said.add(Case.open(path).record(body))
        except EvidenceError:
            return  # its role does not reach so far, or it was ended

    def _write(self) -> None:
        path, what = self._any(), self.chosen.randrange(4)
        target = f"s{self.chosen.randrange(3)}"
        if what == 0:
            self._say(path, ConsentGiven(target=target, level=self.chosen.choice(LEVELS)))
        elif what == 1:
            self._say(path, ConsentWithdrawn(target=target))
        elif what == 2:
            self._say(
                path, PersonProtected(person=f"p{self.chosen.randrange(2)}", protected=self.chosen.random() < 0.7)
            )
        else:
            case = Case.open(path)
            try:
                with case.recording():
                    note = case.objects.add_bytes(b"x").address
                    self.said.add(case.record(CustodyNoted(source=target, event="viewed", note=note)))
            except EvidenceError:
                return

    def _merge(self, other: Path | None = None) -> None:
        here = self._any()
        there = other or self._any()
        if here != there:
            merge(here, there, give=other is None and self.chosen.random() < 0.8)

    def _merge_with_copy(self) -> None:
        if self.copies:
            self._merge(self.chosen.choice(self.copies))

    def _copy(self) -> None:
        """An older copy, which nobody writes to any more."""
        self.copies.append(Path(shutil.copytree(self._any(), self.root / f"copy{len(self.copies)}")))

    def _break_off(self) -> None:
        left, real = self.chosen.randrange(12), files.replace

        def breaking(source: Path, target: Path) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise _Broken
            real(source, target)

        files.replace = breaking
        try:
            self._merge()
        except _Broken:
            pass
        finally:
            files.replace = real

    def _device(self, path: Path) -> str:
        return str(Case.open(path).device().id)

    def _admit(self) -> None:
        role = self.chosen.choice(ROLES)
        self._say(self._any(), DeviceAdmitted(device=self._device(self._any()), role=role))  # type: ignore[arg-type]

    def _revoke(self) -> None:
        """By chance rarely of the first device: nobody would be left who can say anything."""
        whom = self._at(self.chosen.randrange(1, DEVICES))
        self._say(self._any(), DeviceRevoked(device=self._device(whom), after=None))

    def _lose(self) -> None:
        """A journal or an object of somebody else is lost in one folder. What others still hold comes back."""
        path = self._any()
        others = [n for n in range(DEVICES) if self._at(n) != path]
        merge(self._at(self.chosen.choice(others)), path)  # so that it is in another folder too
        own = {key.stem for key in (path / "keys").glob("*.key")}
        lost = [p for p in sorted((path / "journal").glob("*.jsonl")) if p.stem not in own]
        lost += sorted(p for p in (path / "objects").glob("??/*"))
        if lost:
            self.chosen.choice(lost).unlink()


def _entries(root: Path) -> list[set[str]]:
    """The entries that each folder holds."""
    journals = [list(journal_files(root / str(number) / "journal")) for number in range(DEVICES)]
    return [{e.digest for device, file in found for e in read_journal(file, device).entries} for found in journals]
