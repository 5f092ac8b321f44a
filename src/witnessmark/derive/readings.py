"""What the reader said about each document, remembered so that it is asked only once.

A cache: keyed by document, by the document's date (which a user may correct) and by the reader's own identity, so that
a new reader reads again. Deleting it loses nothing. In a sealed case each reading is sealed under a key of the case.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from witnessmark.derive.caching import open_cache
from witnessmark.derive.gazetteers import CaseReader
from witnessmark.evidence.case import Case
from witnessmark.evidence.sealed_values import ValueSealer
from witnessmark.evidence.state import State
from witnessmark.model.case import Document
from witnessmark.model.record import ReadingInput, ReadingRecord

_decoder = msgspec.json.Decoder(ReadingRecord)
_encoder = msgspec.json.Encoder()


class Readings:
    """The remembered readings of one case. Use as a context manager: leaving it writes what is new. ``state`` is that
    of the case, where it is known already."""

    def __init__(self, case: Case, state: State | None = None) -> None:
        folder = case.path / "derived"
        folder.mkdir(exist_ok=True)
        case_key = case.secrets.case_key()
        self._sealer = ValueSealer(case_key, "readings") if case_key else None
        self._connection = open_cache(
            folder / "readings.sqlite",
            "readings (document TEXT, date TEXT, reader TEXT, record BLOB, PRIMARY KEY (document, date, reader))"
            " WITHOUT ROWID",
        )
        self._reader = CaseReader(case, state)

    def __enter__(self) -> "Readings":
        return self

    def __exit__(self, *failure: object) -> None:
        self._connection.commit()
        self._connection.close()

    def commit(self) -> None:
        self._connection.commit()

    def of_all(self, documents: Mapping[str, tuple[Document, str | None]]) -> Iterator[tuple[str, ReadingRecord]]:
        """The readings of many documents, in their order."""
        known = self._known(documents)
        for name, (document, date) in documents.items():
            found = self._opened(name, known.get((name, self._date(date))))
            yield name, _decoder.decode(found) if found else self._read(name, document, date)

    def _opened(self, name: str, found: bytes | None) -> bytes | None:
        return self._sealer.open(found, f"{name} {self._reader.id}") if found and self._sealer else found

    def _date(self, date: str | None) -> str:
        """The document's date as a column holds it: in a sealed case not the date itself."""
        return self._sealer.name(date or "") if self._sealer else date or ""

    def _known(self, names: Iterable[str]) -> dict[tuple[str, str], bytes]:
        wanted = list(names)
        marks = ",".join("?" * len(wanted))
        if len(wanted) > 500:
            rows = self._connection.execute(
                "SELECT document, date, record FROM readings WHERE reader = ?", [self._reader.id]
            )
        else:
            rows = self._connection.execute(
                f"SELECT document, date, record FROM readings WHERE reader = ? AND document IN ({marks})",
                [self._reader.id, *wanted],
            )
        return {(document, date): record for document, date, record in rows}

    def _read(self, name: str, document: Document, date: str | None) -> ReadingRecord:
        given = ReadingInput(id=name, text=document.text, language=document.language, date=date)
        record = self._reader.reader.read(given)
        value = _encoder.encode(record)
        if self._sealer:
            value = self._sealer.seal(value, f"{name} {self._reader.id}")
        row = [name, self._date(date), self._reader.id, value]
        self._connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", row)
        return record
