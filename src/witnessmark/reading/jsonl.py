"""The reading step over JSON lines: one text a line in, one record a line out, in the same order.

A bad line gets a line back that says what is wrong with it, and the run goes on.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import standard_reader

_decoder = msgspec.json.Decoder(ReadingInput)
_encoder = msgspec.json.Encoder()


class BadLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in the output for a line that could not be read; ``id`` where the line still tells it."""

    error: str
    id: str | None = None
    line: int | None = None


Answer = Callable[[ReadingInput], msgspec.Struct]
"""What is written for one text."""


def read_lines(lines: Iterable[bytes | str], answer: Answer | None = None) -> Iterator[bytes]:
    """A record, or an error with ``id`` or ``line`` (counted from 1), for each line that is not blank; without line
    ends. Read lazily: memory does not grow with the number of lines. ``answer`` may write something else than the
    record of the standard reader."""
    answer = answer or standard_reader().read
    for number, line in enumerate(lines, 1):
        raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield _read_line(raw, number, answer)


def is_error(line: bytes) -> bool:
    """Whether an output line of ``read_lines`` stands for a bad input line."""
    return line.startswith(b'{"error":')


def _read_line(raw: bytes, number: int, answer: Answer) -> bytes:
    try:
        given = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return _bad(raw, number, f"not a reading input: {error}")
    try:
        return _encoder.encode(answer(given))
    except Exception as error:  # one text must never stop a run; the message carries no words of the text
        return _encoder.encode(BadLine(error=f"could not be read: {type(error).__name__}", id=given.id))


def _bad(raw: bytes, number: int, why: str) -> bytes:
    try:
        identity = msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).get("id")
        name = msgspec.json.decode(identity, type=str) if identity is not None else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        name = None
    return _encoder.encode(BadLine(error=why, id=name) if name is not None else BadLine(error=why, line=number))
