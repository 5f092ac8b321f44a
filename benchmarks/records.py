"""Linking of records beside splink, on the same records in the same run: ``python -m benchmarks.records``.

splink is trained as its documentation shows (chance by random pairs, two passes of expectation maximisation) with
the settings in ``splink_settings.json``; both take pairs from a probability of one half, and what hangs together is
one. The answers are used for counting only.
"""

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import slope

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent.parent / "shared" / "gold" / "dev" / "linking-febrl3.jsonl.gz"

Records = Sequence[dict[str, Any]]


def ours(records: Records) -> list[int]:
    from witnessmark.incidents.records import link_records

    return link_records(records)


def one_key(records: Records) -> list[int]:
    """The same social security number."""
    first: dict[str, int] = {}
    return [first.setdefault(record["soc_sec_id"] or f"none {index}", index) for index, record in enumerate(records)]


def splink(records: Records) -> list[int]:
    import logging

    import pyarrow
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = json.loads(HERE.joinpath("splink_settings.json").read_text(encoding="utf-8"))
    names = list(records[0])
    table = {"id": list(range(len(records)))} | {name: [record.get(name) for record in records] for name in names}
    linker = Linker(DuckDBAPI().register(pyarrow.table(table)), settings, log_level=logging.ERROR)
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5).as_record_list()
    found = [0] * len(records)
    for row in clusters:
        found[row["id"]] = row["cluster_id"]
    return found


def pairwise(gold: Iterable[str], found: Iterable[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of records that are in one cluster."""

    def pairs(counts: Iterable[int]) -> int:
        return sum(count * (count - 1) // 2 for count in counts)

    told, true = list(found), list(gold)
    right = pairs(Counter(zip(true, told, strict=True)).values())
    precision, recall = right / max(1, pairs(Counter(told).values())), right / max(1, pairs(Counter(true).values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def run() -> None:
    if not GOLD.exists():
        print("linking of records: the public gold data does not stand beside the checkout (../shared/gold)")
        return
    lines = [json.loads(line) for line in gzip.decompress(GOLD.read_bytes()).splitlines()]
    records, gold = [line["record"] for line in lines], [line["cluster"] for line in lines]
    systems: dict[str, Callable[[Records], list[int]]] = {
        "one exact key": one_key,
        "splink": splink,
        "witnessmark": ours,
    }
    for name, link in systems.items():
        began, clock = time.process_time(), time.perf_counter()
        try:
            found = link(records)
        except ImportError:
            print("splink is not installed: pip install splink (or uv sync --group bench); left out")
            continue
        precision, recall, f1 = pairwise(gold, found)
        print(
            f"{name}: pairwise precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}; "
            f"{time.process_time() - began:.1f} s of processor, {time.perf_counter() - clock:.1f} s"
        )
    _growth(records)


def _growth(records: Records) -> None:
    sizes, costs = [625, 1250, 2500, 5000], []
    for size in sizes:
        began = time.process_time()
        ours(records[:size])
        costs.append(time.process_time() - began)
    shown = ", ".join(f"{size}: {cost:.1f} s" for size, cost in zip(sizes, costs, strict=True))
    print(f"witnessmark by the number of records: {shown}; log-log slope {slope(sizes, costs):.2f}")


if __name__ == "__main__":
    run()
