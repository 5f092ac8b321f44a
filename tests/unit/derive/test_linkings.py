"""Remembered linkings: the same as linking anew, sealed in a sealed case, and never a reason to fail."""

import random
import sqlite3
from pathlib import Path

import pytest

from tests.unit.incidents.test_relinking import a_document, unique
from witnessmark.derive import linkings
from witnessmark.derive.linkings import link_remembering
from witnessmark.evidence.case import Case
from witnessmark.incidents import link_claims
from witnessmark.model.claim import Claim


@pytest.fixture(params=[None, "a long passphrase for a test"])
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(linkings, "REMEMBER_FROM", 0)
    return Case.create(tmp_path / "case", "Oskil mission", "Olena Tkach", passphrase=request.param)


def some_claims(documents: int) -> list[Claim]:
    chance = random.Random(7)
    return [claim for n in range(documents) for claim in unique(a_document(chance, f"d{n}"))]


def test_what_is_remembered_gives_what_linking_anew_gives(case: Case) -> None:
    claims = some_claims(12)
    for count in (0, 20, len(claims), 30, len(claims)):
        assert tuple(link_remembering(case, claims[:count], {}, ())) == link_claims(claims[:count], {})


def test_a_damaged_cache_is_made_anew(case: Case) -> None:
    claims = some_claims(6)
    expected = tuple(link_remembering(case, claims, {}, ()))
    path = case.path / "derived" / "linking.sqlite"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE state SET value = x'00'")
    connection.close()
    assert tuple(link_remembering(case, claims, {}, ())) == expected
    path.write_bytes(b"no data base at all")
    assert tuple(link_remembering(case, claims, {}, ())) == expected


def test_a_sealed_case_shows_nothing_of_its_incidents(case: Case) -> None:
    claims = some_claims(6)
    link_remembering(case, claims, {}, ())
    stored = b"".join(path.read_bytes() for path in (case.path / "derived").glob("linking.sqlite*"))
    assert stored
    sealed = case.secrets.case_key() is not None
    assert sealed is (b"shelling" not in stored)
