"""Where a source's bytes are: a path, or the descriptor of a file that is open already.

A reading process can open no path of the user's; it is handed the open file. Every reader opens its bytes here.
"""

import os
from pathlib import Path
from typing import BinaryIO

Place = Path | int


def open_place(place: Place) -> BinaryIO:
    """The bytes as a stream, from the first. Streams of one descriptor share a position: use one at a time."""
    if isinstance(place, Path):
        return place.open("rb")
    stream = os.fdopen(os.dup(place), "rb")
    stream.seek(0)
    return stream


def size_of(place: Place) -> int:
    return place.stat().st_size if isinstance(place, Path) else os.fstat(place).st_size
