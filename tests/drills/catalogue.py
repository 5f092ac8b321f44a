"""The drills in the order of ``docs/reliability.md``."""

import importlib
from typing import Any

DRILLS = (
    "kills",
    "full_disk",
    "flipped_bits",
    "tampered_journals",
    "repairs",
    "restoring",
    "old_backups",
    "unknown_kinds",
    "two_writers",
    "histories",
)


def module_of(name: str) -> Any:
    return importlib.import_module(f"tests.drills.{name}")
