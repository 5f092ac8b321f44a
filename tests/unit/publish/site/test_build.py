"""The site as files: whole, offline, escaped, the same every time."""

import hashlib
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import msgspec
import pytest

from witnessmark.model.release import Release
from witnessmark.publish.geography import BaseMap, Label
from witnessmark.publish.site import mapdata
from witnessmark.publish.site.build import build_site
from witnessmark.publish.site.index import file_stems


class Page(HTMLParser):
    """What a page refers to, what can be referred to in it, and what must not be in it."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.bad: list[str] = []
        self.policy = ""
        self.tags: list[str] = []
        self._inline = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = {name: value or "" for name, value in attrs}
        self.bad += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        if "id" in values:
            self.ids.append(values["id"])
        self.links += [values[name] for name in ("href", "src") if name in values]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        self._inline = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self._inline and data.strip():
            self.bad.append("inline script or style")
        self._inline = False


def all_pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("edition", ["public_site", "internal_site"])
def test_every_link_leads_somewhere_inside(edition: str, request: pytest.FixtureRequest) -> None:
    pages = all_pages(request.getfixturevalue(edition))
    assert len(pages) > 50
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            assert not re.match(r"^(?:[a-z]+:|//)", link), f"{path.name} leads outside: {link}"
            file, _, anchor = unquote(link).partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path.name}: {link}"
            if anchor and not anchor.startswith("place-"):
                assert anchor in pages[target].ids, f"{path.name}: {link}"


def test_nothing_runs_inline_and_the_policy_stands_on_every_page(internal_site: Path) -> None:
    for path, page in all_pages(internal_site).items():
        assert page.bad == [], path
        assert "default-src 'none'" in page.policy
        assert "unsafe" not in page.policy
        assert "http" not in page.policy


def test_our_own_files_name_no_address_to_load_from(internal_site: Path) -> None:
    for path in internal_site.rglob("*"):
        if path.suffix in {".js", ".css", ".html"} and "vendor" not in path.parts:
            found = re.findall(r"https?://[^\s\"'<)]+", path.read_text(encoding="utf-8"))
            assert set(found) <= {"http://www.w3.org/2000/svg"}, path


def test_both_languages_have_the_same_pages(public_site: Path) -> None:
    ukrainian = {p.relative_to(public_site / "uk") for p in (public_site / "uk").rglob("*.html")}
    english = {p.relative_to(public_site) for p in public_site.rglob("*.html")} - {Path("uk") / p for p in ukrainian}
    assert english == ukrainian
    assert '<html lang="uk">' in (public_site / "uk/index.html").read_text(encoding="utf-8")


def test_the_notice_and_the_presumption_stand_on_every_page(public_site: Path) -> None:
    for path in public_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "All persons in this material are invented." in text
        assert "presumes no one guilty" in text or "нікого не вважає винним" in text


def test_the_matrix_is_only_where_the_release_has_one(public_site: Path, internal_site: Path) -> None:
    assert not (public_site / "matrix.html").exists()
    assert "matrix.html" not in (public_site / "index.html").read_text(encoding="utf-8")
    text = (internal_site / "matrix.html").read_text(encoding="utf-8")
    assert "never that anything is proven" in text
    asked = [
        page
        for page in internal_site.glob("incidents/*.html")
        if "What was the hall used for" in page.read_text("utf-8")
    ]
    assert len(asked) == 1
    assert asked[0].name in text, "the page of law leads to the incident"
    assert not [page for page in public_site.glob("incidents/*.html") if 'id="law"' in page.read_text("utf-8")]


def test_the_same_release_gives_the_same_bytes(sample: ModuleType, public_site: Path, tmp_path: Path) -> None:
    build_site(sample.sample_release(), tmp_path)
    assert tree(tmp_path) == tree(public_site)


def test_vendored_digests_are_those_of_the_copied_files(sample: ModuleType, tmp_path: Path) -> None:
    vendored = build_site(sample.sample_release(), tmp_path)
    written = tree(tmp_path)
    assert vendored <= set(written.values())
    assert written["assets/vendor/maplibre-gl/maplibre-gl.js"] in vendored
    assert written["assets/map.js"] not in vendored


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}</title>\u2028"


REFERENCES = {
    "id", "document", "source", "incident", "place", "actor", "act", "acts", "layer", "kind", "status", "category",
    "modality", "polarity", "said_by_kind", "said", "earliest", "latest", "field", "what", "audience",
    "ReleasedDocument.claims", "ReleasedIncident.claims", "ReleasedActor.claims", "ReleasedGroup.claims",
    "ReleasedSource.documents", "ElementFinding.supporting", "ElementFinding.contradicting", "ElementFinding.hearsay",
}  # fmt: skip
"""Fields that refer to something or come from a closed list: text in them would only break the reference."""


def hostile(release: Release) -> Release:
    """The release with every text of it replaced by one that tries to break out."""

    def spoil(value: object) -> object:
        if isinstance(value, msgspec.Struct):
            name = type(value).__name__
            return type(value)(**{f: kept(name, f, getattr(value, f)) for f in value.__struct_fields__})
        if isinstance(value, tuple):
            return tuple(spoil(item) for item in value)
        if isinstance(value, dict):
            return {key: spoil(item) for key, item in value.items()}
        return HOSTILE if isinstance(value, str) else value

    def kept(name: str, field: str, value: object) -> object:
        return value if field in REFERENCES or f"{name}.{field}" in REFERENCES else spoil(value)

    made = spoil(release)
    assert isinstance(made, Release)
    return made


def test_hostile_text_stays_text(sample: ModuleType, tmp_path: Path) -> None:
    from witnessmark.model.consent import Audience

    build_site(hostile(sample.sample_release(Audience.INTERNAL)), tmp_path)
    pages = all_pages(tmp_path)
    for path, page in pages.items():
        assert page.bad == [], path
        assert "img" not in page.tags, path
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "{{ 7*7 }}" in text
    for script in (tmp_path / "data").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "<" not in text
        assert "\u2028" not in text


def test_a_label_that_is_not_allowed_is_nowhere(
    sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = (Label("Izium", "Ізюм", 49.21, 37.26, 45884), Label("Secretovo", "Секретове", 49.3, 37.1, 900))
    monkeypatch.setattr("witnessmark.publish.geography.all_labels", lambda: labels)
    build_site(sample.sample_release(), tmp_path, label_allowed=lambda name: name != "Секретове")
    everything = "".join(p.read_text(encoding="utf-8") for p in tmp_path.rglob("*") if p.suffix in {".html", ".js"})
    assert "Secretovo" not in everything
    assert "Секретове" not in everything
    assert "Ізюм" in (tmp_path / "uk/places.html").read_text(encoding="utf-8")


def test_a_users_geojson_is_embedded_and_a_bad_one_is_named(sample: ModuleType, tmp_path: Path) -> None:
    own = tmp_path / "oblasts.geojson"
    own.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    build_site(sample.sample_release(), tmp_path / "site", base=BaseMap(own, credit="The office of maps"))
    assert "The office of maps" in (tmp_path / "site/data/base.js").read_text(encoding="utf-8")
    own.write_text("<kml/>", encoding="utf-8")
    with pytest.raises(ValueError, match=r"oblasts\.geojson"):
        build_site(sample.sample_release(), tmp_path / "other", base=BaseMap(own))


def test_an_empty_release_still_makes_a_site(sample: ModuleType, tmp_path: Path) -> None:
    empty = msgspec.structs.replace(
        sample.sample_release(), documents=(), claims=(), incidents=(), places=(), actors=(), sources=(), withheld=()
    )
    build_site(empty, tmp_path)
    assert "Nothing was held back" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_file_names_never_collide_where_capitals_fold() -> None:
    stems = file_stems(["I1", "i1", "../x", "", "a" * 100, "I1"])
    assert len(set(stems.values())) == 5
    assert all(re.fullmatch(r"[a-z0-9_-]+", stem) for stem in stems.values())


def test_script_values_cannot_close_their_script() -> None:
    text = mapdata.script("x", {"a": "</script>\u2028"})
    assert "</" not in text
    assert text.endswith(";\n")


def test_building_is_quick(sample: ModuleType, tmp_path: Path) -> None:
    """A tenth of the case of the bars, in much less than a tenth of what it may take."""
    release = sample.big_release(documents=200, incidents=500)
    started = time.process_time()
    build_site(release, tmp_path)
    assert time.process_time() - started < 18
