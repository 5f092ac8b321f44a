"""The registers as an audience may see them.

They are made anew from the claims of the edition and nothing else, so that no bound, number or state of a claim that is
withheld can show through. A cell stays only while the words that it rests on stand in the released text. Columns are
denied to the public unless ``policy.yaml`` lists them; no control that may still hold, no hazard but as a warning
area, no trait that points at one person.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import msgspec

from witnessmark.derive.registering import registers
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.edtf import days_of
from witnessmark.model.register import (
    PERSONAL,
    Cell,
    Register,
    ReleasedCell,
    ReleasedRegister,
    ReleasedRow,
    Row,
    Support,
    register_forms,
)
from witnessmark.protection.coarsen import PlaceBook
from witnessmark.protection.policy import AudiencePolicy, Policy
from witnessmark.protection.redact import Redacted
from witnessmark.protection.withholding import Reviewed

_HAZARDOUS = frozenset({"hazards", "accidents"})
_WORDS = 3
"""So many different words are shown for one value of a vocabulary."""


def rows_of_edition(file: CaseFile, items: Mapping[str, Reviewed], places: PlaceBook) -> tuple[Register, ...]:
    """The registers from the claims of the edition, as the reviewers left them."""
    return registers(file, {name: _placed(item, places) for name, item in items.items()})


def _placed(item: Reviewed, places: PlaceBook) -> Claim:
    """The claim, at the place that a reviewer named where that is another than the one that was read."""
    called = places.called(item.place_name) if item.claim.place is None and item.place_name else None
    return item.claim if called is None else msgspec.structs.replace(item.claim, place=called)


class RegisterShaper:
    """Shapes rows. ``claims`` and ``incidents`` map ids of the case to released ones, ``acts`` a claim to its act,
    ``people`` a person to the name or pseudonym, ``texts`` a document to its released text. ``on_day`` is the ISO day
    that ages are counted to."""

    def __init__(
        self, policy: Policy, rules: AudiencePolicy, places: PlaceBook, *, on_day: str, claims: Mapping[str, str],
        acts: Mapping[str, str], incidents: Mapping[str, str], people: Mapping[str, str], texts: Mapping[str, Redacted],
    ) -> None:  # fmt: skip
        self._policy = policy
        self._rule = policy.registers
        self._rules = rules
        self._places = places
        self._on_day = date.fromisoformat(on_day)
        self._claims = claims
        self._acts = acts
        self._incidents = incidents
        self._people = people
        self._texts = texts

    def shape(self, made: tuple[Register, ...]) -> tuple[ReleasedRegister, ...]:
        allowed = {register.name: [row for row in register.rows if self._may_appear(row)] for register in made}
        kept = {name: [row for row in rows if self._cells(row, rows)] for name, rows in allowed.items()}
        ids: dict[str, str] = {}
        for name, rows in kept.items():
            ids |= {row.id: row.id if self._rules.plain_ids else f"{name}-{n}" for n, row in enumerate(rows, start=1)}
        return tuple(
            ReleasedRegister(
                name=register.name,
                rows=tuple(self._row(row, kept[register.name], ids) for row in kept[register.name]),
                withheld=len(register.rows) - len(allowed[register.name]),
            )
            for register in made
        )

    # which rows

    def _may_appear(self, row: Row) -> bool:
        """Control only when it ended, by every account, so long ago that it tells of no present position."""
        if row.register != "control" or self._rules.forces_days is None:
            return True
        ends = [days[1] if (days := days_of(cell.value)) else None for cell in row.of("to")]
        return bool(ends) and all(
            end is not None and (self._on_day - end).days >= (self._rules.forces_days or 0) for end in ends
        )

    # what of them

    def _row(self, row: Row, beside: list[Row], ids: Mapping[str, str]) -> ReleasedRow:
        cells = [self._with_ids(cell, ids) for cell in self._cells(row, beside)]
        incidents = dict.fromkeys(self._incidents[name] for name in row.incidents if name in self._incidents)
        return ReleasedRow(
            id=ids[row.id],
            register=row.register,
            kind=row.kind,
            claims=tuple(self._claims[name] for name in row.claims if name in self._claims),
            incidents=tuple(incidents),
            place=self._places.id_of(row.place, hazard=self._is_hazard(row)),
            time=row.time,
            cells=tuple(cell for cell in cells if cell is not None),
            beside=tuple(ids[other] for other in row.beside if other in ids),
        )

    def _is_hazard(self, row: Row) -> bool:
        """Whether its place is one of explosive danger: that of whoever was hurt by a mine is as well."""
        return row.register in _HAZARDOUS or any(self._policy.is_hazard(self._acts[name]) for name in row.claims)

    def _with_ids(self, cell: ReleasedCell, ids: Mapping[str, str]) -> ReleasedCell | None:
        """A cell that names another row, by its released id; None where that row is not released."""
        if cell.column not in ("moved-to", "moved-from"):
            return cell
        return msgspec.structs.replace(cell, value=ids[cell.value]) if cell.value in ids else None

    def _cells(self, row: Row, beside: list[Row]) -> list[ReleasedCell]:
        shown: dict[tuple[str, str], ReleasedCell] = {}
        for cell in row.cells:
            if not self._may_see(row, cell, beside):
                continue
            made = self._cell(row, cell)
            if made is None:
                continue
            same = shown.get((made.column, made.value))
            if same is not None:
                made = msgspec.structs.replace(
                    same,
                    claims=tuple(dict.fromkeys((*same.claims, *made.claims))),
                    words=tuple(dict.fromkeys((*same.words, *made.words)))[:_WORDS],
                )
            shown[made.column, made.value] = made
        return list(shown.values())

    def _may_see(self, row: Row, cell: Cell, beside: list[Row]) -> bool:
        columns = self._rules.register_columns
        if columns is None:
            return True
        if cell.column not in columns.get(row.register, ()):
            return False
        if row.register not in PERSONAL or row.kind == "group":
            return True
        if cell.column in self._rule.not_of_individuals:
            return False
        return cell.column not in self._rule.traits or self._shared(row, beside) >= self._rules.k

    def _shared(self, row: Row, beside: list[Row]) -> int:
        """How many individuals of the register at the same place have the same traits."""
        own = self._traits(row)
        counted = Counter(self._traits(other) for other in beside if other.kind == "individual")
        return counted[own]

    def _traits(self, row: Row) -> tuple[object, ...]:
        where = row.place.name if row.place is not None else None
        return (where, *(tuple(sorted(c.value for c in row.of(name))) for name in sorted(self._rule.traits)))

    def _cell(self, row: Row, cell: Cell) -> ReleasedCell | None:
        column = register_forms().registers[row.register].columns[cell.column]
        replaced = column.kind in ("words", "person")
        support = [each for each in cell.support if replaced or self._stands(each)]
        claims = tuple(dict.fromkeys(self._claims[each.claim] for each in support if each.claim in self._claims))
        if not claims:
            return None
        value: str | None = cell.value
        if column.kind == "words":
            value = self._said(support[0])
        elif column.kind == "person":
            value = self._people.get(cell.value)
        elif column.kind == "claim":
            value = self._claims.get(cell.value)
        if not value:
            return None
        words: tuple[str, ...] = ()
        if column.kind in ("vocabulary", "number") and not self._without_words(row):
            said = (self._said(each) for each in support if each.span is not None)
            words = tuple(dict.fromkeys(one for one in said if one))[:_WORDS]
        return ReleasedCell(column=cell.column, value=value, claims=claims, words=words)

    def _without_words(self, row: Row) -> bool:
        """Whether the words beside a value are left out: they describe a person or a place that only few may know."""
        closed = self._rules.register_columns is not None
        return closed and (row.register in _HAZARDOUS or (row.register in PERSONAL and row.kind == "individual"))

    def _stands(self, support: Support) -> bool:
        """Whether the words that a value rests on are all in the released text; a value that no words give stands."""
        if support.span is None:
            return True
        text = self._texts.get(support.document)
        return text is not None and text.words(support.span.start, support.span.end) == support.span.quote

    def _said(self, support: Support) -> str | None:
        text = self._texts.get(support.document)
        if support.span is None or text is None:
            return None
        return " ".join(text.words(support.span.start, support.span.end).split())
