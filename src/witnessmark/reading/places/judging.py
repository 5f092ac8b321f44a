"""Whether a found name is a place here, or a person, a body, a street, an ordinary word.

Each piece of evidence adds to a score; the name is a place from ``THRESHOLD`` up. The weights were set on LGL and
GeoWebNews.
"""

import itertools
import re
from collections.abc import Sequence
from functools import cache

from witnessmark.reading.places.commands import is_command
from witnessmark.reading.places.cues import Cue, cues, has_cue, listed
from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.layout import Form, Mark
from witnessmark.reading.places.tables import load

THRESHOLD = 1.0
_CITY = 1.5
"""Size of a place of 100,000 people: a known name, though a dictionary has the word too."""
_GENITIVE = re.compile(r"[’']s?(?!\w)")


def judge(text: str, found: Sequence[Found], surnames: frozenset[str], home: str | None) -> list[Found]:
    """The found names that are places, in order. ``surnames`` are folded names of persons in the text; ``home`` is the
    country whose villages may be named without further evidence."""
    _join_containers(text, found)
    surnames |= _speakers(text, found)
    previous: Found | None = None
    for mention in found:
        mention.score = _score(text, mention, surnames, home)
        if (
            previous is not None
            and previous.score >= THRESHOLD + 1
            and _LISTED.match(text[previous.end : mention.start])
        ):
            mention.score += 1.5
            mention.evidence = "list of places"
        previous = mention
    sure = {mention.key for mention in found if mention.score >= THRESHOLD + 2}
    accepted = [m for m in found if m.score >= THRESHOLD and len(m.candidates) <= _FEW]
    known = {c.place.index for m in accepted for c in m.candidates if c.place.kind == "settlement"}
    return [
        mention
        for mention in found
        if not mention.figurative
        and (
            mention.score >= THRESHOLD
            or (mention.score >= _CARRIED and mention.key in sure)
            or (mention.score >= -0.5 and _another_spelling(mention, known))
        )
    ]


_CARRIED = -2.6
"""What a name may lack that the text surely uses of a place elsewhere."""


def _is_known(mention: Found) -> bool:
    """Whether the name is first of all that of a country or a large region, whoever else may bear it."""
    return mention.name.wide and any(
        c.place.kind == "country" or c.place.population >= _LARGE
        for c in mention.candidates
        if c.place.kind != "settlement"
    )


_LARGE = 3_000_000


def _speakers(text: str, found: Sequence[Found]) -> frozenset[str]:
    """Names no larger than a town's that say something, and are never told to be where something is: persons. A
    capital may stand for its government."""
    named = [m for m in found if m.name.single and not m.name.wide and m.name.size <= _METONYM]
    said = {mention.key for mention in named if _speaks(mention)}
    return frozenset(said.difference(m.key for m in named if m.key in said and _is_where(text, m)))


def _speaks(mention: Found) -> bool:
    says = listed("says")
    if mention.capital_after or has_cue(mention.after, Cue.WHO_AFTER | Cue.SETTLEMENT | Cue.SETTLEMENT_AFTER):
        return False
    return mention.after in says or bool(mention.before and mention.before[0] in says)


def _is_where(text: str, mention: Found) -> bool:
    """Whether the words beside a name say that it is a place, by whatever name."""
    if mention.container is not None or has_cue(mention.after, Cue.WHO_AFTER | Cue.SETTLEMENT | Cue.SETTLEMENT_AFTER):
        return True
    led = bool(mention.before) and (
        has_cue(mention.before[0], Cue.LOCATIVE | Cue.SETTLEMENT) or mention.before[0] == "from"
    )
    return led and not _owns(text, mention)


_METONYM = 2.0
"""Size of a place of 300,000 people, which may stand for those who govern in it."""
_FEW = 3
"""A name of more places than this vouches for no other spelling."""


def _another_spelling(mention: Found, known: set[int]) -> bool:
    """Whether a place that the text names elsewhere is meant, in another spelling: Zabavne, Zabavny."""
    return len(mention.candidates) <= _FEW and any(c.place.index in known for c in mention.candidates)


_LISTED = re.compile(r"\A(?:, ?| )(?:(?:and|та|і|й|и|або|или|or) )?\Z")
_CONTAINED = re.compile(r"\A(?:, ?(?:in |у |в )?(?:the )?| (?:in|у|в) (?:the )?)\Z")
_AFTER_NAME = re.compile(r"[A-Z][\w'’-]+,? \(?\Z")


def _join_containers(text: str, found: Sequence[Found]) -> None:
    """``Paris, Texas``: the second lies around the first."""
    for mention, outer in itertools.pairwise(found):
        gap = text[mention.end : outer.start]
        if len(gap) > 8 or not (_CONTAINED.match(gap) or (gap in (" ", ", ") and _follows_bare(outer))):
            continue
        names = {c.place.name for c in outer.candidates if c.place.kind in ("region", "country")}
        if names and any(names.intersection(c.place.admin) for c in mention.candidates if c.place.name not in names):
            mention.container = outer


def _follows_bare(outer: Found) -> bool:
    """Whether a container may follow without a comma: ``Tucson Ariz.``, ``Кам'янка Ізюмського району``."""
    return Form.ABBREVIATION in outer.name.forms or (" " in outer.key and not outer.key.isascii())


def _score(text: str, mention: Found, surnames: frozenset[str], home: str | None) -> float:
    name = mention.name
    forms = name.forms
    if mention.told:
        return 6.0
    if Form.ADJECTIVE in forms and (noun := _area_noun(text, mention)):
        mention.candidates = tuple(c for c in mention.candidates if c.place.name.endswith(noun)) or mention.candidates
        return 4.0
    if forms == {Form.ADJECTIVE}:
        return -9.0
    if forms == {Form.ABBREVIATION} and mention.key.endswith(".") and mention.key.count(".") == 1:
        return 4.0 if mention.follows or _AFTER_NAME.search(text, max(0, mention.start - 30), mention.start) else -9.0
    if postal := _postal(text, mention):
        return postal
    if forms == {Form.ABBREVIATION} and ". " in mention.key and _are_initials(text, mention):
        return -9.0
    dateline = mention.first and mention.container is None and _opens_report(text, mention)
    if (not dateline and _shouted(text, mention)) or _is_adjective(mention):
        return -9.0
    score = (name.size_at_home if home == "UA" else name.size) + _before(text, mention) + _after(text, mention)
    single, wide = name.single, name.wide
    if mention.container is not None:
        score += 5.0
        mention.evidence = "container"
    elif single and mention.key in surnames and not _is_known(mention):
        score -= 4.0 if not mention.before or not has_cue(mention.before[0], Cue.LOCATIVE) else 1.5
    if mention.start and _quoted(text, mention):
        score -= 4.0
    if single and has_cue(mention.key, Cue.NEVER):
        score -= 6.0
    if mention.marks & Mark.ORDINARY and mention.container is None and not wide:
        score -= _as_word(mention)
    if mention.heads and single:
        score += 2.5
        mention.evidence = "head of an entry"
    if dateline:
        score += 4.0
        mention.evidence = "dateline"
    if (mention.marks & Mark.GIVEN or has_cue(mention.key, Cue.GIVEN_NAME)) and not wide and mention.container is None:
        score -= 2.0
    if mention.first and not wide:
        score -= 0.3
    return score


def _postal(text: str, mention: Found) -> float:
    """For two capitals that are the code of a state: 4 in "Houston, TX", -9 where nothing else is called so; else 0."""
    coded = (c for c in mention.candidates if c.form == Form.ABBREVIATION and c.place.kind == "region")
    codes = tuple(c for c in coded if c.place.country == "US")
    if len(mention.key) != 2 or not codes or not text[mention.start : mention.end].isupper():
        return 0.0
    if mention.follows and text[mention.start - 2 : mention.start] == ", ":
        mention.candidates = codes
        mention.evidence = "town before its code"
        return 4.0
    return -9.0


def _are_initials(text: str, mention: Found) -> bool:
    """Whether letters set apart are a person's: "Lieutenant S. C. Boyle", and not "Hilton Head, S. C." """
    if mention.before and has_cue(mention.before[0].rstrip("."), Cue.TITLE):
        return True
    named = mention.follows or _AFTER_NAME.search(text, max(0, mention.start - 30), mention.start)
    return mention.capital_after and not named


def _as_word(mention: Found) -> float:
    """What a dictionary's having the word speaks against a place. Within a sentence Ukrainian and Russian write names
    alone with a capital letter, English other words as well; after a preposition it is hardly the name of a firm."""
    if mention.first:
        return 3.0
    if not mention.key.isascii() and mention.before and has_cue(mention.before[0], Cue.LOCATIVE | Cue.WEAK):
        return 0.5
    return 1.0 if mention.name.size > _CITY else 2.0


def _opens_report(text: str, mention: Found) -> bool:
    """Whether the name is the place of a report, at its beginning: "KHERSON, Ukraine (AP) --", "LONDON The pope …"."""
    if _dateline().match(text, mention.end):
        return True
    line = mention.start == 0 or text[mention.start - 1] == "\n"
    return line and text[mention.start : mention.end].isupper() and _SENTENCE.match(text, mention.end) is not None


_SENTENCE = re.compile(r" [A-Z][a-z]+ [a-zA-Z][a-z]")


@cache
def _dateline() -> re.Pattern[str]:
    """What parts the place of a report, at its beginning, from the report."""
    return re.compile(load("context")["dateline"])


def _is_adjective(mention: Found) -> bool:
    """Whether what looks like a case form of a town belongs to the noun after it: Izium's council, Kharkiv's
    prosecutor."""
    adjectival = mention.key.endswith(("ська", "цька", "ского", "ської", "ському", "ску", "ську", "ська"))
    return adjectival and has_cue(mention.after, Cue.ADJECTIVE_NOUN)


def _quoted(text: str, mention: Found) -> bool:
    """Whether the name stands alone between quotation marks: a team, a ship, a title."""
    return text[mention.start - 1 : mention.start] in ("«", "“", "„", '"') and text[mention.end : mention.end + 1] in (
        "»",
        "”",
        "“",
        '"',
    )


def _shouted(text: str, mention: Found) -> bool:
    """Whether this is an abbreviation of something else: NATO is not Nato in the Philippines."""
    quote = text[mention.start : mention.end]
    if not quote.isupper() or len(quote) > 5 or mention.container is not None:
        return False
    if any(c.form == Form.ABBREVIATION for c in mention.candidates):
        return False
    beside = text[max(0, mention.start - 12) : mention.start] + text[mention.end : mention.end + 12]
    letters = [letter for letter in beside if letter.isalpha()]
    return sum(map(str.islower, letters)) * 2 > len(letters)


def _area_noun(text: str, mention: Found) -> str | None:
    """The ending of the names of areas that an adjective means: ``Донецькій та Луганській областях`` are oblasts."""
    data = load("context")
    match = _area_pattern(data["area_after"], data["area_nouns"]).match(text, mention.end)
    if match is None:
        return None
    return next((title for start, title in data["area_titles"].items() if match[1].lower().startswith(start)), None)


@cache
def _area_pattern(joiner: str, nouns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{joiner}[\w'’ʼ\-]+){{0,4}} ({nouns})(?!\w)")


_AGED = re.compile(r"\b\d\d, (?:of|from) \Z")
"""What says where a person lives: "Darrell Ross, 29, of Columbia"."""
_SEAT = re.compile(r"(?:\A|[\W_])(?:D|R|I|DFL|Dem|Rep|Ind|Lab|Con|GOP)\.?-\Z")
"""What parts a member's party from the seat: "D-Raleigh"."""


def _before(text: str, mention: Found) -> float:
    """What the words before speak for."""
    if (
        mention.start
        and text[mention.start - 1] == "-"
        and _SEAT.search(text, max(0, mention.start - 6), mention.start)
    ):
        mention.evidence = "party before a seat"
        return 4.0
    if not mention.before:
        return 0.0
    near = mention.before[0]
    bare = near.rstrip(".,")
    if near in ("of", "from") and _AGED.search(text, max(0, mention.start - 16), mention.start):
        mention.evidence = "person with an age before it"
        return 3.0
    tells = cues().get(near, 0)
    if tells & Cue.STRETCH and len(mention.before) > 1 and has_cue(mention.before[1], Cue.LOCATIVE):
        tells |= Cue.LOCATIVE
    wide = mention.name.wide
    if _is_ordinal(bare) and (has_cue(mention.after.rstrip("."), Cue.TROOPS) or (wide and mention.capital_before)):
        return -9.0
    if near in ("of", "the") and is_command(text, mention.start):
        return -9.0
    if has_cue(bare, Cue.TITLE) and mention.capital_before and mention.container is None and not wide:
        return -5.0
    if tells & Cue.FIGURATIVE and _figurative(mention):
        mention.figurative = True
        return -9.0
    if tells & (Cue.STREET_BEFORE | Cue.BODY_BEFORE) or (near == "на" and _in_genitive(mention)):
        return -9.0
    if tells & Cue.SETTLEMENT or (near == "of" and mention.before[1:] and has_cue(mention.before[1], Cue.SETTLEMENT)):
        mention.evidence = "word for a settlement"
        return 4.0
    score = 0.0
    if tells & Cue.LOCATIVE:
        mention.evidence = "preposition"
        score = 0.8 if _owns(text, mention) else 2.2
    elif tells & Cue.WEAK:
        score = 1.0
    elif (
        mention.capital_before
        and not _all_capitals(text, mention, near)
        and not tells & Cue.BEFORE_PLACE
        and text[mention.start - 1] in " \n"
    ):
        opens = len(mention.before) == 1 and not tells & Cue.GIVEN_NAME
        score = -1.0 if wide or (opens and not near.isascii()) else -2.0 if opens else -4.0
        if near.endswith("'s") or near.endswith(","):
            score = 0.0
    return score


def _in_genitive(mention: Found) -> bool:
    """Whether the name is in the genitive of a man's: after "на" that is a street, "на Энгельса"."""
    return mention.key.endswith(("а", "я")) and mention.name.forms.isdisjoint((Form.OFFICIAL, Form.ALIAS))


def _owns(text: str, mention: Found) -> bool:
    """Whether it is what belongs to the name that something is in: "in Noor's case", not "in Kyiv's outskirts"."""
    return _GENITIVE.match(text, mention.end) is not None and not has_cue(mention.after, Cue.PART_OF_TOWN)


def _is_ordinal(word: str) -> bool:
    """Whether units are numbered with ``word``: 5th, Fifteenth, Eighty-fifth."""
    return has_cue(word.rpartition("-")[2], Cue.ORDINAL) or (word[:1].isdigit() and word[-1:].isalpha())


def _all_capitals(text: str, mention: Found, near: str) -> bool:
    """Whether the word before is a capital one only because the whole line is."""
    before = text[max(0, mention.start - 40) : mention.start].rstrip()
    return text[mention.start : mention.end].isupper() and before[-len(near) :].isupper()


def _figurative(mention: Found) -> bool:
    beside = mention.before[1] if len(mention.before) > 1 else ""
    return not has_cue(mention.before[0], Cue.FIGURATIVE_EXCEPT) or beside in ("a", "another", "ще")


_ADJECTIVAL = ("ого", "ому", "им", "ім", "ым", "ом", "ої", "ій", "ой", "ую")
"""Endings of Ukrainian and Russian adjectives in other cases than the first."""


def _after(text: str, mention: Found) -> float:
    """What the words after speak for."""
    after = mention.after
    if text.startswith("$", mention.end):
        return -9.0
    if not after:
        return 0.0
    tells = cues().get(after, 0)
    if tells & Cue.SETTLEMENT:
        return 4.0
    if tells & Cue.SETTLEMENT_AFTER or after.endswith("-based"):
        return 2.0
    if tells & Cue.WHO_AFTER and not mention.capital_after:
        return 1.5
    if tells & Cue.STREET_AFTER:
        return -5.0
    if tells & Cue.PERSON_AFTER:
        return -1.0
    if not mention.capital_after:
        return 0.0
    longer = mention.name.single and mention.key.endswith(_ADJECTIVAL) and not tells & Cue.GIVEN_NAME
    if longer and text.startswith(" ", mention.end):
        return -5.0  # the first word of a longer name: "у Красного Базара"
    if tells & Cue.PART_OF_NAME:
        return -1.5
    if tells & Cue.ORGANISATION:
        return 0.5
    if _GENITIVE.match(text, mention.end):
        return 0.0
    return -3.0 if mention.marks & Mark.GIVEN else -1.2
