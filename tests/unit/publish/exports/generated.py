"""Generated releases: any text that a document may hold, spans anywhere in it, times and places known or not."""

from datetime import date

from hypothesis import strategies as st

from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.model.incident import Contradiction, IncidentTime
from witnessmark.model.layers import layer_of
from witnessmark.model.register import ReleasedCell, ReleasedRegister, ReleasedRow
from witnessmark.model.release import (
    Approval,
    CustodyEvent,
    Method,
    Release,
    ReleasedActor,
    ReleasedClaim,
    ReleasedDocument,
    ReleasedGroup,
    ReleasedIncident,
    ReleasedPlace,
    ReleasedRole,
    ReleasedSource,
    Segment,
)

ACTS = sorted(taxonomy().acts)
HOSTILE = ('=HYPERLINK("http://a.example")', "+1|x", "-2", "@sum", '"quoted", and; parted', "a::b|c", "\x0b\x00",
           "]]></x><script>", "два\r\nрядки", "𝕏 🕯 e\u0301", " \t ", "null", "N/A")  # fmt: skip

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
labels = st.one_of(st.sampled_from((*HOSTILE, "Izium", "Person 4")), st.text("абвABC -'", min_size=1, max_size=12))
days = st.dates(date(1914, 1, 1), date(2099, 12, 31)).map(lambda day: day.isoformat())
times = st.one_of(
    st.just(IncidentTime()),
    days.map(lambda day: IncidentTime(edtf=day, earliest=day, latest=day)),
    days.map(lambda day: IncidentTime(edtf=f"{day}~", earliest=day, latest=day, approximate=True)),
    st.tuples(days, days)
    .map(sorted)
    .map(lambda two: IncidentTime(edtf=f"{two[0]}/{two[1]}", earliest=two[0], latest=two[1])),
    st.tuples(days, days).map(sorted).map(lambda two: IncidentTime(earliest=two[0], latest=two[1])),
    days.map(lambda day: IncidentTime(edtf=f"../{day}", latest=day)),
)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """A release of up to three documents, with incidents over their claims."""
    places = tuple(_place(draw, number) for number in range(draw(st.integers(0, 3))))
    actors = draw(st.integers(0, 3))
    texts_of = [draw(texts) + draw(texts) for _ in range(draw(st.integers(0, 3)))]
    claims = [
        _claim(draw, f"D{number}", text, f"c{number}-{n}", places, actors)
        for number, text in enumerate(texts_of, start=1)
        if text
        for n in range(draw(st.integers(0, 3)))
    ]
    incidents = _incidents(draw, claims, places)
    of = {claim: incident.id for incident in incidents for claim in incident.claims}
    claims = [_replaced(claim, of.get(claim.id)) for claim in claims]
    return Release(
        id="r-0123456789ab",
        title=draw(labels),
        audience=draw(st.sampled_from(list(Audience))),
        time="2026-11-20T10:00:00+02:00",
        content="0" * 64,
        notice=draw(st.none() | texts),
        sources=tuple(
            ReleasedSource(
                id=f"S{n}", label=f"S{n}", kind="text", media_type="text/plain", consent="public-anonymous",
                documents=(f"D{n}",), commitment="0" * 64, sha256=draw(st.none() | st.just("a" * 64)),
            )
            for n in range(1, len(texts_of) + 1)
        ),
        documents=tuple(
            ReleasedDocument(
                id=f"D{n}", source=f"S{n}", title=draw(labels), kind="text",
                language=draw(st.sampled_from([None, "en", "uk", "ru", "xx"])),
                date=draw(st.none() | days | st.just("2022-10-09T10:00:00+03:00") | st.just("2022")),
                segments=(Segment("text", text),),
                claims=tuple(claim.id for claim in claims if claim.document == f"D{n}"),
            )
            for n, text in enumerate(texts_of, start=1)
        ),
        claims=tuple(claims),
        incidents=tuple(incidents),
        places=places,
        actors=tuple(
            ReleasedActor(
                id=f"a{n}", label=draw(labels), kind=draw(st.sampled_from(["person", "unit", "armed-force", "group"])),
                resolved=draw(st.sampled_from([None, "Armed Forces of Ukraine", "occupying forces"])),
                pseudonym=draw(st.booleans()),
                claims=tuple(claim.id for claim in claims if any(role.actor == f"a{n}" for role in claim.roles)),
                said=tuple(claim.id for claim in claims if draw(st.booleans())),
            )
            for n in range(actors)
        ),
        registers=tuple(
            ReleasedRegister(name=name, rows=tuple(_rows(draw, name, claims, places)))
            for name in ("hazards", "accidents", "aid")
        ),
        custody=(CustodyEvent(source="S1", kind="received", time="not a time", device="7f3a", entry="e" * 64),),
        approvals=(Approval(reviewer=draw(labels), device="aa", entry="1" * 64),),
        method=Method(software="witnessmark 0.1.0", reader="witnessmark 0.1.0"),
    )  # fmt: skip


def _place(draw: st.DrawFn, number: int) -> ReleasedPlace:
    known = draw(st.booleans())
    return ReleasedPlace(
        id=f"p{number}",
        name=draw(labels),
        kind=draw(st.sampled_from(["settlement", "region", "other"])),
        lat=draw(st.floats(44, 52).map(lambda x: round(x, 5))) if known else None,
        lon=draw(st.floats(22, 40).map(lambda x: round(x, 5))) if known else None,
        radius_km=draw(st.sampled_from([0.2, 2.0, 4.3, 15.0, 110.0])) if known else None,
        admin=draw(st.sampled_from([(), ("Ukraine",), ("Ukraine", "Kharkiv Oblast", "Iziumskyi Raion")])),
        how=draw(st.sampled_from(["", "gazetteer"])),
    )


def _claim(
    draw: st.DrawFn, document: str, text: str, identity: str, places: tuple[ReleasedPlace, ...], actors: int
) -> ReleasedClaim:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    actor = st.none() | st.sampled_from([f"a{n}" for n in range(actors)]) if actors else st.none()
    return ReleasedClaim(
        id=identity, document=document, start=start, end=end, quote=text[start:end], act=draw(st.sampled_from(ACTS)),
        modality=draw(st.sampled_from(["asserted", "denied", "hearsay"])),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        said_by=draw(labels | st.just("")), said_by_kind="author",
        roles=tuple(
            ReleasedRole(role=role, text=draw(texts), actor=draw(actor))
            for role in draw(st.lists(st.sampled_from(["victim", "perpetrator", "provider"]), max_size=2))
        ),
        place=draw(st.sampled_from([None, *(place.id for place in places)])), reference="line 1",
        basis={"act": "direct"},
    )  # fmt: skip


def _incidents(
    draw: st.DrawFn, claims: list[ReleasedClaim], places: tuple[ReleasedPlace, ...]
) -> list[ReleasedIncident]:
    """Every other claim in an incident with its neighbour; the rest in none."""
    incidents = []
    for number in range(0, len(claims), 2):
        held = claims[number : number + draw(st.integers(0, 2))]
        if not held:
            continue
        acts = tuple(dict.fromkeys(claim.act for claim in held))
        ids = tuple(claim.id for claim in held)
        incidents.append(
            ReleasedIncident(
                id=f"i{number}", acts=acts, category=taxonomy()[acts[0]].category, layer=layer_of(acts),
                status=draw(st.sampled_from(["reported", "denied-only"])), claims=ids,
                place=draw(st.sampled_from([None, *(place.id for place in places)])), time=draw(times),
                groups=tuple(ReleasedGroup(claims=(claim,), reasons=("single",)) for claim in ids),
                contradictions=(Contradiction(field="date", values={ids[0]: draw(texts), ids[-1]: draw(texts)}),),
            )
        )  # fmt: skip
    return incidents


def _replaced(claim: ReleasedClaim, incident: str | None) -> ReleasedClaim:
    from msgspec.structs import replace

    return replace(claim, incident=incident)


def _rows(
    draw: st.DrawFn, register: str, claims: list[ReleasedClaim], places: tuple[ReleasedPlace, ...]
) -> list[ReleasedRow]:
    return [
        ReleasedRow(
            id=f"{register}-{claim.id}", register=register, kind="entry", claims=(claim.id,), time=draw(times),
            place=draw(st.sampled_from([None, *(place.id for place in places)])),
            cells=(
                ReleasedCell(column="status", value=draw(st.sampled_from(["open", "never seen"])), claims=(claim.id,)),
                ReleasedCell(column="new-column", value=draw(texts), claims=(claim.id,), words=(draw(texts),)),
            ),
        )
        for claim in claims[:1]
    ]  # fmt: skip
