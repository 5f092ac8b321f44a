"""Calls to the Linux kernel that Python 3.11 has no name for. Elsewhere every call fails with ``OSError``."""

import ctypes
import errno
import os
import sys
from functools import cache
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


@cache
def _library() -> Any:
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer


def prctl(option: int, *arguments: Any) -> int:
    words = [ctypes.c_ulong(word) if isinstance(word, int) else word for word in arguments]
    return _checked(_library().prctl(option, *words, *[ctypes.c_ulong(0)] * (4 - len(words))))


def syscall(number: int, *arguments: Any) -> int:
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return _checked(_library().syscall(ctypes.c_long(number), *words))


def unshare(flags: int) -> None:
    _checked(_library().unshare(ctypes.c_int(flags)))
