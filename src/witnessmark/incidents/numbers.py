"""The counts that a claim states, in figures or in words. Data: ``data/numbers.yaml``."""

import re
from functools import cache, lru_cache
from importlib import resources

import msgspec

from witnessmark.model.claim import Claim

_WORD = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|[\w'’]+")
_LABEL = re.compile(r"(?:№|\bNo\.?|\bno\.|#)\s*$")
_YEARS = range(1900, 2100)


def counts_in(claim: Claim) -> frozenset[str]:
    """Every count in the words of the claim, as digits, without those of its date, of years and of numbered names."""
    words = claim.span.quote
    if claim.date is not None:
        words = words.replace(claim.date.quote, " ")
    return counts_of(words, claim.language or "en")


def counts_of(words: str, language: str) -> frozenset[str]:
    """As ``counts_in``, of any words. "Two hundred and five", «двадцять три» and "1 200" are one count each."""
    found: set[str] = set()
    saying: list[int] = []
    after = 0
    for match in _WORD.finditer(words):
        word = match.group()
        if saying and words[after : match.start()].strip("- \u00a0"):
            found.add(str(_together(saying)))
            saying = []
        after = match.end()
        if word[0].isdigit():
            if word.isdecimal() or not word[-1].isalnum() or " " in word or "," in word or "\u00a0" in word:
                digits = re.sub(r"\D", "", word)
                if not _is_label(words, match.start()) and int(digits) not in _YEARS:
                    found.add(str(int(digits)))
        elif (number := _number_in_words(word, language)) is not None:
            saying.append(number)
            continue
        elif saying and word == "and":
            continue
        if saying:
            found.add(str(_together(saying)))
            saying = []
    if saying:
        found.add(str(_together(saying)))
    return frozenset(found)


def _is_label(words: str, start: int) -> bool:
    return _LABEL.search(words, max(0, start - 5), start) is not None


def _together(said: list[int]) -> int:
    """The number that words for its parts make: thousands and hundreds multiply what stands before them."""
    whole = last = 0
    for number in said:
        if number in (12, 100, 1000) and last:
            last *= number
            if number == 1000:
                whole, last = whole + last, 0
        else:
            last += number
    return whole + last


def number_of(word: str, language: str) -> str | None:
    """The number that a word is, as digits, or None."""
    if word.isdecimal():
        return word
    number = _number_in_words(word, language)
    return None if number is None else str(number)


@lru_cache(maxsize=100_000)
def _number_in_words(word: str, language: str) -> int | None:
    folded = word.casefold().replace("’", "'").replace("ё", "е")
    stems = _numbers().get(language, {})
    if language == "en":
        return stems.get(folded)
    # The longest stem that begins the word, with a case ending of at most three letters after it.
    fitting = [stem for stem in stems if folded.startswith(stem) and len(folded) - len(stem) <= 3]
    return stems[max(fitting, key=len)] if fitting else None


@cache
def _numbers() -> dict[str, dict[str, int]]:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/numbers.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[str, int]])
