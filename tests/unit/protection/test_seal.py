"""The seal: whatever is changed, missing or extra is named; nothing but the folder is needed."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from witnessmark.model.canonical import canonical
from witnessmark.protection.seal import (
    MANIFEST,
    UnsealableError,
    fingerprint,
    merkle_root,
    sign_manifest,
    verify_release,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
OUTSIDE: dict[str, Any] = {"path": "../x", "size": 1, "sha256": "0"}


@pytest.fixture
def sealed(mission: Any, tmp_path: Path) -> Path:
    mission.document("Bread was handed out.")
    site = tmp_path / "site"
    (site / "data").mkdir(parents=True)
    (site / "index.html").write_text("<p>Хліб</p>")
    (site / "data" / "ім’я з пропуском.json").write_text("{}")
    (site / "empty.txt").write_text("")
    sign_manifest(site, mission.prepare(salt="x").release, KEY.sign, PUBLIC, earlier="e" * 64)
    return site


def reasons(folder: Path) -> set[tuple[str, str]]:
    return {(finding.file, finding.reason) for finding in verify_release(folder).findings}


def test_a_sealed_folder_verifies(sealed: Path) -> None:
    report = verify_release(sealed)
    assert report.ok and not report.findings
    assert (report.release, report.audience, report.files, report.earlier) == ("r1", "public", 5, "e" * 64)
    assert report.fingerprint == fingerprint(PUBLIC) == hashlib.sha256(PUBLIC).hexdigest()
    assert report.root == json.loads((sealed / MANIFEST).read_bytes())["root"]
    assert fingerprint(PUBLIC) in (sealed / "verify.txt").read_text()


def test_sealing_is_deterministic(sealed: Path, mission: Any) -> None:
    before = (sealed / MANIFEST).read_bytes(), (sealed / "manifest.sig").read_bytes()
    sign_manifest(sealed, mission.prepare(salt="x").release, KEY.sign, PUBLIC, earlier="e" * 64)
    assert before == ((sealed / MANIFEST).read_bytes(), (sealed / "manifest.sig").read_bytes())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_found(sealed: Path, data: st.DataObject) -> None:
    files = sorted(path for path in sealed.rglob("*") if path.is_file() and path.stat().st_size)
    path = data.draw(st.sampled_from(files))
    original = path.read_bytes()
    place = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(changed))
    try:
        assert not verify_release(sealed).ok
    finally:
        path.write_bytes(original)
    assert verify_release(sealed).ok


def test_what_is_wrong_is_named(sealed: Path) -> None:
    (sealed / "index.html").write_text("<p>хліб</p>")
    (sealed / "empty.txt").unlink()
    (sealed / "more.html").write_text("x")
    (sealed / "SHA256SUMS").unlink()
    (sealed / "link").symlink_to("index.html")
    assert reasons(sealed) == {
        ("index.html", "changed"), ("empty.txt", "missing"), ("more.html", "extra"), ("SHA256SUMS", "missing"),
        ("link", "symbolic-link"),
    }  # fmt: skip


def test_another_key_is_noticed(sealed: Path, mission: Any) -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    (sealed / "manifest.sig").write_bytes(other.sign((sealed / MANIFEST).read_bytes()))
    assert ("manifest.sig", "bad-signature") in reasons(sealed)
    (sealed / "manifest.sig").unlink()
    assert ("manifest.sig", "bad-signature") in reasons(sealed)


def test_the_list_of_digests_is_signed_as_well(sealed: Path) -> None:
    KEY.public_key().verify((sealed / "SHA256SUMS.sig").read_bytes(), (sealed / "SHA256SUMS").read_bytes())
    (sealed / "SHA256SUMS.sig").write_bytes(b"x" * 64)
    assert reasons(sealed) == {("SHA256SUMS.sig", "bad-signature")}
    (sealed / "SHA256SUMS.sig").unlink()
    assert reasons(sealed) == {("SHA256SUMS.sig", "bad-signature")}


def test_a_release_from_before_the_list_was_signed_verifies_as_it_did(sealed: Path) -> None:
    manifest = json.loads((sealed / MANIFEST).read_bytes()) | {"format": "witnessmark-manifest/1"}
    data = canonical(manifest)
    (sealed / MANIFEST).write_bytes(data)
    (sealed / "manifest.sig").write_bytes(KEY.sign(data))
    (sealed / "SHA256SUMS").write_bytes(
        b"".join(f"{entry['sha256']}  {entry['path']}\n".encode() for entry in manifest["files"])
        + f"{hashlib.sha256(data).hexdigest()}  {MANIFEST}\n".encode()
    )
    assert reasons(sealed) == {("SHA256SUMS.sig", "bad-signature")}
    (sealed / "SHA256SUMS.sig").unlink()
    assert verify_release(sealed).ok


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other/1"}, {"root": "0" * 64}, {"files": []}, {"files": [OUTSIDE]},
        {"files": [OUTSIDE | {"path": "/etc/passwd"}]}, {"files": [OUTSIDE | {"path": 3}]},
        {"files": None}, {"publisher": {"public_key": "zz"}}, {"publisher": {"public_key": "00", "fingerprint": "1"}},
    ],
)  # fmt: skip
def test_a_hostile_manifest_is_refused_without_an_error(sealed: Path, change: dict[str, Any]) -> None:
    manifest = json.loads((sealed / MANIFEST).read_bytes()) | change
    data = json.dumps(manifest).encode()
    (sealed / MANIFEST).write_bytes(data)
    (sealed / "manifest.sig").write_bytes(KEY.sign(data))
    assert not verify_release(sealed).ok


def test_the_order_of_the_manifest_is_checked(sealed: Path) -> None:
    manifest = json.loads((sealed / MANIFEST).read_bytes())
    manifest["files"].reverse()
    (sealed / MANIFEST).write_bytes(json.dumps(manifest).encode())
    assert (MANIFEST, "not-in-order") in reasons(sealed)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_manifest_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    assert reasons(tmp_path) == {(MANIFEST, "unreadable")}
    assert not verify_release(tmp_path / "nowhere").ok


@pytest.mark.parametrize("name", ["a\nb.txt", "a\\b.txt"])
def test_a_name_that_breaks_a_checksum_line_is_refused(sealed: Path, mission: Any, name: str) -> None:
    (sealed / name).write_text("x")
    with pytest.raises(UnsealableError):
        sign_manifest(sealed, mission.prepare(salt="x").release, KEY.sign, PUBLIC)


def test_a_link_is_not_sealed(sealed: Path, mission: Any) -> None:
    (sealed / "link").symlink_to("index.html")
    with pytest.raises(UnsealableError):
        sign_manifest(sealed, mission.prepare(salt="x").release, KEY.sign, PUBLIC)


def test_the_root_is_that_of_rfc_6962() -> None:
    """The test vectors of the reference implementation (certificate-transparency, merkletree tests)."""
    inputs = "- 00 10 2021 3031 40414243 5051525354555657 606162636465666768696a6b6c6d6e6f"
    leaves = [bytes.fromhex(each.strip("-")) for each in inputs.split()]
    assert merkle_root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle_root(leaves[:1]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle_root(leaves[:3]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert merkle_root(leaves) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_verifying_needs_nothing_of_the_house(sealed: Path) -> None:
    """Only the standard library and ``cryptography`` are loaded beside the module itself."""
    import subprocess
    import sys

    program = (
        "import sys; from witnessmark.protection.seal import verify_release; from pathlib import Path; "
        f"assert verify_release(Path({str(sealed)!r})).ok; "
        "print(*sorted(m for m in sys.modules if m.startswith(('witnessmark', 'msgspec', 'rfc8785', 'yaml'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [
        "witnessmark", "witnessmark.protection", "witnessmark.protection.merkle", "witnessmark.protection.proof",
        "witnessmark.protection.seal", "witnessmark.protection.sealed_files",
    ]  # fmt: skip


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.just("\ud800")
    | st.just("0" * 64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a JSON value that something else can be put into."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in list(pairs) for found in [(value, key), *nodes(inner)]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_a_manifest_or_a_file_of_passages_holds_verifying_never_raises(
    sealed: Path, data: st.DataObject
) -> None:
    """And it never passes: the manifest is signed, and it lists the passages."""
    name = data.draw(st.sampled_from([MANIFEST, "data/passages/S1.json"]))
    path = sealed / name
    path.parent.mkdir(exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    shown = {"text": "Bread", "salt": "0" * 64}
    whole = {
        "format": "witnessmark-passages/1",
        "release": "r1",
        "document": "S1",
        "root": "0" * 64,
        "passages": [shown],
    }
    value = json.loads(before) if before else whole
    holder, key = data.draw(st.sampled_from(nodes(value)))
    holder[key] = data.draw(anything)
    try:
        path.write_text(json.dumps(value))
        assert before == path.read_bytes() or not verify_release(sealed).ok
    finally:
        path.write_bytes(before) if before else path.unlink()


@pytest.mark.parametrize("path", ["\ud800", "a\ud800b", "\x00", "a" * 5000, "manifest.json/x", "."])
def test_a_path_that_no_folder_can_hold_is_found(sealed: Path, path: str) -> None:
    manifest = json.loads((sealed / MANIFEST).read_bytes())
    manifest["files"][0]["path"] = path
    (sealed / MANIFEST).write_text(json.dumps(manifest))
    assert not verify_release(sealed).ok


@pytest.mark.parametrize(
    "value", ["\ud800", ["\ud800"], {"document": "\ud800"}, [{"document": "\ud800"}], 3, [3], None]
)
def test_documents_of_any_form_are_found(sealed: Path, value: Any) -> None:
    manifest = json.loads((sealed / MANIFEST).read_bytes())
    manifest["documents"] = value
    (sealed / MANIFEST).write_text(json.dumps(manifest))
    assert not verify_release(sealed).ok


def test_what_is_reported_can_be_printed(sealed: Path) -> None:
    (sealed / os.fsdecode(b"odd\xff")).write_text("x")
    manifest = json.loads((sealed / MANIFEST).read_bytes())
    manifest["release"] = "r\ud800"
    (sealed / MANIFEST).write_text(json.dumps(manifest))
    report = verify_release(sealed)
    assert "".join((report.release or "", *(finding.file for finding in report.findings))).encode()
    assert {finding.file for finding in report.findings if finding.reason == "extra"} == {"odd\\udcff"}
