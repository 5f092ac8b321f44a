"""What must be taken out of one document: passages of withheld claims, words of people who may not appear, names,
traits and traces. The marks go to ``redact``."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Person
from witnessmark.model.casefile import CaseDocument, CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.span import Span
from witnessmark.protection.fold import folded
from witnessmark.protection.forms import Found, ProtectedWords, inflected
from witnessmark.protection.naming import Naming
from witnessmark.protection.policy import AudiencePolicy, Policy, compiled
from witnessmark.protection.redact import Mark
from witnessmark.reading.sentences import sentence_bounds

_AGE = (
    r"(?<![\w.,:/\-–])(?:{age})"
    r"(?:\s*[-–]?\s*(?:years?[- ]old|years|y\.?o\.?|річн\w+|рок(?:ів|и)|рік|лет(?:н\w+)?|года?))?"
    r"(?![\w]|[.,:/\-–]\d)"
)


class Sentences:
    """The sentences of a text: which hold a range, and which stand after them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.bounds = sentence_bounds(text)
        self._starts = [start for start, _ in self.bounds]
        self._ends = [end for _, end in self.bounds]

    def meeting(self, start: int, end: int, after: int = 0) -> tuple[int, int]:
        """Bounds of all sentences that the range meets, with ``after`` more behind them; never less than the range."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        if first > last:
            return start, end
        last = min(last + after, len(self.bounds) - 1)
        return min(start, self._starts[first]), max(end, self._ends[last])

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the paragraph around the range: up to an empty line, or a line that ends as a sentence does."""
        before = [match.end() for match in _PARAGRAPH_END.finditer(self._text, 0, start)]
        after = _PARAGRAPH_END.search(self._text, end)
        return (before[-1] if before else 0), (after.start() if after else len(self._text))


_PARAGRAPH_END = re.compile(r"(?<=[.!?…:;»”\")\]])[ \t]*\n|\n[ \t]*\n")


class Marker:
    """Marks documents of one edition. ``traits_elsewhere`` counts traits of people under a pseudonym that stood away
    from their names: what a reviewer is warned of."""

    def __init__(
        self, file: CaseFile, policy: Policy, rules: AudiencePolicy, naming: Naming, words: ProtectedWords
    ) -> None:
        self._file = file
        self._policy = policy
        self._rules = rules
        self._naming = naming
        self._words = words
        self._mentions = _mentions_by_document(file)
        self._traits_by_person = {person.id: _traits(person) for person in file.persons.values()}
        self._sharing = Counter(trait for traits in self._traits_by_person.values() for trait in traits)
        self._claims_by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in file.claims.values():
            self._claims_by_document[claim.document].append(claim)
        self.traits_elsewhere = 0

    def marks(self, held: CaseDocument, withheld: Iterable[Claim]) -> tuple[list[Mark], Sentences]:
        """All marks of a document, in no order. ``withheld`` are its claims whose words may not stand."""
        text = held.document.text
        sentences = Sentences(text)
        mentions = self._mentions[held.id]
        found = [self._narrowed(each, mentions) for each in self._words.find(text)]
        marks = [*self._claims(withheld, sentences), *self._silent(held, mentions, found, sentences)]
        marks += [Mark(each.start, each.end, "name", "name", each.persons) for each in found]
        unnamed = [(span, person) for span, person in mentions if person not in self._naming.named]
        marks += [Mark(span.start, span.end, "name", "name", frozenset({person})) for span, person in unnamed]
        marks += self._traits(held, unnamed, found, sentences)
        if self._rules.remove_traces:
            marks += [*self._traces(held), *self._sites(held, sentences)]
        return marks, sentences

    def _narrowed(self, found: Found, mentions: list[tuple[Span, str]]) -> Found:
        """A form that several people may bear is taken as that of the one whom this document names, if there is one."""
        if len(found.persons) < 2:
            return found
        here = frozenset(person for _, person in mentions) & found.persons
        return found._replace(persons=here or found.persons)

    def _claims(self, withheld: Iterable[Claim], sentences: Sentences) -> Iterator[Mark]:
        for claim in withheld:
            sealed = taxonomy()[claim.act].sealed if claim.act in taxonomy().acts else True
            for span in (claim.span, claim.trigger):
                if span is None:
                    continue
                yield Mark(*sentences.meeting(span.start, span.end), "passage", "claim")
                if sealed:  # an account does not end with the sentence that names the act
                    yield Mark(*sentences.paragraph(span.start, span.end), "passage", "claim")
                    yield Mark(*sentences.meeting(span.start, span.end, after=2), "passage", "claim")

    def _silent(
        self, held: CaseDocument, mentions: list[tuple[Span, str]], found: list[Found], sentences: Sentences
    ) -> Iterator[Mark]:
        """Sentences about, and words said by, people whose consent does not let them appear."""
        barred = cache(lambda person: not self._naming.may_appear_in(person, held.source))
        for span, person in mentions:
            if barred(person):
                yield Mark(*sentences.meeting(span.start, span.end), "passage", "consent")
        for each in found:
            known = [person for person in each.persons if person in self._file.persons]
            if known and all(barred(person) for person in known):
                yield Mark(*sentences.meeting(each.start, each.end), "passage", "consent")
        by_start = {span.start: person for span, person in mentions}
        for quote in held.record.quotes:
            speaker = quote.speaker
            if speaker is None:
                continue
            starts = [speaker.start]
            if speaker.actor is not None and speaker.actor < len(held.record.actors):
                starts.append(held.record.actors[speaker.actor].start)
            if any(start in by_start and barred(by_start[start]) for start in starts):
                yield Mark(*sentences.meeting(quote.start, quote.end), "passage", "consent")

    def _traits(
        self, held: CaseDocument, unnamed: list[tuple[Span, str]], found: list[Found], sentences: Sentences
    ) -> Iterator[Mark]:
        text = held.document.text
        spots: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for span, person in unnamed:
            spots[person].append((span.start, span.end))
        for each in found:
            for person in each.persons:
                if person in self._file.persons:
                    spots[person].append((each.start, each.end))
        starts = {start: person for person, places in spots.items() for start, _ in places}
        for actor in held.record.actors:
            if actor.start in starts:
                yield from (Mark(span.start, span.end, "words", "trait") for span in actor.attributes)
        for person_id, places in spots.items():
            yield from self._traits_of(self._file.persons[person_id], places, text, sentences)
        if self._rules.remove_traces:
            near = [sentences.meeting(start, end, after=1) for places in spots.values() for start, end in places]
            for match in (m for pattern in self._policy.ages.values() for m in compiled(pattern).finditer(text)):
                if any(start <= match.start() and match.end() <= end for start, end in near):
                    yield Mark(*match.span(), "words", "trait")

    def _traits_of(
        self, person: Person, places: list[tuple[int, int]], text: str, sentences: Sentences
    ) -> Iterator[Mark]:
        """The person's traits near the name, and, when fewer than k people of the case share one, anywhere."""
        near = [sentences.meeting(start, end, after=1) for start, end in places]
        for trait in self._traits_by_person[person.id]:
            rare = self._sharing[trait] < self._rules.k
            for each in _trait_words(trait).find(text):
                beside = any(start <= each.start and each.end <= end for start, end in near)
                if beside or rare:
                    self.traits_elsewhere += not beside
                    yield Mark(each.start, each.end, "words", "trait")
        if person.ages:
            age = re.compile(_AGE.format(age="|".join(map(str, person.ages))), re.IGNORECASE)
            for start, end in near:
                yield from (Mark(m.start(), m.end(), "words", "trait") for m in age.finditer(text, start, end))

    def _traces(self, held: CaseDocument) -> Iterator[Mark]:
        text = held.document.text
        windows = _windows(text)
        for pattern in _trace_patterns(self._policy):
            for start, end in windows:
                for match in pattern.finditer(text, start, end):
                    yield Mark(match.start(), match.end(), "words", "trace")
        for place in held.record.places:
            if self._rules.point is not None and self._rules.point.holds(place.radius_km):
                yield Mark(place.start, place.end, "words", "trace")

    def _sites(self, held: CaseDocument, sentences: Sentences) -> Iterator[Mark]:
        """Names of buildings where help is given, stores lie or people shelter: such a place must not be found. Named
        in one such sentence, a building is named nowhere in the document."""
        rule = self._policy.hidden_sites
        sites = [place for place in held.record.places if place.kind in rule.places]
        if not sites:
            return
        telling = [
            sentences.meeting(claim.span.start, claim.span.end)
            for claim in self._claims_by_document[held.id]
            if claim.act in rule.acts
        ]
        for pattern in rule.words.values():
            telling += [sentences.meeting(*match.span()) for match in compiled(pattern).finditer(held.document.text)]
        hidden = {
            folded(site.quote)
            for site in sites
            if any(start <= site.start and site.end <= end for start, end in telling)
        }
        for site in sites:
            if folded(site.quote) in hidden:
                yield Mark(site.start, site.end, "words", "trace")


def _mentions_by_document(file: CaseFile) -> dict[str, list[tuple[Span, str]]]:
    """Every place where a document names a person of the case."""
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for person in file.persons.values():
        for document, span in person.mentions:
            mentions[document].append((span, person.id))
    return mentions


def _traits(person: Person) -> tuple[str, ...]:
    """The person's traits as folded words, without bare numbers: an age is looked for near the name only."""
    said = {folded(trait).strip() for trait in (*person.attributes, *person.occupations)}
    return tuple(sorted(trait for trait in said if len(trait) > 2 and not trait.isdigit()))


@lru_cache(maxsize=4096)
def _trait_words(trait: str) -> ProtectedWords:
    return ProtectedWords(dict.fromkeys({trait} | inflected(trait), ("",)))


_TRACE_SIGN = re.compile(r"\d+|@|(?<=\w)/(?=\w)")
_REACH = 80


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches that may hold a trace: every one has a figure, an at sign or an address of the web in it."""
    windows: list[tuple[int, int]] = []
    for match in _TRACE_SIGN.finditer(text):
        start, end = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


def _trace_patterns(policy: Policy) -> list[re.Pattern[str]]:
    return [compiled(pattern) for pattern in policy.traces.values()]
