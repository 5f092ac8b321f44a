import msgspec
import pytest

from witnessmark.evidence.entry import LONGEST_LINE, Unsigned, line_digest, sign
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.journal import Head, first_entry, journal_files, read_journal, recover, tail
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import Body, CustodyNoted, DeviceEnrolled

KEY, OTHER = DeviceKey(bytes(32)), DeviceKey(bytes([1]) * 32)
ENROLLED = DeviceEnrolled(case="c", public_key=KEY.public.hex(), register="a" * 64)
VIEWED = CustodyNoted(source="s0", event="viewed")


def lines(*bodies: Body, key: DeviceKey = KEY, **changes: object) -> list[bytes]:
    made: list[bytes] = []
    for seq, body in enumerate(bodies):
        fields = {
            "v": 1, "device": KEY.device, "seq": seq, "prev": line_digest(made[-1]) if made else None, "saw": {},
            "time": "2024-05-01T09:00:00+03:00", "kind": body.KIND, "critical": body.CRITICAL,
            "body": msgspec.to_builtins(body),
        }  # fmt: skip
        made.append(sign(Unsigned(**{**fields, **(changes if seq == len(bodies) - 1 else {})}), key))
    return made


@pytest.fixture
def write(tmp_path):
    def write(data):
        path = tmp_path / f"{KEY.device}.jsonl"
        path.write_bytes(data if isinstance(data, bytes) else b"".join(line + b"\n" for line in data))
        return path

    return write


def test_a_journal_is_read_to_its_head(write):
    made = lines(ENROLLED, VIEWED, VIEWED)
    path = write(made)
    read = read_journal(path, KEY.device)
    assert read.problem is None and read.lines == tuple(made) and read.head == Head(3, line_digest(made[-1]))
    assert tail(path) == (read.head, 0) and first_entry(path) == read.entries[0]
    assert list(journal_files(path.parent)) == [(KEY.device, path)]


@pytest.mark.parametrize(
    ("made", "reason", "line"),
    [
        (lines(VIEWED), "not-enrolled", 1),
        (lines(msgspec.structs.replace(ENROLLED, public_key=OTHER.public.hex())), "not-enrolled", 1),
        (lines(ENROLLED, VIEWED, key=OTHER), "bad-signature", 1),
        (lines(ENROLLED, VIEWED, seq=5), "broken-chain", 2),
        (lines(ENROLLED, VIEWED, prev="f" * 64), "broken-chain", 2),
        (lines(ENROLLED, VIEWED, device=OTHER.device), "other-device", 2),
        ([*lines(ENROLLED), b"{}"], "malformed", 2),
        ([*lines(ENROLLED), b""], "malformed", 2),
        ([line.replace(b'"v":1', b'"v": 1') for line in lines(ENROLLED)], "not-canonical", 1),
        (
            [*lines(ENROLLED), b"x" * (LONGEST_LINE + 1)],
            "too-long",
            2,
        ),
    ],
)
def test_what_does_not_hold_is_named_and_ends_the_journal(write, made, reason, line):
    read = read_journal(write(made), KEY.device)
    assert (read.problem.reason, read.problem.line, len(read.entries)) == (reason, line, line - 1)


def test_a_false_memory_is_not_trusted(write):
    made = lines(ENROLLED, VIEWED, key=OTHER)
    path = write(made)
    for head in (Head(2, "0" * 64), Head(9, line_digest(made[-1])), Head(0, None), None):
        assert read_journal(path, KEY.device, head).problem.reason == "bad-signature"
    # Only whoever holds the sealed note can say that it was checked up to this very line.
    assert read_journal(path, KEY.device, Head(2, line_digest(made[-1]))).problem is None


def test_a_torn_line_is_cut_off_and_kept(write):
    made = b"".join(line + b"\n" for line in lines(ENROLLED, VIEWED))
    for cut in (1, 5, len(made) // 2):
        path = write(made[:-cut])
        whole = made[:-cut][: made[:-cut].rfind(b"\n") + 1]
        assert read_journal(path, KEY.device).torn == made[len(whole) : -cut]
        assert recover(path) == made[len(whole) : -cut] and path.read_bytes() == whole
        assert recover(path) == b""


def test_the_tail_of_a_journal_without_a_whole_line(write, tmp_path):
    assert tail(tmp_path / "absent") == (Head(0, None), 0)
    assert tail(write(b"")) == (Head(0, None), 0)
    path = write(b'{"half')
    assert tail(path) == (Head(0, None), 6) and first_entry(path) is None
    with pytest.raises(BadEntry, match="too-long"):
        tail(write(b"\n" + b"x" * (9 * LONGEST_LINE)))


def test_long_lines_are_read_from_the_end(write):
    long = lines(ENROLLED, VIEWED, body={"x": "y" * 100_000})
    assert tail(write(long))[0] == Head(2, line_digest(long[-1]))
