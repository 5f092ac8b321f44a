"""The elements of law in the dossier: nothing twice, and nothing that was said lost."""

from types import ModuleType

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.consent import Audience
from witnessmark.model.finding import ElementFinding, Finding, IncidentMatrix, Question
from witnessmark.model.release import Release
from witnessmark.publish.dossier.analysis import Analysis, analysis, context_rows, joined, merged
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.selection import select
from witnessmark.publish.site.index import ReleaseIndex

SEEN = Question(fact="seen", text="Who saw it?", handling="standard")
PAPER = Question(fact="paper", text="Is there a paper?", handling="custody-first", elements=("a.e1",))


def element(text: str, kind: str = "material", status: str = "open", **more: tuple[str, ...]) -> ElementFinding:
    return ElementFinding(element="e", text=text, kind=kind, status=status, **more)  # type: ignore[arg-type]


def finding(incident: str, cite: str, strength: str, *elements: ElementFinding) -> Finding:
    return Finding(
        incident=incident, provision=cite, cite=cite, title=f"Title of {cite}", strength=strength, regime=(),
        elements=elements,
    )  # type: ignore[arg-type]  # fmt: skip


WAR = element("There was a conflict.", "contextual", "covered", supporting=("c1",))
WAR_CONTESTED = element("There was a conflict.", "contextual", "contested", supporting=("c2",), contradicting=("c3",))
DEAD = element("Somebody died.", supporting=("c1",), missing=("seen", "body"))


def matrices(release: Release) -> tuple[IncidentMatrix, ...]:
    one, two = release.incidents[0].id, release.incidents[1].id
    return (
        IncidentMatrix(
            incident=one,
            findings=(
                finding(one, "Code art. 9", "primary", DEAD, WAR),
                finding(one, "Code art. 10", "primary", DEAD, element("It was meant.", "mental")),
                finding(one, "Treaty art. 3", "secondary", element("Nothing of this is printed.")),
                finding(one, "Treaty art. 11", "context"),
            ),
            questions=(SEEN, PAPER, SEEN, msgspec.structs.replace(PAPER, elements=("b.e7",))),
            alternatives=(),
        ),
        IncidentMatrix(
            incident=two,
            findings=(finding(two, "Code art. 12", "secondary", WAR_CONTESTED),),
            questions=(SEEN,),
            alternatives=(),
        ),
    )


def made(sample: ModuleType) -> Analysis:
    release = sample.sample_release(Audience.INTERNAL)
    index = ReleaseIndex(msgspec.structs.replace(release, matrices=matrices(release)))
    return analysis(DossierEdition(index, "en", (), select(index)))


def test_only_main_indicators_have_rows_and_a_shared_element_has_one(sample: ModuleType) -> None:
    entry = next(entry for entry in made(sample).entries if entry.titles)
    assert [row.text for row in entry.rows] == ["Somebody died.", "It was meant."]
    assert entry.rows[0].cites == ["Code art. 9", "Code art. 10"]
    assert (entry.further, entry.background) == (("Treaty art. 3",), ("Treaty art. 11",))


def test_the_situation_is_set_out_once_with_the_claims_of_all(sample: ModuleType) -> None:
    result = made(sample)
    (row,) = result.context
    assert (row.status, row.supporting, row.contradicting) == ("contested", ["c1", "c2"], ["c3"])
    assert len(row.incidents) == 2 and all(entry.context == (1,) for entry in result.entries)


def test_a_shared_question_stands_once_and_missing_facts_point_to_questions(sample: ModuleType) -> None:
    result = made(sample)
    assert [asked.question.text for asked in result.questions] == ["Who saw it?"]
    entry = next(entry for entry in result.entries if entry.titles)
    assert entry.common == (1,) and [asked.question.text for asked in entry.own] == ["Is there a paper?"]
    assert entry.asks[0] == (1,) and entry.unasked[0] == ("body",)


def test_every_provision_is_named_with_its_title(sample: ModuleType) -> None:
    named = dict(made(sample).provisions)
    assert list(named) == ["Code art. 9", "Code art. 10", "Code art. 12", "Treaty art. 3", "Treaty art. 11"]
    assert named["Treaty art. 11"] == "Title of Treaty art. 11"


def test_the_same_words_with_other_claims_stay_apart() -> None:
    rows = merged([("A", DEAD), ("B", element("Somebody died.", supporting=("c9",)))])
    assert [row.supporting for row in rows] == [["c1"], ["c9"]]


def test_cites_of_one_instrument_name_it_once() -> None:
    assert joined(["GC IV art. 147", "AP I art. 52", "AP I art. 51", "Study Rule 7", "Study Rule 1"]) == (
        "AP I art. 51, 52; GC IV art. 147; Study Rule 1, 7"
    )


@given(st.lists(st.from_regex(r"[A-Z]{1,3} (art\.|Rule|point) ?[0-9]{1,3}(\([a-z]\))?", fullmatch=True), max_size=9))
def test_no_cite_is_lost(cites: list[str]) -> None:
    text = joined(cites)
    for cite in cites:
        instrument, _, place = cite.rpartition(" ")
        assert (instrument in text and place in text) or cite in text


texts = st.sampled_from("abc")
some = st.lists(st.sampled_from(["c1", "c2", "c3"]), unique=True).map(tuple)
contextual = st.builds(
    lambda text, status, yes, no: element(text, "contextual", status, supporting=yes, contradicting=no),
    texts, st.sampled_from(["covered", "touched", "contested", "open"]), some, some,
)  # fmt: skip


@given(st.lists(st.lists(contextual, max_size=4), max_size=4))
def test_the_situation_keeps_every_claim_and_every_doubt(cases: list[list[ElementFinding]]) -> None:
    given_matrices = [
        IncidentMatrix(incident=str(n), findings=(finding(str(n), f"art. {n}", "primary", *elements),), questions=(),
                       alternatives=())
        for n, elements in enumerate(cases)
    ]  # fmt: skip
    rows = {row.text: row for row in context_rows(given_matrices)}
    for one in (e for elements in cases for e in elements):
        row = rows[one.text]
        assert set(one.supporting) <= set(row.supporting) and set(one.contradicting) <= set(row.contradicting)
        assert one.status != "contested" or row.status == "contested"
        assert len(set(row.supporting)) == len(row.supporting)
