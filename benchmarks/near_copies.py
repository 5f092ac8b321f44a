"""Near-copies among generated articles, beside plain MinHash in the same run: ``python -m benchmarks.near_copies``.

500 rewrites, shortenings and translations among 5,000 articles (``copying``). Right is a pair that goes back to one
article; recall counts each copy with what it was made from.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from benchmarks.copying import KINDS, Made, make
from benchmarks.measuring import slope

Pairs = set[tuple[str, str]]


def ours(made: Made) -> Pairs:
    from witnessmark.incidents.near_copies import near_copies

    return {(link.first, link.second) for link in near_copies(made.texts)}


def plain(threshold: float) -> Callable[[Made], Pairs]:
    """datasketch's MinHash LSH over runs of three words, at a threshold of resemblance."""

    def run(made: Made) -> Pairs:
        from datasketch import MinHash, MinHashLSH

        index = MinHashLSH(threshold=threshold, num_perm=128)
        found: Pairs = set()
        for name, text in made.texts.items():
            words = re.findall(r"\w+", text.casefold())
            sketch = MinHash(num_perm=128)
            sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
            found.update((other, name) for other in index.query(sketch))
            index.insert(name, sketch)
        return found

    return run


def figures(made: Made, found: Iterable[tuple[str, str]]) -> tuple[float, float, Mapping[str, float]]:
    """Precision, recall, and recall by the way of copying."""
    pairs = {frozenset(pair) for pair in found}
    right = sum(len({made.family[name] for name in pair}) == 1 for pair in pairs)
    hit = Counter(kind for pair, kind in made.copies.items() if frozenset(pair) in pairs)
    every = Counter(made.copies.values())
    by_kind = {kind: hit[kind] / every[kind] for kind in KINDS}
    return right / max(1, len(pairs)), hit.total() / every.total(), by_kind


def run(count: int = 5000, seed: int = 5) -> None:
    made = make(count, count // 10, seed)
    systems = {f"plain MinHash at {threshold}": plain(threshold) for threshold in (0.5, 0.3, 0.2)}
    for name, system in (systems | {"witnessmark": ours}).items():
        began = time.process_time()
        try:
            found = system(made)
        except ImportError:
            print(f"{name}: datasketch is not installed: pip install datasketch (or uv sync --group bench); left out")
            continue
        precision, recall, by_kind = figures(made, found)
        shown = ", ".join(f"{kind} {share:.3f}" for kind, share in by_kind.items())
        print(
            f"{name}: recall {recall:.3f} ({shown}), precision {precision:.3f}, {len(found)} pairs, "
            f"{time.process_time() - began:.1f} s of processor"
        )
    sizes, costs = [count // 8, count // 4, count // 2, count], []
    for size in sizes:
        part = make(size, size // 10, seed)
        began = time.process_time()
        ours(part)
        costs.append(time.process_time() - began)
    grown = ", ".join(f"{size}: {cost:.1f} s" for size, cost in zip(sizes, costs, strict=True))
    print(f"witnessmark by the number of articles: {grown}; log-log slope {slope(sizes, costs):.2f}")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 5000, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
