"""Where each rule of the reader stands: file and line in the data that people edit, or in the code.

``rules.yaml`` says for each form of name where to look and what the rule says. A rule of the code that is not listed
there is looked up by its name in the source itself and explained by the first sentence of its function.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_LOOSE = ("entry", "name")
"""Parts of a rule's name that may hold anything."""


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule stands. ``file`` is below ``witnessmark/reading``, ``line`` counts from 1; ``parts`` are the parts
    of its name; ``says`` finishes "because …" by language, with names of fields in braces."""

    rule: str
    file: str
    line: int
    parts: Mapping[str, str]
    says: Mapping[str, str]


@lru_cache(4096)
def find_rule(rule: str) -> RuleSource | None:
    """The source of the rule with that name; None for a name that no data and no code knows."""
    for row, pattern in _rows():
        match = pattern.fullmatch(rule)
        if match is None:
            continue
        parts = match.groupdict()
        file = row["file"].format(**parts)
        line = _line(file, row["key"].format(**parts) if row["key"] else "", parts.get("entry"))
        if line is None and file.endswith(".py"):
            file, line = _moved(file, row["key"].format(**parts))
        if line is not None:
            return RuleSource(rule, file, line, parts, {"en": row["en"], "uk": row["uk"]})
    return _in_code(rule)


@cache
def catalogue() -> dict[str, Any]:
    """``rules.yaml`` as it stands."""
    text = _folder().joinpath("rules.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)
    return data


def _folder() -> Traversable:
    return resources.files("witnessmark.reading")


@cache
def _rows() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    return tuple((row, _as_pattern(row["rule"])) for row in catalogue()["rules"])


def _as_pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    made = [re.escape(piece) if at % 2 == 0 else _part(piece) for at, piece in enumerate(pieces)]
    return re.compile("".join(made))


def _part(name: str) -> str:
    return f"(?P<{name}>.+)" if name in _LOOSE else f"(?P<{name}>[^ /:,]+)"


def _line(file: str, key: str, entry: str | None) -> int | None:
    """The line of an entry, or of the key that holds it; None where the file has no such key."""
    if not _folder().joinpath(file).is_file():
        return None
    if file.endswith(".yaml"):
        node = _descend(_composed(file), key)
        return None if node is None else _entry_line(node, entry) or node.start_mark.line + 1
    return _code_line(file, key)


@cache
def _composed(file: str) -> Any:
    """A data file as nodes, which know their lines."""
    return yaml.compose(_folder().joinpath(file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _descend(node: Any, key: str) -> Any:
    """The node at a way of keys; through a list by the ``id`` of its items."""
    for part in key.split("/") if key else ():
        node = next((value for name, value in _children(node) if name == part), None)
        if node is None:
            return None
    return node


def _children(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((name.value, value) for name, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            named = (
                {name.value: value.value for name, value in item.value} if isinstance(item, yaml.MappingNode) else {}
            )
            yield named.get("id", ""), item


def _entry_line(node: Any, entry: str | None) -> int | None:
    if entry is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        same = node.value in (entry, entry.strip()) or node.value.replace("~", "").replace("^", "") == entry
        return node.start_mark.line + 1 if same else None
    children = [value for _, value in _children(node)]
    return next((line for child in children if (line := _entry_line(child, entry)) is not None), None)


@cache
def _lines(file: str) -> tuple[str, ...]:
    return tuple(_folder().joinpath(file).read_text(encoding="utf-8").splitlines())


def _code_line(file: str, key: str) -> int | None:
    """The line that defines a name, or else that has the words; 1 for the file as a whole."""
    if not key:
        return 1
    defines = re.compile(rf"\s*(?:def|class) {re.escape(key)}\b|{re.escape(key)} =")
    for number, line in enumerate(_lines(file), 1):
        if defines.match(line) if key.isidentifier() else key in line:
            return number
    return None


def _moved(file: str, key: str) -> tuple[str, int | None]:
    """Where a name of the code is now, looked for near its old file first: a function may have been moved."""
    folder = file.rpartition("/")[0]
    for other in sorted(_code_files(), key=lambda way: not way.startswith(folder)):
        line = _code_line(other, key) if key else None
        if line is not None:
            return other, line
    return file, None


def _in_code(rule: str) -> RuleSource | None:
    """A rule that only the code names, by its literal or the beginning of it in a string with parts."""
    begins = rule[: max(rule.rfind("/"), rule.rfind("."), rule.find(":")) + 1]
    wanted = (f'"{rule}"', *((f'"{begins}{{',) if begins else ()))
    for file in _code_files():
        for number, line in enumerate(_lines(file), 1):
            if any(literal in line for literal in wanted):
                told = _told(file, number)
                return RuleSource(rule, file, number, {}, {"en": told, "uk": told} if told else {})
    return None


@cache
def _code_files() -> tuple[str, ...]:
    def below(folder: Traversable, way: str) -> Iterator[str]:
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_dir():
                yield from below(item, f"{way}{item.name}/")
            elif item.name.endswith(".py"):
                yield way + item.name

    return tuple(below(_folder(), ""))


def _told(file: str, line: int) -> str | None:
    """The first sentence of the docstring of the innermost function around a line."""
    tree = ast.parse("\n".join(_lines(file)))
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
        and (isinstance(node, ast.Module) or (node.lineno <= line <= (node.end_lineno or line)))
        and ast.get_docstring(node)
    ]
    if not around:
        return None
    inner = max(around, key=lambda node: getattr(node, "lineno", 0))
    sentence = " ".join((ast.get_docstring(inner) or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
    return "the code says: " + sentence.replace("{", "{{").replace("}", "}}")
