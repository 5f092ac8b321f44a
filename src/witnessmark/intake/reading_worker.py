"""The process in which files are read. It waits, holds no file and no secret, and forks a child for every file.

A child that a file takes over reaches nothing but that file, and ends with it: the next file is read by a fresh one.
Started by ``reading_process.py``, with an empty environment and the one end of a socket as its only open file.
"""

import contextlib
import gc
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path, PurePosixPath

import msgspec

from witnessmark.intake import isolation
from witnessmark.intake import reading_wire as wire
from witnessmark.intake.result import Intake, Nesting, Unreadable
from witnessmark.intake.warming import warm_up

OUT_OF_MEMORY = 77
_DESCRIPTORS = 3


def main(arguments: list[str]) -> None:
    """``arguments``: the socket's number, the reader as ``module:function``, and the folders that stay readable."""
    control = socket.socket(fileno=int(arguments[0]))
    module, _, function = arguments[1].partition(":")
    reader = getattr(import_module(module), function)
    held = isolation.give_up_rights([Path(folder) for folder in arguments[2:]])
    _write(control.fileno(), wire.framed(wire.READY, wire.Ready(held)))
    while received := _receive(control):
        task, descriptors = received
        with contextlib.suppress(Exception):  # what it lacks, the child will say
            warm_up(PurePosixPath(task.file_name).suffix)
            gc.freeze()  # a child that looks through what is there for garbage would copy it
        child = os.fork()
        if child == 0:
            control.close()
            _serve(task, descriptors, reader)
        for descriptor in descriptors:
            os.close(descriptor)
        _write(control.fileno(), wire.HEAD.pack(wire.STARTED, child))
        _, status, used = os.wait4(child, 0)
        _end_group(child)
        peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        ended = wire.Ended(os.waitstatus_to_exitcode(status), peak)
        _write(control.fileno(), wire.framed(wire.ENDED, ended))


def _receive(control: socket.socket) -> tuple[wire.Task, list[int]] | None:
    """The next task and its open files: where the answer goes, the source, and the output; None at the end."""
    head, descriptors, _, _ = socket.recv_fds(control, wire.HEAD.size, _DESCRIPTORS)
    if len(head) < wire.HEAD.size:
        return None
    _, length = wire.HEAD.unpack(head)
    body = b""
    while len(body) < length:
        chunk = control.recv(length - len(body))
        if not chunk:
            return None
        body += chunk
    return msgspec.msgpack.decode(body, type=wire.Task), descriptors


def _end_group(child: int) -> None:
    """Whatever the child started ends with it."""
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-child, 0)


def _serve(task: wire.Task, descriptors: list[int], reader) -> None:  # type: ignore[no-untyped-def]
    """The child's whole life. It never returns."""
    code = 1
    try:
        isolation.limit_reading(task.cpu_seconds, task.wall_seconds, task.memory)
        answer_to, source, *output = descriptors
        answer = _unpack(task, source, output[0]) if task.what == "unpack" else _read(task, source, answer_to, reader)
        _write(answer_to, wire.framed(wire.ANSWER, answer))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # its words could be the file's: nobody is told them
        code = 1
    os._exit(code)


def _read(task: wire.Task, source: int, answer_to: int, reader) -> wire.Answer:  # type: ignore[no-untyped-def]
    nesting = Nesting(task.depth, *task.spent)
    intake: Intake = reader(
        source,
        file_name=task.file_name,
        ocr=task.ocr,
        mapping=task.mapping,
        nesting=nesting,
        page_begins=lambda: _write(answer_to, wire.framed(wire.BEAT)),
    )
    return wire.Answer(intake=intake, spent=nesting.spent)


def _unpack(task: wire.Task, source: int, output: int) -> wire.Answer:
    from witnessmark.intake.zips import opened_zip, unpacked_member

    results = []
    with opened_zip(source) as archive:
        for member in task.members:
            start = os.lseek(output, 0, os.SEEK_CUR)
            try:
                for chunk in unpacked_member(archive, member):
                    _write(output, chunk)
                results.append(wire.Unpacked(os.lseek(output, 0, os.SEEK_CUR) - start))
            except MemoryError:
                raise
            except Unreadable as answer:
                os.lseek(output, start, os.SEEK_SET)
                results.append(wire.Unpacked(0, answer.problem, answer.detail))
            except Exception as error:
                os.lseek(output, start, os.SEEK_SET)
                results.append(wire.Unpacked(0, "damaged", f"a part cannot be unpacked ({type(error).__name__})"))
    return wire.Answer(unpacked=tuple(results))


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
