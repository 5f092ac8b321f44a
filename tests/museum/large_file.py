"""The drill of the large file: a source of any size goes through in constant memory.

    python tests/museum/large_file.py 20        (gigabytes; the case needs as much room, the source itself takes none)

Prints size, seconds and the peak memory of the program as JSON.
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from witnessmark.derive.adding import Addition, Terms, add_files
from witnessmark.evidence.case import Case


def add_sparse_file(folder: Path, size: int) -> tuple[Addition, float]:
    """Take a file of zeros, all of it a hole, into a new case; what became of it, and the seconds."""
    source = folder / "video.bin"
    source.touch()
    os.truncate(source, size)
    case = Case.create(folder / "case", "Drill", "Iryna Demchuk")
    start = time.monotonic()
    (addition,) = add_files(case, [(source, source.name)], Terms())
    return addition, time.monotonic() - start


def main(gigabytes: float) -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        addition, seconds = add_sparse_file(Path(folder), int(gigabytes * (1 << 30)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)
    told = {"gigabytes": gigabytes, "seconds": round(seconds, 1), "peak-memory-mb": peak, "problem": addition.problem}
    print(json.dumps(told | {"kept": addition.source is not None}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
