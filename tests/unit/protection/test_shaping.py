"""How what may appear is shown: incidents, matrices, actors, sources, titles, references."""

from typing import Any

import pytest

from witnessmark.model.case import Locator
from witnessmark.model.claim import Voice
from witnessmark.model.consent import Audience
from witnessmark.model.finding import ElementFinding, Finding, IncidentMatrix
from witnessmark.model.incident import Contradiction, IncidentTime, SourceGroup
from witnessmark.model.release import CustodyEvent


def matrix_of(incident: str, *claims: str) -> IncidentMatrix:
    elements = (
        ElementFinding(element="e1", text="t", kind="conduct", status="covered", supporting=claims),
        ElementFinding(element="e2", text="t", kind="mental", status="open", missing=("intent",)),
        ElementFinding(element="e3", text="t", kind="context", status="touched", hearsay=claims[-1:]),
    )
    finding = Finding(
        incident=incident, provision="p", cite="c", title="t", strength="primary", regime=(), elements=elements
    )
    return IncidentMatrix(incident=incident, findings=(finding,), questions=(), alternatives=())


def test_a_matrix_holds_only_claims_of_the_edition_and_stays_inside(mission: Any) -> None:
    open_ = mission.document("The shop was looted.", consent="accountability-named")
    closed = mission.document("The shop was robbed bare.", consent="internal")
    first = mission.claim(open_, "The shop was looted", "looting")
    second = mission.claim(closed, "The shop was robbed bare", "looting")
    incident = mission.incident(first, second)
    mission.more["matrices"] = {incident: matrix_of(incident, first, second)}
    assert mission.prepare().release.matrices == ()
    elements = mission.prepare(Audience.PROSECUTOR).release.matrices[0].findings[0].elements
    assert [(each.supporting, each.hearsay, each.status) for each in elements] == [
        ((first,), (), "covered"), ((), (), "open"), ((), (), "open"),
    ]  # fmt: skip
    assert mission.prepare(Audience.INTERNAL).release.matrices[0].findings[0].elements[2].hearsay == (second,)


def test_the_matrix_of_a_sealed_act_is_sealed(mission: Any) -> None:
    document = mission.document("She was raped. The shop was looted.", consent="public-named")
    claims = [
        mission.claim(document, "She was raped", "sexual-violence"),
        mission.claim(document, "The shop was looted", "looting"),
    ]
    incident = mission.incident(*claims)
    mission.incident(claims[1])
    mission.more["matrices"] = {incident: matrix_of(incident, *claims)}
    assert not mission.prepare(Audience.PROSECUTOR).release.matrices
    assert mission.prepare(Audience.SEALED).release.matrices


def test_groups_and_contradictions_shrink_with_their_claims(mission: Any, place: Any) -> None:
    texts = ("Two houses in Oskil burned.", "Three houses burned, said a man.", "No house burned.")
    documents = [mission.document(text) for text in texts[:2]] + [mission.document(texts[2], consent="internal")]
    claims = [
        mission.claim(d, text[:-1], "damage-housing", latest="2022-03-01")
        for d, text in zip(documents, texts, strict=True)
    ]
    mission.incident(
        *claims,
        groups=(
            SourceGroup(claims=tuple(claims[1:]), reasons=("near-copy",)),
            SourceGroup(claims=claims[:1], reasons=("single",)),
        ),
        contradictions=(
            Contradiction(field="perpetrator", values={claims[0]: "two", claims[1]: "three", claims[2]: "none"}),
            Contradiction(field="whether-at-all", values={claims[0]: "yes", claims[2]: "no"}),
        ),
        time=IncidentTime(edtf="2022-02", earliest="2022-02-01", latest="2022-02-28"),
    )
    (incident,) = mission.prepare().release.incidents
    assert [(each.claims, each.reasons) for each in incident.groups] == [(("c2",), ("single",)), (("c1",), ("single",))]
    assert [each.values for each in incident.contradictions] == [{"c1": "two", "c2": "three"}]
    assert (incident.time.edtf, incident.time.latest) == ("2022-03-01", "2022-03-01")
    (whole,) = mission.prepare(Audience.INTERNAL).release.incidents
    assert len(whole.contradictions) == 2 and whole.time.edtf == "2022-02"


def test_what_is_left_of_an_incident_may_only_be_its_denial(mission: Any) -> None:
    said = mission.document("A house burned.", consent="internal")
    denied = mission.document("No house burned there.")
    claims = (
        mission.claim(said, "A house burned", "damage-housing"),
        mission.claim(denied, "No house burned there", "damage-housing", polarity="negative"),
    )
    mission.incident(*claims)
    (incident,) = mission.prepare().release.incidents
    assert (incident.status, incident.time) == ("denied-only", IncidentTime())


def test_values_of_a_contradiction_hold_no_name_and_no_fine_place(mission: Any, place: Any) -> None:
    document = mission.document("Stepan Hrytsai lost a cow near Oskil. A cow was lost at the mill, Oskil.")
    person = mission.person("Stepan Hrytsai")
    first = mission.claim(
        document, "Stepan Hrytsai lost a cow", "looting", roles={"owner": ("Stepan Hrytsai", "person", person)},
        place=place(mission, document, "Oskil"),
    )  # fmt: skip
    mill = place(mission, document, "the mill", name="mill 3", kind="facility", admin=("Ukraine", "Kharkiv Oblast"))
    second = mission.claim(document, "A cow was lost", "looting", place=mill)
    mission.incident(
        first, second,
        contradictions=(
            Contradiction(field="victim", values={first: "Stepan Hrytsai", second: "nobody"}),
            Contradiction(field="place", values={first: "Oskil", second: "mill 3"}),
        ),
    )  # fmt: skip
    (incident,) = mission.prepare().release.incidents
    assert [each.values for each in incident.contradictions] == [
        {"c1": "[name withheld]", "c2": "nobody"}, {"c1": "Oskil", "c2": "Kharkiv Oblast"},
    ]  # fmt: skip


def test_units_and_bodies_are_actors_and_may_speak(mission: Any) -> None:
    document = mission.document("The Oskil council shared out bread, the Oskil council said. It came twice.")
    roles = {"provider": ("The Oskil council", "authority", None)}
    voice = Voice(kind="actor", key="actor:council", name="The Oskil council")
    mission.claim(document, "The Oskil council shared out bread", "aid-food", roles=roles, said_by=voice)
    stranger = Voice(kind="quote", key="quote:1")
    mission.claim(document, "It came twice", "aid-food", said_by=stranger)
    release = mission.prepare().release
    (actor,) = release.actors
    assert (actor.label, actor.kind, actor.claims, actor.said) == ("The Oskil council", "authority", ("c1",), ("c1",))
    assert [claim.said_by for claim in release.claims] == ["The Oskil council", ""]


def test_a_speaker_has_the_pseudonym_of_the_language_of_the_document(mission: Any) -> None:
    document = mission.document("Степан Грицай казав, що хата згоріла.", language="uk")
    person = mission.person("Степан Грицай")
    voice = Voice(kind="quote", key=f"person:{person}", person=person)
    mission.claim(document, "хата згоріла", "damage-housing", said_by=voice)
    ghost = Voice(kind="quote", key="person:gone", person="gone")
    mission.claim(document, "хата", "damage-housing", said_by=ghost)
    release = mission.prepare().release
    assert [claim.said_by for claim in release.claims] == ["Особа 1", "[ім’я вилучено]"]
    assert [(each.label, each.said) for each in release.actors] == [("Person 1", ("c1",))]


def test_an_author_is_named_or_else_the_document_speaks(mission: Any) -> None:
    document = mission.document("Bread came. Nina Tkach saw it.", consent="public-named")
    person = mission.person("Nina Tkach")
    mission.claim(document, "Bread came", "aid-food", said_by=Voice(kind="author", key="author:d1", person=person))
    release = mission.prepare().release
    assert (release.claims[0].said_by, release.actors[0].said) == ("Nina Tkach", ("c1",))
    mission.persons.clear()
    mission.person("Nina Tkach", consent="public-anonymous")
    release = mission.prepare().release
    assert (release.claims[0].said_by, release.actors) == ("S1", ())
    assert release.documents[0].text == "Bread came. Person 1 saw it."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Life in Oskil", "Life in Oskil"),
        ("Statement of Taras Oliinyk", "S1 (text)"),  # from beside the text: nobody read it
        ("Interview with Hanna Chumak", "S1 (text)"),
        ("s1", "S1 (text)"),
        ("s1.txt", "S1 (text)"),
        ("At 12 Sadova Street", "S1 (text)"),
        (None, "S1 (text)"),
        ("  ", "S1 (text)"),
    ],
)
def test_a_title_in_doubt_gives_way_to_the_label(mission: Any, title: str | None, shown: str) -> None:
    mission.document("Hanna Chumak came.\nLife in Oskil", title=title)
    mission.person("Hanna Chumak")
    draft = mission.prepare()
    assert draft.release.documents[0].title == shown
    withheld = bool(title and title.strip()) and title != shown
    assert ("title-withheld" in {each.kind for each in draft.warnings}) is withheld


def test_the_title_and_notice_of_the_case_hold_no_name(mission: Any) -> None:
    mission.document("Hanna Chumak came.")
    mission.person("Hanna Chumak")
    mission.more |= {"title": "The case of Hanna Chumak", "notice": "For Chumak"}
    release = mission.prepare().release
    assert (release.title, release.notice) == ("The case of [name withheld]", "For [name withheld]")


@pytest.mark.parametrize(
    ("kind", "value", "public", "inside"),
    [
        ("page", "2", "page 2", "page 2"),
        ("second", "3792.5", "1:03:12", "1:03:12"),
        ("cell", "Chumak!B4", "cell B4", "cell [name withheld]!B4"),
        ("part", "letter.eml", "", "part letter.eml"),
    ],
)
def test_a_reference_names_no_file(mission: Any, kind: Any, value: str, public: str, inside: str) -> None:
    document = mission.document("Bread came. Hanna Chumak saw it.", consent="public-named")
    mission.person("Hanna Chumak", consent="accountability-sealed", protected=True)
    mission.claim(document, "Bread came", "aid-food", locator=Locator(0, 10, kind, value))
    release = mission.prepare(Audience.PROSECUTOR).release
    assert release.claims[0].reference == inside
    assert mission.prepare().release.claims[0].reference == public


def test_a_source_shows_its_digest_only_where_its_people_may_be_named(mission: Any) -> None:
    mission.document("Bread.", consent="accountability-named")
    mission.document("Bread.", consent="accountability-sealed")
    mission.more["custody"] = (
        CustodyEvent(source="s1", kind="received", time="t", device="d", entry="e"),
        CustodyEvent(source="gone", kind="received", time="t", device="d", entry="e"),
    )
    release = mission.prepare(Audience.PROSECUTOR, salt="x").release
    assert [(source.file_name, bool(source.sha256)) for source in release.sources] == [("s1.txt", True), (None, False)]
    assert [event.source for event in release.custody] == ["S1"]
    assert all(len(source.commitment) == 64 for source in release.sources)
    assert mission.prepare(Audience.PUBLIC).release.custody == ()


def test_two_documents_of_one_source_are_told_apart(mission: Any) -> None:
    mission.document("Bread.", source="s1")
    mission.document("Water.", source="s1")
    release = mission.prepare().release
    assert [each.id for each in release.documents] == ["S1-1", "S1-2"]
    assert release.sources[0].documents == ("S1-1", "S1-2")


def test_givers_and_authors_are_protected_too(mission: Any) -> None:
    mission.document(
        "Melnyk told the Oskil Relief Group. Relief came. Tkach wrote it.",
        giver="Oskil Relief Group",
        author="Iryna Tkach",
    )
    mission.person("Petro Melnyk")
    text = mission.text()
    assert "Melnyk" not in text and "Tkach" not in text and "Oskil Relief Group" not in text
    assert "Relief came" in text


def test_a_person_named_in_one_source_and_hidden_in_another_is_hidden(mission: Any) -> None:
    mission.document("Hanna Chumak came.", consent="public-named")
    mission.document("Hanna Chumak left.", consent="public-anonymous")
    mission.person("Hanna Chumak")
    assert "Chumak" not in mission.text()
    mission.persons.clear()
    mission.person("Hanna Chumak", consent="public-named")
    assert "Chumak" not in mission.text()


def test_reviewers_are_named_though_a_namesake_is_not(mission: Any, approve: Any) -> None:
    mission.document("Hanna Chumak came.")
    mission.person("Hanna Chumak")
    mission.more["approvals"] = (approve("c", "Hanna Lis", "k"),)
    protected = mission.prepare().protected
    assert not protected.holds("approved by Hanna Lis")
    assert protected.holds("approved by Hanna")


def test_an_unknown_act_is_withheld_from_everybody(mission: Any) -> None:
    document = mission.document("It happened.")
    mission.claim(document, "It happened", "no-such-act")
    for audience in Audience:
        assert not mission.prepare(audience).release.claims


def test_decisions_that_found_no_words_are_mentioned(mission: Any) -> None:
    mission.document("Bread.")
    mission.decide("claim-9", "rejected")
    mission.more["unattached"] = mission.more["decisions"].pop("claim-9")
    draft = mission.prepare()
    assert [each.kind for each in draft.warnings] == ["unattached-decisions"]
    assert "public" in repr(draft)


def test_a_claim_in_a_withheld_passage_goes_with_it(mission: Any) -> None:
    document = mission.document("He was tortured and got bread. Rain fell.")
    mission.claim(document, "He was tortured", "torture")
    mission.claim(document, "got bread", "aid-food")
    assert not mission.prepare().release.claims
    assert len(mission.prepare(Audience.INTERNAL).release.claims) == 2


def test_the_date_that_was_given_with_a_document_is_its_date_in_every_edition(mission: Any) -> None:
    mission.document("Soldiers took the pump from our yard.", date=None, document_date="2022-10-09")
    mission.document("Soldiers took the horse from our yard.", date="2022-11-02", document_date="2022-11-05")
    mission.document("Soldiers took the plough from our yard.", date="2022-11-02")
    dates = [document.date for document in mission.prepare(Audience.INTERNAL).release.documents]
    assert dates == ["2022-10-09", "2022-11-05", "2022-11-02"]
