"""A filter of system calls (Linux, ``PR_SET_SECCOMP``): no socket of any kind, no other process's memory, no escape.

A list of what is refused, not of what is allowed: the parsers are several libraries and a program, and what these need
changes with every version. The numbers are the kernel's (``asm/unistd.h``) for the two architectures that are known.
"""

import ctypes
import errno
import os
import struct
from functools import cache

from witnessmark.intake import kernel

_MODE_FILTER = 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where these stand in ``struct seccomp_data``."""
_X32 = 0x40000000
_NAMESPACES = 0x7E020080
"""Flags of ``clone`` that make namespaces: a new one would give rights back inside it."""
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_NAMES = (
    "socket socketpair connect bind listen accept accept4 sendto sendmmsg sendmsg "  # the network, local sockets too
    "ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp "  # the memory and files of other processes
    "io_uring_setup io_uring_enter io_uring_register "  # a second way to nearly every call
    "bpf perf_event_open userfaultfd keyctl add_key request_key personality "
    "mount umount2 pivot_root chroot unshare setns open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr "
    "open_by_handle_at name_to_handle_at kexec_load kexec_file_load init_module finit_module delete_module "
    "reboot swapon swapoff acct quotactl "
    "setpgid setsid"  # every child stays in the group that is killed
).split()
_X86_64 = (
    41, 53, 42, 49, 50, 43, 288, 44, 307, 46, 101, 310, 311, 438, 312, 425, 426, 427, 321, 298, 323, 250, 248, 249, 135,
    165, 166, 155, 161, 272, 308, 428, 429, 430, 431, 432, 433, 442, 304, 303, 246, 320, 175, 313, 176, 169, 167, 168,
    163, 179, 109, 112,
)  # fmt: skip
_AARCH64 = (
    198, 199, 203, 200, 201, 202, 242, 206, 269, 211, 117, 270, 271, 438, 272, 425, 426, 427, 280, 241, 282, 219, 217,
    218, 92, 40, 39, 41, 51, 97, 268, 428, 429, 430, 431, 432, 433, 442, 265, 264, 104, 294, 105, 273, 106, 142, 224,
    225, 89, 60, 154, 157,
)  # fmt: skip
REFUSED = {
    "x86_64": dict(zip(_NAMES, _X86_64, strict=True)),
    "aarch64": dict(zip(_NAMES, _AARCH64, strict=True)),
}
_CLONE, _CLONE3 = {"x86_64": 56, "aarch64": 220}, 435


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def restrict() -> None:
    """Refuse the calls from now on, in this process and its children. Needs ``PR_SET_NO_NEW_PRIVS``.

    Raises ``OSError`` where the kernel or the architecture has no such filter; nothing is refused then.
    """
    program = filter_program(os.uname().machine)
    kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(_Program(len(program) // 8, program)))


@cache
def filter_program(machine: str) -> bytes:
    """The filter as the kernel takes it (classic BPF, eight bytes an instruction)."""
    if machine not in _AUDIT:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    def one(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_true, if_false, value)

    refuse = one(_RETURN, _ERRNO | errno.EPERM)
    program = [
        one(_LOAD, _ARCHITECTURE),
        one(_EQUAL, _AUDIT[machine], 1, 0),
        one(_RETURN, _KILL),
        one(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":  # the same calls under other numbers
        program += [one(_AT_LEAST, _X32, 0, 1), one(_RETURN, _KILL)]
    for number in REFUSED[machine].values():
        program += [one(_EQUAL, number, 0, 1), refuse]
    # The flags of clone3 lie in memory, where no filter sees them: without it, the C library takes clone.
    program += [one(_EQUAL, _CLONE3, 0, 1), one(_RETURN, _ERRNO | errno.ENOSYS)]
    program += [
        one(_EQUAL, _CLONE[machine], 0, 3),
        one(_LOAD, _FIRST_ARGUMENT),
        one(_ANY_BIT, _NAMESPACES, 0, 1),
        refuse,
    ]
    return b"".join([*program, one(_RETURN, _ALLOW)])
