"""What each export costs, and that it grows with the release and no faster.

    python -m benchmarks.exports [500 2000 8000]

Releases of so many incidents, made up for measuring (``tests/unit/publish/site/sample.py``); seconds of processor.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import slope
from tests.unit.publish.site.sample import big_release
from witnessmark.publish.exports import FORMATS, write_export

PRINTED = ("dossier", "docx", "matrix")


def main(sizes: list[int]) -> None:
    releases = [big_release(size // 2, size) for size in sizes]
    print(f"{'format':<16}" + "".join(f"{size:>10}" for size in sizes) + "     slope     kB")
    for name in (name for name in FORMATS if name not in PRINTED):
        seconds, size = [], 0
        for release in releases:
            with tempfile.TemporaryDirectory() as folder:
                began = time.process_time()
                write_export(release, Path(folder), name)
                seconds.append(time.process_time() - began)
                size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        cells = "".join(f"{each:>10.2f}" for each in seconds)
        print(f"{name:<16}{cells}{slope(sizes, seconds):>10.2f}{size // 1000:>7}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [500, 2000, 8000])
