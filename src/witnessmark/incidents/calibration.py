"""What the points of a link are worth: the share of such pairs that were about one thing where that was known.

The table is measured on pairs of our own (``benchmarks/calibrating.py``, which writes ``data/calibration.yaml``); it
rises with the points and is straight between them.
"""

from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources

import msgspec


class _Calibration(msgspec.Struct, frozen=True):
    """Points and probability, both rising: of links across documents, and within one."""

    across: tuple[tuple[int, float], ...]
    within: tuple[tuple[int, float], ...]


@cache
def _tables() -> _Calibration:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/calibration.json").read_bytes()
    return msgspec.json.decode(compiled, type=_Calibration)


CERTAIN, CERTAIN_WITHIN = 0.99, 0.9
"""Above them the table says nothing that cases made by a program can tell of the world. Within a document those are the
easier: of such links among claims that were checked by hand 36 of 41 were right (``docs/benchmarks.md``)."""


@lru_cache(maxsize=1024)
def probability(points: int, *, within: bool) -> float:
    """Between 0 and 1, to two places. Below and above the table its ends hold. ``within``: both claims are of one
    document."""
    table = _tables().within if within else _tables().across
    at = bisect_right(table, points, key=lambda row: row[0])
    if at == 0:
        worth = table[0][1]
    elif at == len(table):
        worth = table[-1][1]
    else:
        (low, less), (high, more) = table[at - 1], table[at]
        worth = less + (more - less) * (points - low) / (high - low)
    return min(round(worth, 2), CERTAIN_WITHIN if within else CERTAIN)
