"""A user's own gazetteer: every form that is read, what it adds, and errors that name the line."""

import zipfile
from pathlib import Path

import pytest

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.own_gazetteer import OwnGazetteer, OwnGazetteerError, OwnPlace, read_gazetteer
from witnessmark.reading.places.reader import PlaceReader

_DUMP = "900001\tVarenhof\tVarenhof\tWahrenhof,Варенгоф\t49.31\t37.02\tP\tPPL\tUA\t\t07\t\t\t\t320" + "\t" * 4


def places(own: OwnGazetteer | None, text: str, language: str = "en") -> list[PlaceMention]:
    draft = Draft.of("t", text, language, None)
    PlaceReader(own).read(draft)
    return draft.places


def file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_geonames_dump_is_read_plain_and_zipped(tmp_path: Path) -> None:
    plain = file(tmp_path, "UA.txt", _DUMP + "\n")
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "not a table")
        archive.writestr("UA.txt", _DUMP + "\n")
    for path in (plain, tmp_path / "UA.zip"):
        [found] = places(read_gazetteer(path), "Soldiers slept in Wahrenhof.")
        assert (found.name, found.geonames, found.lat, found.kind) == ("Varenhof", 900001, 49.31, "settlement")


def test_a_place_of_a_csv_is_found_in_its_cases_and_names_its_file(tmp_path: Path) -> None:
    table = "name,lat,lon,admin,variants,radius_km\nКвітанове,49.2,37.1,Ukraine|Kharkiv Oblast,Квитаново,3\n"
    own = read_gazetteer(file(tmp_path, "villages.csv", table))
    [uk] = places(own, "Удар був у Квітановому.", "uk")
    [ru] = places(own, "Удар был в Квитанове.", "ru")
    [en] = places(own, "They hid in Kvitanove.")
    assert {place.name for place in (uk, ru, en)} == {"Квітанове"}
    assert {place.rule.split("/")[0] for place in (uk, ru, en) if place.rule} == {"own gazetteer villages.csv"}
    assert (en.radius_km, en.admin) == (3.0, ("Ukraine", "Kharkiv Oblast"))
    [unheard] = places(None, "They hid in Kvitanove.")
    assert (unheard.lat, unheard.rule) == (None, "pattern/settlement")


def test_points_of_geojson(tmp_path: Path) -> None:
    geometry = '"geometry": {"type": "Point", "coordinates": [37.3, 49.2]}'
    point = f'{{"type": "Feature", {geometry}, "properties": {{"name": "Tarnhill"}}}}'
    own = read_gazetteer(file(tmp_path, "mine.geojson", f'{{"type": "FeatureCollection", "features": [{point}]}}'))
    [found] = places(own, "A mine lay near Tarnhill.")
    assert found.name == "Tarnhill" and found.relation == "near"


def test_the_users_place_counts_before_the_bundled_one() -> None:
    own = OwnGazetteer.of("mine.csv", [OwnPlace(name="Izium", lat=49.21, lon=37.25, radius_km=4.0)])
    [found] = places(own, "Shells fell on Izium.")
    assert (found.lat, found.rule) == (49.21, "own gazetteer mine.csv/official")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "name,lat\nX,1\n", "a.csv, line 1: no column lon"),
        ("a.csv", "name,lat,lon\nAb,1,2\nCd,north,2\n", "a.csv, line 3: the lat is no number"),
        ("a.csv", "name,lat,lon\nAb,95,2\n", "a.csv, line 2: the lat is beyond 90 degrees"),
        ("a.csv", "name,lat,lon\nAb,1\n", "a.csv, line 2: not as many values as columns"),
        ("a.csv", "name,lat,lon\n,1,2\n", "a.csv, line 2: no name"),
        ("a.csv", "name,lat,lon,kind\nAb,1,2,castle\n", "a.csv, line 2: the kind is none of"),
        ("a.csv", "name,lat,lon\n", "a.csv: holds no place"),
        ("a.txt", _DUMP + "\n1\tX\n", "a.txt, line 2: 2 columns, a GeoNames dump has 19"),
        ("a.geojson", "{\n", "a.geojson, line 2"),
        ("a.json", "[]", "a.json: not a GeoJSON FeatureCollection"),
        ("a.geojson", '{"features": [{"geometry": {"type": "Polygon"}}]}', "a.geojson, feature 1: not a point"),
        ("a.zip", "no archive", "a.zip: File is not a zip file"),
        ("a.kml", "", "a.kml: not a gazetteer: its name must end in"),
    ],
)
def test_an_error_names_the_line(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(OwnGazetteerError) as caught:
        read_gazetteer(file(tmp_path, name, content))
    assert str(caught.value).startswith(reason)
