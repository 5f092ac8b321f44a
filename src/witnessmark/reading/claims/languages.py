"""Which lexicons to read a text with: by its language, and by letters where it mixes scripts or languages."""

import re

from witnessmark.reading.draft import Draft

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_ONLY_RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
_ONLY_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_SAMPLE = 200_000
_FEW = 20
_CYRILLIC = re.compile(rf"(?:[^\u0400-\u04ff]*+[\u0400-\u04ff]){{{_FEW + 1}}}")
"""More than a few letters: the search ends with them."""


def languages_of(draft: Draft) -> list[str]:
    """The languages of a draft that have a lexicon, its main one first. Speakers mix Ukrainian and Russian: a text in
    Cyrillic is read with both when it has letters of both."""
    text = draft.text[:_SAMPLE]
    main = draft.language
    found = [main] if main in ("en", "uk", "ru") else []
    if main in (None, "en", "uk", "ru") and "en" not in found and _latin(text) > max(_FEW, len(text) // 5):
        found.append("en")
    if main in (None, "en", "uk", "ru", "be", "bg") and not text.isascii() and _CYRILLIC.match(text):
        if "uk" not in found and _ONLY_UKRAINIAN.search(text):
            found.append("uk")
        if "ru" not in found and (_ONLY_RUSSIAN.search(text) or not found):
            found.append("ru")
    return [language for language in found if language]


def _latin(text: str) -> int:
    """How many letters from A to Z there are."""
    return len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
