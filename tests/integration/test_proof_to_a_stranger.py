"""A release in a stranger's hands: verified as a folder and as one file, a passage disclosed later and proved, by our
program and by the written procedure."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.integration.running import witnessmark
from witnessmark.evidence.case import Case

TEXT = (
    "Report from Borivske, 5 November 2022.\n\nHanna Chumak said that soldiers took the generator of the school on "
    "3 October 2022. Petro Hnatiuk was beaten at the police station in Izium on 12 September 2022.\n\nWater came back "
    "on Friday.\n"
)


class Published(NamedTuple):
    case: Path
    site: Path
    root: str


pytestmark = pytest.mark.xdist_group("proof-to-a-stranger")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The prosecutor's edition of a small case: names withheld, approved by one reviewer."""
    folder = tmp_path_factory.mktemp("proof")
    assert witnessmark("init", "case", "--title", "Borivske", "--device", "Iryna Demchuk", cwd=folder).code == 0
    case = folder / "case"
    (folder / "report.txt").write_text(TEXT)
    assert witnessmark("add", "../report.txt", "--consent", "accountability-sealed", cwd=case).code == 0
    publish = ("publish", "../site", "--audience", "prosecutor", "--dossier", "none")
    asked = witnessmark(*publish, cwd=case)
    assert asked.code == 4, asked
    release = next(word for word in asked.errors.replace("\n", " ").split() if word.startswith("r-"))
    assert witnessmark("clear", "--release", release.rstrip(".,:"), "--as", "Iryna Demchuk", cwd=case).code == 0
    done = witnessmark(*publish, "--json", cwd=case)
    assert done.code == 0, done
    return Published(case, folder / "site", done.data["root"])


@pytest.fixture
def case(published: Published, tmp_path: Path) -> Path:
    """A copy of the case: what is disclosed is noted in its custody."""
    return Path(shutil.copytree(published.case, tmp_path / "case"))


def passages(site: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((site / "data/passages/S1.json").read_bytes())["passages"]
    return found


def withheld(site: Path) -> int:
    return next(number for number, each in enumerate(passages(site), 1) if "digest" in each)


def test_a_stranger_verifies_folder_and_bundle(published: Published, tmp_path: Path) -> None:
    packed = witnessmark("export", tmp_path / "site.zip", "--bundle", "--release", published.site, cwd=tmp_path)
    assert packed.code == 0, packed
    for path in (published.site, tmp_path / "site.zip"):
        run = witnessmark("verify", path, "--fingerprint", published.root.upper(), "--json", cwd=tmp_path)
        assert run.code == 0 and run.data["same_fingerprint"] is True and run.data["documents"] == 1
        assert witnessmark("verify", path, "--fingerprint", "ab" * 32, cwd=tmp_path).code == 5


def test_publishing_again_gives_the_same_bytes(published: Published, tmp_path: Path) -> None:
    before = (published.site / "manifest.json").read_bytes()
    run = witnessmark(
        "publish", tmp_path / "again", "--audience", "prosecutor", "--dossier", "none", cwd=published.case
    )
    assert run.code == 0, run
    assert (tmp_path / "again" / "manifest.json").read_bytes() == before


def test_a_withheld_passage_is_disclosed_and_proved(published: Published, case: Path, tmp_path: Path) -> None:
    number = withheld(published.site)
    words = passages(published.site)[number - 1]["instead"]
    out = tmp_path / "passage.json"
    run = witnessmark("disclose", published.site, "S1", number, "--out", out, "--to", "a court", cwd=case)
    assert run.code == 0, run
    proved = witnessmark("verify", published.site, "--disclosure", out, "--json", cwd=tmp_path)
    assert proved.code == 0
    assert out.stat().st_mode & 0o077 == 0
    original = proved.data["disclosure"]["passages"][str(number)]
    assert original in TEXT and original != words
    assert original in witnessmark("verify", published.site, "--disclosure", out, cwd=tmp_path).output
    value = json.loads(out.read_text())
    value["disclosed"][0]["text"] = "Somebody Else"
    out.write_text(json.dumps(value))
    false = witnessmark("verify", published.site, "--disclosure", out, cwd=tmp_path)
    assert false.code == 5 and "NOT proved" in false.output


def test_the_disclosed_passage_is_checked_by_the_written_procedure(
    published: Published, case: Path, tmp_path: Path
) -> None:
    if not shutil.which("basenc"):
        pytest.skip("needs basenc of coreutils 8.31 or later")
    number = withheld(published.site)
    out = tmp_path / "passage.json"
    assert witnessmark("disclose", published.site, "S1", number, "--out", out, cwd=case).code == 0
    disclosed = json.loads(out.read_text())["disclosed"][0]
    (tmp_path / "words.txt").write_text(disclosed["text"])
    lines = (published.site / "verify.txt").read_text(encoding="utf-8").splitlines()
    command = next(line.strip() for line in lines if line.strip().startswith("(printf"))
    environment = {"SALT": disclosed["salt"], "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == passages(published.site)[number - 1]["digest"]


def test_all_passages_prove_the_whole_document(published: Published, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert witnessmark("disclose", published.site, "S1", "--all", "--out", out, cwd=case).code == 0
    proved = witnessmark("verify", published.site, "--disclosure", out, "--json", cwd=tmp_path).data["disclosure"]
    assert proved["whole"] is True
    assert "".join(proved["passages"].values()) == TEXT


def test_passages_are_listed_for_the_team_and_what_is_not_there_is_said(published: Published, case: Path) -> None:
    listed = witnessmark("disclose", published.site, "S1", "--json", cwd=case)
    assert listed.code == 0 and "".join(each["text"] for each in listed.data) == TEXT
    number = withheld(published.site)
    assert listed.data[number - 1]["instead"] == passages(published.site)[number - 1]["instead"]
    assert (
        passages(published.site)[number - 1]["instead"]
        in witnessmark("disclose", published.site, "S1", cwd=case).output
    )
    assert witnessmark("disclose", published.site, "S9", "1", "--out", "x", cwd=case).code == 2
    assert witnessmark("disclose", "r-unknown", "S1", "1", "--out", "x", cwd=case).code == 2
    assert witnessmark("disclose", published.site, "S1", "999", "--out", "x", cwd=case).code == 2
    assert not (case / "x").exists()


def test_once_the_secret_of_a_source_is_destroyed_nothing_of_it_is_proved(
    published: Published, case: Path, tmp_path: Path
) -> None:
    opened = Case.open(case)
    for addresses in opened.state().salted.values():
        for address in addresses:
            opened.objects.path(address).unlink()
    run = witnessmark("disclose", published.site, "S1", "--all", "--out", tmp_path / "x", cwd=case)
    assert run.code == 2 and "erased" in run.errors
    assert not (tmp_path / "x").exists()


def test_a_release_keeps_one_entry_and_a_source_one_secret(published: Published) -> None:
    state = Case.open(published.case).state()
    assert len(state.passages) == 1 and [len(each) for each in state.salted.values()] == [1]


def test_a_withdrawn_consent_ends_disclosing(published: Published, case: Path, tmp_path: Path) -> None:
    assert witnessmark("consent", "S1", "internal", cwd=case).code == 0
    refused = witnessmark("disclose", published.site, "S1", "--all", "--out", tmp_path / "x", cwd=case)
    assert refused.code == 4 and "consent" in refused.errors
    assert not (tmp_path / "x").exists()


def test_an_export_without_texts_holds_no_passages(published: Published, case: Path, tmp_path: Path) -> None:
    run = witnessmark("export", tmp_path / "kml", "--format", "kml", "--audience", "prosecutor", cwd=case)
    assert run.code == 0, run
    assert not (tmp_path / "kml" / "data").exists()
    assert witnessmark("verify", tmp_path / "kml", cwd=tmp_path).code == 0


def test_the_verifier_for_a_browser_is_handed_on_as_one_page(tmp_path: Path) -> None:
    run = witnessmark("--lang", "uk", "verify", "--page", "verify.html", cwd=tmp_path)
    assert run.code == 0 and "verify.html" in run.output
    assert '<html lang="uk">' in (tmp_path / "verify.html").read_text(encoding="utf-8")


def test_publishing_folds_the_journals_no_more_often_for_more_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert witnessmark("init", "case", "--title", "Borivske", "--device", "Iryna Demchuk", cwd=tmp_path).code == 0
    folded: list[int] = []
    real = Case._fold

    def counted(case: Case, *given: Any) -> Any:
        folded[-1] += 1
        return real(case, *given)

    monkeypatch.setattr(Case, "_fold", counted)
    for number in range(2):
        folded.append(0)
        for each in range(1 + number * 6):
            (tmp_path / f"{number}-{each}.txt").write_text(f"{TEXT}\nPage {number}-{each}.\n")
        assert witnessmark("add", *sorted(tmp_path.glob(f"{number}-*.txt")), cwd=tmp_path / "case").code == 0
        folded[-1] = 0
        options = ("--audience", "internal", "--dossier", "none")
        assert witnessmark("publish", tmp_path / "site", *options, cwd=tmp_path / "case").code == 0
    assert folded[1] <= folded[0] + 1
