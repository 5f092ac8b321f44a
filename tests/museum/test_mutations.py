"""Exhibits with bytes changed, taken out and put together at random: always an answer, and never the end of the run.

``MUTATIONS=5000 pytest tests/museum/test_mutations.py`` tries more of them; the seed is printed with a failure.
"""

import os
import random
import tempfile
from pathlib import Path

from witnessmark.intake.problems import problems
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.result import Nesting, Unreadable
from witnessmark.intake.unpacking import part_files

EXHIBITS = sorted((Path(__file__).parent / "exhibits").iterdir())
TRIES = int(os.environ.get("MUTATIONS", "60"))
SEED = 20220920


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0 if made:
                made[place - 1] ^= 1 << chance.randrange(8)
            case 1:
                del made[place : place + chance.choice((1, 4, 100))]
            case 2:
                made[place:place] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 4, 16))))
            case 3:
                made[place : place + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"9999")
                )
            case _:
                start = chance.randrange(len(other) + 1)
                made[place:place] = other[start : start + 200]
    return bytes(made)


def test_no_mutation_of_an_exhibit_ends_the_run() -> None:
    chance = random.Random(SEED)
    with ReadingProcess(seconds=10) as reading, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source"
        for attempt in range(TRIES):
            first, second = chance.choice(EXHIBITS), chance.choice(EXHIBITS)
            path.write_bytes(mutated(first.read_bytes(), second.read_bytes(), chance))
            with path.open("rb") as file:
                nesting = Nesting()
                intake = reading.read(file.fileno(), file_name=first.name, ocr=False, nesting=nesting)
                assert intake.problem is None or intake.problem in problems(), (attempt, first.name)
                for part, found in part_files(intake.parts, file.fileno(), reading):
                    if not isinstance(found, Unreadable):
                        assert found.stat().st_size == part.size
        with EXHIBITS[0].open("rb") as file:
            assert reading.read(file.fileno(), file_name=EXHIBITS[0].name).problem is None
