"""The search index of a case: every passage of every document, except what is sealed.

A passage (a paragraph, or a line of a transcript) with a claim of a sealed act is never put into the index. The index
may be deleted at any time; it is brought up to date at each search. In a sealed case it is one sealed file, which is
opened in memory alone.
"""

import contextlib
import re
import sqlite3
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.sealed_values import ValueSealer
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


def search(file: CaseFile, case: Case, words: str, limit: int = 50) -> list[Found]:
    """The passages that hold all the words, or words beginning with them, best first. Raises ``BadQuery``."""
    terms = [word.replace("'", "’").replace("ʼ", "’") for word in _WORD.findall(words)]
    if not terms:
        raise BadQuery("write a word to search for")
    query = " ".join(f'"{term}"*' for term in terms)
    connection = _up_to_date(file, case)
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


def _up_to_date(file: CaseFile, case: Case) -> sqlite3.Connection:
    """The index with exactly the documents of the case in their present reading."""
    folder = case.path / "derived"
    folder.mkdir(exist_ok=True)
    case_key = case.secrets.case_key()
    if case_key is None:
        return _brought_up(file, _open(folder / "search.sqlite"))[0]
    image, sealer = folder / "search.sealed", ValueSealer(case_key, "search")
    connection, changed = _brought_up(file, _load(image, sealer))
    if changed:
        with contextlib.suppress(OSError):  # a folder that cannot be written to can still be searched
            files.write_whole(image, sealer.seal(connection.serialize(), "search"), durable=False)
    return connection


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _prepare(sqlite3.connect(path))
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _prepare(sqlite3.connect(path))


def _load(image: Path, sealer: ValueSealer) -> sqlite3.Connection:
    """The sealed index, opened in memory alone; an empty one when there is none that opens."""
    connection = sqlite3.connect(":memory:")
    try:
        data = sealer.open(image.read_bytes(), "search")
        if data is not None:
            connection.deserialize(data)
        return _prepare(connection)
    except (OSError, sqlite3.DatabaseError):
        return _prepare(sqlite3.connect(":memory:"))


def _brought_up(file: CaseFile, connection: sqlite3.Connection) -> tuple[sqlite3.Connection, bool]:
    """The index with what was missing, and whether anything was."""
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
    return connection, present != wanted


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
