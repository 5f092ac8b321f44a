"""Remembered linkings: the same as linking anew, sealed in a sealed case, and never a reason to fail."""

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from tests.unit.incidents.test_relinking import a_document, some_constraints, unique
from witnessmark.derive import linkings
from witnessmark.derive.linkings import link_remembering
from witnessmark.evidence.case import Case
from witnessmark.incidents import link_claims, relinking
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


def test_documents_that_come_go_and_change_with_what_people_say(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relinking, "MOST_ANEW", 100.0)
    chance = random.Random(11)
    here = {f"d{n}": unique(a_document(chance, f"d{n}")) for n in range(9)}
    for _ in range(12):
        name = f"d{chance.randrange(12)}"
        if name in here and chance.random() < 0.5:
            del here[name]
        else:
            here[name] = unique(a_document(chance, name))
        claims = [claim for each in sorted(here) for claim in here[each]]
        constraints = some_constraints(chance, claims)
        assert tuple(link_remembering(case, claims, {}, constraints)) == link_claims(claims, {}, constraints)


def test_what_another_program_wrote_in_between_is_not_mixed_with_ours(case: Case) -> None:
    claims = some_claims(12)
    link_remembering(case, claims[:20], {}, ())
    slow = linkings.Linkings(case)
    ours = slow.brought_up(claims[:20], {}, ())
    link_remembering(case, claims[5:], {}, ())
    assert slow.incidents(ours) == link_claims(claims[:20], {})
    slow.close()
    assert tuple(link_remembering(case, claims[5:], {}, ())) == link_claims(claims[5:], {})


@pytest.mark.parametrize("table", ["parts", "incidents"])
def test_a_part_that_is_missing_or_damaged_is_made_anew(case: Case, table: str) -> None:
    claims = some_claims(12)
    expected = link_claims(claims, {})
    for harm in (f"DELETE FROM {table}", f"UPDATE {table} SET value = x'00'"):
        link_remembering(case, claims[:-1], {}, ())
        with contextlib.closing(sqlite3.connect(case.path / "derived" / "linking.sqlite")) as connection, connection:
            connection.execute(harm)
        assert tuple(link_remembering(case, claims, {}, ())) == expected
        assert tuple(link_remembering(case, claims, {}, ())) == expected


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
