"""A protected name that slipped into a dossier is found by the scan that every release passes, wherever it stands."""

from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from witnessmark.model.release import Release
from witnessmark.protection.forms import protect
from witnessmark.protection.scan import scan
from witnessmark.publish.dossier.build import write_dossier

PROTECTED = protect({"a": ("Степан Грицай",)})
FIRST = ("title", "notice")


def planted(release: Release, kind: str, name: str) -> Release:
    """The release with the name in one place: a field of its own, or a field of its first document, claim and so on."""
    if kind in FIRST:
        return msgspec.structs.replace(release, **{kind: f"By {name}"})
    where, field = kind.split(".")
    things = list(getattr(release, where))
    things = [msgspec.structs.replace(thing, **{field: f"By {name}"}) for thing in things]
    return msgspec.structs.replace(release, **{where: tuple(things)})


@pytest.fixture(scope="module")
def small(sample: ModuleType) -> Release:
    """A release without much to print, and nothing that the scan would find."""
    release = sample.sample_release()
    documents = release.documents[:1]
    claims = tuple(
        msgspec.structs.replace(claim, said_by_kind="person")
        for claim in release.claims[:9]
        if claim.document == documents[0].id
    )
    kept = {claim.incident for claim in claims}
    return msgspec.structs.replace(
        release, documents=documents, claims=claims, matrices=(),
        incidents=tuple(incident for incident in release.incidents if incident.id in kept),
    )  # type: ignore[no-any-return]  # fmt: skip


def test_nothing_is_found_in_what_may_be_printed(small: Release, tmp_path: Path) -> None:
    write_dossier(small, tmp_path / "dossier.pdf", "en")
    assert not scan(tmp_path, PROTECTED)


PLACES = (
    *FIRST, "documents.title", "documents.notice", "claims.quote", "claims.said_by", "claims.date_words", "places.name",
    "actors.label", "actors.resolved", "sources.label", "sources.file_name", "custody.source",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"), [*((kind, "Грицаєм") for kind in PLACES), ("claims.quote", "Hrytsai"), ("claims.quote", "ГРИЦАЙ")]
)
def test_a_protected_name_fails_the_dossier(small: Release, tmp_path: Path, kind: str, name: str) -> None:
    write_dossier(planted(small, kind, name), tmp_path / "dossier.pdf", "en")
    assert {hit.file for hit in scan(tmp_path, PROTECTED)} == {"dossier.pdf"}


def test_it_is_found_in_bookmarks_and_metadata_and_on_maps_too(small: Release, tmp_path: Path) -> None:
    """Beside the text of the pages: what a reader of the file itself would see."""
    write_dossier(planted(small, "title", "Hrytsai"), tmp_path / "title.pdf", "en")
    write_dossier(planted(small, "documents.title", "Hrytsai"), tmp_path / "bookmark.pdf", "en")
    write_dossier(planted(small, "places.name", "Hrytsai"), tmp_path / "map.pdf", "en")
    how = {(hit.file, hit.how) for hit in scan(tmp_path, PROTECTED)}
    assert ("title.pdf", "pdf-metadata") in how and ("bookmark.pdf", "pdf-outline") in how
    assert ("map.pdf", "pdf-strings") in how  # the words for who cannot see the map
