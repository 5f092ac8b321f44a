"""What may leave, for whom: the policy that the gate applies. Data: ``data/policy.yaml``, denied by default."""

import re
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience

Visibility = Literal["all", "no-public"]


class Coarsening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a place of one kind may be shown: never within less than ``radius_km``; its own name only if ``named``;
    with ``grid_km`` its point is moved to the middle of a grid cell of that size."""

    radius_km: float
    named: bool = True
    grid_km: float | None = None


class PointRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place known more finely than ``below_km`` is moved to the middle of a grid cell, and its words are a trace."""

    below_km: float
    grid_km: float

    def holds(self, radius_km: float | None) -> bool:
        return radius_km is not None and radius_km < self.below_km


class AudiencePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one audience may get. ``places`` is "exact", or a ``Coarsening`` a kind: one not listed has no place."""

    approvals: int
    forces_days: int | None
    k: int
    sealed: bool
    high_needs_clearance: bool
    matrices: bool
    custody: bool
    plain_ids: bool
    remove_traces: bool
    names_alleged: bool
    places: Literal["exact"] | dict[str, Coarsening]
    names_protected: bool = False
    corroborates: frozenset[str] = frozenset()
    """The fields of which corroboration is shown."""
    point: PointRule | None = None
    hazard: Coarsening | None = None
    register_columns: dict[str, frozenset[str]] | None = None
    """By register the columns that may be seen; None: all."""


class ForcesRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: frozenset[str]
    roles: frozenset[str]
    actors: frozenset[str]
    unbounded_modalities: frozenset[str]


class HazardRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: frozenset[str]
    acts: frozenset[str]


class HiddenSites(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    acts: frozenset[str]
    places: frozenset[str]
    words: dict[str, str]


class NeverNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    roles: frozenset[str]
    victims_of: frozenset[str]
    under_age: int


class RegisterRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For audiences that may not see all columns: ``traits`` only of an individual who shares them with k others at the
    same place, ``not_of_individuals`` only of groups."""

    traits: frozenset[str]
    not_of_individuals: frozenset[str]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that stand in a released text in place of what was taken out, in one language."""

    person: str
    withheld: str
    passage: str
    name: str


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    audiences: dict[Audience, AudiencePolicy]
    forces: ForcesRule
    hazards: HazardRule
    hidden_sites: HiddenSites
    never_named_in_public: NeverNamed
    registers: RegisterRule
    words: dict[str, Wording]
    traces: dict[str, str]
    ages: dict[str, str]
    bynames: dict[str, str]
    introductions: dict[str, str]
    fields: dict[str, dict[str, Visibility]]

    def wording(self, language: str | None) -> Wording:
        """The wording in that language, or else in English."""
        return self.words.get(language or "en", self.words["en"])

    def is_hazard(self, act: str) -> bool:
        return act in self.hazards.acts or _kind(act) in self.hazards.kinds

    def may_see(self, struct: str, field: str, audience: Audience) -> bool:
        """Whether the audience may see that field of that struct; what is not listed nobody may see."""
        visibility = self.fields.get(struct, {}).get(field)
        return visibility == "all" or (visibility == "no-public" and audience is not Audience.PUBLIC)


def _kind(act: str) -> str | None:
    known = taxonomy().acts.get(act)
    return known.kind if known else None


def parse_policy(text: str) -> Policy:
    """The policy from YAML text; raises ``msgspec.ValidationError`` naming the path of what does not fit."""
    import yaml  # only what publishes pays for it

    return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), Policy)


@cache
def policy() -> Policy:
    """The policy that this version ships."""
    return parse_policy(resources.files("witnessmark.protection").joinpath("data/policy.yaml").read_text("utf-8"))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression of the policy, ready for use."""
    return re.compile(pattern)
