import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.reading.draft import Draft, MissingNeed, Words, fold, in_order


class Step:
    def __init__(self, name: str, needs: set[str], makes: set[str]) -> None:
        self.name, self.needs, self.makes = name, frozenset(needs), frozenset(makes)

    def read(self, draft: Draft) -> None: ...


def test_a_step_before_what_it_needs_is_refused() -> None:
    places, actors = Step("places", {"words"}, {"places"}), Step("actors", {"places"}, {"actors"})
    assert list(in_order([places, actors])) == [places, actors]
    with pytest.raises(MissingNeed, match="actors needs places"):
        in_order([actors, places])


@given(st.text(alphabet=st.sampled_from("aБіё’'-‑ .\n1é́😀İ"), max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    words = Words(text)
    assert "".join(words.word(index) for index in range(len(words))) == "".join(text.split())
    for index, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        assert fold(text[start:end]) == words.folded[index]
        assert words.at(start) == words.at(end - 1) == index


@given(st.text(alphabet=st.sampled_from("aБ.! \n"), max_size=60), st.integers(0, 59))
def test_sentence_at_gives_the_sentence_that_holds_the_character(text: str, offset: int) -> None:
    draft = Draft.of("t", text, None, None)
    holding = [index for index, (start, end) in enumerate(draft.sentences) if start <= offset < end]
    if holding:
        assert draft.sentence_at(offset) == holding[0]
