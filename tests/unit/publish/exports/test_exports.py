"""Each export opens in a reader of its format, says what the release says, and is the same bytes again."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from tests.unit.publish.exports.test_generated import DATA
from tests.unit.publish.site.sample import sample_release
from witnessmark.publish.exports import write_export

RELEASE = sample_release()


@pytest.mark.parametrize("name", DATA)
def test_same_release_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write_export(RELEASE, folder, name)
    files = sorted(file.relative_to(tmp_path / "a") for file in (tmp_path / "a").rglob("*") if file.is_file())
    assert files
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)


def test_kml_has_an_area_for_every_placed_incident(tmp_path: Path) -> None:
    write_export(RELEASE, tmp_path, "kml")
    root = ElementTree.parse(tmp_path / "incidents.kml").getroot()
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert len(root.findall(".//k:Placemark", space)) == len(RELEASE.incidents)
    placed = {place.id for place in RELEASE.places if place.lat is not None}
    assert len(root.findall(".//k:Polygon", space)) == sum(1 for i in RELEASE.incidents if i.place in placed)
    assert not root.findall(".//k:Point", space), "a centroid is never drawn as a point"


def test_workbook_holds_every_claim_and_no_formula(tmp_path: Path) -> None:
    write_export(RELEASE, tmp_path, "xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "case.xlsx"))
    rows = book.get_sheet_by_name("Claims").to_python()
    assert [row[0] for row in rows[1:]] == [claim.id for claim in RELEASE.claims]
    assert [row[5] for row in rows[1:]] == [claim.quote for claim in RELEASE.claims]


def test_geojson_has_null_for_an_unknown_place(tmp_path: Path) -> None:
    write_export(RELEASE, tmp_path, "geojson")
    features = json.loads((tmp_path / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    for feature, incident in zip(features, RELEASE.incidents, strict=True):
        assert (feature["geometry"] is None) or incident.place is not None
        assert feature["geometry"] is None or feature["geometry"]["coordinates"][0][0] != [0, 0]


def test_a_format_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_export(RELEASE, tmp_path, "shapefile")
