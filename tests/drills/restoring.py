"""The laptop is gone: the case comes from a backup, its keys from the recovery sheet or from two of three shares."""

import json
import shutil
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from witnessmark.evidence.bundle import unpacked, write_bundle
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case

PROMISE = "Opens, verifies, same state."
BACKUPS = ("without keys", "without keys and derived", "from a bundle")
SHEETS: dict[str, tuple[int, ...]] = {
    "sheet": (0,), "shares 1 and 2": (0, 1), "shares 1 and 3": (0, 2), "shares 2 and 3": (1, 2), "share 2 alone": (1,),
}  # fmt: skip


def run(draw: Draw) -> Result:
    start = draw.new_folder()
    for name, text in (("s.txt", works.FIRST), ("next.txt", works.SECOND)):
        (start / name).write_text(text, encoding="utf-8")
    works.ok("init", "case", "--device", works.OWNER, cwd=start)
    works.ok("add", start / "s.txt", "--consent", "internal", cwd=start / "case")
    sheets = {
        "sheet": works.ok("recover", "--sheet", "--json", cwd=start / "case").data["sheets"],
        "shares": works.ok("recover", "--shares", "2", "of", "3", "--json", cwd=start / "case").data["sheets"],
    }
    write_bundle(start / "case", start / "case.witnessmark")
    state = Case.open(start / "case").state()
    claims = works.ok("claims", "--json", cwd=start / "case").output
    points = [(backup, sheet) for backup in BACKUPS for sheet in SHEETS]

    def check(point: tuple[str, str], folder: Path) -> None:
        backup, sheet = point
        at = folder / "case"
        if backup == "from a bundle":
            with unpacked(start / "case.witnessmark", folder / "unpacked") as unpacking:
                shutil.copytree(unpacking, at)
        else:
            shutil.copytree(start / "case", at, ignore=shutil.ignore_patterns("*.key"))
        if backup == "without keys and derived":
            shutil.rmtree(at / "derived")
        assert not list(at.glob("keys/*.key")), "a key came along"
        words = sheets["sheet" if sheet == "sheet" else "shares"]
        files = []
        for number in SHEETS[sheet]:
            file = folder / f"{number}.txt"
            file.write_text(words[number], encoding="utf-8")
            files.append(file)
        run = witnessmark("recover", "--from", *files, "--no-passphrase", cwd=at)
        if sheet == "share 2 alone":
            assert run.code == 2, "one share of three was enough"
            return
        assert run.code == 0, run.errors
        again = Case.open(at)
        assert again.state() == state and verify_case(at, secrets=again.secrets).ok
        assert json.loads(works.ok("claims", "--json", cwd=at).output) == json.loads(claims)
        works.ok("add", start / "next.txt", cwd=at)
        assert verify_case(at).ok

    return draw.each(points, check)
