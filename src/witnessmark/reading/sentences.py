"""Where sentences begin and end, in English, Ukrainian and Russian."""

import re

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen col lt sgt capt maj st no vs etc e.g i.e u.s u.k a.m p.m jan feb mar apr jun jul aug sep sept
    oct nov dec inc ltd co corp dept rev hon sen rep gov м с вул обл р н ім смт т п ст пров бул просп кв буд тис млн млрд
    ул г пос стр руб коп им д гг рр""".split()
)
_BREAK = re.compile(r"(?:[.!?…]+[»”\"'’)\]]*)(?=\s)|\n\s*\n|\n(?=\s*[-–—•*]\s)|\n")


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Half-open bounds of the sentences, without the blanks around them. A line break always ends a sentence."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.group()[0] == "." and _continues(text, match):
            continue
        _add(bounds, text, start, match.end())
        start = match.end()
    _add(bounds, text, start, len(text))
    return bounds


def _continues(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial, or the next word goes on in lower case."""
    before = re.search(r"[\w.]+$", text[max(0, match.start() - 12) : match.start()])
    word = before.group().lower() if before else ""
    after = text[match.end() : match.end() + 3].lstrip()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return True
    return bool(after) and after[0].islower()


def _add(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        start += len(piece) - len(piece.lstrip())
        bounds.append((start, start + len(inner)))
