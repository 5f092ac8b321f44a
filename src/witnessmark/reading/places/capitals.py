"""The capitalised words of a text, found once: names of places, persons and buildings all begin with one."""

import re
from dataclasses import dataclass

UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00deĀĂĄĆČĎĐĘĚĞİĽŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽ\u0400-\u042fҐ"
_WORD = re.compile(rf"[{UPPER}](?<![\w'’ʼ].)[\w'’ʼ\-]*")
"""What stands before is looked at after the capital: so the search goes from capital to capital."""
_BRIEF = frozenset(
    {
        "N",
        "S",
        "E",
        "W",
        "St",
        "Ft",
        "Mt",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Sgt",
        "Capt",
        "Lt",
        "Col",
        "Gen",
        "Maj",
        "Rev",
        "Prof",
    }
)
"""Words that are written with a full stop inside a name."""


@dataclass(slots=True, frozen=True)
class Capitals:
    """Parallel lists: where each capitalised word begins and ends, and the word, also where it is all capitals."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def joined(self, index: int) -> bool:
        """Whether only a blank, or a full stop that shortens it, parts the word from the next one."""
        if index + 1 >= len(self.starts):
            return False
        gap = self.starts[index + 1] - self.ends[index]
        if gap == 1:
            return self.text[self.ends[index]] == " "
        return gap == 2 and self.text.startswith(". ", self.ends[index]) and self.words[index] in _BRIEF


def capitals_in(text: str) -> Capitals:
    """Every capitalised word, in order. A word is cut neither at an apostrophe nor at a hyphen."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return Capitals(text, [a for a, _ in spans], [b for _, b in spans], [text[a:b] for a, b in spans])
