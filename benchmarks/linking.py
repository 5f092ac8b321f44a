"""Linking measured: its cost from a thousand claims to a million, its memory, and one document more in a full case.

    python -m benchmarks.linking [largest]

Claims are generated (``telling``). CPU time of one process, since the machine may be shared; each size in a process of
its own, so that its memory can be told. ``largest`` (default 100000) bounds the sizes; a million takes about fifteen
minutes and 3 GB. A document more is measured as a case has it: a new process opens what was remembered, finds which
document is new, links it, and keeps that; reading all incidents back is told apart. Also draws
``docs/images/linking-cost.svg``.
"""

import contextlib
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import slope
from benchmarks.telling import told
from witnessmark.derive.linkings import Linkings
from witnessmark.evidence.case import Case
from witnessmark.model.claim import Claim
from witnessmark.model.many_objects import uncollected

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
PICTURE = Path(__file__).parent.parent / "docs/images/linking-cost.svg"
MOST_DOCUMENT = 100_000
"""Up to this size a document more is measured as well."""


def measured(count: int) -> dict[str, float]:
    """In this process: CPU seconds to link, to describe, to link one document more; MB of memory."""
    from witnessmark.incidents import linking

    claims = [claim for claim, _ in told(1, count)]
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    traits = linking.traits_of(claims)
    links = linking.taken(linking.links_among(traits, linking.sorted_rows(traits.values())), traits)
    groups = linking.grouped(traits, links, {})
    linked = time.process_time()
    incidents = linking.described(groups, traits, {})
    done = time.process_time()
    return {
        "claims": count, "linking": linked - began, "describing": done - linked, "incidents": len(incidents),
        "claims_mb": before_mb, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def one_more(count: int) -> dict[str, float]:
    """CPU seconds for a document more: as the first thing of a process, and again when it has gone and comes back."""
    with tempfile.TemporaryDirectory() as folder:
        case = Case.create(Path(folder) / "case", "Generated", "Benchmark")
        claims = [claim for claim, _ in told(1, count)]
        without = [claim for claim in claims if claim.document != claims[-1].document]
        with contextlib.closing(Linkings(case)) as linkings:
            linkings.anew(without, {}, ())
        command = [sys.executable, "-m", "benchmarks.linking", "--opened", str(count), str(case.path)]
        return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def opened(count: int, path: Path) -> dict[str, float]:
    """In this process: a document more in the case that ``one_more`` made."""
    case = Case.open(path)
    claims = [claim for claim, _ in told(1, count)]
    without = [claim for claim in claims if claim.document != claims[-1].document]
    first, read_back = _brought_up(case, claims)
    _brought_up(case, without)
    again, _ = _brought_up(case, claims)
    return {"one_more": first, "one_more_again": again, "read_back": read_back}


def _brought_up(case: Case, claims: Sequence[Claim]) -> tuple[float, float]:
    """Seconds to bring the remembered linking up to these claims, and to read all its incidents."""
    with uncollected():
        began = time.process_time()
        linkings = Linkings(case)
        linking = linkings.brought_up(claims, {}, ())
        done = time.process_time()
        linkings.incidents(linking)
        read = time.process_time()
        linkings.close()
        return done - began + time.process_time() - read, read - done


def run(largest: int = 100_000, draw: bool = True) -> None:
    rows = []
    for count in (size for size in SIZES if size <= largest):
        command = [sys.executable, "-m", "benchmarks.linking", "--one", str(count)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        if count <= MOST_DOCUMENT:
            rows[-1] |= one_more(count)
        print(_row(rows[-1]))
    costs = [row["linking"] + row["describing"] for row in rows]
    exponent = slope([row["claims"] for row in rows], costs)
    print(f"slope {exponent:.2f} (n log n over this range: {_n_log_n(rows):.2f})")
    if draw:
        PICTURE.write_text(picture([row["claims"] for row in rows], costs, exponent), encoding="utf-8")


def _row(row: dict[str, float]) -> str:
    more = (
        f"; one document more {row['one_more']:.2f} s, again {row['one_more_again']:.2f} s, and all incidents read "
        f"back {row['read_back']:.2f} s"
        if "one_more" in row
        else ""
    )
    return (
        f"{row['claims']:>9,} claims: linked in {row['linking']:.1f} s, described in {row['describing']:.1f} s, "
        f"{row['incidents']:,} incidents; {row['mb']:.0f} MB, of which claims {row['claims_mb']:.0f} MB{more}"
    )


def _n_log_n(rows: Sequence[dict[str, float]]) -> float:
    sizes = [row["claims"] for row in rows]
    return slope(sizes, [size * math.log(size) for size in sizes])


def picture(sizes: Sequence[int], costs: Sequence[float], exponent: float) -> str:
    """Cost against claims on logarithmic axes, beside n log n through the last point."""
    width, height, left, top = 640, 320, 80, 40
    low, high = math.log10(sizes[0]), math.log10(sizes[-1])
    law = [costs[-1] * (n * math.log(n)) / (sizes[-1] * math.log(sizes[-1])) for n in sizes]
    least, most = math.floor(math.log10(min(*costs, *law))), math.ceil(math.log10(max(*costs, *law)))

    def at(size: float, cost: float) -> str:
        x = left + (math.log10(size) - low) / (high - low) * width
        return f"{x:.1f},{top + height - (math.log10(cost) - least) / (most - least) * height:.1f}"

    def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
        return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'

    drawn = [text(left, 22, "CPU seconds to link and describe, against claims; both axes logarithmic", "start")]
    for size in sizes:
        x = float(at(size, 10.0**least).split(",")[0])
        drawn += [f'<path d="M{x} {top}v{height}" stroke="#e2e6ea"/>', text(x, top + height + 18, f"{size:,}")]
    for power in range(least, most + 1):
        y = float(at(sizes[0], 10.0**power).split(",")[1])
        drawn += [
            f'<path d="M{left} {y}h{width}" stroke="#e2e6ea"/>',
            text(left - 8, y + 4, f"{10.0**power:g} s", "end"),
        ]
    for points, style in (
        (law, 'stroke="#6b7280" stroke-dasharray="5 4"'),
        (costs, 'stroke="#0b5a6b" stroke-width="2"'),
    ):
        line = " ".join(at(size, cost) for size, cost in zip(sizes, points, strict=True))
        drawn.append(f'<polyline points="{line}" fill="none" {style}/>')
    drawn += [
        text(left + 12, top + 20, f"— measured; fitted exponent {exponent:.2f}", "start"),
        text(left + 12, top + 38, "- - n log n", "start"),
    ]
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 40} {top + height + 40}" role="img" '
        'font-family="sans-serif" font-size="12" fill="#1f2933">\n<title>Cost of linking against the number of claims'
        f'</title>\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    elif sys.argv[1:2] == ["--opened"]:
        print(json.dumps(opened(int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
