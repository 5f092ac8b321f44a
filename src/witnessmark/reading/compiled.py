"""The tables that ``tools/compile_tables.py`` makes from ``reading/data``."""

from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec

from witnessmark.model.many_objects import uncollected


@cache
def compiled(name: str) -> Any:
    """The table ``reading/tables/<name>.json`` as plain JSON values; callers must not change it."""
    return _decoded(name, Any)


_Shape = TypeVar("_Shape")


def compiled_as(name: str, shape: type[_Shape]) -> _Shape:
    """The same table in a shape of its own, made anew at each call; raises ``msgspec.ValidationError`` when it has
    another one."""
    table: _Shape = _decoded(name, shape)
    return table


def _decoded(name: str, shape: Any) -> Any:
    """Without a search for garbage on the way: all of it is kept, and the searches took as long as the decoding."""
    table = resources.files("witnessmark.reading").joinpath("tables", f"{name}.json").read_bytes()
    with uncollected():
        return msgspec.json.decode(table, type=shape)
