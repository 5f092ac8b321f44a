"""The pages of the registers: each value with the claims it rests on, each row on the map and in the data."""

import csv
import io
import json
import re
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from witnessmark.model.register import register_forms
from witnessmark.publish.exports.workbook import write_workbook
from witnessmark.publish.site.build import build_site
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.registers import PAGES, page_title, shown_pages, tables_of, totals

SHOWN = ("control", "hazards", "services", "aid", "casualties")


def page(site: Path, name: str) -> str:
    return (site / f"registers/{name}.html").read_text(encoding="utf-8")


def row(html: str, name: str) -> str:
    return re.sub(r"\s+", " ", html[html.index(f'<tr id="{name}"') :].split("</tr>")[0])


def test_only_registers_with_rows_have_pages(public_site: Path, sample: ModuleType) -> None:
    assert shown_pages(sample.sample_release()) == SHOWN
    assert sorted(path.stem for path in (public_site / "registers").iterdir()) == sorted(SHOWN)
    index = (public_site / "registers.html").read_text(encoding="utf-8")
    assert 'href="registers/hazards.html"' in index and "Explosive hazards: 2 rows" in index
    assert sorted(path.stem for path in (public_site / "data/registers").iterdir()) == sorted(
        register.name for register in sample.sample_release().registers if register.rows
    )


def test_a_release_without_rows_speaks_of_no_registers(sample: ModuleType, tmp_path: Path) -> None:
    build_site(msgspec.structs.replace(sample.sample_release(), registers=()), tmp_path)
    assert not (tmp_path / "registers.html").exists() and not (tmp_path / "data/registers").exists()
    assert "registers.html" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_value_names_the_claims_that_it_rests_on(public_site: Path) -> None:
    held = row(page(public_site, "control"), "control-1")
    assert ">10 September 2022<sup>1</sup>" in held
    assert ">11 September 2022 at the latest<sup>2</sup>" in held
    assert len(re.findall(r'<li><a href="../documents/d\d.html#claim-[\w-]+"', held)) == 2
    assert 'cannot both hold <a href="#control-2">' in held
    assert "Armed forces of the Russian Federation</span>" in held  # it rests on all of them: no number


def test_an_end_that_nobody_tells_of_is_not_until_today(public_site: Path) -> None:
    script = (public_site / "data/map.en.js").read_text(encoding="utf-8")
    assert "10\u00a0September 2022 – end not said" in script and "since" not in row(
        page(public_site, "control"), "control-2"
    )


def test_the_notice_of_danger_and_what_is_withheld_stand_on_the_page(public_site: Path) -> None:
    assert "Do not approach" in page(public_site, "hazards") and "call 101" in page(public_site, "hazards")
    assert "1 row is not shown here to protect people." in page(public_site, "control")
    uk = (public_site / "uk/registers/hazards.html").read_text(encoding="utf-8")
    assert "Не наближайтеся" in uk and "підозра" in uk


def test_a_row_that_moved_leads_to_where_it_went(public_site: Path) -> None:
    missing = row(page(public_site, "casualties"), "missing-1")
    assert 'href="../registers/casualties.html#detained-1"' in missing and "The detained" in missing


def test_a_denial_leads_to_its_words(public_site: Path) -> None:
    injured = row(page(public_site, "casualties"), "injured-1")
    assert re.search(r'<a href="\.\./documents/d2\.html#claim-\w+">D2', injured)


def test_individuals_are_counted_and_said_numbers_are_not_added(sample: ModuleType) -> None:
    tables = tables_of(Edition(ReleaseIndex(sample.sample_release()), "en"), "casualties")
    assert [(title, individuals, [said for said, *_ in groups]) for title, individuals, groups in totals(tables)] == [
        ("The injured", 1, ["2"]), ("The missing", 1, []), ("The detained", 1, []),
    ]  # fmt: skip


def test_independent_sources_are_counted_once(sample: ModuleType) -> None:
    tables = tables_of(Edition(ReleaseIndex(sample.sample_release()), "en"), "services")
    by_id = {row.id: tables[0].independent(row) for row in tables[0].register.rows}
    assert by_id["services-1"] == 2 and by_id["services-3"] == 1


@pytest.mark.parametrize("language", ["en", "uk"])
def test_rows_are_a_layer_of_the_map(public_site: Path, language: str) -> None:
    script = (public_site / f"data/map.{language}.js").read_text(encoding="utf-8")
    data = json.loads(script.partition("WITNESSMARK.map = ")[2].rstrip(";\n"))
    layers = [layer[0] for layer in data["layers"]]
    assert [layer for layer in layers if layer.startswith("register-")] == [f"register-{name}" for name in SHOWN]
    assert len(data["registers"]) == 15
    for entry in data["registers"]:
        link, _, anchor = entry[0].partition("#")
        assert f'id="{anchor}"' in (public_site / link).read_text(encoding="utf-8")
        assert layers[entry[3]] == f"register-{Path(link).stem}"
        assert entry[4] == -1 or data["places"][entry[4]]


def test_each_table_is_there_as_data(public_site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((public_site / "data/registers/aid.csv").read_text(encoding="utf-8"))))
    assert [(one["Kind"], one["How much"], one["What"]) for one in rows] == [
        ("food", "200", "warm meals"), ("shelter and warmth", "6", "Stoves"),
    ]  # fmt: skip


def test_every_page_of_registers_has_a_name(sample: ModuleType) -> None:
    release = sample.sample_release()
    for language in ("en", "uk"):
        edition = Edition(ReleaseIndex(release), language)
        for name in PAGES:
            assert page_title(edition, name)
    assert {form.page for form in register_forms().registers.values()} == set(PAGES)


def test_each_register_is_a_sheet_of_the_workbook(sample: ModuleType, tmp_path: Path) -> None:
    write_workbook(sample.sample_release(), tmp_path / "case.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "case.xlsx"))
    assert {"Control", "Hazards", "Accidents", "Services", "Aid", "Injured", "Missing", "Detained"} <= set(
        book.sheet_names
    )
    header, first, *_ = book.get_sheet_by_name("Aid").to_python()
    row = dict(zip(header, first, strict=True))
    assert row["What"] == "warm meals" and row["place"] == "Izium"
