"""What the dossier chooses to print, how it numbers and links it, and what it does with hostile or foreign text."""

import re
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from witnessmark.model.consent import Audience
from witnessmark.model.release import Release, ReleasedClaim, Segment
from witnessmark.publish.dossier import printing
from witnessmark.publish.dossier.build import dossier_html
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.maps import Maps, name_filter
from witnessmark.publish.dossier.selection import Limits, foremost, select
from witnessmark.publish.dossier.typefaces import UNKNOWN, drawable
from witnessmark.publish.site.index import ReleaseIndex


def html_of(release: Release, language: str = "en", limits: Limits | None = None) -> str:
    index = ReleaseIndex(release)
    edition = DossierEdition(index, language, (), select(index, limits))  # type: ignore[arg-type]
    return dossier_html(edition, Maps(edition, ()))


def dangling(html: str) -> set[str]:
    targets = set(re.findall(r'\bid="([^"]+)"', html))
    return {link for link in re.findall(r'href="#([^"]+)"', html) if link not in targets}


def doubled(html: str) -> set[str]:
    ids = re.findall(r'\bid="([^"]+)"', html)
    return {i for i in ids if ids.count(i) > 1}


@pytest.mark.parametrize("limits", [None, Limits(incidents=3), Limits(claims=1), Limits(annex=1500), Limits(rows=2)])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_link_dangles_whatever_is_left_out(sample: ModuleType, language: str, limits: Limits | None) -> None:
    html = html_of(sample.sample_release(Audience.INTERNAL), language, limits)
    assert not dangling(html)
    assert not doubled(html)


def test_a_large_release_prints_the_best_supported_and_says_so(sample: ModuleType) -> None:
    release = sample.sample_release(Audience.INTERNAL)
    html = html_of(release, limits=Limits(incidents=3))
    assert html.count('<section class="incident"') == 3
    for key in ("I1", "I3", "I5"):  # the three with more than one independent source
        assert f">{key}</span>" in html
    assert "Of 21 incidents, 3 have a section of their own" in html
    for incident in ReleaseIndex(release).chronology:  # the chronology still has every one
        assert f'<p class="run"><b>{1 + ReleaseIndex(release).chronology.index(incident)}</b>' in html


def test_documents_beyond_the_limit_are_named_not_printed(sample: ModuleType) -> None:
    html = html_of(sample.sample_release(), limits=Limits(annex=1300, document=600))
    assert "Not printed here, within the limit of length: 3 documents" in html
    assert "Aid ledger, autumn" in html
    assert "not in the annex" in html


def test_the_cut_of_a_long_document_is_said(sample: ModuleType) -> None:
    html = html_of(sample.sample_release(), limits=Limits(document=300))
    assert re.search(r"The text goes on for [\d\u202f]+ characters more", html)
    assert not dangling(html)


def test_the_order_of_the_chosen_is_that_of_the_chronology(sample: ModuleType) -> None:
    chronology = ReleaseIndex(sample.sample_release()).chronology
    chosen = foremost(chronology, 5)
    assert [c.id for c in chronology if c in chosen] == [c.id for c in chosen]
    assert foremost(chronology, 50) == chronology


def test_claims_are_numbered_once_and_those_of_no_incident_apart(sample: ModuleType) -> None:
    release = sample.sample_release()
    lost = msgspec.structs.replace(release.claims[0], id="f" * 32, incident=None)
    release = msgspec.structs.replace(release, claims=(*release.claims, lost))
    index = ReleaseIndex(release)
    edition = DossierEdition(index, "en", (), select(index))
    assert len(set(edition.claim_number.values())) == len(release.claims)
    assert edition.claim_number[lost.id] == "0.1"
    html = dossier_html(edition, Maps(edition, ()))
    assert "Claims that belong to no incident" in html and not dangling(html)


def test_mark_up_in_a_text_is_text(sample: ModuleType) -> None:
    html = html_of(sample.sample_release())
    assert "<b>No</b>" not in html and "&lt;b&gt;No&lt;/b&gt;" in html


def hostile(release: Release, text: str) -> Release:
    """The release with its first document holding that text, and one claim on all of it."""
    document = msgspec.structs.replace(release.documents[0], segments=(Segment("text", text),), title=text)
    claim: ReleasedClaim = msgspec.structs.replace(release.claims[0], start=0, end=len(text), quote=text, said_by=text)
    claims = (claim, *(c for c in release.claims[1:] if c.document != document.id))
    return msgspec.structs.replace(release, title=text, documents=(document, *release.documents[1:]), claims=claims)


def test_letters_that_no_typeface_has_are_marked_and_counted(sample: ModuleType) -> None:
    html = html_of(hostile(sample.sample_release(), "سلام and 你好 and 🙂"))
    assert "سلام" not in html and "你" not in html and UNKNOWN in html
    assert "Characters of scripts for which this dossier carries no letters" in html


def test_what_can_be_drawn_is_left_alone() -> None:
    plain = "Ґанок, Їжак, “Île” – é 5 №\n"
    assert drawable(plain) == (plain, 0)
    assert drawable("e\u0301 \x00") == ("e\u0301 " + UNKNOWN, 1) or drawable("e\u0301 \x00") == ("é " + UNKNOWN, 1)


def test_a_claim_may_point_outside_its_document(sample: ModuleType) -> None:
    release = sample.sample_release()
    claim = msgspec.structs.replace(release.claims[0], start=10**6, end=10**6 + 5)
    assert not dangling(html_of(msgspec.structs.replace(release, claims=(claim, *release.claims[1:]))))


def test_an_empty_release_is_a_dossier_too(sample: ModuleType) -> None:
    release = msgspec.structs.replace(
        sample.sample_release(), claims=(), incidents=(), documents=(), sources=(), places=(), actors=(), custody=(),
        withheld=(), approvals=(), notice=None,
    )  # fmt: skip
    html = html_of(release)
    assert "Nobody has signed an approval of this edition." in html and not dangling(html)


@pytest.mark.parametrize(
    "url", ["https://example.org/x.png", "file:///etc/passwd", "data:text/plain,x", "dossier:../secret", "dossier:"]
)
def test_nothing_is_loaded_but_our_typefaces(url: str) -> None:
    with pytest.raises(ValueError, match="loads nothing but its own fonts"):
        printing.fetch_own(url)


def test_printing_asks_for_nothing_else(sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that begs for files and network gets neither, and is printed all the same."""
    import socket

    asked: list[str] = []

    class Watching(printing.OwnFiles):
        def __call__(self, url: str, *rest: object, **more: object) -> object:
            asked.append(url)
            return super().__call__(url, *rest, **more)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(printing, "fetch_own", Watching())
    monkeypatch.setattr(socket.socket, "connect", refuse)
    begging = (
        '<html lang="en"><title>x</title><img alt="x" src="https://example.org/x.png">'
        '<img alt="y" src="file:///etc/hostname"><p>words</p>'
    )
    assert printing.print_pdf(begging, "p{color:red}", "x").startswith(b"%PDF-1.7")
    assert [url for url in asked if not url.startswith("dossier:")] == [
        "https://example.org/x.png",
        "file:///etc/hostname",
    ]


def test_a_village_that_no_source_names_stands_on_no_map(sample: ModuleType) -> None:
    """Its name could be a protected person's surname; only the caller knows."""
    allowed = name_filter(ReleaseIndex(sample.sample_release()), None)
    assert allowed("Izium") and allowed("Kharkiv")
    assert not allowed("Chuhuiv")
    assert name_filter(ReleaseIndex(sample.sample_release()), lambda name: name == "Chuhuiv")("Chuhuiv")


def test_maps_have_a_scale_north_and_words_for_who_cannot_see(sample: ModuleType) -> None:
    html = html_of(sample.sample_release())
    drawings = re.findall(r'<svg class="drawn-map".*?</svg>', html, re.DOTALL)
    assert len(drawings) == 21  # the overview, and one for each incident that has a position
    for drawing in drawings:
        assert 'class="scale"' in drawing and 'class="north"' in drawing
        assert re.search(r"<svg[^>]*><title>[^<]+</title>", drawing)


def test_the_ukrainian_apostrophe_is_drawn_as_one() -> None:
    assert drawable("пʼять") == ("п’ять", 0)
