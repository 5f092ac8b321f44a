"""What the dossier chooses to print, how it numbers and links it: the plain data that the templates set."""

import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec
import pytest

from witnessmark.model.consent import Audience
from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import case_of
from witnessmark.publish.dossier.edition import CATALOGUES, DossierEdition, language_code
from witnessmark.publish.dossier.maps import name_filter
from witnessmark.publish.dossier.printing import words_asked
from witnessmark.publish.dossier.selection import Limits, foremost, select
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.words import Language, Words


def data_of(release: Release, language: Language = "en", limits: Limits | None = None) -> dict[str, Any]:
    return case_of(release, language, label_allowed=lambda _: False, limits=limits)


def part(case: dict[str, Any], name: str) -> Any:
    return next(part["is"] for part in case["parts"] if part["id"] == name)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def anchors(case: dict[str, Any]) -> list[str]:
    """Everything that a template makes a label of."""
    named = [one["anchor"] for one in objects(case) if "anchor" in one]
    return named + [f"w{claim['n']}" for one in objects(case) for claim in one.get("opens", ())]


def dangling(case: dict[str, Any]) -> set[str]:
    ways = {one[key] for one in objects(case) for key in ("to", "elements") if one.get(key)}
    return ways - set(anchors(case))


@pytest.mark.parametrize("limits", [None, Limits(incidents=3), Limits(claims=1), Limits(annex=1500), Limits(rows=2)])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_link_dangles_whatever_is_left_out(sample: ModuleType, language: Language, limits: Limits | None) -> None:
    case = data_of(sample.sample_release(Audience.INTERNAL), language, limits)
    assert not dangling(case)
    assert len(anchors(case)) == len(set(anchors(case)))


def test_a_large_release_prints_the_best_supported_and_says_so(sample: ModuleType) -> None:
    release = sample.sample_release(Audience.INTERNAL)
    case = data_of(release, limits=Limits(incidents=3))
    # the three with more than one independent source
    assert {incident["id"] for incident in part(case, "incidents")["incidents"]} == {"I1", "I3", "I5"}
    assert "Of 21 incidents, 3 have a section of their own" in json.dumps(part(case, "method"))
    rows = [row for table in part(case, "chronology") for month in table for row in month["rows"]]
    assert [row["n"] for row in rows] == [str(n) for n in range(1, 22)]  # the chronology still has every one
    assert sum(row["to"] is not None for row in rows) == 3


def test_documents_beyond_the_limit_are_named_not_printed(sample: ModuleType) -> None:
    case = data_of(sample.sample_release(), limits=Limits(annex=1300, document=600))
    assert "Not printed here, within the limit of length: 3 documents" in part(case, "annex")["left"]
    assert "Aid ledger, autumn" in json.dumps(part(case, "exhibits"))
    sources = [one["source"] for one in objects(part(case, "incidents")) if "quote" in one]
    assert any(source["to"] is None and source["document"] for source in sources)


def test_the_cut_of_a_long_document_is_said(sample: ModuleType) -> None:
    case = data_of(sample.sample_release(), limits=Limits(document=300))
    said = [document["cut"] for document in part(case, "annex")["documents"] if document["cut"]]
    assert said and re.search(r"The text goes on for [\d\u202f]+ characters more", said[0])
    assert not dangling(case)


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
    case = data_of(release)
    assert [claim["n"] for claim in part(case, "incidents")["alone"]] == ["0.1"] and not dangling(case)


def test_a_claim_may_point_outside_its_document(sample: ModuleType) -> None:
    release = sample.sample_release()
    claim = msgspec.structs.replace(release.claims[0], start=10**6, end=10**6 + 5)
    assert not dangling(data_of(msgspec.structs.replace(release, claims=(claim, *release.claims[1:]))))


def test_an_empty_release_is_a_dossier_too(empty: Release) -> None:
    case = data_of(empty)
    assert case["cover"]["approvals"] == [] and not dangling(case)
    assert [p["id"] for p in case["parts"]] == [
        "summary", "method", "chronology", "map", "incidents", "withheld", "exhibits", "verify", "annex"
    ]  # fmt: skip


def test_every_word_that_a_template_asks_for_is_known_in_both_languages() -> None:
    assert len(words_asked()) > 60
    for language in ("en", "uk"):
        words = Words(language, CATALOGUES)  # type: ignore[arg-type]
        assert all(words(key) and "{" not in words(key) for key in words_asked())


def test_a_village_that_no_source_names_stands_on_no_map(sample: ModuleType) -> None:
    """Its name could be a protected person's surname; only the caller knows."""
    allowed = name_filter(ReleaseIndex(sample.sample_release()), None)
    assert allowed("Izium") and allowed("Kharkiv")
    assert not allowed("Chuhuiv")
    assert name_filter(ReleaseIndex(sample.sample_release()), lambda name: name == "Chuhuiv")("Chuhuiv")


def test_maps_have_a_scale_north_and_words_for_who_cannot_see(sample: ModuleType) -> None:
    case = case_of(sample.sample_release(), "en")
    drawings = {name: drawing for name, drawing in case["maps"].items() if name != "country"}
    assert {incident["map"] for incident in part(case, "incidents")["incidents"]} - {None} <= set(drawings)
    assert len(drawings) == 16  # the overview, and one for each place and kind that an incident has
    for drawing in drawings.values():
        assert 'class="scale"' in drawing["svg"] and 'class="north"' in drawing["svg"] and drawing["alt"]


@pytest.mark.parametrize(
    ("tag", "code"), [("uk", "uk"), ("en-GB", "en"), ("rus", "rus"), (None, None), ("", None), ("ukrainian", None)]
)
def test_only_codes_of_languages_reach_the_page(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
