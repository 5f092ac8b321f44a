"""The verifier in the browser says everything in both languages, and its page that stands alone loads nothing."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from witnessmark.publish.checking import CheckingWords, standalone
from witnessmark.publish.site.words import LANGUAGES, Language

SCRIPT = (resources.files("witnessmark.publish") / "assets/verify.js").read_text(encoding="utf-8")
PROTECTION = Path(str(resources.files("witnessmark.protection")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_script_is_there(language: Language) -> None:
    words = json.loads(CheckingWords(language).all("check", "why"))
    asked = set(re.findall(r'say\("([a-z0-9-]+)"', SCRIPT)) | set(re.findall(r'words\["([a-z0-9-]+)"\]', SCRIPT))
    asked |= set(re.findall(r"words\.([a-z]+)", SCRIPT))
    asked |= {key for pair in re.findall(r'words\[[\w.]+ \? "([a-z-]+)" : "([a-z-]+)"', SCRIPT) for key in pair}
    assert {"working", "whole", "broken", "choose"} <= asked
    assert asked <= set(words), asked - set(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(language: Language) -> None:
    words = json.loads(CheckingWords(language).all("check", "why"))
    code = SCRIPT + "".join((PROTECTION / f"{name}.py").read_text() for name in ("seal", "proof", "sealed_files"))
    reasons = set(re.findall(r'SealFinding\([^,]+, "([a-z-]+)"\)', code))
    reasons |= set(re.findall(r'push\(\[[^\]]+?, "([a-z-]+)"\]\)', code)) | set(
        re.findall(r'return "([a-z-]+)"\n', code)
    )
    assert len(reasons) > 10
    assert {reason for reason in reasons if f"why-{reason}" not in words} <= {"symbolic-link", "no-ordinary-file"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone(language: Language) -> None:
    page = standalone(language)
    assert page == standalone(language)
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"""(?:src|href)\s*=|@import|url\(""", page)
    assert "default-src 'none'" in page and "'unsafe" not in page
    assert "<script>" in page and page.count("<script") == 1
