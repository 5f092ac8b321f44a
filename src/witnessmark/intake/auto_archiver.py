"""Folders of Bellingcat's auto-archiver: the media that it saved, and its table of what it archived.

Its CSV database has a row an archived address with the columns ``status``, ``metadata`` and ``media``; the latter two
are Python values as ``repr`` writes them, with times as calls of ``datetime``. They are parsed, never run. Where the
database is not in the folder, the address is taken from the page that it made of each item.
"""

import ast
import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from witnessmark.intake.told import Received, Told, agrees

COLUMNS = ["status", "metadata", "media"]
_MADE_BY = re.compile(r'Made with\s+<a href="https://github\.com/bellingcat/auto-archiver">')
_TITLE = re.compile(r"<title>([^<]{0,4000})</title>")
_ROW = re.compile(
    r"<tr>\s{0,40}<td>([\w -]{1,60})</td>\s{0,40}<td>((?:(?!<tr|</td>).){0,4000})</td>\s{0,40}</tr>", re.DOTALL
)
"""Bounded: a page made for it would otherwise take hours."""
_TAG = re.compile(r"<[^>]*>")
_HASH = re.compile(r"(SHA-256|SHA3-512):([0-9a-fA-F]+)")
_ALGORITHM = {"SHA-256": "sha256", "SHA3-512": "sha3_512"}
_LARGEST = 64 << 20
_FIELDS = ("url", "original_url", "title", "timestamp", "_processed_at")
"""What is kept of an item, as it names them: address, title, when it was posted, when it was archived."""


def is_auto_archiver(folder: Path) -> bool:
    return bool(_databases(folder)) or any(_is_page(path) for path in _files(folder) if path.suffix == ".html")


def read_auto_archiver(folder: Path) -> Received:
    """Every file of the folder, with what the archiver wrote down of it: address, times, digests compared."""
    items = [item for database in _databases(folder) for item in _items(database)]
    by_name: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for fields, media in items:
        for key, digest in media:
            by_name[_name(key)] = (fields, digest)
    files, told = [], {}
    for path in _files(folder):
        files.append((path, path.relative_to(folder.parent).as_posix()))
        if path.name in by_name:
            told[path] = _told(path, *by_name.pop(path.name))
        elif path.suffix == ".html" and _is_page(path):
            told[path] = _told(path, _of_page(path), {})
    lacking = tuple((f"{folder.name}/{name}", "lacking") for name in sorted(by_name))
    return Received(kind="auto-archiver", files=tuple(files), told=told, lacking=lacking)


def _told(path: Path, fields: dict[str, str], digest: dict[str, str]) -> Told:
    verdict = agrees(path, digest)
    lines = [f"{name.strip('_')}: {fields[name]}" for name in _FIELDS if fields.get(name)]
    lines += [f"{algorithm}: {value}" for algorithm, value in digest.items()]
    return Told(
        event="archive-mismatch" if verdict is False else "archived-online",
        note="\n".join(["auto-archiver", *lines]),
        document_date=_day(fields.get("timestamp")),
        problem="not-as-listed" if verdict is False else None,
        detail="its bytes are not what the archiver wrote down" if verdict is False else None,
    )


def _day(time: str | None) -> str | None:
    try:
        return datetime.fromisoformat(time).date().isoformat() if time else None
    except ValueError:
        return None


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not any(parent.is_symlink() for parent in path.parents if parent.is_relative_to(folder))
    ]


def _name(key: str) -> str:
    """The last part of a path that any system wrote."""
    return PurePosixPath(PureWindowsPath(key).as_posix()).name


# the table


def _databases(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.suffix == ".csv" and _header(path) == COLUMNS]


def _header(path: Path) -> list[str]:
    with path.open("rb") as file:
        return file.readline(200).decode("utf-8", "replace").strip().split(",")


def _items(database: Path) -> Iterator[tuple[dict[str, str], list[tuple[str, dict[str, str]]]]]:
    """By row the fields of the item, and each of its files with its digest. A row that cannot be parsed is left out:
    the table itself is kept as a source."""
    if database.stat().st_size > _LARGEST:
        return
    csv.field_size_limit(_LARGEST)
    with database.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            try:
                metadata, media = _value(row["metadata"] or "{}"), _value(row["media"] or "[]")
                fields = {name: _as_text(metadata[name]) for name in _FIELDS if metadata.get(name) is not None}
                yield fields, [pair for each in media for pair in _media(each)]
            except (ValueError, TypeError, SyntaxError, KeyError, AttributeError, RecursionError, MemoryError):
                continue


def _media(each: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """A file and those that were made of it, such as thumbnails, which stand in its properties."""
    properties = each.get("properties") or {}
    match = _HASH.fullmatch(str(properties.get("hash") or ""))
    key = each.get("_key") or each.get("filename")
    if isinstance(key, str):
        yield key, {_ALGORITHM[match[1]]: match[2]} if match else {}
    for value in properties.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and "filename" in inner:
                yield from _media(inner)


def _value(text: str) -> Any:
    """A Python literal, with ``datetime.datetime(…)`` and its zones in it. Nothing else is ever called."""
    return _of(ast.parse(text.strip(), mode="eval").body)


def _of(node: ast.expr) -> Any:
    if isinstance(node, ast.Dict):
        return {_of(key): _of(value) for key, value in zip(node.keys, node.values, strict=True) if key is not None}
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_of(each) for each in node.elts]
    if isinstance(node, ast.Call):
        numbers = [_of(each) for each in node.args]
        named = {each.arg: _of(each.value) for each in node.keywords if each.arg}
        match ast.unparse(node.func):
            case "datetime.datetime":
                return datetime(*numbers, **named)  # noqa: DTZ001 - with the zone that stands there, or none
            case "datetime.timedelta":
                return timedelta(*numbers, **named)
            case "datetime.timezone":
                return timezone(*numbers)
        raise ValueError("a call of something else")
    if isinstance(node, ast.Attribute) and ast.unparse(node) == "datetime.timezone.utc":
        return UTC
    return ast.literal_eval(node)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


# the page


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64_000))
        return _MADE_BY.search(file.read().decode("utf-8", "replace")) is not None


def _of_page(path: Path) -> dict[str, str]:
    """The fields that the table at the end of an item's page gives."""
    text = path.read_bytes()[:_LARGEST].decode("utf-8", "replace")
    fields = {name: unescape(_TAG.sub("", value)).strip() for name, value in _ROW.findall(text) if name in _FIELDS}
    title = _TITLE.search(text)
    if title and "url" not in fields:
        fields["url"] = unescape(title[1]).strip()
    return {name: value for name, value in fields.items() if value and value != "None"}
