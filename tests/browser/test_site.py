"""The published site in a real browser, opened from a folder as from a stick."""

import gzip
import io
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.unit.publish.dossier.rich import rich_release
from witnessmark.model.consent import Audience
from witnessmark.publish.geography import BaseMap
from witnessmark.publish.site.build import build_site

PAGES = [
    "index.html", "map.html", "incidents.html", "incidents/i1.html", "documents.html", "documents/d1.html",
    "people.html", "places.html", "registers.html", "registers/control.html", "registers/hazards.html",
    "registers/casualties.html", "matrix.html", "method.html", "downloads.html", "verify.html",
]  # fmt: skip


def visit(page: Page, site: Path, path: str) -> None:
    name, _, fragment = path.partition("#")
    page.goto((site / name).as_uri() + (f"#{fragment}" if fragment else ""))
    if name.endswith("map.html"):
        page.wait_for_selector("#map[data-ready]")


START = """
() => {
  const map = window.WITNESSMARK.mapView;
  const boxes = [...document.querySelectorAll(".legend input, #undated")];
  const [camera, checked] = [{ center: map.getCenter(), zoom: map.getZoom() }, boxes.map((box) => box.checked)];
  window.startAgain = () => {
    document.getElementById("all-places").click();
    document.getElementById("reset").click();
    boxes.forEach((box, at) => { if (box.checked !== checked[at]) box.click(); });
    map.jumpTo(camera);
    const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
    const still = () => new Promise((done) => { map.once("idle", () => done()); map.triggerRepaint(); });
    return frame().then(frame).then(still);
  };
}
"""
"""Remembers what a map shows at first; ``startAgain`` in the page leads back there, until everything is drawn."""


@pytest.fixture(scope="module")
def one_map(one_desk: Page, watching: Any, site: Path) -> Iterator[Page]:
    page = one_desk.context.new_page()
    watching.on(page)
    visit(page, site, "map.html")
    page.evaluate(START)
    yield page
    page.close()


@pytest.fixture
def the_map(one_map: Page, watch: Any) -> Page:
    """The map as it is first seen. It stays open from test to test: to open it takes ten times as long as to use it."""
    one_map.bring_to_front()
    one_map.evaluate("window.startAgain()")
    assert shown(one_map) == 21 and not one_map.locator("#place-chosen").is_visible()
    return one_map


def serious(page: Page) -> list[tuple[str, Any]]:
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", [*PAGES, "uk/index.html", "uk/documents/d3.html"])
def test_a_page_opens_offline_without_errors_and_axe_finds_nothing_serious(
    desk: Page, watch: Any, site: Path, path: str
) -> None:
    visit(desk, site, path)
    assert watch.errors == []
    assert watch.requests == []
    assert serious(desk) == []


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_nothing_runs_out_of_the_side(phone: Page, watch: Any, site: Path, path: str) -> None:
    """Two pages are laid out for a phone in another way: there axe looks as well."""
    visit(phone, site, path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert watch.errors == []
    assert path not in ("map.html", "documents/d1.html") or serious(phone) == []


def colours(page: Page) -> int:
    """How many colours the middle of the map shows."""
    return page.evaluate(
        """() => new Promise((done) => {
             const map = window.WITNESSMARK.mapView;
             map.once("render", () => {
               const gl = map.getCanvas().getContext("webgl2") || map.getCanvas().getContext("webgl");
               const [w, h] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
               const pixels = new Uint8Array(w * h * 4);
               gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
               const seen = new Set();
               for (let i = 0; i < pixels.length; i += 4 * 7) {
                 seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
               }
               done(seen.size);
             });
             map.triggerRepaint();
           })"""
    )


def wait_for_areas(page: Page) -> None:
    page.wait_for_function("() => window.WITNESSMARK.mapView.queryRenderedFeatures({layers: ['area-fill']}).length > 0")


def shown(page: Page) -> int:
    """How many incidents are shown, once the frame is drawn in which the list follows."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return int(page.locator("#showing").inner_text().split()[1])


def test_the_map_draws_areas_and_names(the_map: Page) -> None:
    wait_for_areas(the_map)
    assert colours(the_map) > 20
    kinds = the_map.evaluate(
        "() => window.WITNESSMARK.mapView.queryRenderedFeatures({layers: ['area-fill']}).map((f) => f.geometry.type)"
    )
    assert kinds
    assert set(kinds) <= {"Polygon", "MultiPolygon"}
    assert the_map.locator(".maplibregl-marker").count() == 0
    assert the_map.locator(".maplibregl-ctrl-scale").is_visible()


def test_a_drawn_map_stands_before_the_one_that_moves(desk: Page, watch: Any, site: Path) -> None:
    desk.goto((site / "uk/map.html").as_uri(), wait_until="commit")
    expect(desk.locator("#map-drawn svg .ring").first).to_be_visible()
    desk.wait_for_selector("#map[data-ready]")
    expect(desk.locator("#map-drawn")).to_be_hidden()
    assert watch.errors == [] and watch.requests == [] and serious(desk) == []


def test_without_webgl_the_drawn_map_stays(fresh: Page, site: Path) -> None:
    fresh.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    fresh.goto((site / "map.html").as_uri())
    expect(fresh.locator("#map-failed")).to_be_visible()
    expect(fresh.locator("#map-drawn svg .ring").first).to_be_visible()
    expect(fresh.locator("#list li").first).to_be_visible()


def test_the_timeline_filters_map_and_list(the_map: Page) -> None:
    wait_for_areas(the_map)
    before = shown(the_map)
    frame = the_map.locator("#timeline svg").bounding_box()
    assert frame
    y = frame["y"] + 40
    the_map.mouse.move(frame["x"] + frame["width"] * 0.80, y)
    the_map.mouse.down()
    the_map.mouse.move(frame["x"] + frame["width"] * 0.99, y, steps=6)
    the_map.mouse.up()
    the_map.locator("#undated").uncheck()
    after = shown(the_map)
    assert 0 < after < before
    assert the_map.locator("#list li").count() == after
    assert the_map.locator("#list").inner_text().count("8 March 2022") <= 1
    the_map.wait_for_function(
        "(all) => window.WITNESSMARK.mapView.querySourceFeatures('points')"
        ".reduce((n, f) => n + f.properties.count, 0) < all",
        arg=before,
    )
    the_map.locator("#reset").click()
    the_map.locator("#undated").check()
    assert shown(the_map) == before


def test_the_timeline_works_by_keyboard(the_map: Page) -> None:
    before = shown(the_map)
    grip = the_map.locator('[data-grip="start"]')
    grip.focus()
    first = grip.get_attribute("aria-valuetext")
    for _ in range(6):
        the_map.keyboard.press("PageUp")
    assert grip.get_attribute("aria-valuetext") != first
    assert the_map.locator("#from").input_value() == grip.get_attribute("aria-valuetext")
    assert shown(the_map) < before
    the_map.keyboard.press("Home")
    assert shown(the_map) == before


def test_typed_dates_filter_too(the_map: Page) -> None:
    the_map.locator("#undated").uncheck()
    the_map.locator("#from").fill("2022-09-14")
    the_map.locator("#to").fill("2022-09-15")
    the_map.locator("#to").dispatch_event("change")
    expect(the_map.locator("#list")).not_to_contain_text("Water aid")  # the list follows in the next frame
    expect(the_map.locator("#list")).to_contain_text("Mine / ERW accident")


def test_a_layer_can_be_put_out(the_map: Page) -> None:
    before = shown(the_map)
    the_map.get_by_label("Aid and recovery").uncheck()
    assert shown(the_map) == before - 7
    assert the_map.locator("#list .sym-aid").count() == 0


def test_a_register_lies_over_the_incidents_when_asked_for(the_map: Page) -> None:
    before = shown(the_map)
    the_map.get_by_label("Explosive hazards and accidents").check()
    assert shown(the_map) == before + 3
    assert "incidents and rows of registers" in the_map.locator("#showing").inner_text()
    expect(the_map.locator("#list .sym.hollow").first).to_be_visible()


def test_a_register_leads_to_its_rows_on_the_map(desk: Page, site: Path) -> None:
    visit(desk, site, "registers/services.html")
    desk.get_by_role("link", name="On the map").click()
    expect(desk.locator("#showing")).to_have_text("Showing 4 of 25 incidents and rows of registers")


def test_the_rows_of_a_register_are_filtered(desk: Page, site: Path) -> None:
    visit(desk, site, "registers/services.html")
    rows = desk.locator("#table-services tbody tr:visible")
    assert rows.count() == 4
    desk.locator("select[name=place]").select_option("savyntsi")
    assert rows.count() == 2
    desk.locator("select[name=chosen]").select_option("electricity")
    assert rows.count() == 2 and "Showing 2 of 4 rows" in desk.locator(".filter-count").inner_text()


def test_a_click_on_an_area_lists_what_is_reported_there(the_map: Page) -> None:
    wait_for_areas(the_map)
    spot = the_map.evaluate("() => window.WITNESSMARK.mapView.project([37.063, 49.402])")
    frame = the_map.locator("#map").bounding_box()
    assert frame
    the_map.mouse.click(frame["x"] + spot["x"], frame["y"] + spot["y"])
    expect(the_map.locator("#place-chosen b")).to_contain_text("Savyntsi")  # the list follows in the next frame
    expect(the_map.locator("#list li")).to_have_count(2)


def test_a_place_in_the_address_is_shown(desk: Page, site: Path) -> None:
    visit(desk, site, "map.html#place-izium")
    expect(desk.locator("#place-chosen b")).to_contain_text("Izium")


def test_words_lead_to_the_claim_and_back(desk: Page, site: Path) -> None:
    visit(desk, site, "incidents/i7.html")
    desk.get_by_role("link", name="Read it in the document").first.click()
    lit = desk.locator(".mark.lit")
    assert lit.first.inner_text() == "They put mines in the sunflower fields before they went"
    assert lit.first.evaluate(
        "(mark) => { const b = mark.getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight; }"
    )
    note = desk.locator(".note.lit")
    assert "Person 4" in note.inner_text()
    away = note.evaluate("(n) => n.getBoundingClientRect().top") - lit.first.evaluate(
        "(m) => m.getBoundingClientRect().top"
    )
    assert abs(away) < 60, "the note should stand beside its words"
    note.get_by_role("link", name="Incident").click()
    assert desk.url.endswith(f"incidents/i7.html#c-{note_id(desk)}")
    assert "Mine-laying" in desk.locator("h1").inner_text()


def note_id(page: Page) -> str:
    return page.url.rpartition("#c-")[2]


def test_overlapping_claims_take_turns(desk: Page, site: Path) -> None:
    visit(desk, site, "documents/d1.html")
    words = desk.locator(".mark.over").first
    words.click()
    first = desk.locator(".note.lit").get_attribute("id")
    words.click()
    assert desk.locator(".note.lit").count() == 1
    assert desk.locator(".note.lit").get_attribute("id") != first


def test_a_document_can_be_read_by_keyboard(desk: Page, site: Path) -> None:
    visit(desk, site, "documents/d1.html")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    desk.locator(".mark").first.focus()
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.classList.contains('note')")
    desk.keyboard.press("Escape")
    assert desk.evaluate("document.activeElement.classList.contains('mark')")
    assert desk.locator(".note.lit").count() == 0


def test_on_a_phone_the_note_rises_from_below(phone: Page, site: Path) -> None:
    visit(phone, site, "documents/d1.html")
    phone.locator(".mark").first.tap()
    box = phone.locator(".note.lit").bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(844, abs=2)


def test_the_index_is_filtered(desk: Page, site: Path) -> None:
    visit(desk, site, "incidents.html")
    desk.get_by_label("Place").select_option("izium")
    rows = desk.locator(".row:visible")
    assert rows.count() == 6
    desk.get_by_label("Act").select_option("retreat")
    assert rows.count() == 1
    assert "Showing 1 of 21" in desk.locator("#filter-count").inner_text()
    assert desk.locator(".month:visible").count() == 1


def test_the_language_switch_keeps_the_page(desk: Page, site: Path) -> None:
    visit(desk, site, "incidents/i1.html")
    desk.get_by_role("link", name="Українська").click()
    assert "Обстріл" in desk.locator("h1").inner_text()
    desk.get_by_role("link", name="English").click()
    assert desk.url == (site / "incidents/i1.html").as_uri()


def test_without_scripts_everything_is_still_there(chromium: Any, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "documents/d1.html").as_uri())
    assert page.locator(".note .facts").first.is_visible()
    page.goto((site / "incidents.html").as_uri())
    assert page.locator(".row").count() == 21
    page.goto((site / "map.html").as_uri())
    assert page.get_by_text("Without JavaScript the map stands still").is_visible()
    assert page.locator("#map-drawn svg .ring").first.is_visible()
    context.close()


def test_five_thousand_incidents_are_on_the_map(
    desk: Page, sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("witnessmark.publish.site.build.write_pages", map_page_only)
    build_site(sample.big_release(), tmp_path)
    visit(desk, tmp_path, "map.html")
    wait_for_areas(desk)
    assert shown(desk) == 5000


def pmtiles(colour: tuple[int, int, int]) -> bytes:
    """A PMTiles archive (version 3) that holds one raster tile for the whole world."""
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(picture, "PNG")
    tile, metadata = picture.getvalue(), gzip.compress(json.dumps({"name": "one colour"}).encode())

    def varint(n: int) -> bytes:
        return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + varint(n >> 7)

    directory = gzip.compress(b"".join(map(varint, (1, 0, 1, len(tile), 1))))
    at = 127 + len(directory)
    parts = (127, len(directory), at, len(metadata), 0, 0, at + len(metadata), len(tile), 1, 1, 1)
    bounds = (-1800000000, -850000000, 1800000000, 850000000)
    header = b"PMTiles\x03" + struct.pack("<11Q", *parts) + struct.pack("<6B", 1, 2, 1, 2, 0, 0)
    header += struct.pack("<4i", *bounds) + struct.pack("<B2i", 0, 0, 0)
    return header + directory + metadata + tile


def test_a_users_pmtiles_are_drawn_from_a_folder(desk: Page, watch: Any, sample: ModuleType, tmp_path: Path) -> None:
    archive = tmp_path / "own.pmtiles"
    archive.write_bytes(pmtiles((10, 200, 30)))
    build_site(sample.sample_release(), tmp_path / "site", base=BaseMap(archive, credit="An office of maps"))
    visit(desk, tmp_path / "site", "map.html")
    desk.wait_for_function("() => window.WITNESSMARK.mapView.getLayer('tiles') && window.WITNESSMARK.mapView.loaded()")
    picture = Image.open(io.BytesIO(desk.locator("#map").screenshot())).convert("RGB")
    assert (10, 200, 30) in {picture.getpixel((x, 60)) for x in range(0, picture.width, 9)}
    assert watch.errors == []
    assert watch.requests == []
    assert "An office of maps" in desk.locator(".maplibregl-ctrl-attrib").inner_text()


def map_page_only(site: Any, out: Path) -> None:
    """The map page alone: the other fourteen thousand are not what is measured here."""
    from witnessmark.publish.site import pages

    html = pages.environment().get_template("map.html")
    page = pages.map_page(site)
    path = out / site.folder / "map.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        html.render(pages.common_context(site) | pages.place_of_page(site, page) | page.context), encoding="utf-8"
    )


def test_on_a_phone_the_law_is_an_outline_that_opens_at_a_touch_and_without_scripts(
    chromium: Browser, sample: ModuleType, tmp_path: Path
) -> None:
    build_site(rich_release(sample, Audience.INTERNAL), tmp_path / "site")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, java_script_enabled=False)
    page = context.new_page()
    for path in ("matrix.html", "incidents/i1.html"):
        visit(page, tmp_path / "site", path)
        provisions = page.locator("details.provision")
        assert provisions.count() > 0
        for number in range(provisions.count()):
            assert not provisions.nth(number).locator("table").first.is_visible(), path
            assert provisions.nth(number).bounding_box()["height"] < 300, path  # type: ignore[index]
        provisions.first.locator("summary").first.click()
        expect(provisions.first.locator("table").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
