"""From whom a text says that it has something: the common origin of two claims, where the texts state it.

"According to the regional administration", "Про це повідомив начальник ОВА", "со ссылкой на Reuters", the same post,
the same report. Data: ``data/origins.yaml``. A word alone attributes nothing; a cue must stand beside it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

from witnessmark.incidents.sentences import Stretch, sentence_after, sentence_at
from witnessmark.incidents.spelling import skeleton
from witnessmark.model.claim import Claim

BETWEEN = r"[\s,:«\"“'’(]+(?:[\w’'.-]+\s+){0,3}?"
"""What may stand between a cue and an origin: up to three words ("the head of the Kharkiv regional administration")."""

NEAR_NAME = 70
"""Characters within which an office stands beside the name of who holds it."""

HEAD = 400
"""Characters at the beginning of a text in which it says whose work it is."""

_CUES = ("before", "offices", "after", "named", "back", "line")
_FIRST_HAND = frozenset({"direct", "participant", "mission-observation"})
_URL = re.compile(r"(?:https?://|\b(?:t\.me|fb\.com|youtu\.be)/)[^\s<>\"»”)]+", re.IGNORECASE)
_NAME = r"(?P<name>(?-i:[A-ZА-ЯІЇЄҐ])[\w’'-]+(?:\s+(?-i:[A-ZА-ЯІЇЄҐ])[\w’'-]+){0,4}(?:\s+(?:%s)\b)?)"


class Origin(NamedTuple):
    """``key`` is equal for two texts that name one origin; ``id`` is that of the data, ``words`` what the text says."""

    key: str
    id: str | None
    words: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: str
    offices: str
    after: str
    named: str
    back: str
    line: str
    works: str
    issues: str
    bodies: str
    origins: dict[str, str]


class _Patterns:
    """The cues as patterns, each compiled when first asked for: to compile one takes as long as to search a page."""

    def __init__(self, file: _File) -> None:
        self._file = file
        self._plain = {name: _tight(getattr(file, name)) for name in _CUES}
        self._name = _NAME % file.bodies
        self.ids = tuple(file.origins)

    @cached_property
    def origin(self) -> re.Pattern[str]:
        origins = enumerate(self._file.origins.values())
        return _compiled("|".join(f"(?P<o{number}>{_tight(pattern)})" for number, pattern in origins))

    @cached_property
    def before(self) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{self._plain['before']}){BETWEEN}\Z")

    @cached_property
    def offices(self) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{self._plain['offices']}){BETWEEN}\Z")

    @cached_property
    def after(self) -> re.Pattern[str]:
        return _compiled(rf"[\s,»”\"’)]+(?:[\w’'.-]+\s+){{0,3}}?(?:{self._plain['after']})\b")

    @cached_property
    def named(self) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{self._plain['named']})\s+(?:the\s+)?{self._name}")

    @cached_property
    def back(self) -> re.Pattern[str]:
        return _compiled(rf"\s*(?:{self._plain['back']})")

    @cached_property
    def line(self) -> re.Pattern[str]:
        return _compiled(self._plain["line"])

    @cached_property
    def work_of(self) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{self._file.works})\s+(?:(?:of|by|from)\s+)?(?:the\s+)?{self._name}")

    @cached_property
    def issued(self) -> re.Pattern[str]:
        return _compiled(
            rf"{self._name}\s+(?:has\s+|have\s+|had\s+)?(?:{self._file.issues})\s+(?:(?:a|an|its|the|свій|свой)\s+)?"
            rf"(?:\w+\s+)?(?:{self._file.works})"
        )

    @cached_property
    def the_work(self) -> re.Pattern[str]:
        works = self._file.works
        return _compiled(
            rf"\b(?:(?:the|this)\s+(?:{works})\s+(?:says|said|states|stated|notes)|according\s+to\s+the\s+(?:{works})"
            rf"|(?:у|в)\s+(?:{works}))\b"
        )

    @cached_property
    def works(self) -> re.Pattern[str]:
        return _compiled(rf"(?:the\s+|this\s+)?(?:{self._file.works})")

    def origins_in(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        for found in self.origin.finditer(text, start, end):
            yield self.ids[int((found.lastgroup or "o0")[1:])], found.start(), found.end()


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _tight(pattern: str) -> str:
    """A pattern that is folded over lines in the data, as one."""
    return re.sub(r"\s+\|", "|", pattern.strip())


@cache
def _patterns() -> _Patterns:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/origins.json").read_bytes()
    return _Patterns(msgspec.json.decode(compiled, type=_File))


def origin_ids() -> tuple[str, ...]:
    """The ids of the origins that the data knows."""
    return _patterns().ids


def origins_of(claim: Claim, texts: Mapping[str, str]) -> tuple[Origin, ...]:
    """Every origin that the text states for a claim. A witness with a name who is quoted is an origin of their own:
    only an office that they speak for is another. Who saw it has it from nobody."""
    text = texts.get(claim.document, "")
    sentence = sentence_at(text, claim.span.start, claim.span.end)
    voice = claim.said_by
    if voice.person is not None and voice.kind != "author":
        return tuple(dict.fromkeys(_offices(text, sentence, voice.name or "")))
    if voice.kind == "author" and claim.basis.get("act") in _FIRST_HAND:
        return _own_work(text)
    found = list(_stated(text, sentence))
    if voice.kind == "author":
        found += [*_of_the_whole(text), *(() if found else _own_work(text))]
    elif voice.name and not _patterns().works.fullmatch(voice.name.strip()):
        found = _who_speaks(voice.name)
    return tuple(dict.fromkeys(found))


def _who_speaks(name: str) -> list[Origin]:
    """A speaker who is a body that the data knows, or one with a proper name."""
    known = [Origin(origin, origin, name) for origin, _, _ in _patterns().origins_in(name, 0, len(name))]
    proper = sum(word[:1].isupper() for word in name.split()) > 1 or (name.isupper() and len(name) > 2)
    return known or ([_by_name(name)] if proper else [])


def _stated(text: str, sentence: Stretch) -> Iterator[Origin]:
    """What the sentence of a claim, and one after it that speaks of it, attribute it to."""
    yield from _attributed(text, *sentence)
    following = sentence_after(text, sentence)
    for _ in range(2):  # "… . Three died. This was reported by the police."
        if following is None:
            return
        if _patterns().back.match(text, *following):
            yield from _attributed(text, *following)
            return
        following = sentence_after(text, following)


@lru_cache(maxsize=4096)
def _attributed(text: str, start: int, end: int) -> tuple[Origin, ...]:
    if not text:
        return ()
    patterns = _patterns()
    found = []
    for name, first, last in patterns.origins_in(text, start, end):
        if patterns.before.search(text, max(start, first - 80), first) or patterns.after.match(text, last, end):
            found.append(Origin(name, name, text[first:last]))
    if not found:
        found += [_by_name(each["name"]) for each in patterns.named.finditer(text, start, end)]
    if patterns.the_work.search(text, start, end):
        found += _work_before(text, start)
    found += [_post(each[0]) for each in _URL.finditer(text, start, end)]
    return tuple(found)


def _offices(text: str, sentence: Stretch, name: str) -> Iterator[Origin]:
    """Whom a person speaks for: an office beside the name, in the sentence of the words or the one after."""
    for start, end in filter(None, (sentence, sentence_after(text, sentence))):
        at = text.find(name.split()[-1], start, end) if name else -1
        if at < 0:
            continue
        for origin, first, last in _patterns().origins_in(text, max(start, at - NEAR_NAME), min(end, at + NEAR_NAME)):
            if _patterns().offices.search(text, max(start, first - 80), first):
                yield Origin(origin, origin, text[first:last])


@lru_cache(maxsize=1024)
def _of_the_whole(text: str) -> tuple[Origin, ...]:
    """What a line of its own names as the source of the whole text."""
    found: list[Origin] = []
    for line in _patterns().line.finditer(text):
        words = line["whole"] or line["dateline"]
        known = [Origin(name, name, words[a:b]) for name, a, b in _patterns().origins_in(words, 0, len(words))]
        posts = [_post(each[0]) for each in _URL.finditer(words)]
        found += known or posts or [_by_name(words)]
    return tuple(found)


@lru_cache(maxsize=1024)
def _own_work(text: str) -> tuple[Origin, ...]:
    """Whose work a text says at its beginning that it is: what others take from "the report" comes from here."""
    found = _patterns().work_of.search(text[:HEAD])
    return (_work(found["name"]),) if found else ()


def _work_before(text: str, at: int) -> list[Origin]:
    """The work that was named last before "the report says"."""
    named = [*_patterns().issued.finditer(text, 0, at), *_patterns().work_of.finditer(text, 0, at)]
    return [_work(max(named, key=lambda match: match.start())["name"])] if named else []


def _work(name: str) -> Origin:
    return Origin(f"work:{sound(name)}", None, _bare(name))


def _by_name(name: str) -> Origin:
    return Origin(f"work:{sound(name)}", None, _bare(name))


def _post(url: str) -> Origin:
    address = re.sub(r"^https?://(?:www\.)?", "", url.rstrip(".,;:")).rstrip("/")
    return Origin(f"url:{address.casefold()}", None, address)


def _bare(name: str) -> str:
    return re.sub(r"^(?:The|the)\s+", "", name).strip()


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """A name by its sound, the same in every script and in any order of its words."""
    return " ".join(sorted(filter(None, map(skeleton, re.findall(r"[\w’']+", _bare(name))))))
