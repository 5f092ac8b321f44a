"""How many persons a claim says were killed, injured, are missing or were detained (handbook section 8).

A number counts persons only where a word says so, and belongs to the word that it stands by: in "three people were
killed and seven wounded" seven are no dead. Data: ``data/casualties.yaml``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from witnessmark.incidents.numbers import counts_of, number_of
from witnessmark.incidents.sentences import sentence_at
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import CASUALTY_KINDS, CasualtyKind, CasualtyPart

_WORD = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)+|\d+|[^\W\d_][\w'’]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_BREAK = re.compile(r"[,;:.!?()–—]|\b(?:and|but|while|а|та|але|и|но)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—]|\b(?:to|or|and|до|чи|или)\b)\s*\Z", re.IGNORECASE)
_STARTS_RANGE = re.compile(r"\b(?:between|from|від|от|между|між)\s*\Z", re.IGNORECASE)
_OF_THEM = re.compile(r"\s*(?:of\s+(?:them|whom)|з\s+них|із\s+них|из\s+них)\b", re.IGNORECASE)
_YEARS = range(1900, 2100)
AHEAD = 5
"""Words after a number among which the persons or what became of them must be named."""


class Counted(NamedTuple):
    """A count of persons in a text. ``start`` and ``end`` are offsets of the number in it."""

    lowest: int | None
    highest: int | None
    of_whom: str
    approximate: bool
    includes: tuple[CasualtyPart, ...]
    start: int
    end: int


class _Run(NamedTuple):
    """A number of one word or several; ``high`` differs from ``low`` where a range is told."""

    low: int
    high: int
    start: int
    end: int


Stems = dict[str, tuple[str, ...]]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    acts: dict[CasualtyKind, tuple[str, ...]]
    whom: dict[str, Stems]
    states: dict[CasualtyKind, Stems]
    between: Stems
    collective: Stems
    at_least: Stems
    more_than: tuple[str, ...]
    at_most: Stems
    about: Stems
    including: Stems
    not_persons: Stems


@cache
def _data() -> _File:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/casualties.json").read_bytes()
    return msgspec.json.decode(compiled, type=_File)


@cache
def kind_of(act: str) -> CasualtyKind | None:
    """The register that an act counts into, None for an act that counts nobody."""
    return next((kind for kind in CASUALTY_KINDS if act in _data().acts[kind]), None)


def counts_told(claim: Claim, texts: Mapping[str, str]) -> tuple[Counted, ...]:
    """The counts of persons that the claim gives for its own register: those in its own words, or else in its
    sentence. A denial counts nobody."""
    kind = kind_of(claim.act)
    if kind is None or claim.modality == "denied" or claim.polarity == "negative":
        return ()
    text, shift = texts.get(claim.document, ""), 0
    start, end = sentence_at(text, claim.span.start, claim.span.end)
    if text[claim.span.start : claim.span.end] != claim.span.quote:
        text, shift, start, end = claim.span.quote, claim.span.start, 0, len(claim.span.quote)
    language = claim.language if claim.language in ("en", "uk", "ru") else "en"
    found = [one for one in _counts(text, start, end, language, kind) if not _in_date(claim, text, one.start, shift)]
    own = [one for one in found if claim.span.start - shift <= one.start < claim.span.end - shift]
    return tuple(own or found)


def _in_date(claim: Claim, text: str, at: int, shift: int) -> bool:
    """Whether the number stands in the words of the claim's date. One that a reviewer gave has no words of its own."""
    date = claim.date
    if date is None or (date.start, date.end) == (claim.span.start, claim.span.end):
        return False
    if text[date.start - shift : date.end - shift] != date.quote:
        return False
    return date.start <= at + shift < date.end


def _counts(text: str, start: int, end: int, language: str, kind: CasualtyKind) -> list[Counted]:
    runs = _runs(text, start, end, language)
    found: list[Counted] = []
    for index, run in enumerate(runs):
        before = runs[index - 1].end if index else start
        after = runs[index + 1].start if index + 1 < len(runs) else end
        whom = _whom(text, run, min(after, end), language)
        if found and whom is not None and _is_part(text, found[-1], run, language):
            part = CasualtyPart(of_whom=whom, number=run.low)
            found[-1] = found[-1]._replace(includes=(*found[-1].includes, part))
            continue
        became = _state(text, run, before, after, end, language)
        counted = whom or _collective(text, run, language) or _bare(text, run, before, end, language)
        if counted is None or became not in (kind, None):
            continue
        found.append(_bounded(text, run, start, counted, language))
    return found


def _runs(text: str, start: int, end: int, language: str) -> list[_Run]:
    """The numbers of a sentence, those of several words as one, and ranges as one."""
    stretches: list[tuple[int, int]] = []
    in_words = False
    for word in _WORD.finditer(text, start, end):
        digits = word.group()[0].isdigit()
        if not digits and number_of(word.group(), language) is None:
            in_words = False
            continue
        if in_words and not digits and not text[stretches[-1][1] : word.start()].strip("- "):
            stretches[-1] = stretches[-1][0], word.end()
        else:
            stretches.append(word.span())
        in_words = not digits
    found: list[_Run] = []
    for low, high in stretches:
        run = _run(text, low, high, language)
        if run is None:
            continue
        if found and _is_range(text, found[-1], run):
            run = _Run(found[-1].low, run.low, found.pop().start, run.end)
        found.append(run)
    return found


def _is_range(text: str, first: _Run, second: _Run) -> bool:
    """Whether two numbers are one range: "3–5", "between three and five"."""
    between = text[first.end : second.start]
    if first.low >= second.low or not _RANGE.fullmatch(between):
        return False
    return not between.strip().isalpha() or bool(_STARTS_RANGE.search(text, max(0, first.start - 12), first.start))


def _run(text: str, start: int, end: int, language: str) -> _Run | None:
    words = text[start:end]
    if re.search(r"[.,]", words) and not _THOUSANDS.fullmatch(words):
        return None  # a decimal, a date, a coordinate
    if words[0].isdigit() and re.search(r"\d[.,]\Z", text[max(0, start - 2) : start]):
        return None  # the end of one, where a sentence was cut in it
    digits = re.sub(r"\D", "", words)
    number = int(digits) if digits else next(iter(map(int, counts_of(words, language))), None)
    if number is None or (len(digits) == 4 and number in _YEARS):
        return None
    return _Run(number, number, start, end)


def _whom(text: str, run: _Run, end: int, language: str) -> str | None:
    """Whom the words after a number name; None where they name something else or nobody."""
    for position, word in enumerate(_ahead(text, run.end, end)):
        if position == 0 and _no_person(word, language):
            return None
        if (whom := _whom_of(word, language)) is not None:
            return whom
        if _no_person(word, language):
            return None
    return None


def _ahead(text: str, start: int, end: int) -> Iterator[str]:
    stop = re.compile(r"[,;:.!?()]").search(text, start, end)
    words = _WORD.finditer(text, start, stop.start() if stop else end)
    for _, word in zip(range(AHEAD), words, strict=False):
        yield word.group()


def _collective(text: str, run: _Run, language: str) -> str | None:
    word = text[run.start : run.end].casefold().replace("’", "'")
    following = next(_ahead(text, run.end, min(len(text), run.end + 40)), "")
    if word in _data().collective.get(language, ()) and not _no_person(following, language):
        return "persons"
    return None


def _bare(text: str, run: _Run, before: int, end: int, language: str) -> str | None:
    """A number without a noun: "seven were wounded", "killing three"."""
    following = [word for word in _ahead(text, run.end, end) if word.casefold() not in _between(language)]
    if following:
        return "persons" if _state_of(following[0], language) else None
    return "persons" if _state_before(text, run, before, language) else None


def _state(text: str, run: _Run, before: int, after: int, end: int, language: str) -> CasualtyKind | None:
    """What became of those counted: by the verb right before the number, else the words after it in its clause, else
    what stands nearest before, else after."""
    if (near := _state_before(text, run, before, language)) is not None:
        return near
    stop = _BREAK.search(text, run.end, after)
    for low, high in ((run.end, stop.start() if stop else after), (before, run.start), (run.end, end)):
        states = [found for word in _WORD.finditer(text, low, high) if (found := _state_of(word.group(), language))]
        if states:
            return states[-1] if high == run.start else states[0]
    return None


def _state_before(text: str, run: _Run, before: int, language: str) -> CasualtyKind | None:
    for word in reversed(list(_WORD.finditer(text, before, run.start))):
        if _BREAK.search(text, word.end(), run.start):
            return None
        found = _state_of(word.group(), language)
        if found is not None:
            return found
        if word.group().casefold() not in _between(language):
            return None
    return None


def _is_part(text: str, whole: Counted, run: _Run, language: str) -> bool:
    """Whether a number counts some of those of the number before it: "five, two of them children", "серед них двоє"."""
    if _OF_THEM.match(text, run.end):
        return True
    between = text[whole.end : run.start].casefold()
    return any(re.search(rf"\b{re.escape(cue)}\b", between) for cue in _data().including.get(language, ()))


def _bounded(text: str, run: _Run, start: int, whom: str, language: str) -> Counted:
    lead = text[max(start, run.start - 28) : run.start].casefold().rstrip()
    data = _data()
    if _ends_with(lead, data.at_least.get(language, ())):
        least = run.low + 1 if _ends_with(lead, data.more_than) else run.low
        return Counted(least, None, whom, False, (), run.start, run.end)
    if _ends_with(lead, data.at_most.get(language, ())):
        return Counted(None, run.high, whom, False, (), run.start, run.end)
    about = _ends_with(lead, data.about.get(language, ()))
    return Counted(run.low, run.high, whom, about, (), run.start, run.end)


def _ends_with(lead: str, phrases: Sequence[str]) -> bool:
    return any(lead.endswith(phrase) and not lead[: -len(phrase)][-1:].isalpha() for phrase in phrases)


@lru_cache(maxsize=100_000)
def _state_of(word: str, language: str) -> CasualtyKind | None:
    return next((kind for kind in CASUALTY_KINDS if _has(word, _data().states[kind], language)), None)


@lru_cache(maxsize=100_000)
def _whom_of(word: str, language: str) -> str | None:
    groups = ("children", "women", "men", "persons")
    return next((whom for whom in groups if _has(word, _data().whom[whom], language)), None)


@lru_cache(maxsize=100_000)
def _no_person(word: str, language: str) -> bool:
    return _has(word, _data().not_persons, language)


def _has(word: str, stems: Stems, language: str) -> bool:
    """Whether the word begins with one of the stems. English ones of up to four letters must be the whole word, or its
    plural: "men" is no "mention"."""
    folded = word.casefold().replace("’", "'").replace("ё", "е")
    for stem in stems.get(language, ()):
        if language == "en" and len(stem) <= 5 and stem not in ("wound", "injur", "kill", "death"):
            if folded in (stem, f"{stem}s", f"{stem}-old"):
                return True
        elif folded.startswith(stem):
            return True
    return False


@cache
def _between(language: str) -> frozenset[str]:
    return frozenset(_data().between.get(language, ()))
