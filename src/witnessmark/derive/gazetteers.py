"""The team's own gazetteers: kept in the case as they were given, and used whenever its documents are read.

Their bytes are objects of the case and their digests stand in the id of the reader, so that a reading can be repeated
on another device and is not taken for one that was made without them.
"""

import hashlib
import secrets
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import GazetteerAdded, GazetteerRemoved
from witnessmark.evidence.payloads import GazetteerRecord
from witnessmark.evidence.state import Gazetteer, State
from witnessmark.reading.identity import reader_id

if TYPE_CHECKING:
    from witnessmark.reading.draft import Extra
    from witnessmark.reading.pipeline import Reader
    from witnessmark.reading.places.own_gazetteer import OwnGazetteer


class CaseGazetteer(msgspec.Struct, frozen=True):
    """One that is in use: its id, its record, and the address of its bytes."""

    id: str
    record: GazetteerRecord
    content: str


def gazetteers_of(case: Case, state: State | None = None) -> list[CaseGazetteer]:
    """Those in use whose bytes are here, in the order of the journal."""
    known = (state or case.state()).gazetteers
    return [_known(case, one) for one in known if one.record in case.objects and one.content in case.objects]


def _known(case: Case, one: Gazetteer) -> CaseGazetteer:
    return CaseGazetteer(one.id, case.objects.read_value(one.record, GazetteerRecord), one.content)


def add_gazetteer(case: Case, path: Path) -> GazetteerRecord | None:
    """Keep a gazetteer in the case and use it from now on; None when the same bytes are in use already. Raises
    ``OwnGazetteerError`` with file, line and reason when it cannot be read: nothing is kept then."""
    from witnessmark.reading.places.own_gazetteer import read_gazetteer

    data = path.read_bytes()
    record = GazetteerRecord(file_name=path.name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
    if any(one.record.sha256 == record.sha256 for one in gazetteers_of(case)):
        return None
    read_gazetteer(path)
    with case.recording():
        content = case.objects.add_bytes(data).address
        kept = case.objects.add_value(record).address
        case.record(GazetteerAdded(gazetteer="g-" + secrets.token_hex(8), record=kept, content=content))
    return record


def remove_gazetteer(case: Case, file_name: str) -> int:
    """Stop using every gazetteer that came from a file of that name; gives how many there were."""
    found = [one for one in gazetteers_of(case) if one.record.file_name == file_name]
    with case.recording():
        for one in found:
            case.record(GazetteerRemoved(gazetteer=one.id))
    return len(found)


class CaseReader:
    """The reader of a case. Its id costs nothing to ask for; the reader is made when a text is to be read."""

    def __init__(self, case: Case, state: State | None = None) -> None:
        self._case = case
        self._gazetteers = gazetteers_of(case, state)

    @cached_property
    def id(self) -> str:
        return reader_id([one.record.sha256 for one in self._gazetteers])

    @cached_property
    def reader(self) -> "Reader":
        from witnessmark.reading.pipeline import reader_with, standard_reader

        return reader_with(*_own(self._case, self._gazetteers)) if self._gazetteers else standard_reader()

    def with_models(self, models: Sequence["Extra"]) -> "Reader":
        """The reader of the case with the help of models."""
        from witnessmark.reading.pipeline import reader_with

        return reader_with(*_own(self._case, self._gazetteers), models)


def _own(case: Case, gazetteers: Sequence[CaseGazetteer]) -> tuple["OwnGazetteer | None", tuple[str, ...]]:
    """What ``reader_with`` takes: the gazetteers as one, and their digests. They are read from files, told by their
    endings, so that the bytes of the case become files for a moment."""
    from witnessmark.reading.places.several_gazetteers import read_all

    with tempfile.TemporaryDirectory(prefix="witnessmark-") as name:
        paths = []
        for number, one in enumerate(gazetteers):
            folder = Path(name) / str(number)
            folder.mkdir()
            paths.append(folder / Path(one.record.file_name).name)
            paths[-1].write_bytes(case.objects.read(one.content))
        return read_all(paths)
