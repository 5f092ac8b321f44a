"""Who was said to be one: the stricter consent, no person lost, and every word undone by a later one."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.derive.test_persons import record
from witnessmark.derive.listed_persons import listed_persons
from witnessmark.derive.merging import merged
from witnessmark.derive.persons import PersonIndex, RegisteredPerson, index_persons, person_key
from witnessmark.evidence.state import MadePersonsDecision
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.table import _document
from witnessmark.model.consent import ConsentLevel

NAMES = ("Petro Hnatiuk", "Петро Гнатюк", "P. I. Hnatiuk", "Hanna Lysenko")
INTERNAL, PUBLIC = ConsentLevel.INTERNAL, ConsentLevel.PUBLIC_NAMED


def registered(*allowed: ConsentLevel | None, protected: int | None = None) -> list[RegisteredPerson]:
    return [
        RegisteredPerson(id=f"person-{at}", key=person_key(name, f"d{at}"), consent=level, protected=at == protected)
        for at, (name, level) in enumerate(zip(NAMES, allowed, strict=False))
    ]


def word(first: int, second: int, same: bool = True, holds: bool = True, *against: str) -> MadePersonsDecision:
    return MadePersonsDecision(
        first=f"person-{first}", second=f"person-{second}", same=same, shown="", reason=None, device="d",
        entry=f"{first}{second}{same}", time="", holds=holds, concurrent=against,
    )  # fmt: skip


def index(people: list[RegisteredPerson]) -> PersonIndex:
    return index_persons("salt", {f"d{at}": record(name) for at, name in enumerate(NAMES)}, {}, people)


def after(people: list[RegisteredPerson], *words: MadePersonsDecision, level: ConsentLevel = PUBLIC) -> PersonIndex:
    return merged(index(people), people, words, {f"d{at}": level for at in range(len(NAMES))})


def test_those_who_are_one_have_all_names_and_mentions_and_one_id() -> None:
    found = after(registered(PUBLIC, PUBLIC, PUBLIC, PUBLIC), word(0, 1), word(1, 2))
    one = found.persons["person-0"]
    assert set(one.names) == set(NAMES[:3]) and one.merged == ("person-0", "person-1", "person-2")
    assert set(found.at.values()) == {"person-0", "person-3"} and len(found.persons) == 2
    assert {document for document, _ in one.mentions} == {"d0", "d1", "d2"}


def test_the_stricter_consent_and_any_protection_hold_for_both() -> None:
    found = after(registered(PUBLIC, INTERNAL, None, PUBLIC, protected=1), word(0, 1)).persons["person-0"]
    assert found.consent is INTERNAL and found.protected
    silent = after(registered(PUBLIC, None), word(0, 1), level=INTERNAL).persons["person-0"]
    assert silent.consent is INTERNAL  # what the documents of the one who said nothing allow


def test_an_undone_word_has_no_effect_and_a_kept_apart_pair_is_never_joined_by_a_third() -> None:
    people = registered(PUBLIC, INTERNAL, PUBLIC)
    assert after(people, word(0, 1, holds=False), word(0, 1, same=False)).persons.keys() == index(people).persons.keys()
    found = after(people, word(0, 1), word(1, 2), word(0, 2, same=False))
    assert found.persons["person-0"].merged == ("person-0", "person-1") and "person-2" in found.persons


def test_two_in_dispute_stay_apart_under_the_stricter_consent() -> None:
    people = registered(PUBLIC, INTERNAL)
    found = after(people, word(0, 1, True, True, "no"), word(0, 1, False, True, "yes")).persons
    assert found["person-0"].consent is found["person-1"].consent is INTERNAL and not found["person-0"].merged


def test_without_words_nothing_changes() -> None:
    people = registered(PUBLIC, PUBLIC)
    assert after(people) == index(people)


pairs = st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans(), st.booleans()).filter(
    lambda one: one[0] != one[1]
)


@given(st.lists(pairs, max_size=6), st.lists(st.sampled_from([None, *ConsentLevel]), min_size=4, max_size=4))
def test_nobody_is_lost_and_nothing_is_ever_allowed_that_one_of_them_did_not_allow(
    said: list[tuple[int, int, bool, bool]], allowed: list[ConsentLevel | None]
) -> None:
    people = registered(*allowed)
    before = index(people)
    found = after(people, *(word(*one) for one in said), level=INTERNAL)
    assert set(found.at) == set(before.at) and set(found.at.values()) <= set(found.persons)
    assert sum(len(one.mentions) for one in found.persons.values()) == len(NAMES)
    for place, was in before.at.items():
        now, then = found.persons[found.at[place]], before.persons[was].consent
        assert then is None or (now.consent is not None and now.consent <= then)


def test_each_row_of_a_list_is_a_person_of_its_own() -> None:
    rows = [(1, ["ПІБ", "Дата народження", "Вік", "Село"])]
    rows += [
        (2, ["Гнатюк Петро", "05.11.1977", "45", "Савинці"]),
        (3, ["Гнатюк Петро", "1991", "", ""]),
        (4, ["", "", "", "Ізюм"]),
    ]
    document = _document(rows, None, None, {}, "test")
    assert document is not None
    reading = record()[1]
    first, second = listed_persons(document, reading)
    assert (first.name, first.born, first.age, first.place) == ("Гнатюк Петро", "05.11.1977", 45, "Савинці")
    assert second.born == "1991" and second.age is None and second.place is None
    assert document.text[first.start : first.end] == first.name
    people = index_persons("salt", {"list": (document, reading)}, {}, []).persons
    assert [one.names for one in people.values()] == [("Гнатюк Петро",)] * 2


def test_a_ledger_without_a_column_of_persons_names_nobody() -> None:
    rows = [(1, ["Item", "Village"]), (2, ["Petro Hnatiuk's tractor", "Izium"])]
    document = _document(rows, None, RecordMapping(columns={"item": "Item"}), {}, "test")
    assert document is not None and list(listed_persons(document, record()[1])) == []
