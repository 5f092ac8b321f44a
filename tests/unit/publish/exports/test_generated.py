"""Whatever a release holds: every export parses, says what the release says, and is the same bytes again."""

import csv
import io
import json
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from python_calamine import CalamineWorkbook

from tests.unit.publish.exports.generated import releases
from tests.unit.publish.site.sample import sample_release
from witnessmark.model.consent import Audience
from witnessmark.model.register import ReleasedCell, ReleasedRegister, ReleasedRow
from witnessmark.model.release import Release
from witnessmark.publish.data_files import FORMULA
from witnessmark.publish.exports import FORMATS, described, write_export
from witnessmark.publish.site.words import LANGUAGES, Language

PRINTED = ("dossier", "docx", "matrix")
"""What the tests of the dossier print and read."""

DATA = [name for name in FORMATS if name not in PRINTED]
FOR_PEOPLE = {name for name, one in described().items() if one.cells == "for people"}


def written(release: Release, name: str, language: Language = "en") -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write_export(release, Path(folder), name, language=language)
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(Path(folder).rglob("*"))
            if file.is_file()
        }


def parsed(name: str, content: bytes) -> object:
    """The file as a reader of its kind sees it; fails when it is none."""
    if name.endswith(".xlsx"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
    text = content.decode("utf-8")
    if name.endswith((".jsonl",)):
        return [json.loads(line) for line in text.split("\n")[:-1]]
    if name.endswith((".json", ".jsonld", ".geojson")):
        return json.loads(text)
    if name.endswith(".kml"):
        return ElementTree.fromstring(text)
    if name.endswith(".csv"):
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert name.endswith(".txt"), f"no reader for {name}"
    return text


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(releases(), st.sampled_from(LANGUAGES))
def test_every_export_of_a_generated_release_parses_and_is_the_same_again(release: Release, language: Language) -> None:
    for name in DATA:
        files = written(release, name, language)
        assert files, name
        if not any(file.endswith(".xlsx") for file in files):  # slow to write; test_exports.py asks it of those
            assert files == written(release, name, language), name
        for file, content in files.items():
            value = parsed(file, content)
            if file.endswith(".csv"):
                assert isinstance(value, list)
                assert len({len(row) for row in value}) <= 1, f"{file} is ragged"
                if name in FOR_PEOPLE:
                    runs = [cell for row in value[1:] for cell in row if FORMULA.match(cell) and not _number(cell)]
                    assert runs == [], name


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


HAZARDS = ReleasedRegister(
    name="hazards",
    rows=(
        ReleasedRow(
            id="h1", register="hazards", kind="entry", claims=(),
            cells=(ReleasedCell(column="state", value="suspected", claims=()),),
        ),
    ),
)  # fmt: skip
WORDED = (
    "kml",
    "analysis",
    "registers",
    "followthemoney",
    "uwazi",
    "bayanat",
    "acled",
    "hxl",
    "timemap",
    "annotations",
    "prov",
)


@pytest.mark.parametrize("name", WORDED)
def test_labels_are_in_the_language_that_was_asked_for(name: str) -> None:
    release = structs.replace(sample_release(Audience.PROSECUTOR), registers=(HAZARDS,))
    english, ukrainian = written(release, name), written(release, name, "uk")
    assert english.keys() == ukrainian.keys()
    assert english != ukrainian
    for word in ("Where:", "independent groups", "(within", "not said", "says that it happened", "said as fact"):
        assert not any(word in content.decode("utf-8", "replace") for content in ukrainian.values()), word


def test_every_format_is_described_in_both_languages() -> None:
    assert list(described()) == list(FORMATS)
    assert all(one.en and one.uk and one.files for one in described().values())


def test_the_command_names_every_format() -> None:
    from witnessmark.cli.commands.export import FORMATS as OFFERED

    assert tuple(FORMATS) == OFFERED
