"""A sample of the points of every drill, another each day; DRILL_SEED repeats that of a failure. All: `make drills`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.drills.catalogue import DRILLS, module_of
from tests.drills.drawing import Draw, timed

SEED = int(os.environ.get("DRILL_SEED") or datetime.now(UTC).toordinal())
LEAST = {
    "flipped_bits": 15,
    "tampered_journals": 10,
    "repairs": 5,
    "histories": 2,
    "old_backups": 2,
    "restoring": 3,
    "unknown_kinds": 4,
}
"""Points that are tried at least; one where nothing else is said."""


@pytest.mark.parametrize("name", DRILLS)
def test_a_sample_of_the_drill(name: str, tmp_path: Path) -> None:
    done = timed(name, module_of(name).run, Draw(tmp_path, SEED, share=0.0, least=LEAST.get(name, 1)))
    assert not done.result.failures, f"DRILL_SEED={SEED}: {done.result.failures}"
    assert done.result.tried
