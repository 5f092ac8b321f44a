"""Which language a text is written in.

Cyrillic letters that only one language uses decide between Ukrainian and Russian, common words tell English from its
neighbours; what they cannot decide, and every other script, goes to ``py3langid``, loaded only then (0.6 s, 25 MB).
"""

import re
from functools import cache
from typing import Any

_SAMPLE, _ENOUGH = 20_000, 3_000
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_BEYOND_ENGLISH = re.compile(r"[\u00c0-\u024f]")
_WORD = re.compile(r"\w+")
_UKRAINIAN, _RUSSIAN, _BELARUSIAN = "іїєґІЇЄҐ", "ыэъёЫЭЪЁ", "ўЎ"
_ENGLISH = frozenset("the of and to were that by with from at they have".split())
_ALSO_ENGLISH = frozenset(
    "a an in on was for is are he she his her had has been who this it we after near their when which not said".split()
)
"""Words of English that other languages have as well: they tell only where none of ``_FOREIGN`` stands."""
_FOREIGN = frozenset(
    "der das den dem und ist nicht von mit ein eine auf wurde het een van en zijn voor le la les des et du une el los "
    "las que del por con il di che per una da em w z nie na si je bir din de e o y".split()
)
_CANDIDATES = (
    "en", "uk", "ru", "be", "bg", "sr", "mk", "pl", "de", "fr", "es", "it", "ro", "cs", "sk", "hu", "tr", "ar", "fa",
    "he", "ka", "hy", "pt", "nl", "zh",
)  # fmt: skip


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the language of the first 20,000 characters, or None where there are too few letters to tell.

    In a text of several languages the one with most letters wins.
    """
    sample = text[:_SAMPLE]
    cyrillic = 0 if sample.isascii() else sum(map(len, _CYRILLIC.findall(sample)))
    if not cyrillic:
        sample = sample[:_ENOUGH]  # of one script, the beginning tells as much
        if len(sample) >= 40 and sum(map(_ENGLISH.__contains__, sample.lower().split())) * 80 >= len(sample):
            return "en"  # as nearly always, and told without counting letters
    latin = sum(map(len, _LATIN.findall(sample)))
    if cyrillic > latin:
        found = _cyrillic_language(sample, cyrillic)
        if found:
            return found
    elif latin >= 20 and _is_english(sample, latin):
        return "en"
    letters = cyrillic + latin or sum(map(str.isalpha, sample))
    return _guess(sample) if letters >= 12 else None


def _is_english(sample: str, letters: int) -> bool:
    words = _WORD.findall(sample.lower())
    sure = sum(map(_ENGLISH.__contains__, words))
    if sure * 80 >= letters:
        return True
    likely = sure + sum(map(_ALSO_ENGLISH.__contains__, words))
    return likely >= 2 and likely * 40 >= letters and _FOREIGN.isdisjoint(words) and not _BEYOND_ENGLISH.search(sample)


def _cyrillic_language(sample: str, letters: int) -> str | None:
    ukrainian = sum(map(sample.count, _UKRAINIAN))
    russian = sum(map(sample.count, _RUSSIAN))
    if russian and any(letter in sample for letter in _BELARUSIAN):
        return None
    if ukrainian == russian:
        return None
    strong = max(ukrainian, russian) >= max(1, letters // 200)
    if not strong:
        return None
    return "uk" if ukrainian > russian else "ru"


def _guess(sample: str) -> str | None:
    code, _ = _identifier().classify(sample)
    return str(code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_CANDIDATES))
    return identifier
