"""Lists on the terminal speak as people do, and what they shorten still means one thing to a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.claim_making import make_claim
from witnessmark.cli import in_words, messages


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2 or 3 March 2022"), ("uk", "2 або 3 березня 2022")], ids=["en", "uk"]
)
def test_a_date_is_said_in_the_language_of_the_user(language: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_language", language)
    assert in_words.when("[2022-03-02..2022-03-03]") == said
    assert in_words.when(None) == ""


def test_how_a_claim_is_said_and_by_whom_is_no_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_language", "uk")
    claim = make_claim("looting", "soldiers looted shops")
    assert in_words.how(claim) == "сказано як факт"
    assert in_words.voice(claim) == (claim.said_by.name or "автор")


@given(st.sets(st.from_regex(r"(i-|p-|person-|)[0-9a-f]{16}", fullmatch=True), max_size=40))
def test_a_short_id_is_the_beginning_of_one_id_alone(ids: set[str]) -> None:
    short = in_words.short_ids(ids)
    assert short.keys() == ids
    for name, cut in short.items():
        assert [each for each in ids if each.startswith(cut)] == [name] and len(cut) >= 6


@pytest.mark.parametrize("word", ["looting", "Looting, theft", "пограбування"])
def test_an_act_may_be_named_by_its_label(word: str) -> None:
    from witnessmark.model.acts import taxonomy

    labels = {act.label["en"].casefold(): act.id for act in taxonomy().acts.values()}
    labels |= {act.label["uk"].casefold(): act.id for act in taxonomy().acts.values()}
    assert in_words.act_named(word) == labels.get(word.casefold(), word)
    assert in_words.act_named(taxonomy()["looting"].label["uk"].upper()) == "looting"
