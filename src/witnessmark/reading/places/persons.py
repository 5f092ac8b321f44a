"""Names of persons in a text, as far as places must be told from them: a given name or title, and the name after it."""

import re
from functools import cache

from witnessmark.reading.actors.lexicon import Is, lexicon
from witnessmark.reading.places.capitals import Capitals
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.tables import load

_BETWEEN = re.compile(r"\.? (?:[“\"][^”\"\n]{1,20}[”\"] )?")
_MIDDLE = re.compile(r"\.? ?")


@cache
def given_names() -> frozenset[str]:
    """Folded given names in Latin script, and in Cyrillic in every case: those of the reader of actors."""
    flags = lexicon().flags.items()
    return frozenset(fold_name(word) for word, flag in flags if flag & (Is.MALE | Is.FEMALE))


@cache
def _titles() -> frozenset[str]:
    return frozenset(load("context")["titles"])


_role_of: dict[str, int] = {}
GIVEN, TITLE, INITIAL = 1, 2, 4


def _role(word: str) -> int:
    """What a capitalised word may be in a person's name; worked out once for each word."""
    role = _role_of.get(word)
    if role is None:
        folded = fold_name(word)
        given = folded in given_names() or not given_names().isdisjoint(folded.split("-"))
        role = GIVEN * given | TITLE * (folded in _titles()) | INITIAL * (len(word) == 1)
        if len(_role_of) > 100_000:
            _role_of.clear()
        _role_of[word] = role
    return role


def surnames_in(capitals: Capitals) -> frozenset[str]:
    """Folded names that follow a given name, a title or initials somewhere in the text."""
    text, starts, ends = capitals.text, capitals.starts, capitals.ends
    roles = [_role(word) for word in capitals.words]
    found = set()
    for index, role in enumerate(roles[:-1]):
        if not role or (role == INITIAL and not text.startswith(".", ends[index])):
            continue
        after = index + 1
        if (
            roles[after] & INITIAL
            and after + 1 < len(roles)
            and _MIDDLE.fullmatch(text, ends[after], starts[after + 1])
        ):
            after += 1
        if roles[after] & INITIAL or starts[after] - ends[index] > 26:
            continue
        if after == index + 1 and not (_MIDDLE if role & INITIAL else _BETWEEN).fullmatch(
            text, ends[index], starts[after]
        ):
            continue
        if not roles[after] & GIVEN or role & GIVEN:
            found.add(fold_name(capitals.words[after]).removesuffix("'s"))
    return frozenset(found)
