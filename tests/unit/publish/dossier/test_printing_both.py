"""Both languages at once: the same bytes as one after the other, nothing left behind, nothing of names in the open."""

import tempfile
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from witnessmark.model.release import Release
from witnessmark.publish.dossier import printing_both as both


@pytest.fixture(scope="module")
def small(sample: ModuleType) -> Release:
    """A release of hardly anything: printing takes a moment only."""
    release = sample.sample_release()
    return msgspec.structs.replace(
        release, claims=(), incidents=(), documents=(), sources=(), actors=(), custody=(), matrices=()
    )  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def printed_here(small: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("here")
    with both.printing_both(small, folder, processes=0):
        assert not list(folder.iterdir())
    return folder


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_processes_print_the_same_bytes_and_leave_nothing(
    small: Release, printed_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, temporary = tmp_path / "out", tmp_path / "temporary"
    folder.mkdir(), temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    with both.printing_both(small, folder, processes=2):
        pass
    assert names(folder) == ["dossier.pdf", "dossier.uk.pdf"]
    for name in names(folder):
        assert (folder / name).read_bytes() == (printed_here / name).read_bytes()
    assert not list(temporary.iterdir())


def test_a_broken_process_is_made_good_here(
    small: Release, printed_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(both, "_all_done", lambda jobs: [job.exception() for job in jobs] == [])
    monkeypatch.setattr(both, "print_one", len)  # fails in the process: too many arguments
    with both.printing_both(small, tmp_path, processes=1):
        pass
    assert names(tmp_path) == ["dossier.pdf", "dossier.uk.pdf"]
    assert (tmp_path / "dossier.pdf").read_bytes() == (printed_here / "dossier.pdf").read_bytes()


def test_the_asking_for_names_stays_in_this_process(sample: ModuleType) -> None:
    asked: list[str] = []

    def allowed(name: str) -> bool:
        asked.append(name)
        return name != "Izium"

    found = both.allowed_names(sample.sample_release(), allowed)
    assert found is not None and asked and "Izium" not in found
    assert both.allowed_names(sample.sample_release(), None) is None


def test_an_error_of_the_body_is_that_of_the_printing(small: Release, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the site"), both.printing_both(small, tmp_path, processes=0):
        raise ValueError("the site")
    assert not list(tmp_path.iterdir())
