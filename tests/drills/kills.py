"""kill -9 at every step that changes the disk, and in the middle of every write."""

import shutil
from pathlib import Path

from tests.drills import stopping, works
from tests.drills.drawing import Draw, Result
from witnessmark.evidence.verify import verify_case

PROMISE = "Nothing acknowledged is lost, nothing half-written is seen, the next run goes on."
HOW: tuple[stopping.Fault, ...] = ("kill", "kill-half-way")


def run(draw: Draw) -> Result:
    return sum((_drill(draw, name) for name in draw.of(list(works.WORKS))), Result())


def _drill(draw: Draw, name: str) -> Result:
    start = works.prepared(name, draw.new_folder())
    work = works.WORKS[name]
    whole = Path(shutil.copytree(start, draw.new_folder() / "whole"))
    ended = stopping.do(lambda tell: tell(work.act(whole).code), whole)
    assert ended.told == [0], f"{name} does not work: {ended.told}"
    wanted = works.outcome(whole)
    points = [(name, fault, step) for step in range(1, ended.steps + 1) for fault in HOW]

    def check(point: tuple[str, stopping.Fault, int], folder: Path) -> None:
        _, fault, step = point
        at = Path(shutil.copytree(start, folder / "at"))
        before = works.digests(at)
        stopped = stopping.do(lambda tell: tell(work.act(at).code), at, step, fault)
        if name != "repair":
            works.check_nothing_half_written(at, work.between)
        after = works.digests(at)
        assert all(entries <= after[path] for path, entries in before.items()), "entries are lost"
        if stopped.told:
            assert works.outcome(at) == wanted, "what was acknowledged is not there"
        run = work.act(at)
        assert run.code in work.again, f"the next run ended with {run.code}: {run.errors.strip()[:200]}"
        found = works.outcome(at)
        assert found == wanted, f"{found} instead of {wanted}"
        assert all(verify_case(path).ok for path in works.cases(at)), "not sound after the next run"

    return draw.each(points, check)
