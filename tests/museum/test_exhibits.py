"""Every exhibit gets the answer that ``expected.yaml`` names; nothing is raised, and no answer tells content."""

import socket
from pathlib import Path
from typing import Any

import pytest
import yaml

from witnessmark.intake.formats import read_source
from witnessmark.intake.result import Intake, Nesting, Unreadable

MUSEUM = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((MUSEUM / "expected.yaml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("intake must never use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def problems_within(intake: Intake, nesting: Nesting, folder: Path) -> list[str]:
    """The problems of all parts and their parts, read as a caller reads them."""
    found = []
    for number, part in enumerate(intake.parts):
        path = folder / f"{nesting.depth}-{number}"
        try:
            path.write_bytes(part.content())
        except Unreadable as answer:
            found.append(answer.problem)
            continue
        inner = nesting.deeper()
        read = read_source(path, file_name=part.name, nesting=inner)
        found += [read.problem] if read.problem else []
        found += problems_within(read, inner, folder)
    return found


def test_every_exhibit_is_expected_and_every_expectation_exhibited() -> None:
    assert {path.name for path in (MUSEUM / "exhibits").iterdir()} == set(EXPECTED)
    readme = (MUSEUM / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_exhibit(name: str, tmp_path: Path) -> None:
    expected = EXPECTED[name]
    nesting = Nesting()
    intake = read_source(MUSEUM / "exhibits" / name, nesting=nesting)
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
    assert problems_within(intake, nesting, tmp_path) == ([expected["within"]] if "within" in expected else [])


@pytest.mark.parametrize("name", EXPECTED)
def test_no_answer_holds_a_word_of_the_content(name: str) -> None:
    detail = (read_source(MUSEUM / "exhibits" / name).detail or "").lower()
    assert not {"bridge", "міст", "night", "evil", "notes"} & set(detail.split())
