"""Documents into stories and mentions into events, on public gold: ``python -m benchmarks.stories``.

ECB+ is given as the linking step gives it to anyone: texts, and the places of the mentions without their clusters or
topics. Figures for all topics, for the even ones (looked at while the step was made) and for the odd ones (only ever
measured), with 95 % intervals from samples of whole topics, because documents of one topic are not independent. VIINA
is silver. Then the time of the stories alone, on generated reports.
"""

import gzip
import importlib.util
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.generating import MONTHS, PEOPLE, PLACES, SENTENCES, THINGS
from benchmarks.measuring import slope
from witnessmark.derive.linking_lines import link_lines
from witnessmark.incidents.stories import stories
from witnessmark.incidents.stories_terms import Text

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SAMPLES = 100

Clusters = dict[Any, Any]
"""Item to its cluster."""


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_of(name: str) -> list[dict[str, Any]]:
    packed = GOLD.joinpath("dev", f"{name}.jsonl.gz").read_bytes()
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def linked(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the linking step makes of the documents when it is given nothing of the gold."""
    given = []
    for one in documents:
        mentions = [{key: m[key] for key in ("start", "end", "kind")} for m in one.get("mentions", ())]
        given.append({key: one.get(key) for key in ("id", "text", "language", "date")} | {"mentions": mentions})
    return list(link_lines(json.dumps(one).encode() for one in given))


def documents_of(lines: list[dict[str, Any]]) -> Clusters:
    return {one["id"]: one["cluster"] for one in lines if one["cluster"] is not None}


def mentions_of(lines: list[dict[str, Any]], kind: str) -> Clusters:
    return {
        (one["id"], m["start"], m["end"]): m["cluster"]
        for one in lines
        for m in one.get("mentions", ())
        if m["kind"] == kind
    }


def interval(
    coref: Callable[[Clusters, Clusters], dict[str, Any]],
    gold: Clusters,
    found: Clusters,
    topic_of: Callable[[Any], str],
    figure: Callable[[dict[str, Any]], float],
) -> str:
    """The figure, and its 95 % interval over samples of whole topics."""
    by_topic: dict[str, list[Any]] = {}
    for item in gold:
        by_topic.setdefault(topic_of(item), []).append(item)
    chance, names, figures = random.Random(1), sorted(by_topic), []
    for _ in range(SAMPLES):
        drawn = [
            (copy, item) for copy, name in enumerate(chance.choices(names, k=len(names))) for item in by_topic[name]
        ]
        figures.append(
            figure(
                coref(
                    {one: (one[0], gold[one[1]]) for one in drawn},
                    {one: (one[0], found[one[1]]) for one in drawn},
                )
            )
        )
    figures.sort()
    low, high = figures[int(SAMPLES * 0.025)], figures[int(SAMPLES * 0.975) - 1]
    return f"{figure(coref(gold, found)):.3f} [{low:.3f}, {high:.3f}]"


def rows_of_ecb() -> Iterator[str]:
    coref = scorer().coref
    gold = gold_of("linking-ecb")
    found = linked(gold)
    topic: Mapping[str, str] = {one["id"]: one["topic"] for one in gold}
    parts: dict[str, Callable[[str], bool]] = {
        "all topics": lambda name: True,
        "even topics": lambda name: int(topic[name]) % 2 == 0,
        "odd topics": lambda name: int(topic[name]) % 2 == 1,
    }
    for what, pick in (
        ("documents", documents_of),
        ("event mentions", lambda lines: mentions_of(lines, "event")),
        ("entity mentions", lambda lines: mentions_of(lines, "entity")),
    ):
        whole_gold, whole_found = pick(gold), pick(found)
        for part, wanted in parts.items():
            items = [one for one in whole_gold if wanted(one if isinstance(one, str) else one[0])]
            here, there = {one: whole_gold[one] for one in items}, {one: whole_found[one] for one in items}
            figures = [
                interval(coref, here, there, lambda one: topic[one if isinstance(one, str) else one[0]], figure)
                for figure in (lambda scores: scores["b3"]["F1"], lambda scores: scores["conll"])
            ]
            yield f"| ECB+ train and dev, {what}, {part} | {len(items):,} | {' | '.join(figures)} |"


def row_of_viina() -> str:
    gold = gold_of("linking-viina-2022")
    here, found = documents_of(gold), documents_of(linked(gold))
    scores = scorer().coref(here, {name: found[name] for name in here})
    return f"| VIINA 2022, documents (silver) | {len(here):,} | {scores['b3']['F1']:.3f} | {scores['conll']:.3f} |"


def short_reports(number: int) -> Iterator[Text]:
    """Three generated sentences each, of a town and a person of its own, for about four reports an event."""
    chance = random.Random(7)
    for _ in range(number):
        town = f"{chance.choice(PLACES)}{chance.randrange(number // 4)}"
        sentences = chance.sample(SENTENCES["en"], 3)
        yield Text(
            " ".join(
                one.format(
                    day=chance.randrange(1, 29),
                    month=chance.choice(MONTHS["en"]),
                    place=town,
                    person=chance.choice(PEOPLE),
                    thing=chance.choice(THINGS),
                    count=chance.randrange(2, 30),
                )
                for one in sentences
            ),
            "en",
        )


def seconds_of_stories() -> Iterator[tuple[int, float]]:
    for number in (1_250, 2_500, 5_000):
        texts = list(short_reports(number))
        start = time.process_time()
        stories(texts)
        yield number, time.process_time() - start


def run() -> None:
    """Print the figures; those on gold only where it stands beside the checkout."""
    if GOLD.exists():
        print("| set | items | B³ F1 | CoNLL F1 |\n|---|---|---|---|")
        for row in rows_of_ecb():
            print(row, flush=True)
        print(row_of_viina())
    times = list(seconds_of_stories())
    told = ", ".join(f"{number:,} documents {seconds:.1f} s" for number, seconds in times)
    print(f"stories: {told}, slope {slope(*zip(*times, strict=True)):.2f}")


if __name__ == "__main__":
    run()
