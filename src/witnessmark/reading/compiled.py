"""The tables that ``tools/compile_tables.py`` makes from ``reading/data``."""

from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec


@cache
def compiled(name: str) -> Any:
    """The table ``reading/tables/<name>.json`` as plain JSON values; callers must not change it."""
    return msgspec.json.decode(_bytes(name))


_Shape = TypeVar("_Shape")


def compiled_as(name: str, shape: type[_Shape]) -> _Shape:
    """The same table in a shape of its own, made anew at each call; raises ``msgspec.ValidationError`` when it has
    another one."""
    return msgspec.json.decode(_bytes(name), type=shape)


def _bytes(name: str) -> bytes:
    return resources.files("witnessmark.reading").joinpath("tables", f"{name}.json").read_bytes()
