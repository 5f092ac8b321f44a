"""Why claims are linked leaves only with both claims, and to the public without names, counts and persons."""

from witnessmark.model import link_words
from witnessmark.model.incident import LinkReason
from witnessmark.protection.shaping_links import shape_links

LINK = LinkReason(
    first="a", second="b", reasons=("same-act", "same-days", "same-person", "same-side", "same-number"), score=0.9,
    values={"same-act": "killing", "same-days": "2022-04-14", "same-side": "a brigade", "same-number": "34"},
)  # fmt: skip
IDS = {"a": "c-1", "b": "c-2"}


def test_a_link_to_a_withheld_claim_is_gone() -> None:
    assert shape_links([LINK], IDS, {"a"}, coarse=False) == ()


def test_the_public_sees_no_person_no_side_and_no_count() -> None:
    [shown] = shape_links([LINK], IDS, {"a", "b"}, coarse=True)
    assert (shown.first, shown.second) == ("c-1", "c-2")
    assert "same-person" not in shown.reasons
    assert shown.values == {"same-act": "killing", "same-days": "2022-04-14"}
    said = link_words.why(shown.reasons, shown.values, "en")
    assert (
        said == "the same act (Killing); the same day (2022-04-14); both name the same side; both give the same count"
    )


def test_the_public_sees_no_distance_between_exact_points() -> None:
    near = LinkReason(first="a", second="b", reasons=("same-place",), score=0.9, values={"same-place": "3"})
    [shown] = shape_links([near], IDS, {"a", "b"}, coarse=True)
    assert shown.reasons == ("same-place",) and shown.values == {}
    assert link_words.why(shown.reasons, shown.values, "en") == "the same place"


def test_a_prosecutor_sees_what_both_say() -> None:
    [shown] = shape_links([LINK], IDS, {"a", "b"}, coarse=False)
    assert shown.values == LINK.values
    assert "both count 34" in link_words.why(shown.reasons, shown.values, "en")
    assert "обидва рахують 34" in link_words.why(shown.reasons, shown.values, "uk")


def test_every_reason_has_its_words_in_both_languages() -> None:
    from witnessmark.incidents.evidence import evidence

    for reason in (*evidence().points, "person-decided"):
        for language in ("en", "uk"):
            assert link_words.why([reason], {}, language) != reason.replace("-", " ") or reason == "same-act"
            assert "{" not in link_words.why([reason], {reason: "7"}, language)
