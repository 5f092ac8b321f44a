"""Publishing as one transaction: build aside, look at every byte, seal, and only then take the place of what was there.

Whatever goes wrong, the folder of the release stays as it was, and nothing half-made stays beside it.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.model.decision import Waiver
from witnessmark.protection.gate import DRAFT, Draft
from witnessmark.protection.passages import write_passages
from witnessmark.protection.scan import Hit, scan, unwaived
from witnessmark.protection.seal import sign_manifest, verify_release

Refusal = Literal[
    "nothing-to-publish", "not-proposed", "content-changed", "approvals-missing", "not-a-release-folder", "hits"
]
Build = Callable[[Path], frozenset[str]]
"""Writes the files of the release into a folder; gives the SHA-256 of assets that it copied unchanged."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. ``refused`` is None when the release was published; ``hits`` are those that nobody waived."""

    refused: Refusal | None = None
    hits: tuple[Hit, ...] = ()
    root: str | None = None
    files: int = 0

    @property
    def published(self) -> bool:
        return self.refused is None


def release_to(
    out: Path,
    draft: Draft,
    build: Build,
    *,
    sign: Callable[[bytes], bytes],
    public_key: bytes,
    waivers: Iterable[Waiver] = (),
    earlier: str | None = None,
    keep_refused: Path | None = None,
    secrets: Mapping[str, bytes] | None = None,
) -> Outcome:
    """Publish a draft into the folder ``out``, which is new, empty or holds an earlier release.

    ``sign`` and ``public_key`` are the publisher's (Ed25519). ``earlier`` is the root of the release that this one
    replaces. ``secrets`` are those of the documents by released id: of these the passages are written, so that what was
    withheld can be disclosed later. ``keep_refused`` is a folder inside the case where a build with hits is kept for
    the reviewers; without it nothing of it stays. Raises ``OSError`` when a disk is full and the like, leaving ``out``
    as it was.
    """
    out = out.absolute()
    refused = _refusal(draft) or _refused_place(out)
    if refused is not None:
        return Outcome(refused=refused)
    out.parent.mkdir(parents=True, exist_ok=True)
    _recover(out)
    building = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".building", dir=out.parent))
    try:
        building.chmod(0o755)
        known = build(building)
        write_passages(building, draft.release.id, draft.release.documents, draft.cuts, secrets or {})
        hits = _hits(building, draft, known, waivers)
        if hits:
            if keep_refused is not None:
                _keep(building, keep_refused)
            return Outcome(refused="hits", hits=hits)
        root = sign_manifest(building, draft.release, sign, public_key, earlier=earlier)
        report = verify_release(building)
        if not report.ok:
            raise OSError(f"the sealed release does not verify: {report.findings[0].reason}")
        _take_place(building, out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Outcome(root=root, files=report.files)


def _refusal(draft: Draft) -> Refusal | None:
    if not draft.publishable:
        return "nothing-to-publish"
    if draft.release.id == DRAFT:
        return "not-proposed"
    if any(caution.kind == "content-changed" for caution in draft.warnings):
        return "content-changed"
    return "approvals-missing" if draft.approvals_missing else None


def _refused_place(out: Path) -> Refusal | None:
    """Only a folder that is empty or holds a release is ever replaced: anything else is somebody's own."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        return "not-a-release-folder"
    if out.is_dir() and any(out.iterdir()) and not _holds_only_a_release(out):
        return "not-a-release-folder"
    return None


def _holds_only_a_release(out: Path) -> bool:
    """Many things are called manifest.json, and somebody may have put own files beside a release."""
    found = {finding.reason for finding in verify_release(out).findings}
    return found.isdisjoint({"unreadable", "unknown-format", "extra", "symbolic-link"})


def _hits(building: Path, draft: Draft, known: frozenset[str], waivers: Iterable[Waiver]) -> tuple[Hit, ...]:
    release = draft.release
    found = scan(
        building,
        draft.protected,
        release=release.id,
        known=known,
        positions_may_stand=release.audience is not Audience.PUBLIC,
    )
    return unwaived(found, (waiver.hit for waiver in waivers if waiver.release == release.id))


def _keep(building: Path, keep: Path) -> None:
    shutil.rmtree(keep, ignore_errors=True)
    keep.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(building, keep)


def _before(out: Path) -> Path:
    return out.parent / f".{out.name}.before"


def _recover(out: Path) -> None:
    """Set right what a kill between the two renames of ``_take_place`` left."""
    before = _before(out)
    if before.exists() and not out.exists():
        before.rename(out)
    shutil.rmtree(before, ignore_errors=True)


def _take_place(building: Path, out: Path) -> None:
    before = _before(out)
    if out.exists():
        out.rename(before)
    try:
        building.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
    shutil.rmtree(before, ignore_errors=True)
