"""Places that no gazetteer names but whose words say what they are: hotels, numbered schools, streets, waters, forts.

A building or street lies in the settlement that the text names with it, with that settlement's radius.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import compress, count
from typing import NamedTuple

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Words
from witnessmark.reading.places.capitals import Capitals
from witnessmark.reading.places.hosts import Hosts
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.persons import given_names
from witnessmark.reading.places.tables import load
from witnessmark.reading.places.unheard import unheard

_NAME = "[A-ZА-ЯЁІЇЄҐ][\\w'’ʼ-]+"
_QUOTED = '[“"«„][^“”"«»„\\n]{2,40}[”"»“]'
_NUMBERED = r"(?:№|No\.?|[Nn]umber|#)\s?\d{1,3}(?!\w)"
_MOST_WORDS = {"natural": 2, "region": 2, "street": 3, "building": 3}
"""Words before the noun that a name of each kind may have."""


class Named(NamedTuple):
    """A stretch of the text that names a thing of a kind: natural, region, street or building."""

    start: int
    end: int
    kind: str


def add_patterns(capitals: Capitals, places: list[PlaceMention]) -> list[PlaceMention]:
    """The places with those of the patterns among them, in order. A pattern that covers found places takes their
    stead."""
    named = [*_by_last_word(capitals), *_by_first_word(capitals), *_by_mark(capitals.text), *_by_stem(capitals.text)]
    if not named:
        return places
    hosts = Hosts(capitals.text, places)
    fresh: list[PlaceMention] = []
    reached = 0
    for one in sorted(named, key=lambda one: (one.start, -one.end)):
        if one.start < reached or _is_known(one, places) or (one.kind == "region" and _is_area(one, places)):
            continue
        if _names_body(one, capitals.text, places):
            continue
        fresh.append(_made(capitals.text, one, hosts))
        reached = one.end
    return merged(places, fresh)


@cache
def _nouns() -> dict[str, str]:
    """The kind of thing whose name a capitalised noun ends, also where it is all capitals."""
    kinds = {noun: kind for kind, nouns in load("context")["named_after"].items() for noun in nouns}
    return kinds | {noun.upper(): kind for noun, kind in kinds.items()}


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(load("context")["ordinals"])


@cache
def _openers() -> frozenset[str]:
    nouns = load("context")["named_before"]["natural"]
    return frozenset(nouns) | frozenset(map(str.upper, nouns))


@cache
def _not_named() -> frozenset[str]:
    words = load("context")["not_named"]
    return frozenset(words) | frozenset(map(str.upper, words))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(load("context")["surname"])


@cache
def _small() -> tuple[frozenset[str], re.Pattern[str]]:
    nouns = load("context")["lower_after"]
    return frozenset(f" {noun[:3]}" for noun in nouns), re.compile(rf" (?:{'|'.join(nouns)})(?!\w)")


def _by_last_word(capitals: Capitals) -> Iterator[Named]:
    """``Seversky Canal``, ``Sumy County``, ``Dry Fork river``."""
    nouns, (beginnings, small) = _nouns(), _small()
    text, starts, ends = capitals.text, capitals.starts, capitals.ends
    for index, word in enumerate(capitals.words):
        kind = nouns.get(word)
        if kind is not None and (word not in _SHORT or _is_short_street(capitals, index)):
            first = _first_word(capitals, index, kind)
            if first < index:
                yield Named(starts[first], _end(capitals, index, kind), kind)
        elif (
            text[ends[index] : ends[index] + 4] in beginnings
            and word not in _not_named()
            and (match := small.match(text, ends[index]))
        ):
            yield Named(starts[index], match.end(), "natural")
        elif text[starts[index] - 4 : starts[index]] == "the " and _spanned(capitals, index):
            yield Named(starts[index], ends[index], "natural")


_TOWN = frozenset({"Street", "St", "Avenue", "Ave"})
"""Streets that may be called by such a word alone: "Main Street", where a "State Road" has a number."""
_SHORT = frozenset({"St", "Ave", "Rd", "Blvd"})
_QUARTER = re.compile(r"\.? (?:(?:North|South)(?:east|west)?|East|West|[NS]\.?[EW]\.?)(?![\w])")
"""The quarter of a town, after a street's name."""


def _is_short_street(capitals: Capitals, index: int) -> bool:
    """Whether a shortened word ends a street's name: "Main St.", not "near St. Louis"."""
    return capitals.text.startswith(".", capitals.ends[index]) and not capitals.joined(index)


def _end(capitals: Capitals, index: int, kind: str) -> int:
    """Where the name ends: with the full stop of a shortened word, or with the quarter of the town."""
    end = capitals.ends[index]
    if kind != "street":
        return end
    quarter = _QUARTER.match(capitals.text, end)
    if quarter is not None:
        return quarter.end()
    return end + (capitals.words[index] in _SHORT)


def _spanned(capitals: Capitals, index: int) -> bool:
    """Whether the word names what a bridge spans or what has banks, by itself."""
    start = capitals.starts[index]
    before = capitals.text[max(0, start - 24) : start - 1]
    return before.endswith(_spans()) and not capitals.joined(index)


@cache
def _spans() -> tuple[str, ...]:
    return tuple(load("context")["waters_over"])


def _first_word(capitals: Capitals, index: int, kind: str) -> int:
    """Index of the word that begins the name which the noun at ``index`` ends; ``index`` itself where none does."""
    first = index
    words, shouted = capitals.words, capitals.words[index].isupper()
    while first and index - first < _MOST_WORDS[kind] and capitals.joined(first - 1):
        before = words[first - 1]
        counted = kind == "street" and fold_name(before) in _ordinals()
        if (before in _not_named() and before not in _PART and not counted) or (
            before.isupper() != shouted and len(before) > 1
        ):
            break
        if before.endswith(("'s", "’s")) and first < index:
            break
        first -= 1
    while first < index and words[first] in _PART and first == index - 1 and words[index] not in _TOWN:
        first += 1
    opening = fold_name(words[first])
    if words[index] in _surnames() and (opening in given_names() or opening in _not_settlements()):
        return index
    if kind == "street" and any(_nouns().get(word) == "region" for word in words[first:index]):
        return index
    return first


_PART = frozenset(
    "North South East West Old New Big Little Great Upper Lower Middle Central National City State Main".split()
)
"""Words that begin a name where another word follows them."""


def _by_first_word(capitals: Capitals) -> Iterator[Named]:
    """``Fort Baratske``, ``Lake Lyman``, ``Fort Walla Walla``."""
    openers, words = _openers(), capitals.words
    for index, word in enumerate(words[:-1]):
        if word not in openers or not capitals.joined(index) or words[index + 1] in _nouns():
            continue
        if words[index + 1] in _not_named() or words[index + 1].isupper() != word.isupper():
            continue
        last = index + 1
        if last + 1 < len(words) and words[last + 1] == words[last] and capitals.joined(last):
            last += 1
        end = capitals.ends[last]
        yield Named(capitals.starts[index], end - 2 * capitals.words[last].endswith(("'s", "’s")), "natural")


_MARK = re.compile(r"“|\"|«|„|№|#|No\.? ?\d|Number \d|number \d")
"""Each way begins with a letter of its own, no set of letters: so the search goes from one of these to the next."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@cache
def _stems() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """No pattern begins with an assertion: then the engine skips to the letters that one may begin with."""
    data = load("context")

    def either(stems: Iterable[str]) -> str:
        return "|".join(sorted({*stems, *(stem[:1].upper() + stem[1:] for stem in stems)}))

    before = re.compile(rf"(?<!\w)(?:{either(data['buildings'])})\w*\s+\Z")
    after = re.compile(rf"{_QUOTED}\s+(?:hotel|caf[eé]|restaurant|factory|plant|sanatorium|cinema|market)(?!\w)")
    streets = re.compile(rf"(?:{either(data['streets'])})\w*\s+{_NAME}(?:\s+[А-ЯЁІЇЄҐ][\w'’ʼ-]+)?")
    waters = re.compile(rf"(?:{either(data['waters'])})\w? ({_NAME})(?! [A-Z])")
    return before, after, streets, waters


_SIGN = re.compile(f"{_QUOTED}|{_NUMBERED}")


def _by_mark(text: str) -> Iterator[Named]:
    """``hotel “Mars”``, ``школа №4``, ``“Mars” hotel``: what a quotation mark or a number tells."""
    before, after, _, _ = _stems()
    for mark in _MARK.finditer(text):
        start = mark.start()
        if text[start - 1 : start].isspace() and (sign := _SIGN.match(text, start)):
            window = max(0, start - 28)
            if noun := before.search(text[window:start]):
                yield Named(window + noun.start(), sign.end(), "building")
        if match := after.match(text, start):
            yield Named(start, match.end(), "building")


def _by_stem(text: str) -> Iterator[Named]:
    """``вулиця Соборна``, ``річка Оскіл``."""
    if _CYRILLIC.search(text) is None:
        return
    _, _, streets, waters = _stems()
    for match in streets.finditer(text):
        if not _inside_word(text, match.start()):
            yield Named(match.start(), match.end(), "street")
    for match in waters.finditer(text):
        if not _inside_word(text, match.start()):
            yield Named(match.start(1), match.end(1), "natural")


def _inside_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")


def _is_known(one: Named, places: list[PlaceMention]) -> bool:
    """Whether a place of the gazetteer already begins here and reaches as far, or the other way round holds it."""
    index = bisect_right(places, one.start, key=lambda place: place.start) - 1
    return index >= 0 and places[index].end >= one.end


def _names_body(one: Named, text: str, places: list[PlaceMention]) -> bool:
    """Whether the words are a known place and what is called after it, no thing that has a place of its own: a paper
    ("Washington Post"), a county after another word ("Decatur McLean County")."""
    first = bisect_left(places, one.start, key=lambda place: place.start)
    known = [p for p in places[first : first + 3] if p.end <= one.end and (p.rule or "").startswith("gazetteer")]
    if one.kind == "region":
        return any(place.kind == "region" and place.end == one.end for place in known)
    return (
        bool(known) and known[0].start == one.start and text[known[0].end : one.end].strip().title() in _called_after()
    )


@cache
def _called_after() -> frozenset[str]:
    return frozenset(load("context")["called_after"])


def _is_area(one: Named, places: list[PlaceMention]) -> bool:
    """Whether an area of the gazetteer ends before the last word: Lancashire, of Lancashire County Council."""
    index = bisect_right(places, one.start, key=lambda place: place.start) - 1
    place = places[index] if index >= 0 else None
    return place is not None and place.start == one.start and place.kind == "region" and place.end > one.start


def _made(text: str, one: Named, hosts: Hosts) -> PlaceMention:
    quote = text[one.start : one.end]
    name = " ".join(quote.split())
    made = PlaceMention(
        start=one.start,
        end=one.end,
        quote=quote,
        name=name,
        kind="facility" if one.kind in ("street", "building") else one.kind,  # type: ignore[arg-type]
        rule=f"pattern/{one.kind}",
    )
    return hosts.place(made)


@cache
def _settlements() -> tuple[frozenset[str], re.Pattern[str]]:
    data = load("context")
    return frozenset(word.rstrip(".") for word in data["settlement_words"]), re.compile(rf"(?<!\w){data['unnamed']}")


_ONE_NAME = 80
"""Characters before a noun in which the name may begin."""


def _told(text: str, words: Words) -> Iterator[tuple[str, bool]]:
    """Names that the text calls a settlement's, and whether each is told in full."""
    nouns, unnamed = _settlements()
    reached = 0
    for index in compress(count(), map(nouns.__contains__, words.folded)):
        trigger = words.starts[index]
        start = max(reached, text.rfind("\n", 0, trigger) + 1, trigger - _ONE_NAME)
        for match in unnamed.finditer(text, start, min(len(text), trigger + _ONE_NAME)):
            group = match.lastgroup or "of"
            yield match[group].removesuffix("'s").removesuffix("’s"), group.startswith("apposed")
        reached = words.ends[index]


def add_unknown(capitals: Capitals, words: Words, surnames: Set[str], places: list[PlaceMention]) -> list[PlaceMention]:
    """Settlements that the text calls so, or that stand where a place stands, and no table knows: named, and without a
    point, wherever the text names them. A name that is told in full replaces a known place that only begins like it."""
    text = capitals.text
    known = {place.quote for place in places}
    told = [(name, whole) for name, whole in _told(text, words) if name not in known]
    names = {name for name, _ in told if fold_name(name) not in _not_settlements() and not _is_people(name)}
    alone = unheard(capitals, {word for quote in known for word in quote.split()}, surnames) - names
    names |= alone
    if not names:
        return places
    whole = {name for name, in_full in told if in_full}
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    made = [
        PlaceMention(
            start=m.start(), end=m.end(), quote=m.group(), name=m.group(), kind="settlement", rule="pattern/settlement"
        )
        for m in pattern.finditer(text)
        if m.group() not in alone or not _goes_on(text, m.start())
    ]
    starts = [place.start for place in places]
    free = [m for m in made if not covered(m, places, starts) or (m.quote in whole and _begins(m, places, starts))]
    return merged(places, free)


def _goes_on(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before, of whose name the word is a part."""
    before = text[max(0, start - 30) : start]
    word = before.rstrip(" ").rpartition(" ")[2] if before.endswith(" ") else ""
    return word[:1].isupper() and word not in load("context")["stands_in"]


def _is_people(name: str) -> bool:
    """Whether it says whose a village is: "a Georgian village", "the Serb-controlled town" name no place."""
    return fold_name(name).partition("-")[0] in _peoples()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(load("context")["peoples"])


def _begins(mention: PlaceMention, places: list[PlaceMention], starts: list[int]) -> bool:
    """Whether the one place that the mention covers is a settlement that begins with it."""
    index = bisect_right(starts, mention.end - 1) - 1
    place = places[index]
    return place.kind == "settlement" and place.start == mention.start and place.end < mention.end


def covered(mention: PlaceMention, places: Sequence[PlaceMention], starts: Sequence[int]) -> bool:
    """Whether one of the places stands in the words of the mention. ``starts`` are those of the places, in order."""
    index = bisect_right(starts, mention.end - 1) - 1
    return index >= 0 and places[index].end > mention.start


@cache
def _not_settlements() -> frozenset[str]:
    data = load("context")
    return frozenset(data["never"]) | frozenset(data["before_place"]) | frozenset(data["titles"])


def merged(places: list[PlaceMention], fresh: list[PlaceMention]) -> list[PlaceMention]:
    """Both in order; a fresh one replaces what it covers."""
    if not fresh:
        return places
    starts = [place.start for place in fresh]
    kept = []
    for place in places:
        index = bisect_right(starts, place.end - 1) - 1
        if index >= 0 and fresh[index].start < place.end and place.start < fresh[index].end:
            continue
        kept.append(place)
    return sorted([*kept, *fresh], key=lambda place: place.start)
