"""The rules of ``grammar.yaml`` as regular expressions over the codes of a scan, and the matches they find."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from witnessmark.reading.dates.scan import Kinds, Scan
from witnessmark.reading.dates.vocabulary import LANGUAGES, OTHER, Vocabulary, table
from witnessmark.reading.draft import Words

_MACRO = re.compile(r"<(\w+)>")
_ATOM = re.compile(
    r"(?:(?P<name>[a-z]\w*):)?(?P<sign>[!^])?(?P<atom>\(|\)|\||'[^']+'|[A-Z][A-Z0-9]*(?:_[a-z]{2})?)(?P<count>[?*]?)"
)
_ANCHORS = """MONTH MONTHABBR WEEKDAY WEEKDAYABBR WEEKDAYS SEASON UNIT UNITS CALUNIT DEICTIC TONIGHT SETWORD YEARN
    YEARORD ISO NUMDATE CLOCK DECADEN DECADEWORD_en QYEAR NOON WEEKEND ERA OCLOCK AMPM CENTURYWORD
    ADJUNIT ADJDUR HALFPREFIX AGO TENS TOD QUARTERWORD
    PHRASE PAIR NUMSHORT MONTHADJ MIL DTG DTGHEAD AGED AGEWORD PERIOD ORDN
    'since' 'відтоді' 'тих' 'напередодні' 'накануне' 'того'"""

_UNITS = ("UNIT", "CALUNIT", "PERIOD", "'напередодні'", "'накануне'")
"""After these the words of an event may follow: "three days before the liberation of the city"."""
_REMEMBERED, _SHORT = 8192, 24
"""How many stretches are remembered with what the rules found in them, and how many tokens such a one has at most."""
_REPEAT = {"*": "{0,12}"}
"""Repetition is bounded, so that a long list of numbers costs no more than its length."""


@dataclass(frozen=True)
class Rule:
    id: str
    make: str
    arguments: dict[str, Any]
    pattern: str
    needs: int
    """The needs that the rule can't do without, one bit each: a need is a set of codes, of which one must be there."""
    rank: int
    groups: dict[str, tuple[int, ...]]
    """The regular expression's groups of each name: a name may stand in several alternatives."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text first calls for the rule: a short text needs few, and all of them take 0.2 s."""
        return re.compile(self.pattern)


class Match:
    """Where a rule matched, with access to the words that its named groups kept. ``shift`` is the index of the token at
    which the stretch begins that the rule was run over."""

    __slots__ = ("end", "event_nouns", "found", "rule", "scan", "shift", "start", "vocabulary")

    def __init__(self, rule: Rule, found: re.Match[str], shift: int, scan: Scan, event_nouns: tuple[str, ...]) -> None:
        self.rule, self.found, self.shift, self.scan = rule, found, shift, scan
        self.vocabulary, self.event_nouns = scan.vocabulary, event_nouns
        self.start, self.end = found.start() + shift, found.end() + shift

    def span(self, name: str) -> tuple[int, int] | None:
        """Token indexes of what a named group kept, or None."""
        for number in self.rule.groups.get(name, ()):
            start, end = self.found.span(number)
            if start >= 0:
                return start + self.shift, end + self.shift
        return None

    def has(self, name: str) -> bool:
        return name in self.rule.groups and self.span(name) is not None

    def words(self, name: str) -> list[str]:
        span = self.span(name)
        return self.scan.tokens[span[0] : span[1]] if span else []

    def value(self, name: str, *classes: str) -> Any:
        """Value of the first word in the group that is of one of the classes (tried in order), or None."""
        span = self.span(name) if name in self.rule.groups else None
        if span is None:
            return None
        value = self.vocabulary.value
        for word in self.scan.tokens[span[0] : span[1]]:
            for each in classes:
                if (found := value(word, each)) is not None:
                    return found
        return None

    def is_a(self, index: int, name: str) -> bool:
        """Whether the token at that index of the scan is of the class; False outside the text."""
        return 0 <= index < len(self.scan) and self.vocabulary.value(self.scan.tokens[index], name) is not None


class Grammar:
    """All rules, and the words of all languages: one vocabulary for texts in each of them."""

    def __init__(self) -> None:
        data = table("grammar")
        self._macros: dict[str, str] = dict(data["macros"])
        self.phrases = _phrases()
        self._macros["WAR"] = "war:( " + " | ".join(_quoted(phrase) for phrase in self.phrases.wars) + " )"
        rows = list(data["rules"]) + self.phrases.rules
        patterns = [self._expand(row["pattern"]) for row in rows]
        atoms = {match["atom"] for pattern in patterns for match in map(_ATOM.fullmatch, pattern.split()) if match}
        used = frozenset(atoms - {"(", ")", "|"}) | frozenset(_ANCHORS.split())
        self._vocabulary = Vocabulary(used, {"PHRASE": dict.fromkeys(self.phrases.first_words, 1)})
        self._variants = {language: self._vocabulary.variant(language) for language in LANGUAGES}
        self._needs: dict[frozenset[str], int] = {}
        self.rules = [
            self._compile(row, pattern, rank) for rank, (row, pattern) in enumerate(zip(rows, patterns, strict=True))
        ]
        self._fills = {code: self._filled(code) for code in self._vocabulary.all_codes()}
        self._possible: dict[int, list[Rule]] = {}
        self._found: dict[str, list[tuple[Rule, re.Match[str]]]] = {}
        anchors = frozenset(code for name in _ANCHORS.split() for code in self._vocabulary.codes(name))
        units = frozenset(code for name in _UNITS for code in self._vocabulary.codes(name))
        self._kinds = {language: Kinds(variant, anchors, units) for language, variant in self._variants.items()}
        self._stretch = re.compile(f"[^{OTHER}]+")
        self._anchor = re.compile(f"[{re.escape(''.join(sorted(anchors)))}]")

    def scan(self, words: Words, language: str | None) -> Scan:
        """The times of a text as tokens and codes; the words of its language come first (Ukrainian when it is none
        of ours)."""
        first = language if language in self._variants else "uk"
        return Scan(words, self._variants[first], self._kinds[first])

    def _expand(self, pattern: str) -> str:
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda match: self._macros[match[1]], pattern)
        return pattern

    def _compile(self, row: dict[str, Any], pattern: str, rank: int) -> Rule:
        parts: list[str] = []
        needs: set[int] = set()
        groups: dict[str, tuple[int, ...]] = {}
        depth = 0
        inside: set[str] = set()
        for piece in pattern.split():
            match = _ATOM.fullmatch(piece)
            if match is None:
                raise ValueError(f"rule {row['id']}: cannot read {piece!r}")
            name, sign, atom, count = match["name"], match["sign"], match["atom"], match["count"]
            if name:
                groups[name] = (*groups.get(name, ()), sum(map(len, groups.values())) + 1)
            if atom == "(":
                depth += 1
                inside = inside if depth > 1 else set()
                parts.append("(" if name else "(?:")
            elif atom == ")":
                depth -= 1
                parts.append(")" + _REPEAT.get(count, count))
                if depth == 0 and not count:
                    needs.add(self._need(inside))
            elif atom == "|":
                parts.append("|")
            else:
                codes = self._vocabulary.codes(atom)
                chars = f"[{re.escape(codes)}]" if codes else "(?!)"
                if sign:
                    parts.append(f"(?{'!' if sign == '!' else '<!'}{chars if codes else '(?!)'})")
                    continue
                parts.append((f"({chars})" if name else chars) + count)
                inside.update(codes)
                if depth == 0 and not count:
                    needs.add(self._need(codes))
        return Rule(row["id"], row["make"], row.get("with", {}), "".join(parts), sum(needs), rank, groups)

    def _need(self, codes: Iterable[str]) -> int:
        """The bit of a set of codes."""
        return self._needs.setdefault(frozenset(codes), 1 << len(self._needs))

    def _filled(self, code: str) -> int:
        """The bits of the needs that the code meets."""
        return sum(bit for codes, bit in self._needs.items() if code in codes)

    def _rules_for(self, codes: str) -> list[Rule]:
        """The rules that can match a stretch of these codes; remembered, since the same few stretches come again."""
        met = 0
        for code in set(codes):
            met |= self._fills[code]
        rules = self._possible.get(met)
        if rules is None:
            rules = [rule for rule in self.rules if rule.needs & met == rule.needs]
            if len(self._possible) < _REMEMBERED:
                self._possible[met] = rules
        return rules

    def matches(self, scan: Scan) -> Iterator[Match]:
        """What every rule finds in the scan, stretch by stretch, in no order within a stretch."""
        nouns = self.phrases.event_nouns
        for stretch in self._stretch.finditer(scan.codes):
            codes = stretch[0]
            found = self._found.get(codes)
            if found is None:
                found = self._matched(codes)
                if len(self._found) < _REMEMBERED and len(codes) < _SHORT:
                    self._found[codes] = found
            for rule, match in found:
                yield Match(rule, match, stretch.start(), scan, nouns)

    def _matched(self, codes: str) -> list[tuple[Rule, re.Match[str]]]:
        """What the rules match in a stretch. That depends on its codes alone, and the same short ones come again."""
        if self._anchor.search(codes) is None:
            return []
        return [(rule, match) for rule in self._rules_for(codes) for match in rule.regex.finditer(codes)]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the data say in phrases: references, holidays and the beginnings of wars, as rules and look-ups."""

    rules: list[dict[str, Any]]
    wars: dict[str, str]
    first_words: frozenset[str]
    event_nouns: tuple[str, ...]
    """Beginnings of words that name events which a text counts days from."""


def _quoted(phrase: str) -> str:
    return " ".join("QUOTE" if word == "'s" else "HYPHEN" if word == "-" else f"'{word}'" for word in phrase.split())


def _phrases() -> Phrases:
    rules: list[dict[str, Any]] = []
    wars: dict[str, str] = {}
    first_words: set[str] = set()
    nouns: list[str] = []
    for language in ("en", "uk", "ru"):
        data = table(language)
        nouns.extend(data["event_nouns"])
        for value, phrases in data["references"].items():
            pattern = "( " + " | ".join(_quoted(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + " )"
            rules.append(
                {
                    "id": f"reference.{language}.{value[:4].lower()}",
                    "make": "vague",
                    "with": {"value": value},
                    "pattern": pattern,
                }
            )
            first_words.update(phrase.split()[-1] for phrase in phrases)
        for feast, phrases in data["holidays"].items():
            pattern = (
                "( <PART> )? ( "
                + " | ".join(_quoted(phrase) for phrase in sorted(phrases, key=len, reverse=True))
                + " ) ( <OFYEAR> )?"
            )
            rules.append(
                {"id": f"feast.{language}.{feast}", "make": "feast", "with": {"feast": feast}, "pattern": pattern}
            )
            first_words.update(phrase.split()[-1] for phrase in phrases)
        for start, phrases in data["wars"].items():
            wars.update(dict.fromkeys(sorted(phrases, key=len, reverse=True), start))
    return Phrases(rules, wars, frozenset(first_words), tuple(nouns))
