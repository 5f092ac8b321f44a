"""How fast a case takes in bytes: durable, encrypted and signed, beside the plain tools, in one run. Medians of five.

    python -m benchmarks.preserving [--folder FOLDER] [--times N] [--megabytes N] [--files N]

A large file: `ObjectStore.add_file` with its journal entry, synced, beside Debian's `sha256sum` and `openssl dgst
-sha256`, which read it and write nothing. Small files: 10,000 of 4 KB, each an object with its record and a signed
entry, beside `cp -r`, `bagit.py` and `sync` together. And what sealing alone costs: AES-256-GCM in the STREAM
construction beside age (through pyrage, where it is installed). The files lie in the page cache, for all alike.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import SourceAdded
from witnessmark.evidence.sealing import CHUNK, chunk_cipher, seal_chunk
from witnessmark.model.case import SourceRecord


def timed(times: int, work: Callable[[], object]) -> float:
    """Median of the seconds that ``work`` takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def take_in(case: Case, paths: list[Path]) -> None:
    """Every file as a source: its bytes, its record, its entry; durable when this returns."""
    with case.recording():
        for path in paths:
            stored = case.objects.add_file(path)
            record = SourceRecord(
                file_name=path.name, size=stored.size, sha256=stored.sha256, media_type="application/octet-stream",
                received="2026-11-26",
            )  # fmt: skip
            case.record(
                SourceAdded(
                    source=f"s-{stored.address[:16]}", record=case.objects.add_value(record).address,
                    content=stored.address, level="internal",
                )
            )  # fmt: skip


def large(folder: Path, megabytes: int, times: int) -> None:
    path = folder / "large"
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(1 << 20))
    os.sync()

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            case = Case.create(Path(place) / "case", "Benchmark", "Device")
            began = time.perf_counter()
            take_in(case, [path])
            seconds.append(time.perf_counter() - began)

    seconds: list[float] = []
    peers: dict[str, list[float]] = {"sha256sum": [], "openssl dgst -sha256": []}
    for _ in range(times):  # in turn, so that what else the machine does meets all alike
        ours()
        peers["sha256sum"].append(timed(1, lambda: run("sha256sum", path)))
        peers["openssl dgst -sha256"].append(timed(1, lambda: run("openssl", "dgst", "-sha256", path)))
    own = statistics.median(seconds)
    print(f"one file of {megabytes} MiB, encrypted, hashed twice, synced: {own:.2f} s, {megabytes / own:.0f} MiB/s")
    for name, found in peers.items():
        theirs = statistics.median(found)
        print(f"  {name}: {theirs:.2f} s, {megabytes / theirs:.0f} MiB/s; ours is {theirs / own:.2f} of its speed")
    path.unlink()


def small(folder: Path, count: int, times: int) -> None:
    source = folder / "small"
    source.mkdir()
    for number in range(count):
        (source / f"{number:06d}.bin").write_bytes(os.urandom(4096))
    os.sync()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(times):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            case = Case.create(Path(place) / "case", "Benchmark", "Device")
            began = time.perf_counter()
            take_in(case, sorted(source.iterdir()))
            ours.append(time.perf_counter() - began)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            bag = Path(place) / "bag"
            began = time.perf_counter()
            run("cp", "-r", source, bag)
            run(sys.executable, "-m", "bagit", bag)
            run("sync")
            theirs.append(time.perf_counter() - began)
    own, peer = statistics.median(ours), statistics.median(theirs)
    print(f"{count} files of 4 KB, encrypted, signed, synced: {own:.2f} s; cp -r + bagit.py + sync: {peer:.2f} s")
    print(f"  {own / peer:.2f} times as long")
    shutil.rmtree(source)


def sealing(megabytes: int, times: int) -> None:
    data = os.urandom(1 << 20) * megabytes

    def ours() -> None:
        cipher = chunk_cipher(bytes(32), bytes(32))
        for number, at in enumerate(range(0, len(data), CHUNK)):
            seal_chunk(cipher, number, data[at : at + CHUNK], last=at + CHUNK >= len(data))

    print(f"sealing in memory, AES-256-GCM STREAM: {megabytes / timed(times, ours):.0f} MiB/s")
    try:
        from pyrage import encrypt, x25519
    except ImportError:
        print("  age: pyrage is not installed")
        return
    to = [x25519.Identity.generate().to_public()]
    print(f"  age through pyrage: {megabytes / timed(times, lambda: encrypt(data, to)):.0f} MiB/s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=Path, help="Where to write; default: the temporary folder.")
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--megabytes", type=int, default=1024)
    options.add_argument("--files", type=int, default=10_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        sealing(256, given.times)
        large(Path(place), given.megabytes, given.times)
        small(Path(place), given.files, given.times)


if __name__ == "__main__":
    main()
