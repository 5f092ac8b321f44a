"""Logs and chronicles: short entries with a day and a place at their head. Own texts about invented events."""

import json

import pytest

from witnessmark.reading.jsonl import read_lines


def claims_of(text, language, date):
    line = json.dumps({"id": "t", "text": text, "language": language, "date": date}, ensure_ascii=False)
    (record,) = read_lines([line.encode()])
    record = record if isinstance(record, dict) else json.loads(record)
    places, dates = record["places"], record["dates"]
    return {
        claim["act"]: (
            places[claim["place"]]["name"] if claim.get("place") is not None else None,
            dates[claim["date"]]["edtf"] if claim.get("date") is not None else None,
        )
        for claim in record["claims"]
    }


def test_a_day_without_its_year_at_the_head_of_an_entry_dates_it():
    log = "03.02.2023. Дворічна. Обстріл із мінометів.\n06.02. Куп'янськ — пошкоджено аптеку.\n07.02, ніч. Тихо.\n"
    found = claims_of(log, "uk", "2023-02-10")
    assert found["shelling"] == ("Dvorichna", "2023-02-03")
    assert found["damage-hospital"] == ("Kupiansk", "2023-02-06")


@pytest.mark.parametrize("text", ["12.50 грн коштував хліб.", "Температура 06.02 градуса.", "Вийшли 12.30 до школи."])
def test_a_number_with_a_point_elsewhere_is_no_day(text):
    line = json.dumps({"id": "t", "text": text, "language": "uk", "date": "2023-02-10"}, ensure_ascii=False)
    (record,) = read_lines([line.encode()])
    record = record if isinstance(record, dict) else json.loads(record)
    assert not [one for one in record["dates"] if one["type"] == "DATE"]


def test_the_place_of_an_entry_holds_for_all_of_it():
    text = "Барвінкове: снаряд влучив у двір. Поранено двох жінок. Без світла залишилися 40 хат.\n\nЛозова: тихо.\n"
    assert {place for place, _ in claims_of(text, "uk", "2022-06-01").values()} == {"Barvinkove"}


def test_where_volunteers_come_from_is_not_where_they_helped():
    text = "У Левковичах не було води. Волонтери з Києва привезли 5 тонн питної води."
    assert claims_of(text, "uk", "2022-06-01")["aid-water"][0] == "Levkovychi"


def test_a_place_holds_on_for_the_next_paragraph_and_not_for_the_whole_text():
    near = "У Снігурівці ми говорили з Оленою.\n\nШколу спалили влітку.\n\nПавлівка була порожня."
    assert claims_of(near, "uk", "2022-11-20")["damage-school"][0] == "Snihurivka"
    walked = "Йшов дощ.\n\nДорога була довга.\n\n"
    far = f"У Снігурівці ми були вдень.\n\n{walked}Школу спалили.\n\nПавлівка порожня. Євгенівка теж."
    assert claims_of(far, "uk", "2022-11-20")["damage-school"][0] is None
