"""The mappings to other people's formats: YAML that a data officer edits, checked against its type when it is read."""

from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec
import yaml

T = TypeVar("T")


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One label in both languages."""

    en: str
    uk: str

    def __call__(self, language: str) -> str:
        return self.uk if language == "uk" else self.en


@cache
def _read(name: str) -> object:
    text = resources.files("witnessmark.publish.exports").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def mapping(name: str, kind: type[T]) -> T:
    """A file of ``exports/data`` as a value of ``kind``; ``msgspec.ValidationError`` names what does not fit."""
    return msgspec.convert(_read(name), kind)
