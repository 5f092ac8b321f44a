"""Every exhibit gets the answer that ``expected.yaml`` names; nothing is raised, and no answer tells content."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import yaml

from witnessmark.intake.formats import read_source
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.result import Intake, Nesting, Unreadable
from witnessmark.intake.unpacking import part_files

MUSEUM = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = yaml.load(
    (MUSEUM / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("intake must never use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess() as process:
        yield process


def problems_within(intake: Intake, file: BinaryIO, nesting: Nesting, reading: ReadingProcess) -> list[str]:
    """The problems of all parts and their parts, read as a caller reads them."""
    found = []
    for part, path in part_files(intake.parts, file.fileno(), reading):
        if isinstance(path, Unreadable):
            found.append(path.problem)
            continue
        inner = nesting.deeper()
        with path.open("rb") as opened:
            read = reading.read(opened.fileno(), file_name=part.name, nesting=inner)
            found += [read.problem] if read.problem else []
            found += problems_within(read, opened, inner, reading)
    return found


def test_every_exhibit_is_expected_and_every_expectation_exhibited() -> None:
    assert {path.name for path in (MUSEUM / "exhibits").iterdir()} == set(EXPECTED)
    readme = (MUSEUM / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_exhibit(name: str, reading: ReadingProcess) -> None:
    with (MUSEUM / "exhibits" / name).open("rb") as file:
        nesting = Nesting()
        intake = reading.read(file.fileno(), file_name=name, nesting=nesting)
        within = problems_within(intake, file, nesting, reading)
    expected = EXPECTED[name]
    assert intake.problem == expected.get("problem"), intake.detail
    assert (intake.detail is None) == (intake.problem is None)
    assert intake.media_type == expected.get("media", intake.media_type)
    assert [part.name for part in intake.parts] == expected.get("parts", [])
    if "text" in expected:
        document = intake.documents[0]
        assert document.text == expected["text"]
        assert expected.get("facts", {}).items() <= document.facts.items()
        assert not set(expected.get("without", ())) & document.facts.keys()
    else:
        assert intake.documents == ()
    assert within == ([expected["within"]] if "within" in expected else [])


@pytest.mark.parametrize("name", EXPECTED)
def test_no_answer_holds_a_word_of_the_content(name: str, no_network: None) -> None:
    detail = (read_source(MUSEUM / "exhibits" / name).detail or "").lower()
    assert not {"bridge", "міст", "night", "evil", "notes", "somebody"} & set(detail.split())
