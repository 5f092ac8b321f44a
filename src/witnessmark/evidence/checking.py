"""Checking the signatures of many lines: what takes longest in a large journal, so that all processors share it."""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType

from witnessmark.evidence.entry import check_signature, parse
from witnessmark.evidence.errors import BadEntry

SHARED_FROM = 20_000
"""Lines from which starting other processes pays: each takes about half a second to start."""

AT_ONCE = 4_000
"""Lines that a process is given at once: about two megabytes."""

Bad = tuple[int, str]
"""Number of a line, from 0, and a short id of what is wrong with it."""


def first_bad(lines: Sequence[bytes], public_key: bytes, offset: int = 0) -> Bad | None:
    """The first line that is not in canonical form or not signed by that key. ``offset`` is the number of the first."""
    for number, line in enumerate(lines, offset):
        try:
            check_signature(parse(line), line, public_key)
        except BadEntry as error:
            return number, error.reason
    return None


class SignatureCheck:
    """A check that goes on in other processes, when it is large, while this one looks at the rest.

    >>> with SignatureCheck(lines, public_key, 0) as check:
    ...     look_at_something_else()
    ...     bad = check.result()
    """

    def __init__(self, lines: Sequence[bytes], public_key: bytes, skip: int) -> None:
        self._lines, self._public_key, self._skip = lines, public_key, skip
        self._pool: ProcessPoolExecutor | None = None
        self._parts: list[Future[Bad | None]] = []

    def __enter__(self) -> "SignatureCheck":
        if len(self._lines) - self._skip >= SHARED_FROM:
            self._pool = ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))
            self._parts = [
                self._pool.submit(first_bad, self._lines[at : at + AT_ONCE], self._public_key, at)
                for at in range(self._skip, len(self._lines), AT_ONCE)
            ]
        return self

    def result(self) -> Bad | None:
        if self._pool is None:
            return first_bad(self._lines[self._skip :], self._public_key, self._skip)
        return next((bad for part in self._parts if (bad := part.result()) is not None), None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
