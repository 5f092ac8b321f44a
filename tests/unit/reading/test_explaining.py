"""Every value can be followed to its rule: file and line of the data or the code, and one sentence for a person."""

import json
import re
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.explaining import Explanation, as_text, explain, explained_with
from witnessmark.reading.jsonl import read_lines
from witnessmark.reading.pipeline import standard_reader
from witnessmark.reading.rule_index import catalogue, find_rule

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mission" / "text"
SENTENCES = {
    "en": (
        "Soldiers of the 7th Brigade threatened to kill Petro Hnatiuk, 44, a teacher, in Izium on 5 April 2022. In "
        'Lyman they looted shops, she said. Some 5 km north of Borova nobody was shot. "We were beaten there," said '
        "Hanna Lysenko. The shelling of the school No. 4 on Easter killed 3 civilians. According to the mayor, three "
        "days after the liberation houses in the village of Zabrodivka were searched. He was detained by Russian "
        "police near the Oskil river; allegedly the troops plan to deport children."
    ),
    "uk": (
        "Солдати 7-ї бригади пограбували магазин у Лимані 5 квітня, сказала Ганна Лисенко. Окупанти погрожували вбити "
        "людей. «Мене били в підвалі», — згадує Петро Гнатюк. За словами мешканців, у школі № 4 ніхто не загинув. "
        "Торік восени за п'ять кілометрів на північ від Борової замінували дорогу."
    ),
    "ru": (
        "Солдаты ограбили магазин в Изюме 5 апреля 2022 года, рассказала Анна Лысенко. Оккупанты угрожали расстрелять "
        "жителей. «Меня били в подвале», — вспоминает Пётр Гнатюк. По словам жителей, в школе № 4 никто не погиб."
    ),
}
TEXTS = {f"own {language}": text for language, text in SENTENCES.items()} | {
    path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.iterdir())
}


def reading(text: str) -> ReadingRecord:
    return standard_reader().read(ReadingInput(id="a", text=text, date="2022-10-09"), explained=True)


@pytest.mark.parametrize("name", TEXTS)
def test_every_rule_that_a_reader_names_stands_in_a_file_at_a_line(name: str) -> None:
    found = list(explain(reading(TEXTS[name])))
    assert found
    lost = {each.rule for each in found if each.file is None or not each.line}
    assert not lost
    for each in found:
        lines = (
            resources.files("witnessmark.reading").joinpath(each.file or "").read_text(encoding="utf-8").splitlines()
        )
        assert 1 <= (each.line or 0) <= len(lines)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_sentence_is_whole(name: str, language: str) -> None:
    for each in explain(reading(TEXTS[name]), language):
        assert re.search(r"[.)]\Z", each.sentence) and "{" not in each.sentence.replace(each.quote, "")
        assert (" because " if language == "en" else " бо ") in each.sentence


@pytest.mark.parametrize("name", TEXTS)
def test_every_value_of_a_claim_is_explained(name: str) -> None:
    record = reading(TEXTS[name])
    found: dict[int, set[str]] = {}
    for each in explain(record):
        if each.of == "claims":
            found.setdefault(each.index, set()).add(each.field)
    for index, claim in enumerate(record.claims):
        fields = {"act", "modality", "polarity", "said_by", *(f"roles.{role}" for role in claim.roles)}
        fields |= {field for field in ("place", "date") if getattr(claim, field) is not None}
        assert fields <= found[index]


def of(text: str, kind: str, field: str) -> list[Explanation]:
    return [each for each in explain(reading(text)) if each.of == kind and each.field == field]


@pytest.mark.parametrize(
    ("language", "act", "lexicon"),
    [("en", "looting", "loot"), ("uk", "looting", "пограб"), ("ru", "looting", "ограб")],
)
def test_a_claim_leads_to_the_line_of_its_trigger(language: str, act: str, lexicon: str) -> None:
    found = next(each for each in of(SENTENCES[language], "claims", "act") if each.value == act)
    assert found.file == f"data/lexicon/{language}.yaml" and found.line
    lines = resources.files("witnessmark.reading").joinpath(found.file).read_text(encoding="utf-8").splitlines()
    assert lexicon in lines[found.line - 1]


def test_a_cue_is_named_for_what_is_not_plainly_asserted() -> None:
    found = of("The commander threatened to shoot the teacher in Izium.", "claims", "modality")
    threatened = next(each for each in found if each.value == "threatened")
    assert threatened.rule.startswith("cues/en threatened") and threatened.file == "data/claims/en.yaml"


def test_a_place_that_was_carried_over_says_so() -> None:
    found = of("Izium\n\nSoldiers looted the shop.\n\nBorova\n\nA shell wounded a shepherd.\n", "claims", "place")
    assert {each.rule for each in found} == {"claims/place.heading"}


def test_a_record_holds_no_reasons_unless_they_are_asked_for() -> None:
    given = ReadingInput(id="a", text=SENTENCES["en"])
    assert b'"why"' not in msgspec.json.encode(standard_reader().read(given))
    assert b'"why"' in msgspec.json.encode(standard_reader().read(given, explained=True))


def test_reasons_change_nothing_else() -> None:
    given = ReadingInput(id="a", text=SENTENCES["en"])
    plain, told = (
        msgspec.to_builtins(standard_reader().read(given, explained=explained)) for explained in (False, True)
    )
    for kind in ("places", "dates", "quotes", "actors", "claims"):
        for mention in told[kind]:
            mention.pop("why", None)
    assert plain == told


def test_the_explanations_are_for_programs_and_for_people() -> None:
    line = json.dumps({"id": "r1", "text": SENTENCES["en"]}).encode()
    (answer,) = read_lines([line], explained_with(standard_reader()))
    told = json.loads(answer)
    assert told["id"] == "r1" and {"of", "rule", "file", "line", "sentence"} <= told["explanations"][0].keys()
    text = as_text(answer).decode()
    assert text.startswith("r1 (witnessmark") and "data/lexicon/en.yaml:" in text


def test_an_unknown_rule_is_said_to_be_unknown() -> None:
    assert find_rule("no such rule at all") is None


def test_every_row_of_the_catalogue_points_at_something() -> None:
    for row in catalogue()["rules"]:
        if "{" not in row["file"] + row["key"] + row["rule"]:
            assert find_rule(row["rule"]) is not None, row["rule"]
        assert row["en"] and row["uk"]
