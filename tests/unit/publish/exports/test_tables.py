"""Tables shaped after others' code books: what is coded, what is left out and why, what stays unknown."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from tests.unit.publish.site.sample import sample_release
from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.model.corroboration import (
    Account,
    CasualtyCount,
    CasualtyRange,
    FieldSupport,
    FieldTold,
    PriorStatements,
    Telling,
    ToldAgain,
    ValueSupport,
)
from witnessmark.model.grading import ReleasedGrade
from witnessmark.model.incident import IncidentTime
from witnessmark.model.register import ReleasedCell, ReleasedRegister, ReleasedRow, register_forms
from witnessmark.model.release import Release
from witnessmark.publish.exports import acled, analysis, bayanat, hxl, register_tables, timemap
from witnessmark.publish.exports.columns import actor_fields, claim_fields, document_fields, incident_fields
from witnessmark.publish.exports.dates import days, exact_day, prefix, whole_day, words_of
from witnessmark.publish.exports.files import table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.uwazi import UwaziMapping
from witnessmark.publish.exports.view import View

RELEASE = sample_release(Audience.PROSECUTOR)


def about(day: str) -> IncidentTime:
    return IncidentTime(edtf=f"{day}~", earliest=day, latest=day, approximate=True)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("time", "day", "holds", "wide"),
    [
        (IncidentTime(edtf="2022-03-08", earliest="2022-03-08", latest="2022-03-08"), "2022-03-08", "2022-03-08", 1),
        (IncidentTime(edtf="2022-03", earliest="2022-03-01", latest="2022-03-31"), None, "2022-03", 31),
        (about("2022-03-08"), None, "2022-03", 1),
        (about("2022-03-31"), None, "2022", 1),
        (about("2022-12-31"), None, None, 1),
        (IncidentTime(earliest="2022-09-01", latest="2022-10-10"), None, "2022", 40),
        (IncidentTime(earliest="2021-12-01", latest="2022-02-28"), None, None, 90),
        (IncidentTime(edtf="../2022-09-10", latest="2022-09-10"), None, None, None),
        (IncidentTime(), None, None, None),
    ],
)  # fmt: skip
def test_a_time_is_never_more_exact_than_what_is_said(
    time: IncidentTime, day: str | None, holds: str | None, wide: int | None
) -> None:
    assert (exact_day(time), prefix(time), days(time)) == (day, holds, wide)


def test_times_in_words_keep_sets_apart_from_intervals() -> None:
    assert words_of(IncidentTime(earliest="2022-09-01", latest="2022-09-10")) == "[2022-09-01..2022-09-10]"
    assert words_of(IncidentTime(edtf="2022-09-01/2022-09-10")) == "2022-09-01/2022-09-10"
    assert words_of(IncidentTime()) == ""
    assert [whole_day(text) for text in ("2022-10-09T10:00:00Z", "2022", "2022-10", None, "soon")] == [
        "2022-10-09", None, None, None, None,
    ]  # fmt: skip


def test_cells_for_people_run_nothing_and_cells_for_programs_are_exact() -> None:
    hostile: list[list[Any]] = [["=1+1", -71.5, "-71,5", None]]
    header = ("a", "b", "c", "d")
    assert table(header, hostile, for_people=True).split("\r\n")[1] == "'=1+1,-71.5,\"'-71,5\","
    assert table(header, hostile, for_people=False).split("\r\n")[1] == '=1+1,-71.5,"-71,5",'


def test_every_field_that_a_mapping_chooses_is_there() -> None:
    view = View(RELEASE)
    have = {
        "incidents": set(incident_fields(view, RELEASE.incidents[0])),
        "claims": set(claim_fields(view, RELEASE.claims[0])),
        "documents": set(document_fields(RELEASE.documents[0])),
        "actors": set(actor_fields(view, RELEASE.actors[0])),
    }
    for template in mapping("uwazi.yaml", UwaziMapping).templates:
        for each in template.properties:
            assert set(each.field) <= have[template.rows], each.label
    forms = register_forms().registers
    about = register_tables.row_fields(view, ReleasedRow(id="x", register="aid", kind="entry", claims=()))
    tables_ = [(one.rows, one.columns) for one in mapping("hxl.yaml", dict[str, hxl.HxlTable]).values()]
    tables_ += [(o.register, o.columns) for o in mapping("imsma.yaml", dict[str, register_tables.ImsmaTable]).values()]
    for rows_, columns in tables_:
        for column in columns:
            fields = have["incidents"] if rows_ == "incidents" else about
            assert column.field is None or column.field in fields, (rows_, column)
            assert column.column is None or column.column in forms[rows_].columns, (rows_, column)  # type: ignore[index]


def test_acts_are_coded_only_as_the_taxonomy_says_that_they_may_be() -> None:
    """A pair of the mapping is one that acts.yaml names, and no weaker than "broad"."""
    map_ = mapping("acled.yaml", acled.AcledMapping)
    for act, sub in map_.events.items():
        named: Any = taxonomy()[act].crosswalk["acled"]
        found = [one["rel"] for one in named if (one["event_type"], one["sub_event_type"]) == (map_.types[sub][0], sub)]
        assert found and found[0] in ("exact", "close", "broad"), act


def test_the_table_like_acleds_has_its_columns_and_guesses_nothing() -> None:
    made = acled.tables(RELEASE)
    events, left = rows(made["events.csv"]), rows(made["left-out.csv"])
    assert list(events[0]) == list(mapping("acled.yaml", acled.AcledMapping).columns)
    assert len(events) + len(left) == len(RELEASE.incidents)
    shelling = next(row for row in events if row["sub_event_type"] == "Shelling/artillery/missile attack")
    assert (shelling["event_date"], shelling["time_precision"]) == ("2022-03-08", "2"), "8 or 9 March, two sources"
    assert (shelling["geo_precision"], shelling["iso"], shelling["fatalities"]) == ("1", "804", "")
    why = {row["incident"]: row["reason"] for row in left}
    threat = next(i.id for i in RELEASE.incidents if "death-threat" in i.acts)
    assert why[threat] in ("not-said-to-have-happened", "no-equivalent")
    assert {"no-equivalent", "date-too-wide"} <= set(why.values())


def test_the_dead_are_a_range_of_what_is_said() -> None:
    killed = CasualtyRange(kind="killed", lowest=3, highest=5, counts=())
    injured = CasualtyRange(kind="injured", lowest=2, highest=2, counts=(), or_more=True)
    told = msgspec.structs.replace(RELEASE.incidents[0], casualties=(killed, injured))
    release = msgspec.structs.replace(RELEASE, incidents=(told, *RELEASE.incidents[1:]))
    event = next(row for row in rows(acled.tables(release)["events.csv"]) if row["event_id_cnty"].endswith(told.id))
    assert event["fatalities"] == "3" and "killed: 3 to 5; injured: 2 or more" in event["tags"]
    table_ = list(csv.reader(io.StringIO(hxl.tables(release)["incidents.csv"], newline="")))
    row = dict(zip(table_[1], next(row for row in table_ if row[0] == told.id), strict=True))
    assert (row["#affected+killed+min"], row["#affected+killed+max"]) == ("3", "5")
    assert (row["#affected+injured+min"], row["#affected+injured+max"]) == ("2", "")


def test_the_analysis_names_groups_and_claims_line_by_line() -> None:
    first, second = RELEASE.incidents[0].claims[:2]
    value = ValueSupport(value="2022-03-08", groups=(0, 1), claims=(first, second), first_hand=(1,), bases=("direct",))
    support = FieldSupport(field="date", values=(value,), groups=(0, 1), silent=(2,), most=2)
    count = CasualtyCount(claim=first, group=0, lowest=2, highest=None)
    harmed = CasualtyRange(kind="injured", lowest=2, highest=2, counts=(count,), or_more=True)
    grade = ReleasedGrade(scale="reliability", value="F", reason="=first met", reviewer="Reviewer One")
    told = msgspec.structs.replace(RELEASE.incidents[0], corroboration=(support,), casualties=(harmed,))
    source = msgspec.structs.replace(RELEASE.sources[0], grades=(grade,))
    account = Account(document="D1", date=None, told="quoted", claims=(first,))
    field = FieldTold(
        field="date", outcome="differs", tellings=(Telling(account=0, values=("8 March",), claims=(first,)),)
    )
    witness = PriorStatements(
        witness="A1", accounts=(account,), again=(ToldAgain(incident=told.id, act="shelling", fields=(field,)),)
    )
    release = msgspec.structs.replace(
        RELEASE, incidents=(told,), sources=(source,), statements=(witness,), claims=RELEASE.claims
    )
    made = {name: rows(text) for name, text in analysis.tables(release).items()}
    assert [row["reasons"] for row in made["groups.csv"]] and len(made["groups.csv"]) == len(told.groups)
    (line,) = made["corroboration.csv"]
    assert (line["groups"], line["first_hand"], line["silent_groups"], line["most"]) == ("1 2", "2", "3", "2")
    assert line["claims"] == f"{first} {second}" and line["bases"] == "saw or felt it"
    (line,) = made["casualties.csv"]
    assert (line["kind"], line["lowest"], line["highest"], line["or_more"]) == ("injured", "2", "", "yes")
    (line,) = made["accounts.csv"]
    assert (line["witness"], line["compared"], line["told_by"]) == ("Person 4", "differs", "quoted by the author")
    (line,) = made["grades.csv"]
    assert line["in_words"].startswith("F (") and line["reason"] == "'=first met"


def test_a_force_is_named_as_acled_names_it_and_a_person_never() -> None:
    actors = tuple(
        msgspec.structs.replace(a, resolved="armed forces of the Russian Federation") for a in RELEASE.actors
    )
    claims = []
    for claim in RELEASE.claims:
        if claim.act == "shelling":
            part = msgspec.structs.replace(RELEASE.claims[9].roles[0], role="perpetrator", actor="A2")
            person = msgspec.structs.replace(part, actor="A1")
            claim = msgspec.structs.replace(claim, roles=(person, part))
        claims.append(claim)
    release = msgspec.structs.replace(RELEASE, actors=actors, claims=tuple(claims))
    event = rows(acled.tables(release)["events.csv"])[0]
    assert (event["actor1"], event["actor2"]) == ("Military Forces of Russia (2000-)", "")
    assert "alleges" in event["notes"]


def with_registers() -> Release:
    claim, place = RELEASE.claims[9], "donets-village"
    hazards = ReleasedRow(
        id="hazards-1", register="hazards", kind="entry", claims=(claim.id,), place=place,
        time=IncidentTime(edtf="../2022-09-10", latest="2022-09-10"),
        cells=(
            ReleasedCell(column="state", value="suspected", claims=(claim.id,)),
            ReleasedCell(column="items", value="mine", claims=(claim.id,), words=("mines",)),
            ReleasedCell(column="items", value="booby-trap", claims=(claim.id,), words=("=traps",)),
        ),
    )  # fmt: skip
    return msgspec.structs.replace(RELEASE, registers=(ReleasedRegister(name="hazards", rows=(hazards,)),))


def test_hazards_have_the_minimum_fields_and_what_nobody_says_stays_empty() -> None:
    made = register_tables.imsma(with_registers())
    (hazard,) = rows(made["hazards.csv"])
    assert hazard["hazard_type"] == "suspected" and hazard["item_types"] == "mine, kind not said; booby trap"
    assert hazard["uncertainty_radius_km"] == "12.0" and hazard["area_wkt"].startswith("POLYGON ((37.2 49.3")
    assert (hazard["survey_date"], hazard["marking"], hazard["earliest"], hazard["latest"]) == (
        "",
        "",
        "",
        "2022-09-10",
    )
    assert hazard["consent"] == "public-anonymous" and hazard["reporter"] == "Person 4"
    assert rows(made["accidents.csv"]) == [] and "device_type" in made["accidents.csv"], "a table without rows"


def test_every_cell_of_a_register_is_in_the_long_table_with_its_claims() -> None:
    release = with_registers()
    made = register_tables.registers(release)
    assert set(made) == {"hazards.csv", "cells.csv", "registers.geojson"}
    (feature,) = json.loads(made["registers.geojson"])["features"]
    assert (
        feature["geometry"]["type"] == "Polygon" and feature["properties"]["items"] == "mine, kind not said; booby trap"
    )
    (row,) = rows(made["hazards.csv"])
    assert row["Items"] == "mine, kind not said; booby trap" and row["edtf"] == "../2022-09-10"
    cells = rows(made["cells.csv"])
    assert [cell["value"] for cell in cells] == ["suspected", "mine", "booby-trap"]
    assert cells[2]["said"] == "'=traps" and cells[2]["claims"] == RELEASE.claims[9].id


def test_bayanats_map_names_columns_of_the_sheet(tmp_path: Path) -> None:
    """Its import takes a cell by the mapped column; a date by day; an event needs a title, a day or a place."""
    bayanat.write_files(RELEASE, tmp_path)
    sheet = CalamineWorkbook.from_path(str(tmp_path / "bayanat.xlsx")).get_sheet_by_name("actors").to_python()
    header, actors = sheet[0], [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    map_ = json.loads((tmp_path / "actors-map.json").read_text(encoding="utf-8"))
    mapped = [map_["dtype"], map_["originid"], map_["name"], map_["tags"], map_["description"][0]["data"]]
    mapped += [columns for event in map_["events"] for columns in event.values()]
    assert {column for columns in mapped for column in columns} == set(header)
    assert {actor["type"] for actor in actors} == {"Person", "Entity"}
    assert len({actor["originid"] for actor in actors}) == len(RELEASE.actors)
    bulletins = [json.loads(line) for line in (tmp_path / "bulletins.jsonl").read_text("utf-8").split("\n")[:-1]]
    assert {b["originid"] for b in bulletins} == {f"{RELEASE.id}/{d.id}" for d in RELEASE.documents}
    assert all(len(event.get("from_date", "2022-01-01")) == 10 for b in bulletins for event in b["events"])
    assert all(
        set(place) == {"title", "lat", "lng", "main", "comment"} for b in bulletins for place in b["geoLocations"]
    )


def test_timemap_says_which_incidents_it_cannot_show() -> None:
    made = timemap.files(RELEASE)
    events, left = json.loads(made["events.json"]), json.loads(made["left-out.json"])
    assert len(events) + len(left) == len(RELEASE.incidents) and left
    april = next(event for event in events if event["time_display"] == "2022-04")
    assert (april["date"], april["time_precision"]) == ("04/01/2022", "within a month")
