"""How the claims of a case were linked, remembered so that a new document is linked without the rest.

A cache, as ``readings`` is: keyed by the linker's own identity, so that a new linker links anew. Deleting it loses
nothing. In a sealed case every value is sealed under a key of the case. Rows and links are kept in parts, incidents one
by one: only what a change touches is read and written.
"""

import contextlib
import hashlib
import sqlite3
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from witnessmark import __version__
from witnessmark.derive.caching import open_cache
from witnessmark.evidence.case import Case
from witnessmark.evidence.sealed_values import ValueSealer
from witnessmark.incidents.blocks import ROW
from witnessmark.incidents.relinking import LINK_ROW, link_anew, relink
from witnessmark.incidents.remembered import KeptIncidents, Remembered
from witnessmark.incidents.sorted_rows import PARTS, SortedRows
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident
from witnessmark.model.many_objects import uncollected

REMEMBER_FROM = 500
"""With fewer claims linking is quicker than remembering."""


class _State(msgspec.Struct, frozen=True, array_like=True):
    """What of a linking is read each time: see ``Remembered``. ``firsts`` as unsigned numbers of four bytes."""

    order: bytes
    prints: dict[str, bytes]
    constraints: tuple[Constraint, ...]
    firsts: bytes


class _DamagedError(Exception):
    """A value that the cache should have is not there, or is not what was written."""


_STATE = "state"
_encode = msgspec.msgpack.Encoder().encode
_state_of = msgspec.msgpack.Decoder(_State).decode
_incident_of = msgspec.msgpack.Decoder(Incident).decode


def link_remembering(
    case: Case, claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint]
) -> Sequence[Incident]:
    """What ``link_claims`` gives, at the cost of what is new since the last time, and of reading the incidents."""
    if len(claims) < REMEMBER_FROM:
        from witnessmark.incidents import link_claims

        return link_claims(claims, texts, constraints)
    with contextlib.closing(Linkings(case)) as linkings, uncollected():
        try:
            return linkings.incidents(linkings.brought_up(claims, texts, constraints))
        except (_DamagedError, sqlite3.Error):
            return linkings.anew(claims, texts, constraints).incidents


@cache
def linker_id() -> str:
    """Version and digest of the linker, its data and its program: equal ids link equally."""
    digest = hashlib.sha256(__version__.encode())
    package = resources.files("witnessmark.incidents")
    for folder, ending in ((package, ".py"), (package / "tables", ".json")):
        for item in sorted(folder.iterdir(), key=lambda each: each.name):
            if item.name.endswith(ending):
                digest.update(item.name.encode() + item.read_bytes())
    return digest.hexdigest()[:32]


class Linkings:
    """The cache of one case. One reading and the writing after it are one transaction: what another program wrote in
    between is never mixed with it."""

    def __init__(self, case: Case) -> None:
        folder = case.path / "derived"
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        key = case.secrets.case_key()
        self._sealer = ValueSealer(key, "linking") if key else None
        self._connection = open_cache(
            folder / "linking.sqlite",
            "state (linker TEXT PRIMARY KEY, value BLOB)",
            "parts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
            "incidents (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
        )
        self._connection.isolation_level = None
        self._read_before: dict[str, bytes] = {}
        """Incidents as they are kept, by their name here, once all were read."""
        self._whole = True
        """Whether everything that was to be written was."""

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("COMMIT" if self._whole else "ROLLBACK")
        self._connection.close()

    def brought_up(
        self, claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint]
    ) -> Remembered:
        """The linking of these claims; the cache is brought up to it when it is closed."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("BEGIN")
        before = self._state()
        if before is None:
            return self.anew(claims, texts, constraints)
        after = relink(before, claims, texts, constraints)
        if after is not before:
            self._write(after, anew=after.kept.all_came)
        return after

    def anew(self, claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint]) -> Remembered:
        after = link_anew(claims, texts, constraints)
        self._write(after, anew=True)
        return after

    def incidents(self, linking: Remembered) -> tuple[Incident, ...]:
        """All incidents of a linking: those that the change did not touch are read here."""
        self._read_before = dict(self._connection.execute("SELECT name, value FROM incidents"))
        return linking.incidents

    def _state(self) -> Remembered | None:
        """The last linking, if it is there and by this linker. Its rows and incidents are read when asked for."""
        rows = self._connection.execute("SELECT value FROM state WHERE linker = ?", [linker_id()]).fetchall()
        try:
            found = _state_of(self._opened(_STATE, rows[0][0])) if rows else None
        except (_DamagedError, msgspec.DecodeError):
            return None
        if found is None:
            return None
        return Remembered(
            order=found.order,
            prints=found.prints,
            rows=self._rows("rows", ROW),
            links=self._rows("links", LINK_ROW),
            constraints=found.constraints,
            firsts=_numbers(found.firsts),
            kept=KeptIncidents({}, self._incident),
        )

    def _rows(self, kind: str, width: int) -> SortedRows:
        def read(number: int) -> bytes:
            name = f"{kind} {number}"
            rows = self._connection.execute("SELECT value FROM parts WHERE name = ?", [name]).fetchall()
            if not rows:
                raise _DamagedError
            return self._opened(name, rows[0][0])

        return SortedRows(width, [None] * PARTS, read)

    def _incident(self, first: bytes) -> Incident:
        name = self._name(first)
        value = self._read_before.get(name)
        if value is None:
            rows = self._connection.execute("SELECT value FROM incidents WHERE name = ?", [name]).fetchall()
            if not rows:
                raise _DamagedError
            value = rows[0][0]
        try:
            return _incident_of(self._opened(name, value))
        except msgspec.DecodeError:
            raise _DamagedError from None

    def _write(self, after: Remembered, *, anew: bool) -> None:
        """Keep what changed. A folder that cannot be written to is no reason to stop."""
        gone = [[self._name(first)] for first in after.kept.went]
        came = [self._incident_row(first, one) for first, one in after.kept.came.items()]
        parts = [
            (f"{kind} {number}", self._sealed(f"{kind} {number}", rows.numbered(number)))
            for kind, rows in (("rows", after.rows), ("links", after.links))
            for number in rows.changed
        ]
        state = _encode(_State(after.order, after.prints, after.constraints, _bytes_of(after.firsts)))
        try:
            for table in ("state", "parts", "incidents") if anew else ("state",):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.executemany("DELETE FROM incidents WHERE name = ?", gone)
            self._connection.executemany("INSERT OR REPLACE INTO incidents VALUES (?, ?)", came)
            self._connection.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?)", parts)
            self._connection.execute("INSERT INTO state VALUES (?, ?)", [linker_id(), self._sealed(_STATE, state)])
        except sqlite3.Error:
            self._whole = False

    def _incident_row(self, first: bytes, incident: Incident) -> tuple[str, bytes]:
        name = self._name(first)
        return name, self._sealed(name, _encode(incident))

    def _name(self, first: bytes) -> str:
        return self._sealer.name(first.hex()) if self._sealer else first.hex()

    def _sealed(self, name: str, value: bytes) -> bytes:
        return self._sealer.seal(value, f"{name} {linker_id()}") if self._sealer else value

    def _opened(self, name: str, value: bytes) -> bytes:
        plain = self._sealer.open(value, f"{name} {linker_id()}") if self._sealer else value
        if plain is None:
            raise _DamagedError
        return plain


def _bytes_of(numbers: "array[int]") -> bytes:
    """Four bytes each, the least first."""
    return (numbers if sys.byteorder == "little" else _turned(numbers)).tobytes()


def _numbers(stored: bytes) -> "array[int]":
    numbers = array("I", stored)
    return numbers if sys.byteorder == "little" else _turned(numbers)


def _turned(numbers: "array[int]") -> "array[int]":
    turned = numbers[:]
    turned.byteswap()
    return turned
