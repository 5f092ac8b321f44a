"""Landlock (Linux 5.13 and later): a process gives up all files but those below the folders that it names.

Source: ``Documentation/userspace-api/landlock.rst`` of the kernel. What the kernel's version does not know is left out.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from witnessmark.intake import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
_RIGHTS_BY_VERSION = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""Everything with files, then: linking into other folders, truncating, commands to devices."""
_TCP_FROM = 4
_BIND_TCP, _CONNECT_TCP = 1, 2
_SCOPES_FROM = 6
_ABSTRACT_SOCKETS, _SIGNALS = 1, 2


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock that the kernel offers. Raises ``OSError`` where it offers none."""
    return kernel.syscall(_CREATE_RULESET, None, 0, _VERSION)


def restrict(readable: Iterable[Path], runnable: Iterable[Path], devices: Iterable[Path]) -> int:
    """From now on this process and its children open only these, read only (``devices`` for writing as well), connect
    to no TCP port and no abstract socket, and send signals to no other process. The version used.

    Needs ``PR_SET_NO_NEW_PRIVS``. Raises ``OSError`` where the kernel refuses; nothing is restricted then.
    """
    offered = version()
    handled = sum(rights for since, rights in _RIGHTS_BY_VERSION if offered >= since)
    attributes = _Ruleset(
        handled,
        _BIND_TCP | _CONNECT_TCP if offered >= _TCP_FROM else 0,
        _ABSTRACT_SOCKETS | _SIGNALS if offered >= _SCOPES_FROM else 0,
    )
    size = 24 if offered >= _SCOPES_FROM else 16 if offered >= _TCP_FROM else 8
    ruleset = kernel.syscall(_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    try:
        for paths, rights in (
            (readable, READ_FILE | READ_DIR),
            (runnable, READ_FILE | READ_DIR | EXECUTE),
            (devices, READ_FILE | WRITE_FILE),
        ):
            for path in paths:
                _allow(ruleset, path, rights)
        kernel.syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return offered


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no rule
    try:
        if not path.is_dir():
            rights &= ~READ_DIR
        rule = _PathBeneath(rights, descriptor)
        kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)
