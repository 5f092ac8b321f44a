"""The things of a town that a claim names, equal in every language: a market, a hospital.

Data: ``data/things.yaml``.
"""

from functools import cache, lru_cache
from importlib import resources

import msgspec


@lru_cache(maxsize=200_000)
def thing_of(word: str, language: str) -> str | None:
    """The kind of thing that a word names, or None."""
    folded = word.casefold().replace("’", "'").replace("ё", "е")
    return next((thing for stem, thing in _stems().get((language, folded[:2]), ()) if _begins(folded, stem)), None)


def _begins(word: str, stem: str) -> bool:
    return word == stem[:-1] if stem.endswith("=") else word.startswith(stem)


@cache
def _stems() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """By language and the first two letters: stems, the longest first, and what they name."""
    compiled = resources.files("witnessmark.incidents").joinpath("tables/things.json").read_bytes()
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for thing, languages in msgspec.json.decode(compiled, type=dict[str, dict[str, list[str]]]).items():
        for language, stems in languages.items():
            for stem in stems:
                plain = stem.replace("ё", "е")
                found.setdefault((language, plain[:2]), []).append((plain, thing))
    return {start: sorted(stems, key=lambda each: -len(each[0])) for start, stems in found.items()}
