"""A case handed to a prosecutor: approved, exported, checked with ordinary tools alone, and the same again."""

import hashlib
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from tests.integration.running import EXAMPLE, witnessmark
from tests.unit.evidence.test_stamping import authority, openssl  # noqa: F401 - a fixture

pytestmark = pytest.mark.xdist_group("dossier-to-a-prosecutor")

HEAD, REVIEWER = "Lantern mission", "Iryna Demchuk"
MISSION = """
organisation = "Lantern mission (invented)"
scope = { en = "One village in one day.", uk = "Одне село за один день." }
[[team]]
name = "Oksana Verbytska"
training = "Berkeley Protocol"
[[not_collected]]
what = "Statements of children"
"""


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory, authority: Any) -> Path:  # noqa: F811 - the fixture
    """A folder with the case, what was exported of it, part of that again, the annex and the bag of originals."""
    root = tmp_path_factory.mktemp("prosecutor")
    assert witnessmark("init", "case", "--title", "Savyntsi", "--device", HEAD, cwd=root).code == 0
    case = root / "case"
    assert witnessmark("device", "--add", REVIEWER, cwd=case).code == 0
    (root / "note.txt").write_text(
        "Shells hit the school of Savyntsi on 4 May 2022. Two teachers were wounded, said Larysa Honcharenko.\n"
        "The occupation administration denied that the school was shelled.\n",
        encoding="utf-8",
    )
    photo = EXAMPLE / "sources/photos/school-no-4.jpg"
    assert witnessmark("add", root / "note.txt", photo, "--consent", "accountability-named", cwd=case).code == 0
    (case / "mission.toml").write_text(MISSION, encoding="utf-8")
    assert witnessmark("stamp", "--request", "../now.tsq", cwd=case).code == 0
    (root / "now.tsr").write_bytes(authority.answer((root / "now.tsq").read_bytes()))
    assert witnessmark("stamp", "--reply", "../now.tsr", "--ca", str(authority.root), cwd=case).code == 0
    asked = witnessmark("export", "../first", "--dossier", "--audience", "prosecutor", cwd=case)
    release = re.search(r"r-[0-9a-f]{12}", asked.errors + asked.output)
    assert asked.code != 0 and release and not (root / "first").exists()  # nobody has approved it yet
    assert witnessmark("clear", "--release", release[0], "--as", REVIEWER, cwd=case).code == 0
    wanted = {
        "first": ("--dossier", "--consent-annex", "../first.pdf"),
        "second": ("--format", "docx", "--format", "matrix"),
    }
    for name, options in wanted.items():
        run = witnessmark("export", f"../{name}", "--audience", "prosecutor", *options, cwd=case)
        assert run.code == 0, run
    assert witnessmark("export", "../bag", "--bagit", "--audience", "prosecutor", cwd=case).code == 0
    return root


def test_everything_that_a_prosecutor_takes_over_is_there(handed: Path) -> None:
    names = {path.relative_to(handed / "first").as_posix() for path in (handed / "first").rglob("*") if path.is_file()}
    assert names >= {
        "dossier.pdf", "dossier.uk.pdf", "dossier.docx", "dossier.uk.docx", "matrix.xlsx", "matrix.uk.xlsx",
        "exhibits.sha256", "manifest.json", "manifest.sig", "SHA256SUMS", "SHA256SUMS.sig", "publisher.pem",
        "verify.txt",
    }  # fmt: skip
    text = " ".join(
        " ".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(handed / "first/dossier.pdf")
        ).split()
    )
    for words in ("One village in one day.", "Oksana Verbytska", "Statements of children", "Photo log", "not stated"):
        assert words in text, words
    assert "Одне село" in "\n".join(p.text for p in docx.Document(str(handed / "first/dossier.uk.docx")).paragraphs)


def test_an_outsider_checks_it_with_ordinary_tools(handed: Path) -> None:
    folder = handed / "first"
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "publisher.pem", "-rawin"]
    for signed, signature in (("manifest.json", "manifest.sig"), ("SHA256SUMS", "SHA256SUMS.sig")):
        subprocess.run([*verify, "-in", signed, "-sigfile", signature], cwd=folder, check=True)
    subprocess.run([*verify, "-in", "../first.pdf", "-sigfile", "../first.pdf.sig"], cwd=folder, check=True)
    listed = (folder / "exhibits.sha256").read_text(encoding="utf-8")
    subprocess.run(["sha256sum", "-c", "-"], cwd=handed / "bag/data", input=listed, text=True, check=True)
    note = hashlib.sha256((handed / "note.txt").read_bytes()).hexdigest()
    pages = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(folder / "dossier.pdf"))
    assert note in listed and note in re.sub(r"\s|\ufffe", "", pages)
    assert witnessmark("verify", folder, cwd=handed).code == 0


def test_the_time_from_outside_lies_beside_it_for_openssl(handed: Path, authority: Any) -> None:  # noqa: F811
    (heads,) = (handed / "first/stamps").glob("*.heads")
    openssl("ts", "-verify", "-data", heads, "-in", heads.with_suffix(".tsr"), "-CAfile", authority.root)
    pages = " ".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(handed / "first/dossier.pdf")
    )
    assert f"stamps/{heads.stem}.tsr" in re.sub(r"\s|\ufffe", "", pages)


def test_the_statement_in_the_folder_leaves_the_case_whole(handed: Path) -> None:
    run = witnessmark("verify", handed / "case", cwd=handed)
    assert run.code == 0, run


def test_as_one_file_it_verifies_offline_and_one_changed_byte_is_found(handed: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "handover.zip"
    assert witnessmark("export", bundle, "--bundle", "--release", handed / "first", cwd=handed).code == 0
    assert witnessmark("verify", bundle, cwd=handed).code == 0
    changed = tmp_path / "changed"
    shutil.copytree(handed / "first", changed)
    data = (changed / "matrix.xlsx").read_bytes()
    (changed / "matrix.xlsx").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    run = witnessmark("verify", changed, cwd=handed)
    assert run.code != 0 and "matrix.xlsx" in run.output + run.errors


def test_the_same_release_gives_the_same_bytes(handed: Path) -> None:
    first, second = (
        {
            path.relative_to(handed / name).as_posix(): path.read_bytes()
            for path in (handed / name).rglob("*")
            if path.is_file()
        }
        for name in ("first", "second")
    )
    both = first.keys() & second.keys() - {"manifest.json", "manifest.sig", "SHA256SUMS", "SHA256SUMS.sig"}
    assert both >= {"dossier.docx", "dossier.uk.docx", "matrix.xlsx", "matrix.uk.xlsx"}
    assert [name for name in both if first[name] != second[name]] == []


def test_the_annex_is_apart_and_for_its_owner_alone(handed: Path) -> None:
    assert (handed / "first.pdf").stat().st_mode & 0o077 == 0 and (handed / "first.uk.pdf").exists()
    with zipfile.ZipFile(handed / "first/dossier.docx") as archive:
        assert "annex" not in " ".join(archive.namelist())
    assert not list((handed / "first").rglob("*annex*"))


def test_a_statement_that_does_not_fit_is_refused_with_its_place(handed: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("team = 3\n", encoding="utf-8")
    run = witnessmark("export", tmp_path / "x", "--dossier", "--mission", wrong, cwd=handed / "case")
    assert run.code == 2 and "team" in run.errors and not (tmp_path / "x").exists()
