"""Whether a cost grows with the length of a text and no faster, told so that a busy machine cannot upset it."""

import time
from collections.abc import Callable

ROUNDS = 8
"""So often both are measured before a cost that seems to grow too fast is believed: others on the machine make a
measurement too long, never too short."""

LEAST = 2e-3
"""Seconds below which a measurement says nothing."""


def grows_in_proportion(work: Callable[[int], object], small: int, large: int, leeway: float = 3.0) -> bool:
    """Whether ``work(large)`` takes no more than ``leeway`` times what its size says, measured by ``work(small)``."""
    short = long = float("inf")
    for _ in range(ROUNDS):
        short, long = min(short, _seconds(work, small)), min(long, _seconds(work, large))
        if long <= leeway * large / small * max(short, LEAST):
            return True
    return False


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Of this process alone, not of the clock."""
    began = time.process_time()
    work(size)
    return time.process_time() - began
