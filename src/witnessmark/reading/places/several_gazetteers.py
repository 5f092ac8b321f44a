"""Several gazetteers of a user as one, and the digest under which a reader names them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from witnessmark.reading.places.gazetteer import Candidate
from witnessmark.reading.places.layout import FIRST_OWN
from witnessmark.reading.places.own_gazetteer import OwnGazetteer, read_gazetteer


def joined(gazetteers: Sequence[OwnGazetteer]) -> OwnGazetteer | None:
    """All their names in one; None for none. Of places alike the first file's count first."""
    if len(gazetteers) < 2:
        return gazetteers[0] if gazetteers else None
    names: dict[str, list[Candidate]] = defaultdict(list)
    taken = 0
    for one in gazetteers:
        highest = 0
        for name, candidates in one.names.items():
            for found in candidates:
                index = found.place.index + taken
                highest = max(highest, index + 1 - FIRST_OWN)
                place = msgspec.structs.replace(found.place, index=index) if taken else found.place
                names[name].append(Candidate(place, found.form))
        taken = highest
    return OwnGazetteer(" + ".join(one.source for one in gazetteers), {k: tuple(v) for k, v in names.items()})


def read_all(paths: Sequence[Path]) -> tuple[OwnGazetteer | None, tuple[str, ...]]:
    """The gazetteers of some files as one, and the digests of the files. The order of the files does not matter, nor
    does a file given twice. Raises ``OwnGazetteerError`` or ``OSError`` as ``read_gazetteer`` does."""
    by_digest = {digest_of(path.read_bytes()): path for path in paths}
    ordered = sorted(by_digest.items())
    return joined([read_gazetteer(path) for _, path in ordered]), tuple(digest for digest, _ in ordered)


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()
