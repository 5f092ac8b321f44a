"""The receiving program's own reader takes the export, where it can be installed (group ``interop`` of pyproject); its
rules, told again in ``receivers.py``, hold in any case."""

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.publish.exports.generated import releases
from tests.unit.publish.exports.receivers import ftm_problems, timemap_problems, uwazi_problems
from tests.unit.publish.site.sample import sample_release
from witnessmark.model.consent import Audience
from witnessmark.model.release import Release
from witnessmark.publish.exports import write_export
from witnessmark.publish.exports.followthemoney import entities

RELEASE = sample_release(Audience.PROSECUTOR)
FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for name in (
        "followthemoney",
        "uwazi",
        "hxl",
        "timemap",
        "annotations",
        "prov",
        "kml",
        "geojson",
        "bayanat",
        "registers",
    ):
        write_export(RELEASE, folder, name)
    return folder


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


@FEW
@given(releases())
def test_followthemoney_entities_are_valid_and_refer_to_each_other(release: Release) -> None:
    assert list(ftm_problems(lines(entities(release)))) == []


def test_a_wrong_entity_is_found() -> None:
    found = lines(entities(RELEASE))
    event = next(entity for entity in found if entity["schema"] == "Event")
    event["properties"] |= {"proof": ["wm-nobody"], "violence": ["x"], "date": ["spring"]}
    assert len(list(ftm_problems(found))) == 3


def test_followthemoney_reads_its_entities(out: Path) -> None:
    """The package itself (about 230 MB with what it needs, one part compiled): not in the lock, skipped without it."""
    pytest.importorskip("followthemoney", reason="optional: pip install followthemoney, to try its own model")
    from followthemoney.proxy import EntityProxy

    found = lines((out / "followthemoney.jsonl").read_text(encoding="utf-8"))
    proxies = {entity["id"]: EntityProxy.from_dict(entity, cleaned=False) for entity in found}
    for entity in found:
        proxy = proxies[entity["id"]]
        assert proxy.schema.validate(entity) is None
        for name, values in entity["properties"].items():
            kept = [value.strip() for value in values] if name == "bodyText" else values
            assert sorted(proxy.get(name)) == sorted(kept), f"{entity['schema']}.{name} is not taken as it is"
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert proxies[value].schema.is_a(prop.range)


def test_uwazi_takes_every_column(out: Path) -> None:
    assert list(uwazi_problems(out / "uwazi")) == []


@FEW
@given(release=releases())
def test_uwazi_takes_whatever_a_document_may_say(release: Release, tmp_path: Path) -> None:
    write_export(release, tmp_path, "uwazi")
    assert list(uwazi_problems(tmp_path / "uwazi")) == []


@FEW
@given(release=releases())
def test_what_a_program_reads_is_what_was_said(release: Release, tmp_path: Path) -> None:
    """Words come back from the exact formats as they are, formulas and line breaks among them."""
    quotes = {claim.id: claim.quote for claim in release.claims}
    write_export(release, tmp_path, "uwazi")
    with (tmp_path / "uwazi/4-claims.csv").open(encoding="utf-8", newline="") as file:
        words = {row["Released id"]: row["Words"] for row in csv.DictReader(file)}
    assert {claim: quote[2:].replace("\n> ", "\n") for claim, quote in words.items()} == quotes
    taken = {
        claim: entity["properties"].get("description", [""])[0]
        for entity in lines(entities(release))
        if entity["schema"] in ("Documentation", "Note")
        for claim in [entity["id"].partition("-claim-")[2]]
    }
    assert taken == {claim: quote if quote.strip() else "" for claim, quote in quotes.items()}


def test_timemap_discards_nothing(out: Path) -> None:
    assert list(timemap_problems(out / "timemap")) == []


@FEW
@given(release=releases())
def test_timemap_discards_nothing_whatever_is_known(release: Release, tmp_path: Path) -> None:
    write_export(release, tmp_path, "timemap")
    assert list(timemap_problems(tmp_path / "timemap")) == []


def test_hxl_reads_and_validates_the_tables(out: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="the group interop is not installed: libhxl")
    local = hxl.InputOptions(allow_local=True)
    path = out / "hxl/incidents.csv"
    rows = list(hxl.data(str(path), local))
    assert any(row.get("#geo+lat") for row in rows)
    assert sorted(str(row.get("#event+id")) for row in rows) == sorted(incident.id for incident in RELEASE.incidents)
    found: list[str] = []
    schema = hxl.schema(None, callback=lambda problem: found.append(str(problem.message)))
    for table in sorted((out / "hxl").iterdir()):
        assert schema.validate(hxl.data(str(table), local)), found
    broken = out / "broken.hxl.csv"
    broken.write_bytes(path.read_bytes().replace(b"2022-09-14", b"some day"))
    assert not schema.validate(hxl.data(str(broken), local)), "the schema would find nothing"


def test_prov_reads_the_graph_back(out: Path) -> None:
    prov = pytest.importorskip("prov.model", reason="the group interop is not installed: prov")
    text = (out / "prov.json").read_text(encoding="utf-8")
    document = prov.ProvDocument.deserialize(content=text, format="json")
    records = document.get_records()
    assert len(records) == sum(len(held) for kind, held in json.loads(text).items() if kind != "prefix")
    known = {str(record.identifier) for record in document.get_records(prov.ProvElement)}
    for relation in document.get_records(prov.ProvRelation):
        for end in relation.formal_attributes[:2]:
            assert end[1] is None or str(end[1]) in known, f"{relation} refers to nothing"
    again = prov.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_geojson_is_valid(out: Path) -> None:
    geojson = pytest.importorskip("geojson", reason="the group interop is not installed: geojson")
    for name in ("incidents.geojson", "registers/registers.geojson"):
        collection = geojson.loads((out / name).read_text(encoding="utf-8"))
        assert collection.is_valid, collection.errors()


def test_geojson_keeps_to_rfc_7946(out: Path) -> None:
    collection = json.loads((out / "incidents.geojson").read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}, "no crs: it is WGS84"
    assert any(feature["geometry"] for feature in collection["features"])
    for feature in collection["features"]:
        for ring in (feature["geometry"] or {"coordinates": []})["coordinates"]:
            assert ring[0] == ring[-1] and len(ring) >= 4
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)
            twice = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring))
            assert twice < 0, "an outer ring runs against the clock (3.1.6)"


def test_kml_is_valid_by_the_schema_of_the_ogc(out: Path) -> None:
    validator = pytest.importorskip("fastkml.validator", reason="the group interop is not installed: fastkml")
    pytest.importorskip("lxml")
    assert validator.validate(file_to_validate=out / "incidents.kml")
    broken = out / "broken.kml"
    text = (out / "incidents.kml").read_text(encoding="utf-8")
    broken.write_text(text.replace("<outerBoundaryIs>", "<outer>").replace("</outerBoundaryIs>", "</outer>"), "utf-8")
    with pytest.raises(AssertionError):
        validator.validate(file_to_validate=broken)
