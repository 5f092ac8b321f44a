import inspect
import re
from pathlib import Path

import msgspec
import pytest

from witnessmark.evidence import kinds
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.kinds import ADDRESS_FIELDS, KINDS, addresses, body_of


def test_every_kind_is_listed_under_its_name():
    structs = [
        s for _, s in inspect.getmembers(kinds, inspect.isclass) if issubclass(s, kinds.Body) and s is not kinds.Body
    ]
    assert set(structs) == set(KINDS.values()) and all(KINDS[s.KIND] is s for s in structs)


def test_the_reference_lists_every_kind_and_which_are_critical():
    page = Path(__file__).parents[3] / "docs" / "reference" / "case-format.md"
    listed = re.findall(r"^\| (\**)([a-z]+\.[a-z]+)\1 \| (.*) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: bool(bold) for bold, name, _ in listed} == {name: kind.CRITICAL for name, kind in KINDS.items()}
    for _, name, fields in listed:
        assert {f"`{field}`" for field in KINDS[name].__struct_fields__} <= set(re.findall(r"`\w+`", fields)), name


def test_what_bears_on_what_may_leave_is_critical():
    critical = {name for name, kind in KINDS.items() if kind.CRITICAL}
    assert {"consent.given", "consent.withdrawn", "person.protected", "clearance.withdrawn", "source.added"} <= critical


def test_no_kind_has_room_for_free_words():
    """Every text field is an id, an address, a digest or one of a few words, so that no name or quote fits in."""
    for name, kind in KINDS.items():
        for field in msgspec.structs.fields(kind):
            if field.name == "data":
                continue
            schema = msgspec.json.schema(field.type)
            options = schema.get("anyOf", [schema])
            for option in options:
                assert option.get("type") != "string" or "pattern" in option or "enum" in option, (name, field.name)


@pytest.mark.parametrize("words", ["Olena Tkach", "Ізюм", "a\nb", "", "x" * 200, "-rm", "report.txt; yes"])
def test_names_and_sentences_do_not_fit_an_id(words):
    with pytest.raises(BadEntry, match="invalid-body"):
        body_of("custody.noted", {"source": words, "event": "viewed"})


def test_the_data_of_a_proposal_holds_digests_only():
    body = {
        "release": "r1",
        "audience": "public",
        "content": "a" * 64,
        "salt": "b" * 64,
        "data": {"acts.yaml": "said so"},
    }
    with pytest.raises(BadEntry):
        body_of("release.proposed", body)
    assert body_of("release.proposed", {**body, "data": {"acts.yaml": "c" * 64}}) is not None


def test_an_unknown_kind_is_no_error():
    assert body_of("expunged", {"anything": 1}) is None


def test_a_body_tells_its_objects():
    assert ADDRESS_FIELDS["source.added"] == ("record", "content")
    assert ADDRESS_FIELDS["decision.made"] == ("shown", "reason")
    assert ADDRESS_FIELDS["release.proposed"] == ()
    body = kinds.DecisionMade(target="c1", verdict="confirmed", shown="a" * 64)
    assert addresses(body) == ("a" * 64,)
