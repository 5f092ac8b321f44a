"""What belongs to one event, and what only stands beside it in the text."""

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents import link_claims
from witnessmark.incidents.positions import Position, places_agree


def test_the_dead_told_right_after_a_shelling_are_its_dead_though_many_dated_claims_follow() -> None:
    shelling = make_claim("shelling", "they shelled the yard", day="2022-05-02", said_by="p1")
    dead = make_claim("killing", "two neighbours died", start=60, place=BALAKLIIA, said_by="p1")
    later = make_claim("shelling", "the depot was shelled", start=900, day="2022-09-30", place=BALAKLIIA, said_by="p1")
    found = link_claims([shelling, dead, later], {})
    assert [incident.claims for incident in found] == [(shelling.id, dead.id), (later.id,)]


def test_three_dead_and_three_houses_share_no_number() -> None:
    dead = make_claim("killing", "three people died", place=BALAKLIIA, said_by="p1")
    houses = make_claim("damage-housing", "three houses were burnt", start=2000, place=BALAKLIIA, said_by="p2")
    assert len(link_claims([dead, houses], {})) == 2


def test_a_copied_sentence_is_no_second_source_wherever_it_stands() -> None:
    sentence = "On the third of June two trucks took the library of the village school away."
    first = f"Long preface of one kind. {sentence} Then other things were told at length."
    second = (
        f"Weather, sport and more of it for many words before. {sentence} Prices rose again in all shops of the town."
    )
    quote = "took the library of the village school away"
    claims = [
        make_claim("looting", quote, document=name, start=text.index(quote), place=BALAKLIIA, day="2022-06-03")
        for name, text in (("d1", first), ("d2", second))
    ]
    [incident] = link_claims(claims, {"d1": first, "d2": second})
    assert incident.independent_sources == 1
    assert incident.groups[0].reasons == ("near-copy",)


def test_two_buildings_of_a_town_are_not_known_to_be_one_place() -> None:
    school = Position("School No. 7", "facility", 49.7, 37.6, 3.0)
    street = Position("Lisova Street", "facility", 49.7, 37.6, 3.0)
    assert places_agree(school, street) is None
    assert places_agree(school, Position("Kupiansk", "settlement", 49.7, 37.6, 3.0)) is True


def test_a_denial_does_not_date_what_others_date() -> None:
    said = make_claim("shelling", "shelled the yard", place=BALAKLIIA, day="2022-05-01", until="2022-05-03")
    denied = make_claim(
        "shelling", "denied that they shelled the yard", document="d2", place=BALAKLIIA, day="2022-05-02",
        modality="denied",
    )  # fmt: skip
    [incident] = link_claims([said, denied], {})
    assert (incident.time.earliest, incident.time.latest) == ("2022-05-01", "2022-05-03")
