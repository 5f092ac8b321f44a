"""Which points of a drill are tried, in how many processes, and what came of it."""

import json
import os
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from witnessmark.evidence import files

Point = TypeVar("Point")


@dataclass
class Result:
    """How many points there are, how many were tried, and what went wrong, a line each."""

    points: int = 0
    tried: int = 0
    failures: list[str] = field(default_factory=list)
    skipped: str = ""

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.points + other.points, self.tried + other.tried, [*self.failures, *other.failures],
            self.skipped or other.skipped,
        )  # fmt: skip


@dataclass
class Draw:
    """``share`` of the points, chosen by ``seed``, but at least ``least``; in ``jobs`` processes."""

    folder: Path
    seed: int = 0
    share: float = 1.0
    least: int = 1
    jobs: int = 1

    def of(self, points: Sequence[Point]) -> list[Point]:
        count = min(len(points), max(self.least, round(len(points) * self.share)))
        if count == len(points):
            return list(points)
        return random.Random(self.seed).sample(list(points), count)

    def new_folder(self) -> Path:
        """An empty folder of this drill's own."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def each(self, points: Sequence[Point], check: Callable[[Point, Path], None]) -> Result:
        """Try points in a folder of their own each; a check that raises is a failure."""
        chosen = self.of(points)
        if self.jobs == 1 or len(chosen) < 2 * self.jobs:
            failures = self._try(chosen, check)
        else:
            failures = self._beside_each_other(chosen, check)
        return Result(len(points), len(chosen), failures)

    def _try(self, points: Sequence[Point], check: Callable[[Point, Path], None]) -> list[str]:
        failures = []
        for point in points:
            folder = self.new_folder()
            try:
                check(point, folder)
            except Exception as error:  # the drill goes on, and tells all of them at its end
                at = traceback.extract_tb(error.__traceback__)[-1]
                failures.append(f"{point}: {type(error).__name__} {error} ({Path(at.filename).name}:{at.lineno})")
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        return failures

    def _beside_each_other(self, points: Sequence[Point], check: Callable[[Point, Path], None]) -> list[str]:
        children = []
        for number in range(self.jobs):
            read, write = os.pipe()
            child = os.fork()
            if child == 0:
                try:
                    told = json.dumps(self._try(points[number :: self.jobs], check))
                    with os.fdopen(write, "w") as pipe:
                        pipe.write(told)
                finally:
                    os._exit(0)
            os.close(write)
            children.append((child, read))
        failures: list[str] = []
        for child, read in children:
            with os.fdopen(read) as pipe:
                told = pipe.read()
            os.waitpid(child, 0)
            failures += json.loads(told) if told else ["a process of the drill ended without a word"]
        return failures


@dataclass
class Timed:
    """A result and the seconds it took."""

    name: str
    result: Result
    seconds: float

    @property
    def line(self) -> str:
        result = self.result
        end = f"SKIPPED: {result.skipped}" if result.skipped else f"{len(result.failures)} failures"
        return f"{self.name:20} {result.tried:6} of {result.points:6} points  {end}  {self.seconds:7.1f} s"


def timed(name: str, run: Callable[[Draw], Result], draw: Draw) -> Timed:
    """Without waiting for the disk: no drill cuts the power, and a kill takes nothing from the system."""
    start, sync = time.monotonic(), files.sync
    files.sync = lambda descriptor: None
    try:
        return Timed(name, run(draw), time.monotonic() - start)
    finally:
        files.sync = sync
