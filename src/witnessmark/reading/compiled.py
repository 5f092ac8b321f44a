"""The tables that ``tools/compile_tables.py`` makes from ``reading/data``."""

from functools import cache
from importlib import resources
from typing import Any

import msgspec


@cache
def compiled(name: str) -> Any:
    """The table ``reading/tables/<name>.json`` as plain JSON values; callers must not change it."""
    return msgspec.json.decode(resources.files("witnessmark.reading").joinpath("tables", f"{name}.json").read_bytes())
