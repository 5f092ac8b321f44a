"""The law as data: provisions and their elements, which act may indicate which, and which facts speak to an element.

A lawyer may change ``data/law.yaml``, ``data/act_to_law.yaml`` and ``data/facts.yaml`` without touching code.
"""

from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from witnessmark.model.finding import Strength


class Element(msgspec.Struct, frozen=True):
    id: str
    kind: Literal["material", "mental", "contextual", "liability"]
    text: str


class Provision(msgspec.Struct, frozen=True):
    """One provision; ``regime`` says where it can apply at all: iac, occupation, niac, peace, hr, domestic."""

    id: str
    instrument: str
    cite: str
    title: str
    nature: str
    regime: tuple[str, ...]
    elements: tuple[Element, ...] = ()
    gist: str = ""


class Indication(msgspec.Struct, frozen=True):
    """An act may indicate ``provision``; ``elements`` maps e1, e2 … to the fact types that would speak to them."""

    provision: str
    strength: Strength
    elements: dict[str, tuple[str, ...]] = {}


class ActLaw(msgspec.Struct, frozen=True):
    act: str
    handling: str
    ask_first: tuple[str, ...]
    indicates: tuple[Indication, ...]
    alternatives_to_test: tuple[str, ...] = ()
    caution: str | None = None


class FactType(msgspec.Struct, frozen=True):
    group: str
    ask: str
    evidence: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class FactRule(msgspec.Struct, frozen=True):
    """What a claim must say to carry a fact; see the head of ``facts.yaml``."""

    acts: tuple[str, ...] | Literal["any"] = ()
    only: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    resolved: bool = False
    field: Literal["date", "place", "exact-place", "basis"] | None = None
    words: dict[str, tuple[str, ...]] = {}


class Law(msgspec.Struct, frozen=True):
    """Everything that the matrix is made from, by id."""

    version: str
    provisions: dict[str, Provision]
    acts: dict[str, ActLaw]
    fact_types: dict[str, FactType]
    fact_rules: dict[str, FactRule]
    situation_facts: frozenset[str]


@cache
def law() -> Law:
    """The law that this version ships; raises ``msgspec.ValidationError`` that names what does not fit."""
    provisions, acts, facts = (_table(name) for name in ("law", "act_to_law", "facts"))
    return Law(
        version=provisions["meta"]["version"],
        provisions={p.id: p for p in msgspec.convert(provisions["provisions"], list[Provision])},
        acts={a.act: a for a in msgspec.convert(acts["acts"], list[ActLaw])},
        fact_types=msgspec.convert(acts["fact_types"], dict[str, FactType]),
        fact_rules=msgspec.convert(facts["facts"], dict[str, FactRule]),
        situation_facts=frozenset(facts["situation_facts"]),
    )


def _table(name: str) -> Any:
    return msgspec.json.decode(resources.files("witnessmark.law").joinpath(f"tables/{name}.json").read_bytes())
