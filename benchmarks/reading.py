"""How fast the reader reads, beside a peer doing one of its steps in the same run.

The peer is dateparser's ``search_dates`` (it finds dates and does nothing else), on the same texts in the same process.
"""

import resource
import time

from benchmarks.generating import report
from benchmarks.measuring import slope

KILOBYTES = 300
LENGTHS = (10, 100, 1000)
"""Kilobytes of the single texts whose cost is compared."""


def texts(language: str, kilobytes: int = KILOBYTES) -> list[str]:
    made: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        made.append(report(len(made), language))
        size += len(made[-1].encode())
    return made


def speed(language: str) -> float:
    """KB of UTF-8 a second for the whole reading, on one core, tables loaded."""
    from witnessmark.model.record import ReadingInput
    from witnessmark.reading.pipeline import read

    batch = texts(language)
    read(ReadingInput(id="warm", text=batch[0], date="2022-10-09"))
    began = time.perf_counter()
    for number, text in enumerate(batch):
        read(ReadingInput(id=str(number), text=text, date="2022-10-09"))
    return sum(len(text.encode()) for text in batch) / 1000 / (time.perf_counter() - began)


def peer_speed(language: str) -> float:
    """KB a second of dateparser's search for dates alone."""
    from dateparser.search import search_dates

    batch = texts(language, 30)
    began = time.perf_counter()
    for text in batch:
        search_dates(text, languages=[language])
    return sum(len(text.encode()) for text in batch) / 1000 / (time.perf_counter() - began)


def growth(language: str, *, one_line: bool) -> float:
    """Slope of log cost against log length for one text of 10, 100 and 1,000 KB: 1 is linear."""
    from witnessmark.model.record import ReadingInput
    from witnessmark.reading.pipeline import read

    piece = "\n\n".join(texts(language, 10))
    piece = piece.replace("\n", " ").replace(".", "") if one_line else piece
    costs = []
    for kilobytes in LENGTHS:
        text = " ".join([piece] * (kilobytes * 1000 // len(piece.encode()) or 1))
        began = time.process_time()
        read(ReadingInput(id=str(kilobytes), text=text, date="2022-10-09"))
        costs.append(time.process_time() - began)
    return slope(LENGTHS, costs)


def run() -> None:
    for language in ("en", "uk", "ru"):
        ours, peer = speed(language), peer_speed(language)
        print(f"reading {language}: {ours:.0f} KB/s, all steps; dateparser, dates alone: {peer:.0f} KB/s", end="; ")
        print(f"ratio {ours / peer:.1f}")
        lines, line = growth(language, one_line=False), growth(language, one_line=True)
        print(f"reading {language}: cost grows with the length to the power of {lines:.2f}; in one line, {line:.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"reading: peak memory {memory:.0f} MB, all three languages and dateparser loaded")


if __name__ == "__main__":
    run()
