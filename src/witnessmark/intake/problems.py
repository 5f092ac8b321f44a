"""What a problem means, in words for the person who added the file (``data/problems.yaml``)."""

from functools import cache
from importlib import resources


@cache
def problems() -> dict[str, dict[str, str]]:
    """Every problem's id → language → words."""
    import yaml

    raw = resources.files("witnessmark.intake").joinpath("data/problems.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(raw)
    return found


def explain(problem: str, language: str = "en") -> str:
    """The problem in words, in English where the language is not known; the id itself for one that nobody described."""
    words = problems().get(problem, {})
    return words.get(language) or words.get("en") or problem
