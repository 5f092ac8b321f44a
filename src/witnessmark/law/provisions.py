"""The law as data: provisions and their elements, the acts that may indicate them, and the facts that speak to them.

A lawyer may change the files in ``data`` without touching code, or keep a file of their own beside them
(``own_files``), which is merged into what this version ships.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from witnessmark.law.forms import (
    ActLaw,
    Alternative,
    CommonElement,
    Conflict,
    Element,
    FactRule,
    FactType,
    Instrument,
    LawFile,
    Provision,
    ProvisionEntry,
    SituationRules,
    Text,
)
from witnessmark.model.canonical import digest_bytes

FILES = ("law", "act_to_law", "facts", "situations", "labels")


class LawError(ValueError):
    """The law data contradict themselves: ``where`` is the id of what is wrong."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the matrix is made from, by id. ``digest`` is that of all of it."""

    version: str
    digest: str
    instruments: dict[str, Instrument]
    provisions: dict[str, Provision]
    acts: dict[str, ActLaw]
    fact_types: dict[str, FactType]
    fact_rules: dict[str, FactRule]
    alternatives: dict[str, Alternative]
    conflicts: tuple[Conflict, ...]
    situations: SituationRules
    labels: dict[str, Text]
    groups_of_any_act: frozenset[str]
    descriptive: frozenset[str]
    """Facts on what somebody or something is: a denial of the act says nothing against them."""
    telling: dict[str, frozenset[str]]
    """By provision the acts that may indicate it, in whatever strength: their claims tell of its conduct."""
    negators: dict[str, frozenset[str]]
    """By language the words after which a stem of a fact rule does not count."""
    own: tuple[str, ...] = ()
    """Versions of the user's own files that were merged in."""

    def indicated(self, acts: Sequence[str]) -> dict[str, tuple[Literal["primary", "secondary", "context"], str]]:
        """By provision the strongest strength that these acts together give it, and the act that gives it."""
        found: dict[str, tuple[Literal["primary", "secondary", "context"], str]] = {}
        for name in acts:
            for provision, strength in self.acts[name].strengths(acts).items():
                known = found.get(provision)
                if known is None or RANK[strength] < RANK[known[0]]:
                    found[provision] = strength, name
        return found


RANK = {"primary": 0, "secondary": 1, "context": 2}


@cache
def law() -> Law:
    """The law that this version ships; raises ``msgspec.ValidationError`` or ``LawError`` saying what does not fit."""
    return build(shipped_file())


@cache
def shipped_file() -> LawFile:
    """All that ``data/*.yaml`` say, as one file."""
    raw: dict[str, Any] = {}
    for name in FILES:
        raw |= msgspec.json.decode(resources.files("witnessmark.law").joinpath(f"tables/{name}.json").read_bytes())
    raw["version"] = raw["meta"]["version"]
    return msgspec.convert(raw, LawFile)


def build(file: LawFile, own: tuple[str, ...] = ()) -> Law:
    """The law from what its files say; raises ``LawError`` naming the entry that refers to nothing."""
    acts = {entry.act: entry for entry in file.acts}
    for entry in file.provisions:
        for act, strength in entry.indicated_by.items():
            if act not in acts:
                raise LawError(entry.id, f"there is no act {act!r}")
            acts[act] = acts[act].indicating(entry.id, strength)
    made = Law(
        version=file.version,
        digest=digest_bytes(msgspec.json.Encoder(order="sorted").encode(file)),
        instruments=file.instruments,
        provisions={entry.id: _provision(entry, file.common) for entry in file.provisions},
        acts=acts,
        fact_types=file.fact_types,
        fact_rules=file.facts,
        alternatives=file.alternatives,
        conflicts=tuple(file.conflicts),
        situations=file.situation_rules or SituationRules(),
        labels=file.labels,
        groups_of_any_act=frozenset(file.groups_of_any_act),
        descriptive=frozenset(name for name, kind in file.fact_types.items() if "description" in kind.flags),
        telling=_telling(acts.values()),
        negators={language: frozenset(words) for language, words in file.negators.items()},
        own=own,
    )
    _check(made, file)
    return made


def _telling(acts: Iterable[ActLaw]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for act in acts:
        for name in act.provisions():
            found.setdefault(name, set()).add(act.act)
    return {name: frozenset(each) for name, each in found.items()}


def _provision(entry: ProvisionEntry, common: Mapping[str, CommonElement]) -> Provision:
    elements = []
    for number, each in enumerate(entry.elements, 1):
        if isinstance(each, str) and each not in common:
            raise LawError(entry.id, f"there is no common element {each!r}")
        written, name = (common[each], each) if isinstance(each, str) else (each, "")
        elements.append(Element.of(f"{entry.id}.e{number}", name, written))
    return Provision(
        id=entry.id, instrument=entry.instrument, cite=entry.cite, title=Text.of(entry.title), nature=entry.nature,
        regime=entry.regime, elements=tuple(elements), gist=entry.gist, note=entry.note, since=entry.since,
    )  # fmt: skip


def _check(law: Law, file: LawFile) -> None:
    """Every reference leads somewhere."""
    ids = [entry.id for entry in file.provisions]
    for name in ids:
        if ids.count(name) > 1:
            raise LawError(name, "there are two provisions of this id")
    for provision in law.provisions.values():
        _known(provision.id, "instrument", (provision.instrument,), law.instruments)
        for element in provision.elements:
            _known(element.id, "fact", (*element.facts, *element.against, *element.situation), law.fact_types)
    for act in law.acts.values():
        _known(act.act, "provision", act.provisions(), law.provisions)
        _known(act.act, "fact", act.ask_first, law.fact_types)
        _known(act.act, "alternative", act.alternatives, law.alternatives)
        _known(act.act, "act", (other for each in act.beside for other in each.acts), law.acts)
    for name, alternative in law.alternatives.items():
        _known(name, "fact", alternative.facts, law.fact_types)
        _known(name, "act", alternative.acts, law.acts)
    for name in law.fact_rules:
        _known(f"facts/{name}", "fact", (name,), law.fact_types)


def _known(where: str, what: str, names: Any, known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            raise LawError(where, f"there is no {what} {name!r}")
