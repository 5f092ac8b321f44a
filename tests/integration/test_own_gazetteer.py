"""A gazetteer of the team's own: for one reading, and as part of a case whose readings can be repeated."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.running import joined, witnessmark
from witnessmark.cli.opening import open_case, open_file
from witnessmark.derive.gazetteers import CaseReader, gazetteers_of
from witnessmark.evidence.case import Case

TEXT = "On 4 May 2022 soldiers looted the shop in Dubostavka. In Krutoyarivtsi they burned a house."
CSV = "name,lat,lon,country\nDubostavka,49.4100,37.1200,UA\n"
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [37.3, 49.3]},
            "properties": {"name": "Krutoyarivtsi", "country": "UA"},
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "villages.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "hamlets.geojson").write_text(json.dumps(GEOJSON), encoding="utf-8")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def record(folder: Path, *options: str) -> Any:
    assert witnessmark("read", "--jsonl", "in.jsonl", "--out", "out.jsonl", *options, cwd=folder).code == 0
    return json.loads((folder / "out.jsonl").read_text(encoding="utf-8"))


def points(record: Any) -> dict[str, tuple[float, float]]:
    return {place["name"]: (place["lat"], place["lon"]) for place in record["places"] if place["lat"] is not None}


def test_a_reading_takes_gazetteers_of_several_forms(folder: Path) -> None:
    assert not points(record(folder))
    found = record(folder, "--gazetteer", "villages.csv", "--gazetteer", "hamlets.geojson")
    assert points(found) == {"Dubostavka": (49.41, 37.12), "Krutoyarivtsi": (49.3, 37.3)}


def test_the_id_of_the_reader_names_the_bytes_and_not_their_order(folder: Path) -> None:
    plain, one = record(folder)["reader"], record(folder, "--gazetteer", "villages.csv")["reader"]
    both = record(folder, "--gazetteer", "villages.csv", "--gazetteer", "hamlets.geojson")
    turned = record(folder, "--gazetteer", "hamlets.geojson", "--gazetteer", "villages.csv")
    assert one.startswith(plain) and "gazetteer sha256:" in one
    assert both == turned and both["reader"].count("gazetteer sha256:") == 2
    (folder / "villages.csv").write_text(CSV.replace("49.41", "49.42"), encoding="utf-8")
    assert record(folder, "--gazetteer", "villages.csv")["reader"] != one


def test_a_place_says_that_it_is_of_the_own_gazetteer(folder: Path) -> None:
    options = ("--gazetteer", "villages.csv", "--explain", "--out", "told.txt")
    assert witnessmark("read", "--jsonl", "in.jsonl", *options, cwd=folder).code == 0
    assert "own gazetteer villages.csv holds “Dubostavka”" in (folder / "told.txt").read_text(encoding="utf-8")


def test_a_file_that_is_none_is_named_with_its_line(folder: Path) -> None:
    (folder / "bad.csv").write_text("name,lat,lon\nDubostavka,north,37\n", encoding="utf-8")
    run = witnessmark("read", "--jsonl", "in.jsonl", "--gazetteer", "bad.csv", "--out", "out.jsonl", cwd=folder)
    assert run.code == 2 and "bad.csv, line 2" in run.errors


@pytest.fixture
def case(folder: Path) -> Path:
    witnessmark("init", "case", cwd=folder)
    added = witnessmark("add", "../report.txt", "--consent", "public-named", cwd=folder / "case")
    assert added.code == 0, added.errors
    return folder / "case"


def placed(case: Path) -> set[str]:
    listed = witnessmark("places", "--json", cwd=case).data
    return {each["name"] for each in listed if each["place"]["lat"] is not None}


def test_a_case_reads_its_documents_with_what_was_added(case: Path) -> None:
    assert placed(case) == set()
    run = witnessmark("places", "--add-gazetteer", "../villages.csv", cwd=case)
    assert run.code == 0 and "villages.csv" in run.output
    assert placed(case) == {"Dubostavka"}
    (case.parent / "villages.csv").unlink()  # the case holds the bytes
    for cache in (case / "derived").glob("readings*"):
        cache.unlink()
    assert placed(case) == {"Dubostavka"}
    assert witnessmark("verify", cwd=case).code == 0


def test_a_record_of_the_case_names_the_reader_that_made_it(case: Path) -> None:
    witnessmark("places", "--add-gazetteer", "../villages.csv", cwd=case)
    (document,) = open_file(open_case(case)).documents.values()
    assert "gazetteer sha256:" in document.record.reader
    assert document.record.reader == CaseReader(Case.open(case)).id


def test_the_same_bytes_are_added_once_and_can_be_taken_back(case: Path) -> None:
    for _ in range(2):
        assert witnessmark("places", "--add-gazetteer", "../villages.csv", cwd=case).code == 0
    assert len(gazetteers_of(Case.open(case))) == 1
    assert witnessmark("places", "--remove-gazetteer", "villages.csv", cwd=case).code == 0
    assert placed(case) == set()
    assert witnessmark("places", "--remove-gazetteer", "villages.csv", cwd=case).code == 2
    assert witnessmark("places", "--add-gazetteer", "../villages.csv", cwd=case).code == 0
    assert placed(case) == {"Dubostavka"}


def test_a_bad_gazetteer_leaves_the_case_as_it_was(case: Path) -> None:
    (case.parent / "bad.csv").write_text("place\nx\n", encoding="utf-8")
    run = witnessmark("places", "--add-gazetteer", "../bad.csv", cwd=case)
    assert run.code == 2 and "bad.csv" in run.errors
    assert gazetteers_of(Case.open(case)) == []


def test_another_device_reads_the_same_after_a_sync(case: Path) -> None:
    witnessmark("places", "--add-gazetteer", "../villages.csv", cwd=case)
    there = joined(case)
    assert placed(there) == {"Dubostavka"}
    assert CaseReader(Case.open(there)).id == CaseReader(Case.open(case)).id
