"""What leaves of the law: only claims of the edition stand in it, and nothing tells of what was withheld or sealed."""

from collections.abc import Mapping, Sequence

import msgspec

from tests.unit.claim_making import make_claim
from tests.unit.law.placing import RUSSIAN, claim
from witnessmark.incidents import link_claims
from witnessmark.law import qualify
from witnessmark.law.book import book_of
from witnessmark.law.provisions import law
from witnessmark.model.casefile import CaseFile, QualifiedCase
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Incident, IncidentTime
from witnessmark.model.release import ReleasedGroup, ReleasedIncident
from witnessmark.protection.shaping_law import ShapedLaw, shape_law

SAID = claim("looting", "soldiers took a stove", said_by="olha", day="2022-06-10", basis={"act": "direct"},
             roles={"object": [{"quote": "stove"}]})  # fmt: skip
CAME = claim("entry-of-forces", "Russian troops entered", start=500, document="d2", day="2022-03-01", roles=RUSSIAN)
SEALED = make_claim("sexual-violence", "…", start=900, document="d3")


def lay(incidents: Sequence[Incident], claims: Mapping[str, Claim]) -> QualifiedCase:
    found = qualify(incidents, claims)
    return QualifiedCase(*found, book_of(law(), found.matrices.values(), found.situations.values()))


def shaped(*withheld: Claim, sealed: bool = False, told: Sequence[Claim] = (SAID, CAME, SEALED)) -> ShapedLaw:
    claims = {each.id: each for each in told}
    incidents = link_claims(list(claims.values()), {})
    found = qualify(incidents, claims)
    file = CaseFile(
        title="t", notice=None, sources={}, documents={}, claims=claims, persons={}, decisions={},
        incidents={each.id: each for each in incidents}, matrices=found.matrices, situations=found.situations,
        law=book_of(law(), found.matrices.values(), found.situations.values()), lay=lay,
    )  # fmt: skip
    kept = {name: f"c{n}" for n, name in enumerate(claims, 1) if name not in {each.id for each in withheld}}
    released = {
        each.id: ReleasedIncident(
            id=f"i{n}", acts=each.acts, category="c", layer="harm", status="reported", place=None, time=each.time,
            claims=shown, groups=(ReleasedGroup(claims=shown, reasons=("single",)),),
        )
        for n, each in enumerate(incidents, 1)
        for shown in (left(each.claims, kept),)
        if shown
    }  # fmt: skip
    return shape_law(file, released, kept, sealed=sealed)


def left(names: tuple[str, ...], kept: dict[str, str]) -> tuple[str, ...]:
    return tuple(kept[name] for name in names if name in kept)


def text_of(made: ShapedLaw) -> str:
    return msgspec.json.encode(made).decode()


def test_claims_stand_under_their_released_ids_everywhere() -> None:
    text = text_of(shaped())
    assert not [each.id for each in (SAID, CAME, SEALED) if each.id in text]
    assert '"c1"' in text


def test_a_withheld_claim_speaks_to_nothing_and_its_speaker_is_no_witness() -> None:
    made = shaped(CAME)
    situations = {regime.regime: regime for each in made.situations for regime in each.regimes}
    assert situations["iac"].claims == ()
    assert all(element.status == "open" for each in made.situations for element in each.elements)
    asked = {name for matrix in made.matrices for question in matrix.questions for name in question.witnesses}
    assert asked == {"c1"}


def test_what_is_sealed_is_told_by_no_provision_text_or_count() -> None:
    text = text_of(shaped()).casefold()
    assert "rape" not in text
    assert "sexual" not in text
    assert "зґвалт" not in text
    assert "rape" in text_of(shaped(sealed=True)).casefold()


def test_the_book_has_every_text_that_is_shown() -> None:
    made = shaped()
    assert made.book is not None
    known = {text.id for text in made.book.texts}
    for matrix in made.matrices:
        for finding in matrix.findings:
            assert {finding.provision, f"cite:{finding.provision}"} <= known
            for element in finding.elements:
                assert element.element in known
                assert {f"fact:{fact}" for fact in element.missing} <= known
        assert {f"ask:{question.fact}" for question in matrix.questions} <= known
        assert {f"alternative:{each.id}" for each in matrix.explanations} <= known
    for situation in made.situations:
        assert {f"reason:{reason}" for regime in situation.regimes for reason in regime.reasons} <= known
        assert {f"conflict:{source}" for regime in situation.regimes for source in regime.sources} <= known


def test_the_matrix_of_the_case_counts_what_is_released() -> None:
    rows = {row.provision: row for row in shaped().case_matrix}
    assert rows["rs-8-2-b-xvi"].groups == 1
    assert not {name for name in rows if "xxii" in name}


def test_a_provision_that_only_a_withheld_claim_indicates_is_gone_with_its_questions_and_cautions() -> None:
    told = claim("shelling", "they shelled the yard", day="2022-06-10", basis={"act": "direct"})
    harm = claim("torture", "he was tortured", start=40, day="2022-06-10", basis={"act": "direct"})
    incident = Incident(
        id="i", acts=("torture", "shelling"), status="reported", place=told.place, claims=(told.id, harm.id),
        time=IncidentTime(edtf="2022-06-10", earliest="2022-06-10", latest="2022-06-10"),
        groups=(), contradictions=(), category="c",
    )  # fmt: skip
    claims = {each.id: each for each in (told, harm)}
    found = qualify([incident], claims)
    assert any(each.act == "torture" for each in found.matrices["i"].findings)
    file = CaseFile(
        title="t", notice=None, sources={}, documents={}, claims=claims, persons={}, decisions={},
        incidents={"i": incident}, matrices=found.matrices, situations=found.situations,
        law=book_of(law(), found.matrices.values(), found.situations.values()), lay=lay,
    )  # fmt: skip
    released = ReleasedIncident(
        id="i1", acts=("shelling",), category="c", layer="harm", status="reported", place=None, time=incident.time,
        claims=("c1",), groups=(), contradictions=(),
    )  # fmt: skip
    [matrix] = shape_law(file, {"i": released}, {told.id: "c1"}, sealed=False).matrices
    assert {each.act for each in matrix.findings} == {"shelling"}
    assert set(matrix.cautioned) <= {"shelling"} and len(matrix.cautions) == len(matrix.cautioned)
    missing = {fact for each in matrix.findings for element in each.elements for fact in element.missing}
    gone = {fact for each in found.matrices["i"].findings for element in each.elements for fact in element.missing}
    own = {*law().acts["torture"].ask_first} - {*law().acts["shelling"].ask_first}
    assert own and not {question.fact for question in matrix.questions} & ((gone | own) - missing)
    torture = {*law().acts["torture"].alternatives} - {*law().acts["shelling"].alternatives}
    assert torture and not torture & {each.id for each in matrix.explanations}
    assert matrix.questions and len(matrix.alternatives) == len(matrix.explanations)


def test_a_withheld_claim_shapes_no_situation() -> None:
    """Who knows the edition alone learns nothing of what it withholds: as if it had never been told."""
    held = claim("change-of-control", "Russian troops held the village", start=700, document="d4", day="2022-06-09",
                 roles=RUSSIAN)  # fmt: skip
    without = shaped(told=(SAID, SEALED))
    for withheld in ((CAME,), (held,), (CAME, held)):
        made = shaped(*withheld, told=(SAID, *withheld, SEALED))
        assert made.situations and made.situations == without.situations
        assert [each.findings for each in made.matrices] == [each.findings for each in without.matrices]
    assert shaped(told=(SAID, CAME, SEALED)).situations != without.situations
