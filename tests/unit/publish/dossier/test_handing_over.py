"""What a prosecutor takes over beside the incidents (handbook, section 13): each part is there, in both languages, and
what nobody stated is a sentence and no empty table."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
import yaml

from tests.unit.publish.dossier.rich import rich_release
from tests.unit.publish.dossier.test_content import anchors, dangling, objects
from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.model.release import Release
from witnessmark.protection.forms import protect
from witnessmark.protection.scan import scan
from witnessmark.publish.dossier.build import case_of, consent_annex, edition_of, write_dossiers
from witnessmark.publish.dossier.edition import codes, meanings
from witnessmark.publish.dossier.handing_over import CODES
from witnessmark.publish.site.words import LANGUAGES, Language

PARTS = (
    "summary", "method", "team", "chronology", "map", "incidents", "matrix", "registers", "statements", "people",
    "photographs", "withheld", "exhibits", "custody", "disclosures", "verify", "glossary", "codebook", "transcripts",
    "annex",
)  # fmt: skip


@pytest.fixture(scope="module")
def rich(sample: ModuleType) -> Release:
    return rich_release(sample)


def words_of(value: Any) -> str:
    """Everything that a part says, in one string."""

    def strings(one: Any) -> Iterator[str]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            for key, inner in one.items():
                yield from strings(inner) if key not in ("is", "look", "to", "anchor") or key == "is" else ()
        elif isinstance(one, list | tuple):
            for inner in one:
                yield from strings(inner)

    return " ".join(" ".join(strings(value)).replace("\u200b", "").split())


def parts(release: Release, language: Language = "en") -> dict[str, Any]:
    return {part["id"]: part["is"] for part in case_of(release, language)["parts"]}


def test_every_part_of_the_handbook_is_there(rich: Release) -> None:
    assert tuple(parts(rich)) == PARTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_dangles_and_no_anchor_stands_twice(rich: Release, language: Language) -> None:
    case = case_of(rich, language)
    assert not dangling(case)
    assert len(anchors(case)) == len(set(anchors(case))) > 60


def test_the_parts_say_what_the_release_says(rich: Release) -> None:
    made = {name: words_of(part) for name, part in parts(rich).items()}
    assert "Oksana Verbytska" in made["team"] and "not stated" in made["team"]
    assert "Six villages in one week." in made["method"]
    assert "14 September 2022, 10:41:07" in made["photographs"] and "no time zone stated" in made["photographs"]
    assert "the device knew no position" in made["photographs"]
    assert "Marko Yatsyna" in made["transcripts"] and "recognised by a machine" in made["transcripts"]
    assert "Izium" in made["glossary"] and "crates of ammunition" in made["glossary"]
    assert "Statements of children" in made["withheld"] and "not read by the program: S3" in made["withheld"]
    assert "CN=Invented Authority" in made["custody"] and ".tsr" in made["custody"]
    assert "ab" * 32 in made["disclosures"]
    assert "openssl ts -verify" in made["verify"] and "sha256sum" in made["verify"]
    assert "occupation of territory" in made["matrix"] and "while foreign forces held it" in made["matrix"]
    assert "differs" in made["statements"] and "silent" in made["statements"]


def lines_to_type(value: Any) -> Iterator[str]:
    """Every line of every block of commands."""
    if isinstance(value, dict):
        if value.get("is") == "commands":
            yield from value["lines"]
        for inner in value.values():
            yield from lines_to_type(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from lines_to_type(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_is_broken_by_the_width_of_the_page(rich: Release, language: Language) -> None:
    typed = list(lines_to_type(parts(rich, language)["verify"]))
    assert len(typed) > 8 and max(map(len, typed)) <= 80, "a wider line breaks at a hyphen, and cannot be copied"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_all_incidents_agrees_with_the_standards_that_people_gave(
    rich: Release, language: Language
) -> None:
    none = {"en": "this dossier makes none", "uk": "висновків не робить"}[language]
    every = {"en": "not verified by investigation", "uk": "не перевірено слідством"}[language]
    lowest = msgspec.structs.replace(
        rich, incidents=tuple(msgspec.structs.replace(one, proof=()) for one in rich.incidents)
    )
    for release, said in ((rich, False), (lowest, True)):
        case = case_of(release, language)
        method = words_of(next(part for part in case["parts"] if part["id"] == "method"))
        assert (none in method) is said
        assert (every in words_of(case["words"])) is said


def test_an_incident_keeps_summary_evidence_and_what_speaks_against_apart(rich: Release) -> None:
    incident = next(one for one in parts(rich)["incidents"]["incidents"] if one["id"] == "I1")
    standing = words_of(incident["standing"])
    assert "reasonable grounds to believe, by Iryna D.: three accounts" in standing and "killed: at least 2" in standing
    assert "March 2022" in words_of(incident["support"])
    against = words_of(incident["against"])
    assert "Denials : 1.1" in against and "An accident of the works ( 1.1 )" in against and "own fire" in against
    claim = incident["groups"][0]["claims"][0]
    assert claim["source"]["offsets"].startswith("characters ")


def test_where_nothing_was_stated_a_sentence_says_so_and_no_table_is_empty(sample: ModuleType, empty: Release) -> None:
    for release in (empty, sample.sample_release(Audience.PROSECUTOR)):
        release = msgspec.structs.replace(release, audience=Audience.PROSECUTOR)
        made = parts(release)
        assert "said nothing of its team" in words_of(made["team"])
        assert "No photograph" in words_of(made["photographs"])
        assert "No witness of this edition" in words_of(made["statements"])
        assert "No edition for another audience" in words_of(made["disclosures"])
        assert "not stated what it did not collect" in words_of(made["withheld"])
        assert all(block["rows"] for block in objects(made) if block.get("is") == "table")


def test_the_public_gets_none_of_these_parts(rich: Release) -> None:
    public = parts(msgspec.structs.replace(rich, audience=Audience.PUBLIC, matrices=()))
    assert not {"team", "photographs", "disclosures", "glossary", "transcripts", "statements"} & set(public)


def test_ukrainian_speaks_ukrainian(rich: Release) -> None:
    made = {name: words_of(part) for name, part in parts(rich, "uk").items()}
    assert "керівниця" in made["team"] and "не вказано" in made["team"]
    assert "окупація території" in made["matrix"] and "Аварія на виробництві" in made["incidents"]
    for name in ("codebook", "disclosures", "photographs", "glossary"):
        for english in ("the ", " of ", "and ", "said", "none"):
            assert english not in made[name].lower().replace("invented", ""), (name, english)


def test_every_act_and_every_code_has_a_meaning_in_both_languages() -> None:
    assert set(meanings()) == set(taxonomy().acts)
    assert all(codes(section) for section in CODES)


def test_originals_and_stamps_lie_beside_it_for_ordinary_tools(rich: Release, tmp_path: Path) -> None:
    write_dossiers(rich, tmp_path, languages=())
    listed = dict(reversed(line.split("  ")) for line in (tmp_path / "exhibits.sha256").read_text().splitlines())
    assert {path.partition("/")[0]: sha for path, sha in listed.items()} == {s.label: s.sha256 for s in rich.sources}
    shown = json.dumps(parts(rich)["exhibits"])
    assert all(sha in shown.replace("\\u200b", "") for sha in listed.values())
    (heads,) = (tmp_path / "stamps").glob("*.heads")
    assert heads.read_text() == rich.stamps[0].heads and heads.with_suffix(".tsr").read_bytes() == b"hello"
    named = [name for name in words_of(parts(rich)["custody"]).split() if name.endswith(".tsr")]
    assert named == [f"stamps/{heads.stem}.tsr"]


def test_a_list_of_originals_is_what_sha256sum_takes(rich: Release, tmp_path: Path) -> None:
    original = b"as it was received"
    import hashlib

    first = msgspec.structs.replace(rich.sources[0], sha256=hashlib.sha256(original).hexdigest())
    write_dossiers(msgspec.structs.replace(rich, sources=(first,), stamps=()), tmp_path, languages=())
    name = (tmp_path / "exhibits.sha256").read_text().split("  ")[1].strip()
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes(original)
    subprocess.run(["sha256sum", "-c", "exhibits.sha256"], cwd=tmp_path, check=True, capture_output=True)


def test_the_annex_on_consent_is_a_file_of_its_own_without_a_name_that_the_dossier_lacks(
    rich: Release, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        first = consent_annex(rich, language)
        assert first == consent_annex(rich, language) and first[:4] == b"%PDF"
        (tmp_path / f"annex.{language}.pdf").write_bytes(first)
    assert not scan(tmp_path, protect({"a": ("Степан Грицай",)}))
    assert "consents" not in parts(rich)


def test_words_of_the_catalogue_are_one_in_each_language() -> None:
    from importlib import resources

    raw = resources.files("witnessmark.publish").joinpath("data/handover.yaml").read_text("utf-8")
    keys = [line for line in raw.splitlines() if line and line[0].isalpha()]
    assert len(keys) == len(set(keys)), "a section stands twice: YAML would keep the last"
    assert yaml.safe_load(raw)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("counted from 2022-02-24, the first day of that war", "рахується від 24 лютого 2022, першого дня тієї війни"),
        (
            'counted from 2022-09-10, the date the text gives for "retreat" in Izium, not in Kupiansk',
            "«retreat» (Ізюм, а не Куп",
        ),
        ("the year follows from the date of the document: 2022-10-13", "рік випливає з дати документа: 13 жовтня 2022"),
        ("something that no later reader says", "something that no later reader says"),
    ],
)
def test_on_what_a_date_rests_is_said_in_ukrainian(sample: ModuleType, said: str, shown: str) -> None:
    release = sample.sample_release()
    assert shown in edition_of(release, "uk").date_basis(said).replace("\u00a0", " ")
    plain = edition_of(release, "en").date_basis(said)
    assert plain[:12] == said[:12] and not re.search(r"\d{4}-\d\d-\d\d", plain)
