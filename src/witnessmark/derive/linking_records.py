"""The records among the lines that are linked: which of them may be one."""

from collections.abc import Mapping
from typing import Any

from witnessmark.incidents.records import link_records


def records_together(lines: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    """For each line with a record the number of the first line whose record may be the same: its own when there is
    none. A proposal, never a merge of persons."""
    numbers = [number for number, line in lines.items() if isinstance(line.get("record"), dict)]
    first = link_records([lines[number]["record"] for number in numbers])
    return {number: numbers[index] for number, index in zip(numbers, first, strict=True)}
