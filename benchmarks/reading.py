"""How fast the reader reads, beside peers that do one of its steps on the same texts in the same run.

    python -m benchmarks.reading                       tables, about ten minutes
    python -m benchmarks.reading --quick               less text, lengths up to 1 MB
    python -m benchmarks.reading --svg docs/images/reading.svg

Speeds are KB of UTF-8 for each second of CPU time, the median of five rounds; ours and each peer take turns in every
round, since a shared machine changes its speed.
"""

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.generating import report
from benchmarks.measuring import slope
from benchmarks.peers import Peer, peers
from benchmarks.plotting import Speeds, figure

KILOBYTES = 300
ROUNDS = 5
LENGTHS = (10, 50, 250, 1000, 5000)
"""Kilobytes of the single texts whose cost is compared."""
LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"
GOLD_SETS = {"places-lgl": "en", "quotes-polnear": "en", "dates-wikiwars-uk": "uk", "actors-factrueval": "ru"}
DAY = "2022-10-09"


def texts(language: str, kilobytes: int = KILOBYTES, register: str = "dense") -> list[str]:
    """Generated reports of so many kilobytes."""
    made: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        made.append(report(len(made), language, register=register))
        size += len(made[-1].encode())
    return made


def corpora(kilobytes: int) -> Iterator[tuple[str, str, list[str]]]:
    """Name, language and texts: generated in two registers, and the public gold where it stands beside the checkout."""
    for language, name in LANGUAGES.items():
        for register in ("news", "dense"):
            yield f"{name}, generated, {register}", language, texts(language, kilobytes, register)
    if not GOLD.is_dir():
        print("the public gold does not stand beside the checkout (../shared/gold): its texts are left out")
        return
    for gold, language in GOLD_SETS.items():
        with gzip.open(GOLD / f"{gold}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield f"{LANGUAGES[language]}, {gold}", language, _up_to(kilobytes, (json.loads(x)["text"] for x in lines))


def _up_to(kilobytes: float, given: Iterator[str] | Sequence[str]) -> list[str]:
    chosen: list[str] = []
    size = 0
    for text in given:
        if size >= kilobytes * 1000:
            break
        chosen.append(text)
        size += len(text.encode())
    return chosen


def ours(text: str, language: str) -> object:
    from witnessmark.model.record import ReadingInput
    from witnessmark.reading.pipeline import read

    return read(ReadingInput(id="x", text=text, language=language, date=DAY))


def kilobytes_a_second(run: Callable[[str, str], object], batch: Sequence[str], language: str) -> float:
    began = time.process_time()
    for text in batch:
        run(text, language)
    return sum(len(text.encode()) for text in batch) / 1000 / (time.process_time() - began)


def speeds(kilobytes: int, rounds: int) -> Iterator[Speeds]:
    """For each corpus the speed of the reader and of each peer that knows its language."""
    beside = list(peers())
    for name, language, batch in corpora(kilobytes):
        racing: list[Peer] = [Peer("witnessmark", "all steps", (language,), ours, 1.0)]
        racing += [peer for peer in beside if language in peer.languages]
        shares = [_up_to(kilobytes * peer.share, batch) for peer in racing]
        for peer, share in zip(racing, shares, strict=True):
            peer.run(share[0], language)
        taken = [
            [kilobytes_a_second(peer.run, share, language) for peer, share in zip(racing, shares, strict=True)]
            for _ in range(rounds)
        ]
        medians = [statistics.median(round_[at] for round_ in taken) for at in range(len(racing))]
        yield name, {f"{p.name} ({p.step})": speed for p, speed in zip(racing, medians, strict=True)}


def costs(language: str, lengths: Sequence[int], rounds: int) -> list[float]:
    """Median CPU seconds for one text of each length, in kilobytes."""
    piece = "\n\n".join(texts(language, 10, "news"))
    found = []
    for kilobytes in lengths:
        text = "\n\n".join([piece] * max(1, round(kilobytes * 1000 / len(piece.encode()))))
        taken = []
        for _ in range(rounds):
            began = time.process_time()
            ours(text, language)
            taken.append(time.process_time() - began)
        found.append(statistics.median(taken))
    return found


def memory() -> float:
    """Peak resident MB of a new process that has read texts in all languages, another one among them."""
    program = (
        "import resource\n"
        "from benchmarks.reading import LANGUAGES, ours, texts\n"
        "for language in LANGUAGES:\n"
        "    for text in texts(language, 100, 'news'):\n"
        "        ours(text, None)\n"
        "ours('Die Soldaten kamen am Morgen in das Dorf und nahmen den Direktor der Schule mit.', None)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    return float(done.stdout)


def first_record(rounds: int) -> tuple[float, float]:
    """Median seconds from the start of ``witnessmark read`` to its first record by the clock, and CPU seconds of the
    whole process: on a busy machine the clock says little."""
    line = json.dumps({"id": "a", "text": report(1, register="news"), "date": DAY}).encode() + b"\n"
    command = [sys.executable, "-c", "from witnessmark.cli.main import main; main()", "read", "--jsonl", "-"]
    taken = []
    before = _children_seconds()
    for _ in range(rounds):
        began = time.perf_counter()
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(line)
            process.stdin.close()
            process.stdout.readline()
            taken.append(time.perf_counter() - began)
    return statistics.median(taken), (_children_seconds() - before) / rounds


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(quick: bool = False, svg: Path | None = None) -> None:
    kilobytes, rounds, lengths = (60, 3, LENGTHS[:-1]) if quick else (KILOBYTES, ROUNDS, LENGTHS)
    found: list[Speeds] = []
    print("| texts | KB/s of CPU time | fastest peer | ratio |\n|---|---|---|---|")
    for name, by_system in speeds(kilobytes, rounds):
        found.append((name, by_system))
        mine, *others = by_system.items()
        best = max((each for each in others if "look-up" not in each[0]), key=lambda each: each[1], default=None)
        listed = "; ".join(f"{system} {speed:.0f}" for system, speed in others) or "–"
        print(f"| {name} | **{mine[1]:.0f}** | {listed} | {f'{mine[1] / best[1]:.1f}' if best else '–'} |", flush=True)
    grown = {}
    for language, name in LANGUAGES.items():
        grown[name] = costs(language, lengths, rounds)
        seconds = ", ".join(f"{size} KB {cost:.2f} s" for size, cost in zip(lengths, grown[name], strict=True))
        print(f"{name}: {seconds}; log-log slope {slope(lengths, grown[name]):.2f}", flush=True)
    print(f"peak memory, all languages loaded: {memory():.0f} MB")
    clock, cpu = first_record(rounds)
    print(f"first record {clock:.2f} s after the start of the process, which takes {cpu:.2f} s of CPU time")
    if svg is not None:
        svg.parent.mkdir(parents=True, exist_ok=True)
        svg.write_text(figure(found, lengths, grown), encoding="utf-8")
        print(f"drawn: {svg}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="How fast the reader reads.")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--svg", type=Path)
    run(**vars(options.parse_args()))
