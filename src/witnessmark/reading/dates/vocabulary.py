"""Words of time and the classes they belong to, from ``data/dates``. One character stands for each set of classes."""

import re
from collections.abc import Iterable
from copy import copy
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from witnessmark.reading.dates.calendar import is_day
from witnessmark.reading.dates.scan import shorthand

LANGUAGES = ("en", "uk", "ru")
OTHER = "\x00"
_FIRST_CODE = 0xE000
_REMEMBERED = 20_000
"""How many words that no data list, and how many numbers, are kept once seen."""
_NUMERIC_DATE = re.compile(r"\d{1,2}([./])(?:\d{1,2}|[ivxіх]+)\1\d{2,4}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_DTG = re.compile(r"(\d\d)([01]\d|2[0-3])([0-5]\d)[a-z](?:([a-z]{3})(\d{4}|\d\d))?")
_SUFFIXED = re.compile(r"(\d+)(-?)([^\W\d_]+)")
_ROMAN = {numeral: value for value, numeral in enumerate(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split(), 1)}  # fmt: skip
ROMAN = _ROMAN | {numeral.replace("x", "х").replace("i", "і"): value for numeral, value in _ROMAN.items()}
_PERIODS = {"D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "TH": "PT{}H", "TM": "PT{}M"}


@cache
def table(name: str) -> dict[str, Any]:
    """A compiled data file of the dates; ``FileNotFoundError`` when the tables were not made (``make tables``)."""
    path = resources.files("witnessmark.reading").joinpath(f"tables/dates-{name}.json")
    data: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    return data


@cache
def year_words() -> frozenset[str]:
    """Words for "year" that follow a date outside its span: "10 вересня 2022 року"."""
    return frozenset(word for language in LANGUAGES for word in table(language)["classes"].get("YEARTAIL", ()))


class Vocabulary(dict[str, str]):
    """Token to code character. Number tokens get theirs by shape, when first seen; all other tokens are ``OTHER``.

    ``used`` are the classes that patterns ask for: only they make a difference to codes. Words of other classes are
    known by their values alone.
    """

    def __init__(self, used: frozenset[str], extra: dict[str, dict[str, Any]]) -> None:
        super().__init__()
        self._used = used
        self._values: dict[str, dict[str, Any]] = {}
        self._code_of: dict[frozenset[str], str] = {frozenset(): OTHER}
        self._codes: dict[str, str] = {}
        self._shapes: dict[str, dict[str, Any]] = {}
        self._room = _REMEMBERED
        self._ordinal_suffixes: set[str] = set()
        self._decade_suffixes: set[str] = {"s", "'s"}
        self.future: frozenset[str] = frozenset()
        self.past: frozenset[str] = frozenset()
        self.undone: frozenset[str] = frozenset()
        self.limits: frozenset[str] = frozenset()
        self.heads: dict[str, list[tuple[str, ...]]] = {}
        """Phrases of the future, each backwards, by the word that it ends with."""
        self.not_past = frozenset(table("en")["classes"]["NOTPAST"])
        for language in LANGUAGES:
            self._add_language(language)
        for name, marks in table("grammar")["marks"].items():
            for mark in marks:
                self._put(mark, name, 1)
        for atom in used:
            if atom[0] == "'":
                self._put(atom.strip("'"), atom, 1)
        for numeral, value in ROMAN.items():
            self._put(numeral, "ROMAN", value)
        for name, words in extra.items():
            for word, value in words.items():
                self._put(word, name, value)
        for word, values in self._values.items():
            self[word] = self._code(values)
        for shapes in _all_shapes():
            self._code(shapes)

    def variant(self, first: str) -> "Vocabulary":
        """The same for texts in one language, whose own words win where they mean something else in another one.

        Must be made before patterns are compiled: it may add codes.
        """
        other = copy(self)
        other._values = dict(self._values)
        data = table(first)["classes"]
        for word in data.get("FOREIGN", ()):
            known = self._values.get(word, {})
            own = {name: value for name, value in known.items() if name[0] == "'" or name == "PHRASE"}
            for name, words in data.items():
                if word in words and name != "FOREIGN":
                    own[name] = own[f"{name}_{first}"] = words[word] if isinstance(words, dict) else 1
            other._values[word] = own
            other[word] = self._code(own)
        return other

    def _add_language(self, language: str) -> None:
        data = table(language)
        self.future |= frozenset(data["classes"]["FUTURE"])
        self.past |= frozenset(data["classes"]["PASTCUE"])
        self.undone |= frozenset(data["classes"]["UNDONE"])
        self.limits |= frozenset(data["classes"]["LIMIT"])
        for phrase in data["future_phrases"]:
            backwards = tuple(reversed(phrase.split()))
            self.heads.setdefault(backwards[0], []).append(backwards)
        for name, words in data["classes"].items():
            for word in words:
                value = words[word] if isinstance(words, dict) else 1
                self._put(word, name, value)
                self._put(word, f"{name}_{language}", value)
        self._ordinal_suffixes.update(data["ordinals"]["suffixes"])
        self._decade_suffixes.update(data.get("decades", {}).get("suffixes", ()))
        if adjectives := data.get("adjectives"):
            self._add_adjectives(adjectives)

    def _add_adjectives(self, data: dict[str, Any]) -> None:
        """``двомісячних`` is two months long; ``місячних`` after a number is so many months long."""
        for stem, unit in data["stems"].items():
            for ending in data["endings"]:
                self._put(stem + ending, "ADJUNIT", unit)
                for prefix, count in data["prefixes"].items():
                    self._put(prefix + stem + ending, "ADJDUR", _PERIODS[unit].format(count))
        for stem, month in data["months"].items():
            for ending in data["endings"]:
                self._put(stem + ending, "MONTHADJ", month)
        for stem in data["age"]:
            for ending in data["endings"]:
                self._put(stem + ending, "AGEADJ", 1)

    def _put(self, word: str, name: str, value: Any) -> None:
        self._values.setdefault(word, {}).setdefault(name, value)

    def _code(self, classes: Iterable[str]) -> str:
        classes = self._used.intersection(classes)
        return self._code_of.setdefault(classes, chr(_FIRST_CODE + len(self._code_of)))

    def __missing__(self, token: str) -> str:
        code = self._unlisted(token)
        if self._room > 0:  # the same words come again
            self._room -= 1
            self[token] = code
        return code

    def _unlisted(self, token: str) -> str:
        if token[0].isdigit() or token[0] == "'":
            return self._code_of.get(self._used.intersection(self.shapes(token)), OTHER)
        return self.get(shorthand(token), OTHER) if "." in token else OTHER

    def all_codes(self) -> Iterable[str]:
        """Every character that stands for a set of classes."""
        return self._code_of.values()

    def codes(self, name: str) -> str:
        """The characters of all sets of classes that hold the named class."""
        if name not in self._codes:
            self._codes[name] = "".join(code for classes, code in self._code_of.items() if name in classes)
        return self._codes[name]

    def value(self, token: str, name: str) -> Any:
        """The value of a token as a member of a class, or None when it is no member."""
        known = self._values.get(token)
        if known is not None:
            return known.get(name)
        if token[0].isdigit() or token[0] == "'":
            return self.shapes(token).get(name)
        known = self._values.get(shorthand(token)) if "." in token else None
        return known.get(name) if known is not None else None

    def shapes(self, token: str) -> dict[str, Any]:
        """The classes of a number token by its shape, with its value in each."""
        shapes = self._shapes.get(token)
        if shapes is None:
            shapes = self._shaped(token)
            if len(self._shapes) < _REMEMBERED:
                self._shapes[token] = shapes
        return shapes

    def _shaped(self, token: str) -> dict[str, Any]:
        if token.isascii() and token.isdigit():
            return _integer(token)
        if token[0] == "'":
            return _after_apostrophe(token[1:])
        if _ISO.match(token):
            return {"ISO": token}
        if _NUMERIC_DATE.fullmatch(token):
            return {"NUMDATE": token}
        if _CLOCK.fullmatch(token):
            return {"CLOCK": token}
        if dtg := _DTG.fullmatch(token):
            return {"DTG" if dtg[4] else "DTGHEAD": token}
        if suffixed := _SUFFIXED.fullmatch(token.replace("'s", "s")):
            return self._suffixed(int(suffixed[1]), suffixed[3])
        number = token.replace(",", "")
        if not number.isascii() or not re.fullmatch(r"\d+(?:\.\d+)?", number):
            return {}
        if "." in number:
            whole, part = number.split(".")
            pair = len(whole) <= 2 and len(part) == 2 and int(whole) <= 24 and int(part) < 60
            shapes = {"DEC": float(number)} | ({"PAIR": token} if pair else {})
            short = len(whole) <= 2 and len(part) == 2 and is_day(None, int(part), int(whole))
            return shapes | ({"NUMSHORT": token} if short and int(whole) else {})
        return {"DEC": float(number)} if "," in token and len(token.split(",")[-1]) != 3 else {"INT": int(number)}

    def _suffixed(self, number: int, suffix: str) -> dict[str, Any]:
        shapes: dict[str, Any] = {}
        if suffix in self._decade_suffixes and number % 10 == 0 and (10 <= number < 100 or 1000 <= number < 2200):
            shapes["DECADEN"] = number // 10 if number > 99 else number // 10 + 190
        if suffix in self._ordinal_suffixes and 1000 <= number < 2200:
            shapes["YEARORD"] = number
        elif suffix in self._ordinal_suffixes and number < 1000:
            shapes["ORDN"] = number
        return shapes


def _after_apostrophe(digits: str) -> dict[str, Any]:
    """``'98`` is a year, ``'90s`` a decade."""
    if digits.isascii() and digits.isdigit():
        return {"QYEAR": int(digits)}
    return {"DECADEN": int(digits[0]) + 190} if len(digits) == 3 and digits[:2].isdigit() and digits[2] == "s" else {}


def _integer(token: str) -> dict[str, Any]:
    number = int(token) if len(token) < 12 else 10**12
    shapes: dict[str, Any] = {"INT": number}
    if 1 <= number <= 31 and len(token) <= 2:
        shapes["DAYN"] = number
    if number <= 24 and len(token) <= 2:
        shapes["HOUR"] = number
    if len(token) == 2:
        shapes["YY"] = number
    if len(token) == 3 and number >= 100:
        shapes["Y3"] = number
    if len(token) == 4 and 1000 <= number < 2200:
        shapes["YEARN"] = number
    if len(token) == 4 and number < 2400 and number % 100 < 60:
        shapes["MIL"] = token
    return shapes


def _all_shapes() -> list[frozenset[str]]:
    """Every set of shapes that a number token can have."""
    rows = """INT; INT DAYN HOUR; INT DAYN HOUR YY; INT DAYN YY; INT HOUR; INT HOUR YY; INT YY; INT Y3; INT YEARN;
        INT MIL; INT YEARN MIL; DTG; DTGHEAD; DECADEN; QYEAR; ISO; NUMDATE; CLOCK; DEC; DEC PAIR; DEC NUMSHORT;
        DEC PAIR NUMSHORT; YEARORD; ORDN; DECADEN YEARORD; DECADEN ORDN"""
    return [frozenset(row.split()) for row in rows.split(";")]
