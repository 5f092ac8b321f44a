"""Two processes, and two threads, add to one case at once: they are serialised and nothing is lost."""

import subprocess
import sys
import threading
from pathlib import Path

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.verify import verify_case

WRITER = """
import sys
from pathlib import Path
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted
case = Case.open(Path(sys.argv[1]))
for number in range(25):
    with case.recording():
        note = case.objects.add_bytes(b"x").address
        case.record(CustodyNoted(source="s0", event=f"{sys.argv[2]}-{number}", note=note))
"""


def test_two_processes_at_once(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case", "Oskil mission", "Olena Tkach")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, case.path, name]) for name in ("one", "two")]
    for number in range(10):
        case.record(CustodyNoted(source="s0", event=f"three-{number}"))
    assert [writer.wait(60) for writer in writers] == [0, 0]
    state = case.state()
    assert len({event.kind for event in state.custody}) == 60 and state.refusals == () and state.forks == {}
    assert verify_case(case.path).findings == ()


def test_two_threads_at_once(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case", "Oskil mission", "Olena Tkach")

    def work(name: str) -> None:
        for number in range(20):
            with case.recording():
                note = case.objects.add_bytes(b"x").address
                case.record(CustodyNoted(source="s0", event=f"{name}-{number}", note=note))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(case.state().custody) == 40 and verify_case(case.path).findings == ()


def test_a_reader_beside_a_writer_sees_whole_entries_only(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case", "Oskil mission", "Olena Tkach")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, case.path, "one"])
    reader = Case.open(case.path)
    seen = 0
    while writer.poll() is None:
        state = reader.state()
        assert state.refusals == () and len(state.custody) >= seen
        seen = len(state.custody)
    assert writer.returncode == 0 and len(reader.state().custody) == 25
