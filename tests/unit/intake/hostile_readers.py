"""Readers that do what a hostile file would make a taken-over parser do. They run in the reading process only."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from witnessmark.intake import limits
from witnessmark.intake import reading_wire as wire
from witnessmark.intake.result import Intake, Part
from witnessmark.model.case import Document


def _words(descriptor: int) -> str:
    with os.fdopen(os.dup(descriptor)) as stream:
        stream.seek(0)
        return stream.read()


def _said(text: str) -> Intake:
    return Intake(media_type="text/plain", documents=(Document(text=text, tool="test"),))


def _outcome(attempt) -> Intake:
    try:
        return _said(f"done {attempt()}")
    except OSError as error:
        return _said(f"refused {type(error).__name__}")


def obedient(descriptor: int, **_: object) -> Intake:
    return _said(_words(descriptor))


def does_what_the_file_says(descriptor: int, **given: object) -> Intake:
    """``name`` or ``name argument`` in the file: one of the readers below."""
    name, _, argument = _words(descriptor).strip().partition(" ")
    return globals()[name](argument, **given) if argument else globals()[name](descriptor, **given)


def connect(port: str, **_: object) -> Intake:
    def attempt() -> str:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=3) as connection:
            connection.sendall(b"out")
        return "connected"

    return _outcome(attempt)


def connect_to_socket_file(path: str, **_: object) -> Intake:
    def attempt() -> str:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
        return "connected"

    return _outcome(attempt)


def connect_from_a_program(port: str, **_: object) -> Intake:
    code = f"exec 3<>/dev/tcp/127.0.0.1/{port} && echo out >&3"
    done = subprocess.run(["/bin/bash", "-c", code], capture_output=True, check=False)
    return _said("done" if done.returncode == 0 else "refused")


def read_file(path: str, **_: object) -> Intake:
    return _outcome(lambda: len(Path(path).read_bytes()))


def write_file(path: str, **_: object) -> Intake:
    return _outcome(lambda: Path(path).write_bytes(b"x"))


def end_process(pid: str, **_: object) -> Intake:
    return _outcome(lambda: os.kill(int(pid), signal.SIGTERM))


def environment(_descriptor: int, **_: object) -> Intake:
    return _said(" ".join(sorted(os.environ)))


def open_files(_descriptor: int, **_: object) -> Intake:
    found = 0
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found += 1
    return _said(str(found))


def spin(_descriptor: int, **_: object) -> Intake:
    while True:
        pass


def sleep(_descriptor: int, **_: object) -> Intake:
    time.sleep(3600)
    return _said("awake")


def eat_memory(_descriptor: int, **_: object) -> Intake:
    kept = []
    while True:
        kept.append(b"x" * (64 << 20))


def take_memory_in_c(_descriptor: int, **_: object) -> Intake:
    import ctypes

    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.malloc.argtypes = [ctypes.c_size_t]
    while block := library.malloc(32 << 20):
        ctypes.memset(block, 1, 32 << 20)
    os.abort()


def crash(_descriptor: int, **_: object) -> Intake:
    os.kill(os.getpid(), signal.SIGSEGV)
    return _said("alive")


def leave(_descriptor: int, **_: object) -> Intake:
    os._exit(0)


def answer_too_much(_descriptor: int, **_: object) -> Intake:
    head = wire.HEAD.pack(wire.ANSWER, limits.ANSWER_BYTES + 1)
    for number in range(3, 64):
        try:
            os.write(number, head)
        except OSError:
            continue
    time.sleep(3600)
    return _said("x")


def answer_noise(_descriptor: int, **given: object) -> Intake:
    for number in range(3, 64):
        try:
            os.write(number, b"A\0\0\0\0\0\0\0\x20" + b"\xff" * 32)
        except OSError:
            continue
    os._exit(0)


def answer_with_a_path(_descriptor: int, **_: object) -> Intake:
    return Intake(media_type="application/zip", parts=(Part(name="../../evil.txt", size=1, data=b"x"),))


def answer_with_words_for_the_log(_descriptor: int, **_: object) -> Intake:
    return Intake(media_type="text/plain", problem="the-name-of-a-witness", detail="words")


def leave_a_child_behind(path: str, **_: object) -> Intake:
    pid = os.fork()
    if pid == 0:
        time.sleep(3600)
    return _said(str(pid))


def leave_in_another_session(path: str, **_: object) -> Intake:
    return _outcome(os.setsid)


def fork_for_ever(_descriptor: int, **_: object) -> Intake:
    children = 0
    try:
        while True:
            if os.fork() == 0:
                time.sleep(3600)
            children += 1
    except OSError:
        return _said(f"stopped after {children}")


def open_for_ever(_descriptor: int, **_: object) -> Intake:
    return _outcome(lambda: [os.open("/dev/null", os.O_RDONLY) for _ in range(100)])


def limits_of_a_program(_descriptor: int, **_: object) -> Intake:
    done = subprocess.run(["/bin/sh", "-c", "ulimit -n; ulimit -t; ulimit -v"], capture_output=True, check=True)
    return _said(done.stdout.decode())
