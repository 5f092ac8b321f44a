"""Mentions of persons, places and things in texts whose stories are known: which are of one and the same.

A deliberately plain step: within a story the same name, or the same word for a thing, is one; a pronoun is what was
last named before it. It proposes; who a person is, is decided about persons (``derive/persons``), not about words.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from witnessmark.incidents.mentions import Mention
from witnessmark.incidents.stories_terms import Names, Text
from witnessmark.incidents.stories_words import WORD, stem


class _Pronouns(msgspec.Struct, frozen=True):
    person: frozenset[str]
    speaker: frozenset[str]
    little: frozenset[str]


@cache
def _pronouns() -> _Pronouns:
    table = resources.files("witnessmark.incidents").joinpath("tables/pronouns.json").read_bytes()
    return msgspec.json.decode(table, type=_Pronouns)


def link_things(texts: Sequence[Text], story_of: Sequence[int], mentions: Sequence[Mention]) -> list[int]:
    """For each mention the number of the first mention of the same. ``story_of`` gives the story of each text."""
    names = Names(texts)
    first: dict[tuple[int, str], int] = {}
    last_named: dict[int, int] = {}
    thing = [0] * len(mentions)
    for index in sorted(range(len(mentions)), key=lambda at: (mentions[at].text, mentions[at].start, mentions[at].end)):
        one = mentions[index]
        words = WORD.findall(texts[one.text].text[one.start : one.end])
        if len(words) == 1 and words[0].lower() in _pronouns().person and one.text in last_named:
            thing[index] = last_named[one.text]
            continue
        key = _key(words, names)
        alone = not key or key in _pronouns().speaker or key in _pronouns().person
        thing[index] = index if alone else first.setdefault((story_of[one.text], key), index)
        if words and names.is_name(words[-1]):
            last_named[one.text] = thing[index]
    return thing


def _key(words: Sequence[str], names: Names) -> str:
    """What is equal for two mentions of one thing: its last word, without what only points."""
    telling = [word for word in words if word.lower() not in _pronouns().little] or list(words)
    if not telling:
        return ""
    last = telling[-1]
    return (names.term(last) if names.is_name(last) else None) or stem(last.lower())
