"""Names of persons in a text, as far as places must be told from them: a given name or title, and the name after it."""

import re
from functools import cache

from witnessmark.reading.names import person_forms
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.tables import load

_CAPITALISED = r"[A-Z\u0400-\u042fҐ][\w'’ʼ\-]+"
_MIDDLE = r"(?:[A-ZА-ЯІЇЄ]\.? |[“\"][^”\"\n]{1,20}[”\"] )?"
_PAIR = re.compile(rf"(?<![\w.])({_CAPITALISED})\.? {_MIDDLE}({_CAPITALISED})")
_INITIALS = re.compile(rf"(?<!\w)(?:[A-ZА-ЯІЇЄЮЯ]\. ?){{1,2}}({_CAPITALISED})")


@cache
def given_names() -> frozenset[str]:
    """Folded given names in Latin script, and in Cyrillic in every case."""
    names: list[str] = load("given_names")["names"].split()
    cyrillic = (
        form
        for name in names
        if not name.isascii()
        for language in ("uk", "ru")
        for form in person_forms(name, language)
    )
    return frozenset(map(fold_name, names)) | frozenset(map(fold_name, cyrillic))


@cache
def _titles() -> frozenset[str]:
    return frozenset(load("context")["titles"])


def surnames_in(text: str) -> frozenset[str]:
    """Folded names that follow a given name, a title or initials somewhere in the text."""
    given, titles = given_names(), _titles()
    found = set()
    position = 0
    while match := _PAIR.search(text, position):
        first = fold_name(match.group(1))
        second = fold_name(match.group(2)).removesuffix("'s")
        if first in given or first in titles:
            if second not in given or first in given:
                found.add(second)
            position = match.start(2)
        else:
            position = match.start(2)
    found.update(fold_name(match.group(1)).removesuffix("'s") for match in _INITIALS.finditer(text))
    return frozenset(found)
