"""What a file can do to the program when it has taken over its reader: nothing that lasts, nothing that leaves."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from witnessmark.intake import limits, seccomp
from witnessmark.intake.formats import READERS
from witnessmark.intake.isolation import PROTECTIONS
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.reading_wire import checked
from witnessmark.intake.result import Intake

HERE = Path(__file__).parent
Ask = Callable[[str], Intake]


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    """A process that does whatever a file says, and has a minute and half a gigabyte for each."""
    with ReadingProcess("hostile_readers:does_what_the_file_says", [HERE], seconds=60, memory=1 << 29) as process:
        yield process


@pytest.fixture
def ask(reading: ReadingProcess, tmp_path: Path) -> Ask:
    return lambda words: asked(reading, words, tmp_path / "source")


def asked(reading: ReadingProcess, words: str, path: Path) -> Intake:
    path.write_text(words)
    with path.open("rb") as file:
        return reading.read(file.fileno(), file_name="source.bin", ocr=False)


def said(intake: Intake) -> str:
    assert intake.problem is None, intake.problem
    return intake.documents[0].text


def needs(reading: ReadingProcess, *names: str) -> None:
    if not set(names) <= set(reading.held()):
        pytest.skip(f"optional: this kernel has no {', '.join(names)}")


def assert_ends(pid: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            if sys.platform == "linux" and ") Z " in Path(f"/proc/{pid}/stat").read_text():
                return  # ended, and nobody has asked after it
        except (ProcessLookupError, FileNotFoundError):
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_what_holds_is_told(reading: ReadingProcess) -> None:
    assert "limits" in reading.held()
    assert set(reading.held()) <= set(PROTECTIONS)


def test_no_connection_is_made_to_a_socket_that_listens(reading: ReadingProcess, ask: Ask) -> None:
    if not {"no-network-namespace", "seccomp", "landlock-network"} & set(reading.held()):
        pytest.skip("optional: this kernel keeps no process from the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), server.accept()[0]:
            pass  # it does listen
        assert said(ask(f"connect {port}")).startswith("refused")
        if Path("/bin/bash").exists():
            assert said(ask(f"connect_from_a_program {port}")) == "refused"
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_connection_is_made_to_a_socket_of_this_machine(reading: ReadingProcess, ask: Ask, tmp_path: Path) -> None:
    needs(reading, "seccomp")
    path = tmp_path / "agent"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert said(ask(f"connect_to_socket_file {path}")).startswith("refused")


def test_no_other_file_is_read_or_written(reading: ReadingProcess, ask: Ask, tmp_path: Path) -> None:
    needs(reading, "landlock-files")
    other = tmp_path / "another-source"
    other.write_text("the words of another witness")
    assert said(ask(f"read_file {other}")) == "refused PermissionError"
    assert said(ask("read_file /etc/passwd")) == "refused PermissionError"
    assert said(ask(f"read_file /proc/{os.getpid()}/environ")) == "refused PermissionError"
    assert said(ask(f"write_file {tmp_path / 'new'}")) == "refused PermissionError"
    assert said(ask("write_file here")) == "refused PermissionError"
    assert other.read_text() == "the words of another witness" and not (tmp_path / "new").exists()


def test_no_other_process_is_touched(reading: ReadingProcess, ask: Ask) -> None:
    needs(reading, "landlock-files", "no-network-namespace")
    assert said(ask(f"end_process {os.getpid()}")).startswith("refused")


def test_nothing_of_the_programs_own_is_passed_on(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(said(ask("environment")).split()) <= {
        *("LC_ALL", "LC_CTYPE", "OMP_THREAD_LIMIT", "PATH", "TESSDATA_PREFIX", "TMPDIR", "__CF_USER_TEXT_ENCODING")
    }
    assert int(said(ask("open_files"))) == 5  # three to nowhere, the source, and where the answer goes


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("eat_memory", "too-much-memory"),
        ("take_memory_in_c", "too-much-memory"),
        ("crash", "crashed"),
        ("leave", "crashed"),
        ("answer_too_much", "too-large"),
        ("answer_noise", "crashed"),
        ("answer_with_a_path", "crashed"),
        ("answer_with_words_for_the_log", "crashed"),
    ],
)
def test_a_file_that_takes_too_much_is_told_and_the_next_one_is_read(ask: Ask, words: str, problem: str) -> None:
    start = time.monotonic()
    intake = ask(words)
    assert (intake.problem, intake.documents, intake.parts) == (problem, (), ())
    assert intake.detail and "witness" not in intake.detail
    assert time.monotonic() - start < 600
    assert said(ask("environment"))


@pytest.mark.parametrize("words", ["spin", "sleep"])
def test_a_file_that_takes_all_time_is_stopped_and_the_next_one_is_read(words: str, tmp_path: Path) -> None:
    with ReadingProcess("hostile_readers:does_what_the_file_says", [HERE], seconds=1) as hasty:
        hasty.held()
        start = time.monotonic()
        assert asked(hasty, words, tmp_path / "source").problem == "too-slow"
        assert time.monotonic() - start < 300
        assert said(asked(hasty, "environment", tmp_path / "source"))


def test_what_a_child_leaves_behind_ends_with_it(ask: Ask) -> None:
    assert_ends(int(said(ask("leave_a_child_behind now"))))


def test_no_child_leaves_the_group_that_is_ended(reading: ReadingProcess, ask: Ask) -> None:
    needs(reading, "seccomp")
    assert said(ask("leave_in_another_session now")) == "refused PermissionError"


def test_files_and_processes_are_counted(reading: ReadingProcess, ask: Ask) -> None:
    assert said(ask("open_for_ever")).startswith("refused")
    needs(reading, "no-network-namespace")
    if os.getuid() != 0:  # the kernel counts no processes of root
        assert int(said(ask("fork_for_ever")).split()[-1]) <= limits.PROCESSES


def test_the_programs_of_a_reader_have_its_limits(reading: ReadingProcess, ask: Ask) -> None:
    needs(reading, "no-new-privileges")
    assert said(ask("limits_of_a_program")).split() == [str(limits.OPEN_FILES), "60", str(1 << 19)]


def test_no_room_for_its_folder_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    path = tmp_path / "a.srt"
    path.write_text("words")
    with ReadingProcess() as reading, path.open("rb") as file:
        assert reading.read(file.fileno(), file_name="a.srt").problem == "crashed"


def test_a_waiting_process_that_somebody_ends_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_text("words")
    with ReadingProcess("hostile_readers:obedient", [HERE]) as reading, path.open("rb") as file:
        assert said(reading.read(file.fileno(), file_name="a.bin")) == "words"
        assert reading._process is not None
        os.kill(reading._process.pid, signal.SIGKILL)
        assert said(reading.read(file.fileno(), file_name="a.bin")) == "words"


def test_closing_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    with ReadingProcess() as reading:
        reading.held()
        process, folder = reading._process, reading._folder
        assert process is not None and folder is not None and Path(folder).is_dir()
    assert process.returncode == -signal.SIGKILL
    assert not Path(folder).exists()


_PROGRAM = """
import os, sys
from witnessmark.intake.reading_process import ReadingProcess
reading = ReadingProcess("hostile_readers:sleep", [sys.argv[1]], seconds=600)
reading._start()
print(reading._process.pid, flush=True)
reading.read(os.open(sys.argv[2], os.O_RDONLY), file_name="a.bin")
"""


def test_it_ends_with_a_program_that_is_killed(reading: ReadingProcess, tmp_path: Path) -> None:
    needs(reading, "no-new-privileges")
    (tmp_path / "source").write_text("words")
    arguments = [sys.executable, "-c", _PROGRAM, str(HERE), str(tmp_path / "source")]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        waiting = int(program.stdout.readline())
        time.sleep(0.5)
        program.kill()
    assert_ends(waiting)


def test_a_process_that_cannot_start_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    path = tmp_path / "source.html"
    path.write_text("<html><body>words</body></html>")
    with ReadingProcess() as reading, path.open("rb") as file:
        intake = reading.read(file.fileno(), file_name="source.html")
    assert (intake.problem, intake.detail) == ("crashed", "the process that reads files cannot be started")


def test_plain_text_needs_no_process(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Міст зруйновано.\n")
    with ReadingProcess() as reading, path.open("rb") as file:
        assert said(reading.read(file.fileno(), file_name="note.txt")) == "Міст зруйновано.\n"
        assert reading._process is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"%PDF-1.4 words"),
        ("a.txt", b"PK\3\4 words"),
        ("a.txt", "міст".encode("windows-1251")),
        ("a.txt", b"<html><body>words</body></html>"),
        ("a.txt", b"words\0words"),
        ("a.txt", b"From: a\r\nTo: b\r\nSubject: c\r\nDate: d\r\n\r\nwords"),
        ("a.html", b"words"),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.txt", b"w" * (limits.PLAIN_TEXT_BYTES + 1)),
    ],
)
def test_everything_but_plain_text_does(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(data)
    with ReadingProcess() as reading, path.open("rb") as file:
        reading.read(file.fileno(), file_name=name, ocr=False)
        assert reading._process is not None


def test_many_files_are_read_by_one_process_in_little_time(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nThe bridge was gone.\n")
    with ReadingProcess() as reading, path.open("rb") as file:
        reading.read(file.fileno(), file_name="a.srt")
        first = reading._process
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(100):
            assert reading.read(file.fileno(), file_name="a.srt").problem is None
        assert reading._process is first
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_a_program_that_jumps_inside_itself(machine: str) -> None:
    program = seccomp.filter_program(machine)
    length = len(program) // 8
    assert len(program) % 8 == 0 and length < 4096
    for index in range(length):
        code, if_true, if_false = (
            int.from_bytes(program[8 * index : 8 * index + 2], sys.byteorder),
            *program[8 * index + 2 : 8 * index + 4],
        )
        if code & 7 == 5:
            assert index + 1 + max(if_true, if_false) < length
    assert len(set(seccomp.REFUSED[machine].values())) == len(seccomp.REFUSED[machine])


_OLD_KERNEL = """
import ctypes, json, os, struct, sys
from witnessmark.intake import kernel
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.reading_wire import checked
refused = {"x86_64": 272, "aarch64": 97}[os.uname().machine], 444
program = struct.pack("=HBBI", 0x20, 0, 0, 0)
for number in refused:
    program += struct.pack("=HBBI", 0x15, 0, 1, number) + struct.pack("=HBBI", 6, 0, 0, 0x50000 | 38)
program += struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000)

class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.byref(Program(len(program) // 8, program)))
with ReadingProcess() as reading, open(sys.argv[1], "rb") as file:
    intake = reading.read(file.fileno(), file_name="a.srt")
    print(json.dumps([reading.held(), intake.problem]))
"""


def test_where_a_kernel_has_less_the_rest_holds_and_it_is_told(reading: ReadingProcess, tmp_path: Path) -> None:
    needs(reading, "seccomp")
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nThe bridge was gone.\n")
    run = subprocess.run([sys.executable, "-c", _OLD_KERNEL, str(path)], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [["limits", "no-new-privileges", "seccomp"], None]


def test_every_media_type_and_detail_of_a_reader_passes_the_check() -> None:
    import puremagic.main

    tables = (puremagic.main.magic_header_array, puremagic.main.magic_footer_array)
    kinds = {found.mime_type.strip() for table in tables for found in table if found.mime_type.strip()} | set(READERS)
    for kind in kinds:
        given = Intake(media_type=kind, problem="unknown-format", detail=f"{kind} is not read")
        assert checked(given) == given


def test_a_long_detail_is_cut_and_one_with_other_words_refused() -> None:
    pages = ", ".join(map(str, range(1, 4000, 2)))
    cut = checked(Intake(media_type="application/pdf", problem="damaged", detail=f"pages that cannot be read: {pages}"))
    assert cut.detail is not None and len(cut.detail) == 300 and cut.detail.endswith("…")
    for words in ("Ім’я свідка", "a\nb", "\x1b[2J"):
        with pytest.raises(ValueError, match="detail"):
            checked(Intake(media_type="text/plain", problem="damaged", detail=words))
