"""The allow table: a field that nobody listed is seen by nobody."""

from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from witnessmark.model.consent import Audience
from witnessmark.model.release import CustodyEvent, Release, ReleasedSource, Segment
from witnessmark.protection.permit import NotAllowedError, permitted
from witnessmark.protection.policy import policy

LEAVE_TO_NO_PUBLIC = {
    "matrices", "situations", "case_matrix", "law", "custody", "received", "file_name", "sha256", "size", "grades",
    "statements",
    "mission", "photographs", "consents", "stamps", "disclosures", "names",
}  # fmt: skip


def structs_in(root: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """Every struct that a value of ``root`` may hold, by name."""
    found: dict[str, type[msgspec.Struct]] = {}

    def visit(hint: Any) -> None:
        for inner in get_args(hint):
            visit(inner)
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint.__name__ not in found:
            found[hint.__name__] = hint
            for each in get_type_hints(hint).values():
                visit(each)

    visit(root)
    return found


def test_every_field_of_a_release_is_listed_and_nothing_else() -> None:
    """A new field fails here until somebody decided who may see it."""
    real = {name: set(struct.__struct_fields__) for name, struct in structs_in(Release).items()}
    assert {name: set(fields) for name, fields in policy().fields.items()} == real


def test_what_the_public_may_not_see_is_as_decided() -> None:
    for name in ("Release", "ReleasedSource"):
        hidden = {field for field in policy().fields[name] if not policy().may_see(name, field, Audience.PUBLIC)}
        assert hidden <= LEAVE_TO_NO_PUBLIC
        assert all(policy().may_see(name, field, Audience.SEALED) for field in hidden)


def test_an_unlisted_field_is_seen_by_nobody() -> None:
    bare = msgspec.structs.replace(policy(), fields={"Segment": {"kind": "all"}})
    with pytest.raises(NotAllowedError, match=r"Segment\.text"):
        permitted(Segment("text", "words"), Audience.SEALED, bare)
    assert not bare.may_see("Release", "title", Audience.SEALED)


def test_a_hidden_field_falls_back_to_its_default_at_every_depth() -> None:
    source = ReleasedSource(
        id="S1", label="S1", kind="text", media_type="text/plain", consent="public-named", documents=(), commitment="",
        file_name="a.txt", sha256="0" * 64, size=3, received="2024-01-01",
    )  # fmt: skip
    seen = permitted((source,), Audience.PUBLIC, policy())[0]
    assert (seen.file_name, seen.sha256, seen.size, seen.received) == (None, None, None, None)
    assert permitted((source,), Audience.INTERNAL, policy())[0] == source


def test_custody_can_not_reach_the_public() -> None:
    event = CustodyEvent(source="S1", kind="received", time="t", device="d", entry="e")
    with pytest.raises(NotAllowedError):
        permitted(event, Audience.PUBLIC, policy())
