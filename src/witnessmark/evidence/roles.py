"""What each role may say in a case, from ``data/roles.yaml``."""

import functools
from collections.abc import Callable
from importlib import resources
from typing import Any, get_args

import msgspec

from witnessmark.evidence.kinds import Body, Role

ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most."""
RANK: dict[str, int] = {role: rank for rank, role in enumerate(ROLES)}

Owns = Callable[[str], bool]
"""Whether the device that speaks brought in that source or person, before anybody else did."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``role`` is the least role that it is for, ``when`` what must stand in the entry, ``own`` the field whose source
    or person must be the device's own."""

    role: Role
    when: dict[str, Any] = {}
    own: str | None = None


class RoleTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    roles: tuple[Role, ...]
    kinds: dict[str, tuple[Rule, ...]]


@functools.cache
def role_table() -> RoleTable:
    """The table that this version ships, read from its compiled form (``make tables`` makes it from the YAML)."""
    compiled = resources.files("witnessmark.evidence").joinpath("tables/roles.json").read_bytes()
    return msgspec.json.decode(compiled, type=RoleTable)


@functools.cache
def may_always_say(role: Role, kind: str) -> bool:
    """Whether a device of that role may say whatever is of this kind."""
    return role == "owner" or any(
        RANK[role] >= RANK[rule.role] and not rule.when and rule.own is None
        for rule in role_table().kinds.get(kind, ())
    )


def may_say(role: Role, body: Body, owns: Owns) -> bool:
    """Whether a device of that role may say this. What the table does not name is for owners alone."""
    return may_always_say(role, body.KIND) or any(
        RANK[role] >= RANK[rule.role]
        and all(getattr(body, field) == value for field, value in rule.when.items())
        and (rule.own is None or owns(getattr(body, rule.own)))
        for rule in role_table().kinds.get(body.KIND, ())
    )
