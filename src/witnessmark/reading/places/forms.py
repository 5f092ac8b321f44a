"""Forms of place names: which letters a name is written in, and its cases. Light: used while tables are made and when a
user's own gazetteer is read."""

import math
import re
from collections.abc import Iterator

from witnessmark.reading.places.layout import Form
from witnessmark.reading.places.romanise import inflections

CYRILLIC = re.compile("^[\u0400-\u04ff' ’ʼ.-]+$")
LATIN = re.compile("^[A-Z\u00c0-\u017f][A-Za-z\u00c0-\u017f'’. -]+$")
UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
RUSSIAN_LETTERS = re.compile("[ыэъёЫЭЪЁ]")


def cyrillic_forms(name: str) -> Iterator[tuple[str, Form]]:
    """The name and its cases, in the languages that its letters allow."""
    yield name, Form.ALIAS
    if not RUSSIAN_LETTERS.search(name):
        yield from ((form, Form.INFLECTED) for form in inflections(name, "uk"))
    if not UKRAINIAN_LETTERS.search(name):
        yield from ((form, Form.INFLECTED) for form in inflections(name, "ru"))


def radius_of(population: int) -> float:
    """Kilometres from the centre within which a settlement of so many people lies: an estimate, 1 to 25."""
    return round(min(25.0, max(1.0, 0.02 * math.sqrt(population))), 1)


def plain(name: str) -> str:
    """The name without stress marks, with one apostrophe."""
    return name.replace("\u0301", "").replace("’", "'")
