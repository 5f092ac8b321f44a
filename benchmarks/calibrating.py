"""What the points of a link are worth, measured: ``python -m benchmarks.calibrating`` writes the table.

Cases of several sizes are generated (``telling``), where it is known which claims are of one event, and linked. Of the
links that are taken, the share that joins two claims of one event is the probability of their points; pool adjacent
violators (Ayer and others 1955) makes it rise with the points. Other cases, with other seeds, then tell how far what is
promised holds: reliability by tenths, expected calibration error, Brier score. The same seeds give the same bytes.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from benchmarks.telling import told
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.linking import links_among, sorted_rows, taken, traits_of
from witnessmark.model.claim import Claim

TABLE = Path(__file__).parent.parent / "src/witnessmark/incidents/data/calibration.yaml"

CASES = (
    (300, 4, 60),
    (300, 8, 90),
    (1000, 10, 90),
    (1000, 30, 200),
    (3000, 40, 150),
    (6000, 60, 200),
    (6000, 300, 500),
)
"""Claims, towns and days of a generated case: a mission that saw a few towns in a season, up to an archive."""

TRAIN, HELD_OUT = range(100, 105), range(200, 204)
LEAST_PAIRS = 150
"""A step of the table rests on at least so many links."""

Outcome = tuple[bool, int, bool]
"""Whether a link is within one document, its points, and whether its claims are of one event."""

Table = list[tuple[int, float]]


def outcomes(pairs: Sequence[tuple[Claim, int]]) -> list[Outcome]:
    """The links that the linker takes among claims whose events are known."""
    event = {claim.id: number for claim, number in pairs}
    traits = traits_of([claim for claim, _ in pairs])
    links = taken(links_among(traits, sorted_rows(traits.values())), traits)
    found = []
    for against, first, second in links:
        a, b = traits[first].claim, traits[second].claim
        found.append((a.document == b.document, -against, event[a.id] == event[b.id]))
    return sorted(found)


def generated(seeds: Iterable[int]) -> list[Outcome]:
    return [each for seed in seeds for case in CASES for each in outcomes(list(told(seed, *case)))]


def tables_of(found: Sequence[Outcome]) -> dict[bool, Table]:
    """One table for links within a document, one for those across documents."""
    return {within: rising([(reached, same) for w, reached, same in found if w is within]) for within in (True, False)}


def rising(found: Sequence[tuple[int, bool]]) -> Table:
    """Points and probability: the share of right links, made to rise by pooling neighbours that fall."""
    blocks: list[list[float]] = []  # points times weight, right, weight
    for reached, same in groupby(sorted(found), key=lambda each: each[0]):
        right = [ok for _, ok in same]
        blocks.append([reached * len(right), sum(right), len(right)])
        while len(blocks) > 1 and (
            blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2] or blocks[-2][2] < LEAST_PAIRS
        ):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    if len(blocks) > 1 and blocks[-1][2] < LEAST_PAIRS:
        last = blocks.pop()
        blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    # One link more of each kind (Laplace): nothing is certain, however seldom it was wrong.
    return [(round(points / weight), round((right + 1) / (weight + 2), 3)) for points, right, weight in blocks]


def worth(table: Table, points: int) -> float:
    """As ``calibration.probability``, with a table of one's own."""
    if points <= table[0][0]:
        return table[0][1]
    for (low, less), (high, more) in pairwise(table):
        if points <= high:
            return less + (more - less) * (points - low) / (high - low)
    return table[-1][1]


def reliability(promises: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """By tenths: probability promised, share that was right, links."""
    by_tenth: dict[int, list[tuple[float, bool]]] = {}
    for promised, same in promises:
        by_tenth.setdefault(min(int(promised * 10), 9), []).append((promised, same))
    return [
        (sum(p for p, _ in each) / len(each), sum(ok for _, ok in each) / len(each), len(each))
        for _, each in sorted(by_tenth.items())
    ]


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error: how far promise and share are apart, weighted by links."""
    count = sum(each for _, _, each in rows)
    return sum(abs(promised - share) * each for promised, share, each in rows) / count


def brier(promises: Sequence[tuple[float, bool]]) -> float:
    return sum((promised - same) ** 2 for promised, same in promises) / len(promises)


def run(write: bool = True) -> None:
    train, held_out = generated(TRAIN), generated(HELD_OUT)
    tables = tables_of(train)
    promises = [(worth(tables[within], reached), same) for within, reached, same in held_out]
    if write:
        TABLE.write_text(_file(tables, promises, len(train)), encoding="utf-8")
    print(f"{len(train):,} links to learn from, {len(held_out):,} held out; linked from {evidence().link_at} points")
    for promised, share, count in reliability(promises):
        print(f"  promised {promised:.2f}  right {share:.2f}  of {count:,} links")
    base = sum(same for _, same in promises) / len(promises)
    print(
        f"expected calibration error {calibration_error(reliability(promises)):.3f}, Brier {brier(promises):.3f}",
        end="",
    )
    print(f" (one probability for all: {base * (1 - base):.3f})")


def _file(tables: dict[bool, Table], promises: Sequence[tuple[float, bool]], links: int) -> str:
    def rows(table: Table) -> str:
        return "\n".join(f"  - [{points}, {probability}]" for points, probability in table)

    held = "\n".join(f"  - [{promised:.2f}, {share:.2f}, {n}]" for promised, share, n in reliability(promises))
    return (
        "# Written by `python -m benchmarks.calibrating`: of the links with so many points, the share whose claims\n"
        f"# were of one event, in generated cases where that is known ({links:,} links). Straight between the steps.\n"
        f"across:\n{rows(tables[False])}\n"
        "# The same for links within one document.\n"
        f"within:\n{rows(tables[True])}\n"
        "# On other generated cases: probability promised, share that was right, links; by tenths.\n"
        f"held_out:\n{held}\n"
        "# Expected calibration error and Brier score on them.\n"
        f"error: {calibration_error(reliability(promises)):.3f}\nbrier: {brier(promises):.3f}\n"
    )


if __name__ == "__main__":
    run()
