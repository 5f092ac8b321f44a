"""The agent: one process a user, which holds unlocked device keys for a sitting, in memory alone.

It listens on a socket in a folder that only its user may enter, answers nobody else (the kernel tells whose process
asks), and ends when asked to, on SIGTERM, or when nobody asked for a while. Its memory is kept out of swap where the
system allows that, out of core dumps, and out of reach of debuggers. What it cannot do: hide from the machine's
administrator, or wipe what the language's own memory management copied; ending the process is what forgets.

One request a connection: a line of JSON, answered by a line of JSON.
"""

import contextlib
import ctypes
import os
import resource
import selectors
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

MINUTES = 15.0
LONGEST = 1 << 20
PATIENCE = 2.0
"""Seconds that one side waits for the other's line."""


class Request(msgspec.Struct, frozen=True):
    """``keep`` adds seeds, ``give`` asks for some, ``forget`` ends the agent, ``tell`` asks whose it holds."""

    do: Literal["keep", "give", "forget", "tell"]
    devices: tuple[str, ...] = ()
    seeds: dict[str, bytes] = {}
    minutes: float | None = None


class Answer(msgspec.Struct, frozen=True):
    seeds: dict[str, bytes] = {}
    devices: tuple[str, ...] = ()
    seconds_left: int = 0


class Unsafe(OSError):  # noqa: N818 - says what is wrong with the folder
    """The folder of the socket could be entered by somebody else."""


def folder() -> Path:
    """Where the socket lies: the user's runtime folder, or one of the user's own in the temporary folder. Raises
    ``Unsafe`` when it belongs to somebody else or others may enter it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(runtime) if runtime and _is_ours(Path(runtime)) else Path(tempfile.gettempdir())
    path = base / (f"witnessmark-{os.getuid()}" if base != Path(runtime or "/") else "witnessmark")
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    if not _is_ours(path):
        raise Unsafe(f"{path} could be entered by another user: the agent is not started there")
    return path


def seeds(devices: Iterable[str]) -> dict[str, bytes]:
    """What the agent holds of these devices; nothing when there is no agent."""
    answer = _ask(Request("give", devices=tuple(devices)))
    return answer.seeds if answer else {}


def keep(held: dict[str, bytes], minutes: float = MINUTES) -> bool:
    """Give seeds to the agent, and start it when there is none. False when it cannot be started here."""
    if not held:
        return False
    if _ask(Request("tell")) is None and not _start():
        return False
    return _ask(Request("keep", seeds=held, minutes=minutes)) is not None


def forget() -> bool:
    """End the agent, and with it what it holds; False when there was none."""
    return _ask(Request("forget")) is not None


def tell() -> Answer | None:
    """Which devices the agent holds, and the seconds until it ends by itself; None when there is no agent."""
    return _ask(Request("tell"))


def _is_ours(path: Path) -> bool:
    try:
        at = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(at.st_mode) and at.st_uid == os.getuid() and not at.st_mode & 0o077


def _ask(request: Request) -> Answer | None:
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(PATIENCE)
            link.connect(str(folder() / "agent"))
            if _peer(link) != os.getuid():
                return None
            link.sendall(msgspec.json.encode(request) + b"\n")
            return msgspec.json.decode(_line(link), type=Answer)
    except (OSError, msgspec.MsgspecError):
        return None


def _start() -> bool:
    subprocess.Popen(
        [sys.executable, "-I", "-m", "witnessmark.evidence.agent"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, cwd="/",
    )  # fmt: skip
    for _ in range(100):
        if _ask(Request("tell")) is not None:
            return True
        time.sleep(0.05)
    return False


def _peer(link: socket.socket) -> int:
    """The user id of the process at the other end, as the kernel says."""
    _, user, _ = struct.unpack("3i", link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return int(user)


def _line(link: socket.socket) -> bytes:
    data = b""
    while not data.endswith(b"\n"):
        part = link.recv(1 << 16)
        if not part or len(data) > LONGEST:
            raise OSError("no whole line")
        data += part
    return data


class Agent:
    """What the process holds and answers."""

    def __init__(self) -> None:
        self._seeds: dict[str, bytearray] = {}
        self._minutes = MINUTES
        self._until = time.monotonic() + 60 * MINUTES
        self.ended = False

    @property
    def seconds_left(self) -> float:
        return self._until - time.monotonic()

    def answer(self, request: Request) -> Answer:
        if request.do == "forget":
            self.forget()
            return Answer()
        if request.do == "keep":
            self._minutes = request.minutes if request.minutes and request.minutes > 0 else MINUTES
            self._seeds |= {name: bytearray(seed) for name, seed in request.seeds.items()}
        if request.do != "tell":
            self._until = time.monotonic() + 60 * self._minutes
        given = {name: bytes(self._seeds[name]) for name in request.devices if name in self._seeds}
        return Answer(
            seeds=given if request.do == "give" else {},
            devices=tuple(sorted(self._seeds)),
            seconds_left=max(0, int(self.seconds_left)),
        )

    def forget(self) -> None:
        for seed in self._seeds.values():
            seed[:] = bytes(len(seed))
        self._seeds.clear()
        self.ended = True


def serve() -> None:
    """Run the agent until it ends. A second one beside it ends at once."""
    _guard_memory()
    path = folder() / "agent"
    with socket.socket(socket.AF_UNIX) as door:
        if not _bind(door, path):
            return
        agent = Agent()
        signal.signal(signal.SIGTERM, lambda *_: agent.forget())
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        door.listen(16)
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(door, selectors.EVENT_READ)
                while not agent.ended and agent.seconds_left > 0:
                    if waiting.select(min(1.0, agent.seconds_left)):
                        _answer_one(door, agent)
        finally:
            agent.forget()
            path.unlink(missing_ok=True)


def _bind(door: socket.socket, path: Path) -> bool:
    if _ask(Request("tell")) is not None:
        return False
    beside = path.with_name(f"agent.{os.getpid()}")
    door.bind(str(beside))
    beside.chmod(0o600)
    beside.replace(path)
    return True


def _answer_one(door: socket.socket, agent: Agent) -> None:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        link, _ = door.accept()
        with link:
            link.settimeout(PATIENCE)
            if _peer(link) == os.getuid():
                link.sendall(msgspec.json.encode(agent.answer(msgspec.json.decode(_line(link), type=Request))) + b"\n")


def _guard_memory() -> None:
    """No swap, no core dump, no debugger: as far as the system lets us."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    set_dumpable, lock_now_and_later = 4, 3
    libc.prctl(set_dumpable, 0, 0, 0, 0)
    libc.mlockall(lock_now_and_later)


if __name__ == "__main__":
    serve()
