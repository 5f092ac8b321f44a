"""Claims made by hand, for tests of what comes after reading. All persons and events are invented."""

from typing import Any

from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.span import Span

BALAKLIIA = ("Balakliia", 49.4627, 36.8595)
IZIUM = ("Izium", 49.2087, 37.2567)
SAVYNTSI = ("Savyntsi", 49.4066, 37.0639)


def make_claim(
    act: str,
    quote: str = "soldiers shelled the market",
    *,
    document: str = "d1",
    start: int = 0,
    place: tuple[str, float, float] | None = None,
    day: str | None = None,
    until: str | None = None,
    said_by: str | None = None,
    roles: dict[str, list[dict[str, Any]]] | None = None,
    **more: Any,
) -> Claim:
    """A claim with the values given; ``said_by`` names a speaker, the author speaks when it is missing."""
    span = Span(start, start + len(quote), quote)
    voice = (
        Voice(kind="quote", key=f"person:{said_by}", name=said_by, person=said_by)
        if said_by
        else Voice(kind="author", key=f"author:{document}")
    )
    parts = {
        role: tuple(
            Participant(**{"start": start, "end": start + 1, "quote": quote[:1], **filler}) for filler in fillers
        )
        for role, fillers in (roles or {}).items()
    }
    where = (
        PlaceMention(
            start=0, end=1, quote=place[0], name=place[0], kind="settlement", lat=place[1], lon=place[2], radius_km=2.0
        )
        if place
        else None
    )
    when = (
        DateMention(
            start=0,
            end=1,
            quote=day,
            edtf=day if until is None else f"{day}/{until}",
            earliest=day,
            latest=until or day,
        )
        if day
        else None
    )
    return Claim(
        id=claim_id(document, span, act, voice, parts),
        document=document,
        source=more.pop("source", f"s-{document}"),
        span=span,
        act=act,
        modality=more.pop("modality", "asserted"),
        polarity=more.pop("polarity", "positive"),
        roles=parts,
        said_by=voice,
        place=where,
        date=when,
        language=more.pop("language", "en"),
        **more,
    )
