"""A disk that is full from some step on; one that cannot be written to; a clock that was set back."""

import shutil
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from tests.drills import stopping, works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from witnessmark.evidence import case as case_module
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case

PROMISE = "A clear message says what to do, nothing is lost."
READING = (("status",), ("claims",), ("search", "bridge"), ("verify",), ("custody", "S1"), ("device",))


def run(draw: Draw) -> Result:
    wanted = draw.of(list(works.WORKS))
    full = sum((_full(draw, name) for name in wanted), Result())
    return full + _read_only(draw, wanted) + _clock(draw, wanted)


def _full(draw: Draw, name: str) -> Result:
    start = works.prepared(name, draw.new_folder())
    work = works.WORKS[name]
    whole = Path(shutil.copytree(start, draw.new_folder() / "whole"))
    ended = stopping.do(lambda tell: tell(work.act(whole).code), whole)
    wanted = works.outcome(whole)

    def check(point: tuple[str, int], folder: Path) -> None:
        at = Path(shutil.copytree(start, folder / "at"))
        before = works.digests(at)
        stopped = stopping.do(lambda tell: tell(list(work.act(at)[::2])), at, point[1], "full")
        ((code, said),) = stopped.told
        if code == 0:  # only what may be lost could not be written
            assert works.outcome(at) == wanted, "what was acknowledged is not there"
        else:
            assert "The disk is full" in said and "run the same command again" in said, (
                f"unclear ({code}): {said[:200]}"
            )
        if name != "repair":
            works.check_nothing_half_written(at, work.between)
        after = works.digests(at)
        assert all(entries <= after[path] for path, entries in before.items()), "entries are lost"
        run = work.act(at)
        assert run.code in work.again, f"with room again it ended with {run.code}: {run.errors.strip()[:200]}"
        assert works.outcome(at) == wanted, "with room again it does not come to the same"
        assert all(verify_case(path).ok for path in works.cases(at)), "not sound after the next run"

    return draw.each([(name, step) for step in range(1, ended.steps + 1)], check)


def _read_only(draw: Draw, names: list[str]) -> Result:
    """What writes says so and changes nothing; what reads, works."""
    starts = {name: works.prepared(name, draw.new_folder()) for name in names}

    def writing(name: str, folder: Path) -> None:
        at = Path(shutil.copytree(starts[name], folder / "at"))
        before = works.digests(at)
        stopped = stopping.do(lambda tell: tell(list(works.WORKS[name].act(at)[::2])), at, 1, "read-only")
        ((code, said),) = stopped.told
        assert code == 3 and "cannot be written to" in said, f"unclear ({code}): {said[:200]}"
        assert works.digests(at) == before, "something was changed"

    def reading(words: tuple[str, ...], folder: Path) -> None:
        at = Path(shutil.copytree(next(iter(starts.values())), folder / "at"))
        stopped = stopping.do(lambda tell: tell(list(witnessmark(*words, cwd=at / "case")[::2])), at, 1, "read-only")
        ((code, said),) = stopped.told
        assert code == 0, f"{words[0]} cannot read a read-only case ({code}): {said[:200]}"

    return draw.each(names, writing) + draw.each(READING, reading)


class _Earlier(datetime):
    """Two years back."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) - timedelta(days=730)


def _clock(draw: Draw, names: list[str]) -> Result:
    starts = {name: works.prepared(name, draw.new_folder()) for name in names if name != "repair"}

    def check(name: str, folder: Path) -> None:
        at = Path(shutil.copytree(starts[name], folder / "at"))
        before = works.digests(at)

        def work(tell: object) -> None:
            case_module.datetime = _Earlier  # type: ignore[misc,attr-defined]
            run = works.WORKS[name].act(at)
            tell([run.code, run.errors])  # type: ignore[operator]

        ((code, said),) = stopping.do(work, at).told
        assert "clock" in said and "set the clock" in said, f"no word of the clock ({code}): {said[:200]}"
        assert code in (0, 4), f"ended with {code}: {said[:300]}"
        after = works.digests(at)
        assert all(entries <= after[path] for path, entries in before.items()), "entries are lost"
        works.check_nothing_half_written(at)
        assert Case.open(at / "case").state().refusals == ()

    return draw.each(list(starts), check)
