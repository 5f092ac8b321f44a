"""Registers for each audience: nothing of what is withheld shows through, nothing that endangers anybody is there."""

from typing import Any

import pytest

from witnessmark.model.consent import Audience
from witnessmark.model.record import ActorMention
from witnessmark.model.register import REGISTERS, ReleasedRegister, ReleasedRow, register_forms
from witnessmark.model.release import Release
from witnessmark.model.span import Span
from witnessmark.protection.policy import policy

ALL = list(Audience)
CLOSED = [Audience.PROSECUTOR, Audience.INTERNAL, Audience.SEALED]


def register(release: Release, name: str) -> ReleasedRegister:
    return next(one for one in release.registers if one.name == name)


def rows(release: Release, name: str) -> tuple[ReleasedRow, ...]:
    return register(release, name).rows


def values(row: ReleasedRow, column: str) -> list[str]:
    return [cell.value for cell in row.of(column)]


def where(release: Release, row: ReleasedRow) -> Any:
    return next(place for place in release.places if place.id == row.place)


def freed_on(mission: Any, place: Any, day: str) -> str:
    text = f"Russian forces left Izium. Izium was liberated on {day}."
    document = mission.document(text, date="2022-11-02")
    at = place(mission, document, "Izium")
    mission.claim(document, "Russian forces left", "retreat", place=at, latest=day,
                  roles={"unit": ("Russian forces", "armed-force", None)})  # fmt: skip
    mission.claim(document, "was liberated", "change-of-control", place=at, latest=day)
    return str(document)


def test_the_public_sees_control_that_ended_long_ago_and_none_that_may_still_hold(mission: Any, place: Any) -> None:
    freed_on(mission, place, "2022-09-10")
    public = mission.prepare().release
    (held,) = rows(public, "control")
    assert values(held, "to") == ["2022-09-10"]
    assert "liberating-side" not in values(held, "holder")
    assert register(public, "control").withheld == 1
    for audience in CLOSED:
        assert len(rows(mission.prepare(audience).release, "control")) == 2


def test_control_that_ended_lately_is_not_for_the_public(mission: Any, place: Any) -> None:
    document = mission.document("Russian forces left Izium.", date="2024-05-20")
    mission.claim(document, "Russian forces left", "retreat", place=place(mission, document, "Izium"),
                  latest="2024-05-10", roles={"unit": ("Russian forces", "armed-force", None)})  # fmt: skip
    assert rows(mission.prepare().release, "control") == ()
    assert rows(mission.prepare(on_day="2026-01-01").release, "control") != ()


def test_an_end_without_a_day_is_not_for_the_public(mission: Any, place: Any) -> None:
    document = mission.document("Russian forces left Izium.", date="2022-05-20")
    mission.claim(document, "Russian forces left", "retreat", place=place(mission, document, "Izium"),
                  roles={"unit": ("Russian forces", "armed-force", None)})  # fmt: skip
    assert rows(mission.prepare().release, "control") == ()
    assert rows(mission.prepare(Audience.PROSECUTOR).release, "control") != ()


def mined(mission: Any, place: Any, **more: Any) -> Any:
    document = mission.document("Mines were laid along the edge of the forest near Vesele, 4 hectares.")
    at = place(mission, document, "Vesele", radius_km=0.2, lat=49.41237, lon=37.05678, **more)
    mission.claim(document, "Mines were laid", "mine-laying", place=at)
    return at


def test_the_exact_place_of_a_hazard_is_never_public(mission: Any, place: Any) -> None:
    at = mined(mission, place)
    public = mission.prepare().release
    (row,) = rows(public, "hazards")
    shown = where(public, row)
    assert shown.radius_km >= 5 and (shown.lat, shown.lon) != (at.lat, at.lon)
    assert {cell.column for cell in row.cells} == {"state", "items", "evidence", "how-known", "status"}
    assert all(cell.words == () for cell in row.cells)
    exact = mission.prepare(Audience.PROSECUTOR).release
    (row,) = rows(exact, "hazards")
    assert (where(exact, row).lat, where(exact, row).lon) == (at.lat, at.lon)
    assert values(row, "land-use") == ["forest"] and values(row, "size") == ["4 hectares"]


def test_whoever_was_hurt_by_a_mine_stands_in_a_warning_area_too(mission: Any, place: Any) -> None:
    document = mission.document("A driver hit a mine near Vesele and lost his leg.")
    at = place(mission, document, "Vesele", radius_km=0.2)
    claims = [
        mission.claim(document, "hit a mine", "mine-erw-accident", place=at),
        mission.claim(document, "lost his leg", "wounding", place=at, roles={"victim": ("driver", None, None)}),
    ]
    mission.incident(*claims)
    public = mission.prepare().release
    for name in ("accidents", "injured"):
        (row,) = rows(public, name)
        assert where(public, row).radius_km >= 5
        assert not row.of("injury") and not row.of("described") and not row.of("victims")
    (row,) = rows(mission.prepare(Audience.PROSECUTOR).release, "accidents")
    assert values(row, "injury") == ["limb-lost"] and values(row, "victims") == ["driver"]


def test_a_depot_is_not_placed_for_the_public(mission: Any, place: Any) -> None:
    document = mission.document("Volunteers handed out bread from a store in Lyceum No. 2 in Izium.")
    at = place(mission, document, "Lyceum No. 2", kind="facility", admin=("Ukraine", "Kharkiv Oblast", "Izium"))
    mission.documents[document] = type(mission.documents[document])(
        id=document, source=mission.documents[document].source, document=mission.documents[document].document,
        record=_with_places(mission.documents[document].record, at),
    )  # fmt: skip
    mission.claim(document, "handed out bread", "aid-food", place=at, roles={"provider": ("Volunteers", None, None)})
    public = mission.prepare().release
    (row,) = rows(public, "aid")
    shown = where(public, row)
    assert shown.name == "Izium" and shown.radius_km > 4
    assert "Lyceum" not in str(public)
    exact = mission.prepare(Audience.INTERNAL).release
    assert where(exact, rows(exact, "aid")[0]).name == "Lyceum No. 2"


def _with_places(record: Any, *places: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(record, places=places)


def detained(mission: Any, place: Any, *, consent: str, source: str = "public-named", **person: Any) -> str:
    document = mission.document("Stepan Kovtun, 41, was detained in Izium.", consent=source)
    mission.person("Stepan Kovtun", consent=consent, **person)
    mission.claim(document, "was detained", "confinement", place=place(mission, document, "Izium"),
                  latest="2022-07-12", roles={"victim": ("Stepan Kovtun", "person", "person-1")})  # fmt: skip
    return str(document)


@pytest.mark.parametrize(
    ("consent", "audience", "named"),
    [
        ("public-named", Audience.PUBLIC, True), ("public-anonymous", Audience.PUBLIC, False),
        ("accountability-named", Audience.PROSECUTOR, True), ("public-anonymous", Audience.PROSECUTOR, True),
        ("accountability-sealed", Audience.PROSECUTOR, False), ("internal", Audience.INTERNAL, True),
    ],
)  # fmt: skip
def test_a_casualty_bears_a_name_only_where_consent_allows(
    mission: Any, place: Any, consent: str, audience: Audience, named: bool
) -> None:
    detained(mission, place, consent=consent)
    release = mission.prepare(audience).release
    (row,) = rows(release, "detained")
    (person,) = values(row, "person")
    assert (person == "Stepan Kovtun") is named
    if not named:
        assert person == next(actor.label for actor in release.actors if actor.pseudonym)
        assert "Kovtun" not in str(release.registers)


def test_a_protected_person_has_no_name_even_with_consent(mission: Any, place: Any) -> None:
    detained(mission, place, consent="public-named", protected=True)
    for audience in (Audience.PUBLIC, Audience.PROSECUTOR):
        assert "Kovtun" not in str(mission.prepare(audience).release.registers)
    assert "Kovtun" in str(mission.prepare(Audience.INTERNAL).release.registers)


def test_whoever_does_not_consent_at_all_has_no_row(mission: Any, place: Any) -> None:
    detained(mission, place, consent="internal")
    assert rows(mission.prepare().release, "detained") == ()
    assert rows(mission.prepare(Audience.INTERNAL).release, "detained") != ()


def test_the_age_of_somebody_under_a_pseudonym_is_gone_with_its_words(mission: Any, place: Any) -> None:
    text = "Stepan Kovtun, a 41-year-old nurse, was wounded in Izium."
    spans = [Span(text.index(words), text.index(words) + len(words), words) for words in ("41-year-old", "nurse")]
    actor = ActorMention(start=0, end=13, quote="Stepan Kovtun", name="Stepan Kovtun", kind="person", age=41,
                         occupation="nurse", attributes=tuple(spans))  # fmt: skip
    document = mission.document(text, actors=(actor,), consent="accountability-sealed")
    mission.person("Stepan Kovtun", ages=(41,), occupations=("nurse",), attributes=("41-year-old", "nurse"))
    mission.claim(document, "was wounded", "wounding", place=place(mission, document, "Izium"),
                  roles={"victim": ("Stepan Kovtun", "person", "person-1")})  # fmt: skip
    (inside,) = rows(mission.prepare(Audience.INTERNAL).release, "injured")
    assert values(inside, "age") == ["41"] and values(inside, "status") == ["medical"]
    (sealed,) = rows(mission.prepare(Audience.PROSECUTOR).release, "injured")
    assert not sealed.of("age") and not sealed.of("age-group") and not sealed.of("status")


def wounded(mission: Any, place: Any, number: int) -> None:
    for n in range(number):
        document = mission.document(f"On day {n} a woman was wounded in Izium by a shell.")
        mission.claim(document, "a woman was wounded", "wounding", place=place(mission, document, "Izium"),
                      latest=f"2022-04-{n + 10}", roles={"victim": ("a woman", None, None)})  # fmt: skip


@pytest.mark.parametrize(("number", "shown"), [(4, False), (5, True)])
def test_traits_of_an_individual_are_public_only_when_enough_share_them(
    mission: Any, place: Any, number: int, shown: bool
) -> None:
    wounded(mission, place, number)
    for row in rows(mission.prepare().release, "injured"):
        assert bool(row.of("sex")) is shown
        assert not row.of("described")
    assert all(
        row.of("sex") and row.of("described") for row in rows(mission.prepare(Audience.INTERNAL).release, "injured")
    )


def test_a_number_of_a_claim_that_is_withheld_does_not_show_through(mission: Any, place: Any) -> None:
    one = mission.document("Three people were killed in Izium.")
    two = mission.document("Nine people were killed in Izium on 2 April.", consent="internal")
    claims = [
        mission.claim(one, "Three people were killed", "killing", place=place(mission, one, "Izium"),
                      latest="2022-04-01", roles={"victim": ("Three people", None, None)}),
        mission.claim(two, "Nine people were killed", "killing", place=place(mission, two, "Izium"),
                      latest="2022-04-02", roles={"victim": ("Nine people", None, None)}),
    ]  # fmt: skip
    mission.incident(*claims)
    (row,) = rows(mission.prepare().release, "killed")
    assert values(row, "count") == ["3"] and row.time.latest == "2022-04-01" and len(row.claims) == 1
    (row,) = rows(mission.prepare(Audience.INTERNAL).release, "killed")
    assert values(row, "count") == ["3", "9"] and row.time.edtf == "[2022-04-01..2022-04-02]"


def test_nobody_is_accused_in_a_public_register(mission: Any, place: Any) -> None:
    document = mission.document(
        "Major Zorin refused to let the medicine through. Zorin spread rumours that all were dead."
    )
    mission.person("Zorin", consent="public-named")
    mission.claim(document, "refused to let the medicine through", "obstruction-of-aid",
                  roles={"perpetrator": ("Major Zorin", None, None)})  # fmt: skip
    mission.claim(document, "spread rumours", "disinformation", roles={"speaker": ("Zorin", "person", "person-1")})
    public = mission.prepare().release
    assert len(rows(public, "aid")) == 1 and len(rows(public, "false-statements")) == 1
    assert not any(cell.column in ("obstructed-by", "spread-by") for r in public.registers for row in r.rows
                   for cell in row.cells)  # fmt: skip
    inside = mission.prepare(Audience.INTERNAL).release
    assert values(rows(inside, "aid")[0], "obstructed-by") == ["Major Zorin"]


def test_a_sealed_act_is_in_no_register_of_another_edition(mission: Any, place: Any) -> None:
    document = mission.document("She was detained and raped. Bread was handed out.", consent="public-named")
    mission.claim(document, "raped", "sexual-violence", roles={"victim": ("She", None, None)})
    mission.claim(document, "detained", "confinement", roles={"victim": ("She", None, None)})
    for audience in (Audience.PUBLIC, Audience.PROSECUTOR, Audience.INTERNAL):
        assert rows(mission.prepare(audience).release, "detained") == ()
    assert rows(mission.prepare(Audience.SEALED).release, "detained") != ()


def test_a_correction_by_a_reviewer_is_what_the_register_says(mission: Any, place: Any) -> None:
    document = mission.document("The hospital was damaged in Izium.")
    claim = mission.claim(
        document, "The hospital was damaged", "damage-hospital", place=place(mission, document, "Izium")
    )
    mission.decide(claim, "corrected", corrected={"date": "2022-04-14"})
    (row,) = rows(mission.prepare().release, "services")
    assert row.time.edtf == "2022-04-14"
    mission.decide(claim, "rejected")
    assert rows(mission.prepare().release, "services") == ()


@pytest.mark.parametrize("audience", ALL)
def test_rows_name_only_what_the_release_holds(mission: Any, place: Any, audience: Audience) -> None:
    freed_on(mission, place, "2022-09-10")
    mined(mission, place)
    detained(mission, place, consent="public-anonymous")
    wounded(mission, place, 2)
    release = mission.prepare(audience).release
    claims = {claim.id for claim in release.claims}
    places = {each.id for each in release.places}
    ids = {row.id for one in release.registers for row in one.rows}
    assert [one.name for one in release.registers] == list(REGISTERS) and ids
    for one in release.registers:
        for row in one.rows:
            assert set(row.claims) <= claims and row.place in places | {None} and set(row.beside) <= ids
            assert row.id.startswith(f"{one.name}-")
            for cell in row.cells:
                assert cell.claims and set(cell.claims) <= claims
    if audience is Audience.PUBLIC:  # an ordinal tells nothing; a digest could be tested against a guess
        assert all(row.id.rpartition("-")[2].isdigit() for one in release.registers for row in one.rows)


def test_the_policy_names_columns_that_there_are() -> None:
    forms = register_forms().registers
    columns = policy().audiences[Audience.PUBLIC].register_columns
    assert columns is not None and set(columns) == set(REGISTERS)
    for name, listed in columns.items():
        assert listed <= set(forms[name].columns)  # type: ignore[index]
        assert not listed & {"age", "injury", "size", "land-use", "obstructed-by", "spread-by", "victims"}
    assert all(policy().audiences[audience].register_columns is None for audience in CLOSED)
