"""Two processes add files to one case at once."""

import subprocess
import sys
from pathlib import Path

from tests.drills.drawing import Draw, Result
from tests.drills.works import OWNER, ok
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case

PROMISE = "Serialised, nothing lost."
ROUNDS = 20
EACH = 4
COMMAND = (sys.executable, "-c", "from witnessmark.cli.main import main; main()", "--lang", "en")


def run(draw: Draw) -> Result:
    def check(number: int, folder: Path) -> None:
        ok("init", "case", "--device", OWNER, cwd=folder)
        writers = []
        for writer in ("one", "two"):
            own = folder / writer
            own.mkdir()
            for each in range(EACH):
                (own / f"{each}.txt").write_text(f"Near Oskil, on {each + 1} May 2022, {writer} {number} saw smoke.\n")
            writers.append(subprocess.Popen([*COMMAND, "add", own], cwd=folder / "case", stdout=subprocess.DEVNULL))
        assert [writer.wait(120) for writer in writers] == [0, 0], "a writer failed"
        state = Case.open(folder / "case").state()
        assert len(state.sources) == len(state.documents) == 2 * EACH, f"{len(state.sources)} sources"
        assert state.refusals == () and state.forks == {} and verify_case(folder / "case").findings == ()

    return draw.each(range(ROUNDS), check)
