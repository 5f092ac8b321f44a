"""Russian forms of Ukrainian place names, made from sound correspondences. Candidates, kept beside the forms known for
sure."""

from collections.abc import Mapping, Sequence
from typing import Any

Pairs = Sequence[Sequence[str]]


def russian_names(name: str, correspondences: Mapping[str, Any]) -> list[str]:
    """Russian forms that ``name`` may have, likeliest first, at most eight. Raises nothing: a name that no rule
    changes is its own Russian form."""
    columns = [_word_forms(word, correspondences) for word in name.split(" ")]
    forms = [" ".join(words) for words in _combine(columns)]
    return list(dict.fromkeys(forms))[:8]


def _combine(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    combined: list[list[str]] = [[]]
    for column in columns:
        combined = [[*words, word] for words in combined for word in column[:4]][:16]
    return combined


def _word_forms(word: str, rules: Mapping[str, Any]) -> list[str]:
    whole = [russian for ukrainian, russian in rules["words"] if word == ukrainian]
    if whole:
        return whole
    begun = [
        russian + word[len(ukrainian) :] for ukrainian, russian in rules["whole_start"] if word.startswith(ukrainian)
    ]
    forms = []
    for start in begun or [word]:
        ended = [start[: len(start) - len(old)] + new for old, new in rules["endings"] if start.endswith(old)]
        for form in ended[:3] or [start]:
            for letters in ("letters", "letters_alternative", "letters_third"):
                forms.append(_replace(form, rules[letters]))
    return list(dict.fromkeys(forms))


def _replace(word: str, letters: Pairs) -> str:
    # One pass, so that и made of і is not turned into ы.
    table = {ord(old): new for old, new in letters} | {
        ord(old.upper()): new.upper() for old, new in letters if old.isalpha()
    }
    return word.translate(table)
