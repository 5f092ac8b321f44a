"""Names that share the word for what they are: "Barrow, Jackson and Madison counties"."""

import re
from collections.abc import Iterator
from functools import cache

from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.naming import Names
from witnessmark.reading.places.tables import load

_REACH = 400
"""Characters before the word in which its names stand."""
_NAME = r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}"
_LIST = re.compile(rf"(?<![\w'’-])(?:{_NAME}, ){{0,30}}{_NAME},? (?:and|or|&) {_NAME}\Z")
_ONE = re.compile(_NAME)


def shared_nouns(text: str, names: Names) -> Iterator[Found]:
    """Each name of such a list for which the gazetteer has the whole name, as ``Found``, in the order of the text."""
    for noun in _nouns().finditer(text):
        listed = _LIST.search(text, max(0, noun.start() - _REACH), noun.start())
        if listed is None:
            continue
        singular = load("context")["plurals"][noun["noun"].lower()]
        for one in _ONE.finditer(text, listed.start(), listed.end()):
            key = f"{fold_name(one.group())} {singular}"
            name = names.name(key, 0)
            areas = tuple(c for c in name.candidates if c.place.kind == "region") if name else ()
            if name and areas:
                yield Found(
                    one.start(), one.end(), key, name, areas, name.marks, evidence="noun that a list shares", told=True
                )


@cache
def _nouns() -> re.Pattern[str]:
    nouns = "|".join(load("context")["plurals"])
    return re.compile(rf" (?P<noun>{nouns})(?!\w)", re.IGNORECASE)


def with_shared(found: list[Found], shared: list[Found]) -> list[Found]:
    """All in order, the names that share a noun instead of what was found in their words."""
    if not shared:
        return found
    taken = [(one.start, one.end) for one in shared]
    kept = [one for one in found if not any(start < one.end and one.start < end for start, end in taken)]
    return sorted([*kept, *shared], key=lambda one: one.start)
