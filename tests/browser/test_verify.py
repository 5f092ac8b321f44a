"""The verifier in a real browser: on the page of a site and as the page that stands alone, on folders and bundles."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, expect

from witnessmark.evidence.payloads import DocumentCuts
from witnessmark.model.consent import Audience
from witnessmark.protection import merkle
from witnessmark.protection.disclosing import Opened, disclose
from witnessmark.protection.passages import Cut, leaves_of, write_passages
from witnessmark.protection.seal import fingerprint, sign_manifest
from witnessmark.protection.sealed_files import write_bundle
from witnessmark.publish.checking import standalone
from witnessmark.publish.site.build import build_site

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
SECRET = b"s" * 32


class Sealed:
    """A signed release with everything that a visitor may get beside it."""

    def __init__(self, folder: Path, sample: ModuleType) -> None:
        self.site, self.bundle = folder / "site", folder / "site.zip"
        self.release = sample.sample_release(Audience.INTERNAL)
        build_site(self.release, self.site)
        self.cuts = [_cut(document) for document in self.release.documents]
        secrets = {cut.document: SECRET for cut in self.cuts}
        write_passages(self.site, self.release.id, self.release.documents, self.cuts, secrets)
        self.root = sign_manifest(self.site, self.release, KEY.sign, PUBLIC)
        write_bundle(self.site, self.bundle)
        self.disclosure = folder / "passages.json"
        self.number = self._disclose()

    def _disclose(self) -> int:
        document, cut = next(
            (document, cut)
            for document, cut in zip(self.release.documents, self.cuts, strict=True)
            if any(segment.kind != "text" for segment in document.segments)
        )
        number = next(n for n, segment in enumerate(document.segments, 1) if segment.kind != "text")
        root = merkle.root(leaves_of(cut.words(), SECRET, cut.document)).hex()
        cuts = DocumentCuts(
            document=cut.document, source="s", original="d", secret="a", starts=cut.starts, root=root
        )  # fmt: skip
        made = disclose(Opened(release=self.release.id, cuts=cuts, secret=SECRET, text=cut.text), [number])
        self.disclosure.write_bytes(msgspec.json.encode(made))
        return number


def _cut(document: Any) -> Cut:
    """The original of a released document: words of our own in place of what is withheld."""
    words = [each.text if each.kind == "text" else f"слова {n}" for n, each in enumerate(document.segments)]
    starts, at = [], 0
    for each in words:
        starts.append(at)
        at += len(each)
    return Cut(document=document.id, source="s", original="d", starts=tuple(starts), text="".join(words))


@pytest.fixture(scope="module")
def sealed(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return Sealed(tmp_path_factory.mktemp("sealed"), sample)


@pytest.fixture
def alone(desk: Page, tmp_path: Path) -> Page:
    """The page that stands alone, opened from a folder with nothing beside it."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "verify.html").write_text(standalone("en"), encoding="utf-8")
    desk.goto((tmp_path / "page" / "verify.html").as_uri())
    return desk


@pytest.fixture
def copy(sealed: Sealed, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(sealed.site, tmp_path / "copy"))


def check(page: Page, path: Path, *, wanted: str = "", disclosure: Path | None = None) -> str:
    """Give the page a folder or a bundle, and read what it says."""
    page.locator("#check-folder" if path.is_dir() else "#check-bundle").set_input_files(path)
    page.get_by_label("Fingerprint").fill(wanted)
    if disclosure:
        page.locator("#check-disclosure").set_input_files(disclosure)
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("#check-result[data-done]")
    return page.locator("#check-result").inner_text()


def test_the_page_of_the_site_checks_its_folder(desk: Page, watch: Any, sealed: Sealed) -> None:
    desk.goto((sealed.site / "verify.html").as_uri())
    said = check(desk, sealed.site, wanted=sealed.root)
    assert said.startswith("Whole")
    assert "was signed by this key" in said and "is the one that you got" in said
    assert fingerprint(PUBLIC) in said and sealed.root in said
    assert f"signed roots: {len(sealed.release.documents)}" in said
    assert "proves nothing against its own publisher" in desk.locator("main").inner_text()
    assert watch.errors == [] and watch.requests == []


def test_the_page_that_stands_alone_checks_a_bundle(alone: Page, watch: Any, sealed: Sealed) -> None:
    said = check(alone, sealed.bundle, wanted=" ".join(fingerprint(PUBLIC).upper()))
    assert said.startswith("Whole") and "is the one that you got" in said
    assert watch.errors == [] and watch.requests == []


def test_another_fingerprint_and_none_are_told_apart(alone: Page, sealed: Sealed) -> None:
    assert "NOT the fingerprint that you got" in check(alone, sealed.bundle, wanted="ab" * 32)
    assert "No fingerprint was compared" in check(alone, sealed.bundle)


def test_what_is_changed_missing_or_extra_is_named(alone: Page, copy: Path) -> None:
    (copy / "index.html").write_text("<p>Other words</p>", encoding="utf-8")
    (copy / "map.html").unlink()
    (copy / "more.txt").write_text("more")
    said = check(alone, copy)
    assert said.startswith("NOT whole. Findings: 3")
    rows = [row.inner_text().split("\t") for row in alone.locator(".check-findings tbody tr").all()]
    assert sorted(rows) == [
        ["index.html", "changed"], ["map.html", "missing"], ["more.txt", "not part of the release"]
    ]  # fmt: skip


def test_a_list_signed_by_another_key_is_found(alone: Page, copy: Path) -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    (copy / "manifest.sig").write_bytes(other.sign((copy / "manifest.json").read_bytes()))
    said = check(alone, copy)
    assert said.startswith("NOT whole. Findings: 1") and "The signature is NOT of this key" in said


def test_a_list_of_digests_without_the_signature_of_the_key_is_found(alone: Page, copy: Path) -> None:
    (copy / "SHA256SUMS.sig").write_bytes(b"x" * 64)
    said = check(alone, copy)
    assert said.startswith("NOT whole. Findings: 1") and "SHA256SUMS.sig" in said


def test_a_publisher_who_signs_other_words_than_the_passages_is_found(alone: Page, copy: Path, sealed: Sealed) -> None:
    """Even with the publisher's own key: the shown words must be those of the tree."""
    path = next(iter(sorted((copy / "data/passages").glob("*.json"))))
    value = json.loads(path.read_bytes())
    shown = next(each for each in value["passages"] if "text" in each)
    shown["text"] = "All was well. " + shown["text"]
    path.write_text(json.dumps(value), encoding="utf-8")
    sign_manifest(copy, sealed.release, KEY.sign, PUBLIC)
    said = check(alone, copy)
    assert "does not make its root" in said and "says other words" in said


def test_a_disclosed_passage_is_proved_and_a_false_one_is_not(alone: Page, sealed: Sealed, tmp_path: Path) -> None:
    said = check(alone, sealed.bundle, disclosure=sealed.disclosure)
    value = json.loads(sealed.disclosure.read_bytes())
    assert f"Passage {sealed.number} of" in said and value["disclosed"][0]["text"] in said
    value["disclosed"][0]["text"] = "other words"
    (tmp_path / "false.json").write_text(json.dumps(value))
    said = check(alone, sealed.bundle, disclosure=tmp_path / "false.json")
    assert f"NOT proved: passage {sealed.number}" in said and "other words" not in said


@pytest.mark.parametrize("at", [10, 31, 4000, -30, -3])
def test_a_damaged_bundle_is_found(alone: Page, sealed: Sealed, tmp_path: Path, at: int) -> None:
    data = bytearray(sealed.bundle.read_bytes())
    data[at] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)
    assert check(alone, tmp_path / "damaged.zip").startswith("NOT whole")


@pytest.mark.parametrize("data", [b"", b"no bundle", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_release_is_said_to_be_none(alone: Page, watch: Any, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    assert check(alone, tmp_path / "x.zip").startswith("NOT whole")
    assert watch.errors == []


def test_names_in_a_hostile_release_are_shown_as_text(alone: Page, copy: Path) -> None:
    (copy / "<img src=x onerror=alert(1)>").write_text("x")
    assert "<img src=x onerror=alert(1)>" in check(alone, copy)
    assert alone.locator("#check-result img").count() == 0


def test_without_a_choice_it_asks_for_one(alone: Page) -> None:
    alone.get_by_role("button", name="Check").click()
    expect(alone.get_by_role("status")).to_have_text("Choose a folder or a file first.")


def test_a_browser_without_ed25519_says_that_the_signature_was_not_checked(alone: Page, sealed: Sealed) -> None:
    alone.evaluate(
        "() => { SubtleCrypto.prototype.importKey = () => "
        "Promise.reject(new DOMException('no', 'NotSupportedError')); }"
    )
    said = check(alone, sealed.bundle)
    assert "the signature was NOT" in said and "was signed by this key" not in said


def test_it_works_by_keyboard_and_axe_finds_nothing_serious(alone: Page, sealed: Sealed) -> None:
    alone.locator("#check-bundle").set_input_files(sealed.bundle)
    alone.get_by_label("Fingerprint").focus()
    alone.keyboard.press("Enter")
    alone.wait_for_selector("#check-result[data-done]")
    assert alone.evaluate("document.activeElement.tagName") == "H3"
    found = Axe().run(alone).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_the_page_speaks_ukrainian(phone: Page, sealed: Sealed, tmp_path: Path) -> None:
    page = phone
    (tmp_path / "verify.html").write_text(standalone("uk"), encoding="utf-8")
    page.goto((tmp_path / "verify.html").as_uri())
    page.locator("#check-bundle").set_input_files(sealed.bundle)
    page.get_by_role("button", name="Перевірити").click()
    page.wait_for_selector("#check-result[data-done]")
    assert page.locator("#check-result").inner_text().startswith("Ціле")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_that_stands_alone_may_do_nothing_but_its_own(alone: Page) -> None:
    """Its policy names its own script and style by digest; anything else does not run, and nothing is fetched."""
    alone.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    assert alone.evaluate("window.ran") is None
    assert alone.evaluate("fetch('https://example.org').then(() => 'sent', () => 'refused')") == "refused"
