"""The name under which a reader's records go, without making the reader: asking costs nothing."""

from collections.abc import Sequence

from witnessmark import __version__
from witnessmark.reading.compiled import compiled


def reader_id(digests: Sequence[str] = (), extras: Sequence[str] = ()) -> str:
    """Name, version and the digest of all data: equal ids read equally. ``digests`` are those of a user's gazetteers,
    ``extras`` the ids of optional readers."""
    parts = [f"witnessmark {__version__}", f"lexicon sha256:{compiled('reader')['lexicon']}"]
    parts += [f"gazetteer sha256:{digest[:12]}" for digest in sorted(digests)]
    return " / ".join([*parts, *extras])
