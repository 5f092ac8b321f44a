"""A command at a terminal, as a person sits before it: what it shows, and what is typed in answer."""

import os
import pty
import select
import signal
import sys
import termios
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from witnessmark.cli.main import main

PATIENCE = 60
"""Seconds to wait for words: a busy machine starts slowly."""

CTRL_C = b"\x03"


class Terminal:
    """``shown`` is everything that stood on the screen so far."""

    def __init__(self, *arguments: str | Path, cwd: Path) -> None:
        self.shown = ""
        self._seen = 0
        self._process, self._screen = pty.fork()
        if self._process == 0:
            _run([str(word) for word in arguments], cwd)

    def _read(self, wait: float) -> bool:
        """Whether it goes on."""
        if not select.select([self._screen], [], [], wait)[0]:
            return True
        data = b""
        with suppress(OSError):  # a terminal whose last program has ended gives an error
            data = os.read(self._screen, 1 << 16)
        self.shown += data.decode("utf-8", "replace")
        return bool(data)

    def until(self, words: str, *, hidden: bool = False) -> "Terminal":
        """Wait until it shows those words, after the ones waited for before; ``hidden``: and then listens without
        showing what is typed."""
        end = time.monotonic() + PATIENCE
        goes_on = True
        while (at := self.shown.find(words, self._seen)) < 0 or (hidden and self.echoes):
            assert goes_on and time.monotonic() < end, f"{words!r} was never asked: {self.shown!r}"
            goes_on = self._read(0.05)
        self._seen = at + len(words)
        return self

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._screen)[3] & termios.ECHO)

    def type(self, words: str) -> "Terminal":
        os.write(self._screen, words.encode() + b"\n")
        return self

    def end(self) -> int:
        """Wait until it ends; gives the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(0.05):
            assert time.monotonic() < end, f"it did not end: {self.shown!r}"
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])

    def give_up(self) -> int:
        """Press Ctrl-C, again where a second goes by without an answer, and wait until it ends; gives the exit code.

        One press can be lost: Python only notes a signal that comes just before it begins to read, and goes on reading.
        """
        for _ in range(PATIENCE):
            os.write(self._screen, CTRL_C)
            if select.select([self._screen], [], [], 1)[0]:
                break
        return self.end()

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._screen)  # what still runs is told that its terminal is gone
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _run(arguments: list[str], cwd: Path) -> NoReturn:
    """In the child, whose standard streams are the terminal: the command, in what is loaded already."""
    code: object = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores Ctrl-C
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # and some runners hold it back
        os.chdir(cwd)
        os.environ.update({"WITNESSMARK_LANG": "en", "TERM": "dumb"})
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in ((0, "r"), (1, "w"), (2, "w")))
        main(arguments)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


@contextmanager
def terminal(*arguments: str | Path, cwd: Path) -> Iterator[Terminal]:
    opened = Terminal(*arguments, cwd=cwd)
    try:
        yield opened
    finally:
        opened.close()
