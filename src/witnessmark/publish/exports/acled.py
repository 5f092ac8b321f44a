"""A table with the columns of ACLED's codebook (2024), for those whose tools read ACLED. It is not ACLED data.

What happened is coded only where the mapping has one plain equivalent; what was threatened, denied or has no such
equivalent is in the second table with the reason. No person is an actor; of the dead the
lowest number is given that a claim says, as ACLED does, and none where none is said.
"""

import msgspec

from witnessmark.model.bilingual import Bilingual
from witnessmark.model.release import Release, ReleasedIncident
from witnessmark.publish.exports.columns import casualties, casualty_words
from witnessmark.publish.exports.dates import bounds, days, middle
from witnessmark.publish.exports.files import Cell, table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language


class AcledActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    inter: str


class AcledMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``events`` gives act to sub-event type, ``types`` sub-event type to event and disorder type; ``actors`` what a
    force is neutrally called to ACLED's name, if it is in a role of ``sides``; ``countries`` a name to ACLED's
    name, ISO number and region."""

    columns: tuple[str, ...]
    types: dict[str, tuple[str, str]]
    events: dict[str, str]
    actors: dict[str, AcledActor]
    sides: tuple[str, ...]
    countries: dict[str, tuple[str, int, str]]
    settlement_km: float
    reasons: dict[str, Bilingual]


def tables(release: Release, language: Language = "en") -> dict[str, str]:
    """``events.csv`` and ``left-out.csv``."""
    view, map_ = View(release, language), mapping("acled.yaml", AcledMapping)
    rows: list[list[Cell]] = []
    left: list[list[Cell]] = []
    for incident in view.chronology:
        reason = _left_out(view, incident, map_)
        if reason is None:
            values = _values(view, incident, map_)
            rows.append([values.get(column) for column in map_.columns])
        else:
            left.append([incident.id, view.title(incident), reason, map_.reasons[reason](language)])
    return {
        "events.csv": table(map_.columns, rows, for_people=True),
        "left-out.csv": table(("incident", "title", "reason", "why"), left, for_people=True),
    }


def _sub_event(incident: ReleasedIncident, map_: AcledMapping) -> str | None:
    """That of the gravest act which has one."""
    return next((map_.events[act] for act in incident.acts if act in map_.events), None)


def _left_out(view: View, incident: ReleasedIncident, map_: AcledMapping) -> str | None:
    if incident.status != "reported":
        return "not-said-to-have-happened"
    if _sub_event(incident, map_) is None:
        return "no-equivalent"
    wide = days(incident.time)
    if wide is None:
        return "no-date"
    if wide > 31:
        return "date-too-wide"
    return "no-position" if view.area(view.place_of(incident.place)) is None else None


def _values(view: View, incident: ReleasedIncident, map_: AcledMapping) -> dict[str, Cell]:
    place = view.place_of(incident.place)
    area, known = view.area(place), bounds(incident.time)
    assert area is not None and known is not None and place is not None  # noqa: S101 - asked in _left_out
    wide = (known[1] - known[0]).days + 1
    day = known[0].isoformat() if wide <= 7 else str(middle(incident.time))
    sub = str(_sub_event(incident, map_))
    event, disorder = map_.types[sub]
    sides = _sides(view, incident, map_)
    country, iso, region = map_.countries.get(view.unit(place, 0), (view.unit(place, 0), None, ""))
    grid_public = place.kind in ("region", "country")
    return {
        "event_id_cnty": f"WM-{view.release.id}-{incident.id}", "event_date": day, "year": int(day[:4]),
        "time_precision": 1 if wide == 1 and not incident.time.approximate else 2 if wide <= 7 else 3,
        "disorder_type": disorder, "event_type": event, "sub_event_type": sub,
        **sides,
        "iso": iso, "region": region, "country": country, "admin1": view.unit(place, 1), "admin2": view.unit(place, 2),
        "admin3": view.unit(place, 3), "location": place.name, "latitude": area.lat, "longitude": area.lon,
        "geo_precision": 3 if grid_public else 1 if area.radius_km <= map_.settlement_km else 2,
        "source": "; ".join(view.documents_of(incident)), "source_scale": None,
        "notes": f"{view.title(incident)}. {view.summary(incident)}."
        + (f" {view.words('export.actors-alleged')}" if sides else ""),
        "fatalities": casualties(incident)["killed"]["lowest"],
        "tags": "; ".join(
            (
                f"edtf={view.when(incident)}",
                f"radius_km={area.radius_km:g}",
                f"independent={len(incident.groups)}",
                *casualty_words(view, incident),
            )
        ),
        "timestamp": None,
    }  # fmt: skip


def _sides(view: View, incident: ReleasedIncident, map_: AcledMapping) -> dict[str, Cell]:
    """Forces that the mapping knows, alleged ones first; never a person."""
    found: dict[str, AcledActor] = {}
    parts = (part for part in view.parts(incident) if part.role in map_.sides)
    for part in sorted(parts, key=lambda part: map_.sides.index(part.role)):
        known = map_.actors.get(part.actor.resolved or "") if part.actor and part.actor.kind != "person" else None
        if known is not None:
            found.setdefault(known.name, known)
    sides: dict[str, Cell] = {}
    for number, actor in enumerate(list(found.values())[:2], start=1):
        sides[f"actor{number}"], sides[f"inter{number}"] = actor.name, actor.inter
    return sides
