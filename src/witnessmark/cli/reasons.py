"""Why something was not done, in the user's language. Data: ``data/reasons.yaml``.

What lies below the command line gives its reasons as ids or in English sentences, as they stand in code and in tests.
"""

import re
from functools import cache

import msgspec

from witnessmark.cli import messages
from witnessmark.cli.compiled import compiled_as
from witnessmark.cli.help_words import Pair

_VALUE = re.compile(r"\\\{(\w+)\\\}")


class _Reasons(msgspec.Struct):
    ids: dict[str, str]
    texts: list[Pair]


def told(reason: object) -> str:
    """The reason in the user's language; in English, and as it is where nobody translated it."""
    text = str(reason)
    return _in_ukrainian(text) if messages.language() == "uk" else text


def _in_ukrainian(text: str) -> str:
    if text in _reasons().ids:
        return _reasons().ids[text]
    for pattern, ukrainian in _patterns():
        if found := pattern.fullmatch(text):
            return ukrainian.format(**{name: _in_ukrainian(value) for name, value in found.groupdict().items()})
    where, colon, rest = text.partition(": ")
    return f"{where}: {_in_ukrainian(rest)}" if colon else text


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """In the order of the catalogue, but those without a value first: they say most."""
    made = [(re.compile(_VALUE.sub(r"(?P<\1>.+?)", re.escape(pair.en)), re.S), pair.uk) for pair in _reasons().texts]
    return sorted(made, key=lambda one: one[0].groups > 0)


@cache
def _reasons() -> _Reasons:
    return compiled_as("reasons", _Reasons)
