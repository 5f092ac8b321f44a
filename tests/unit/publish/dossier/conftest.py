"""The made-up release of the site's tests, printed once for all tests of this folder."""

import contextlib
import importlib.util
import re
import sys
import zlib
from pathlib import Path
from types import ModuleType

import msgspec
import pypdfium2
import pytest

from witnessmark.model.consent import Audience
from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import write_dossier


def load_sample() -> ModuleType:
    path = Path(__file__).parents[1] / "site/sample.py"
    spec = importlib.util.spec_from_file_location("dossier_sample", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def opened(pdf: Path) -> bytes:
    """The bytes of the PDF, and after them every stream that opens: objects stand in compressed streams."""
    raw = pdf.read_bytes()
    parts = [raw]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(packed))
    return b"\n".join(parts)


def text_of(pdf: Path) -> str:
    """All words of the PDF with every run of white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return load_sample()


@pytest.fixture(scope="session")
def empty(sample: ModuleType) -> Release:
    """A release of nothing."""
    return msgspec.structs.replace(
        sample.sample_release(), claims=(), incidents=(), documents=(), sources=(), places=(), actors=(), custody=(),
        withheld=(), approvals=(), matrices=(), notice=None,
    )  # type: ignore[no-any-return]  # fmt: skip


@pytest.fixture(scope="session")
def internal_pdf(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "dossier.pdf"
    write_dossier(sample.sample_release(Audience.INTERNAL), path, "en")
    return path


@pytest.fixture(scope="session")
def public_pdf(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "dossier.uk.pdf"
    write_dossier(sample.sample_release(Audience.PUBLIC), path, "uk")
    return path
