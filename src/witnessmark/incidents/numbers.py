"""The counts that a claim states, in figures or in words. Data: ``data/numbers.yaml``."""

import re
from functools import cache
from importlib import resources

import msgspec

from witnessmark.model.claim import Claim

_WORD = re.compile(r"[\w'’]+")


def counts_in(claim: Claim) -> frozenset[str]:
    """Every count in the words of the claim, as digits, without those of its date and of times of day."""
    words = claim.span.quote
    if claim.date is not None:
        words = words.replace(claim.date.quote, " ")
    found = {number for word in _WORD.findall(words) if (number := number_of(word, claim.language or "en"))}
    return frozenset(found)


def number_of(word: str, language: str) -> str | None:
    """The number that a word is, as digits, or None."""
    if word.isdecimal():
        return word
    folded = word.casefold().replace("’", "'").replace("ё", "е")
    stems = _numbers().get(language, {})
    if language == "en":
        return str(stems[folded]) if folded in stems else None
    # The longest stem that begins the word, with a case ending of at most three letters after it.
    fitting = [stem for stem in stems if folded.startswith(stem) and len(folded) - len(stem) <= 3]
    return str(stems[max(fitting, key=len)]) if fitting else None


@cache
def _numbers() -> dict[str, dict[str, int]]:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/numbers.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[str, int]])
