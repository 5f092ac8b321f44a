"""Names of military bodies that hold the name of a place: an army, a district, headquarters of it."""

import re

from witnessmark.reading.places.cues import listed
from witnessmark.reading.places.layout import fold_name

_COMMAND = re.compile(
    r"(?:(?P<before>[\w.]+)(?:,? the)? )?(?P<body>[A-Z]\w+) (?:of|OF)(?: the| THE)?"
    r"(?: (?:West|East|North|South|WEST|EAST|NORTH|SOUTH)\w*)? \Z"
)


def is_command(text: str, start: int) -> bool:
    """Whether the name that begins at ``start`` is that of a military body: ``Army of the Potomac``, ``HDQRS. DISTRICT
    OF OREGON``."""
    before = text[max(0, start - 60) : start]
    ending = 8 if before[-8:].lower() == " of the " else 4 if before[-4:].lower() == " of " else 0
    if not ending or before[:-ending].rpartition(" ")[2].islower():
        return False  # "in the", "the town of": as nearly always
    match = _COMMAND.search(before)
    if match is None or match["body"].lower() not in listed("commands"):
        return False
    if match["body"].lower() in ("army", "corps", "division") or match["body"].isupper():
        return True
    return fold_name(match["before"] or "").rstrip(".,") in listed("commanded_from")
