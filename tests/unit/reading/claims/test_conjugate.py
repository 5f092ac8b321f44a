"""The forms of a verb that the stem of its past stands for in the Ukrainian and Russian lexicons."""

import pytest

from witnessmark.reading.claims.conjugate import verb_forms


def met(word: str, stem: str, language: str) -> bool:
    exact, prefixes = verb_forms(stem, language)
    return word.startswith(stem) or word in exact or any(word.startswith(prefix) for prefix in prefixes)


@pytest.mark.parametrize(
    ("language", "stem", "words"),
    [
        ("uk", "забрал", ["забрала", "забрав", "забрано"]),
        ("uk", "вивез", ["вивезли", "вивіз", "вивезено", "вивезення"]),
        ("uk", "пошкодил", ["пошкодив", "пошкоджено", "пошкодження"]),
        ("uk", "катувал", ["катував", "катують", "катування", "катувано"]),
        ("uk", "зайшл", ["зайшли", "зайшов"]),
        ("uk", "розбил", ["розбив", "розбито", "розбитий"]),
        ("ru", "забрал", ["забрала", "забран", "забрано"]),
        ("ru", "захватил", ["захватили", "захвачен", "захвачено", "захватят"]),
        ("ru", "повредил", ["повредил", "поврежден", "повреждены"]),
        ("ru", "разбил", ["разбито", "разбиты"]),
        ("ru", "похищал", ["похищали", "похищают"]),
    ],
)
def test_a_stem_stands_for_the_verb(language: str, stem: str, words: list[str]) -> None:
    assert [word for word in words if not met(word, stem, language)] == []


@pytest.mark.parametrize(
    ("language", "stem", "word"),
    [("uk", "тікал", "тікати"), ("uk", "вигнал", "вигнати"), ("ru", "забрал", "забрать"), ("ru", "брал", "брата")],
)
def test_neither_the_infinitive_nor_another_word(language: str, stem: str, word: str) -> None:
    assert not met(word, stem, language)


def test_english_has_its_own_forms() -> None:
    assert verb_forms("kill", "en") == (set(), set())
