"""A release in one file: the same bytes for the same release, checked as a folder is, and every byte accounted for."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from witnessmark.protection.passages import write_passages
from witnessmark.protection.seal import MANIFEST, read_manifest, sign_manifest, verify_release
from witnessmark.protection.sealed_files import write_bundle

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


@pytest.fixture
def site(mission: Any, tmp_path: Path) -> Path:
    mission.document("Hanna Chumak gave out bread.")
    mission.person("Hanna Chumak")
    draft = mission.prepare(salt="x")
    folder = tmp_path / "site"
    (folder / "uk").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Bread</p>")
    (folder / "uk" / "мапа.html").write_text("<p>Хліб</p>")
    (folder / "empty.txt").write_text("")
    write_passages(folder, draft.release.id, draft.release.documents, draft.cuts, {"S1": b"s" * 32})
    sign_manifest(folder, draft.release, KEY.sign, PUBLIC)
    return folder


@pytest.fixture
def bundle(site: Path, tmp_path: Path) -> Path:
    out = tmp_path / "site.zip"
    write_bundle(site, out)
    return out


def reasons(path: Path) -> set[tuple[str, str]]:
    return {(finding.file, finding.reason) for finding in verify_release(path).findings}


def test_a_bundle_verifies_as_its_folder_does(site: Path, bundle: Path) -> None:
    assert verify_release(bundle) == verify_release(site)
    assert verify_release(bundle).ok
    assert read_manifest(bundle) == read_manifest(site) == json.loads((site / MANIFEST).read_bytes())


def test_the_same_release_gives_the_same_bytes(site: Path, bundle: Path, tmp_path: Path) -> None:
    for path in site.rglob("*"):
        path.chmod(0o700)
    again = tmp_path / "again.zip"
    write_bundle(site, again)
    assert again.read_bytes() == bundle.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_any_tool_unpacks_it(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert verify_release(tmp_path / "unpacked").ok


def test_every_flipped_byte_is_found(bundle: Path, tmp_path: Path) -> None:
    """Of headers, names and directory all of them, of the contents every 23rd."""
    data = bundle.read_bytes()
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(bundle) as archive:
        inside = {
            at
            for member in archive.infolist()
            for at in range(member.header_offset + 30 + len(member.filename.encode()), member.header_offset + 9999)
            if at < member.header_offset + 30 + len(member.filename.encode()) + member.file_size
        }
    missed = []
    for at in (at for at in range(len(data)) if at not in inside or at % 23 == 0):
        damaged.write_bytes(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        if verify_release(damaged).ok:
            missed.append((at, data[max(0, at - 20) : at + 20]))
    assert missed == []


@pytest.mark.parametrize("cut", [1, 21, 22, 23, 400])
def test_a_cut_bundle_is_found(bundle: Path, cut: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-cut])
    assert not verify_release(bundle).ok


@pytest.mark.parametrize(("before", "after"), [(b"#!/bin/sh\n", b""), (b"", b"more"), (b"x" * 50, b"y")])
def test_bytes_around_it_are_found(bundle: Path, before: bytes, after: bytes) -> None:
    bundle.write_bytes(before + bundle.read_bytes() + after)
    assert not verify_release(bundle).ok


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../outside", "unsafe-path"),
        ("/etc/passwd", "unsafe-path"),
        ("a\\b", "unsafe-path"),
        ("index.html", "twice"),
        ("more.html", "extra"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_that_no_release_has_are_named_and_nothing_is_written(
    bundle: Path, tmp_path: Path, name: str, reason: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with zipfile.ZipFile(bundle, "a") as archive:
        member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        member.create_system, member.external_attr = 3, 0o100644 << 16
        archive.writestr(member, "x")
    assert (name, reason) in reasons(bundle)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_and_a_compressed_member_are_refused(bundle: Path) -> None:
    with zipfile.ZipFile(bundle, "a") as archive:
        link = zipfile.ZipInfo("link", (1980, 1, 1, 0, 0, 0))
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb", b"0" * 10_000_000, zipfile.ZIP_DEFLATED)
    assert {("link", "not-plain"), ("bomb", "not-plain")} <= reasons(bundle)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"no archive at all"])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert not verify_release(path).ok


def test_a_folder_with_a_link_is_not_packed(site: Path, tmp_path: Path) -> None:
    (site / "link").symlink_to("/etc/passwd")
    with pytest.raises(ValueError, match="symbolic link"):
        write_bundle(site, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
