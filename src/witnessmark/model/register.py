"""Registers: what a mission needs beside harm, as rows of which every cell names the claims that it rests on.

Who held a settlement and when, where explosives are suspected, which services ran, what help came, which statements
were called false, who was killed, injured, missing or detained. A register writes nothing back into claims or
incidents. What no claim says has no cell: unknown stays unknown. Claims that differ give cells side by side.

The forms (which registers there are, their columns and vocabularies, in words) are data: ``data/registers.yaml``.
"""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from witnessmark.model.bilingual import Bilingual
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Incident, IncidentTime
from witnessmark.model.record import PlaceMention
from witnessmark.model.span import Span

RegisterName = Literal[
    "control", "hazards", "accidents", "services", "housing", "aid", "false-statements",
    "killed", "injured", "missing", "detained",
]  # fmt: skip
REGISTERS: tuple[RegisterName, ...] = (
    "control", "hazards", "accidents", "services", "housing", "aid", "false-statements",
    "killed", "injured", "missing", "detained",
)  # fmt: skip
PERSONAL: frozenset[RegisterName] = frozenset({"killed", "injured", "missing", "detained"})
"""The registers of casualties: one row an individual, or one a group of whom only a number is said."""

RowKind = Literal["entry", "individual", "group"]
ColumnKind = Literal["vocabulary", "words", "number", "date", "claim", "row", "person"]
"""What a cell's ``value`` is: an id of the column's vocabulary, words as said, digits, EDTF, the id of a claim or row,
or a person (inside a case the id, in a release the name or pseudonym)."""


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a cell rests on, and the words of its document that say so; without ``span`` the claim's own fields
    say it."""

    claim: str
    document: str
    span: Span | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one column, and what it rests on. Two cells of one column in a row contradict or complete each
    other: nothing is chosen among them."""

    column: str
    value: str
    support: tuple[Support, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.claim for each in self.support))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a register. ``place`` is the narrowest that its claims name; ``time`` bounds it."""

    id: str
    register: RegisterName
    kind: RowKind
    claims: tuple[str, ...]
    incidents: tuple[str, ...] = ()
    place: PlaceMention | None = None
    time: IncidentTime = IncidentTime()
    cells: tuple[Cell, ...] = ()
    beside: tuple[str, ...] = ()
    """Rows that cannot hold together with this one."""

    def of(self, column: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.column == column)


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one register, by place and time."""

    name: RegisterName
    rows: tuple[Row, ...]


class RegisterText(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the registers see it: its words, the bounds of its sentences and of the dates in it, its language
    and its own date."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    dates: tuple[tuple[int, int], ...] = ()
    language: str | None = None
    date: str | None = None


class Trait(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of a person beside the name: the words, and the age or occupation they give."""

    document: str
    span: Span
    age: int | None = None
    occupation: str | None = None


class RegisterMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """What the registers are made from: the claims of a case or of an edition, and what stands around them.

    ``incidents`` may name claims that are not among ``claims``; they are passed over. ``traits`` are by person.
    """

    claims: dict[str, Claim]
    texts: dict[str, RegisterText]
    incidents: tuple[Incident, ...] = ()
    traits: dict[str, tuple[Trait, ...]] = {}


class ReleasedCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell as it may be shown. ``claims`` are released ids; ``words`` the released words that say so, where the value
    is of a vocabulary."""

    column: str
    value: str
    claims: tuple[str, ...]
    words: tuple[str, ...] = ()


class ReleasedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it may be shown. ``place`` is the id of a released place."""

    id: str
    register: str
    kind: str
    claims: tuple[str, ...]
    incidents: tuple[str, ...] = ()
    place: str | None = None
    time: IncidentTime = IncidentTime()
    cells: tuple[ReleasedCell, ...] = ()
    beside: tuple[str, ...] = ()

    def of(self, column: str) -> tuple[ReleasedCell, ...]:
        return tuple(cell for cell in self.cells if cell.column == column)


class ReleasedRegister(msgspec.Struct, frozen=True, kw_only=True):
    """A register as it may be shown. ``withheld`` counts the rows that a rule of registers alone held back."""

    name: str
    rows: tuple[ReleasedRow, ...]
    withheld: int = 0


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: what its cells hold, which vocabulary they are of, and its label. ``standard`` names the field of a
    standard that it answers to."""

    kind: ColumnKind
    label: Bilingual
    vocabulary: str | None = None
    standard: str | None = None


class RegisterForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a register is called, what it holds, what must be known to read it, and its columns in order."""

    title: Bilingual
    note: Bilingual
    layer: str
    page: str
    """The page of the site that shows it: registers that belong together share one."""
    lead: tuple[str, ...]
    """The columns by which a row is known at a glance."""
    columns: dict[str, Column]


class RegisterForms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All forms and vocabularies. A vocabulary maps ids to labels."""

    registers: dict[RegisterName, RegisterForm]
    vocabularies: dict[str, dict[str, Bilingual]]

    def value(self, register: str, column: str, value: str, language: str) -> str:
        """The word for an id of a column's vocabulary; any other value as it is."""
        found = self.registers[register].columns[column]  # type: ignore[index]
        words = self.vocabularies.get(found.vocabulary or "", {}).get(value)
        return words(language) if words is not None else value


def parse_forms(raw: object) -> RegisterForms:
    """The forms from parsed YAML; raises ``msgspec.ValidationError`` naming the path of what does not fit."""
    return msgspec.convert(raw, RegisterForms)


@cache
def register_forms() -> RegisterForms:
    """The forms that this version ships."""
    compiled = resources.files("witnessmark.model").joinpath("tables/registers.json").read_bytes()
    return parse_forms(msgspec.json.decode(compiled))


def cells_of(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with what agrees made one: each value of a column once, with all that it rests on."""
    support: dict[tuple[str, str], dict[Support, None]] = {}
    for cell in cells:
        support.setdefault((cell.column, cell.value), {}).update(dict.fromkeys(cell.support))
    return tuple(Cell(column=column, value=value, support=tuple(s)) for (column, value), s in support.items())
