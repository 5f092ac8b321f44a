"""Every problem that a reader may answer is explained in both languages and stands in the reference."""

import re
from pathlib import Path

from witnessmark.intake.problems import explain, problems

ROOT = Path(__file__).parents[3]


def test_every_problem_in_the_code_is_explained() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/witnessmark/intake").glob("*.py"))
    used = set(re.findall(r'Unreadable\(\s*"([a-z:-]+)"', code)) | set(re.findall(r'problem\s*=\s*"([a-z:-]+)"', code))
    assert used <= set(problems()), used - set(problems())
    for words in problems().values():
        assert words["en"] and re.search("[а-яіїє]", words["uk"])


def test_every_problem_stands_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/formats.md").read_text(encoding="utf-8")
    assert all(f"| `{problem}` |" in reference for problem in problems())


def test_an_unknown_language_or_problem_still_says_something() -> None:
    assert explain("empty", "de") == explain("empty", "en")
    assert explain("never-heard-of") == "never-heard-of"
