"""A text as a row of tokens, and the row as a string with one character a token: what the grammar's rules run over.

Tokens differ from the words of the draft: ``7-months`` is three, ``2022-09-10``, ``p.m.`` and ``15:30`` are one.
"""

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from witnessmark.reading.dates.vocabulary import Vocabulary

_TOKEN = re.compile(
    r"""
      [ap]\.\s?m\b\.? | b\.\s?c\b(?:\.\s?e\b)?\.? | a\.\s?d\b\. | (?:до\s+)?н\.\s?е\b\.?
    | [^\W\d_]\w*(?:['](?!s\b)\w+)*
    | \d{4}-\d\d-\d\d(?:[t\ ]\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?(?![\w:])
    | \d{1,2}([./])(?:\d{1,2}|[ivxіх]{1,4})\1(?:\d{4}|\d\d)(?![\w./]\d|\w)
    | \d{1,2}:\d\d(?::\d\d)?(?![\w:])
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
_FOLD = str.maketrans(dict.fromkeys("’ʼ`‘", "'") | {"ё": "е", "Ё": "Е"})
_ABBREVIATION = re.compile(r"^[apbнд].*\.")


class Scan:
    """The tokens of a text: parallel lists of folded words and offsets, and ``codes``, one character for each."""

    __slots__ = ("codes", "ends", "starts", "text", "tokens", "vocabulary")

    def __init__(self, text: str, vocabulary: "Vocabulary") -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(_folded(text)):
            self.tokens.append(match[0])
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.codes = "".join([vocabulary[token] for token in self.tokens])

    def __len__(self) -> int:
        return len(self.tokens)

    def capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter in the text."""
        return self.text[self.starts[index]].isupper()

    def at(self, offset: int) -> int:
        """Index of the first token that begins at or after the offset."""
        return bisect_left(self.starts, offset)


def _folded(text: str) -> str:
    """Lower case with one kind of apostrophe, of the same length as the text."""
    folded = text.translate(_FOLD).lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_FOLD))


def shorthand(token: str) -> str:
    """``p. m.`` as ``~pm``: the form in which the data list abbreviations that the scan keeps as one token."""
    return "~" + token.replace(".", "").replace(" ", "") if _ABBREVIATION.match(token) else token
