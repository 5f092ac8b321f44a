"""Plain text in UTF-8, read in the program itself: the one kind of file that needs no process of its own.

Why that is safe: nothing here parses. The bytes are decoded by the interpreter's strict UTF-8 decoder, the kind is
found by patterns over the first 16 KB, and the text is split at line ends; all of it is linear, over a megabyte at
most, and no library in C but the interpreter sees a byte. Whatever else a file is, even by one byte, goes to the
reading process: other encodings, marks of any format, zero bytes, markup, mail, tables and everything larger.
"""

from pathlib import PurePosixPath

from witnessmark.intake import kinds, limits
from witnessmark.intake.place import open_place, size_of
from witnessmark.intake.plain import read_text
from witnessmark.intake.result import Intake, Nesting, Request, Unreadable

_EXTENSIONS = frozenset(("", ".txt", ".text", ".md", ".markdown"))
_KINDS = frozenset(("text/plain", "text/markdown"))


def read_harmless(descriptor: int, file_name: str) -> Intake | None:
    """What the file says, where it is small plain text in UTF-8; None for every other file."""
    extension = PurePosixPath(file_name).suffix.lower()
    if extension not in _EXTENSIONS or not 0 < size_of(descriptor) <= limits.PLAIN_TEXT_BYTES:
        return None
    with open_place(descriptor) as stream:
        data = stream.read(limits.PLAIN_TEXT_BYTES + 1)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    kind = kinds.text_kind(data, extension)
    if kind not in _KINDS or b"\0" in data or len(data) > limits.PLAIN_TEXT_BYTES:
        return None
    try:
        return read_text(Request(place=descriptor, file_name=file_name, media_type=kind, nesting=Nesting()))
    except Unreadable as answer:
        return Intake(media_type=kind, problem=answer.problem, detail=answer.detail)
