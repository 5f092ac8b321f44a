"""A field worker who works in Ukrainian meets no English: of lists, of what was done, of what went wrong."""

import re
from pathlib import Path

import pytest

from tests.integration.running import Run, witnessmark

NOTE = """Зведення місії, 9 жовтня 2022 року.

Ганна Лисенко з Балаклії розповіла: «12 березня 2022 року солдати пограбували магазин і побили мого сусіда».
"""
_TYPED = re.compile(
    r"`[^`]*`|--?[a-z][\w-]*|\([a-z-]+\)|witnessmark \S.*|[\w./-]+\.(?:txt|docx|toml)\b"
    r"|\b[a-z]*-?[0-9a-f]{6,}\b|\b[0-9a-f]{4}\b"
    r"|SHA-256|UTC|text/witnessmark 1|witnessmark 0\.[\d.]+|case\.toml|\S*/\S*"
)
"""What is the same in every language: what is to be typed, words of the command line in brackets, files, digests."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("uk")
    (home / "note.txt").write_text(NOTE, encoding="utf-8")
    (home / "broken.docx").write_bytes(b"PK\x03\x04cut off")
    witnessmark("init", "case", "--title", "Балаклія", "--device", "Ірина Демчук", cwd=home)
    added = _said(
        "add", "../note.txt", "../broken.docx", "../none.txt", "--consent", "public-anonymous", cwd=home / "case"
    )
    assert "збережено, не прочитано" in added.output and "не збережено" in added.output
    return home / "case"


def _said(*line: str | Path, cwd: Path) -> Run:
    """The command in Ukrainian, without a word of English in what it says."""
    run = witnessmark("--lang", "uk", *line, cwd=cwd)
    left = re.findall(r"[A-Za-z]{3,}", _TYPED.sub("", run.output + run.errors))
    assert left == [], run
    return run


def _claim(case: Path) -> str:
    return str(witnessmark("claims", "--json", cwd=case).data[0]["id"][:10])


def test_lists_speak_ukrainian(case: Path) -> None:
    status = _said("status", cwd=case).output
    assert "для загалу, без імені" in status and "пошкоджений" in status
    for line in ("claims", "incidents", "people", "places", "device", "registers hazards", "matrix", "search магазин"):
        _said(*line.split(), cwd=case)
    assert "власник (owner)" in _said("device", cwd=case).output


def test_what_was_decided_is_said_in_ukrainian(case: Path) -> None:
    claim = _claim(case)
    assert "підтверджено" in _said("decide", claim, "confirm", cwd=case).output
    assert "Ганна Лисенко: згода тепер" in _said("consent", "Ганна Лисенко", "internal", cwd=case).output
    ended = _said("consent", "S1", "public-named", "--until", "2020-12-31", cwd=case).output
    assert "строк уже минув (31 грудня 2020): діє внутрішня" in ended
    _said("consent", "S1", "public-anonymous", cwd=case)
    assert "Жорстоке" in _said("clear", "--act", "ill-treatment", cwd=case).output
    assert "передано" in _said("custody", "S1", "--event", "transferred", "--note", "До архіву", cwd=case).output
    chain = _said("custody", "S1", cwd=case).output
    assert "отримано" in chain and re.search(r"\d+ \w+ \d{4}, \d\d:\d\d UTC", chain)
    assert "Було б: документів 1" in _said("publish", "../site", "--preview", cwd=case).output


WRONG = [
    (("decide", "CLAIM", "correct", "--set", "date=торік"), 2, "не дата EDTF"),
    (("decide", "CLAIM", "correct", "--set", "modality=nonsense"), 2, "modality не буває"),
    (("decide", "CLAIM", "correct", "--set", "color=red"), 2, "не виправляється"),
    (("search", '"'), 2, "напишіть слово"),
    (("sync", "."), 3, "та сама тека"),
    (("stamp", "--authority", "tsa"), 2, "потрібна адреса"),
    (("suggest", "foo"), 2, "має бути spacy:МОДЕЛЬ"),
    (("disclose", "r-1", "S1"), 2, "нічого не збережено"),
    (("recover", "--from", "../note.txt"), 2, "немає слів аркуша"),
    (("law", "--check", "../note.txt"), 2, "рядок"),
    (("add", "../note.txt", "--mapping", "../note.txt"), 2, "помилка запису TOML"),
    (("init", "../note.txt/x", "--no-passphrase"), 3, "це не тека"),
]


@pytest.mark.parametrize(
    ("line", "code", "words"), WRONG, ids=lambda value: value[0] if isinstance(value, tuple) else ""
)
def test_what_went_wrong_is_said_in_ukrainian(case: Path, line: tuple[str, ...], code: int, words: str) -> None:
    given = [_claim(case) if each == "CLAIM" else each for each in line]
    run = witnessmark("--lang", "uk", *given, cwd=case)
    assert (run.code, words in run.errors) == (code, True), run


def test_a_damaged_file_is_named_with_what_is_wrong(case: Path) -> None:
    (case / "objects" / "stray").write_bytes(b"")
    run = _said("verify", cwd=case)
    (case / "objects" / "stray").unlink()
    assert run.code == 5 and "зайвий файл" in run.output
