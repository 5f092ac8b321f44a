"""Records and texts in one file of lines to be linked."""

import json

from witnessmark.derive.linking_lines import link_lines


def linked(*lines: object) -> list[dict[str, object]]:
    return list(link_lines([json.dumps(line).encode() for line in lines]))


def test_records_among_texts_get_the_cluster_of_who_they_may_be() -> None:
    found = linked(
        {"id": "1", "record": {"name": "Petro Hnatiuk", "born": "1977-11-05", "village": "Savyntsi"}},
        {"id": "t", "text": "On 3 May 2022 soldiers shelled the market in Izium."},
        {"id": "2", "text": None, "record": {"name": "Hanna Lysenko", "born": "1960-02-12", "village": "Izium"}},
        {"id": "3", "record": {"name": "Гнатюк Петро", "born": "05.11.1977", "village": None}},
    )
    clusters = [line["cluster"] for line in found]
    assert clusters[0] == clusters[3] and len(set(clusters)) == 3
    assert [line["id"] for line in found] == ["1", "t", "2", "3"]


def test_a_record_that_is_none_comes_back_with_an_error_and_the_rest_goes_on() -> None:
    found = linked({"id": "1", "record": "Petro"}, {"id": "2", "record": {}}, {"id": "3", "record": {"a": [1]}})
    assert found[0]["error"] == "the record is no object" and "cluster" in found[1] and "cluster" in found[2]
