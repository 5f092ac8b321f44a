"""Measuring: medians of several runs, the slope of a cost, and the memory of a child process."""

import math
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def median_seconds(run: Callable[[], object], times: int = 5) -> float:
    """Median wall seconds of so many runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Slope of log cost against log size by least squares: 1 is linear."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    mean_x, mean_y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def command_seconds(
    command: Sequence[str], folder: Path, times: int = 5, before: Callable[[], object] | None = None
) -> float:
    """Median wall seconds of a whole command in a new process; ``before`` prepares each run and is not counted."""
    taken = []
    for _ in range(times):
        if before:
            before()
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def peak_children_mb() -> float:
    """Largest resident memory, in MB, of any child process so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
