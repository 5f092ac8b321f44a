"""Fuzzing that is led by coverage, for as long as one likes. Needs atheris, which no other part does:

    pip install atheris
    python -m tests.fuzz.atheris_reading -max_total_time=600 folder-for-what-it-finds

A crash leaves the bytes that led to it in a file; give that file as the only argument to run it again.
"""

import struct
import sys

import atheris

with atheris.instrument_imports(include=["witnessmark"]):
    from tests.fuzz.test_any_text import sound
    from tests.fuzz.texts import joined
    from witnessmark.model.record import ReadingInput
    from witnessmark.reading.jsonl import read_lines
    from witnessmark.reading.pipeline import read

LANGUAGES = (None, "en", "uk", "ru")


def one(data: bytes) -> None:
    """The first byte chooses the way: a raw line, or a text of pieces with raw letters in its middle."""
    if not data:
        return
    way, data = data[0], data[1:]
    if way % 4 == 0:
        list(read_lines([data]))
        return
    raw = data[: way % 32].decode("utf-8", "ignore")
    rest = data[way % 32 :][:400]
    choices = struct.unpack(f"<{len(rest) // 2}H", rest[: len(rest) // 2 * 2])
    text = joined(choices, raw)
    sound(read(ReadingInput(id="a", text=text, language=LANGUAGES[way // 4 % 4], date="2022-09-01")), text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
