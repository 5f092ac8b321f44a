"""A list of one village: what the registers do grows with its rows, and no faster.

Work is counted, not timed: the lines of the registers' own program that run.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from tests.unit.registers.told import place_of
from witnessmark.incidents.numbers import number_of
from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.incident import Incident, IncidentTime
from witnessmark.model.record import DateMention
from witnessmark.model.register import RegisterMaterial, RegisterText
from witnessmark.model.span import Span
from witnessmark.reading.sentences import sentence_bounds
from witnessmark.registers import registers_of

ACTS = (
    "killing", "wounding", "missing-person", "confinement", "release-from-captivity", "damage-housing", "damage-power",
    "aid-food", "mine-erw-accident", "explosive-hazard", "change-of-control", "retreat", "entry-of-forces",
    "disinformation",
)  # fmt: skip
PERSONAL = ACTS[:5]


def village_list(rows: int, *, made_by: str, incident: int) -> RegisterMaterial:
    """A document of so many rows, one claim each; every few claims of one act are of one incident."""
    text, claims, at = "", {}, 0
    for number in range(rows):
        act = ACTS[number % len(ACTS)]
        day = f"2022-{1 + number % 9:02}-{1 + number % 28:02}"
        who = f"Ivan Petrenko {number}"
        line = f"Vesele, {day}: {who}, {act}, {number % 40} homes and parcels, said that soldiers came."
        span = Span(at, at + len(line), line)
        start = at + line.index(who)
        victim = Participant(start=start, end=start + len(who), quote=who, person=f"p{number}")
        roles = {"victim": (victim,)} if act in PERSONAL else {}
        voice = Voice(kind="author", key="author:list")
        date = DateMention(start=at + 8, end=at + 18, quote=day, edtf=day, earliest=day, latest=day)
        made = Claim(
            id=claim_id("list", span, act, voice, roles), document="list", source="s", span=span, act=act,
            modality="asserted", polarity="positive", roles=roles, said_by=voice, place=place_of("Vesele", line),
            date=date, language="en", made_by=made_by,
        )  # fmt: skip
        claims[made.id] = made
        text += line + "\n"
        at = len(text)
    held = RegisterText(
        text=text, sentences=tuple(sentence_bounds(text)), date="2022-10-09",
        dates=tuple((claim.date.start, claim.date.end) for claim in claims.values() if claim.date),
    )  # fmt: skip
    return RegisterMaterial(claims=claims, texts={"list": held}, incidents=_incidents(claims, incident))


def _incidents(claims: dict[str, Claim], size: int) -> tuple[Incident, ...]:
    found = []
    for act in ACTS:
        named = [name for name, claim in claims.items() if claim.act == act]
        for start in range(0, len(named), size):
            part = tuple(named[start : start + size])
            found.append(
                Incident(id=part[0], acts=(act,), category="x", status="reported", claims=part, place=None,
                         time=IncidentTime(), groups=())
            )  # fmt: skip
    return tuple(found)


def lines_run(material: RegisterMaterial) -> int:
    """So many lines of the package run to make the registers."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        return line if "witnessmark/registers" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        registers_of(material, number_of)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("made_by", "incident"), [("record", 1), ("reader", 6)])
def test_work_grows_with_the_rows(made_by: str, incident: int) -> None:
    few, many = (lines_run(village_list(rows, made_by=made_by, incident=incident)) for rows in (140, 560))
    assert many < 4.6 * few, (few, many)
