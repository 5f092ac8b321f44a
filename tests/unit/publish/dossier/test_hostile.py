"""Texts that try to be more than text, letters that nobody can set, words without end: all are printed as they stand,
nothing of the machine is read, and the standards hold (Typst refuses to write a PDF/A or PDF/UA that is none)."""

import re
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.publish.dossier.conftest import text_of
from witnessmark.model.consent import Audience
from witnessmark.model.release import Release, ReleasedClaim, Segment
from witnessmark.publish import typesetting
from witnessmark.publish.dossier import printing
from witnessmark.publish.dossier.build import write_dossier
from witnessmark.publish.dossier.selection import Limits

CODE = [
    '#read("/etc/passwd")', '#eval("1+1")', '#import "@preview/cetz:0.3.1"', '#include "../build.py"', "$x^2$",
    "\\ \\u{41}", "<label> @ref", "*bold* _emph_ `raw`", "= Heading", "#{ 1 + 1 }", "// gone /* gone */", "]]]", '"', "http://x.org/*a*",
    "-- --- ~ ...", "</svg><image href='file:///etc/passwd'/>",
]  # fmt: skip


REACHING = "read|eval|plugin|include|csv|xml|yaml|toml|cbor|bibliography|json"
"""What a template could load or run something by."""


def hostile(release: Release, text: str) -> Release:
    """A release of one document holding that text, one claim on all of it, and that text wherever a name may stand."""
    document = msgspec.structs.replace(release.documents[0], segments=(Segment("text", text),), title=text)
    claim: ReleasedClaim = msgspec.structs.replace(
        release.claims[0], start=0, end=len(text), quote=text, said_by=text, said_by_kind="person", reference=text,
        date_words=text, incident=None,
    )  # fmt: skip
    source = msgspec.structs.replace(release.sources[0], file_name=text, label=text, media_type=text)
    actors = tuple(msgspec.structs.replace(actor, label=text, resolved=text) for actor in release.actors[:1])
    return msgspec.structs.replace(
        release, title=text, notice=text, documents=(document,), claims=(claim,), sources=(source,), incidents=(),
        matrices=(), actors=actors, custody=(),
    )  # type: ignore[no-any-return]  # fmt: skip


def printed(release: Release, path: Path) -> str:
    write_dossier(release, path, "en")
    return text_of(path)


@pytest.mark.parametrize("code", CODE)
def test_code_is_text(sample: ModuleType, tmp_path: Path, code: str) -> None:
    text = printed(hostile(sample.sample_release(), code), tmp_path / "d.pdf")
    assert text.count(" ".join(code.split())) >= 8
    assert "root:" not in text


def test_markup_stands_on_maps_as_text(sample: ModuleType, tmp_path: Path) -> None:
    release = sample.sample_release()
    name = "</svg><image href='file:///etc/passwd'/>&amp;\x00"
    places = tuple(msgspec.structs.replace(place, name=name) for place in release.places)
    text = printed(msgspec.structs.replace(release, places=places), tmp_path / "d.pdf")
    assert "</svg><image href='file:///etc/passwd'/>&amp;" in text and "root:" not in text


def test_letters_that_no_typeface_has_are_marked_and_counted(sample: ModuleType, tmp_path: Path) -> None:
    text = printed(hostile(sample.sample_release(), "سلام and 你好 and 🙂 \u202eabc \ue000 \u0378"), tmp_path / "d.pdf")
    assert "سلام" not in text and "你" not in text
    assert "Characters of scripts for which this dossier carries no letters" in text


@pytest.mark.parametrize("word", ["w" * 5000, "ш" * 300, "a\u0301" * 200, "=" * 400, "x-" * 150])
def test_long_words_stay_on_the_page(sample: ModuleType, tmp_path: Path, word: str) -> None:
    import pypdfium2

    printed(hostile(sample.sample_release(), word), tmp_path / "d.pdf")
    for page in pypdfium2.PdfDocument(tmp_path / "d.pdf"):
        width, _ = page.get_size()
        words = page.get_textpage()
        rights = [words.get_rect(n)[2] for n in range(words.count_rects())]
        assert max(rights, default=0) <= width - 40


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_can_be_printed(sample: ModuleType, tmp_path: Path, text: str) -> None:
    write_dossier(hostile(sample.sample_release(), text), tmp_path / "any.pdf", "uk")


@pytest.mark.parametrize("limits", [Limits(incidents=3, claims=1, annex=1500, document=300), Limits(rows=1)])
def test_whatever_is_left_out_the_rest_is_set(sample: ModuleType, tmp_path: Path, limits: Limits) -> None:
    """A link without a target would stop the compiler."""
    write_dossier(sample.sample_release(Audience.INTERNAL), tmp_path / "d.pdf", "en", limits=limits)


def test_templates_read_nothing_but_the_data() -> None:
    """Whatever reaches a file, the network or the interpreter is named here; imports are of our own templates."""
    templates = typesetting.templates(printing.FOLDER)
    for name, raw in templates.items():
        code = re.sub(r"(?m)^\s*//.*$", "", raw.decode())
        reaching = re.findall(
            r"\b(?:read|eval|plugin|include|csv|xml|yaml|toml|cbor|bibliography|json)\b\s*\(?[^)\n]*", code
        )
        assert reaching == (['json("case.json"'] if name == "look.typ" else []), name
        assert all(path in templates for path in re.findall(r'import "([^"]+)"', code)), name
        assert set(re.findall(r"\bimage\(([^,]+),", code)) <= {"bytes(map.svg)"}


@pytest.mark.parametrize(
    "code", ['#read("/etc/passwd")', '#read("../build.py")', '#read("/../build.py")', '#image("/etc/logo.svg")']
)
def test_even_a_template_reads_no_file_of_the_machine(
    empty: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(typesetting, "templates", lambda _: {"main.typ": code.encode()})
    monkeypatch.chdir(Path(printing.__file__).parent)
    with pytest.raises(RuntimeError, match="Typst could not set the dossier"):
        printing.print_pdf({}, None)
