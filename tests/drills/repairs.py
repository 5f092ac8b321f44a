"""Damage of every kind at random places, ``repair --from`` another copy, and every digest compared."""

import random
import shutil
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.unit.evidence.test_repairing import everything
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case

PROMISE = "Whole again, proved by digests."
PLACES = 400
HOW = ("flip", "cut", "remove", "add", "empty", "delete")


def run(draw: Draw) -> Result:
    start = works.prepared("expunge", draw.new_folder())
    backup = Path(shutil.copytree(start / "case", draw.new_folder() / "backup"))
    works.ok("add", start / "third.txt", cwd=start / "case")  # the case is further than its backup
    whole, old = everything(start / "case"), everything(backup)
    chosen = random.Random(draw.seed)
    points = [
        [
            (chosen.random(), chosen.random(), chosen.choice(HOW), chosen.randrange(8))
            for _ in range(chosen.randint(1, 4))
        ]
        for _ in range(PLACES)
    ]

    def check(point: list[tuple[float, float, str, int]], folder: Path) -> None:
        case = Path(shutil.copytree(start / "case", folder / "case"))
        struck = [name for one in point if (name := _damage(case, sorted(old), one))]
        lost = [name for name in struck if old[name] != whole[name]]
        run = works.witnessmark("repair", "--from", backup, "--json", cwd=case)
        after = {n: data for n, data in everything(case).items() if ".torn-" not in n}
        if not lost:
            assert run.code == 0, f"{run.code}: {run.errors} {run.output[-300:]}"
            assert after == whole and verify_case(case).ok, "not as it was"
            return
        # The newest lines of a journal or ring are in no copy: what was damaged there is named, or was repaired.
        assert run.code in (0, 5), f"{run.code}: {run.errors[:200]}"
        assert all(after[name] == whole[name] for name in whole if name not in lost), "something else was changed"
        for name in lost:
            lines = [line for line in old[name].split(b"\n") if line]
            assert all(line in after[name].split(b"\n") for line in lines), f"{name} lost what the copy has"
        assert (run.code == 0) == verify_case(case).ok
        if run.code == 0:
            assert Case.open(case).state().refusals == ()

    return draw.each(points, check)


def _damage(case: Path, names: list[str], how: tuple[float, float, str, int]) -> str | None:
    """Damages one file; gives its name."""
    where, place, kind, bit = how
    name = names[int(where * len(names))]
    path = case / name
    if not path.exists() or not (data := path.read_bytes()) or (kind == "delete" and path.suffix == ".key"):
        return None
    at = int(place * len(data))
    changed = {
        "flip": data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :],
        "cut": data[:at], "remove": data[:at] + data[at + 1 :], "add": data[:at] + b"x" + data[at:], "empty": b"",
    }.get(kind)  # fmt: skip
    path.unlink() if changed is None else path.write_bytes(changed)
    return name
