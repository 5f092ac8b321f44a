"""What a process gives up before it reads a file that anybody may have sent.

Two steps. The process that waits for files gives up network and file system once, since namespaces cost milliseconds;
each child that reads one file then takes limits and the filter of system calls on itself.
"""

import contextlib
import os
import resource
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from witnessmark.intake import kernel, landlock, limits, seccomp

PROTECTIONS = ("limits", "no-new-privileges", "no-network-namespace", "landlock-files", "landlock-network", "seccomp")
"""Everything that may hold, by name. ``limits`` holds on every system; the others where the kernel has them."""

_PROGRAMS = tuple(map(Path, ("/usr", "/bin", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache")))
_DEVICES = (Path("/dev/null"),)
_READ_ONLY_DEVICES = tuple(map(Path, ("/dev/urandom", "/dev/zero", "/etc/localtime")))


def give_up_rights(readable: Sequence[Path]) -> tuple[str, ...]:
    """No privileges, no network, no file but ``readable`` and the system's programs: for this process and its
    children. The names of those ``PROTECTIONS`` that hold now, in their order."""
    held = {"limits"}
    os.umask(0o077)
    _lower(resource.RLIMIT_CORE, 0)  # a memory image would hold what the file holds
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        held.add("no-new-privileges")
    with contextlib.suppress(OSError):
        kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNET)
        held.add("no-network-namespace")
        _limit_processes()
    with contextlib.suppress(OSError):
        version = landlock.restrict([*readable, *_READ_ONLY_DEVICES], [*_PROGRAMS, *_tesseract()], _DEVICES)
        held |= {"landlock-files"} | ({"landlock-network"} if version >= 4 else set())
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # no child may look into this process
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # it ends with the program, however that ends
    if _filter_is_possible():
        held.add("seccomp")
    return tuple(name for name in PROTECTIONS if name in held)


def _tesseract() -> list[Path]:
    """Where the one program that readers start stands with its libraries and languages, if not in the system."""
    found = shutil.which("tesseract")
    if found is None:
        return []
    program = Path(found).resolve()
    beside = [program.parents[1] / name for name in ("lib", "share")]
    languages = os.environ.get("TESSDATA_PREFIX")
    return [program, *beside, *([Path(languages)] if languages else [])]


def limit_reading(cpu_seconds: int, wall_seconds: int, memory: int) -> None:
    """Limits of time, memory, files and output for a child that reads one file, and the filter where there is one.

    Beyond them the kernel ends the child, or refuses it what it asks. Its programs (Tesseract) inherit all of it.
    """
    os.setpgid(0, 0)
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 2)  # at the first a signal that says why, then the end
    _lower(resource.RLIMIT_FSIZE, limits.MAX_MEMBER_BYTES + limits.MEGABYTE)
    _lower(resource.RLIMIT_NOFILE, limits.OPEN_FILES)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(wall_seconds)
    with contextlib.suppress(OSError):
        seccomp.restrict()


def memory_limit() -> int:
    """Bytes of address space that one reading may take."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return limits.MEMORY_BYTES
    return min(limits.MEMORY_BYTES, machine)


def _lower(what: int, most: int, hardest: int | None = None) -> None:
    """Never raises a limit that the user has set lower. macOS refuses some of them: the parent's clock holds there."""
    before = resource.getrlimit(what)[1]
    soft, hard = (
        value if before == resource.RLIM_INFINITY else min(value, before)
        for value in (most, most if hardest is None else hardest)
    )
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (soft, hard))


def _limit_processes() -> None:
    """Outside a user namespace the number counts all of the user's processes, and must not be touched."""
    before = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.PROCESSES, before[1]))
    try:
        _in_a_child(lambda: None)
    except OSError:
        resource.setrlimit(resource.RLIMIT_NPROC, before)
        return
    _lower(resource.RLIMIT_NPROC, limits.PROCESSES)


def _filter_is_possible() -> bool:
    try:
        return _in_a_child(seccomp.restrict)
    except OSError:
        return False


def _in_a_child(attempt) -> bool:  # type: ignore[no-untyped-def]
    """Whether ``attempt`` goes through in a child that then ends. Raises ``OSError`` when there can be no child."""
    child = os.fork()
    if child == 0:
        try:
            attempt()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def code_folders() -> tuple[list[Path], list[Path]]:
    """Where Python and the packages are: the path for importing, and the folders that must stay readable.

    Not ``sys.path`` as it is: its first entry may be the folder of the user's files.
    """
    import sysconfig

    import msgspec

    import witnessmark

    package = Path(witnessmark.__file__).resolve().parent
    standard = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    standard.append(Path(sysconfig.get_config_var("DESTSHARED") or standard[1] / "lib-dynload"))
    found = [Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages")]
    installed = [
        *found,
        Path(msgspec.__file__).parents[1],
        *(Path(sysconfig.get_path(n)) for n in ("purelib", "platlib")),
    ]
    path = list(dict.fromkeys([*standard, package.parent, *installed]))
    return path, list(dict.fromkeys([*standard, package, *installed]))
