"""Forms of English words for the lexicons (build time only): irregular ones from data, the others by rule.

Too many forms do no harm: a form that is no word is never met.
"""

import re
from collections.abc import Mapping, Sequence

_VOWELS = "aeiou"


def forms(word: str, irregular: Mapping[str, Sequence[str]]) -> set[str]:
    """Every form of ``word``; of a word with a hyphen, the forms of its last part."""
    if not word.isalpha():
        head, mark, last = word.rpartition("-")
        return {f"{head}-{form}" for form in forms(last, irregular)} if mark and last.isalpha() else {word, f"{word}s"}
    found = {word, *(irregular[word] if word in irregular else _regular(word))}
    return found | {f"{form}'s" for form in (word, f"{word}s")}


def _regular(word: str) -> set[str]:
    if word.endswith("e"):
        return {word + "s", word + "d", word[:-1] + "ing", word + "ing"}
    if re.search(r"[^aeiou]y$", word):
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing", word + "s"}
    found = {word + "s", word + "es", word + "ed", word + "ing"}
    if len(word) > 2 and word[-1] not in "wxy" and word[-1] not in _VOWELS and word[-2] in _VOWELS:
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return found
