"""Reading files in a process of its own, which may do little and is ended when it takes too much.

``docs/explanation/intake.md`` says why it is built so, ``docs/security.md`` what it promises.
"""

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from witnessmark.intake import limits
from witnessmark.intake import reading_wire as wire
from witnessmark.intake.harmless import read_harmless
from witnessmark.intake.isolation import PROTECTIONS, code_folders, memory_limit
from witnessmark.intake.kinds import UNKNOWN
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.result import Intake, Nesting, Ocr

_READER = "witnessmark.intake.formats:read_source"
_START = (
    "import sys; sys.path[:] = sys.argv[1].split(chr(10));"
    "from witnessmark.intake.reading_worker import main; main(sys.argv[2:])"
)
_START_SECONDS = 120
_GRACE_SECONDS = 10
_MEMORY_SHARE = 0.6
"""A child that ended itself with so much of its memory in use ended for want of memory."""
_DETAILS = {
    "too-slow": "reading it took longer than is allowed",
    "too-much-memory": "reading it took more memory than is allowed",
    "too-large": "what was read of it is larger than is allowed",
    "crashed": "its reader ended before it was done",
}


class _Failed(Exception):  # noqa: N818 - it is an answer about a file
    def __init__(self, problem: str, detail: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail or _DETAILS[problem]


class _Gone(Exception):  # noqa: N818
    """The waiting process itself is no more: nothing that the file did."""


class _Child(NamedTuple):
    pid: int
    pipe: int


class ReadingProcess:
    """Reads files one after another; use as a context manager. The process starts with the first file.

    Whatever a file does, ``read`` answers with an ``Intake``, and the next file is read as if nothing had been.
    """

    def __init__(
        self,
        reader: str = _READER,
        folders: Sequence[Path] = (),
        seconds: int = limits.CPU_SECONDS_A_FILE,
        memory: int | None = None,
    ) -> None:
        """``reader`` and the ``folders`` of its code are for tests; ``seconds`` are those of a small file,
        ``memory`` the bytes of address space that a reading may take."""
        self._reader, self._folders = reader, list(folders)
        self._seconds, self._memory = seconds, memory or memory_limit()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._folder: str | None = None
        self._held: tuple[str, ...] = ()

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def held(self) -> tuple[str, ...]:
        """Which of ``isolation.PROTECTIONS`` hold on this machine; starts the process where it has not started."""
        self._start()
        return self._held

    def read(
        self,
        descriptor: int,
        *,
        file_name: str,
        ocr: Ocr = True,
        mapping: RecordMapping | None = None,
        nesting: Nesting | None = None,
    ) -> Intake:
        """What the file open at ``descriptor`` says (see ``formats.read_source``). Never raises for what is in it."""
        if self._reader == _READER and (harmless := read_harmless(descriptor, file_name)):
            return harmless
        nesting = nesting or Nesting()
        cpu_seconds = self._cpu_seconds(descriptor)
        task = wire.Task(
            what="read",
            file_name=file_name,
            ocr=ocr,
            mapping=mapping,
            depth=nesting.depth,
            spent=nesting.spent,
            cpu_seconds=cpu_seconds + (limits.OCR_SECONDS_A_FILE if ocr else 0),
            wall_seconds=2 * cpu_seconds + (limits.OCR_SECONDS_A_FILE if ocr else 0),
            memory=self._memory,
        )
        try:
            answer = self._ask(task, [descriptor], 2 * cpu_seconds)
            if answer.intake is None:
                raise _Failed("crashed")
            intake = wire.checked(answer.intake)
            nesting.count_at_least(*answer.spent)
            return intake
        except ValueError:
            failure = _Failed("crashed")
        except _Failed as failed:
            failure = failed
        return Intake(media_type=UNKNOWN, problem=failure.problem, detail=failure.detail)

    def unpack(self, descriptor: int, members: Sequence[int], output: int) -> tuple[wire.Unpacked, ...]:
        """Write these members of the archive to ``output``, one after another; what became of each, in order."""
        cpu_seconds = self._cpu_seconds(descriptor)
        task = wire.Task(
            what="unpack",
            members=tuple(members),
            cpu_seconds=cpu_seconds,
            wall_seconds=2 * cpu_seconds,
            memory=self._memory,
        )
        try:
            unpacked = self._ask(task, [descriptor, output], 2 * cpu_seconds).unpacked
            for one in unpacked:
                wire.checked_problem(one.problem, one.detail)
            room = os.fstat(output).st_size
            if len(unpacked) != len(members) or sum(one.size for one in unpacked) > room:
                raise _Failed("crashed")
            return unpacked
        except ValueError:
            failure = _Failed("crashed")
        except _Failed as failed:
            failure = failed
        return (wire.Unpacked(0, failure.problem, failure.detail),) * len(members)

    def close(self) -> None:
        """End the process and remove its folder. It can be used again, and then starts anew."""
        process, self._process = self._process, None
        if self._control is not None:
            self._control.close()
            self._control = None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _cpu_seconds(self, descriptor: int) -> int:
        size = min(os.fstat(descriptor).st_size, limits.MAX_MEMBER_BYTES)
        return self._seconds + limits.CPU_SECONDS_A_MEGABYTE * (size // limits.MEGABYTE)

    # The process that waits

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        try:
            self._control, self._process = self._begun()
            kind, body = self._message(_START_SECONDS)
            if kind != wire.READY:
                raise _Gone
            self._held = msgspec.msgpack.decode(body, type=wire.Ready).held
        except (_Gone, OSError):
            self.close()
            raise _Failed("crashed", "the process that reads files cannot be started") from None

    def _begun(self) -> tuple[socket.socket, subprocess.Popen[bytes]]:
        path, readable = code_folders()
        path += self._folders
        readable += self._folders
        self._folder = tempfile.mkdtemp(prefix="witnessmark-reading-")
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-S", "-B", "-W", "ignore", "-c", _START, "\n".join(map(str, path))),
                    *(str(theirs.fileno()), self._reader, *map(str, readable)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=self._environment(),
                cwd=self._folder,
                start_new_session=True,
            )
        return ours, process

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
        return kept | {"LC_ALL": "C.UTF-8", "TMPDIR": str(self._folder), "OMP_THREAD_LIMIT": "1"}

    def _message(self, seconds: float) -> tuple[bytes, bytes]:
        """The next message of the waiting process, which no file has touched. ``_Gone`` when there is none in time."""
        assert self._control is not None  # noqa: S101
        self._control.settimeout(seconds)
        try:
            head = self._exactly(wire.HEAD.size)
            kind, length = wire.HEAD.unpack(head)
            return kind, b"" if kind == wire.STARTED else self._exactly(length)
        except OSError as error:
            raise _Gone from error

    def _exactly(self, length: int) -> bytes:
        assert self._control is not None  # noqa: S101
        data = b""
        while len(data) < length:
            chunk = self._control.recv(length - len(data))
            if not chunk:
                raise _Gone
            data += chunk
        return data

    # One task

    def _ask(self, task: wire.Task, descriptors: list[int], seconds: float) -> wire.Answer:
        """The child's answer; ``_Failed`` with the problem's id when it gives none. A waiting process that somebody
        ended is replaced once."""
        for last in (False, True):
            try:
                self._start()
                return self._try(task, descriptors, seconds)
            except _Gone:
                self.close()
                if last:
                    break
        raise _Failed("crashed")

    def _try(self, task: wire.Task, descriptors: list[int], seconds: float) -> wire.Answer:
        child = self._hand_over(task, descriptors)
        failure: _Failed | None = None
        body = b""
        try:
            body = _answer_of(child, seconds)
        except _Failed as failed:
            failure = failed
            with suppress(OSError):
                os.killpg(child.pid, signal.SIGKILL)
        finally:
            os.close(child.pipe)
        ended = self._end_of(child)
        if failure is not None:
            raise failure
        if not body:
            raise _Failed(_reason(ended, self._memory))
        return wire.decoded_answer(body)

    def _hand_over(self, task: wire.Task, descriptors: list[int]) -> _Child:
        assert self._control is not None  # noqa: S101
        pipe, answer_to = os.pipe()
        try:
            body = msgspec.msgpack.encode(task)
            head = wire.HEAD.pack(b"T", len(body))
            self._control.settimeout(_START_SECONDS)
            socket.send_fds(self._control, [head], [answer_to, *descriptors])
            self._control.sendall(body)
            kind, pid = wire.HEAD.unpack(self._exactly(wire.HEAD.size))
            if kind != wire.STARTED:
                raise _Gone
        except (OSError, _Gone) as error:
            os.close(pipe)
            raise _Gone from error
        finally:
            os.close(answer_to)
        return _Child(pid, pipe)

    def _end_of(self, child: _Child) -> wire.Ended:
        """The child's end, brought about where it does not end itself once it has answered."""
        for last in (False, True):
            try:
                kind, body = self._message(_GRACE_SECONDS)
                if kind == wire.ENDED:
                    return msgspec.msgpack.decode(body, type=wire.Ended)
                raise _Gone
            except _Gone:
                if last:
                    raise
                with suppress(OSError):
                    os.killpg(child.pid, signal.SIGKILL)
        raise _Gone


def _answer_of(child: _Child, seconds: float) -> bytes:
    """The bytes of the answer, empty when the child ended without one. A page of OCR adds its seconds; all of them
    together no more than a file may have."""
    deadline = time.monotonic() + seconds
    latest = deadline + limits.OCR_SECONDS_A_FILE
    data = bytearray()
    poll = select.poll()
    poll.register(child.pipe, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            if left > 0 and time.monotonic() < deadline:
                continue
            raise _Failed("too-slow")
        chunk = os.read(child.pipe, 1 << 20)
        if not chunk:
            return b""
        data += chunk
        while len(data) >= wire.HEAD.size:
            kind, length = wire.HEAD.unpack_from(data)
            if kind == wire.BEAT and length == 0:
                deadline = min(latest, max(deadline, time.monotonic() + limits.OCR_SECONDS_A_PAGE + seconds))
                del data[: wire.HEAD.size]
                continue
            if kind != wire.ANSWER:
                raise _Failed("crashed")
            if length > limits.ANSWER_BYTES:
                raise _Failed("too-large")
            if len(data) >= wire.HEAD.size + length:
                return bytes(memoryview(data)[wire.HEAD.size : wire.HEAD.size + length])
            break


def _reason(ended: wire.Ended, memory: int) -> str:
    from witnessmark.intake.reading_worker import OUT_OF_MEMORY

    if -ended.code in (signal.SIGXCPU, signal.SIGALRM):
        return "too-slow"
    if ended.code == OUT_OF_MEMORY or ended.memory > _MEMORY_SHARE * memory or -ended.code == signal.SIGKILL:
        return "too-much-memory"  # nobody but a kernel without memory sends SIGKILL here
    return "crashed"


def main() -> None:
    """Say which protections hold on this machine: ``python -m witnessmark.intake.reading_process``."""
    with ReadingProcess() as process:
        held = process.held()
    for name in PROTECTIONS:
        print(f"{name}: {'holds' if name in held else 'DOES NOT HOLD'}")


if __name__ == "__main__":
    main()
