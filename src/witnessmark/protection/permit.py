"""The last step of the gate: whatever is not allowed by name, for this audience, is taken out."""

from typing import Any, TypeVar

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.protection.policy import Policy

T = TypeVar("T")
_Plan = dict[type[msgspec.Struct], tuple[str, ...]]


class NotAllowedError(ValueError):
    """A value that cannot be left empty may not be seen by the audience: nothing is made."""


def permitted(value: T, audience: Audience, policy: Policy) -> T:
    """The value with every field that ``audience`` may not see set back to its default, at every depth.

    Raises ``NotAllowedError`` naming the struct and field when such a field has no default.
    """
    return _permitted(value, audience, policy, {})  # type: ignore[no-any-return]


def _permitted(value: Any, audience: Audience, policy: Policy, plan: _Plan) -> Any:
    if isinstance(value, msgspec.Struct):
        kind = type(value)
        allowed = plan.get(kind) or plan.setdefault(kind, _allowed(kind, audience, policy))
        return kind(**{name: _permitted(getattr(value, name), audience, policy, plan) for name in allowed})
    if isinstance(value, tuple):
        return tuple([_permitted(item, audience, policy, plan) for item in value])
    return value


def _allowed(kind: type[msgspec.Struct], audience: Audience, policy: Policy) -> tuple[str, ...]:
    """The names of the fields that the audience may see."""
    names = []
    for field in msgspec.structs.fields(kind):
        if policy.may_see(kind.__name__, field.name, audience):
            names.append(field.name)
        elif field.required:
            raise NotAllowedError(f"{kind.__name__}.{field.name} is not allowed for the {audience} edition")
    return tuple(names)
