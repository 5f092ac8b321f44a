"""Doing something in a child process in which any step that changes the disk can be the last, or the first to fail.

A step is whatever Python does to the disk below a folder: opening a file for writing, making, renaming and removing
(all of which the interpreter announces to an audit hook), and each write and sync of ``evidence/files.py``.
"""

import errno
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from witnessmark.evidence import files

Fault = Literal["kill", "kill-half-way", "full", "read-only"]
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "sqlite3.connect")
FREEING = ("os.remove", "os.rmdir", "os.truncate")
"""What a full disk still does."""
NUMBERS = {"full": errno.ENOSPC, "read-only": errno.EROFS}


class Ended(NamedTuple):
    """How the child ended: ``told`` is what it acknowledged before, ``steps`` how many it took."""

    killed: bool
    told: list[Any]
    steps: int


def do(work: Callable[[Callable[[Any], None]], None], below: Path, stop: int = 0, fault: Fault = "kill") -> Ended:
    """Do ``work(tell)`` in a child, whose ``stop``-th step below the folder is where the fault comes; 0: nowhere. A
    full or read-only disk stays so."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        code = 1
        try:
            steps = _Steps(str(below.resolve()), stop, fault)
            work(lambda word: os.write(write, json.dumps(word).encode() + b"\n") and None)
            os.write(write, json.dumps({"steps": steps.count}).encode() + b"\n")
            code = 0
        except BaseException as error:
            os.write(write, json.dumps({"raised": f"{type(error).__name__}: {error}"}).encode() + b"\n")
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = [json.loads(line) for line in pipe]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    raised = [one["raised"] for one in told if isinstance(one, dict) and "raised" in one]
    assert code in (0, -signal.SIGKILL), f"the child failed by itself: {raised}"
    steps_taken = told.pop()["steps"] if code == 0 else stop
    return Ended(code != 0, told, steps_taken)


class _Steps:
    """Counts the steps of this process from now on, and brings the fault. There is no way back: for a child only."""

    def __init__(self, below: str, stop: int, fault: Fault) -> None:
        self.count = 0
        self._below, self._stop, self._fault = below, stop, fault
        self._write, self._sync = files.write, files.sync
        files.write, files.sync = self._guarded_write, self._guarded_sync
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & WRITING and self._is_below(path):
                self._step(event)
        elif event in CHANGING and (self._is_below(arguments[0]) or event == "os.rename"):
            self._step(event)

    def _is_below(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike) or path == ":memory:":
            return False
        return os.path.abspath(os.fsdecode(path)).startswith(self._below)  # noqa: PTH100 - links are not followed

    def _step(self, event: str) -> bool:
        """Whether this is where a kill comes half-way."""
        self.count += 1
        if not self._stop or self.count < self._stop:
            return False
        if self._fault in NUMBERS:
            if self._fault == "full" and event in FREEING:
                return False
            raise OSError(NUMBERS[self._fault], os.strerror(NUMBERS[self._fault]))
        if self.count == self._stop:
            if self._fault == "kill-half-way" and event == "write":
                return True
            os.kill(os.getpid(), signal.SIGKILL)
        return False

    def _guarded_write(self, descriptor: int, data: bytes) -> None:
        if self._step("write"):
            os.write(descriptor, data[: max(1, len(data) // 2)])
            os.kill(os.getpid(), signal.SIGKILL)
        self._write(descriptor, data)

    def _guarded_sync(self, descriptor: int) -> None:
        self._step("sync")  # a kill takes no page from the system: nothing to wait for
