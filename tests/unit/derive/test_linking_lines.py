"""The linking step over lines: every line comes back, in its place; a bad one says what is wrong with it."""

import json

from witnessmark.derive.linking_lines import link_lines

FIRE = "A fire at the Stetsenko bakery in Zolochiv destroyed two ovens, the owner Halyna Stetsenko said."
AGAIN = "Two ovens burnt out in the Zolochiv bakery of Halyna Stetsenko; the fire began before dawn."
VOTE = "Councillors in Rivne voted for a longer trolleybus line to the Pivnichnyi district."


def linked(*lines: object) -> list[dict]:  # type: ignore[type-arg]
    return list(link_lines(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))


def test_documents_of_one_story_share_a_cluster() -> None:
    first, vote, again = linked({"id": "a", "text": FIRE}, {"id": "b", "text": VOTE}, {"id": "c", "text": AGAIN})
    assert [one["id"] for one in (first, vote, again)] == ["a", "b", "c"]
    assert first["cluster"] == again["cluster"] != vote["cluster"]


def test_documents_that_each_tell_of_one_and_the_same_incident_share_a_cluster() -> None:
    one = {"text": "On 14 April 2022 Russian forces shelled the market in Balakliia.", "language": "en"}
    other = {"text": "14 квітня 2022 року російські війська обстріляли ринок у Балаклії.", "language": "uk"}
    first, second = linked(one, other)
    assert first["cluster"] == second["cluster"]


def test_mentions_come_back_with_clusters_and_all_else_that_they_had() -> None:
    def mention(text: str, word: str, **more: str) -> dict[str, object]:
        return {"start": text.index(word), "end": text.index(word) + len(word), **more}

    first, again = linked(
        {"text": FIRE, "mentions": [mention(FIRE, "fire", note="kept"), mention(FIRE, "Stetsenko", kind="entity")]},
        {"text": AGAIN, "mentions": [mention(AGAIN, "fire"), mention(AGAIN, "Stetsenko", kind="entity")]},
    )
    fire, owner = first["mentions"]
    assert fire["note"] == "kept"
    assert fire["cluster"] == again["mentions"][0]["cluster"]
    assert owner["cluster"] == again["mentions"][1]["cluster"] != fire["cluster"]


def test_a_bad_line_says_what_is_wrong_and_the_run_goes_on() -> None:
    found = linked(
        b"{",
        b"\xff",
        [1],
        {"id": "n", "text": 5},
        {"text": "x", "date": 5},
        {"text": "x", "language": 5},
        {"text": "abc", "mentions": [{"start": 1, "end": 9}]},
        {"text": "abc", "mentions": [{"start": True, "end": 2}]},
        {"text": "abc", "mentions": 7},
        {"id": "good", "text": "abc", "mentions": []},
    )
    assert len(found) == 10
    assert all("error" in one and one["line"] == at for at, one in enumerate(found[:-1], 1))
    assert found[3]["id"] == "n"
    assert found[-1] == {"id": "good", "text": "abc", "mentions": [], "cluster": found[-1]["cluster"]}


def test_dates_that_are_no_days_stand_in_no_way() -> None:
    for stated in ("2022", "2022-09", "soon", "2022-09-27T10:00:00Z"):
        [one] = linked({"text": FIRE, "date": stated})
        assert "cluster" in one


def test_the_same_lines_give_the_same_bytes() -> None:
    lines = [{"text": text, "language": "en"} for text in (FIRE, VOTE, AGAIN, FIRE)]
    assert linked(*lines) == linked(*lines)


def test_a_line_nested_without_end_is_an_error_of_its_own_line() -> None:
    [bad, good] = link_lines([b"[" * 20_000, b'{"id": "a", "text": "Soldiers looted a shop."}'])
    assert bad == {"line": 1, "error": "not a line of JSON"} and good["cluster"]
