"""Which claims are ever compared: those that share a block, and in a block only those that stand near one another.

Two claims that can reach the points of a link agree on some few things: the place and the day, the person, the place
and a number or a word. Each such agreement is a key. The claims of a key, in an order that depends on them alone, are
compared within a window: the cost of a crowded block grows with its size and not with the square of it, and what is
compared does not depend on the order in which documents came.

A block is held as rows of bytes: digest of the key, order in the block, claim. Sorted, the rows of all blocks are one
long string, in which a block is found by halving, and into which a document is added without reading the rest.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby, pairwise
from operator import itemgetter
from zlib import crc32

from witnessmark.incidents.comparing import NEAR, Traits
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.positions import cells_of
from witnessmark.incidents.sorted_rows import rows_in
from witnessmark.model.claim import Claim

WINDOW = 10
"""In a block, a claim is compared with so many neighbours on each side."""

KEY, ORDER, NAME = 8, 4, 12
"""Bytes of the parts of a row."""
ROW = KEY + ORDER + NAME

DIGEST = 16
"""Bytes of the id of a claim."""

WORDS = 2
"""Of the telling words of a claim so many are keys: those with the smallest checksums, so that two claims that share
half of their words likely share one of these."""

CROWD = 4
"""Larger blocks are looked through once, if several hold the same claims."""

Pair = tuple[bytes, bytes]
"""Two claims by their names, in order."""


def name_of(claim_id: str) -> bytes:
    """A claim's name in a row: the first bytes of its id, which is a digest; the digest of any other id."""
    if len(claim_id) == 2 * DIGEST:
        try:
            return bytes.fromhex(claim_id[: 2 * NAME])
        except ValueError:
            pass
    return blake2b(claim_id.encode(), digest_size=NAME).digest()


def names_of(claims: Sequence[Claim]) -> list[bytes]:
    """``name_of`` for many, ten times as quick."""
    ids = [claim.id for claim in claims]
    try:
        digests = bytes.fromhex("".join(ids))
    except ValueError:
        digests = b""
    if len(digests) != DIGEST * len(ids) or set(map(len, ids)) - {2 * DIGEST}:
        return [name_of(one) for one in ids]
    return [digests[start : start + NAME] for start in range(0, len(digests), DIGEST)]


def rows_of(one: Traits) -> list[bytes]:
    """The rows of a claim, one for each block that it is in."""
    name = name_of(one.claim.id)
    act = one.claim.act
    where = _where(one)
    when = _when(one)
    by_time = when + where
    by_place = where + _two(act)
    reality = "ahead" if one.ahead else "told"
    keys = {}
    days = range(one.days[0], one.days[1] + 1) if one.days and one.days[1] - one.days[0] <= 10 else ()
    numbers = [number for number in one.numbers if number not in ("0", "1")]
    for cell in cells_of(one.position) if one.position else ():
        for day in days:
            for family in one.families:
                keys[f"d {reality} {family} {cell} {day}"] = by_place
        for word in _telling(one, numbers):
            keys[f"w {reality} {act} {cell} {word}"] = by_time
    if len(days) == 1:
        for word in (*(f"#{number}" for number in numbers), *one.things):
            keys[f"t {reality} {act} {days[0]} {word}"] = by_place
    for family in one.families:
        for person in (*one.persons, *one.names):
            keys[f"p {reality} {family} {person}"] = by_time
    return [blake2b(key.encode(), digest_size=KEY).digest() + order + name for key, order in keys.items()]


def _telling(one: Traits, numbers: Iterable[str]) -> Iterator[str]:
    """What, beside act and place, may make two claims one thing."""
    yield from (f"#{number}" for number in numbers)
    yield from one.things
    yield from one.actors
    yield from sorted(one.stems, key=_checksum)[:WORDS]
    if one.claim.act in evidence().seldom:
        yield "seldom"


@lru_cache(maxsize=200_000)
def _checksum(word: str) -> tuple[int, str]:
    return crc32(word.encode()), word


@lru_cache(maxsize=65536)
def _two(word: str) -> bytes:
    return crc32(word.encode()).to_bytes(4, "big")[:2]


def _where(one: Traits) -> bytes:
    """Two bytes that are equal for one place: claims of one place stand together in a block."""
    place = one.position
    return b"\xff\xff" if place is None else _two(place.code or f"{place.lat} {place.lon}")


def _when(one: Traits) -> bytes:
    """Two bytes that rise with the first day; the undated stand last."""
    return b"\xff\xff" if one.days is None else max(0, min(one.days[0] - 700_000, 65_534)).to_bytes(2, "big")


def pair(first: bytes, second: bytes) -> Pair:
    return (first, second) if first < second else (second, first)


def met_in(rows: Sequence[bytes]) -> Iterator[Pair]:
    """The pairs that stand within a window of one block. ``rows`` are sorted."""
    count = len(rows)
    for index, (row, after) in enumerate(pairwise(rows)):
        key = row[:KEY]
        if after[:KEY] != key:
            continue
        name = row[-NAME:]
        for other in rows[index + 1 : min(index + 1 + WINDOW, count)]:
            if other[:KEY] != key:
                break
            yield pair(name, other[-NAME:])


def met_by_place(part: bytes, place: Mapping[bytes, int], seen: set[bytes]) -> Iterator[int]:
    """As ``met_in``, of sorted rows in one string, with the claims by their places: the first 32 bits of a number are
    the lower place, the last the higher. A block of the same claims in the same order as one of those ``seen`` is
    passed over: a town is in several cells, and all that is told of it stands in a block of each."""
    rows = rows_in(part, ROW)
    for _, block in groupby(rows, key=itemgetter(slice(KEY))):
        places = [place[row[-NAME:]] for row in block]
        if len(places) > CROWD:
            print_ = blake2b(array("I", places).tobytes(), digest_size=16).digest()
            if print_ in seen:
                continue
            seen.add(print_)
        for index, one in enumerate(places):
            for other in places[index + 1 : index + 1 + WINDOW]:
                yield one << 32 | other if one < other else other << 32 | one


def told_near(traits: Iterable[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Claims of one document and one voice that are told together."""
    told: dict[tuple[str, str], list[Traits]] = defaultdict(list)
    for one in traits:
        told[one.claim.document, one.claim.said_by.key].append(one)
    for voice in told.values():
        voice.sort(key=lambda one: one.claim.span.start)
        for index, first in enumerate(voice):
            for second in voice[index + 1 :]:
                if second.claim.span.start - first.claim.span.start > NEAR:
                    break
                yield first, second
