"""The name of a place as the text spells it. The tables have of a town abroad the name of its own country ("Heroica
Matamoros", "Hargeysa"); whoever reads the record knows it as the report does. In Ukraine the official name stands."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.layout import Form, fold_name

_ALIKE = 0.7
"""How much of two names must agree, of their letters in order, to be two spellings of one."""
_SHORTEST = 4


def spelt(text: str, places: Sequence[Found]) -> dict[int, str]:
    """For the index of each town abroad that the text spells otherwise than its table, and never as the table does, the
    spelling it uses first."""
    names: dict[int, str | None] = {}
    for found in places:
        if found.chosen is None:
            continue
        place, form = found.chosen.place, found.chosen.form
        if place.kind != "settlement" or place.country == "UA":
            continue
        told = text[found.start : found.end]
        if form != Form.ALIAS:
            names[place.index] = None
        elif place.index not in names and told.isascii() and not told.isupper() and is_spelling(told, place.name):
            names[place.index] = told
    return {index: name for index, name in names.items() if name is not None}


@lru_cache(maxsize=4096)
def is_spelling(told: str, name: str) -> bool:
    """Whether a name is another spelling of a longer or equally long one, or a part of it: not "Bombay" of "Mumbai"."""
    short, full = (fold_name(each).replace(" ", "").replace("-", "") for each in (told, name))
    if len(short) < _SHORTEST or "." in told or full in short or full == f"the{short}":
        return False
    return short in full or SequenceMatcher(None, short, full, autojunk=False).ratio() >= _ALIKE
