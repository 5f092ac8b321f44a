"""What an attacker, a hostile file or a careless hand may try, each as one test with the real commands.

All people and what they tell are invented.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from tests.integration.running import Run, witnessmark
from witnessmark.evidence.case import Case, device_clock
from witnessmark.evidence.entry import Unsigned, line_digest, sign
from witnessmark.evidence.kinds import (
    CaseCreated,
    ConsentGiven,
    ConsentWithdrawn,
    DeviceAdmitted,
    DeviceRevoked,
    PersonProtected,
    ReleaseApproved,
)
from witnessmark.protection.decode import layers
from witnessmark.protection.fold import folded

IRYNA, OLEH = "Iryna Demchuk", "Oleh Savchuk"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """An empty case with the keys of two reviewers."""
    assert witnessmark("init", "case", "--title", "Attacked", "--device", IRYNA, cwd=tmp_path).code == 0
    assert witnessmark("device", "--add", OLEH, cwd=tmp_path / "case").code == 0
    return tmp_path / "case"


def add(case: Path, name: str, text: str, *options: str, consent: str = "public-anonymous") -> Run:
    """Write a file beside the case and add it."""
    file = case.parent / name
    file.write_text(text, encoding="utf-8")
    run = witnessmark("add", file, "--consent", consent, *options, cwd=case)
    assert run.code == 0, run.errors
    return run


def proposed(case: Path, out: str, *options: str) -> str:
    """The id of the release that ``publish`` proposes and that now waits for approval."""
    run = witnessmark("publish", out, *options, cwd=case)
    assert run.code == 4, run.output + run.errors
    return run.errors.split("Release ")[1].split()[0]


def published(case: Path, out: str = "site", *options: str) -> str:
    """All the words of the public edition, decoded from every file of it."""
    release = proposed(case, out, *options)
    for name in (IRYNA, OLEH):
        assert witnessmark("clear", "--release", release, "--as", name, cwd=case).code == 0
    run = witnessmark("publish", out, *options, cwd=case)
    assert run.code == 0, run.output + run.errors
    return words_of(case / out)


def words_of(folder: Path) -> str:
    """What stands in the files of a release, decoded and folded; what ships with the software is left out."""
    names = [path.name for path in folder.rglob("*")]
    texts = [
        layer.text or ""
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("maplibre") and path.suffix not in (".woff2", ".ttf")
        for layer in layers(path.read_bytes())
    ]
    return folded("\n".join([*names, *texts]))


def stands(name: str, words: str) -> bool:
    """Whether the name stands among the words as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(folded(name))}(?!\w)", words) is not None


# Leaks: who must not be named is in no byte of the public edition


def test_a_protected_person_is_not_named_by_another_spelling(case: Path) -> None:
    spellings = (
        "Olena Kovtun", "O. Kovtun", "OLENA KOVTUN", "Олена Ковтун", "О. С. Ковтун",
        "Olena Stepanivna Kovtun", "Kovtun O.",
    )  # fmt: skip
    text = "Олена Степанівна Ковтун розповіла, що солдати пограбували крамницю в Ізюмі.\n\n"
    text += "".join(f"{spelling} signed the list.\n\n" for spelling in spellings)
    add(case, "note.txt", text, "--date", "2022-10-09", consent="public-named")
    add(case, "other.txt", "Petro Kovtun repaired the school in Izium on 3 October 2022.\n", consent="public-named")
    assert witnessmark("protect", "Олена Степанівна Ковтун", cwd=case).code == 0
    words = published(case, "site", "--no-dossier")
    assert not any(stands(spelling, words) for spelling in spellings)
    assert stands("petro kovtun", words)


def test_nicknames_and_former_names_go_with_the_name(case: Path) -> None:
    add(case, "en.txt", (
        'Oksana Diachuk said that soldiers looted her house in Izium on 12 April 2022. Neighbours call her "Malva".\n'
        "Bondarenko is her maiden name. Malva went home. Her call sign was Vulyk. The shop of Bondarenko was burned.\n"
    ))  # fmt: skip
    add(
        case,
        "uk.txt",
        "Олену Ковтун усі кличуть «Ластівка». Ластівку солдати пограбували в Ізюмі 12 квітня 2022 року.\n",
    )
    add(case, "ru.txt", "Сергей Лапшин по прозвищу Шмель ушёл. Шмеля солдаты ограбили в Изюме 12 апреля 2022 года.\n")
    words = published(case, "site", "--no-dossier")
    for name in ("malva", "bondarenko", "vulyk", "ластівка", "ластівку", "шмель", "шмеля"):
        assert not stands(name, words)


def test_plurals_pet_names_and_broken_double_names_go_with_the_name(case: Path) -> None:
    add(case, "uk.txt", (
        "Олена Ковтун розповіла: солдати пограбували крамницю в Ізюмі 12 квітня 2022 року.\n"
        "Ковтунам нічого не лишили. Ковтунша все бачила. Оленочка плакала.\n"
    ))  # fmt: skip
    add(case, "en.txt", (
        "Oksana Diachuk told us that soldiers looted her house in Izium on 12 April 2022. Oksanochka wept.\n"
        "The list was signed by Diachuk-\nHavrylenko that day. Havrylenko-Diachuk came as well.\n"
    ))  # fmt: skip
    words = published(case, "site", "--no-dossier")
    for name in ("ковтун", "ковтунам", "ковтунша", "оленочка", "oksanochka", "diachuk", "havrylenko"):
        assert not stands(name, words)


def test_a_title_from_the_properties_of_a_file_was_never_read(case: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Statement of Taras Oliinyk"
    document.core_properties.last_modified_by = "Zakhar Moroz"
    document.add_paragraph("On 12 April 2022 soldiers looted the shop in Izium.")
    document.save(str(tmp_path / "statement.docx"))
    page = (
        "<html><head><title>Story of Yurii Lysenko</title></head><body><p>On 12 April 2022 soldiers looted a shop.</p>"
    )
    (tmp_path / "page.html").write_text(page)
    assert witnessmark("add", tmp_path / "statement.docx", tmp_path / "page.html", "--consent", "public-anonymous",
                       cwd=case).code == 0  # fmt: skip
    words = published(case)
    for name in ("taras", "oliinyk", "zakhar", "moroz", "yurii", "lysenko"):
        assert not stands(name, words)


def test_the_address_of_a_mail_blocks_no_release_and_stands_in_none(case: Path) -> None:
    mail = (
        "From: Larysa Voloshyna <larysa.voloshyna@example.org>\nTo: team@example.org\nSubject: Izium\n"
        "Date: Mon, 10 Oct 2022 10:00:00 +0300\n\nOn 12 April 2022 soldiers looted my flat in Izium. Larysa\n"
    )
    add(case, "mail.eml", mail)
    words = published(case)
    assert not stands("larysa", words) and not stands("voloshyna", words)


@pytest.mark.parametrize("audience", ["internal", "prosecutor"])
def test_a_sealed_account_is_in_no_other_edition_to_its_end(case: Path, audience: str) -> None:
    add(case, "s.txt", (
        "We came on 9 October 2022.\n\nHalyna Rudenko spoke. Two soldiers raped her in the cellar. She wept zebrafish."
        " It was cold.\n\nThe school in Izium was destroyed by shelling on 3 May 2022.\n"
    ), consent="accountability-named")  # fmt: skip
    options = ("--audience", audience, "--no-dossier")
    if audience == "prosecutor":
        release = proposed(case, "site", *options)
        assert witnessmark("clear", "--release", release, "--as", IRYNA, cwd=case).code == 0
    assert witnessmark("publish", "site", *options, cwd=case).code == 0
    words = words_of(case / "site")
    assert "shelling" in words
    for trace in ("zebrafish", "raped", "in the cellar"):
        assert trace not in words


# The gate


@pytest.fixture
def looted(case: Path) -> Path:
    """A case with one claim that may be published."""
    add(case, "note.txt", "On 12 April 2022 soldiers looted the shop in Izium.\n")
    return case


@pytest.mark.parametrize("name", ["iryna  demchuk", "Irynа Demchuk", "Demchuk Iryna", "I. Demchuk", "Ірина Демчук"])
def test_one_reviewer_under_two_names_is_one(looted: Path, name: str) -> None:
    assert witnessmark("device", "--add", name, cwd=looted).code == 0
    release = proposed(looted, "site", "--no-dossier")
    for signer in (IRYNA, name):
        assert witnessmark("clear", "--release", release, "--as", signer, cwd=looted).code == 0
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 4


def test_approving_twice_counts_once_and_a_changed_consent_asks_again(looted: Path) -> None:
    release = proposed(looted, "site", "--no-dossier")
    for _ in range(2):
        witnessmark("clear", "--release", release, "--as", IRYNA, cwd=looted)
    assert proposed(looted, "site", "--no-dossier") == release
    witnessmark("clear", "--release", release, "--as", OLEH, cwd=looted)
    assert witnessmark("consent", "S1", "internal", cwd=looted).code == 0
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 4
    assert not (looted / "site").exists()


def test_no_folder_of_somebody_is_ever_replaced(looted: Path, tmp_path: Path) -> None:
    published(looted, "site", "--no-dossier")
    (looted / "site" / "my-notes.txt").write_text("precious")
    web = tmp_path / "web"
    web.mkdir()
    (web / "manifest.json").write_text('{"name": "an application of somebody", "files": []}')
    (web / "thesis.txt").write_text("precious")
    (tmp_path / "link").symlink_to(web)
    for out in (looted / "site", web, tmp_path / "link"):
        assert witnessmark("publish", out, "--no-dossier", cwd=looted).code == 4
    assert (web / "thesis.txt").read_text() == (looted / "site" / "my-notes.txt").read_text() == "precious"


def test_a_waiver_names_a_hit(looted: Path) -> None:
    release = proposed(looted, "site", "--no-dossier")
    run = witnessmark("clear", "--release", release, "--waive", "deadbeef", "--reason", "no leak", cwd=looted)
    assert run.code == 2 and "waived" not in run.output


def test_a_proposal_from_a_day_to_come_is_not_used(looted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = Case.open(looted, clock=lambda: device_clock() + timedelta(days=400))
    monkeypatch.setattr(Case, "find", lambda: fast)
    early = proposed(looted, "site", "--no-dossier")
    monkeypatch.undo()
    assert proposed(looted, "site", "--no-dossier") != early


@pytest.mark.parametrize("change", ["changed", "missing", "extra", "pipe"])
def test_verify_names_every_change_of_a_release(looted: Path, change: str) -> None:
    published(looted, "site", "--no-dossier")
    page = looted / "site" / "index.html"
    fine = witnessmark("verify", looted / "site", cwd=looted)
    assert fine.code == 0 and re.search(r"\b[0-9a-f]{64}\b", fine.output.splitlines()[-1])
    if change == "extra":
        (looted / "site" / "more.html").write_text("x")
    else:
        page.unlink()
    if change == "changed":
        page.write_text("x")
    if change == "pipe":
        os.mkfifo(page)
    run = witnessmark("verify", looted / "site", cwd=looted)
    assert run.code == 5 and ("more.html" if change == "extra" else "index.html") in run.output


def test_an_entry_that_this_version_does_not_know_stops_everything_that_leaves(looted: Path) -> None:
    case = Case.open(looted)
    key = case.key()
    path = looted / "journal" / f"{key.device}.jsonl"
    lines = path.read_bytes().splitlines()
    unknown = Unsigned(
        v=1, device=key.device, seq=len(lines), prev=line_digest(lines[-1]), saw={}, time="2026-01-01T00:00:00+00:00",
        kind="embargo-set", critical=True, body={},
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + sign(unknown, key) + b"\n")
    for command in (("publish", "site"), ("publish", "site", "--preview"), ("export", "out"),
                    ("publish", "site", "--audience", "internal")):  # fmt: skip
        run = witnessmark(*command, cwd=looted)
        assert run.code == 4 and "unknown-critical-entry" in run.errors, run.errors


# Sync


@pytest.fixture
def stick(looted: Path, tmp_path: Path) -> Case:
    """A stick with a copy of the case, on which somebody whom nobody admitted has a device."""
    stick = Case.join(tmp_path / "stick", looted, "Mallory Stone")
    assert witnessmark("sync", looted, cwd=stick.path).code == 0
    return stick


def test_an_invented_second_reviewer_on_a_stick_does_not_count(looted: Path, stick: Case) -> None:
    release = proposed(looted, "site", "--no-dossier")
    content = Case.open(looted).state().proposals[release].content
    stick.record(ReleaseApproved(release=release, content=content))
    assert witnessmark("clear", "--release", release, "--as", IRYNA, cwd=looted).code == 0
    told = witnessmark("sync", stick.path, cwd=looted)
    key = stick.device().fingerprint
    assert told.code == 0 and key in told.output and "Mallory Stone" in told.output
    run = witnessmark("publish", "site", "--no-dossier", cwd=looted)
    assert run.code == 4 and "Mallory" not in run.errors and not (looted / "site").exists()
    status = witnessmark("status", cwd=looted).output
    assert key in status and re.search(r"waits for an owner with \d+ entries", status)
    # Nor does it block what others approved.
    assert witnessmark("clear", "--release", release, "--as", OLEH, cwd=looted).code == 0
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 0
    assert stick.device().id not in (looted / "site" / "manifest.json").read_text()


def test_a_stick_neither_opens_nor_stops_anything(looted: Path, stick: Case) -> None:
    """Consent, protection, admission of itself, an end of the owner, and a critical entry of a newer version."""
    owner = Case.open(looted).device().id
    [source] = Case.open(looted).state().sources
    own = stick.device().id
    for body in (
        ConsentGiven(target=source, level="public-named"), ConsentWithdrawn(target=source),
        DeviceAdmitted(device=own, role="owner"), DeviceRevoked(device=owner, after=None),
        CaseCreated(case=stick.settings.id, settings="0" * 64), PersonProtected(person="p-1", protected=False),
    ):  # fmt: skip
        stick.record(body)
    before = witnessmark("status", "--json", cwd=looted).data
    assert witnessmark("sync", stick.path, cwd=looted).code == 0
    after = witnessmark("status", "--json", cwd=looted).data
    assert (before["counts"], before["sources"]) == (after["counts"], after["sources"])
    assert [one["id"] for one in after["devices"]] == [own]
    assert witnessmark("verify", looted, cwd=looted).code == 0
    assert published(looted, "site", "--no-dossier")


def test_what_a_stick_said_counts_once_an_owner_admits_its_device(looted: Path, stick: Case) -> None:
    release = proposed(looted, "site", "--no-dossier")
    content = Case.open(looted).state().proposals[release].content
    stick.record(ReleaseApproved(release=release, content=content))
    witnessmark("clear", "--release", release, "--as", IRYNA, cwd=looted)
    assert witnessmark("sync", stick.path, cwd=looted).code == 0
    key = stick.device()
    assert witnessmark("device", "--admit", "Mallory Stone", "--role", "member", cwd=stick.path).code != 0
    run = witnessmark("device", "--admit", key.fingerprint, "--role", "member", cwd=looted)
    assert run.code == 0 and key.fingerprint in run.output
    run = witnessmark("publish", "site", "--no-dossier", cwd=looted)
    [told] = [line for line in run.errors.splitlines() if "Mallory Stone" in line]
    assert run.code == 0 and key.id in told and f"member, admitted by {IRYNA}" in told
    assert key.id in (looted / "site" / "manifest.json").read_text()


def test_a_device_of_a_stick_that_takes_a_reviewers_name_is_no_second_reviewer(looted: Path, tmp_path: Path) -> None:
    stick = Case.join(tmp_path / "stick", looted, IRYNA)
    release = proposed(looted, "site", "--no-dossier")
    assert witnessmark("sync", looted, cwd=stick.path).code == 0
    content = Case.open(looted).state().proposals[release].content
    stick.record(ReleaseApproved(release=release, content=content))
    assert witnessmark("clear", "--release", release, "--as", IRYNA, cwd=looted).code == 0
    assert witnessmark("sync", stick.path, cwd=looted).code == 0
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 4
    # Not even when an owner takes it for hers: one name is one reviewer.
    assert witnessmark("device", "--admit", stick.device().id, cwd=looted).code == 0
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 4


def test_a_revoked_reviewers_later_approval_does_not_count(looted: Path) -> None:
    assert witnessmark("device", "--revoke", OLEH, cwd=looted).code == 0
    release = proposed(looted, "site", "--no-dossier")
    for name in (IRYNA, OLEH):
        witnessmark("clear", "--release", release, "--as", name, cwd=looted)
    assert witnessmark("publish", "site", "--no-dossier", cwd=looted).code == 4


def test_a_tampered_stick_and_one_of_another_case_give_nothing(looted: Path, tmp_path: Path) -> None:
    assert witnessmark("init", "another", "--title", "Another", cwd=tmp_path).code == 0
    other = witnessmark("sync", tmp_path / "another", cwd=looted)
    assert other.code == 3 and "another case" in other.errors
    stick = Case.join(tmp_path / "stick", looted, "Stick")
    assert witnessmark("sync", looted, cwd=stick.path).code == 0
    path = stick.path / "journal" / f"{stick.key().device}.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"time":"20', b'"time":"19', 1))
    before = witnessmark("status", "--json", cwd=looted).data
    run = witnessmark("sync", stick.path, cwd=looted)
    assert run.code == 1 and "refused" in run.output
    assert witnessmark("status", "--json", cwd=looted).data["counts"] == before["counts"]


# Hostile input


def test_a_name_that_is_no_utf8_is_kept_and_the_run_goes_on(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff\xfename.txt"))).write_text("The bridge was destroyed.")
    (folder / "good.txt").write_text("The school was destroyed.")
    run = witnessmark("add", folder, "--json", cwd=case)
    assert run.code == 0, run.errors
    assert [entry["file"] for entry in run.data] == ["stick/bad\\xff\\xfename.txt", "stick/good.txt"]


def test_a_pipe_or_device_is_refused_at_once(case: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    run = witnessmark("add", tmp_path / "pipe", "/dev/zero", "--json", cwd=case)
    assert run.code == 1
    assert [entry["problem"] for entry in run.data] == ["not-readable", "not-readable"]


@pytest.mark.parametrize("command", ["status", "claims", "people", "incidents", "places", "search", "matrix"])
def test_no_text_or_file_name_steers_the_terminal(case: Path, command: str) -> None:
    words = "On 12 April 2022 soldiers looted the shop of Olena\x1b]0;owned\x07 Kovtun\u202e in Izium\x9b2J.\n"
    added = add(case, "note\x1b[31m\u202e\n.txt", words)
    run = witnessmark(command, *(["looted"] if command == "search" else []), cwd=case)
    for printed in (added.output, run.output):
        assert not any(sign in printed for sign in "\x1b\x07\x9b\u202e\r")
        assert "\n.txt" not in printed


def test_json_gives_back_the_very_characters_that_are_written_out(case: Path) -> None:
    add(case, "note\u202e.txt", "The bridge was destroyed.")
    assert witnessmark("status", "--json", cwd=case).data["sources"][0]["file"] == "note\u202e.txt"
