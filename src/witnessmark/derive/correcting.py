"""A person's correction of a claim: what the person said stands in place of what the reader understood."""

from collections.abc import Sequence
from typing import get_args

from msgspec.structs import replace

from witnessmark.model.acts import taxonomy
from witnessmark.model.claim import Claim
from witnessmark.model.decision import Decision
from witnessmark.model.edtf import days_of
from witnessmark.model.record import DateMention, Modality, PlaceMention

CORRECTABLE = ("act", "modality", "polarity", "date", "place")


def corrected(claim: Claim, decisions: Sequence[Decision]) -> Claim:
    """The claim with the corrections of the decisions on it, in their order. Its id and its words stay."""
    for decision in decisions:
        if decision.verdict != "corrected" or decision.concurrent:
            continue
        for field, value in decision.corrected.items():
            claim = _set(claim, field, value)
    return claim


def check_correction(field: str, value: str) -> None:
    """Raise ``ValueError`` that says what is wrong, before anything is written."""
    if field not in CORRECTABLE:
        raise ValueError(f"{field} cannot be corrected; one of {', '.join(CORRECTABLE)} can")
    if field == "act" and value not in taxonomy().acts:
        raise ValueError("no such act; `witnessmark claims --acts` lists them")
    if field == "modality" and value not in (known := get_args(Modality)):
        raise ValueError(f"{value} is no modality; one of {', '.join(known)}")
    if field == "polarity" and value not in ("positive", "negative"):
        raise ValueError("polarity is positive or negative")
    if field == "date":
        _bounds(value)


def _set(claim: Claim, field: str, value: str) -> Claim:
    if field == "date":
        first, last = _bounds(value)
        words = claim.date or DateMention(start=claim.span.start, end=claim.span.end, quote=claim.span.quote)
        stated = replace(
            words, edtf=value, timex=None, earliest=first, latest=last, anchor="none", basis="corrected by a person",
            rule="decision",
        )  # fmt: skip
        return replace(claim, date=stated)
    if field == "place":
        return replace(claim, place=_place(claim, value))
    return replace(claim, **{field: value})


def _bounds(edtf: str) -> tuple[str, str]:
    first, last = days_of(edtf) or (None, None)
    if first is None or last is None:
        raise ValueError(f"{edtf!r} is no EDTF date with both ends, such as 2022-09-07 or 2022-09~")
    return first.isoformat(), last.isoformat()


def _place(claim: Claim, name: str) -> PlaceMention:
    """The most populous place of that name; without a position when the gazetteer knows none."""
    from witnessmark.reading.places.gazetteer import Gazetteer

    words = claim.place or claim.span
    places = [candidate.place for candidate in Gazetteer.load().look_up(name)]
    if not places:
        return PlaceMention(start=words.start, end=words.end, quote=words.quote, name=name, rule="decision")
    best = max(places, key=lambda place: (place.country == "UA", place.population))
    return PlaceMention(
        start=words.start,
        end=words.end,
        quote=words.quote,
        name=best.name,
        kind="settlement",
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        radius_km=best.radius_km,
        admin=best.admin,
        geonames=best.geonames,
        katottg=best.katottg,
        via="gazetteer",
        rule="decision",
    )
