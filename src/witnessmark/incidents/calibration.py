"""What the points of a link are worth: the share of such pairs that were about one thing where that was known.

The table is measured on pairs of our own (``benchmarks/calibrating.py``, which writes ``data/calibration.yaml``); it
rises with the points and is straight between them.
"""

from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources

import msgspec


class _Calibration(msgspec.Struct, frozen=True):
    table: tuple[tuple[int, float], ...]
    """Points and probability, both rising."""


@cache
def _table() -> tuple[tuple[int, float], ...]:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/calibration.json").read_bytes()
    return msgspec.json.decode(compiled, type=_Calibration).table


@lru_cache(maxsize=1024)
def probability(points: int) -> float:
    """Between 0 and 1, to two places. Below and above the table its ends hold."""
    table = _table()
    at = bisect_right(table, points, key=lambda row: row[0])
    if at == 0:
        return table[0][1]
    if at == len(table):
        return table[-1][1]
    (low, less), (high, more) = table[at - 1], table[at]
    return round(less + (more - less) * (points - low) / (high - low), 2)
