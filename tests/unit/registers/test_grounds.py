"""What holds of every register: no cell without a claim, no claim without its words, the same input, the same rows."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.registers.told import Told, encoded
from witnessmark.model.acts import taxonomy
from witnessmark.model.register import REGISTERS, register_forms
from witnessmark.registers.lexicon import _lexicon, find, vocabularies

SENTENCES = (
    "Three houses were burnt out and 420 food parcels came for the families.",
    "Російські війська зайшли до міста, двоє людей загинули.",
    "В поле нашли мину, ранили женщину, 34 лет.",
    "The radio spread rumours that the water supply was cut off for two weeks.",
    "A booby trap was found, the road is not marked.",
    "Sappers cleared 4 hectares; Kovtun was detained and later released.",
    "Їжу, воду та ліки привезли волонтери. Школу зруйновано, газу немає.",
)
ACTS = sorted(taxonomy().acts)
ROLES = ("victim", "object", "provider", "perpetrator", "unit", "quantity", "beneficiary")


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    told = Told()
    for _ in range(draw(st.integers(1, 3))):
        text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
        told.say(text, date=draw(st.sampled_from(["2022-10-09", None])))
        words = [match.group() for match in re.finditer(r"\w[\w ]{3,30}\w", text)]
        made = []
        for _ in range(draw(st.integers(1, 4))):
            roles = draw(st.dictionaries(st.sampled_from(ROLES), st.sampled_from(words), max_size=2))
            day = draw(st.sampled_from([None, "2022-03-01", "2022-09-08"]))
            made.append(
                told.claim(
                    draw(st.sampled_from(ACTS)), draw(st.sampled_from(words)), day=day,
                    place=draw(st.sampled_from(["Balakliia", "Izium", None])), roles=dict(roles),
                    modality=draw(st.sampled_from(["asserted", "hearsay", "denied", "planned", "feared"])),
                    polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
                )
            )  # fmt: skip
        if draw(st.booleans()):
            told.together(*dict.fromkeys(made))
    return told


@given(tellings())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_cell_rests_on_claims_and_words_that_stand_there(told: Told) -> None:
    registers = told.registers()
    assert tuple(registers) == REGISTERS
    forms = register_forms()
    for name, register in registers.items():
        for row in register.rows:
            assert row.claims and row.cells and set(row.claims) <= set(told.claims)
            for cell in row.cells:
                assert cell.support and set(cell.claims) <= set(row.claims)
                column = forms.registers[name].columns[cell.column]
                if column.vocabulary:
                    assert cell.value in forms.vocabularies[column.vocabulary]
                for support in cell.support:
                    assert told.claims[support.claim].document == support.document
                    if support.span is not None:
                        support.span.check(told.texts[support.document])
            ids = [row.id for row in register.rows]
            assert len(ids) == len(set(ids))


@given(tellings(), st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_without_a_claim_no_row_rests_on_it(told: Told, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(told.claims)))
    left = told.registers(without=frozenset({gone}))
    assert gone not in {claim for register in left.values() for row in register.rows for claim in row.claims}
    assert encoded(left) == encoded(told.registers(without=frozenset({gone})))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_lexicon_finds_only_what_stands_there(text: str) -> None:
    for vocabulary in vocabularies():
        last = 0
        for hit in find(vocabulary, text, 0, len(text)):
            assert text[hit.span.start : hit.span.end] == hit.span.quote
            assert hit.span.start >= last
            last = hit.span.end


def test_a_long_line_costs_its_length() -> None:
    text = "no water and a mine in the field, " * 3000
    for vocabulary in vocabularies():
        find(vocabulary, text[:4000], 0, 4000)


def test_lexicon_and_forms_name_the_same_ids() -> None:
    known = register_forms().vocabularies
    for name, entries in _lexicon().items():
        if name in known:
            assert set(entries) <= set(known[name]), name
        for languages in entries.values():
            assert set(languages) == {"en", "uk", "ru"}, name


@pytest.mark.parametrize("register", REGISTERS)
def test_every_form_is_whole(register: str) -> None:
    form = register_forms().registers[register]  # type: ignore[index]
    assert set(form.lead) <= set(form.columns)
    for name, column in form.columns.items():
        assert (column.kind == "vocabulary") == (column.vocabulary is not None), name
        assert column.vocabulary is None or column.vocabulary in register_forms().vocabularies
        assert re.search("[А-Яа-яІі]", column.label.uk) and not re.search("[А-Яа-яІі]", column.label.en)
