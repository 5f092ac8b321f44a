"""How the claims of a case were linked, remembered so that a new document is linked without the rest.

A cache, as ``readings`` is: keyed by the linker's own identity, so that a new linker links anew. Deleting it loses
nothing. In a sealed case every value is sealed under a key of the case. Incidents are kept one by one, so that only
those that changed are written.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from witnessmark import __version__
from witnessmark.derive.caching import open_cache
from witnessmark.evidence.case import Case
from witnessmark.evidence.sealed_values import ValueSealer
from witnessmark.incidents.relinking import Remembered, in_order, link_anew, relink
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

REMEMBER_FROM = 500
"""With fewer claims linking is quicker than remembering."""

_STATE = "state"
_encode = msgspec.msgpack.Encoder().encode
_state_of = msgspec.msgpack.Decoder(Remembered).decode
_incident_of = msgspec.msgpack.Decoder(Incident).decode


def link_remembering(
    case: Case, claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint]
) -> Sequence[Incident]:
    """What ``link_claims`` gives, at the cost of what is new since the last time."""
    if len(claims) < REMEMBER_FROM:
        from witnessmark.incidents import link_claims

        return link_claims(claims, texts, constraints)
    with contextlib.closing(_Linkings(case)) as linkings:
        before = linkings.read()
        after = relink(before, claims, texts, constraints) if before else link_anew(claims, texts, constraints)
        if after is not before:
            linkings.write(after, before)
    return after.incidents


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


class _Linkings:
    """The cache of one case."""

    def __init__(self, case: Case) -> None:
        folder = case.path / "derived"
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        key = case.secrets.case_key()
        self._sealer = ValueSealer(key, "linking") if key else None
        self._connection = open_cache(
            folder / "linking.sqlite",
            "state (linker TEXT PRIMARY KEY, value BLOB)",
            "incidents (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
        )

    def close(self) -> None:
        self._connection.close()

    def read(self) -> Remembered | None:
        """The last linking, if it is there in whole and by this linker."""
        rows = self._connection.execute("SELECT value FROM state WHERE linker = ?", [linker_id()]).fetchall()
        state = self._opened(_STATE, rows[0][0]) if rows else None
        if state is None:
            return None
        incidents = []
        for name, value in self._connection.execute("SELECT name, value FROM incidents"):
            plain = self._opened(name, value)
            if plain is None:
                return None
            incidents.append(_incident_of(plain))
        try:
            found = _state_of(state)
        except msgspec.DecodeError:
            return None
        return msgspec.structs.replace(found, incidents=in_order(incidents, found.order))

    def write(self, after: Remembered, before: Remembered | None) -> None:
        """Keep a linking in place of the one before. A folder that cannot be written to is no reason to stop."""
        known = {one.id: one for one in before.incidents} if before else {}
        here = {one.id for one in after.incidents}
        gone = [[self._name(name)] for name in known if name not in here]
        rows = [self._row(one) for one in after.incidents if known.get(one.id) is not one]
        bare = self._sealed(_STATE, _encode(msgspec.structs.replace(after, incidents=())))
        with contextlib.suppress(sqlite3.Error), self._connection:
            if before is None:
                self._connection.execute("DELETE FROM incidents")
            self._connection.executemany("DELETE FROM incidents WHERE name = ?", gone)
            self._connection.executemany("INSERT OR REPLACE INTO incidents VALUES (?, ?)", rows)
            self._connection.execute("DELETE FROM state")
            self._connection.execute("INSERT INTO state VALUES (?, ?)", [linker_id(), bare])

    def _row(self, incident: Incident) -> tuple[str, bytes]:
        name = self._name(incident.id)
        return name, self._sealed(name, _encode(incident))

    def _name(self, word: str) -> str:
        return self._sealer.name(word) if self._sealer else word

    def _sealed(self, name: str, value: bytes) -> bytes:
        return self._sealer.seal(value, f"{name} {linker_id()}") if self._sealer else value

    def _opened(self, name: str, value: bytes) -> bytes | None:
        return self._sealer.open(value, f"{name} {linker_id()}") if self._sealer else value
