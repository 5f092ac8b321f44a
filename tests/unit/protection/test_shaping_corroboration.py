"""What each audience sees of grades, corroboration and prior statements: nothing of what is withheld is counted."""

from typing import Any

import msgspec
import pytest

from witnessmark.model.claim import Voice
from witnessmark.model.consent import Audience
from witnessmark.model.grading import Grade
from witnessmark.model.incident import Contradiction, SourceGroup, Tie

TEXT = (
    "Stepan Hrytsai saw soldiers shell the yard. Three people were killed. "
    "Maria Koval heard that five people were killed."
)


def grade(target: str, scale: str, value: str, reason: str = "was there", **more: Any) -> Grade:
    return Grade(
        target=target, scale=scale, value=value, reviewer="Iryna Demchuk", device="d", entry="e",  # type: ignore[arg-type]
        time="2024-05-01T10:00:00+03:00", reason=reason, **more,
    )  # fmt: skip


@pytest.fixture
def graded(mission: Any) -> Any:
    """Two witnesses of one shelling in one document; everything is graded, and a reason names one of them."""
    document = mission.document(TEXT, consent="public-anonymous")
    stepan, maria = mission.person("Stepan Hrytsai"), mission.person("Maria Koval")
    voices = [
        Voice(kind="quote", key=f"person:{person}", name=name, person=person)
        for person, name in ((stepan, "Stepan Hrytsai"), (maria, "Maria Koval"))
    ]
    claims = [
        mission.claim(document, "soldiers shell the yard", "shelling", said_by=voices[0], latest="2022-04-14"),
        mission.claim(document, "Three people were killed", "killing", said_by=voices[0], latest="2022-04-14"),
        mission.claim(document, "five people were killed", "killing", said_by=voices[1], latest="2022-04-15"),
    ]
    tie = Tie(first=claims[0], second=claims[1], reason="same-speaker", named="Stepan Hrytsai")
    groups = (
        SourceGroup(claims=tuple(claims[:2]), reasons=("same-speaker",), ties=(tie,)),
        SourceGroup(claims=(claims[2],), reasons=("single",)),
    )
    incident = mission.incident(*claims, groups=groups)
    mission.clear("act:killing")
    mission.more["grades"] = {
        incident: (grade(incident, "proof", "reasonable-grounds", reason="Stepan Hrytsai is believable"),),
        claims[0]: (grade(claims[0], "credibility", "2"),),
        "s1": (grade("s1", "reliability", "B"),),
        stepan: (grade(stepan, "reliability", "F", reason="met for the first time"),),
    }
    mission.named = {"claims": claims, "stepan": stepan, "maria": maria, "incident": incident}
    return mission


def words_of(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def test_the_public_sees_the_standard_of_proof_and_no_grade_of_anybody(graded: Any) -> None:
    release = graded.prepare(Audience.PUBLIC).release
    [incident] = release.incidents
    [label] = incident.proof
    assert (label.value, label.reviewer, label.reason, label.time) == ("reasonable-grounds", None, None, None)
    assert not any(one.grades for one in (*release.claims, *release.sources, *release.actors))
    assert release.statements == () and incident.proposal is None
    assert "Iryna" not in words_of(release.incidents) and "believable" not in words_of(release)


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.SEALED])
def test_the_team_sees_who_graded_what_and_why(graded: Any, audience: Audience) -> None:
    release = graded.prepare(audience).release
    [incident] = release.incidents
    assert (incident.proof[0].reviewer, incident.proof[0].reason) == ("Iryna Demchuk", "Stepan Hrytsai is believable")
    assert [one.grades[0].value for one in release.claims if one.grades] == ["2"]
    assert release.sources[0].grades[0].value == "B"
    stepan = next(actor for actor in release.actors if actor.id == graded.named["stepan"])
    assert stepan.grades[0].value == "F"
    assert incident.proposal is not None and incident.proposal.target == incident.id


def test_a_reason_names_nobody_who_may_not_be_named_and_is_not_told_of_a_pseudonym(graded: Any) -> None:
    graded.persons[graded.named["stepan"]] = msgspec.structs.replace(
        graded.persons[graded.named["stepan"]], protected=True
    )
    release = graded.prepare(Audience.PROSECUTOR).release
    [incident] = release.incidents
    assert incident.proof[0].reason is not None and "Hrytsai" not in incident.proof[0].reason
    stepan = next(actor for actor in release.actors if actor.id == graded.named["stepan"])
    assert stepan.pseudonym and stepan.grades[0].reason is None
    assert "Hrytsai" not in words_of(release)


@pytest.mark.parametrize("audience", list(Audience))
def test_corroboration_speaks_of_released_claims_alone(graded: Any, audience: Audience) -> None:
    release = graded.prepare(audience).release
    [incident] = release.incidents
    known = set(incident.claims)
    for one in incident.corroboration:
        assert {claim for value in one.values for claim in value.claims} <= known
        assert all(group < len(incident.groups) for group in one.groups)
    if audience is Audience.PUBLIC:
        assert {one.field for one in incident.corroboration} <= {"whether-at-all", "date", "place", "quantity"}
    [killed] = incident.casualties
    assert (killed.lowest, killed.highest) == (3, 5)
    for against in incident.contradictions:
        assert {claim for side in against.sides for claim in side.claims} <= known
    if audience is Audience.PUBLIC:
        assert "Hrytsai" not in words_of(release) and "Koval" not in words_of(release)


def test_what_is_withheld_is_not_counted(graded: Any) -> None:
    graded.persons[graded.named["maria"]] = msgspec.structs.replace(
        graded.persons[graded.named["maria"]], consent=graded.sources["s1"].consent.__class__.INTERNAL
    )
    [incident] = graded.prepare(Audience.PUBLIC).release.incidents
    [killed] = incident.casualties
    assert (killed.lowest, killed.highest) == (3, 3)
    assert len(incident.groups) == 1 and incident.contradictions == ()
    assert incident.proof[0].value == "reasonable-grounds"


def test_a_label_that_may_rest_on_a_sealed_act_stays_in_the_sealed_edition(mission: Any) -> None:
    first, second = mission.document("Soldiers shelled the yard."), mission.document("A guard raped her.")
    claims = [
        mission.claim(first, "Soldiers shelled the yard", "shelling", latest="2022-04-14"),
        mission.claim(second, "A guard raped her", "sexual-violence", latest="2022-04-14"),
    ]
    incident = mission.incident(*claims, acts=("sexual-violence", "shelling"))
    mission.more["grades"] = {incident: (grade(incident, "proof", "reasonable-grounds"),)}
    assert [one.proof for one in mission.prepare(Audience.INTERNAL).release.incidents] == [()]
    assert [len(one.proof) for one in mission.prepare(Audience.SEALED).release.incidents] == [1]


def test_prior_statements_are_for_those_who_may_ask_the_witness(mission: Any) -> None:
    first = mission.document("Maria Koval: soldiers shelled the yard.", source="s1")
    second = mission.document("Maria Koval said that soldiers shelled the yard again.", source="s2")
    maria = mission.person("Maria Koval")
    voice = Voice(kind="quote", key=f"person:{maria}", name="Maria Koval", person=maria)
    claims = [
        mission.claim(document, "soldiers shelled the yard", "shelling", said_by=voice, latest=day)
        for document, day in ((first, "2022-04-14"), (second, "2022-04-15"))
    ]
    mission.incident(*claims)
    [found] = mission.prepare(Audience.PROSECUTOR).release.statements
    assert [account.document for account in found.accounts] == ["S1", "S2"]
    assert next(one.outcome for one in found.again[0].fields if one.field == "date") == "differs"
    assert mission.prepare(Audience.PUBLIC).release.statements == ()


def test_a_number_that_was_taken_out_of_the_text_is_counted_nowhere(mission: Any) -> None:
    text = "At 49.21345, 37.28761 near Izium three people were killed. At Izium five people were killed, 380501112233."
    document = mission.document(text)
    claims = [
        mission.claim(document, "28761 near Izium three people were killed", "killing", latest="2022-04-14"),
        mission.claim(document, "five people were killed, 380501112233", "killing", latest="2022-04-14"),
    ]
    against = Contradiction(field="quantity", values={claims[0]: "28761", claims[1]: "5"})
    mission.incident(*claims, contradictions=(against,))
    mission.clear("act:killing")
    release = mission.prepare(Audience.PUBLIC).release
    assert "28761" not in words_of(release) and "28761" not in release.documents[0].text
    assert [(one.lowest, one.highest) for one in release.incidents[0].casualties] == [(3, 5)]
    assert release.incidents[0].contradictions == ()


def test_no_part_of_a_coordinate_is_a_count_of_persons_for_anybody(mission: Any) -> None:
    document = mission.document("A mine at 49.21345, 37.28761 near Izium and the people were killed.")
    mission.incident(mission.claim(document, "28761 near Izium and the people were killed", "killing"))
    for audience in (Audience.PROSECUTOR, Audience.INTERNAL):
        assert "28761" not in words_of(mission.prepare(audience).release.incidents)
