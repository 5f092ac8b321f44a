"""Publishing is all or nothing."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from witnessmark.model.consent import Audience
from witnessmark.model.decision import Waiver
from witnessmark.protection.publishing import release_to
from witnessmark.protection.seal import verify_release

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
SIGNING: dict[str, Any] = {"sign": KEY.sign, "public_key": KEY.public_key().public_bytes_raw()}


def build(text: str) -> Any:
    def write(folder: Path) -> frozenset[str]:
        (folder / "index.html").write_text(text)
        return frozenset()

    return write


@pytest.fixture
def ready(mission: Any, approve: Any) -> Any:
    """A public draft that two reviewers approved; its person is called Hanna Chumak."""
    mission.document("Hanna Chumak gave out bread.")
    mission.person("Hanna Chumak")
    content = mission.prepare().release.content
    mission.more["approvals"] = (approve(content, "Ada", "k1"), approve(content, "Bo", "k2"))
    return mission


def draft_of(mission: Any, audience: Audience = Audience.PUBLIC) -> Any:
    import msgspec

    from witnessmark.model.decision import ReleaseProposal
    from witnessmark.protection.gate import prepare

    file = mission.file()
    preview = prepare(file, audience, on_day="2024-06-01", proposal=None, software="t", data={})
    proposal = ReleaseProposal(
        id="r1",
        audience=audience,
        time="2024-06-01T09:00:00+03:00",
        salt="x",
        content=preview.release.content,
        entry="e",
    )
    approvals = tuple(msgspec.structs.replace(each, content=preview.release.content) for each in file.approvals)
    file = msgspec.structs.replace(file, approvals=approvals)
    return prepare(file, audience, on_day="2024-06-01", proposal=proposal, software="t", data={})


def test_an_approved_draft_without_hits_is_published_sealed(ready: Any, tmp_path: Path) -> None:
    outcome = release_to(tmp_path / "out" / "site", draft_of(ready), build("Person 1"), **SIGNING)
    assert outcome.published and outcome.root
    assert verify_release(tmp_path / "out" / "site").ok
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["site"]


def test_a_hit_publishes_nothing(ready: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    release_to(site, draft_of(ready), build("first"), **SIGNING)
    before = {path: path.read_bytes() for path in site.iterdir()}
    outcome = release_to(site, draft_of(ready), build("by Chumak"), keep_refused=tmp_path / "kept", **SIGNING)
    assert (outcome.refused, len(outcome.hits), outcome.published) == ("hits", 1, False)
    assert before == {path: path.read_bytes() for path in site.iterdir()}
    assert (tmp_path / "kept" / "index.html").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "kept"}


def test_a_waived_hit_of_this_release_no_longer_stops_it(ready: Any, tmp_path: Path) -> None:
    draft = draft_of(ready)
    (hit,) = release_to(tmp_path / "site", draft, build("by Chumak"), **SIGNING).hits
    waiver = Waiver(release="r1", hit=hit.id, entry="e", device="d", reviewer="R")
    other = Waiver(release="r2", hit=hit.id, entry="e", device="d", reviewer="R")
    assert not release_to(tmp_path / "site", draft, build("by Chumak"), waivers=[other], **SIGNING).published
    assert release_to(tmp_path / "site", draft, build("by Chumak"), waivers=[waiver], **SIGNING).published
    assert not release_to(tmp_path / "site", draft, build("of Chumak"), waivers=[waiver], **SIGNING).published


def test_drafts_that_are_not_ready_are_refused(ready: Any, mission: Any, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert release_to(out, ready.prepare(), build("x"), **SIGNING).refused == "not-proposed"
    assert release_to(out, ready.prepare(salt="x"), build("x"), **SIGNING).refused == "content-changed"
    ready.more["approvals"] = ()
    assert release_to(out, draft_of(ready), build("x"), **SIGNING).refused == "approvals-missing"
    assert not out.exists()


def test_with_nothing_to_show_nothing_is_published(mission: Any, tmp_path: Path) -> None:
    mission.document("Bread was handed out.", consent="internal")
    draft = draft_of(mission)
    assert release_to(tmp_path / "site", draft, build("x"), **SIGNING).refused == "nothing-to-publish"
    assert {each.reason for each in draft.reasons} == {"consent"}


def test_a_folder_that_is_somebody_s_own_is_never_replaced(ready: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name in ("mine", "file", "link"):
        outcome = release_to(tmp_path / name, draft_of(ready), build("x"), **SIGNING)
        assert outcome.refused == "not-a-release-folder"
    (tmp_path / "empty").mkdir()
    assert release_to(tmp_path / "empty", draft_of(ready), build("x"), **SIGNING).published


def test_an_error_while_building_leaves_everything_as_it_was(ready: Any, tmp_path: Path) -> None:
    def broken(folder: Path) -> frozenset[str]:
        (folder / "half.html").write_text("x")
        raise OSError("disk full")

    release_to(tmp_path / "site", draft_of(ready), build("first"), **SIGNING)
    with pytest.raises(OSError, match="disk full"):
        release_to(tmp_path / "site", draft_of(ready), broken, **SIGNING)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert verify_release(tmp_path / "site").ok


def test_a_failed_swap_puts_the_earlier_release_back(
    ready: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    release_to(site, draft_of(ready), build("first"), **SIGNING)
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name.endswith(".building"):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="no"):
        release_to(site, draft_of(ready), build("second"), **SIGNING)
    assert (site / "index.html").read_text() == "first"


def test_what_a_kill_between_the_renames_left_is_set_right(ready: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    release_to(site, draft_of(ready), build("first"), **SIGNING)
    site.rename(tmp_path / ".site.before")
    outcome = release_to(site, draft_of(ready), build("by Chumak"), **SIGNING)
    assert outcome.refused == "hits"
    assert (site / "index.html").read_text() == "first"


def test_a_wrong_key_is_noticed_before_anything_is_published(ready: Any, tmp_path: Path) -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    with pytest.raises(OSError, match="bad-signature"):
        release_to(tmp_path / "site", draft_of(ready), build("x"), sign=other.sign, public_key=SIGNING["public_key"])
    assert not (tmp_path / "site").exists()


def test_an_internal_edition_needs_no_reviewer(ready: Any, tmp_path: Path) -> None:
    ready.more["approvals"] = ()
    outcome = release_to(tmp_path / "site", draft_of(ready, Audience.INTERNAL), build("Hanna Chumak"), **SIGNING)
    assert outcome.published
