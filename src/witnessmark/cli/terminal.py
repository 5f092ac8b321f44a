"""What a document says must not steer the terminal that shows it.

File names, quotes and names come from strangers: an escape sequence in one could clear the screen, change the window's
title or forge a line, and a direction control could turn a name round. On the way to the terminal each such character
becomes its ``\\uXXXX`` form, which in JSON is the same character.
"""

import re
from typing import Any

import click

_BOLD, _PLAIN = click.style("|", bold=True).split("|")
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """The text with every character that steers a terminal written out; lines and tabs stay, and so does bold."""
    if not _STEERING.search(text):
        return text
    return _STEERING.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    for ours in (_BOLD, _PLAIN):
        if match.string.startswith(ours, match.start()):
            return match.group()
    return f"\\u{ord(match.group()):04x}"


class HarmlessOutput:
    """A text stream through which nothing steers the terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(harmless(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
