"""The compiled tables of the command line: what ``tools/compile_tables.py`` makes of ``data/*.yaml``."""

from importlib import resources
from typing import TypeVar

import msgspec

Table = TypeVar("Table")


def compiled_as(name: str, kind: type[Table]) -> Table:
    """The table ``cli/tables/<name>.json`` as a ``kind``; raises ``msgspec.ValidationError`` where it is none."""
    table = resources.files("witnessmark.cli").joinpath("tables", f"{name}.json").read_bytes()
    return msgspec.json.decode(table, type=kind)
