"""What speaks for two claims being about one thing, and how much. Data: ``data/evidence.yaml``."""

from functools import cache
from importlib import resources

import msgspec


class Evidence(msgspec.Struct, frozen=True):
    link_at: int
    """Points from which on two claims are linked."""
    points: dict[str, int]
    seldom: frozenset[str]
    """Acts that seldom happen twice in one place."""


@cache
def evidence() -> Evidence:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/evidence.json").read_bytes()
    return msgspec.json.decode(compiled, type=Evidence)
