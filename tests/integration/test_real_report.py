"""The real report through the main job: what leaves with what consent, and the survivor's name in no byte of it.

The report is not ours and lies beside the checkout, not in it.
"""

from pathlib import Path

import pytest

from tests.integration.running import SEED, Run, witnessmark
from witnessmark.model.acts import taxonomy

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"optional: the real report is not at {SEED.name} beside the checkout")

REVIEWERS = ("First Reviewer", "Second Reviewer")


def make_case(home: Path, consent: str | None) -> Path:
    witnessmark("init", "case", "--title", "Report", "--device", "Mission", cwd=home)
    consents = ("--consent", consent) if consent else ()
    added = witnessmark("add", SEED, "--date", "2022-09-27", *consents, cwd=home / "case")
    assert added.code == 0, added.errors
    return home / "case"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition, with every sensitive act cleared and the release approved by two reviewers."""
    case = make_case(tmp_path_factory.mktemp("real"), "public-anonymous")
    for name in REVIEWERS:
        witnessmark("device", "--add", name, cwd=case)
    for act in taxonomy().acts.values():
        if act.sensitivity == "high" and not act.sealed:
            for name in REVIEWERS:
                assert witnessmark("clear", "--act", act.id, "--as", name, cwd=case).code == 0
    waits = witnessmark("publish", "../site", cwd=case)
    assert waits.code == 4
    release = waits.errors.split("--release ")[1].split()[0]
    for name in REVIEWERS:
        assert witnessmark("clear", "--release", release, "--as", name, cwd=case).code == 0
    done = witnessmark("publish", "../site", cwd=case)
    assert done.code == 0, done.errors
    return case.parent / "site"


def test_with_the_default_consent_nothing_leaves_and_it_says_why(tmp_path: Path) -> None:
    case = make_case(tmp_path, None)
    run = witnessmark("publish", "../site", cwd=case)
    assert run.code == 4
    assert "Nothing may be published" in run.errors
    assert "consent does not reach this edition" in run.errors
    assert not (tmp_path / "site").exists()


def test_one_approval_is_not_enough(tmp_path: Path) -> None:
    case = make_case(tmp_path, "public-anonymous")
    witnessmark("device", "--add", REVIEWERS[0], cwd=case)
    release = witnessmark("publish", "../site", cwd=case).errors.split("--release ")[1].split()[0]
    witnessmark("clear", "--release", release, "--as", REVIEWERS[0], cwd=case)
    witnessmark("clear", "--release", release, "--as", REVIEWERS[0], cwd=case)
    assert witnessmark("publish", "../site", cwd=case).code == 4
    assert not (tmp_path / "site").exists()


def test_the_survivor_is_in_no_byte_of_it(published: Path) -> None:
    files = [file for file in published.rglob("*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        data = file.read_bytes()
        for name in ("Oleksandr", "OLEKSANDR", "Олександр", "Tsah", "Volodymyr Tsah"):
            assert name.encode() not in data, file.name
            assert name.encode("utf-16-le") not in data, file.name


def test_the_survivor_appears_under_a_pseudonym_and_without_age(published: Path) -> None:
    page = (published / "documents" / "s1.html").read_text(encoding="utf-8")
    assert "Person 1" in page and "Person 2" in page
    assert "32-years" not in page
    assert "mock" in page.lower(), "the mock execution is told"


def test_the_release_verifies(published: Path) -> None:
    run: Run = witnessmark("verify", published, cwd=published.parent)
    assert run.code == 0, run.output
    page = published / "index.html"
    page.write_bytes(page.read_bytes().replace(b"claims", b"proofs", 1))
    assert witnessmark("verify", published, cwd=published.parent).code == 5
