"""The parts of a mail or an archive as files, one at a time: unpacked in the reading process, many members a time."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from witnessmark.intake import limits
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.result import Part, Unreadable

_CHUNK = 1 << 20


def part_files(
    parts: Iterable[Part], descriptor: int, reading: ReadingProcess
) -> Iterator[tuple[Part, Path | Unreadable]]:
    """Each part with a file that holds its bytes until the next is asked for, or why there is none.

    ``descriptor`` is the open file that the parts are of.
    """
    for batch in _batches(parts):
        # A part's own name may be anything; the file gets a plain one.
        with tempfile.TemporaryDirectory(prefix="witnessmark-") as folder:
            file = Path(folder) / "part"
            if batch[0].member is None:
                try:
                    file.write_bytes(batch[0].content())
                    yield batch[0], file
                except Unreadable as answer:
                    yield batch[0], answer
            else:
                yield from _members(batch, descriptor, reading, file)


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Members of an archive together, so many and so large; everything else by itself."""
    batch: list[Part] = []
    size = 0
    for part in parts:
        full = len(batch) == limits.UNPACKED_AT_ONCE or size + part.size > limits.UNPACKED_AT_ONCE_BYTES
        if batch and (full or part.member is None or batch[0].member is None):
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += part.size
    if batch:
        yield batch


def _members(
    batch: list[Part], descriptor: int, reading: ReadingProcess, file: Path
) -> Iterator[tuple[Part, Path | Unreadable]]:
    whole = file.with_name("members")
    with whole.open("w+b") as output:
        unpacked = reading.unpack(descriptor, [part.member or 0 for part in batch], output.fileno())
        position = 0
        for part, one in zip(batch, unpacked, strict=True):
            if one.problem is not None:
                yield part, Unreadable(one.problem, one.detail or one.problem)
                continue
            if len(batch) == 1:
                os.truncate(whole, one.size)
                yield part, whole
                return
            output.seek(position)
            with file.open("wb") as copy:
                _copy(output, copy, one.size)
            position += one.size
            yield part, file


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    while size:
        chunk = source.read(min(size, _CHUNK))
        if not chunk:
            return
        target.write(chunk)
        size -= len(chunk)
