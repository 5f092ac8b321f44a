"""What the rows stand on: the claims with their sentences, and the cells that these give. No cell without a claim."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from witnessmark.model.claim import Claim, Participant
from witnessmark.model.incident import Incident
from witnessmark.model.register import Cell, RegisterMaterial, Support, Trait
from witnessmark.model.span import Span
from witnessmark.registers.lexicon import Hit, find
from witnessmark.registers.numbers import NumberReader, numbers

_TOLD = frozenset({"asserted", "hearsay"})
_WORD = re.compile(r"[\w'’]+")
_PART = re.compile(r"[,;:.()\n]\s")
AGE_AFTER = re.compile(r"[\s-]*(?:years?[- ]old|річн\w+|летн\w+|(?:рок(?:ів|и)|рік|лет|года?)\b)", re.IGNORECASE)
"""What follows a number that is an age."""
_ARTICLES = frozenset({"a", "an", "the"})


def tells(claim: Claim) -> bool:
    """Whether somebody says that it is so: not feared, planned, denied or said of everything."""
    return claim.modality in _TOLD and claim.polarity == "positive"


def denies(claim: Claim) -> bool:
    return claim.modality == "denied" or (claim.modality in _TOLD and claim.polarity == "negative")


class Ground:
    """The material of the registers, ready to be asked."""

    def __init__(self, material: RegisterMaterial, number_of: NumberReader) -> None:
        self.material = material
        self.claims = material.claims
        self._number_of = number_of
        self._starts = {name: [start for start, _ in text.sentences] for name, text in material.texts.items()}
        self._sentences: dict[str, tuple[int, int]] = {}
        self._hits: dict[tuple[str, str, int, int], list[Hit]] = {}
        self._dates = {name: _Stretches(text.dates) for name, text in material.texts.items()}
        self.order = {name: number for number, name in enumerate(material.claims)}
        self.incident_of: dict[str, str] = {
            claim: incident.id for incident in material.incidents for claim in incident.claims if claim in self.claims
        }
        self._by_act: dict[str, list[Claim]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[int, int, Claim]]] = defaultdict(list)
        self._by_sentence: dict[tuple[str, int, int], list[Claim]] = defaultdict(list)
        self._by_incident: dict[str, list[Claim]] = defaultdict(list)
        for claim in material.claims.values():
            self._by_act[claim.act].append(claim)
            self._by_start[claim.document].append((claim.span.start, self.order[claim.id], claim))
            self._by_sentence[self.place_of(claim)].append(claim)
            if (incident := self.incident_of.get(claim.id)) is not None:
                self._by_incident[incident].append(claim)
        self._traits: dict[tuple[str, str], list[Trait]] = defaultdict(list)
        for person, traits in material.traits.items():
            for trait in traits:
                self._traits[person, trait.document].append(trait)
        for told in self._by_start.values():
            told.sort(key=lambda one: one[:2])
        self.within_statements: frozenset[str] = frozenset()
        """Claims that only tell what a statement called false says: they are true of nothing else."""

    def of_acts(self, acts: Iterable[str]) -> list[Claim]:
        """The claims of these acts, in the order of the case, without those inside a statement called false."""
        found = [claim for act in acts for claim in self._open(self._by_act.get(act, ()))]
        return sorted(found, key=lambda claim: self.order[claim.id])

    def beside(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of the same sentences, these among them, in the order of the case."""
        here = dict.fromkeys(self.place_of(claim) for claim in claims)
        found = [one for place in here for one in self._open(self._by_sentence[place])]
        return found if len(here) == 1 else sorted(found, key=lambda one: self.order[one.id])

    def linked(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of the same incidents, these among them."""
        incidents = dict.fromkeys(self.incident_of[claim.id] for claim in claims if claim.id in self.incident_of)
        return [one for incident in incidents for one in self._open(self._by_incident[incident])]

    def around(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims of the same incidents or the same sentences, each once, in the order of the case."""
        found = {one.id: one for one in (*self.linked(claims), *self.beside(claims))}
        return sorted(found.values(), key=lambda one: self.order[one.id])

    def inside(self, document: str, span: Span) -> list[Claim]:
        """The claims of a document that stand within some words of it."""
        told = self._by_start[document]
        begin = bisect_left(told, span.start, key=lambda one: one[0])
        end = bisect_right(told, span.end, key=lambda one: one[0])
        found = [(order, one) for _, order, one in told[begin:end] if one.span.end <= span.end]
        return [one for _, one in sorted(found, key=lambda each: each[0])]

    def place_of(self, claim: Claim) -> tuple[str, int, int]:
        """The sentence of a claim: document and bounds."""
        return claim.document, *self.sentence(claim)

    def _open(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        return (claim for claim in claims if claim.id not in self.within_statements)

    def entries(self, acts: Iterable[str]) -> Iterator[tuple[Incident | None, list[Claim]]]:
        """The claims of these acts by incident; a claim of no incident stands alone."""
        known = {incident.id: incident for incident in self.material.incidents}
        grouped: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.of_acts(acts):
            grouped[self.incident_of.get(claim.id, claim.id)].append(claim)
        for key, claims in grouped.items():
            yield known.get(key), claims

    # the words around a claim

    def text(self, claim: Claim) -> str:
        held = self.material.texts.get(claim.document)
        return held.text if held else ""

    def sentence(self, claim: Claim) -> tuple[int, int]:
        """Bounds of the sentences that the claim's words meet."""
        known = self._sentences.get(claim.id)
        if known is None:
            known = self._sentences[claim.id] = self._sentence(claim)
        return known

    def _sentence(self, claim: Claim) -> tuple[int, int]:
        held = self.material.texts.get(claim.document)
        if held is None:
            return claim.span.start, claim.span.start
        starts = self._starts[claim.document]
        first = max(bisect_right(starts, claim.span.start) - 1, 0)
        last = max(bisect_left(starts, claim.span.end) - 1, first)
        if not held.sentences:
            return claim.span.start, claim.span.end
        begin, end = held.sentences[first][0], held.sentences[min(last, len(starts) - 1)][1]
        return min(begin, claim.span.start), max(end, claim.span.end)

    def hits(self, vocabulary: str, claim: Claim, bounds: tuple[int, int] | None = None) -> list[Hit]:
        """What the claim's own sentence, or a part of it, says of a vocabulary."""
        start, end = bounds or self.sentence(claim)
        key = (vocabulary, claim.document, start, end)
        if key not in self._hits:
            self._hits[key] = find(vocabulary, self.text(claim), start, end)
        return self._hits[key]

    def nearest(self, vocabulary: str, claim: Claim, to: Span, bounds: tuple[int, int] | None = None) -> Hit | None:
        """The hit of the claim's own sentence that stands nearest to some words of it."""
        return min(self.hits(vocabulary, claim, bounds), key=lambda hit: apart(hit.span, to), default=None)

    def counts_in(self, claim: Claim, words: Span) -> list[tuple[str, Span]]:
        """The numbers in some words of the claim's document that may count something, with what says each."""
        text = self.text(claim)
        return [
            (number.value, Span.of(text, number.start, number.end))
            for number in numbers(text, words.start, words.end, self._number_of)
            if not self.no_count(claim, number.start, number.end)
        ]

    def number_before(self, claim: Claim, span: Span, between: int = 1) -> tuple[str, Span] | None:
        """The number that counts the words of ``span``: their first word, or before them with so many words between,
        no article among them and no comma or stop. With the words that say it."""
        text = self.text(claim)
        first = max(self.sentence(claim)[0], span.start - 60)
        begin = span.start - len(_PART.split(text[first : span.start])[-1])
        for number in reversed(numbers(text, begin, span.end, self._number_of)):
            if number.start > span.start:
                continue
            words = _WORD.findall(text[number.end : max(span.start, number.end)])
            first_own = [] if number.start == span.start else _WORD.findall(span.quote)[:1]
            if len(words) > between or not _ARTICLES.isdisjoint(word.casefold() for word in (*words, *first_own)):
                return None
            if self.no_count(claim, number.start, number.end):
                return None
            return number.value, Span.of(text, number.start, number.end)
        return None

    def no_count(self, claim: Claim, start: int, end: int) -> bool:
        """Whether a number that stands there counts nobody: it is in a date, or an age."""
        held = self.material.texts.get(claim.document)
        if held is None:
            return False
        return bool(AGE_AFTER.match(held.text, end)) or self._dates[claim.document].hold(start)

    def traits(self, person: str, document: str) -> list[Trait]:
        """What a document says of a person."""
        return self._traits[person, document]

    # cells

    def found(self, column: str, claim: Claim, vocabulary: str | None = None) -> list[Cell]:
        """A cell for all that the claim's own sentence says of a vocabulary."""
        return [of_hit(column, claim, hit) for hit in self.hits(vocabulary or column, claim)]

    def denials(self, claims: Iterable[Claim]) -> list[Cell]:
        return [cell("denied", claim.id, claim) for claim in claims if denies(claim)]

    def report_dates(self, claims: Iterable[Claim]) -> list[Cell]:
        """The date of the document in which it is reported."""
        dated = ((claim, self.material.texts.get(claim.document)) for claim in claims)
        return [cell("report-date", held.date, claim) for claim, held in dated if held is not None and held.date]


class _Stretches:
    """Stretches of a text, to be asked whether one of them holds a character."""

    def __init__(self, bounds: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(bounds)
        self._starts = [start for start, _ in ordered]
        self._reached = list(accumulate((end for _, end in ordered), max))
        """How far those that begin there or before reach at most."""

    def hold(self, at: int) -> bool:
        begun = bisect_right(self._starts, at)
        return begun > 0 and at < self._reached[begun - 1]


def apart(one: Span, other: Span) -> int:
    """How many characters lie between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)


def cell(column: str, value: str, claim: Claim, span: Span | None = None) -> Cell:
    return Cell(column=column, value=value, support=(Support(claim=claim.id, document=claim.document, span=span),))


def of_hit(column: str, claim: Claim, hit: Hit) -> Cell:
    return cell(column, hit.value, claim, hit.span)


def words(column: str, claim: Claim, span: Span) -> Cell:
    """A cell of words as they stand."""
    return cell(column, span.quote, claim, Span(span.start, span.end, span.quote))


def role_words(column: str, claim: Claim, *roles: str) -> list[Cell]:
    """The words that fill the first of these roles that is filled."""
    for role in roles:
        if claim.roles.get(role):
            return [words(column, claim, of_participant(each)) for each in claim.roles[role]]
    return []


def of_participant(each: Participant) -> Span:
    return Span(each.start, each.end, each.quote)


def any_hit(hits: Sequence[Hit], *values: str) -> Hit | None:
    return next((hit for hit in hits if hit.value in values), None)
