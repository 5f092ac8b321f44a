"""Regime and context: determined with reasons, or left open with all alternatives; established once a situation."""

import pytest

from tests.unit.law.placing import RUSSIAN, UKRAINIAN, claim, matrix_with, qualified, regimes_of
from witnessmark.law.forms import Conflict
from witnessmark.law.provisions import law

CAME = claim("entry-of-forces", "Russian troops entered the town", start=100, day="2022-03-02", roles=RUSSIAN)
WENT = claim("change-of-control", "the town was liberated", start=200, day="2022-09-08")


@pytest.mark.parametrize(
    ("day", "phase", "occupation"),
    [
        ("2022-02-25", "before", "unlikely"),
        ("2022-03-02", "changing", "open"),
        ("2022-06-10", "held", "indicated"),
        ("2022-10-01", "after", "unlikely"),
        (None, "undated", "open"),
    ],
)
def test_the_phase_of_control_decides_on_occupation(day: str | None, phase: str, occupation: str) -> None:
    found = qualified(CAME, WENT, claim("looting", "took a stove", day=day))
    situation = found.situations[matrix_with(found, "looting").situation]
    assert situation.phase == phase
    assert regimes_of(found, "looting")["occupation"].standing == occupation


def test_on_the_day_on_which_they_left_control_was_changing_also_where_nobody_tells_when_they_came() -> None:
    curfew = claim("movement-restriction", "the occupiers imposed a curfew", day="2022-09-05", roles=RUSSIAN)
    for day, phase in (("2022-09-08", "changing"), ("2022-09-10", "after")):
        found = qualified(WENT, curfew, claim("looting", "took a stove", day=day))
        assert found.situations[matrix_with(found, "looting").situation].phase == phase


def test_rules_of_occupation_hold_only_while_the_place_is_held() -> None:
    held = qualified(CAME, WENT, claim("forced-labour", "had to dig trenches", day="2022-06-10"))
    after = qualified(CAME, WENT, claim("forced-labour", "had to dig trenches", day="2022-10-10"))
    assert "gc4-51" in {finding.provision for finding in matrix_with(held, "forced-labour").findings}
    assert "gc4-51" not in {finding.provision for finding in matrix_with(after, "forced-labour").findings}


def test_where_occupation_is_open_its_rules_are_shown_as_alternatives() -> None:
    found = qualified(claim("forced-labour", "had to dig trenches", day="2022-06-10"))
    [finding] = [f for f in matrix_with(found, "forced-labour").findings if f.provision == "gc4-51"]
    assert finding.applies == "open"


def test_the_same_rules_hold_for_every_side() -> None:
    """Ukrainian forces beyond the border are as foreign there as Russian ones here."""
    path = ("Russia", "Belgorod Oblast", "Some Raion", "Some Hromada")
    came = claim("entry-of-forces", "troops entered", country="RU", admin=path, day="2024-08-06", roles=UKRAINIAN)
    taken = claim("looting", "took a stove", start=50, country="RU", admin=path, day="2024-08-20")
    regimes = regimes_of(qualified(came, taken), "looting")
    assert regimes["iac"].standing == regimes["occupation"].standing == "indicated"


def test_a_conflict_in_a_country_without_any_record_is_left_open() -> None:
    path = ("Ruritania", "North", "Some Raion", "Some Hromada")
    found = qualified(claim("torture", "armed men beat him", country="XX", admin=path, day="2022-06-01"))
    regimes = regimes_of(found, "torture")
    assert {each.standing for each in regimes.values()} == {"open"}
    assert not found.situations[matrix_with(found, "torture").situation].determined
    shown = {finding.provision: finding.applies for finding in matrix_with(found, "torture").findings}
    assert shown["rs-8-2-a-ii-1"] == shown["rs-8-2-c-i-4"] == "open"
    assert not [name for name in shown if name.startswith("ua-cc")], "domestic law of another country"


def test_an_entry_of_the_record_decides_with_its_source() -> None:
    entry = Conflict(id="ruritania", regime="niac", countries=("XX",), since="2020-01-01", source="UN report")
    own = law().__class__(**{name: getattr(law(), name) for name in law().__struct_fields__} | {"conflicts": (entry,)})
    path = ("Ruritania", "North", "Some Raion", "Some Hromada")
    found = qualified(claim("torture", "beat him", country="XX", admin=path, day="2022-06-01"), law=own)
    niac = regimes_of(found, "torture")["niac"]
    assert (niac.standing, niac.reasons, niac.sources) == ("indicated", ("on-record",), ("ruritania",))


def test_a_declared_conflict_outranks_what_is_indicated() -> None:
    looting = claim("looting", "took a stove", day="2022-06-10")
    regimes = regimes_of(qualified(CAME, looting, declared="niac"), "looting")
    assert regimes["niac"].standing == "declared"
    assert regimes["iac"].standing == "unlikely"
    provisions = {f.provision for f in matrix_with(qualified(CAME, looting, declared="niac"), "looting").findings}
    assert "rs-8-2-e-v" in provisions
    assert "rs-8-2-b-xvi" not in provisions


def test_the_parallel_conflict_of_2014_is_shown_beside_the_international_one() -> None:
    path = ("Ukraine", "Donetsk Oblast", "Some Raion", "Some Hromada")
    found = qualified(claim("torture", "beat him", admin=path, day="2015-06-01"))
    regimes = regimes_of(found, "torture")
    assert regimes["iac"].standing == regimes["niac"].standing == "indicated"


def test_context_is_established_once_and_incidents_refer_to_it() -> None:
    takings = [
        claim("looting", f"soldiers took stove {n}", start=1000 * n, document=f"d{n}", day="2022-06-10")
        for n in range(3)
    ]
    found = qualified(CAME, WENT, *takings)
    situations = {matrix_with(found, "looting").situation}
    [situation] = [found.situations[name] for name in situations]
    [conflict] = [each for each in situation.elements if each.context == "conflict-international"]
    assert {CAME.id, WENT.id} <= set(conflict.supporting)
    for matrix in found.matrices.values():
        for finding in matrix.findings:
            for element in finding.elements:
                if element.context:
                    assert not {CAME.id, WENT.id} & set(element.supporting), "told again in the incident"


def test_a_link_to_the_conflict_is_asked_of_each_incident() -> None:
    theft = claim("looting", "somebody took a stove", day="2022-06-10")
    found = qualified(CAME, WENT, theft)
    [finding] = [f for f in matrix_with(found, "looting").findings if f.provision == "rs-8-2-b-xvi"]
    assert finding.elements[3].status == "partly"
    assert finding.elements[3].missing == ("link-to-conflict",)


def test_a_course_of_conduct_needs_several_incidents_and_voices() -> None:
    def held(n: int, voice: str) -> object:
        return claim(
            "confinement", f"held him {n}", start=100 * n, document=f"d{n}", day=f"2022-0{n + 3}-01", said_by=voice
        )

    for voices, seen in (("aaa", False), ("abc", True)):
        found = qualified(*(held(n, voice) for n, voice in enumerate(voices, 1)))  # type: ignore[arg-type]
        patterns = {
            len(e.pattern) for s in found.situations.values() for e in s.elements if e.context == "attack-on-population"
        }
        assert (3 in patterns) is seen
