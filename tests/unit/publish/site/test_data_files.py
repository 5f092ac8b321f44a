"""Downloads hold what the pages hold, and no spreadsheet runs them."""

import csv
import io
import json
from itertools import pairwise
from math import acos, cos, radians, sin
from types import ModuleType

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.publish.data_files import csv_text, data_files, neutral
from witnessmark.publish.geography import circle


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = neutral(text)
    assert cell in (text, f"'{text}")
    assert not cell.lstrip(" \u00a0\ufeff\n\r\t").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=5))
def test_csv_comes_back_row_by_row(rows: list[tuple[str, str]]) -> None:
    rows = [(a.replace("\0", ""), b.replace("\0", "")) for a, b in rows]
    back = list(csv.reader(io.StringIO(csv_text(("a", "b"), rows), newline="")))
    assert back == [["a", "b"], *([neutral(a), neutral(b)] for a, b in rows)]


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(0.05, 300))
def test_a_circle_is_a_closed_ring_of_its_radius(lon: float, lat: float, km: float) -> None:
    ring = circle(lon, lat, km)
    assert ring[0] == ring[-1]
    for x, y in ring:
        cosine = sin(radians(lat)) * sin(radians(y)) + cos(radians(lat)) * cos(radians(y)) * cos(radians(x - lon))
        distance = 6371.0088 * acos(max(-1.0, min(1.0, cosine)))
        assert abs(distance - km) < max(0.15, km * 0.01)


def test_geojson_has_every_incident_and_null_where_the_place_is_not_known(sample: ModuleType) -> None:
    release = sample.sample_release()
    made = json.loads(data_files(release)["incidents.geojson"])
    assert [f["id"] for f in made["features"]] == [incident.id for incident in release.incidents]
    unplaced = next(f for f in made["features"] if f["properties"]["place"] == "the lower farm")
    assert unplaced["geometry"] is None
    for feature in made["features"]:
        if feature["geometry"]:
            ring = feature["geometry"]["coordinates"][0]
            turned = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
            assert turned > 0, "RFC 7946 wants outer rings against the clock"


def test_reading_records_quote_the_released_text(sample: ModuleType) -> None:
    lines = data_files(sample.sample_release())["reading-records.jsonl"].splitlines()
    records = [json.loads(line) for line in lines]
    assert sum(len(record["claims"]) for record in records) == len(sample.sample_release().claims)
    for record in records:
        for claim in record["claims"]:
            assert record["text"][claim["start"] : claim["end"]] == claim["quote"]


def test_a_quote_that_is_a_formula_is_neutral_in_the_csv(sample: ModuleType) -> None:
    release = sample.sample_release()
    first = msgspec.structs.replace(release.claims[0], quote="=HYPERLINK(1)", said_by="@SUM(A1)")
    rows = list(
        csv.DictReader(io.StringIO(data_files(msgspec.structs.replace(release, claims=(first,)))["claims.csv"]))
    )
    assert rows[0]["quote"] == "'=HYPERLINK(1)"
    assert rows[0]["said_by"] == "'@SUM(A1)"
