"""Checking the journals of a case from the first byte to the last, in memory that does not grow with them.

First each file is read once from its start: where to cut it into parts of whole lines, and of which entries others
speak. Then each part is checked by itself, in as many processes as there are processors when there is much: form,
chain and signature of every line, as ``read_journal`` checks them. Of the entries only those stay on which something
hangs (``thinning``), and which objects they speak of.
"""

import contextlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import IO

import msgspec

from witnessmark.evidence.checking import Bad
from witnessmark.evidence.entry import LONGEST_LINE, Entry, check_signature, line_digest, parse
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.journal import Head, Problem, check_place, journal_files, signer
from witnessmark.evidence.kinds import Body, addresses, body_of
from witnessmark.evidence.order import Rank
from witnessmark.evidence.thinning import Kept, Thinning, Wanted, higher, joined, limited_roles

AT_ONCE = 2 << 20
"""Bytes of a part: about four thousand lines."""

SHARED_FROM = 9 << 20
"""Bytes of journals from which starting other processes pays: each takes about half a second to start."""

_SPEAKS = (b'"saw":{"', b'"after":"')
"""After which, up to the next brace, a line in canonical form names other entries; and nowhere else."""

_DIGEST = re.compile(rb"[0-9a-f]{64}")


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """One journal file as checked. ``kept`` are the entries on which something hangs; ``entries`` the same as a journal
    of their own (see ``thinning.joined``)."""

    device: str
    file: str
    head: Head
    kept: tuple[Kept, ...]
    problem: Problem | None
    torn: bool

    @property
    def entries(self) -> tuple[Entry, ...]:
        return joined(self.kept)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Whole lines of a journal: bytes from ``start`` to before ``end``, of which the first is line ``first`` (from 0)
    and follows the entry ``prev``. ``public_key`` is what the journal's first line enrols."""

    path: str
    device: str
    public_key: bytes
    start: int
    end: int
    first: int
    prev: str | None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A part as checked up to its first bad line. ``head`` is the digest of its last good entry, ``rank`` what
    ``Thinning.rank`` is after it, ``spoken`` the objects that the entries speak of."""

    count: int
    head: str | None
    kept: tuple[Kept, ...]
    rank: Rank | None
    spoken: frozenset[str]
    bad: Bad | None


class _Plan:
    """How a file is to be checked, and what its lines speak of: read in memory of one part."""

    def __init__(self, path: Path, device: str) -> None:
        self.path, self.device = path, device
        self.parts: list[Part] = []
        self.last: str | None = None
        """Digest of the last whole line."""
        self.digests: set[str] = set()
        """Of entries, of this or other journals, that lines of this one speak of."""
        self.limited = False
        self._lines, self._public_key = 0, b""
        with path.open("rb") as file:
            start = 0
            while data := _whole_lines(file, start):
                self._add(data, start)
                start += len(data)
                if not data.endswith(b"\n"):
                    break  # a line that no entry can be, and nothing after it counts
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            self.torn = file.read() not in (b"", b"\n")

    def _add(self, data: bytes, start: int) -> None:
        if not start:
            self._public_key = signer(data[: data.find(b"\n")])
        self.parts.append(
            Part(
                path=str(self.path), device=self.device, public_key=self._public_key, start=start,
                end=start + len(data), first=self._lines, prev=self.last,
            )
        )  # fmt: skip
        self._lines += data.count(b"\n")
        self.last = line_digest(data[data.rfind(b"\n", 0, -1) + 1 : -1])
        self.digests.update(_spoken_of(data))
        self.limited = self.limited or any(f'"role":"{role}"'.encode() in data for role in limited_roles())


def _spoken_of(data: bytes) -> Iterator[str]:
    """Digests of the entries that lines speak of, and some that may be others. Searched for byte by byte, since most
    lines speak of none."""
    for mark in _SPEAKS:
        at = data.find(mark)
        while at >= 0:
            end = data.find(b"}", at)
            yield from (digest.decode() for digest in _DIGEST.findall(data[at : end + 1]))
            at = data.find(mark, at + 1)


def _whole_lines(file: IO[bytes], start: int) -> bytes:
    """Lines from there on, as many as make a part; of a line that is too long so much that this shows; nothing at the
    end and of a last line without its break."""
    file.seek(start)
    data = file.read(AT_ONCE)
    if end := data.rfind(b"\n") + 1:
        return data[:end]
    data += file.readline(max(0, LONGEST_LINE + 2 - len(data)))
    if data.endswith(b"\n"):
        return data
    ends = len(data) > LONGEST_LINE and any(b"\n" in more for more in iter(lambda: file.read(AT_ONCE), b""))
    return data if ends else b""


def scan_journals(folder: Path, known: Iterable[str], speak: Callable[[frozenset[str]], None]) -> tuple[Scanned, ...]:
    """Every journal in the folder, in order of name. ``known`` are digests of entries to be kept if they are there;
    ``speak`` is told of objects that entries speak of, more than once."""
    plans = [_Plan(path, device) for device, path in journal_files(folder)]
    limited = any(plan.limited for plan in plans)
    digests = {plan.last for plan in plans if plan.last is not None}.union(known, *(plan.digests for plan in plans))
    found = dict(_scan(plans, Wanted(frozenset(digests), limited), speak))
    # Journals of one device may share their beginning: then both must keep the same of it, also where one ends early.
    several = {device for device, count in Counter(plan.device for plan in plans).items() if count > 1}
    ends = {one.head.digest for one in found.values() if one.device in several and one.head.digest} - digests
    if ends:
        again = [plan for plan in plans if plan.device in several]
        found.update(_scan(again, Wanted(frozenset(digests | ends), limited), speak))
    return tuple(found.values())


@contextlib.contextmanager
def _workers(plans: Iterable[_Plan], wanted: Wanted) -> Iterator[Callable[[list[Part]], Iterator[Checked]]]:
    """How to check parts: here, or where there is much, in other processes, all of them at once."""
    if sum(plan.parts[-1].end for plan in plans if plan.parts) < SHARED_FROM:
        yield lambda parts: (check_part(part, wanted) for part in parts)
        return
    pool = ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _begin, (wanted,))
    try:
        waiting = {part: pool.submit(_check_here, part) for plan in plans for part in plan.parts}
        yield lambda parts: (waiting.pop(part).result() for part in parts)
    finally:
        pool.shutdown(cancel_futures=True)


_wanted = Wanted(frozenset(), True)


def _begin(wanted: Wanted) -> None:
    """In a process of its own: what every part is checked with, sent once."""
    global _wanted
    _wanted = wanted


def _check_here(part: Part) -> Checked:
    return check_part(part, _wanted)


def _scan(plans: list[_Plan], wanted: Wanted, speak: Callable[[frozenset[str]], None]) -> Iterator[tuple[str, Scanned]]:
    with _workers(plans, wanted) as check:
        for plan in plans:
            kept: list[Kept] = []
            count, head, before, bad = 0, None, None, None
            for part in check(plan.parts):
                for one in part.kept:
                    kept.append(one if before is None else Kept(higher(before, one.rank), one.entry))
                    before = None
                if part.rank is not None:
                    before = higher(before, part.rank)
                count, head = count + part.count, part.head or head
                speak(part.spoken)
                if part.bad is not None:
                    bad = part.bad
                    break
            name = plan.path.name
            yield name, Scanned(
                device=plan.device, file=name, head=Head(count, head), kept=tuple(kept), torn=plan.torn,
                problem=Problem(plan.device, name, bad[0] + 1, bad[1]) if bad is not None else None,
            )  # fmt: skip


def check_part(part: Part, wanted: Wanted) -> Checked:
    """Check form, chain and signature of each line up to the first that does not hold."""
    thinning, kept, spoken = Thinning(wanted), list[Kept](), set[str]()
    number, prev, bad = part.first, part.prev, None
    for line in _lines(part):
        try:
            entry = parse(line)
            check_place(entry, part.device, number, prev)
            check_signature(entry, line, part.public_key)
        except BadEntry as error:
            bad = number, error.reason
            break
        body = _body(entry)
        if body is not None:
            spoken.update(addresses(body))
        if (one := thinning.keep(entry, body)) is not None:
            kept.append(one)
        number, prev = number + 1, entry.digest
    return Checked(
        count=number - part.first, head=prev if number > part.first else None, kept=tuple(kept),
        rank=thinning.rank, spoken=frozenset(spoken), bad=bad,
    )  # fmt: skip


def _lines(part: Part) -> Iterator[bytes]:
    """The lines without their breaks; of one that is too long so much that this shows."""
    left = part.end - part.start
    with Path(part.path).open("rb") as file:
        file.seek(part.start)
        while left > 0 and (line := file.readline(LONGEST_LINE + 2)):
            left -= len(line)
            yield line[:-1]


def _body(entry: Entry) -> Body | None:
    try:
        return body_of(entry.kind, entry.body)
    except BadEntry:
        return None
