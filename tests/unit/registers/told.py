"""Claims on real words, for tests of the registers: every span is found in its text. All persons are invented."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from witnessmark.derive.registering import number_of
from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.incident import Incident, IncidentTime, SourceGroup
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.register import Register, RegisterMaterial, RegisterText, Row, Trait
from witnessmark.model.span import Span
from witnessmark.reading.sentences import sentence_bounds
from witnessmark.registers import registers_of

PLACES = {"Balakliia": 712926, "Izium": 706448, "Savyntsi": 693741, "Vesele": None}


def place_of(
    name: str, text: str, kind: str = "settlement", admin: tuple[str, ...] = ("Ukraine", "Kharkiv Oblast")
) -> Any:
    start = max(text.find(name), 0)
    quote = text[start : start + len(name)] or name
    return PlaceMention(
        start=start, end=start + len(quote), quote=quote, name=name, kind=kind,  # type: ignore[arg-type]
        lat=49.4, lon=37.0, radius_km=2.0, admin=admin,
    )  # fmt: skip


@dataclass
class Told:
    """Texts and what is claimed in them. ``say`` adds a text; ``claim`` a claim on words of the last one."""

    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str | None] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    traits: dict[str, tuple[Trait, ...]] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def say(self, text: str, *, date: str | None = "2022-10-09", dated: tuple[str, ...] = ()) -> str:
        name = f"d{len(self.texts) + 1}"
        self.texts[name], self.dates[name] = text, date
        self.spans[name] = [(text.index(words), text.index(words) + len(words)) for words in dated]
        return name

    def claim(
        self,
        act: str,
        words: str,
        *,
        place: str | PlaceMention | None = "Balakliia",
        day: str | None = None,
        until: str | None = None,
        roles: dict[str, str | dict[str, Any] | list[str]] | None = None,
        **more: Any,
    ) -> str:
        document, text = list(self.texts.items())[-1]
        span = self._span(words)
        parts = {role: self._fillers(value) for role, value in (roles or {}).items()}
        voice = more.pop("said_by", Voice(kind="author", key=f"author:{document}"))
        date = (
            DateMention(
                start=span.start, end=span.end, quote=span.quote, edtf=day if until is None else f"[{day}..{until}]",
                earliest=day, latest=until or day,
            )
            if day
            else None
        )  # fmt: skip
        made = Claim(
            id=claim_id(document, span, act, voice, parts), document=document, source=f"s-{document}", span=span,
            act=act, modality=more.pop("modality", "asserted"), polarity=more.pop("polarity", "positive"), roles=parts,
            said_by=voice, place=place_of(place, text) if isinstance(place, str) else place, date=date, language="en",
            trigger=span, **more,
        )  # fmt: skip
        self.claims[made.id] = made
        return made.id

    def together(self, *claims: str) -> str:
        """Put claims into one incident."""
        name = f"i{len(self.incidents) + 1}"
        self.incidents.append(
            Incident(
                id=name, acts=tuple(self.claims[c].act for c in claims), category="x", status="reported", claims=claims,
                place=None, time=IncidentTime(), groups=(SourceGroup(claims=claims, reasons=("single",)),),
            )
        )  # fmt: skip
        return name

    def _span(self, words: str) -> Span:
        text = list(self.texts.values())[-1]
        return Span.of(text, text.index(words), text.index(words) + len(words))

    def _fillers(self, value: str | dict[str, Any] | list[str]) -> tuple[Participant, ...]:
        if isinstance(value, list):
            return tuple(each for one in value for each in self._fillers(one))
        given = {"words": value} if isinstance(value, str) else dict(value)
        span = self._span(given.pop("words"))
        return (Participant(start=span.start, end=span.end, quote=span.quote, **given),)

    def material(self, without: frozenset[str] = frozenset()) -> RegisterMaterial:
        return RegisterMaterial(
            claims={name: claim for name, claim in self.claims.items() if name not in without},
            texts={
                name: RegisterText(
                    text=text, sentences=tuple(sentence_bounds(text)), dates=tuple(self.spans[name]),
                    date=self.dates[name],
                )
                for name, text in self.texts.items()
            },
            incidents=tuple(self.incidents),
            traits=self.traits,
        )  # fmt: skip

    def registers(self, without: frozenset[str] = frozenset()) -> dict[str, Register]:
        return {one.name: one for one in registers_of(self.material(without), number_of)}

    def rows(self, register: str) -> tuple[Row, ...]:
        return self.registers()[register].rows

    def row(self, register: str) -> Row:
        (only,) = self.rows(register)
        return only


def values(row: Row, column: str) -> list[str]:
    return [cell.value for cell in row.of(column)]


def shown(row: Row) -> dict[str, list[str]]:
    return {column: values(row, column) for column in dict.fromkeys(cell.column for cell in row.cells)}


def encoded(registers: dict[str, Register]) -> bytes:
    return msgspec.json.encode(registers)
