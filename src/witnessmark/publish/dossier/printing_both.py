"""The dossier in both languages, each in a process of its own where the machine has more than one core.

What a process needs goes to it through a pipe: no name stands in an argument or in a file beside the release.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path

import msgspec

from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import get_ready, write_dossier
from witnessmark.publish.dossier.maps import labels_of, name_filter
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.words import LANGUAGES, Language


def file_name(language: Language) -> str:
    return "dossier.pdf" if language == "en" else f"dossier.{language}.pdf"


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def printing_both(
    release: Release,
    folder: Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    label_allowed: Callable[[str], bool] | None = None,
    processes: int | None = None,
) -> Iterator[None]:
    """Print ``dossier.pdf`` and ``dossier.uk.pdf`` into the folder while the body runs; both stand when it is left, or
    those of the ``languages`` that are wanted.

    ``label_allowed`` is asked in this process alone (see ``write_dossier``). ``processes`` is by default one a
    language, or none on a single core: then they are printed here, after the body. The bytes are the same either way.
    Raises ``OSError`` when a file cannot be written.
    """
    if processes is None:
        processes = len(languages) if cores() > 1 else 0
    if processes < 1:
        yield
        print_here(release, folder, label_allowed, languages)
        return
    raw, allowed = msgspec.json.encode(release), allowed_names(release, label_allowed)
    with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
        jobs = [pool.submit(print_one, raw, str(folder / file_name(one)), one, allowed) for one in languages]
        try:
            yield
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        broken = not _all_done(jobs)
    if broken:
        print_here(release, folder, label_allowed, languages)


def print_here(
    release: Release,
    folder: Path,
    label_allowed: Callable[[str], bool] | None = None,
    languages: Sequence[Language] = LANGUAGES,
) -> None:
    """The languages one after the other, in this process."""
    for language in languages:
        write_dossier(release, folder / file_name(language), language, label_allowed=label_allowed)


def allowed_names(release: Release, label_allowed: Callable[[str], bool] | None) -> frozenset[str] | None:
    """The names on the maps of this release that may stand there; None where the caller cannot tell. A function that
    looks at protected names cannot go to another process, and need not."""
    if label_allowed is None:
        return None
    index = ReleaseIndex(release)
    labels = labels_of(index, name_filter(index, label_allowed))
    return frozenset(name for label in labels for name in (label.en, label.uk))


def print_one(raw: bytes, path: str, language: Language, allowed: frozenset[str] | None) -> None:
    """One language, in a process of its own."""
    release = msgspec.json.decode(raw, type=Release)
    write_dossier(release, Path(path), language, label_allowed=allowed.__contains__ if allowed is not None else None)


def _all_done(jobs: list[Future[None]]) -> bool:
    """Wait for all; False when a process came to no good (a machine that forbids processes, or ran out of memory)."""
    try:
        for job in jobs:
            job.result()
    except BrokenProcessPool:
        return False
    return True


def _context() -> BaseContext:
    """Fork where it is safe, in a Linux process of one thread: what is loaded is there already. Else begin afresh."""
    if sys.platform == "linux" and threading.active_count() == 1:
        get_ready()
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
