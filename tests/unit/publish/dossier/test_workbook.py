"""The matrix as a spreadsheet, read back by an independent reader."""

import re
import zipfile
from io import BytesIO
from types import ModuleType
from typing import Any

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from tests.unit.publish.dossier.rich import FORMULA, rich_release
from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import edition_of
from witnessmark.publish.dossier.workbook import MOST, workbook


@pytest.fixture(scope="module")
def rich(sample: ModuleType) -> Release:
    return rich_release(sample)


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_it_has_every_cell_of_the_matrix_with_the_numbers_of_the_dossier(rich: Release) -> None:
    edition = edition_of(rich, "en")
    made = sheets(workbook(edition))
    assert list(made) == ["Matrix", "Claims", "Incidents", "Exhibits", "Questions", "Situations"]
    elements = [e for m in rich.matrices for f in m.findings for e in f.elements]
    assert len(made["Matrix"]) == 1 + len(elements)
    named = {number for row in made["Matrix"][1:] for cell in row[11:14] for number in str(cell).split(", ") if number}
    assert named and named <= {row[0] for row in made["Claims"][1:]}
    by_number = {row[0]: row for row in made["Claims"][1:]}
    for claim in rich.claims:
        row = by_number[edition.claim_number[claim.id]]
        assert row[3] == claim.quote and (row[14], row[15]) == (claim.start, claim.end) and row[-1] == claim.id
    assert {row[0]: row[7] for row in made["Exhibits"][1:]} == {s.label: s.sha256 for s in rich.sources}
    assert made["Questions"][1][0].startswith("Q") and made["Questions"][1][4]


def test_ukrainian_heads(rich: Release) -> None:
    made = sheets(workbook(edition_of(rich, "uk")))
    assert next(iter(made)) == "Елементи права" and made["Твердження"][0][3] == "Точні слова"


def test_no_cell_is_a_formula_and_none_is_lost_for_its_length(rich: Release) -> None:
    claims = (
        msgspec.structs.replace(rich.claims[0], quote=FORMULA),
        msgspec.structs.replace(rich.claims[1], quote="x" * 40_000),
        *rich.claims[2:],
    )
    data = workbook(edition_of(msgspec.structs.replace(rich, claims=claims), "en"))
    archive = zipfile.ZipFile(BytesIO(data))
    raw = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
    assert b"<f>" not in raw and b"<hyperlink" not in raw
    said = [row[3] for row in sheets(data)["Claims"]]
    assert FORMULA in said and "x" * MOST + "…" in said


def test_heads_stay_in_sight_and_rows_can_be_filtered(rich: Release) -> None:
    archive = zipfile.ZipFile(BytesIO(workbook(edition_of(rich, "en"))))
    for name in archive.namelist():
        if re.fullmatch(r"xl/worksheets/sheet\d\.xml", name):
            raw = archive.read(name)
            assert b'state="frozen"' in raw and b"<autoFilter" in raw


def test_the_same_release_gives_the_same_bytes(rich: Release) -> None:
    assert workbook(edition_of(rich, "uk")) == workbook(edition_of(rich, "uk"))
