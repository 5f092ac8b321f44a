"""The pages of the registers: a table a register, each value with the numbers of the claims that it rests on, a filter,
a map of the same rows, and the same as data. Registers that belong together share a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from witnessmark.model.edtf import days_of
from witnessmark.model.incident import IncidentTime
from witnessmark.model.register import (
    PERSONAL,
    REGISTERS,
    RegisterForm,
    ReleasedCell,
    ReleasedRegister,
    ReleasedRow,
    register_forms,
)
from witnessmark.model.release import Release, ReleasedClaim
from witnessmark.publish.drawing import Area
from witnessmark.publish.exports.register_tables import registers as register_tables
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.positions import positioned
from witnessmark.publish.site.times import day_words

PAGES = ("control", "hazards", "services", "aid", "false-statements", "casualties")
FOLDER = "registers"
_BOUNDS_IN_COLUMNS = frozenset({"control"})
"""Registers whose columns say from when until when: they need no column for the time of the row."""
_FILTERED_BY = ("service", "kind", "state", "holder", "device", "degree", "manner")


def shown_registers(release: Release) -> tuple[ReleasedRegister, ...]:
    """The registers that have a row, in their order."""
    by_name = {register.name: register for register in release.registers if register.rows}
    return tuple(by_name[name] for name in REGISTERS if name in by_name)


def shown_pages(release: Release) -> tuple[str, ...]:
    """The pages that a release has rows for."""
    forms = register_forms().registers
    there = {forms[register.name].page for register in shown_registers(release)}  # type: ignore[index]
    return tuple(page for page in PAGES if page in there)


def csv_files(release: Release) -> dict[str, str]:
    """The register tables for the folder ``data``, of the registers that have a row: name to content."""
    there = {f"{register.name}.csv" for register in shown_registers(release)}
    return {f"{FOLDER}/{name}": text for name, text in register_tables(release).items() if name in there}


@dataclass(frozen=True)
class ShownCell:
    """One value in words, the numbers of the claims of its row that it rests on, and where it leads."""

    text: str
    words: str
    claims: tuple[int, ...]
    link: str | None = None


@dataclass(frozen=True)
class RegisterTable:
    """One register in one language, for a template."""

    edition: Edition
    register: ReleasedRegister

    @property
    def name(self) -> str:
        return self.register.name

    @cached_property
    def form(self) -> RegisterForm:
        return register_forms().registers[self.register.name]  # type: ignore[index]

    def name_of_row(self, row: ReleasedRow) -> str:
        """What a row is called in a list: its first leading column that says something, else its register."""
        said = (" / ".join(cell.text for cell in self.cells(row, column)) for column in self.form.lead)
        return next((text for text in said if text), self.title)

    @property
    def title(self) -> str:
        return self.form.title(self.edition.language)

    @property
    def note(self) -> str:
        return self.form.note(self.edition.language)

    @property
    def with_time(self) -> bool:
        return self.name not in _BOUNDS_IN_COLUMNS and any(self.when(row) for row in self.register.rows)

    @cached_property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The columns that some row fills, with their labels."""
        met = {cell.column for row in self.register.rows for cell in row.cells}
        return tuple((name, c.label(self.edition.language)) for name, c in self.form.columns.items() if name in met)

    @cached_property
    def places(self) -> tuple[str, ...]:
        there = dict.fromkeys(row.place for row in self.register.rows if row.place)
        return tuple(sorted(there, key=self.edition.place_name))

    @cached_property
    def filtered_by(self) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
        """The column to choose rows by, its label and its values; None where all rows say the same."""
        labels = dict(self.columns)
        for column in _FILTERED_BY:
            values = dict.fromkeys(cell.value for row in self.register.rows for cell in row.of(column))
            if column in labels and len(values) > 1:
                return column, labels[column], tuple((value, self._word(column, value)) for value in values)
        return None

    def chosen(self, row: ReleasedRow) -> str:
        """What the row says in the column to choose by."""
        by = self.filtered_by
        return " ".join(cell.value for cell in row.of(by[0])) if by else ""

    def when(self, row: ReleasedRow) -> str:
        """The time of the row in words; of one with bounds in its columns these, for an end that nobody tells of is
        not "since"."""
        if self.name not in _BOUNDS_IN_COLUMNS:
            return self.edition.when(row.time) if row.time.earliest or row.time.latest else ""
        said = [" / ".join(cell.text for cell in self.cells(row, column)) for column in ("from", "to")]
        words = self.edition.words
        if not any(said):
            return ""
        return f"{said[0] or words('registers.from-unknown')} – {said[1] or words('registers.to-unknown')}"

    def settlement(self, row: ReleasedRow) -> str:
        """The settlement of a building; empty where the place of the row is one itself."""
        place = self.edition.index.place_of(row.place)
        return self.edition.unit(place.admin[-1]) if place and place.kind == "facility" and len(place.admin) > 1 else ""

    def cells(self, row: ReleasedRow, column: str) -> list[ShownCell]:
        numbers = {claim: number for number, claim in enumerate(row.claims, start=1)}
        several = len(row.claims) > 1
        return [
            ShownCell(
                text=self._text(cell),
                words=" / ".join(self.edition.words("quoted", x=said) for said in cell.words),
                claims=tuple(sorted(numbers[claim] for claim in cell.claims if claim in numbers)) if several else (),
                link=self._link(cell),
            )
            for cell in row.of(column)
        ]

    def claims(self, row: ReleasedRow) -> list[tuple[int, ReleasedClaim, str]]:
        """The claims of a row by their numbers, and who says each."""
        known = self.edition.index.claims
        return [
            (number, known[claim], self._voice(known[claim]))
            for number, claim in enumerate(row.claims, start=1)
            if claim in known
        ]

    def independent(self, row: ReleasedRow) -> int:
        """How many source groups stand behind the row at least: the most that one of its incidents has, for one and
        the same witness may tell of several."""
        here, most = set(row.claims), 1
        for name in row.incidents:
            incident = self.edition.index.incidents.get(name)
            if incident:
                most = max(most, sum(not here.isdisjoint(group.claims) for group in incident.groups))
        return most

    def _voice(self, claim: ReleasedClaim) -> str:
        if claim.said_by_kind == "author" or not claim.said_by:
            return claim.document
        return f"{claim.document}: {self.edition.shown_name(claim.said_by)}"

    def _word(self, column: str, value: str) -> str:
        return register_forms().value(self.name, column, value, self.edition.language)

    def _text(self, cell: ReleasedCell) -> str:
        kind = self.form.columns[cell.column].kind
        if kind == "date":
            return self._date(cell.value)
        if kind == "claim":
            claim = self.edition.index.claims.get(cell.value)
            return self._voice(claim) if claim else cell.value
        if kind == "row":
            return register_forms().registers[cell.value.rpartition("-")[0]].title(self.edition.language)  # type: ignore[index]
        return self._word(cell.column, cell.value)

    def _date(self, edtf: str) -> str:
        days = days_of(edtf)
        if days is None:
            return edtf
        if edtf.startswith("[..") and days[1] is not None:
            return self.edition.words("registers.at-the-latest", x=day_words(days[1], self.edition.language))
        first, last = (day.isoformat() if day else None for day in days)
        about = "~" in edtf or "%" in edtf
        return self.edition.when(IncidentTime(edtf=edtf, earliest=first, latest=last, approximate=about))

    def _link(self, cell: ReleasedCell) -> str | None:
        """From the folder of the language."""
        kind = self.form.columns[cell.column].kind
        if kind == "row":
            name = cell.value.rpartition("-")[0]
            return f"{FOLDER}/{register_forms().registers[name].page}.html#{cell.value}"  # type: ignore[index]
        if kind == "claim" and cell.value in self.edition.index.claims:
            claim = self.edition.index.claims[cell.value]
            return f"{self.edition.document_file(claim.document)}#claim-{claim.id}"
        return None


def tables_of(edition: Edition, page: str) -> tuple[RegisterTable, ...]:
    """The tables of a page."""
    made = (RegisterTable(edition, register) for register in shown_registers(edition.index.release))
    return tuple(table for table in made if table.form.page == page)


def totals(tables: Sequence[RegisterTable]) -> list[tuple[str, int, list[tuple[str, str, str]]]]:
    """Of each register of persons its title, how many individuals it counts, and what is said of each group: the lowest
    and the highest number, where and when. Nothing is added up."""
    found = []
    for table in tables:
        if table.name not in PERSONAL:
            continue
        individuals = sum(row.kind == "individual" for row in table.register.rows)
        found.append((table.title, individuals, list(_said(table))))
    return found


def _said(table: RegisterTable) -> Iterator[tuple[str, str, str]]:
    for row in table.register.rows:
        numbers = sorted(int(cell.value) for cell in row.of("count") if cell.value.isdecimal())
        if row.kind == "group" and numbers:
            low, high = numbers[0], numbers[-1]
            where = ", ".join(part for part in (table.edition.place_name(row.place), table.when(row)) if part)
            yield (str(low) if low == high else f"{low}–{high}", where, row.id)


def areas_of_rows(tables: Sequence[RegisterTable]) -> list[Area]:
    """One area a place that rows of these registers have, in the colour of their layer."""
    counts: dict[str, dict[str, int]] = {}
    for table in tables:
        for row in table.register.rows:
            if row.place:
                by_layer = counts.setdefault(row.place, {})
                by_layer[table.form.layer] = by_layer.get(table.form.layer, 0) + 1
    areas = []
    for place, layers in counts.items():
        at = tables[0].edition.index.places.get(place)
        position = positioned(at)
        if position and at:
            order = tuple(sorted(layers, key=lambda layer: (-layers[layer], layer)))
            name = tables[0].edition.place_name(place)
            areas.append(Area(*position, layers=order, count=sum(layers.values()), name=name))
    return areas


def page_title(edition: Edition, page: str) -> str:
    return edition.words(f"registers.page.{page}")
