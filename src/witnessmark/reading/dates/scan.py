"""The stretches of a text that may tell a time, as a row of tokens, and the row as a string with one character a token:
what the grammar's rules run over.

Most of a text is about other things. So each distinct word is looked at once, and only the words around a trigger
("Monday", "1942", "weeks") become tokens. Tokens differ from the words of the draft: ``7-months`` is three,
``2022-09-10``, ``p.m.`` and ``15:30`` are one.
"""

import re
from typing import TYPE_CHECKING

from witnessmark.reading.draft import APOSTROPHES, Words

if TYPE_CHECKING:
    from witnessmark.reading.dates.vocabulary import Vocabulary

_TOKEN = re.compile(
    r"""
      [ap]\.\s?m\b\.? | b\.\s?c\b(?:\.\s?e\b)?\.? | a\.\s?d\b\. | (?:до\s+)?н\.\s?е\b\.?
    | [^\W\d_]\w*(?:['](?!s\b)\w+)*
    | \d{4}-\d\d-\d\d(?:[t\ ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?(?![\w:])
    | \d{1,2}([./])(?:\d{1,2}|[ivxіх]{1,4})\1(?:\d{4}|\d\d)(?![\w./]\d|\w)
    | \d{1,2}:\d\d(?::\d\d)?(?:(?![\w:])|(?=(?:am|pm|hrs?)\b))
    | \d{6}[a-z](?:[a-z]{3}(?:\d{4}|\d\d))?(?!\w)
    | \d{1,2}(?=(?:am|pm|a\.m|p\.m|hrs?)\b)
    | \d+'?s\b | \d+(?:st|nd|rd|th)\b
    | \d+-?(?:го|й|ий|ый|ого|му|ому|ої|ой|ій|те|та|ту|ти|а|я|ю|е|і|им|м|ма|ше|ге|х|ті|тих|их|ых|ми|ые)\b
    | '\d\d(?:s\b|\b)
    | \d{1,3}(?:,\d{3})+(?!\w) | \d+[.,]\d+(?![\w]) | \d+\w*
    | 's\b
    | \n[^\S\n]*\n
    | [^\w\s]
    """,
    re.VERBOSE,
)
_FOLD = (*((mark, "'") for mark in "’ʼ`‘"), ("ё", "е"), ("Ё", "Е"))
_ABBREVIATION = re.compile(r"^[apbнд].*\.")


_OTHER, _KNOWN, _TRIGGER, _UNIT, _MAYBE = range(5)
_NOTHING, _TRIGGERS = bytes([_OTHER]), re.compile(rb"[\x02-\x04]")
"""What a word is: nothing of time, one that may stand inside a time, one that opens a stretch, one that opens it and
after which an event may be named, one that opens it only where its neighbours say so (``15`` in ``15:30``)."""
_BEFORE, _AFTER, _AFTER_UNIT = 2, 2, 10
"""How many words around a stretch become tokens as well: what the rules look at beside a time."""
_LONGEST = 40
_LEAD = 8
_REMEMBERED = 50_000
_BARRIER = "\n\n"
_JOINS = ":/+"
_SHORT = frozenset("abcdmpне")
"""Letters of abbreviations of several words: p. m., B. C., A. D., н. е."""


class Kinds(dict[str, int]):
    """What each word is, worked out when it is first seen."""

    def __init__(self, vocabulary: "Vocabulary", anchors: frozenset[str], units: frozenset[str]) -> None:
        super().__init__()
        self._vocabulary, self._anchors, self._units = vocabulary, anchors, units

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        kind = self[word] = self._kind(word)
        return kind

    def _kind(self, word: str) -> int:
        codes = {self._vocabulary[match[0]] for match in _TOKEN.finditer(_folded(word))}
        if word in _SHORT or (word.isdigit() and len(word) < 4):
            return _MAYBE
        if codes & self._units:
            return _UNIT
        if codes & self._anchors:
            return _TRIGGER
        return _KNOWN if codes - {"\x00"} or word in _JOINS else _OTHER


class Scan:
    """The tokens of the stretches: parallel lists of folded words and offsets, and ``codes``, one character for each. A
    barrier that no rule crosses stands between stretches."""

    __slots__ = ("codes", "ends", "starts", "text", "tokens", "vocabulary", "words")

    def __init__(self, words: Words, vocabulary: "Vocabulary", kinds: Kinds) -> None:
        self.words, self.text = words, words.text
        self.vocabulary = vocabulary
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for first, last in _stretches(words, kinds):
            self._add(words.starts[first], words.ends[last])
        self.codes = "".join([vocabulary[token] for token in self.tokens])

    def _add(self, start: int, end: int) -> None:
        piece = _folded(self.text[start:end])
        spans = [match.span() for match in _TOKEN.finditer(piece)]
        self.tokens.extend([piece[a:b] for a, b in spans])
        self.starts.extend([start + a for a, _ in spans])
        self.ends.extend([start + b for _, b in spans])
        self.tokens.append(_BARRIER)
        self.starts.append(end)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.tokens)

    def opens_sentence(self, index: int) -> bool:
        """Whether nothing of its sentence or line stands before the token."""
        before = self.text[max(self.starts[index] - _LEAD, 0) : self.starts[index]].rstrip(" ")
        return not before or before[-1] in ".!?…\n"

    def capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter in the text."""
        return self.text[self.starts[index] : self.starts[index] + 1].isupper()


def _stretches(words: Words, kinds: Kinds) -> list[tuple[int, int]]:
    """First and last word of each stretch, with the words around it; in order, never overlapping."""
    found = bytes(map(kinds.__getitem__, words.folded))
    made: list[tuple[int, int]] = []
    reached = -1
    for trigger in _TRIGGERS.finditer(found):
        index = trigger.start()
        if index <= reached or (found[index] == _MAYBE and not _opens(words, index)):
            continue
        first = max(found.rfind(_NOTHING, max(index - _LONGEST, 0), index) + 1, index - _LONGEST, 0)
        reached = found.find(_NOTHING, index)
        reached = len(found) if reached < 0 else reached
        after = _AFTER_UNIT if _UNIT in found[first:reached] else _AFTER
        first, last = max(first - _BEFORE, 0), min(reached + after, len(found)) - 1
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made


def _opens(words: Words, index: int) -> bool:
    text, start, end = words.text, words.starts[index], words.ends[index]
    if not text[start].isdigit():
        return index > 0 and words.folded[index - 1] == "."
    if text[end : end + 1] in (":", ".", "/") and text[end + 1 : end + 2].isalnum():
        return True
    return start > 0 and text[start - 1] in APOSTROPHES


def _folded(text: str) -> str:
    """Lower case with one kind of apostrophe, of the same length as the text."""
    for one, other in _FOLD:
        if one in text:
            text = text.replace(one, other)
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def shorthand(token: str) -> str:
    """``p. m.`` as ``~pm``: the form in which the data list abbreviations that the scan keeps as one token."""
    return "~" + token.replace(".", "").replace(" ", "") if _ABBREVIATION.match(token) else token
