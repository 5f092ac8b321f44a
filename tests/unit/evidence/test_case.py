import stat

import pytest

from witnessmark.evidence import files, named
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import BadEntry, EvidenceError, MissingObject, NoCase, UnknownDevice
from witnessmark.evidence.kinds import (
    ClearanceGiven,
    ConsentGiven,
    CustodyNoted,
    DecisionMade,
    HitWaived,
    PersonRegistered,
    ReleaseApproved,
    ReleaseProposed,
    SourceAdded,
)
from witnessmark.evidence.payloads import Note, PersonRegister, Shown
from witnessmark.evidence.settings import CaseSettings, parse_settings
from witnessmark.model.consent import Audience
from witnessmark.model.span import Span


def lines(case, device=None):
    return (case.path / "journal" / f"{device or case.device().id}.jsonl").read_bytes().splitlines()


def test_a_new_case_has_its_folders_a_key_and_three_entries(case, new_case):
    fresh = new_case("fresh")
    assert {p.name for p in fresh.path.iterdir()} == {"case.toml", "objects", "journal", "keys", "derived", ".lock"}
    assert [entry.decode().count('"kind":"device.enrolled"') for entry in lines(fresh)] == [1, 0, 0]
    assert stat.S_IMODE((fresh.path / "keys").stat().st_mode) == 0o700
    assert fresh.settings.title == "Oskil mission" and fresh.settings.notice == "All persons are invented."
    assert fresh.state().entries == 3 and fresh.state().case == fresh.settings.id


def test_no_name_stands_in_a_journal_or_in_the_settings(case):
    case.add_device("Petro Havrylenko")
    for path in [case.path / "case.toml", *(case.path / "journal").iterdir()]:
        data = path.read_bytes()
        for word in (b"Tkach", b"Petro", b"s0.txt", b"bridge", b"0" * 64):
            assert word not in data


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, case):
    (tmp_path / "notes.txt").write_text("mine")
    for path in (tmp_path, case.path):
        with pytest.raises(NoCase, match="not empty"):
            Case.create(path, "x", "y")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_case_is_found_from_inside_and_not_from_outside(case, tmp_path, monkeypatch):
    assert Case.find(case.path / "objects").path == case.path
    monkeypatch.chdir(case.path)
    assert Case.find().path == case.path
    for look in (Case.find, Case.open):
        with pytest.raises(NoCase):
            look(tmp_path)
    with pytest.raises(NoCase):
        Case.open(case.path / "case.toml")


def test_state_is_kept_until_something_changes(case):
    state = case.state()
    assert case.state() is state
    case.record(CustodyNoted(source="s0", event="viewed"))
    assert len(case.state().custody) == len(state.custody) + 1
    assert Case.open(case.path).state() == case.state()


def test_what_is_recorded_is_seen_before_it_is_durable(case):
    before = len(lines(case))
    with case.recording():
        case.record(CustodyNoted(source="s0", event="copied"))
        assert case.state().custody[-1].kind == "copied" and len(lines(case)) == before
        case.checkpoint()
        assert len(lines(case)) == before + 1
    assert case.state().sources["s0"].time == "2024-05-01T09:05:00+03:00"


def test_an_exception_takes_everything_back(case):
    before, stored = case.state(), len(list(case.objects))
    with pytest.raises(RuntimeError), case.recording():
        case.record(CustodyNoted(source="s0", event="copied", note=case.objects.add_value(Note("by hand")).address))
        raise RuntimeError
    assert case.state() == before and len(list(case.objects)) == stored
    case.record(CustodyNoted(source="s0", event="copied"))
    assert Case.open(case.path).state().refusals == ()


def test_an_entry_cannot_speak_of_an_object_that_is_not_there(case):
    with pytest.raises(MissingObject):
        case.record(SourceAdded(source="s9", record="a" * 64, content="b" * 64, level="internal"))
    with pytest.raises(BadEntry, match="invalid-body"):
        case.record(CustodyNoted(source="Olena Tkach", event="viewed"))


def test_devices_by_name_and_the_folders_own(case):
    petro = case.add_device("Petro Havrylenko")
    again = Case.open(case.path)
    assert list(again.devices()) == ["Olena Tkach", "Petro Havrylenko"]
    assert again.device().name == "Olena Tkach" and again.device("Petro Havrylenko") == again.device(petro.id) == petro
    again.record(ConsentGiven(target="s0", level="none"), device="Petro Havrylenko")
    assert again.state().consents["s0"][0].level == 0
    with pytest.raises(UnknownDevice):
        again.device("Nobody")
    with pytest.raises(EvidenceError, match="already"):
        again.add_device("Petro Havrylenko")


def test_a_key_signs_for_its_device_and_only_where_it_is(case):
    petro = case.add_device("Petro Havrylenko")
    assert case.key().device == case.device().id and case.key("Petro Havrylenko").device == petro.id
    (case.path / "keys" / f"{petro.id}.key").unlink()
    with pytest.raises(UnknownDevice, match="not in this case folder"):
        Case.open(case.path).key(petro.id)


def test_two_devices_in_one_recording_keep_to_their_journals(case):
    petro = case.add_device("Petro Havrylenko")
    with case.recording():
        for device in (None, petro.id, None, petro.id):
            case.record(CustodyNoted(source="s0", event="viewed"), device)
    again = Case.open(case.path).state()
    assert again.refusals == () and len(lines(case, petro.id)) == 3


def test_a_folder_without_keys_can_be_read_and_not_written(case):
    for key in (case.path / "keys").glob("*.key"):
        key.unlink()
    blind = Case.open(case.path)
    assert blind.state() == case.state()
    with pytest.raises(UnknownDevice):
        blind.record(CustodyNoted(source="s0", event="viewed"))
    with pytest.raises(UnknownDevice):
        blind.record(CustodyNoted(source="s0", event="viewed"), "Olena Tkach")


def test_the_name_of_an_erased_register_is_unknown(case):
    register = case.state().devices[case.device().id].register
    case.objects.path(register).unlink()
    assert Case.open(case.path).device().name.startswith("device ")


def test_a_torn_line_is_put_aside_and_work_goes_on(case):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    whole = case.state()
    with path.open("ab") as file:
        file.write(b'{"body":{"torn')
    again = Case.open(case.path)
    assert again.state() == whole
    again.record(CustodyNoted(source="s0", event="viewed"))
    assert again.recovered and (case.path / "journal" / again.recovered[0]).read_bytes() == b'{"body":{"torn'
    state = again.state()
    assert state.refusals == () and len(state.custody) == len(whole.custody) + 1
    assert path.read_bytes().count(b"journal.recovered") == 1


def test_a_line_that_nobody_signed_is_not_believed_even_if_derived_says_so(case):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    case.state()
    changed = path.read_bytes().replace(b'"public-anonymous"', b'"public-named"')
    path.write_bytes(changed)
    state = Case.open(case.path).state()
    assert state.refusals == ("rejected-entries",) and state.quarantined[0].reason == "bad-signature"


@pytest.mark.parametrize("line", [0, 3, -1])
def test_nothing_is_added_after_a_damaged_line(case, line):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    made = path.read_bytes().splitlines(keepends=True)
    made[line] = made[line].replace(b'"time":"2024', b'"time":"2023')
    path.write_bytes(b"".join(made))
    with pytest.raises(EvidenceError, match=f"{path.name} is damaged at line"):
        Case.open(case.path).record(CustodyNoted(source="s0", event="viewed"))
    assert path.read_bytes() == b"".join(made)


def test_the_damaged_journal_of_another_device_does_not_stop_work(case):
    petro = case.add_device("Petro Havrylenko")
    path = case.path / "journal" / f"{petro.id}.jsonl"
    path.write_bytes(b"nonsense\n")
    again = Case.open(case.path)
    again.record(CustodyNoted(source="s0", event="viewed"))
    assert again.state().custody[-1].kind == "viewed" and again.state().refusals[0] == "rejected-entries"


def test_nobody_signs_for_the_device_whose_journal_is_damaged(case):
    case.add_device("Petro Havrylenko")
    (case.path / "journal" / f"{case.device().id}.jsonl").write_bytes(b"nonsense\n")
    with pytest.raises(UnknownDevice, match="damaged"):
        Case.open(case.path).record(CustodyNoted(source="s0", event="viewed"))


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"heads":{},"seal":"0"}'])
def test_what_was_remembered_may_be_lost_or_false(case, damage):
    state = case.state()
    (case.path / "derived" / "verified.json").write_bytes(damage)
    assert Case.open(case.path).state() == state


def test_loading_again_checks_no_signature_twice(case, monkeypatch):
    from witnessmark.evidence import checking

    state = case.state()
    monkeypatch.setattr(checking, "check_signature", lambda *_: pytest.fail("checked again"))
    assert Case.open(case.path).state() == state


def test_settings_survive_every_kind_of_title():
    for title in ('a "b" \\ c', "Ізюм\n\t\x7f\x00", "", "🕊"):
        settings = CaseSettings(format=1, id="x", title=title, created="now", salt="s")
        assert parse_settings(settings.encode()) == settings


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"format = 1", b"= ", b'format = 9\nid="a"\ntitle="b"\ncreated="c"\nsalt="d"']
)
def test_settings_that_are_none_say_so(case, data):
    (case.path / "case.toml").write_bytes(data)
    with pytest.raises(EvidenceError, match=r"case\.toml"):
        Case.open(case.path)


def test_a_remnant_of_an_interrupted_beginning_is_cleared(tmp_path, case):
    (case.path / ".starting").write_bytes(b"")
    (case.path / "keys" / ".x.key.new").write_bytes(b"")
    Case.open(case.path).record(CustodyNoted(source="s0", event="viewed"))
    assert not (case.path / ".starting").exists() and not (case.path / "keys" / ".x.key.new").exists()


def test_a_long_line_is_found_from_the_end(case):
    petro = case.add_device("Petro Havrylenko")
    data = {f"font{number}.ttf": "a" * 64 for number in range(600)}
    case.record(
        ReleaseProposed(release="r1", audience=Audience.PUBLIC, content="a" * 64, salt="b" * 64, data=data), petro.id
    )
    again = Case.open(case.path)
    again.record(CustodyNoted(source="s0", event="viewed"), petro.id)
    assert again.state().refusals == ()


def test_what_people_decided_comes_with_names_and_words(case, add_source):
    text = "They took the tractor. A neighbour saw it."
    document = add_source(case, "s7", text)
    case.add_device("Petro Havrylenko")
    put = case.objects.add_value
    with case.recording():
        shown = Shown.of(
            document, Span.of(text, 0, 21), act="pillage", values={"place": "Oskil"}, corrected={"act": "x"}
        )
        case.record(
            DecisionMade(target="c1", verdict="corrected", shown=put(shown).address, reason=put(Note("seen")).address),
            "Petro Havrylenko",
        )
        case.record(ClearanceGiven(target="c1", audience=Audience.PUBLIC), "Petro Havrylenko")
        case.record(ReleaseProposed(release="r1", audience=Audience.PUBLIC, content="a" * 64, salt="b" * 64))
        case.record(ReleaseApproved(release="r1", content="a" * 64), "Petro Havrylenko")
        case.record(HitWaived(release="r1", hit="h1", reason=put(Note("a street")).address))
        for name in ("Ivan Moroz", "Ivan"):
            register = put(PersonRegister(names=(name,), ages=(61,), occupations=("tractor driver",))).address
            case.record(PersonRegistered(person="p1", register=register))
    (decision,) = named.decisions(case)["c1"]
    assert decision.reviewer == "Petro Havrylenko" and decision.span == Span.of(text, 0, 21)
    assert (decision.act, decision.corrected, decision.reason) == ("pillage", {"act": "x"}, "seen")
    assert named.clearances(case)[0].reviewer == "Petro Havrylenko" == named.approvals(case)[0].reviewer
    assert named.waivers(case)[0].hit == "h1" and named.proposals(case)[0].salt == "b" * 64
    assert named.person_registers(case)["p1"].names == ("Ivan",)
    case.objects.path(document).unlink()
    assert named.decisions(case)["c1"][0].span is None
    for address in (case.state().decisions["c1"][0].shown, case.state().decisions["c1"][0].reason):
        case.objects.path(address).unlink()
    (decision,) = named.decisions(case)["c1"]
    assert decision.document is None and decision.reason is None and decision.verdict == "corrected"
    case.objects.path(case.state().persons["p1"].registers[0]).unlink()
    assert named.person_registers(case) == {}


def test_words_that_moved_are_not_passed_off_as_what_was_shown():
    shown = Shown.of("d", Span.of("They took it.", 0, 4))
    assert shown.span("They took it.").quote == "They"
    assert shown.span("Who took it.") is None and shown.span("") is None and Shown().span("x") is None


def test_many_files_are_synced_side_by_side(tmp_path, monkeypatch):
    paths = [tmp_path / str(number) for number in range(20)]
    for path in paths:
        path.write_bytes(b"")
    done = []
    monkeypatch.setattr(files, "sync", done.append)
    files.sync_paths(paths)
    assert len(done) == 20
