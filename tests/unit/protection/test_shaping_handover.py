"""What goes to who takes a case over: nothing of it is public, and no protected word is in it."""

from typing import Any

import msgspec
import pytest

from witnessmark.model.consent import Audience, ConsentLevel
from witnessmark.model.handover import Disclosure, MissionStatement, Said, TeamMember, Translation, parse_mission
from witnessmark.protection.forms import protect
from witnessmark.protection.shaping_handover import Handover, shape_handover

TOML = """
organisation = "Lantern"
scope = { en = "Seven villages", uk = "Сім сіл" }
[[team]]
name = "Oksana Verbytska"
role = { uk = "керівниця" }
training = ""
[[not_collected]]
what = "Statements of children"
why = "nobody on the team is trained for it"
[[translation]]
documents = ["S3"]
translator = "Petro Hnatiuk"
"""


def test_a_text_in_one_language_stands_in_both_and_what_is_empty_is_not_stated() -> None:
    mission = parse_mission(TOML.encode())
    assert mission.scope == Said(en="Seven villages", uk="Сім сіл")
    assert mission.team == (
        TeamMember(name=Said(en="Oksana Verbytska", uk="Oksana Verbytska"), role=Said(en="керівниця", uk="керівниця")),
    )
    assert mission.method is None and mission.not_collected[0].why is not None
    assert mission.translations[0].documents == ("S3",)


@pytest.mark.parametrize("text", ["team = 3", "scope = 3", "colour = 'red'", "[[team]]\nrole = 'x'", "scope = '"])
def test_what_does_not_fit_is_refused_and_the_path_named(text: str) -> None:
    with pytest.raises(ValueError):
        parse_mission(text.encode())


def shaped(mission: Any, audience: Audience = Audience.PROSECUTOR, **more: Any) -> Handover:
    file = msgspec.structs.replace(mission.file(), **more)
    statement = MissionStatement(
        scope=Said(en="What Hrytsai told us", uk="Що розповів Грицай"),
        translations=(Translation(documents=("S1",), translator=Said(en="Hrytsai", uk="Грицай")),),
    )
    protected = protect({"a": ("Степан Грицай",)})

    def clean(text: str) -> str:
        return "[name withheld]" if protected.holds(text) else text

    return shape_handover(file, audience, list(file.sources.values()), {}, statement, protected, clean)


def test_the_public_gets_nothing_of_it(mission: Any) -> None:
    assert shaped(mission, Audience.PUBLIC) == Handover(None, (), (), (), ())


def test_no_protected_word_stands_in_the_mission_s_own_words(mission: Any) -> None:
    made = shaped(mission).mission
    assert made is not None and made.scope == Said(en="[name withheld]", uk="[name withheld]")
    assert made.translations[0].translator.en == "[name withheld]" and made.translations[0].documents == ("S1",)


def test_only_what_went_to_others_is_a_disclosure(mission: Any) -> None:
    log = tuple(Disclosure(release=f"r-{name}", audience=name, root="0" * 64) for name in Audience)
    assert {one.audience for one in shaped(mission, published=log).disclosures} == set(Audience) - {Audience.PROSECUTOR}


@pytest.mark.parametrize("level", list(ConsentLevel)[2:])
def test_a_position_stands_only_where_the_giver_may_be_named(mission: Any, level: ConsentLevel) -> None:
    mission.document("A photograph.")
    source = next(iter(mission.sources.values()))
    held = next(iter(mission.documents.values()))
    facts = {
        "image.width": "10",
        "image.height": "10",
        "exif.taken": "2022-09-14T10:00:00",
        "exif.position": "49.2,37.3",
    }
    held = msgspec.structs.replace(held, document=msgspec.structs.replace(held.document, facts=facts))
    record = msgspec.structs.replace(source.record, media_type="image/jpeg", file_name="a.jpg")
    source = msgspec.structs.replace(source, record=record, consent=level, documents=(held.id,))
    (photo,) = shaped(mission, sources={source.id: source}, documents={held.id: held}).photographs
    assert photo.taken == "2022-09-14T10:00:00"
    assert (photo.position is not None) == (level >= ConsentLevel.ACCOUNTABILITY_NAMED)
