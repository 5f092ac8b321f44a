"""Settlements that were renamed, and until when each bore its old name: a text of that time uses it as the official
one, and cannot know the new one."""

from functools import cache

from witnessmark.reading.places.gazetteer import Candidate
from witnessmark.reading.places.layout import Form
from witnessmark.reading.places.romanise import romanise
from witnessmark.reading.places.tables import load

_IN_FORCE, _NOT_YET = 1.5, -1.5


@cache
def _until() -> dict[str, str]:
    """The last day of the old name, ISO, by the present romanised name."""
    places = load("ukraine")["places"]
    return {romanise(place["uk"]): max(old["until"] for old in place["old"]) for place in places if place.get("old")}


def old_name_until(candidate: Candidate) -> str | None:
    """The last day on which the place was officially called by an older name; None where it was not renamed."""
    return _until().get(candidate.place.name) if candidate.place.country == "UA" else None


def in_force(candidate: Candidate, date: str | None) -> float:
    """What the day of the text, ISO, adds for a candidate: an old name in force then counts as an official one, a new
    name not yet given counts less."""
    until = old_name_until(candidate) if date else None
    if until is None or date is None or date > until:
        return 0.0
    return _IN_FORCE if candidate.form == Form.HISTORICAL else _NOT_YET
