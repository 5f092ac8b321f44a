"""Two sides over pipes, and a case in one file: the same as from a folder, and nothing from a bad side."""

import contextlib
import io
import os
import random
import re
import shutil
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.evidence.joining import join
from tests.unit.evidence.test_sync import truth
from witnessmark.evidence import exchange, files
from witnessmark.evidence.bundle import is_bundle, merge_bundle, unpacked, write_bundle
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import NoCase
from witnessmark.evidence.exchange import Inventory, inventory
from witnessmark.evidence.expunging import ask as expunge
from witnessmark.evidence.expunging import objects_of
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.remote import Place, command_for, merge_remote, place_of, serve
from witnessmark.evidence.stream import GREETING, BadStream, Head, Reader, Writer
from witnessmark.evidence.sync import Moved, clone, merge
from witnessmark.evidence.verify import verify_case


@pytest.fixture
def pair(case, tmp_path):
    return case, join(tmp_path / "other", case, "Ivan Moroz")


def over_pipes(here, there, limit=None):
    """Both ends in this process. ``limit`` breaks the connection after so many bytes to this side."""
    to_there, to_here = os.pipe(), os.pipe()
    failed = []

    def other_end():
        with os.fdopen(to_there[0], "rb") as source, os.fdopen(to_here[1], "wb") as output:
            try:
                serve(there, source, output)
            except (BadStream, OSError, NoCase) as error:
                failed.append(error)
            try:
                output.flush()
            except OSError:
                output.raw.close()

    thread = threading.Thread(target=other_end)
    thread.start()
    source, output = os.fdopen(to_here[0], "rb"), os.fdopen(to_there[1], "wb")
    try:
        return merge_remote(here, "there", Breaking(source, limit) if limit is not None else source, output)
    finally:
        for end in (output, source):
            try:
                end.close()
            except OSError:
                end.raw.close() if not end.raw.closed else None
        thread.join(20)
        assert not thread.is_alive()


class Breaking:
    """A connection that ends after so many bytes."""

    def __init__(self, source, limit):
        self.source, self.left = source, limit

    def _cut(self, data):
        data = data[: self.left]
        self.left -= len(data)
        return data

    def read(self, size):
        return self._cut(self.source.read(min(size, max(self.left, 0)))) if self.left else b""

    def readline(self, size):
        return self._cut(self.source.readline(min(size, self.left))) if self.left else b""


def test_both_sides_have_all_of_both(pair, add_source):
    mine, other = pair
    add_source(mine, "mine")
    add_source(other, "other")
    report = over_pipes(mine.path, other.path)
    assert report.received == report.sent == Moved(3, 2) and report.ok and report.forked == ()
    assert truth(mine.path) == truth(other.path) and mine.state() == other.state()
    again = over_pipes(mine.path, other.path)
    assert again.received == again.sent == Moved()
    assert not list((mine.path / "derived").glob("arriving*/*")) and verify_case(mine.path).ok
    add_source(mine, "later")  # a journal goes on from where it is known
    assert over_pipes(other.path, mine.path).received == Moved(3, 2)


def test_only_what_is_new_of_a_journal_travels(pair):
    mine, other = pair
    for _ in range(50):
        other.record(CustodyNoted(source="s0", event="viewed"))
    over_pipes(mine.path, other.path)
    other.record(CustodyNoted(source="s0", event="copied"))
    out = io.BytesIO()
    exchange.send(Writer(out), other.path, inventory(other.path), inventory(mine.path))
    heads = re.findall(rb"journal [0-9]+ [0-9]+ ", out.getvalue())
    assert len(heads) == 1 and int(heads[0].split()[1]) < 2000 < int(heads[0].split()[2])


def test_a_connection_that_breaks_anywhere_is_finished_by_the_next_run(pair, add_source, tmp_path):
    mine, other = pair
    add_source(mine, "mine")
    add_source(other, "other")
    stream = io.BytesIO()
    exchange.send(Writer(stream), other.path, inventory(other.path), inventory(mine.path))
    chosen = random.Random(4)
    for number, limit in enumerate(sorted(chosen.sample(range(1, 12_000), 16))):
        here, there = tmp_path / f"h{number}", tmp_path / f"t{number}"
        shutil.copytree(mine.path, here)
        shutil.copytree(other.path, there)
        try:
            over_pipes(here, there, limit)
        except BadStream as error:
            assert error.reason in {"cut-off", "no-greeting"}
        assert not any(f.grave for f in verify_case(here).findings)
        over_pipes(here, there)
        assert truth(here) == truth(there)


def test_what_arrived_before_the_break_need_not_come_again(pair):
    mine, other = pair
    addresses = [other.objects.add_bytes(bytes(100_000)).address for _ in range(4)]
    with pytest.raises(BadStream, match="cut-off"):
        over_pipes(mine.path, other.path, limit=350_000)
    held = inventory(mine.path, mine.path / "derived" / "arriving")
    assert 1 <= len(held.objects.keys() & set(addresses)) < 4 and not set(addresses) <= set(mine.objects)
    over_pipes(mine.path, other.path)
    assert set(addresses) <= set(mine.objects)


@pytest.mark.parametrize("primitive", ["write", "replace"])
def test_a_kill_at_any_write_is_finished_by_the_next_run(pair, add_source, monkeypatch, tmp_path, primitive):
    mine, other = pair
    add_source(other, "other")
    bundle = tmp_path / "case.witnessmark"
    write_bundle(other.path, bundle)
    real = getattr(files, primitive)
    for stop in range(60):
        here = tmp_path / f"h{stop}"
        shutil.copytree(mine.path, here)
        count = 0

        def dying(*arguments, stop=stop):
            nonlocal count
            count += 1
            if count > stop:
                raise KeyboardInterrupt
            real(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(files, primitive, dying)
            try:
                merge_bundle(here, bundle)
                finished = True
            except KeyboardInterrupt:
                finished = False
        assert not any(f.grave for f in verify_case(here).findings)
        merge_bundle(here, bundle)
        assert set(truth(other.path)) <= set(truth(here))
        if finished:
            break
    assert finished and stop > 5


# One file


def test_a_bundle_is_the_same_every_time_and_brings_everything(pair, add_source, tmp_path):
    mine, other = pair
    add_source(other, "other")
    one, two = tmp_path / "one", tmp_path / "two"
    write_bundle(other.path, one)
    write_bundle(other.path, two)
    assert one.read_bytes() == two.read_bytes() and is_bundle(one) and not is_bundle(tmp_path)
    report = merge_bundle(mine.path, one)
    assert report.received == Moved(3, 2) and report.sent is None and report.ok
    assert mine.state() == other.state() and merge_bundle(mine.path, one).received == Moved()
    for key in (other.path / "keys").glob("*.key"):
        assert key.read_bytes() not in one.read_bytes()


def test_a_first_copy_can_be_made_from_a_bundle(case, tmp_path):
    bundle = tmp_path / "case.witnessmark"
    write_bundle(case.path, bundle)
    with unpacked(bundle, tmp_path / "second") as folder:
        second, report = clone(tmp_path / "second", folder, "Ivan Moroz")
    assert report.ok and set(second.objects) >= set(case.objects) and not list(tmp_path.glob(".arriving*"))
    assert verify_case(second.path).ok


def test_a_bundle_cut_off_anywhere_is_refused_and_nothing_is_taken(pair, add_source, tmp_path):
    mine, other = pair
    add_source(other, "other")
    bundle = tmp_path / "case.witnessmark"
    write_bundle(other.path, bundle)
    whole, before = bundle.read_bytes(), truth(mine.path)
    for length in (*range(0, len(whole), 997), len(whole) - 1):
        bundle.write_bytes(whole[:length])
        with pytest.raises(BadStream, match=r"cut-off|no-greeting|bad-part"):
            merge_bundle(mine.path, bundle)
        assert truth(mine.path) == before
    bundle.write_bytes(whole + b"x")
    with pytest.raises(BadStream, match="more-after-end"):
        merge_bundle(mine.path, bundle)
    assert truth(mine.path) == before


def test_a_bit_flipped_in_a_bundle_is_found(pair, add_source, tmp_path):
    mine, other = pair
    add_source(other, "other")
    bundle = tmp_path / "case.witnessmark"
    write_bundle(other.path, bundle)
    whole = bundle.read_bytes()
    chosen = random.Random(5)
    for number in range(40):
        here = tmp_path / f"h{number}"
        shutil.copytree(mine.path, here)
        at = chosen.randrange(len(whole))
        bundle.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chosen.randrange(8))]) + whole[at + 1 :])
        with contextlib.suppress(BadStream):
            merge_bundle(here, bundle)
        # Refused whole or in part: nothing false is in the case, and what is lacking then is named.
        grave = {f.reason for f in verify_case(here).findings if f.grave}
        assert grave <= {"missing-object", "missing-entries", "missing-object-key"}, (at, grave)


# What was erased


def anywhere(path, addresses):
    """Files below the case folder that hold an object of these addresses, or its key."""
    named = {a[2:] for a in addresses}
    rings = [p for p in path.rglob("*.ring") if any(a.encode() in p.read_bytes() for a in addresses)]
    return [*rings, *(p for p in path.rglob("*") if p.name in named)]


def test_what_was_expunged_comes_back_neither_from_an_old_file_nor_over_a_pipe(pair, add_source, tmp_path):
    mine, other = pair
    add_source(mine, "gone")
    over_pipes(mine.path, other.path)
    old = tmp_path / "old.witnessmark"
    write_bundle(mine.path, old)
    belonging = objects_of(mine, "gone")
    expunge(mine, "gone")
    merge_bundle(mine.path, old)
    assert belonging and not anywhere(mine.path, belonging)
    with pytest.raises(BadStream, match="cut-off"):  # not even for a while, when the connection breaks
        over_pipes(mine.path, other.path, limit=6000)
    assert not anywhere(mine.path, belonging)
    over_pipes(mine.path, other.path)
    assert not anywhere(mine.path, belonging) and not anywhere(other.path, belonging)
    assert verify_case(mine.path).ok and verify_case(other.path).ok
    write_bundle(mine.path, tmp_path / "new.witnessmark")
    assert not any(a.encode() in (tmp_path / "new.witnessmark").read_bytes().split(b"journal ")[0] for a in belonging)


def test_who_hears_of_an_erasure_in_a_file_destroys_too(pair, add_source, tmp_path):
    mine, other = pair
    add_source(mine, "gone")
    merge(mine.path, other.path)
    belonging = objects_of(mine, "gone")
    expunge(mine, "gone")
    write_bundle(mine.path, tmp_path / "new.witnessmark")
    report = merge_bundle(other.path, tmp_path / "new.witnessmark")
    assert report.destroyed == len(belonging) and not anywhere(other.path, belonging)


# A bad side


def speaking(case, say, held=None):
    """What a side that says these parts gets for an answer, as a bundle and over pipes."""
    out = io.BytesIO()
    writer = Writer(out)
    writer.greet()
    exchange.tell(writer, exchange.settings_of(case.path), held or Inventory())
    say(writer, out)
    return out.getvalue()


A, B = "a" * 64, "b" * 64
DEVICE = "c" * 32 + ".jsonl"


@pytest.mark.parametrize(
    ("held", "say", "reason"),
    [
        (None, lambda w, _: w.part("object", b"x", A), "unasked-object"),
        (Inventory(objects={A: 1}), lambda w, _: w.part("object", b"xx", A), "unasked-object"),
        (Inventory(objects={A: 1}), lambda w, _: [w.part("object", b"x", A) for _ in "12"], "unasked-object"),
        (Inventory(objects={A: 1 << 60}), lambda w, _: None, "no-room"),
        (Inventory(objects={"../../x": 1}), lambda w, _: None, "bad-inventory"),
        (Inventory(objects={A: -1}), lambda w, _: None, "bad-inventory"),
        (Inventory(journals={"../case.toml": exchange.Size(1, A)}), lambda w, _: None, "bad-inventory"),
        (Inventory(rings={"../x.ring": exchange.Size(1, A)}), lambda w, _: None, "bad-inventory"),
        (None, lambda w, _: w.part("journal", b"x", DEVICE), "unasked-file"),
        (None, lambda w, _: w.part("ring", b"x", "ab.ring"), "unasked-file"),
        (None, lambda w, _: w.begin(Head("object", 1, 0, "../../etc/passwd")), "bad-part"),
        (None, lambda w, _: w.begin(Head("object", 1, 0, "/etc/passwd")), "bad-part"),
        (None, lambda w, out: out.write(b"object 1 0 " + b"a" * 10_000), "bad-part"),
        (None, lambda w, out: out.write(b"x" * 100_000), "bad-part"),
        (None, lambda w, _: w.begin(Head("report", 1 << 40, 0, "-")), "unexpected-part"),
        (None, lambda w, _: w.part("settings", b"x"), "unexpected-part"),
        (None, lambda w, _: w.begin(Head("end", 5, 0, "-")), "too-large"),
        (None, lambda w, _: w.part("refused", b"no-room"), "no-room"),
        (None, lambda w, _: w.part("refused", b"\x1b[2J"), "refused"),
        (None, lambda w, _: w.begin(Head("refused", 1 << 40, 0, "-")), "too-large"),
        (
            Inventory(journals={DEVICE: exchange.Size(3 << 20, A)}),
            lambda w, _: w.part("journal", b"x" * (3 << 20), DEVICE),
            "endless-line",
        ),
    ],
)  # fmt: skip
def test_a_side_that_sends_what_was_not_asked_is_refused(case, tmp_path, held, say, reason):
    data, before = speaking(case, say, held), truth(case.path)
    with pytest.raises(BadStream, match=reason):
        merge_remote(case.path, "there", io.BytesIO(data), io.BytesIO())
    assert truth(case.path) == before and case.state().refusals == ()
    assert not (tmp_path / "etc").exists()


def test_wrong_bytes_under_an_address_are_refused_by_name_and_the_rest_comes(pair, add_source, tmp_path):
    mine, other = pair
    add_source(other, "other")
    content = other.state().sources["other"].content
    path = other.objects.path(content)
    path.write_bytes(b"x" * path.stat().st_size)
    report = over_pipes(mine.path, other.path)
    assert [(r.folder, r.file, r.reason) for r in report.refused] == [
        ("there", f"objects/{content[:2]}/{content[2:]}", "corrupt-object")
    ]
    assert content not in mine.objects and "other" in mine.state().sources


def test_a_changed_journal_is_taken_as_far_as_it_holds(pair):
    mine, other = pair
    for _ in range(3):
        other.record(CustodyNoted(source="s0", event="viewed"))
    path = other.path / "journal" / f"{other.device().id}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-1] = lines[-1].replace(b"viewed", b"copied")
    path.write_bytes(b"".join(lines))
    report = over_pipes(mine.path, other.path)
    assert (f"journal/{path.name}", "bad-signature") in [(r.file, r.reason) for r in report.refused]
    assert report.received.entries == 2


def test_another_case_and_what_is_no_witnessmark_are_refused(case, new_case, tmp_path):
    with pytest.raises(BadStream, match="other-case"):
        over_pipes(case.path, new_case("second").path)
    for data in (b"", b"Welcome to Debian\n", b"witnessmark-case 2\n" + b"x" * 1000):
        with pytest.raises(BadStream, match="no-greeting"):
            merge_remote(case.path, "there", io.BytesIO(data), io.BytesIO())
    out = io.BytesIO()
    with pytest.raises(NoCase):
        serve(tmp_path, io.BytesIO(), out)


def test_two_syncs_at_once_into_one_folder_do_not_mix(pair):
    mine, other = pair
    with exchange.arriving(mine.path), pytest.raises(BadStream, match="busy"):
        over_pipes(mine.path, other.path)
    with exchange.arriving(other.path, "arriving-served"), pytest.raises(BadStream, match="busy"):
        over_pipes(mine.path, other.path)
    assert over_pipes(mine.path, other.path).ok


def test_lines_of_the_stream_that_are_none():
    for line in (
        b"object -1 0 a\n",
        b"object 01 0 a\n",
        b"OBJECT 1 0 a\n",
        b"object 1 0 a b\n",
        b"object 1 0 \n",
        b"\n",
    ):
        with pytest.raises(BadStream, match="bad-part"):
            Reader(io.BytesIO(line)).head()


# Where a word leads


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("olena@field.example:/srv/cases/kharkiv", Place("olena@field.example", "/srv/cases/kharkiv")),
        ("laptop:kharkiv", Place("laptop", "kharkiv")),
        ("[fe80::1]:case", Place("[fe80::1]", "case")),
        ("-oProxyCommand=evil:x", None),
        ("a@-oProxyCommand=evil:x", None),
        ("/media/usb/a:b", None),
        ("C:x", None),
        ("kharkiv", None),
    ],
)  # fmt: skip
def test_a_remote_path_is_told_from_a_folder(word, place):
    assert place_of(word) == place


def test_a_path_cannot_become_a_command_of_the_other_machine():
    command = command_for(Place("a@b", "x; rm -rf $HOME `id`"), "ssh -p 2222", "witnessmark")
    assert command == ["ssh", "-p", "2222", "--", "a@b", "witnessmark sync --serve 'x; rm -rf $HOME `id`'"]
    assert command_for(Place("b", "~/a b"), "ssh", "wm")[-1] == "wm sync --serve ~/'a b'"


def test_four_folders_by_stick_pipe_and_file_in_any_order_come_to_the_same(case, tmp_path, monkeypatch):
    """Five random histories, with connections that break and kills at any write: what way something came, in what order
    and how often it was cut off makes no difference."""
    ways = [merge, over_pipes, _by_file]
    for seed in range(5):
        chosen, root = random.Random(seed), tmp_path / str(seed)
        shutil.copytree(case.path, root / "0")
        folders = [root / str(number) for number in range(4)]
        for number in (1, 2, 3):
            join(folders[number], Case.open(folders[0]), f"Laptop {number}")
        for _ in range(7):
            here, there = chosen.sample(folders, 2)
            Case.open(here).record(CustodyNoted(source="s0", event=chosen.choice(["viewed", "copied"])))
            luck = chosen.random()
            if luck < 0.25:
                with contextlib.suppress(BadStream):
                    over_pipes(here, there, limit=chosen.randrange(1, 9000))
            elif luck < 0.55:
                with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
                    _die_at(patch, chosen.choice(["write", "replace", "append", "remove"]), chosen.randrange(8))
                    chosen.choice([merge, _by_file])(here, there)
            else:
                chosen.choice(ways)(here, there)
        for _ in range(3):
            for here, there in ((0, 1), (1, 2), (2, 3), (3, 0)):
                chosen.choice(ways)(folders[here], folders[there])
        states = [Case.open(folder).state() for folder in folders]
        assert all(state == states[0] for state in states) and states[0].refusals == (), seed
        assert all(verify_case(folder).ok for folder in folders), seed


def _die_at(patch, primitive, count):
    """The process ends at the so manieth use of a primitive, and does nothing any more."""
    real, done = getattr(files, primitive), 0

    def dying(*arguments, **more):
        nonlocal done
        done += 1
        if done > count:
            raise KeyboardInterrupt
        return real(*arguments, **more)

    patch.setattr(files, primitive, dying)


def _by_file(here, there):
    for one, two in ((here, there), (there, here)):
        write_bundle(one, one.parent / "handed")
        merge_bundle(two, one.parent / "handed")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.booleans())
def test_whatever_bytes_a_side_sends_it_is_refused_with_a_reason(case, data, greeted):
    before = case.state().entries
    with pytest.raises(BadStream) as refused:
        merge_remote(case.path, "there", io.BytesIO((GREETING if greeted else b"") + data), io.BytesIO())
    assert re.fullmatch(r"[a-z-]+", refused.value.reason) and case.state().entries == before


HEADS = st.builds(
    Head, st.sampled_from(["object", "ring", "journal", "end"]), st.integers(0, 10**14), st.integers(0, 10**14),
    st.from_regex(r"[A-Za-z0-9._-]{1,120}", fullmatch=True),
)  # fmt: skip


@given(HEADS)
def test_a_line_of_the_stream_is_read_as_it_was_written(head):
    out = io.BytesIO()
    Writer(out).begin(head)
    assert Reader(io.BytesIO(out.getvalue())).head() == head
