"""A backup from before an erasure comes back, by every way there is: what was erased stays erased."""

import shutil
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from tests.unit.evidence.test_expunging import holds
from witnessmark.evidence.bundle import write_bundle
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case

PROMISE = "What was erased stays erased."
WAYS = ("sync", "sync from the backup", "bundle", "repair", "repair of the backup", "files copied over", "journal lost")


def run(draw: Draw) -> Result:
    start = works.prepared("expunge", draw.new_folder())
    shutil.copytree(start / "case", start / "backup")
    write_bundle(start / "backup", start / "backup.witnessmark")
    works.ok("expunge", "S2", "--yes", cwd=start / "case")
    gone = Case.open(start / "case").state().expunged
    assert gone and not holds(start / "case", gone) and holds(start / "backup", gone)

    def check(way: str, folder: Path) -> None:
        at = Path(shutil.copytree(start, folder / "at"))
        case, backup = at / "case", at / "backup"
        if way == "sync":
            works.ok("sync", "../backup", cwd=case)
        elif way == "sync from the backup":
            works.ok("sync", "../case", cwd=backup)
        elif way == "bundle":
            works.ok("sync", "../backup.witnessmark", cwd=case)
        elif way == "repair":
            works.ok("repair", "--from", "../backup", cwd=case)
        elif way == "repair of the backup":
            works.ok("repair", "--from", "../case", cwd=backup)
        elif way == "files copied over":
            for part in ("objects", "keys"):
                shutil.copytree(backup / part, case / part, dirs_exist_ok=True)
            assert not verify_case(case).ok, "verifying does not see what came back"
            works.ok("status", cwd=case)
        else:  # the journal that tells of the erasure is lost here and is brought by a colleague's copy
            shutil.copytree(case, at / "colleague")
            shutil.rmtree(case)
            shutil.copytree(backup, case)
            works.ok("sync", "../colleague", cwd=case)
        for path in (case,) if way in ("files copied over", "bundle") else (case, backup):
            if path == backup and way in ("repair", "journal lost"):
                continue  # a copy that is only read, or that nobody reached, keeps what it has
            assert not holds(path, gone), f"{path.name} holds it again"
            assert verify_case(path).ok and Case.open(path).state().refusals == ()
        assert "Hnatiuk" not in witnessmark("claims", "--json", cwd=case).output

    return draw.each(WAYS, check)
