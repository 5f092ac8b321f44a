"""Mail, web pages, transcripts, images, archives: what is kept, what is a source of its own, what is refused."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from witnessmark.intake import limits
from witnessmark.intake.formats import media_type, read_source
from witnessmark.intake.result import Intake, Nesting


def read(path: Path, data: bytes | str) -> Intake:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_source(path)


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Mission <m@example.org>", "office@example.org", "Нотатки"
    message["Date"] = "Tue, 20 Sep 2022 10:00:00 +0300"
    message.set_content("Міст зруйновано.\n")
    message.add_alternative("<p>Міст зруйновано.</p>", subtype="html")
    return message


def test_mail_gives_its_body_and_its_attachments(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="наказ.pdf")
    inner = mail()
    message.add_attachment(inner)
    intake = read(tmp_path / "a.eml", bytes(message))
    (document,) = intake.documents
    assert (document.text.strip(), document.title, document.date) == (
        "Міст зруйновано.", "Нотатки", "2022-09-20T10:00:00+03:00"
    )  # fmt: skip
    assert document.facts["mail.from"] == "Mission <m@example.org>"
    assert [part.name for part in intake.parts] == ["наказ.pdf", "part-2.eml"]
    assert "Нотатки" in read(tmp_path / "b.eml", intake.parts[1].content()).documents[0].title  # type: ignore[operator]


def test_mail_of_html_only_is_read_as_a_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = "a@example.org", "20 Sep 2022 10:00:00 -0000", "x"
    message.set_content(
        "<html><body><p>The bridge was destroyed.</p><script>x()</script></body></html>", subtype="html"
    )
    (document,) = read(tmp_path / "a.eml", bytes(message)).documents
    assert (document.text, document.date) == ("The bridge was destroyed.", "2022-09-20T10:00:00")


def test_a_page_states_its_date_author_and_language(tmp_path: Path) -> None:
    words = "Мешканці розповіли, що міст через річку зруйновано, а воду привозять щодня. " * 3
    (document,) = read(
        tmp_path / "a.html",
        f"""<!DOCTYPE html><html lang="uk-UA"><head><title>Новини громади</title>
        <meta property="article:published_time" content="2022-09-20T10:00:00+03:00">
        <meta name="author" content="Іван Вигаданий">
        </head><body><nav>Головна Контакти</nav><article><h1>Міст зруйновано</h1><p>{words}</p>
        <p>Дата 12.01.2019 у тексті.</p>
        </article><div class="cookie-banner">Ми використовуємо файли cookie. Погоджуюсь</div>
        <p>Цей сайт використовує файли cookie. Користуючись ним, ви погоджуєтесь.</p></body></html>""",
    ).documents
    assert (document.date, document.language, document.author) == ("2022-09-20", "uk", "Іван Вигаданий")
    assert "cookie" not in document.text and "Контакти" not in document.text and "зруйновано" in document.text
    assert int(document.facts["page.words-kept"]) < int(document.facts["page.words-shown"])


def test_a_page_without_a_stated_date_has_none(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path / "a.html", "<html><body><p>On 12 January 2019 the bridge stood.</p></body></html>"
    ).documents
    assert document.date is None


def test_a_cookie_notice_in_plain_text_stays_for_the_reader(tmp_path: Path) -> None:
    text = "The bridge was destroyed.\n\nThis site uses cookies. By browsing it you agree.\n"
    assert read(tmp_path / "a.txt", text).documents[0].text == text


def test_vtt_voices_are_speakers_and_a_sentence_runs_over_cues(tmp_path: Path) -> None:
    (document,) = read(
        tmp_path / "a.vtt",
        "WEBVTT\n\nNOTE nothing\n\n1\n01:00:01.500 --> 01:00:03.000 align:start\n<v Olena>We left the <i>house</i>\n\n"
        "01:00:04.000 --> 01:00:05.000\nfor the river.\n\n01:00:06.000 --> 01:00:07.000\n- And then?\n",
    ).documents
    assert document.text == "Olena: We left the house for the river.\n- And then?"
    assert [locator.value for locator in document.locators] == ["3601.5", "3604", "3606"]


def photo(path: Path, orientation: int = 1) -> Path:
    image = Image.new("RGB", (80, 40), (70, 90, 60))
    exif = image.getexif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Acme", "One", orientation
    exif[0x8769] = {0x9003: "2022:09:12 14:03:11", 0x9011: "+03:00"}
    exif[0x8825] = {1: "S", 2: (49.0, 12.0, 30.0), 3: "E", 4: (37.0, 15.0, 0.0)}
    image.save(path, exif=exif)
    return path


def test_what_the_device_wrote_is_a_fact_and_no_date(tmp_path: Path) -> None:
    (document,) = read_source(photo(tmp_path / "a.jpg", orientation=6)).documents
    assert (document.text, document.date, document.kind) == ("", None, "image")
    assert document.facts == {
        "image.width": "80", "image.height": "40", "exif.make": "Acme", "exif.model": "One", "exif.orientation": "6",
        "exif.taken": "2022-09-12T14:03:11+03:00", "exif.position": "-49.208333,37.250000",
    }  # fmt: skip


def test_a_device_without_a_zone_states_none(tmp_path: Path) -> None:
    image = Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif[0x8769] = {0x9003: "2022:09:12 14:03:11"}
    image.save(tmp_path / "a.jpg", exif=exif)
    (document,) = read_source(tmp_path / "a.jpg").documents
    assert document.facts["exif.taken"] == "2022-09-12T14:03:11"


def test_a_folder_gives_its_files_and_follows_no_link(tmp_path: Path) -> None:
    folder = tmp_path / "mission"
    (folder / "photos").mkdir(parents=True)
    (folder / "report.txt").write_text("The bridge was destroyed.")
    photo(folder / "photos" / "a.jpg")
    (folder / "elsewhere").symlink_to("/etc")
    intake = read_source(folder)
    assert [part.name for part in intake.parts] == ["photos/a.jpg", "report.txt"]
    assert intake.problem == "link"


def test_a_zip_gives_its_members_and_leaves_litter(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/report.txt", "The bridge was destroyed.")
        archive.writestr("__MACOSX/a/._report.txt", "x")
        archive.writestr("a/.DS_Store", "x")
    (part,) = read_source(path).parts
    assert (part.name, part.content()) == ("a/report.txt", b"The bridge was destroyed.")


def test_a_name_in_the_code_page_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xxxxxx.txt", "x")
    path.write_bytes(path.read_bytes().replace(b"xxxxxx.txt", "приказ.txt".encode("cp866")))
    assert [part.name for part in read_source(path).parts] == ["приказ.txt"]


def test_many_small_archives_are_stopped_as_one_large_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ARCHIVE_MEMBERS", 5)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", "a")
        archive.writestr("2.txt", "b")
    nesting = Nesting()
    problems = [read_source(path, nesting=nesting.deeper()).problem for _ in range(3)]
    assert problems == [None, None, "archive-bomb"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.md", b"# Report\n", "text/markdown"),
        ("a.unknown", b"words\n", "text/plain"),
        ("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\nx\n", "application/x-subrip"),
        ("mail", b"From: a\nTo: b\nSubject: c\n\nwords\n", "message/rfc822"),
        ("a.json", b"{}", "application/json"),
        ("a.csv", b"a,b\n", "text/csv"),
        ("a.txt", b"Place: Izium\nTime: noon\n\nwords\n", "text/plain"),
        ("a.rtf", b"{\\rtf1 x}", "application/rtf"),
    ],
)
def test_the_kind_of_a_file(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert media_type(path) == kind


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert read_source(tmp_path / "none").problem == "damaged"
