"""Which journals were checked how far: so that loading does not check thousands of signatures every time.

Kept in ``derived/`` and deletable. It is sealed with the device's own key, so that a folder from elsewhere cannot vouch
for itself; and since it is written after every addition, a journal that was cut off later is seen.
"""

import contextlib
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.journal import Head
from witnessmark.evidence.keys import DeviceKey


class _File(msgspec.Struct, frozen=True):
    heads: dict[str, Head]
    seal: str


_encoder = msgspec.json.Encoder(order="sorted")


class VerifiedHeads:
    """By name of a journal file, the head up to which its entries were checked."""

    def __init__(self, path: Path, key: DeviceKey | None) -> None:
        self._path = path
        self._key = key
        self._heads = self._load()

    def _load(self) -> dict[str, Head]:
        if self._key is None:
            return {}
        try:
            file = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}
        return file.heads if file.seal == self._key.seal(_encoder.encode(file.heads)) else {}

    def get(self, file: str) -> Head | None:
        return self._heads.get(file)

    def items(self) -> list[tuple[str, Head]]:
        return sorted(self._heads.items())

    def checked(self, heads: dict[str, Head]) -> None:
        """Remember that these were checked from the first entry on. A shorter one than known is no news."""
        news = {
            name: head for name, head in heads.items() if head.count > (self._heads.get(name) or Head(0, None)).count
        }
        if news:
            self._heads = {**self._heads, **news}
            self._save()

    def extended(self, file: str, before: Head, after: Head) -> None:
        """This process added entries of its own: checked, if what came before them was."""
        if self._heads.get(file, Head(0, None)) == before:
            self.checked({file: after})

    def _save(self) -> None:
        if self._key is None:
            return
        data = _encoder.encode(_File(self._heads, self._key.seal(_encoder.encode(self._heads))))
        # A folder that cannot be written to can still be read: then nothing is remembered.
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            files.write_whole(self._path, data, durable=False)
