"""What the receiving programs demand, told again from their import code, for those that cannot be installed here."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FTM = json.loads(Path(__file__).with_name("ftm-schema.json").read_text(encoding="utf-8"))
FTM_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
FTM_VALUES = {
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "language": re.compile(r"[a-z]{3}"),
    "mimetype": re.compile(r"[a-z]+/[a-z0-9.+\-]+"),
}


def ftm_problems(entities: list[dict[str, Any]]) -> Iterator[str]:
    """What FollowTheMoney would not take: unknown schemata and properties, missing ones, values and references."""
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    if len(schemata) != len(entities):
        yield "two entities have one id"
    for entity in entities:
        schema, given = FTM[entity["schema"]], entity["properties"]
        where = f"{entity['schema']} {entity['id']}"
        if not FTM_ID.fullmatch(entity["id"]):
            yield f"{where}: no id"
        yield from (f"{where}: {name} is missing" for name in schema["required"] if not given.get(name))
        for name, values in given.items():
            kind = schema["properties"].get(name)
            if kind is None:
                yield f"{where}: there is no {name}"
            elif kind.startswith("entity:"):
                wanted = kind.partition(":")[2]
                for value in values:
                    found = schemata.get(value)
                    if found is None or wanted not in FTM[found]["is"]:
                        yield f"{where}: {name} refers to {found or 'nothing'}, not to {wanted}"
            elif kind in FTM_VALUES:
                yield from (f"{where}: {name} is {v!r}" for v in values if not FTM_VALUES[kind].fullmatch(v))
            elif any(len(value) > 65_000 or not value.strip() for value in values):
                yield f"{where}: {name} is empty or too long"


def uwazi_problems(folder: Path) -> Iterator[str]:
    """What Uwazi's ``api/csv`` would drop or misread: headers, titles, periods, positions, numbers, related titles."""
    definition = json.loads((folder / "templates.json").read_text(encoding="utf-8"))
    titles: dict[str, set[str]] = {}
    for template in definition["templates"]:
        with (folder / template["import"]).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
        kinds = {each["label"]: each for each in template["properties"]}
        if list(reader.fieldnames or ()) != ["title", *kinds]:
            yield f"{template['name']}: the headers are not the labels of the template"
        mine = [row["title"] for row in rows]
        if len(set(mine)) != len(mine) or not all(title.strip() for title in mine):
            yield f"{template['name']}: a title is empty or stands twice"
        titles[template["name"]] = set(mine)
        for row in rows:
            for label, each in kinds.items():
                yield from _uwazi_value(row[label], each, titles, definition["thesauri"])


def _uwazi_value(value: str, each: dict[str, str], titles: dict[str, set[str]], thesauri: list[str]) -> Iterator[str]:
    kind = each["type"]
    if not value:
        return
    if kind == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        yield f"{each['label']}: {value!r} is no day"
    if kind == "daterange" and not re.fullmatch(r"(\d{4}-\d{2}-\d{2})?:(\d{4}-\d{2}-\d{2})?", value):
        yield f"{each['label']}: {value!r} is no period"
    if kind == "geolocation" and not re.fullmatch(r"-?\d+(\.\d+)?\|-?\d+(\.\d+)?", value):
        yield f"{each['label']}: {value!r} is no position"
    if kind == "numeric":
        float(value)
    if kind in ("select", "multiselect"):
        if each["content"] not in thesauri:
            yield f"{each['label']}: no thesaurus {each['content']}"
        if "::" in value or (kind == "select" and "|" in value):
            yield f"{each['label']}: {value!r} would be parted"
    if kind == "relationship":
        for title in value.split("|"):
            if title not in titles[each["content"]]:
                yield f"{each['label']}: no {each['content']} is called {title!r}"


TIMEMAP_EVENT = {"id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "category",
                 "associations", "sources", "comments", "time_display"}  # fmt: skip


def timemap_problems(folder: Path) -> Iterator[str]:
    """What TimeMap's Joi schemata (``reducers/validate``) would discard: a field of another type, a date, an id."""
    events, associations, sources, shapes = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("events", "associations", "sources", "shapes")
    )
    ids = [each["id"] for each in associations]
    if len(set(ids)) != len(ids):
        yield "an association stands twice"
    for event in events:
        if set(event) - TIMEMAP_EVENT:
            yield f"{event['id']}: fields that TimeMap does not know"
        lists = {"associations", "sources"}
        if not all(isinstance(value, list if name in lists else str) for name, value in event.items()):
            yield f"{event['id']}: a field is no text"
        if not re.fullmatch(r"(0[1-9]|1[0-2])/\d{2}/\d{4}", event["date"]):
            yield f"{event['id']}: TimeMap would drop it, its date is {event['date']!r}"
        if bool(event["latitude"]) != bool(event["longitude"]):
            yield f"{event['id']}: half a position"
        if not set(event["associations"]) <= set(ids) or not set(event["sources"]) <= set(sources):
            yield f"{event['id']}: refers to what is not there"
    yield from (
        f"{s['name']}: no shape" for s in shapes if not all(re.fullmatch(r"[^,]+,[^,]+", i) for i in s["items"])
    )
    yield from (f"{key}: another id" for key, source in sources.items() if source["id"] != key)
