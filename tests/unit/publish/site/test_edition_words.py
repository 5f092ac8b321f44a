"""Values of a release in the language of the page."""

import pytest

from witnessmark.model.release import ReleasedDocument
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import edtf_words
from witnessmark.publish.site.words import Words

from .sample import sample_release

REST = {"kind": "text", "language": None, "date": None, "segments": (), "claims": ()}
EDTF = [
    ("2022-03", "March 2022", "березень 2022"),
    ("2022-09-08", "8 September 2022", "8 вересня 2022"),
    ("2022-09-07/2022-09-08", "from 7 to 8 September 2022", "від 7 до 8 вересня 2022"),
    ("[2022-09-26..2022-10-02]", "between 26 September and 2 October 2022", "між 26 вересня та 2 жовтня 2022"),
    ("[2022-03-02..2022-03-03]", "2 or 3 March 2022", "2 або 3 березня 2022"),
    ("[2022-03-02,2022-03-03]", "2 or 3 March 2022", "2 або 3 березня 2022"),
    ("[2022-03-31..2022-04-01]", "31 March or 1 April 2022", "31 березня або 1 квітня 2022"),
    ("[2022-03-02,2022-03-05,2022-03-09]", "[2022-03-02,2022-03-05,2022-03-09]", "[2022-03-02,2022-03-05,2022-03-09]"),
    ("2022-07-12T18:00:00", "12 July 2022, 18:00", "12 липня 2022, 18:00"),
    ("2022-09-07~", "about 7 September 2022", "близько 7 вересня 2022"),
    ("2022-09-10/..", "since 10 September 2022", "від 10 вересня 2022"),
    ("2022-13", "2022-13", "2022-13"),
    ("in spring", "in spring", "in spring"),
]


@pytest.mark.parametrize(("edtf", "english", "ukrainian"), EDTF)
def test_dates_are_said_in_words_and_what_is_no_date_stays(edtf: str, english: str, ukrainian: str) -> None:
    assert edtf_words(edtf, Words("en")).replace("\u00a0", " ") == english
    assert edtf_words(edtf, Words("uk")).replace("\u00a0", " ") == ukrainian


def test_places_in_an_original_pseudonyms_and_units_are_said_in_ukrainian() -> None:
    edition = Edition(ReleaseIndex(sample_release()), "uk")
    assert edition.reference("line 4") == "рядок 4"
    assert edition.reference("part paragraph 5") == "абзац 5"
    assert edition.shown_name("Person 3") == "Особа 3"
    assert edition.unit("Kharkiv Oblast") == "Харківська область"
    assert edition.kilobytes(120_640) == "120,6 КБ"


def test_a_title_that_only_stands_for_one_says_the_kind_in_ukrainian() -> None:
    release = sample_release()
    edition = Edition(ReleaseIndex(release), "uk")
    source = release.sources[0]
    named = ReleasedDocument(id="d", source=source.id, title=f"{source.label} (text)", **REST)
    own = ReleasedDocument(id="e", source=source.id, title="Letter (text)", **REST)
    assert edition.document_title(named) == f"{source.label} (текст)"
    assert edition.document_title(own) == "Letter (text)"


def test_on_what_a_date_rests_is_said_without_english_and_without_codes() -> None:
    told = 'counted from 2022-07-12, the date the text gives for "was detained at" in Kharkiv Oblast'
    release = ReleaseIndex(sample_release())
    assert Edition(release, "uk").date_basis(told).replace("\u00a0", " ") == (
        "рахується від 12 липня 2022 – дати, яку текст дає для «was detained at» (Харківська область)"
    )
    assert "from 12 July 2022," in Edition(release, "en").date_basis(told).replace("\u00a0", " ")


def test_every_party_that_a_force_is_understood_as_has_a_ukrainian_name() -> None:
    from importlib import resources

    import yaml

    text = resources.files("witnessmark.reading").joinpath("data/actors/parties.yaml").read_text(encoding="utf-8")
    parties = {each[kind] for each in yaml.safe_load(text).values() for kind in ("force", "authority") if kind in each}
    english, ukrainian = Words("en"), Words("uk")
    for party in (*parties, "occupying forces"):
        assert english.value("party", party) == party
        assert ukrainian.value("party", party) != party
