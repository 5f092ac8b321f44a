"""Registers: what a mission needs beside harm. Pure: the same claims and texts give the same rows.

One module a register, or a family of them; each lists the acts that it looks at. The types stand in
``model/register.py``, the words of columns and vocabularies in ``model/data/registers.yaml``, what sentences may say in
``data/lexicon.yaml``.
"""

from collections.abc import Callable, Iterable

from witnessmark.model.register import REGISTERS, Register, RegisterMaterial, RegisterName, Row
from witnessmark.registers import accidents, aid, casualties, control, false_statements, hazards, housing, services
from witnessmark.registers.ground import Ground
from witnessmark.registers.numbers import NumberReader
from witnessmark.registers.rows import in_order

_MADE_BY: tuple[Callable[[Ground], Iterable[Row]], ...] = (
    control.rows, hazards.rows, accidents.rows, services.rows, housing.rows, aid.rows, false_statements.rows,
    casualties.rows,
)  # fmt: skip


def registers_of(material: RegisterMaterial, number_of: NumberReader) -> tuple[Register, ...]:
    """All registers, each with its rows by settlement and time; a register without rows is there and empty.

    ``number_of`` gives the number that a word is in a language (ISO 639-1), as digits, or None.
    """
    ground = Ground(material, number_of)
    ground.within_statements = false_statements.within_statements(ground)
    made: dict[RegisterName, list[Row]] = {name: [] for name in REGISTERS}
    for rows in _MADE_BY:
        for row in rows(ground):
            made[row.register].append(row)
    return tuple(Register(name=name, rows=in_order(rows, ground)) for name, rows in made.items())


__all__ = ["registers_of"]
