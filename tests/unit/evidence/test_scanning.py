"""Journals checked in parts, of which little is kept: the same is found as by reading everything."""

import random
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.evidence.story import A, Story
from tests.unit.evidence.test_fold import BODIES, CONTROL, ROLES, told
from witnessmark.evidence import kinds, scanning
from witnessmark.evidence.entry import LONGEST_LINE, Signed, encode
from witnessmark.evidence.fold import fold
from witnessmark.evidence.journal import journal_files, read_journal
from witnessmark.evidence.kinds import addresses, body_of
from witnessmark.evidence.scanning import scan_journals

DEVICES = st.integers(0, 3)
PARTS = st.sampled_from([300, 1200, 4000, 1 << 20, 1 << 20])
KEYED = kinds.CaseKeyed(device="0" * 32, epoch=1, wrapped="A" * 106 + "==", commitment=A)
MORE = st.sampled_from([KEYED, kinds.ExpungeAsked(target="s1", objects=(A,)), kinds.JournalRecovered(torn=A, size=3)])
SOMETHING = st.one_of(BODIES, BODIES, MORE)
STORIES = st.lists(
    st.one_of(
        CONTROL,
        st.tuples(st.just("many"), DEVICES, st.tuples(st.lists(SOMETHING, min_size=1, max_size=5), st.integers(1, 4))),
        st.tuples(st.just("many"), DEVICES, st.tuples(st.lists(SOMETHING, min_size=1, max_size=5), st.integers(1, 4))),
        st.tuples(st.just("agree"), DEVICES, st.none()),
        st.tuples(st.just("odd"), DEVICES, st.sampled_from([{"kind": "of.later"}, {"body": {"x": 1}}, {"v": 2}])),
        st.tuples(st.just("sync"), DEVICES, DEVICES),
        st.tuples(st.just("fork"), DEVICES, DEVICES),
    ),
    max_size=16,
)


def happened(steps, admit, critical=True):
    story = Story(4, admit=admit)
    for step, device, what in steps:
        if step == "many":
            for body in what[0] * what[1]:
                story.say(device, body)
        elif step == "agree":
            for asked in [e.digest for e in story.entries if e.kind == "expunge.asked"][-1:]:
                story.say(device, kinds.ExpungeAgreed(asked=asked))
        elif step == "odd":
            story.say(device, kinds.CustodyNoted(source="s1", event="viewed"), **what, critical=critical)
        else:
            told([(step, device, what)], story=story)
    return story


def line(entry):
    return encode({name: getattr(entry, name) for name in Signed.__struct_fields__}) + b"\n"


def write(folder, entries, lost=()):
    """A journal file for each branch that a device has."""
    known = {entry.digest: entry for entry in entries if entry.device not in lost}
    continued = {entry.prev for entry in known.values()}
    for number, head in enumerate(digest for digest in known if digest not in continued):
        lines, entry = [], known[head]
        device = entry.device
        while entry is not None:
            lines.append(line(entry))
            entry = known[entry.prev] if entry.prev else None
        path = folder / f"{device}.jsonl"
        if path.exists():
            path = folder / f"{device}.fork-{number:016x}.jsonl"
        path.write_bytes(b"".join(reversed(lines)))


def whole(folder):
    return [read_journal(path, device) for device, path in journal_files(folder)]


def bearing(state, ids):
    """What verifying takes from the state."""
    return {
        "keys": state.case_keys,
        "devices": state.devices,
        "expunged": state.expunged,
        "aside": {(one.device, one.reason, one.blocking) for one in state.quarantined},
        "created": {one.entry for one in state.quarantined} & ids,
        "missing": set(state.missing),
        "told": set(state.missing_told),
        "owners": [one for one in state.conflicts if one.what == "owners"],
        "forks": set(state.forks),
        "unknown": bool(state.blocked_by_unknown),
    }


def compare(folder, part, known=()):
    read = whole(folder)
    spoken = set()
    with patch.object(scanning, "AT_ONCE", part):
        scanned = scan_journals(folder, known, spoken.update)
    for one, other in zip(read, scanned, strict=True):
        assert (one.device, one.file, one.head, one.problem) == (other.device, other.file, other.head, other.problem)
        assert bool(one.torn) == other.torn
        places = {(entry.seq, entry.digest) for entry in one.entries}
        kept = [(at.entry.seq, at.entry.digest) for at in other.kept]
        assert places.issuperset(kept) and {place for place in places if place[1] in known} <= set(kept)
    entries = [entry for one in read for entry in one.entries]
    assert spoken == {address for entry in entries for address in _addresses(entry)}
    created = {entry.digest for entry in entries if entry.kind == "case.created"}
    thin = [entry for one in scanned for entry in one.entries]
    for founder in (None, read[0].device if read else None):
        assert bearing(fold(thin, "case-1", (), founder), created) == bearing(
            fold(entries, "case-1", (), founder), created
        )
    return entries, thin


def _addresses(entry):
    try:
        body = body_of(entry.kind, entry.body)
    except Exception:
        return ()
    return addresses(body) if body is not None else ()


@settings(max_examples=120, deadline=None)
@given(STORIES, st.one_of(st.none(), ROLES), st.booleans(), PARTS, st.sets(DEVICES, max_size=1))
def test_what_is_kept_says_the_same_of_the_case_as_everything(steps, admit, critical, part, lost):
    story = happened(steps, admit, critical)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), story.entries, {story.id(device) for device in lost if device})
        compare(Path(folder), part, {entry.digest for entry in story.entries[::5]})


@settings(max_examples=60, deadline=None)
@given(STORIES, PARTS, st.randoms(use_true_random=False))
def test_damage_is_found_on_the_same_line_for_the_same_reason(steps, part, chance: random.Random):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, happened(steps, "member").entries)
        path = chance.choice(sorted(folder.iterdir()))
        data = path.read_bytes()
        at = chance.randrange(len(data))
        lines = data.splitlines(keepends=True)
        spot = chance.randrange(len(lines))
        path.write_bytes(
            chance.choice(
                [
                    data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :],
                    data[:at],
                    data + b'{"torn',
                    b"".join(lines[:spot] + lines[spot + 1 :]),
                    b"".join([*lines[:spot], b"\n", *lines[spot:]]),
                    b"".join([*lines[:spot], lines[spot], *lines[spot:]]),
                ]
            )
        )
        compare(folder, part)


def decide(story, device, count=4, **changes):
    return [
        story.say(device, kinds.DecisionMade(target=f"c{number}", verdict="confirmed", shown=A), **changes)
        for number in range(count)
    ]


def source(name):
    return kinds.SourceAdded(source=name, record=A, content=A, level="internal")


def ended(story):
    story.revoke(1, decide(story, 1)[1])


def brought_by_two(story):
    story.say(1, source("s1"))
    story.say(0, source("s1"))
    story.sync(1, 0)
    story.say(1, source("s1"))


def of_others(story):
    story.say(0, source("s1"))
    story.say(1, source("s2"))
    story.sync(1, 0)
    for target in ("s2", "s1"):
        story.say(1, kinds.ConsentGiven(target=target, level="internal"))


def keyed_late(story):
    decide(story, 1, time="2024-07-01T09:00:00+03:00")
    story.say(1, KEYED)
    story.say(0, kinds.CaseKeyed(device="0" * 32, epoch=1, wrapped="B" * 106 + "==", commitment=A))
    story.say(0, kinds.CaseKeyed(device="1" * 32, epoch=1, wrapped="C" * 106 + "==", commitment=A))


@pytest.mark.parametrize(
    ("tell", "admit", "reason"),
    [(ended, "member", "revoked"), (brought_by_two, "contributor", "beyond-role"), (keyed_late, "owner", None),
     (of_others, "contributor", "beyond-role"), (of_others, None, "not-admitted")],
)  # fmt: skip
def test_one_entry_stands_only_for_what_counts_as_it_does(tmp_path, tell, admit, reason):
    story = Story(2, admit=admit)
    tell(story)
    write(tmp_path, story.entries)
    compare(tmp_path, 1 << 20)
    assert reason in {None, *(one.reason for one in story.state().quarantined)}
    assert tell is not keyed_late or len(story.state().case_keys) == 3


def test_a_fork_shows_though_one_branch_is_damaged_soon_after(tmp_path):
    story = Story(2)
    decide(story, 1)
    before = story.heads[1]
    decide(story, 1)
    story.heads[1] = before
    story.say(1, kinds.CustodyNoted(source="s1", event="viewed"))
    write(tmp_path, story.entries)
    first = tmp_path / f"{story.id(1)}.jsonl"
    lines = first.read_bytes().splitlines(keepends=True)
    assert len(lines) == 9 or len(next(tmp_path.glob("*.fork-*")).read_bytes().splitlines()) == 9
    long = first if len(lines) == 9 else next(tmp_path.glob("*.fork-*"))
    lines = long.read_bytes().splitlines(keepends=True)
    long.write_bytes(b"".join([*lines[:7], b"{}\n", *lines[8:]]))
    entries, _ = compare(tmp_path, 1 << 20)
    assert fold(entries, "case-1").forks


@pytest.mark.parametrize("part", [1 << 12, 3 << 20])
@pytest.mark.parametrize("end", [b"", b"\n", b"\nx\n", b"\nx"])
@pytest.mark.parametrize("length", [LONGEST_LINE, LONGEST_LINE + 1, 3 * LONGEST_LINE])
def test_a_line_without_end_is_not_held_in_memory(tmp_path, part, end, length):
    story = Story(1)
    write(tmp_path, story.entries)
    path = tmp_path / f"{story.id(0)}.jsonl"
    path.write_bytes(path.read_bytes() + b"x" * length + end)
    compare(tmp_path, part)


def test_no_more_is_kept_of_a_long_run_than_of_a_short_one(tmp_path):
    kept = []
    for count in (10, 100):
        story = Story(2)
        for number in range(count):
            story.say(1, kinds.DecisionMade(target=f"c{number}", verdict="confirmed", shown=A))
            story.say(1, kinds.ConsentGiven(target=f"s{number}", level="internal"))
        folder = tmp_path / str(count)
        folder.mkdir()
        write(folder, story.entries)
        kept.append(len(compare(folder, 1 << 20)[1]))
    assert kept[0] == kept[1]


def test_several_processes_find_the_same(tmp_path, monkeypatch):
    story = Story(3)
    for number in range(60):
        story.say(number % 3, kinds.DecisionMade(target=f"c{number}", verdict="confirmed", shown=A))
        if number % 9 == 0:
            story.sync(0, 1)
    write(tmp_path, story.entries)
    path = tmp_path / f"{story.id(2)}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"c50", b"c51"))
    monkeypatch.setattr(scanning, "SHARED_FROM", 0)
    compare(tmp_path, 5000)
