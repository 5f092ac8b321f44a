"""Letters that look the same in Latin and Cyrillic: OCR cannot tell them apart, the words around them can.

A word of only such letters ("а", "і", "с", "a") takes the script of its neighbours; a stray letter within a word takes
the script of the word. Nothing else is changed, and nothing that a reader of the page could see.
"""

import re
from collections.abc import Sequence

_LATIN = "aceiopxyABCEHIKMOPTX"
_CYRILLIC = "асеіорхуАВСЕНІКМОРТХ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_CLEAR_LATIN = re.compile(f"(?![{_LATIN}])[A-Za-z]")
_CLEAR_CYRILLIC = re.compile(f"(?![{_CYRILLIC}])[А-Яа-яЁёІіЇїЄєҐґ]")


def in_one_script(words: Sequence[str]) -> list[str]:
    """The words, each in the script that it, or else the nearest clear word before or after it, is in."""
    scripts = [_script(word) for word in words]
    known: str | None = None
    before: list[str | None] = []
    for script in scripts:
        known = script or known
        before.append(known)
    known = next((script for script in scripts if script), None)
    return [_written(word, script or known) for word, script in zip(words, before, strict=True)]


def _script(word: str) -> str | None:
    """``latin`` or ``cyrillic`` where a letter of the word is in only one of them; None for neither, and for both."""
    latin, cyrillic = bool(_CLEAR_LATIN.search(word)), bool(_CLEAR_CYRILLIC.search(word))
    if latin == cyrillic:
        return None
    return "latin" if latin else "cyrillic"


def _written(word: str, script: str | None) -> str:
    if script is None or (_CLEAR_LATIN.search(word) and _CLEAR_CYRILLIC.search(word)):
        return word
    return word.translate(_TO_LATIN if script == "latin" else _TO_CYRILLIC)
