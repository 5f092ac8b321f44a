"""Plain blocks that parts of a dossier are built of: paragraphs, headings, tables, pairs, lists, forms. Templates and
the word-processing edition show the same blocks.

A run of text is a string, or words with a look or a target; a line is a sequence of runs.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Run = str | dict[str, Any]
Line = Run | Sequence[Run]
Block = dict[str, Any]
BREAK: Run = {"break": True}


def go(text: str, to: str | None) -> Run:
    """Words that lead to an anchor, if it is printed."""
    return {"text": text, "to": to} if to else text


def strong(text: str) -> Run:
    return {"text": text, "look": "strong"}


def quiet(text: str) -> Run:
    return {"text": text, "look": "quiet"}


def code(text: str) -> Run:
    """A digest, an id, an address: in letters of one width."""
    return {"text": text, "look": "code"}


def target(name: str) -> Run:
    """An anchor of its own, without words."""
    return {"anchor": name}


def runs(line: Line) -> list[Run]:
    return [line] if isinstance(line, str | dict) else list(line)


def lines(parts: Iterable[Line]) -> list[Run]:
    """Several lines of one cell."""
    found: list[Run] = []
    for part in parts:
        if found:
            found.append(BREAK)
        found += runs(part)
    return found


def plain(line: Line) -> str:
    """The words of a line without their looks."""
    return "".join(run if isinstance(run, str) else run.get("text", " ") for run in runs(line))


def joined(parts: Iterable[Line], between: str = ", ") -> list[Run]:
    found: list[Run] = []
    for part in parts:
        if found:
            found.append(between)
        found += runs(part)
    return found


def par(*line: Run, sticky: bool = False) -> Block:
    return {"is": "par", "runs": list(line), "sticky": sticky}


def head(text: str, anchor: str | None = None, level: int = 2) -> Block:
    return {"is": "head", "text": text, "level": level} | ({"anchor": anchor} if anchor else {})


def note(*line: Run) -> Block:
    return {"is": "note", "runs": list(line)}


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Line]], widths: Sequence[int], numeric: Sequence[int] = ()
) -> Block:
    """``widths`` are percent; ``numeric`` the columns that are set to the right."""
    return {
        "is": "table",
        "heads": list(heads),
        "rows": [[runs(cell) for cell in row] for row in rows],
        "widths": list(widths),
        "numeric": list(numeric),
    }


def pairs(rows: Iterable[tuple[str, Line]]) -> Block:
    return {"is": "pairs", "rows": [[name, runs(value)] for name, value in rows]}


def bullets(items: Iterable[Line]) -> Block:
    return {"is": "list", "items": [runs(item) for item in items]}


def commands(*typed: str) -> Block:
    return {"is": "commands", "lines": list(typed)}


def form(names: Sequence[str]) -> Block:
    """Lines for somebody to fill in by hand."""
    return {"is": "form", "names": list(names)}
