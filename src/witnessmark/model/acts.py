"""The taxonomy of acts: what a source may say happened. Data: ``data/acts.yaml``, which a field lawyer may edit.

An act is descriptive. It never asserts guilt, and a legal qualification is another layer (``law``).
"""

from functools import cache
from importlib import resources
from typing import Literal

import msgspec

Sensitivity = Literal["standard", "elevated", "high"]
ActKind = Literal[
    "alleged-harm", "authority-measure", "hostilities", "control-event", "consequence", "movement", "information",
    "military-matter", "explosive-hazard", "human-remains", "relief",
]  # fmt: skip

SEALED_ACTS = frozenset({"sexual-violence"})
"""Acts in no index and in no edition but the sealed one (handbook section 7)."""


class ActRoles(msgspec.Struct, frozen=True):
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def __contains__(self, role: str) -> bool:
        return role in self.required or role in self.optional


class Act(msgspec.Struct, frozen=True):
    """One entry of the taxonomy. ``label`` holds en, uk and ru; ``crosswalk`` maps to other code books."""

    id: str
    tier: str
    category: str
    kind: ActKind
    sensitivity: Sensitivity
    label: dict[str, str]
    definition: str
    roles: ActRoles
    aliases: tuple[str, ...] = ()
    crosswalk: dict[str, object] = {}
    note: str | None = None

    @property
    def sealed(self) -> bool:
        return self.id in SEALED_ACTS


class ActTaxonomy(msgspec.Struct, frozen=True):
    """All acts, and the vocabularies that they use: categories, kinds and roles, each with a gloss."""

    version: str
    categories: dict[str, str]
    kinds: dict[str, str]
    roles: dict[str, str]
    acts: dict[str, Act]

    def __getitem__(self, act: str) -> Act:
        return self.acts[act]


def parse_taxonomy(raw: dict[str, object]) -> ActTaxonomy:
    """The taxonomy from the parsed YAML; raises ``msgspec.ValidationError`` naming the path of what does not fit."""

    class Meta(msgspec.Struct):
        version: str
        categories: dict[str, str]
        kinds: dict[str, str]
        roles: dict[str, str]

    class File(msgspec.Struct):
        meta: Meta
        acts: list[Act]

    file = msgspec.convert(raw, File)
    meta = file.meta
    return ActTaxonomy(meta.version, meta.categories, meta.kinds, meta.roles, {act.id: act for act in file.acts})


@cache
def taxonomy() -> ActTaxonomy:
    """The taxonomy that this version ships, read from its compiled form (``make tables`` makes it from the YAML)."""
    compiled = resources.files("witnessmark.model").joinpath("tables/acts.json").read_bytes()
    return parse_taxonomy(msgspec.json.decode(compiled))
