"""The mappings to other people's formats: YAML that a data officer edits, checked against its type when it is read."""

from functools import cache
from typing import TypeVar

import msgspec

from witnessmark.publish.site.words import data_file

T = TypeVar("T")


@cache
def mapping(name: str, kind: type[T]) -> T:
    """A file of ``exports/data`` as a value of ``kind``; ``msgspec.ValidationError`` names what does not fit."""
    return msgspec.convert(data_file(name, "witnessmark.publish.exports"), kind)
