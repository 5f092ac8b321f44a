"""A writer is killed before every third thing it does to the disk, and in the middle of writes.

The child process really ends there, so nothing tidies up after it. What it had acknowledged is told through a pipe;
afterwards everything acknowledged must be there, the case must be sound, and work must go on.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.stopping import do
from tests.unit.evidence.joining import join
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case

EVERY = 3
"""Steps from one kill to the next; the drill ``kills`` tries each, with the real commands."""
UNACKNOWLEDGED = {"unreferenced-object", "key-without-object", "torn-line"}
"""What a kill may leave, and what breaks nothing. (A torn line here is one of a key ring: a journal's is put aside.)"""


Work = Callable[[Callable[[str], None]], None]


def run_until(stop: int, partly: bool, below: Path, work: Work) -> tuple[bool, list[str]]:
    """Do ``work`` in a child that is killed at its ``stop``-th step: whether it finished, and what it acknowledged."""
    ended = do(work, below, stop, "kill-half-way" if partly else "kill")
    return not ended.killed, ended.told


def note(case: Case, event: str) -> None:
    with case.recording():
        address = case.objects.add_bytes(event.encode()).address
        case.record(CustodyNoted(source="s0", event=event, note=address))
        case.record(CustodyNoted(source="s0", event=f"{event}-again", note=address))


def events(case: Case) -> list[str]:
    return [event.kind for event in case.state().custody]


@pytest.mark.parametrize("partly", [False, True])
def test_nothing_acknowledged_is_lost_at_any_step_of_adding(tmp_path: Path, partly: bool) -> None:
    path = tmp_path / "case"
    Case.create(path, "Oskil mission", "Olena Tkach")
    all_acknowledged: list[str] = []
    for stop in range(1, 300, EVERY):

        def work(tell: Callable[[str], None], stop: int = stop) -> None:
            case = Case.open(path)
            for part in ("a", "b"):
                note(case, f"e{stop}{part}")
                tell(f"e{stop}{part}")

        finished, acknowledged = run_until(stop, partly, path, work)
        all_acknowledged += acknowledged
        case = Case.open(path)
        assert case.state().refusals == ()
        found = events(case)
        assert {f"{e}{tail}" for e in all_acknowledged for tail in ("", "-again")} <= set(found)
        assert {f.reason for f in verify_case(path).findings if f.grave} <= {"torn-line"}
        note(case, f"after{stop}")
        all_acknowledged.append(f"after{stop}")
        report = verify_case(path)
        assert report.ok and {f.reason for f in report.findings} <= UNACKNOWLEDGED
        if finished:
            break
    assert finished and stop > 20


def test_a_kill_while_recovering_from_a_kill_loses_nothing(tmp_path: Path) -> None:
    for stop in range(1, 200, EVERY):
        path = tmp_path / f"case{stop}"
        case = Case.create(path, "Oskil mission", "Olena Tkach")
        note(case, "kept")
        with (path / "journal" / f"{case.device().id}.jsonl").open("ab") as file:
            file.write(b'{"body":{"half')
        finished, _ = run_until(stop, False, path, lambda tell, path=path: note(Case.open(path), "next"))
        again = Case.open(path)
        note(again, "later")
        assert "kept" in events(again) and "later" in events(again) and verify_case(path).ok
        kept = [p.read_bytes() for p in (path / "journal").glob("*.torn-*")]
        assert b'{"body":{"half' in kept
        if finished:
            break
    assert finished and stop > 10


@pytest.mark.parametrize("partly", [False, True])
def test_a_case_whose_making_was_interrupted_can_be_made_again(tmp_path: Path, partly: bool) -> None:
    for stop in range(1, 200, EVERY):
        path = tmp_path / f"case{stop}"
        finished, _ = run_until(
            stop, partly, tmp_path, lambda tell, path=path: Case.create(path, "Oskil mission", "Olena") and None
        )
        case = Case.open(path) if (path / "case.toml").exists() else Case.create(path, "Oskil mission", "Olena")
        note(case, "kept")
        assert case.state().entries == 5 and verify_case(path).ok
        if finished:
            break
    assert finished and stop > 10


def test_a_killed_merge_is_finished_by_the_next(tmp_path: Path) -> None:
    for stop in range(1, 200, EVERY):
        here, there = tmp_path / f"here{stop}", tmp_path / f"there{stop}"
        mine = Case.create(here, "Oskil mission", "Olena")
        other = join(there, mine, "Ivan")
        note(mine, "mine")
        note(other, "other")
        finished, _ = run_until(stop, True, tmp_path, lambda tell, here=here, there=there: merge(here, there) and None)
        assert merge(here, there).ok
        assert Case.open(here).state() == Case.open(there).state() and len(events(Case.open(here))) == 4
        assert verify_case(here).ok and verify_case(there).ok
        if finished:
            break
    assert finished and stop > 10
