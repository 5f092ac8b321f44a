"""Which acts one event may show at once, which follows from which, and which is the gravest, with the words that tell
nothing apart. Data: ``data/families.yaml``."""

from functools import cache
from importlib import resources

import msgspec


class Families(msgspec.Struct, frozen=True):
    families: dict[str, tuple[str, ...]]
    gravity: tuple[str, ...]
    causes: frozenset[str]
    effects: frozenset[str]
    first_person: frozenset[str]
    plain_words: frozenset[str]
    turns: dict[str, tuple[str, ...]]
    """How a place changes hands, to the beginnings of the words that say so."""

    def turn_of(self, act: str, words: str) -> str | None:
        """Whether the words say that a place was taken or that it was freed; None where they say neither or both."""
        if act not in self.families["control"]:
            return None
        folded = words.casefold()
        said = [turn for turn, stems in self.turns.items() if any(_begins_a_word(stem, folded) for stem in stems)]
        return said[0] if len(said) == 1 else None

    def one_follows(self, first: str, second: str) -> bool:
        """Whether one of two acts may be what the other did: a shelling and the dead."""
        return (first in self.causes and second in self.effects) or (second in self.causes and first in self.effects)

    def of(self, act: str) -> tuple[str, ...]:
        """The families of an act; an act in none is a family of its own."""
        return tuple(name for name, acts in self.families.items() if act in acts) or (f"act:{act}",)

    def by_gravity(self, act: str) -> tuple[int, str]:
        """Sorting key: the gravest act first, acts without a rank last and in order of their ids."""
        rank = self.gravity.index(act) if act in self.gravity else len(self.gravity)
        return rank, act


def _begins_a_word(stem: str, words: str) -> bool:
    at = words.find(stem)
    while at > 0 and words[at - 1].isalpha():
        at = words.find(stem, at + 1)
    return at >= 0


@cache
def families() -> Families:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/families.json").read_bytes()
    return msgspec.json.decode(compiled, type=Families)
