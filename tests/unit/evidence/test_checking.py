"""The signatures of a long journal are checked in several processes: with the same outcome as in one."""

import pytest

from witnessmark.evidence import checking
from witnessmark.evidence.checking import SignatureCheck, first_bad
from witnessmark.evidence.journal import read_journal
from witnessmark.evidence.kinds import CustodyNoted


@pytest.fixture
def lines(case, monkeypatch):
    monkeypatch.setattr(checking, "SHARED_FROM", 10)
    monkeypatch.setattr(checking, "AT_ONCE", 4)
    with case.recording():
        for number in range(12):
            case.record(CustodyNoted(source=f"s{number}", event="viewed"))
    return (case.path / "journal" / f"{case.device().id}.jsonl").read_bytes().splitlines()


def forged(line: bytes) -> bytes:
    """The line with another letter in its body, under the signature of before."""
    return line.replace(b'"viewed"', b'"copied"')


@pytest.mark.parametrize("wrong", [(), (0,), (1, 8), (11,)])
def test_several_processes_find_the_first_line_that_is_not_signed(case, lines, wrong):
    public_key = case.key().public
    wrong = [len(lines) - 12 + number for number in wrong]
    for number in wrong:
        lines[number] = forged(lines[number])
    alone = first_bad(lines, public_key)
    with SignatureCheck(lines, public_key, 0) as check:
        assert check.result() == alone == ((wrong[0], "bad-signature") if wrong else None)


def test_a_forged_line_of_a_long_journal_ends_it_there(case, lines):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    lines[-3] = forged(lines[-3])
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    read = read_journal(path, case.device().id)
    assert read.problem is not None
    assert (read.problem.line, read.problem.reason) == (len(lines) - 2, "bad-signature")
    assert len(read.entries) == len(lines) - 3
