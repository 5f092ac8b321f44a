"""An entry of a kind that this version does not know and that is marked as critical: a newer version's withdrawal."""

import shutil
from pathlib import Path
from typing import Literal

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import Body

PROMISE = "Nothing leaves until it is understood; nothing is lost, and work and sync go on."


class Later(Body, frozen=True, kw_only=True):
    """What a version to come may say."""

    KIND = "consent.withdrawn-in-part"
    CRITICAL = True
    target: str
    pages: tuple[int, ...] = ()


LEAVING: dict[str, tuple[str, ...]] = {
    "publish for the prosecutor": ("publish", "../new", "--audience", "prosecutor", "--dossier", "none"),
    "publish for the public": ("publish", "../new", "--dossier", "none"),
    "publish for the team": ("publish", "../new", "--audience", "internal", "--dossier", "none"),
    "preview": ("publish", "../new", "--audience", "prosecutor", "--preview"),
    "export": ("export", "../new", "--audience", "internal"),
    "dossier": ("export", "../new", "--audience", "prosecutor", "--format", "dossier"),
    "bag": ("export", "../new", "--bagit", "--audience", "internal"),
    "list for disclosing": ("disclose", "../out", "S1"),
    "disclose": ("disclose", "../out", "S1", "1", "--out", "../new"),
}
GOING_ON: dict[str, tuple[str, ...]] = {
    "add": ("add", "../second.txt"),
    "status": ("status",),
    "claims": ("claims",),
    "verify": ("verify",),
    "sync": ("sync", "../copy"),
}
"""To the team's own laptops everything still goes: that is how the withdrawal gets to them."""


def run(draw: Draw) -> Result:
    start = works.prepared("publish", draw.new_folder())
    assert works.WORKS["publish"].act(start).code == 0
    shutil.copytree(start / "case", start / "copy")
    _say(start / "case")
    points: list[tuple[Literal["leaving", "going on"], str]] = [
        *(("leaving", name) for name in LEAVING),
        *(("going on", name) for name in GOING_ON),
    ]

    def check(point: tuple[str, str], folder: Path) -> None:
        at = Path(shutil.copytree(start, folder / "at"))
        table = LEAVING if point[0] == "leaving" else GOING_ON
        run = witnessmark(*table[point[1]], cwd=at / "case")
        if point[0] == "leaving":
            assert run.code == 4 and "unknown-critical-entry" in run.errors, (
                f"ended with {run.code}: {run.errors[:200]}"
            )
            assert not (at / "new").exists(), "something was written"
        else:
            assert run.code == 0, f"ended with {run.code}: {run.errors[:200]}"
            assert Case.open(at / "case").state().refusals == ("unknown-critical-entry",)
        if point[1] == "sync":
            assert Case.open(at / "copy").state().refusals == ("unknown-critical-entry",), "it did not travel"

    return draw.each(points, check)


def _say(path: Path) -> None:
    """As the newer version on the same laptop would."""
    case = Case.open(path)
    case._recorder.record(Later(target="S1", pages=(1,)), case.device().id)
    assert Case.open(path).state().blocked_by_unknown
