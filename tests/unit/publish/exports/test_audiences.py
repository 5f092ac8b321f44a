"""What the gate took out is in no export, whatever its form; a point is given only where an area may be drawn so."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.publish.exports.test_generated import DATA, parsed
from witnessmark.model.consent import Audience
from witnessmark.model.incident import IncidentTime
from witnessmark.protection.gate import Draft
from witnessmark.protection.scan import scan
from witnessmark.publish.exports import write_export

HIDDEN = ("Hrytsai", "Zabrodin", "Грицай")


@pytest.fixture
def looted(mission: Any, place: Any) -> Any:
    """A shop looted, a mine in a field: a protected witness, a person said to have done it, both with consent."""
    text = (
        "Stepan Hrytsai keeps the shop in Oskil. Ihor Zabrodin looted the shop on 3 May 2022. "
        "A mine lies behind the mill in Kamianka, Stepan Hrytsai said."
    )
    document = mission.document(text)
    witness = mission.person("Stepan Hrytsai", "Степан Грицай", protected=True)
    doer = mission.person("Ihor Zabrodin")
    oskil = place(mission, document, "Oskil", radius_km=1.5)
    mill = place(mission, document, "Kamianka", radius_km=0.3, lat=49.1211, lon=37.279)
    looting = mission.claim(
        document, "Ihor Zabrodin looted the shop on 3 May 2022", "looting", latest="2022-05-03", place=oskil,
        roles={"perpetrator": ("Ihor Zabrodin", "person", doer), "object": ("the shop", None, None)},
    )  # fmt: skip
    keeps = mission.claim(
        document, "Stepan Hrytsai keeps the shop", "damage-economy", place=oskil,
        roles={"owner": ("Stepan Hrytsai", "person", witness)},
    )  # fmt: skip
    mine = mission.claim(document, "A mine lies behind the mill", "explosive-hazard", place=mill)
    day = IncidentTime(edtf="2022-05-03", earliest="2022-05-03", latest="2022-05-03")
    mission.incident(looting, keeps, time=day)
    mission.incident(mine)
    return mission


def written(draft: Draft, name: str, folder: Path) -> dict[str, bytes]:
    write_export(draft.release, folder, name)
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.mark.parametrize("name", DATA)
def test_a_public_export_holds_no_protected_name(looted: Any, name: str, tmp_path: Path) -> None:
    draft = looted.prepare(salt="one")
    assert draft.release.incidents and draft.release.claims
    files = written(draft, name, tmp_path)
    assert scan(tmp_path, draft.protected) == ()
    for file, content in files.items():
        read = f"{file} {parsed(file, content)} {content!r}" if not file.endswith(".kml") else content.decode()
        assert not any(hidden in read for hidden in HIDDEN), file


@pytest.mark.parametrize("name", ["csv", "followthemoney", "uwazi", "bayanat", "annotations", "prov"])
def test_the_same_export_for_the_team_has_the_names_and_the_scan_would_find_them(
    looted: Any, name: str, tmp_path: Path
) -> None:
    public, internal = looted.prepare(salt="one"), looted.prepare(Audience.INTERNAL, salt="one")
    files = written(internal, name, tmp_path)
    assert any("Zabrodin" in str(parsed(file, content)) for file, content in files.items())
    assert scan(tmp_path, public.protected), "the last look finds a name in this form"


def test_no_person_is_an_actor_of_the_table_like_acleds(looted: Any, tmp_path: Path) -> None:
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        files = written(looted.prepare(audience, salt="one"), "acled", tmp_path / audience)
        rows = parsed("events.csv", files["acled/events.csv"])
        assert isinstance(rows, list) and len(rows) == 2
        found = dict(zip(rows[0], rows[1], strict=True))
        assert found["sub_event_type"] == "Looting/property destruction" and found["event_date"] == "2022-05-03"
        assert not found["actor1"] and not found["fatalities"]


def test_a_hazard_is_no_point_for_the_public(looted: Any, tmp_path: Path) -> None:
    """A pin in a field says that the next field is safe."""
    draft = looted.prepare(salt="one")
    hazard = next(incident for incident in draft.release.incidents if incident.layer == "hazard")
    harm = next(incident for incident in draft.release.incidents if incident.layer != "hazard")
    for name in ("timemap", "hxl", "followthemoney", "uwazi"):
        write_export(draft.release, tmp_path, name)
    events = {e["id"]: e for e in json.loads((tmp_path / "timemap/events.json").read_text("utf-8"))}
    assert events[harm.id]["latitude"] and hazard.id not in events, "undated: left out, and said so"
    assert hazard.id in (tmp_path / "timemap/left-out.json").read_text("utf-8")
    hxl = parsed("a.csv", (tmp_path / "hxl/incidents.csv").read_bytes())
    assert isinstance(hxl, list)
    position = {row[0]: row[hxl[1].index("#geo+lat")] for row in hxl[2:]}
    assert position[harm.id] and not position[hazard.id]
    entities = [json.loads(line) for line in (tmp_path / "followthemoney.jsonl").read_text("utf-8").split("\n")[:-1]]
    addresses = {e["id"]: e["properties"] for e in entities if e["schema"] == "Address"}
    event = next(e for e in entities if e["properties"].get("recordId") == [hazard.id])
    assert "latitude" not in addresses[event["properties"]["addressEntity"][0]]
    shapes = json.loads((tmp_path / "timemap/shapes.json").read_text("utf-8"))
    assert len(shapes) == 2, "both areas are drawn as areas"
