"""The last step of the gate: whatever is not allowed by name, for this audience, is taken out."""

from typing import Any, TypeVar

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.protection.policy import Policy

T = TypeVar("T")


class NotAllowedError(ValueError):
    """A value that cannot be left empty may not be seen by the audience: nothing is made."""


def permitted(value: T, audience: Audience, policy: Policy) -> T:
    """The value with every field that ``audience`` may not see set back to its default, at every depth.

    Raises ``NotAllowedError`` naming the struct and field when such a field has no default.
    """
    return _permitted(value, audience, policy)  # type: ignore[no-any-return]


def _permitted(value: Any, audience: Audience, policy: Policy) -> Any:
    if isinstance(value, msgspec.Struct):
        return _struct(value, audience, policy)
    if isinstance(value, tuple):
        return tuple(_permitted(item, audience, policy) for item in value)
    return value


def _struct(value: msgspec.Struct, audience: Audience, policy: Policy) -> msgspec.Struct:
    kept: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(value)):
        if policy.may_see(type(value).__name__, field.name, audience):
            kept[field.name] = _permitted(getattr(value, field.name), audience, policy)
        elif field.required:
            raise NotAllowedError(f"{type(value).__name__}.{field.name} is not allowed for the {audience} edition")
    return type(value)(**kept)
