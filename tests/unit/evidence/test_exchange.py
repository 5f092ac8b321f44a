"""Two sides over pipes, and a case in one file: the same as from a folder, and nothing from a bad side."""

import contextlib
import io
import random
import re
import shutil

import pytest

from tests.unit.evidence.joining import join
from tests.unit.evidence.pipes import over_pipes
from tests.unit.evidence.test_sync import truth
from witnessmark.evidence import exchange, files
from witnessmark.evidence.bundle import is_bundle, merge_bundle, unpacked, write_bundle
from witnessmark.evidence.case import Case
from witnessmark.evidence.exchange import inventory
from witnessmark.evidence.expunging import ask as expunge
from witnessmark.evidence.expunging import objects_of
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.stream import BadStream, Writer
from witnessmark.evidence.sync import Moved, clone, merge
from witnessmark.evidence.verify import verify_case


@pytest.fixture
def pair(case, tmp_path):
    return case, join(tmp_path / "other", case, "Ivan Moroz")


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


def test_what_comes_needs_its_room_once_where_the_disk_gives_second_names(pair, monkeypatch):
    mine, other = pair
    other.objects.add_bytes(bytes(8 << 20))
    free = shutil.disk_usage(mine.path)._replace(free=exchange.SPARE + (12 << 20))
    monkeypatch.setattr(exchange.shutil, "disk_usage", lambda _: free)
    with monkeypatch.context() as without:
        without.setattr(files, "can_link", lambda _: False)
        with pytest.raises(BadStream, match="no-room"):
            over_pipes(mine.path, other.path)
    written = []
    write = files.write
    monkeypatch.setattr(files, "write", lambda at, data: written.append(len(data)) or write(at, data))
    assert over_pipes(mine.path, other.path).received.objects == 1
    assert 8 << 20 <= sum(written) < 9 << 20 and truth(mine.path) == truth(other.path)
