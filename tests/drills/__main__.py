"""``python -m tests.drills [NAME …] [--share 0.1] [--seed 3] [--jobs 2]``: a line for each drill, then what failed."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.drills.catalogue import DRILLS, module_of
from tests.drills.drawing import Draw, timed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.drills")
    parser.add_argument("names", nargs="*", choices=[*DRILLS, []], metavar="NAME", help=", ".join(DRILLS))
    parser.add_argument("--share", type=float, default=1.0, help="of the points; default: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    failed = 0
    for name in wanted.names or DRILLS:
        with tempfile.TemporaryDirectory(prefix=f"drill-{name}-") as folder:
            draw = Draw(Path(folder), wanted.seed, wanted.share, jobs=wanted.jobs)
            done = timed(name, module_of(name).run, draw)
        print(done.line, flush=True)
        for failure in done.result.failures:
            print(f"    {failure}", flush=True)
        failed += len(done.result.failures)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
