"""A decision finds its claim again after a new reading, by id, then by span, then by words, or it waits."""

from msgspec.structs import replace

from tests.unit.claim_making import make_claim
from witnessmark.derive.attaching import attach
from witnessmark.model.decision import Decision
from witnessmark.model.span import Span


def decision(target: str, span: Span | None = None, document: str = "d1", act: str = "looting") -> Decision:
    return Decision(
        target=target, verdict="confirmed", entry="e", device="d", reviewer="r", document=document, span=span, act=act
    )


def test_by_id() -> None:
    claim = make_claim("looting", "soldiers looted shops")
    attached, waiting = attach([decision(claim.id)], {claim.id: claim})
    assert list(attached) == [claim.id] and not waiting


def test_a_reader_that_moves_the_edges_keeps_the_decision() -> None:
    claim = make_claim("looting", "looted shops", start=9)
    attached, waiting = attach([decision("gone", Span(0, 21, "soldiers looted shops"))], {claim.id: claim})
    assert list(attached) == [claim.id] and not waiting


def test_the_same_words_in_another_reading_of_the_source() -> None:
    claim = make_claim("looting", "soldiers looted shops", document="d2", start=40)
    attached, _ = attach([decision("gone", Span(0, 21, "soldiers looted shops"))], {claim.id: claim})
    assert list(attached) == [claim.id]


def test_words_that_stand_twice_are_not_guessed() -> None:
    words = "soldiers looted shops"
    claims = [make_claim("looting", words, document=name) for name in ("d2", "d3")]
    _, waiting = attach([decision("gone", Span(0, 21, words))], {claim.id: claim for claim in claims})
    assert len(waiting) == 1


def test_what_is_found_nowhere_waits_and_is_never_dropped() -> None:
    claim = make_claim("shelling", "a bridge was shelled", document="d9")
    lost = [decision("gone", Span(0, 5, "other")), decision("gone too", None)]
    attached, waiting = attach(lost, {claim.id: claim})
    assert not attached and list(waiting) == lost


def test_another_act_at_the_same_words_is_another_claim() -> None:
    claim = make_claim("shelling", "soldiers looted shops")
    _, waiting = attach([decision("gone", Span(0, 21, "soldiers looted shops"))], {claim.id: claim})
    assert len(waiting) == 1
    assert replace(claim, act="looting").act == "looting"
