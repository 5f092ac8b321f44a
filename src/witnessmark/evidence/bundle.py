"""A whole case in one file, for handing over by any channel: the stream of ``exchange`` to a side that has nothing.

The same case gives the same bytes. No key of a device is in it: whoever has none of the case can read nothing of a
sealed case but its journals.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from witnessmark.evidence import files
from witnessmark.evidence.exchange import (
    Inventory,
    arriving,
    holding,
    inventory,
    meet,
    receive,
    send,
    settings_of,
    tell,
)
from witnessmark.evidence.remote import connected, place_of, take_over
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.stream import GREETING, BadStream, Reader, Writer
from witnessmark.evidence.sync import SyncReport


def is_bundle(path: Path) -> bool:
    """Whether a file begins as such a bundle does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(GREETING)) == GREETING


def write_bundle(here: Path, out: Path) -> Inventory:
    """The case into the file ``out``, whole or not at all: objects as they are stored, their keys as they stand in the
    rings, and the journals. Gives what is in it."""
    settings, held = settings_of(here), inventory(here)
    beside = out.with_name(f".{out.name}.new")
    try:
        with beside.open("wb") as file:
            writer = Writer(file)
            writer.greet()
            tell(writer, settings, held)
            send(writer, here, held, Inventory())
            files.sync(file.fileno())
        files.replace(beside, out)
    finally:
        beside.unlink(missing_ok=True)
    return held


def merge_bundle(here: Path, bundle: Path, secrets: Secrets | None = None) -> SyncReport:
    """Take over what the file holds and the case lacks, with every check that a folder gets; ``sent`` is None. Raises
    ``BadStream``, and takes nothing over, when the file is cut off or no bundle of this case."""
    with bundle.open("rb") as file, arriving(here) as folder:
        reader = Reader(file)
        reader.greeting()
        settings, theirs = meet(reader, settings_of(here))
        mine = holding(here, folder)
        return take_over(reader, here, folder, settings, mine, theirs, secrets, str(bundle), whole=True)


@contextlib.contextmanager
def at_hand(word: str, beside: Path) -> Iterator[Path]:
    """The case that a word means as a folder, to make a first copy from: the folder itself, or what a file or another
    machine holds, unpacked beside that path as long as the block runs."""
    if place := place_of(word):
        beside.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".arriving-", dir=beside.parent) as made,
            connected(place) as (source, output),
        ):
            take_all(source, output, Path(made))
            yield Path(made)
    elif is_bundle(Path(word)):
        with unpacked(Path(word), beside) as folder:
            yield folder
    else:
        yield Path(word)


def take_all(source: IO[bytes], output: IO[bytes], folder: Path) -> None:
    """Receive the whole case of another machine into an empty folder, and send nothing. Raises ``BadStream``."""
    reader, writer = Reader(source), Writer(output)
    reader.greeting()
    settings, theirs = meet(reader, None)
    writer.greet()
    tell(writer, settings, Inventory())
    _all_of_it(reader, folder, settings, theirs)
    writer.part("end")
    writer.flush()
    reader.expect("report")


def _all_of_it(reader: Reader, folder: Path, settings: bytes, theirs: Inventory) -> None:
    (folder / "objects").mkdir()
    if receive(reader, folder, folder, settings, Inventory(), theirs, whole=True).corrupt:
        raise BadStream("corrupt-object")


@contextlib.contextmanager
def unpacked(bundle: Path, beside: Path) -> Iterator[Path]:
    """The case in the file as a folder, beside that path, as long as the block runs: to make a first copy from."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with bundle.open("rb") as file, tempfile.TemporaryDirectory(prefix=".arriving-", dir=beside.parent) as made:
        reader, folder = Reader(file), Path(made)
        reader.greeting()
        settings, theirs = meet(reader, None)
        _all_of_it(reader, folder, settings, theirs)
        if not reader.at_end():
            raise BadStream("more-after-end")
        yield folder
