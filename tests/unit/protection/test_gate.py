"""The gate: what may appear in which edition."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from witnessmark.model.claim import Voice
from witnessmark.model.consent import MAY_APPEAR, MAY_BE_NAMED, Audience, ConsentLevel
from witnessmark.model.decision import ReleaseProposal
from witnessmark.model.record import PlaceMention
from witnessmark.protection.gate import WrongAudienceError, prepare

EVERYONE = list(Audience)


@pytest.mark.parametrize("audience", EVERYONE)
@pytest.mark.parametrize("level", list(ConsentLevel))
def test_a_source_appears_only_where_its_consent_allows(mission: Any, audience: Audience, level: ConsentLevel) -> None:
    document = mission.document("The well in Oskil was repaired in May.", consent=level.label)
    mission.claim(document, "The well in Oskil was repaired", "restoration-of-services")
    draft = mission.prepare(audience)
    appears = level >= MAY_APPEAR[audience]
    assert draft.publishable is appears
    assert len(draft.release.claims) == len(draft.release.sources) == len(draft.release.documents) == int(appears)
    assert ("consent" in {each.reason for each in draft.reasons}) is not appears


def test_a_claim_takes_the_strictest_of_source_speaker_and_people_mentioned(mission: Any) -> None:
    text = "Water came back. Stepan Hrytsai said the shop was looted. Soldiers beat Pavlo Lisnyi."
    document = mission.document(text)
    speaker = mission.person("Stepan Hrytsai", consent="internal")
    victim = mission.person("Pavlo Lisnyi", consent="accountability-sealed")
    mission.claim(document, "Water came back", "restoration-of-services")
    voice = Voice(kind="quote", key=f"person:{speaker}", person=speaker)
    mission.claim(document, "the shop was looted", "looting", said_by=voice)
    mission.claim(
        document, "Soldiers beat Pavlo Lisnyi", "wounding", roles={"victim": ("Pavlo Lisnyi", "person", victim)}
    )
    assert [claim.act for claim in mission.prepare().release.claims] == ["restoration-of-services"]
    assert mission.text() == "Water came back. [passage withheld]"
    acts = [claim.act for claim in mission.prepare(Audience.PROSECUTOR).release.claims]
    assert acts == ["restoration-of-services", "wounding"]
    assert len(mission.prepare(Audience.INTERNAL).release.claims) == 3


def test_a_person_without_a_name_has_one_pseudonym_in_every_document_and_language(mission: Any) -> None:
    first = mission.document("Stepan Hrytsai, 61, a beekeeper, lost his house. We met S. Hrytsai twice.")
    mission.document("Степан Грицай повернувся. Будинок Грицая згорів.", language="uk")
    person = mission.person(
        "Stepan Hrytsai", "Степан Грицай", attributes=("61", "a beekeeper"), ages=(61,), occupations=("beekeeper",)
    )
    mission.claim(first, "lost his house", "damage-housing", roles={"owner": ("Stepan Hrytsai", "person", person)})
    release = mission.prepare(salt="one").release
    assert release.documents[0].text == "Person 1, [withheld], [withheld], lost his house. We met Person 1 twice."
    assert release.documents[1].text == "Особа 1 повернувся. Будинок Особа 1 згорів."
    assert release.claims[0].roles[0].text == "Person 1"
    assert [(actor.label, actor.pseudonym) for actor in release.actors] == [("Person 1", True)]


def test_offsets_of_claims_are_those_of_the_released_text(mission: Any) -> None:
    document = mission.document("Oleksandra Voitovych told us that the bridge in Oskil was mined. It rained.")
    mission.person("Oleksandra Voitovych")
    mission.claim(document, "Oleksandra Voitovych told us that the bridge in Oskil was mined", "mine-laying")
    release = mission.prepare().release
    claim = release.claims[0]
    assert claim.quote == "Person 1 told us that the bridge in Oskil was mined"
    assert release.documents[0].text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("audience", "named"),
    [(Audience.PUBLIC, False), (Audience.PROSECUTOR, False), (Audience.INTERNAL, True), (Audience.SEALED, True)],
)
def test_a_protected_person_is_named_inside_only(mission: Any, audience: Audience, named: bool) -> None:
    mission.document("Hanna Chumak came home.", consent="public-named")
    mission.person("Hanna Chumak", protected=True)
    assert ("Hanna Chumak" in mission.text(audience)) is named


def test_a_person_said_to_have_done_harm_is_named_in_no_public_edition(mission: Any) -> None:
    document = mission.document("Roman Dubyna took the tractor.", consent="public-named")
    person = mission.person("Roman Dubyna")
    mission.claim(
        document, "Roman Dubyna took the tractor", "looting", roles={"perpetrator": ("Roman Dubyna", "person", person)}
    )
    assert mission.text() == "Person 1 took the tractor."
    assert mission.text(Audience.PROSECUTOR) == "Roman Dubyna took the tractor."


def test_a_child_is_never_named_in_public(mission: Any) -> None:
    mission.document("Darynka Maliuk goes to school. Taras Maliuk, 44, drives.", consent="public-named")
    mission.person("Darynka Maliuk", ages=(9,))
    mission.person("Taras Maliuk", ages=(44,))
    assert "Darynka" not in mission.text()
    assert "Taras Maliuk, 44" in mission.text()


def test_whom_a_heading_introduces_is_not_named_though_no_reading_knows_a_person_there(mission: Any) -> None:
    heads = (
        "Interview with Zdyslava Kvitchuk, 2 October 2022",
        "Розмова зі Здиславою Квітчук\n",
        "Witness: Z. Kvitchuk",
    )
    document = mission.document("\n".join(heads) + "\n\nShe was raped by two men.", consent="public-named")
    mission.claim(document, "She was raped by two men", "sexual-violence")
    mission.document("Statement of Orysyna Halych.\n\nSoldiers took a stove. Halych wept.")
    town = PlaceMention(15, 25, "Izium Town", name="Izium", kind="settlement")
    mission.document("Interview with Izium Town\n\nSoldiers took a stove.", places=(town,))
    shown = " ".join(each.text for each in mission.prepare().release.documents)
    assert not [word for word in ("Zdyslava", "Kvitchuk", "Квітчук", "Здисл", "Orysyna", "Halych") if word in shown]
    assert "Interview with Izium Town" in shown


def test_high_sensitivity_needs_a_clearance_for_this_audience(mission: Any) -> None:
    document = mission.document("He was tortured in the cellar. Later bread was handed out.")
    claim = mission.claim(document, "He was tortured in the cellar", "torture")
    mission.claim(document, "bread was handed out", "aid-food")
    incident = mission.incident(claim)
    assert mission.text() == "[passage withheld] Later bread was handed out."
    assert len(mission.prepare(Audience.PROSECUTOR).release.claims) == 2
    mission.clear(claim, Audience.PROSECUTOR)
    assert len(mission.prepare().release.claims) == 1
    for target in (claim, incident, "act:torture"):
        mission.more["clearances"] = ()
        mission.clear(target)
        assert len(mission.prepare().release.claims) == 2


@pytest.mark.parametrize("audience", EVERYONE)
def test_sealed_acts_are_in_the_sealed_edition_and_leave_no_trace_elsewhere(mission: Any, audience: Audience) -> None:
    document = mission.document("Bread was handed out. She was raped by two men.", consent="public-named")
    claim = mission.claim(document, "She was raped by two men", "sexual-violence")
    mission.incident(claim)
    for target in (claim, "act:sexual-violence"):
        mission.clear(target, audience)
    draft = mission.prepare(audience)
    sealed = audience is Audience.SEALED
    assert bool(draft.release.claims) is bool(draft.release.incidents) is sealed
    assert ("raped" in draft.release.documents[0].text) is sealed
    assert ("sexual-violence" in repr(draft.release)) is sealed
    assert sealed or "consent" in {each.reason for each in draft.reasons}


@pytest.mark.parametrize(
    ("latest", "written", "modality", "appears"),
    [
        ("2023-12-04", None, "asserted", True),  # exactly 180 days before 1 June 2024
        ("2023-12-05", None, "asserted", False),
        (None, None, "asserted", False),
        (None, "2022-11-02", "asserted", True),  # told of as past in an old document
        (None, "2024-05", "asserted", False),
        (None, "2022-11-02", "planned", False),  # a plan looks ahead of its document
        ("2025-01-01", None, "asserted", False),
    ],
)  # fmt: skip
def test_forces_are_public_after_180_days_only(
    mission: Any, latest: str | None, written: str | None, modality: str, appears: bool
) -> None:
    document = mission.document("The shop opened. Tanks drove through Oskil.", date=written)
    mission.claim(document, "Tanks drove through Oskil", "entry-of-forces", latest=latest, modality=modality)
    draft = mission.prepare()
    assert bool(draft.release.claims) is appears
    assert any("Tanks" in document.text for document in draft.release.documents) is appears
    assert mission.prepare(Audience.PROSECUTOR).release.claims


def test_the_place_of_a_unit_is_about_forces_whatever_the_act(mission: Any, place: Any) -> None:
    document = mission.document("The 7th Road Battalion slept in the school of Oskil.", date="2024-05-20")
    where = place(mission, document, "Oskil")
    words = "The 7th Road Battalion slept in the school"
    mission.claim(
        document, words, "property-occupation", place=where, roles={"unit": ("The 7th Road Battalion", "unit", None)}
    )
    assert not mission.prepare().release.claims


def test_the_day_of_receipt_bounds_nothing(mission: Any) -> None:
    document = mission.document("Tanks drove through Oskil.", date=None, received="2020-01-01T00:00:00+02:00")
    mission.claim(document, "Tanks drove through Oskil", "entry-of-forces")
    assert not mission.prepare().release.claims


def test_a_rejected_claim_is_gone_and_its_words_stay(mission: Any) -> None:
    document = mission.document("The cow was stolen by time.")
    claim = mission.claim(document, "The cow was stolen", "looting")
    mission.decide(claim, "rejected")
    draft = mission.prepare()
    assert not draft.release.claims
    assert draft.release.documents[0].text == "The cow was stolen by time."
    assert [(each.reason, each.what) for each in draft.reasons] == [("rejected", "claim")]


def test_a_corrected_claim_has_the_corrected_values(mission: Any) -> None:
    document = mission.document("The cow was stolen one night.")
    claim = mission.claim(document, "The cow was stolen one night", "looting")
    mission.decide(claim, "corrected", corrected={"act": "property-seizure", "date": "2022-04", "modality": "hearsay"})
    shown = mission.prepare().release.claims[0]
    assert (shown.act, shown.modality, shown.edtf) == ("property-seizure", "hearsay", "2022-04")
    assert (shown.earliest, shown.latest, shown.reviewed) == ("2022-04-01", "2022-04-30", "corrected")
    assert shown.date_words is None


def test_while_decisions_disagree_the_strictest_holds(mission: Any) -> None:
    document = mission.document("He was beaten at the post.")
    claim = mission.claim(document, "He was beaten at the post", "wounding")
    mission.decide(claim, "confirmed", concurrent=("e2",))
    mission.decide(claim, "corrected", corrected={"act": "sexual-violence"}, concurrent=("e1",))
    assert not mission.prepare(Audience.PROSECUTOR).release.claims
    draft = mission.prepare(Audience.SEALED)
    assert [each.act for each in draft.release.claims] == ["wounding"]
    assert "concurrent-decisions" in {each.kind for each in draft.warnings}


def test_an_incident_keeps_only_what_appears_and_vanishes_without_it(mission: Any, place: Any) -> None:
    document = mission.document("A house in Oskil burned. He was tortured there.")
    where = place(mission, document, "Oskil")
    fire = mission.claim(document, "A house in Oskil burned", "damage-housing", place=where, latest="2022-05-01")
    torture = mission.claim(document, "He was tortured there", "torture", latest="2022-04-01")
    mission.incident(torture, fire)
    mission.incident(torture)
    public = mission.prepare().release
    assert [(each.id, each.acts, each.claims, each.layer) for each in public.incidents] == [
        ("i1", ("damage-housing",), ("c1",), "damage-and-services")
    ]
    assert public.incidents[0].time.latest == "2022-05-01"
    assert public.claims[0].incident == "i1"
    assert len(mission.prepare(Audience.INTERNAL).release.incidents) == 2


def test_public_ids_tell_nothing_of_the_digests_that_made_them(mission: Any) -> None:
    document = mission.document("Bread was handed out.")
    mission.incident(mission.claim(document, "Bread was handed out", "aid-food"))
    release = mission.prepare(salt="x").release
    assert (release.claims[0].id, release.documents[0].id, release.incidents[0].id) == ("c1", "S1", "i1")
    assert release.sources[0].sha256 is release.sources[0].file_name is release.sources[0].received is None
    assert mission.prepare(Audience.INTERNAL).release.claims[0].id == "claim-1"


def test_the_salt_changes_numbers_and_commitments_and_not_what_is_approved(mission: Any) -> None:
    mission.document(" ".join(f"{name} Hryb came." for name in ("Olena", "Petro", "Yurii", "Nina")))
    for name in ("Olena", "Petro", "Yurii", "Nina"):
        mission.person(f"{name} Hryb")
    drafts = [mission.prepare(salt=salt) for salt in ("a", "b", "c", "d")]
    assert len({draft.release.content for draft in drafts}) == 1
    assert len({draft.release.documents[0].text for draft in drafts}) > 1
    assert len({draft.release.sources[0].commitment for draft in drafts}) == 4
    assert mission.prepare(salt="a").release == drafts[0].release


def test_a_public_release_needs_two_reviewers_with_two_devices(mission: Any, approve: Any) -> None:
    mission.document("Bread was handed out.")
    content = mission.prepare().release.content
    for approvals, missing in [
        ([], 2),
        ([("Ada", "k1")], 1),
        ([("Ada", "k1"), ("ada ", "k2")], 1),
        ([("Ada", "k1"), ("Bo", "k1")], 1),
        ([("Ada", "k1"), ("Bo", "k2")], 0),
    ]:
        mission.more["approvals"] = tuple(approve(content, *each) for each in approvals)
        assert mission.prepare(salt="x").approvals_missing == missing
    mission.more["approvals"] = (approve("0" * 64, "Ada", "k1"), approve(content, "Bo", "k2"))
    draft = mission.prepare(salt="x")
    assert draft.approvals_missing == 1
    assert "approvals-ignored" in {each.kind for each in draft.warnings}


def test_a_proposal_for_another_audience_is_refused(mission: Any) -> None:
    proposal = ReleaseProposal(id="r", audience=Audience.SEALED, time="", salt="x", content="", entry="e")
    with pytest.raises(WrongAudienceError, match="sealed"):
        prepare(mission.file(), Audience.PUBLIC, on_day="2024-06-01", proposal=proposal, software="t", data={})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(ConsentLevel),
    st.none() | st.sampled_from(ConsentLevel),
    st.none() | st.sampled_from(ConsentLevel),
    st.sampled_from(EVERYONE),
)
def test_whatever_people_allowed_the_strictest_holds(
    mission: Any, source: ConsentLevel, speaker: ConsentLevel | None, victim: ConsentLevel | None, audience: Audience
) -> None:
    mission.__init__()
    document = mission.document("Stepan Hrytsai said that Pavlo Lisnyi was wounded.", consent=source.label)
    first = mission.person("Stepan Hrytsai", consent=None if speaker is None else speaker.label)
    second = mission.person("Pavlo Lisnyi", consent=None if victim is None else victim.label)
    voice = Voice(kind="quote", key=f"person:{first}", person=first)
    roles = {"victim": ("Pavlo Lisnyi", "person", second)}
    mission.claim(document, "Pavlo Lisnyi was wounded", "wounding", said_by=voice, roles=roles)
    strictest = min(level for level in (source, speaker, victim) if level is not None)
    release = mission.prepare(audience).release
    assert bool(release.claims) is (strictest >= MAY_APPEAR[audience])
    shown = "".join(each.text for each in release.documents)
    for level, name in ((speaker, "Hrytsai"), (victim, "Lisnyi")):
        held = min(source, source if level is None else level)
        assert name not in shown or held >= MAY_BE_NAMED[audience]
