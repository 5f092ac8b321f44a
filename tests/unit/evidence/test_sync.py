import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.evidence.joining import join
from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import DifferentCase, NoCase
from witnessmark.evidence.kinds import CaseCreated, ConsentGiven, ConsentWithdrawn, CustodyNoted
from witnessmark.evidence.sync import Moved, clone, merge
from witnessmark.evidence.verify import verify_case


def truth(path):
    """Every byte of objects and journals."""
    return {
        str(p.relative_to(path)): p.read_bytes()
        for folder in ("objects", "journal")
        for p in sorted((path / folder).rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def pair(case, tmp_path):
    return case, join(tmp_path / "other", case, "Ivan Moroz")


def test_both_folders_have_all_of_both(pair, add_source):
    mine, other = pair
    add_source(mine, "mine")
    add_source(other, "other")
    report = merge(mine.path, other.path)
    assert report.received == Moved(3, 2) and report.sent == Moved(3, 2) and report.refused == report.forked == ()
    assert truth(mine.path) == truth(other.path) and mine.state() == other.state()
    assert merge(mine.path, other.path).received == merge(other.path, mine.path).received == Moved()
    assert verify_case(mine.path).findings == verify_case(other.path).findings == ()


def test_keys_and_derivations_stay_where_they_are(pair):
    mine, other = pair
    (mine.path / "derived" / "index").write_bytes(b"x")
    merge(mine.path, other.path)
    assert not (other.path / "derived" / "index").exists()
    kept = [{p.name for p in (case.path / "keys").glob("*.key")} for case in pair]
    assert all(kept) and kept[0].isdisjoint(kept[1])


def test_another_case_the_same_folder_and_no_case_are_refused(case, new_case, tmp_path):
    with pytest.raises(DifferentCase, match="another case"):
        merge(case.path, new_case("second").path)
    with pytest.raises(DifferentCase, match="same folder"):
        merge(case.path, case.path)
    with pytest.raises(NoCase):
        merge(case.path, tmp_path)
    with pytest.raises(NoCase):
        clone(tmp_path / "x", tmp_path, "Ivan")


def test_a_corrupt_object_is_refused_by_name_and_the_rest_comes(pair, add_source):
    mine, other = pair
    add_source(other, "other")
    content = other.state().sources["other"].content
    other.objects.path(content).write_bytes(b"changed")
    report = merge(mine.path, other.path)
    assert [(r.file, r.reason) for r in report.refused] == [(f"objects/{content[:2]}/{content[2:]}", "corrupt-object")]
    assert report.received == Moved(2, 2) and not report.ok and content not in mine.objects
    assert not list((mine.path / "objects" / "incoming").iterdir())


def test_a_link_on_a_stick_is_not_followed(pair, tmp_path):
    mine, other = pair
    address = other.objects.add_bytes(b"real").address
    path = other.objects.path(address)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert merge(mine.path, other.path).refused[0].reason == "corrupt-object" and address not in mine.objects


@pytest.mark.parametrize("at", [2, 4])
def test_a_changed_journal_is_taken_as_far_as_it_holds(pair, at):
    mine, other = pair
    for _ in range(5):
        other.record(CustodyNoted(source="s0", event="viewed"))
    path = other.path / "journal" / f"{other.device().id}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[at] = lines[at].replace(b"viewed", b"copied")
    path.write_bytes(b"".join(lines))
    report = merge(mine.path, other.path)
    assert [(r.file, r.reason) for r in report.refused] == [(f"journal/{path.name}", "bad-signature")]
    assert report.received.entries == at - 1  # the enrolment itself came with the cloning
    assert mine.state().refusals == () and merge(mine.path, other.path).received == Moved()


def test_a_device_of_another_case_is_not_taken(pair, new_case):
    mine, other = pair
    stranger = new_case("stranger", "Stranger")
    name = f"{stranger.device().id}.jsonl"
    shutil.copy(stranger.path / "journal" / name, other.path / "journal" / name)
    report = merge(mine.path, other.path)
    assert (f"journal/{name}", "other-case") in [(r.file, r.reason) for r in report.refused]
    assert not (mine.path / "journal" / name).exists()


def test_in_a_case_that_does_not_name_its_first_device_nobody_becomes_a_second_one(case, tmp_path):
    path = case.path / "case.toml"
    path.write_text("".join(ln for ln in path.read_text().splitlines(keepends=True) if not ln.startswith("founder")))
    stick = Case.join(tmp_path / "stick", case.path, "Mallory Stone")
    stick.record(CaseCreated(case=stick.settings.id, settings="0" * 64))
    report = merge(case.path, stick.path)
    assert {(r.folder, r.reason) for r in report.refused} >= {(str(stick.path), "second-founder")}
    state = Case.open(case.path).state()
    assert state.devices.keys() == {case.device().id} and state.refusals == ()


def test_a_torn_tail_does_not_travel(pair):
    mine, other = pair
    path = other.path / "journal" / f"{other.device().id}.jsonl"
    with path.open("ab") as file:
        file.write(b'{"half')
    merge(mine.path, other.path)
    assert (mine.path / "journal" / path.name).read_bytes() + b'{"half' == path.read_bytes()


def test_changed_settings_are_named(pair):
    mine, other = pair
    path = other.path / "case.toml"
    path.write_text(path.read_text().replace("Oskil mission", "Oskil"))
    assert [r.reason for r in merge(mine.path, other.path).refused] == ["settings-differ"]


def test_one_key_in_two_places_shows_as_a_fork_and_nothing_is_lost(case, tmp_path):
    shutil.copytree(case.path, tmp_path / "copy")
    copy = Case.open(tmp_path / "copy")
    case.record(ConsentGiven(target="s0", level="public-named"))
    copy.record(ConsentWithdrawn(target="s0"))
    report = merge(case.path, copy.path)
    assert report.forked == (case.device().id,)
    state = case.state()
    assert state == copy.state() and list(state.forks) == [case.device().id]
    assert state.effective_consent("s0", "2024-05-01") == 0 and state.conflicts[0].target == "s0"
    assert merge(copy.path, case.path).received == Moved()
    # Each goes on, the fork grows, and still there are two branches and no more.
    case.record(CustodyNoted(source="s0", event="viewed"))
    copy.record(CustodyNoted(source="s0", event="copied"))
    merge(case.path, copy.path)
    assert case.state() == copy.state() and len(list((case.path / "journal").glob("*.fork-*"))) == 1
    case.record(ConsentGiven(target="s0", level="internal"))
    assert case.state().conflicts == () and case.state().effective_consent("s0", "2024-05-01") == 1
    assert verify_case(case.path).ok and verify_case(copy.path).ok


def test_a_folder_that_cannot_be_written_to_is_read(pair, add_source, monkeypatch):
    mine, other = pair
    add_source(other, "other")
    add_source(mine, "mine")
    real = os.open

    def read_only(path, flags, *rest, **more):
        if str(path).startswith(str(other.path)) and flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(30, "read-only")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", read_only)
    report = merge(mine.path, other.path)
    assert report.sent is None and report.received == Moved(3, 2)
    with pytest.raises(PermissionError):
        merge(other.path, mine.path)


def test_a_long_merge_makes_durable_as_it_goes(pair, monkeypatch):
    from witnessmark.evidence import sync

    mine, other = pair
    for _ in range(5):
        other.objects.add_bytes(b"x")
    monkeypatch.setattr(sync, "COMMIT_EVERY", 2)
    assert merge(mine.path, other.path).received.objects == 5


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.sampled_from(["internal", "public-named", None])),
        st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("copy"), st.integers(0, 2), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.permutations([(0, 1), (1, 2), (2, 0)]))
def test_merging_comes_to_the_same_in_any_order_and_any_number_of_times(tmp_path_factory, steps, last):
    """Three folders that write and merge, a key copied now and then: in the end all agree, whatever came when."""
    root = tmp_path_factory.mktemp("three")
    first = Case.create(root / "0", "Oskil mission", "A")
    for name in ("1", "2"):
        join(root / name, first, name)
    copies = 0
    for step, here, what in steps:
        case = Case.open(root / str(here))
        if step == "write":
            case.record(ConsentGiven(target="s", level=what) if what else ConsentWithdrawn(target="s"))
        elif step == "merge" and here != what:
            merge(root / str(here), root / str(what))
        elif step == "copy":
            copies += 1
            shutil.copytree(root / str(here), root / f"copy{copies}")
            Case.open(root / f"copy{copies}").record(CustodyNoted(source="s", event="viewed"))
            merge(root / str((here + 1) % 3), root / f"copy{copies}")
    for _ in range(2):
        for one, two in last:
            merge(root / str(one), root / str(two))
    states = [Case.open(root / str(n)).state() for n in range(3)]
    assert states[0] == states[1] == states[2] and states[0].refusals == ()
    before = [truth(root / str(n)) for n in range(3)]
    for one, two in last:
        assert merge(root / str(one), root / str(two)).received == Moved()
    assert before == [truth(root / str(n)) for n in range(3)]
    assert all(verify_case(root / str(n)).ok for n in range(3))


def test_an_interrupted_merge_is_finished_by_the_next(pair, add_source, monkeypatch, tmp_path):
    mine, other = pair
    add_source(mine, "mine")
    add_source(other, "other")
    for stop in range(40):
        here, there = tmp_path / f"h{stop}", tmp_path / f"t{stop}"
        shutil.copytree(mine.path, here)
        shutil.copytree(other.path, there)
        count = 0

        def dying(source, target, stop=stop):
            nonlocal count
            count += 1
            if count > stop:
                raise KeyboardInterrupt
            source.replace(target)

        with monkeypatch.context() as patch:
            patch.setattr(files, "replace", dying)
            try:
                merge(here, there)
                finished = True
            except KeyboardInterrupt:
                finished = False
        merge(here, there)
        assert truth(here) == truth(there)
        assert Case.open(here).state().entries == mine.state().entries + 2
        if finished:
            break
    assert finished and stop > 5


def test_keys_of_objects_go_along_and_false_ones_are_refused(pair, add_source):
    from witnessmark.evidence.rings import RingLine

    mine, other = pair
    add_source(other, "other")
    content = other.state().sources["other"].content
    true = other.objects.keys.rings.lines(content)
    false = [RingLine(content, 1, bytes([n]) * 60) for n in range(6)]
    other.objects.keys.rings.destroy([content])
    for line in false:
        other.objects.keys.rings.stage(line)
    other.objects.keys.rings.commit()
    report = merge(mine.path, other.path, mine.secrets)
    assert {refusal.reason for refusal in report.refused} == {"corrupt-object-key"} and len(report.refused) == 1
    assert content in mine.objects and not mine.objects.keys.rings.lines(content)
    # A locked case cannot tell, and takes some; the true one still comes once it is unlocked.
    merge(mine.path, other.path)
    assert 0 < len(mine.objects.keys.rings.lines(content)) < 6
    reasons = {finding.reason for finding in verify_case(mine.path, secrets=mine.secrets).findings if finding.grave}
    assert reasons == {"object-key-does-not-open"}
    other.objects.keys.rings.destroy([content])
    other.objects.keys.rings.stage(true[0])
    other.objects.keys.rings.commit()
    merge(mine.path, other.path, mine.secrets)
    assert mine.objects.read(content) and mine.objects.keys.rings.lines(content) == true
    assert merge(mine.path, other.path, mine.secrets).ok
    assert verify_case(mine.path, secrets=mine.secrets).ok


def test_a_laptop_reads_nothing_until_an_owner_gives_it_the_key(case, tmp_path):
    from witnessmark.evidence.errors import NotKeyed

    other, _ = clone(tmp_path / "other", case.path, "Ivan Moroz")
    content = case.state().sources["s0"].content
    for read in (other.objects.read, other.objects.open):
        with pytest.raises(NotKeyed, match="has not been given the key"):
            read(content)
    with pytest.raises(NotKeyed):
        other.objects.add_bytes(b"words")
    assert verify_case(other.path).ok
    merge(tmp_path / "other", case.path)
    case.key_for(other.device().id)
    merge(tmp_path / "other", case.path)
    assert other.objects.read(content) == case.objects.read(content)


def test_a_device_of_a_stick_cannot_slip_in_a_case_key_of_its_own(pair):
    from witnessmark.evidence.case_key import CaseKey
    from witnessmark.evidence.fold_keys import wrapped_for

    mine, other = pair
    false = CaseKey.generate(epoch=2)
    for epoch in (1, 2):
        false.epoch = epoch
        device = mine.state().devices[mine.device().id]
        body = wrapped_for(false, mine.settings.id, device.id, bytes.fromhex(device.sealing_key))
        other._recorder.record(body, other.device().id)
    merge(mine.path, other.path)
    again = Case.open(mine.path)
    assert again.secrets.case_key().secret == mine.secrets.case_key().secret != false.secret
