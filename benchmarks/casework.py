"""What the commands cost: help, the first `add`, `add` and `publish` of a large generated case.

python -m benchmarks.casework            up to 2,000 documents
python -m benchmarks.casework 500        up to 500
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generating import report
from benchmarks.measuring import command_seconds, peak_children_mb, slope

PROGRAM = str(Path(sys.executable).parent / "witnessmark")
ROOT = Path(__file__).resolve().parent.parent


def make_case(folder: Path) -> Path:
    shutil.rmtree(folder / "case", ignore_errors=True)
    subprocess.run([PROGRAM, "init", "case", "--no-passphrase"], cwd=folder, check=True, capture_output=True)
    return folder / "case"


def first_add(folder: Path) -> float:
    """Wall seconds of the first `add` of the example report, in a new process."""
    source = ROOT.parent / "shared" / "seed" / "report.txt"
    if not source.exists():
        source = ROOT / "examples" / "mission" / "text" / "report.md"
    make_case(folder)
    return command_seconds([PROGRAM, "add", str(source), "--case", "case"], folder, before=lambda: make_case(folder))


def add_many(folder: Path, count: int) -> float:
    """Wall seconds of `add` on a folder of so many generated reports."""
    papers = folder / f"papers-{count}"
    papers.mkdir(exist_ok=True)
    for number in range(count):
        (papers / f"report-{number:05}.txt").write_text(report(number), encoding="utf-8")
    case = make_case(folder)
    began = time.perf_counter()
    subprocess.run(
        [PROGRAM, "add", str(papers), "--consent", "public-named", "--date", "2022-10-09", "--case", str(case)],
        cwd=folder, check=False, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - began


def publish(folder: Path) -> float:
    """Wall seconds of `publish` of the case as it is, for the mission's own use."""
    began = time.perf_counter()
    subprocess.run(
        [PROGRAM, "publish", "site", "--audience", "internal", "--case", "case"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def run(largest: int = 2000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"witnessmark --help: {command_seconds([PROGRAM, '--help'], folder):.2f} s")
        print(f"first add of one report: {first_add(folder):.2f} s")
        sizes = [size for size in (125, 250, 500, 1000, 2000) if size <= largest]
        costs = [add_many(folder, size) for size in sizes]
        for size, cost in zip(sizes, costs, strict=True):
            print(f"add {size} documents: {cost:.1f} s, {1000 * cost / size:.1f} ms each")
        print(f"add: log-log slope {slope(sizes, costs):.2f}")
        print(f"publish {sizes[-1]} documents: {publish(folder):.1f} s")
        print(f"peak memory of a command: {peak_children_mb():.0f} MB")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
