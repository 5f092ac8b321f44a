"""A small case, made anew for each test, and a clock that goes on by a minute."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import ConsentGiven, DocumentRead, SourceAdded
from witnessmark.model.case import Document, SourceRecord


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 9, 0, tzinfo=timezone(timedelta(hours=3)))

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def _add_source(case: Case, source: str, text: str = "The bridge at Oskil was closed.", level: str = "internal") -> str:
    """One source with one document; gives the document's id."""
    with case.recording():
        record = SourceRecord(
            file_name=f"{source}.txt", size=len(text), sha256="0" * 64, media_type="text/plain", received="2024-05-01"
        )
        case.record(
            SourceAdded(
                source=source,
                record=case.objects.add_value(record).address,
                content=case.objects.add_bytes(text.encode()).address,
                level=level,
            )
        )
        document = case.objects.add_value(Document(text=text, tool="text/1")).address
        case.record(DocumentRead(document=document, source=source, kind="text", exact=True))
    return document


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """No test here cuts the power: what a kill leaves is tested with real syncs in ``tests/integration``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "sync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session")
def add_source() -> Callable[..., str]:
    return _add_source


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_case(tmp_path: Path, clock: Clock) -> Callable[..., Case]:
    def make(name: str = "case", device: str = "Olena Tkach") -> Case:
        return Case.create(tmp_path / name, "Oskil mission", device, notice="All persons are invented.", clock=clock)

    return make


@pytest.fixture
def case(new_case: Callable[..., Case]) -> Case:
    case = new_case()
    for number in range(3):
        _add_source(case, f"s{number}")
    case.record(ConsentGiven(target="s1", level="public-anonymous", until="2025-01-01"))
    return case
