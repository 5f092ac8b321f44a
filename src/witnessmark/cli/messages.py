"""What the commands say, in English or Ukrainian. Data: ``data/messages.yaml``."""

import os
from functools import cache

from witnessmark.cli.compiled import compiled_as

_language = "en"


def speak(language: str) -> None:
    """Use this language from now on; one process speaks one language."""
    global _language
    _language = language


def language() -> str:
    return _language


def language_of_user() -> str:
    """Ukrainian when the user's locale says so, English otherwise."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "uk" if locale.lower().startswith("uk") else "en"


def say(key: str, **values: object) -> str:
    """The message with that key in the user's language, its values filled in; raises ``KeyError`` for unknown keys."""
    return _catalogue()[key][_language].format(**{name: _in_line(value) for name, value in values.items()})


def column(name: str) -> str:
    """The head of a column in the user's language; one that the catalogue does not know is shown as it is."""
    known = _catalogue().get(f"column-{name}")
    return known[_language] if known else name


def _in_line(value: object) -> object:
    """A value that begins no line of its own: a file's name may hold a line break."""
    return value.replace("\n", "\\n") if isinstance(value, str) else value


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return compiled_as("messages", dict[str, dict[str, str]])
