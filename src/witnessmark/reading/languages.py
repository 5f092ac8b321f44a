"""Which language a text is written in.

Cyrillic letters that only one language uses decide between Ukrainian and Russian, common words tell English from its
neighbours; what they cannot decide, and every other script, goes to ``py3langid``, loaded only then (0.6 s, 25 MB).
"""

import re
from functools import cache
from typing import Any

_SAMPLE = 20_000
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
_BELARUSIAN = re.compile(r"[ўЎ]")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|were|that|by|with|from|at|they|have)\b", re.IGNORECASE)
_ALSO_ENGLISH = re.compile(
    r"\b(?:an?|in|on|was|for|is|are|he|she|his|her|had|has|been|who|this|it|we|after|near|their|when|which|not|said)\b",
    re.IGNORECASE,
)
"""Words of English that other languages have as well: they tell only where none of ``_FOREIGN`` stands."""
_FOREIGN = re.compile(
    r"\b(?:der|das|den|dem|und|ist|nicht|von|mit|ein|eine|auf|wurde|het|een|van|en|zijn|voor|le|la|les|des|et|du|une"
    r"|el|los|las|que|del|por|con|il|di|che|per|una|da|em|w|z|nie|na|si|je|bir|din|de|e|o|y)\b|(?-i:[\u00c0-\u024f])",
    re.IGNORECASE,
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
    cyrillic = len(_CYRILLIC.findall(sample))
    latin = len(_LATIN.findall(sample))
    if cyrillic > latin:
        found = _cyrillic_language(sample, cyrillic)
        if found:
            return found
    elif latin >= 20 and _is_english(sample, latin):
        return "en"
    letters = cyrillic + latin or sum(map(str.isalpha, sample))
    return _guess(sample) if letters >= 12 else None


def _is_english(sample: str, letters: int) -> bool:
    sure = len(_ENGLISH.findall(sample))
    if sure * 80 >= letters:
        return True
    likely = sure + len(_ALSO_ENGLISH.findall(sample))
    return likely >= 2 and likely * 40 >= letters and not _FOREIGN.search(sample)


def _cyrillic_language(sample: str, letters: int) -> str | None:
    ukrainian = len(_UKRAINIAN.findall(sample))
    russian = len(_RUSSIAN.findall(sample))
    if _BELARUSIAN.search(sample) and russian:
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
