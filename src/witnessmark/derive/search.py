"""The search index of a case: every passage of every document, except what is sealed.

A passage (a paragraph, or a line of a transcript) with a claim of a sealed act is never put into the index. The index
may be deleted at any time; it is brought up to date at each search.
"""

import re
import sqlite3
from pathlib import Path

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseDocument, CaseFile

_WORD = re.compile(r"[\w'’ʼ]+")
_LINE = re.compile(r"[^\n]+")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that holds the words: where it stands, and its text."""

    document: str
    start: int
    end: int
    text: str


class BadQuery(ValueError):  # noqa: N818 - an answer, not an error of the program
    """There is no word in the query."""


def search(file: CaseFile, folder: Path, words: str, limit: int = 50) -> list[Found]:
    """The passages that hold all the words, or words beginning with them, best first. Raises ``BadQuery``."""
    terms = [word.replace("'", "’").replace("ʼ", "’") for word in _WORD.findall(words)]
    if not terms:
        raise BadQuery("write a word to search for")
    query = " ".join(f'"{term}"*' for term in terms)
    connection = _up_to_date(file, folder)
    try:
        rows = connection.execute(
            "SELECT document, start, end FROM passages WHERE passages MATCH ? ORDER BY rank, rowid LIMIT ?",
            [query, limit],
        ).fetchall()
    finally:
        connection.close()
    return [
        Found(document=document, start=start, end=end, text=file.documents[document].document.text[start:end])
        for document, start, end in rows
    ]


def _up_to_date(file: CaseFile, folder: Path) -> sqlite3.Connection:
    """The index with exactly the documents of the case in their present reading."""
    folder.mkdir(exist_ok=True)
    path = folder / "search.sqlite"
    try:
        connection = _prepare(sqlite3.connect(path))
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        connection = _prepare(sqlite3.connect(path))
    sealed = _sealed(file)
    wanted = {
        (name, f"{document.record.reader} {sorted(sealed.get(name, ()))}") for name, document in file.documents.items()
    }
    present = set(connection.execute("SELECT document, state FROM indexed"))
    with connection:
        for name, state in present - wanted:
            connection.execute("DELETE FROM passages WHERE document = ?", [name])
            connection.execute("DELETE FROM indexed WHERE document = ? AND state = ?", [name, state])
        for name, state in wanted - present:
            _insert(connection, file.documents[name], sealed.get(name, []))
            connection.execute("INSERT INTO indexed VALUES (?, ?)", [name, state])
    return connection


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5"
        '(text, document UNINDEXED, start UNINDEXED, end UNINDEXED, tokenize = "unicode61 remove_diacritics 0")'
    )
    connection.execute("CREATE TABLE IF NOT EXISTS indexed (document TEXT PRIMARY KEY, state TEXT)")
    return connection


def _sealed(file: CaseFile) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for claim in file.claims.values():
        if taxonomy()[claim.act].sealed:
            found.setdefault(claim.document, []).append((claim.span.start, claim.span.end))
    return found


def _insert(connection: sqlite3.Connection, document: CaseDocument, sealed: list[tuple[int, int]]) -> None:
    for line in _LINE.finditer(document.document.text):
        if any(start < line.end() and line.start() < end for start, end in sealed):
            continue
        text = line.group().replace("'", "’").replace("ʼ", "’")
        connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", [text, document.id, line.start(), line.end()])
