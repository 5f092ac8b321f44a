"""The written procedure of a release, followed to the letter with sha256sum and openssl."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from witnessmark.model.consent import Audience
from witnessmark.model.release import Method, Release
from witnessmark.protection.seal import fingerprint, sign_manifest

pytestmark = pytest.mark.skipif(
    not (shutil.which("openssl") and shutil.which("sha256sum")), reason="needs openssl and sha256sum"
)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "index.html").write_text("<p>Хліб</p>")
    (tmp_path / "data" / "карта one.json").write_text("{}")
    release = Release(
        id="r1", title="t", audience=Audience.PUBLIC, time="2024-06-01T09:00:00+03:00", content="c", sources=(),
        documents=(), claims=(), incidents=(), places=(), actors=(), method=Method(software="s", reader="r"),
    )  # fmt: skip
    sign_manifest(tmp_path, release, KEY.sign, PUBLIC)
    return tmp_path


def commands(site: Path) -> list[str]:
    """The indented command lines of verify.txt but the last, which needs our software."""
    lines = (site / "verify.txt").read_text(encoding="utf-8").splitlines()
    found = [line.strip() for line in lines if line.startswith("       ")]
    return [line for line in found if line and line.split()[0] in ("sha256sum", "find", "wc", "openssl")]


def run(command: str, site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, shell=True, cwd=site, capture_output=True, text=True, timeout=60, check=False)


def test_the_procedure_holds_for_an_untouched_release(site: Path) -> None:
    checks = commands(site)
    assert len(checks) == 6
    assert holds(site)
    results = {command: run(command, site) for command in checks}
    assert all("Verified Successfully" in results[command].stdout for command in checks[3:5])
    assert results[checks[5]].stdout.split()[0] == fingerprint(PUBLIC)


def holds(site: Path) -> bool:
    """Whether every step of the procedure says that all is well; the fingerprint is compared by whoever follows it."""
    checks = commands(site)
    results = {command: run(command, site) for command in checks}
    found, listed = (results[command].stdout.strip() for command in checks[1:3])
    return found == listed and all(result.returncode == 0 for result in results.values())


def test_the_procedure_finds_a_changed_file_and_a_changed_list(site: Path) -> None:
    sums, _, _, _, signature, _ = commands(site)
    (site / "index.html").write_text("<p>хліб</p>")
    assert run(sums, site).returncode != 0
    assert run(signature, site).returncode == 0
    manifest = site / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"r1"', b'"r2"'))
    assert run(signature, site).returncode != 0


def test_the_procedure_finds_a_file_that_was_changed_together_with_its_digest_in_the_list(site: Path) -> None:
    page, sums = site / "index.html", site / "SHA256SUMS"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text("<p>хліб</p>")
    sums.write_text(sums.read_text().replace(before, hashlib.sha256(page.read_bytes()).hexdigest()))
    assert run("sha256sum --quiet -c SHA256SUMS", site).returncode == 0
    assert not holds(site)


@pytest.mark.parametrize("name", ["data/manifest.sig", "data/SHA256SUMS", "more.html"])
def test_the_procedure_finds_an_added_file_whatever_its_name(site: Path, name: str) -> None:
    (site / name).write_text("x")
    assert not holds(site)


def test_the_procedure_finds_an_added_link(site: Path) -> None:
    (site / "more.html").symlink_to("index.html")
    assert not holds(site)


def test_the_guide_has_the_same_commands(site: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/how-to/verify.md").read_text(encoding="utf-8")
    shipped = (site / "verify.txt").read_text(encoding="utf-8")
    last = next(line.strip() for line in shipped.splitlines() if line.strip().startswith("(printf"))
    for command in (*commands(site), last):
        assert f"       {command}\n" in guide, command
