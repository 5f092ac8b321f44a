"""What our typefaces can draw, and what stands where they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.publish.dossier.typefaces import (
    BREAK,
    FACES,
    UNKNOWN,
    code_points,
    covered,
    drawable,
    drawable_all,
    typeface,
)


def test_what_can_be_drawn_is_left_alone() -> None:
    plain = "Ґанок, Їжак, “Île” – é 5 №"
    assert drawable(plain) == (plain, 0)
    assert drawable("e\u0301 \x00") in (("e\u0301 " + UNKNOWN, 1), ("é " + UNKNOWN, 1))


@pytest.mark.parametrize("name", FACES)
def test_every_face_has_the_letters_of_our_languages(name: str) -> None:
    wanted = "AZaz09АЯаяЄєІіЇїҐґЁёЪъЫы“”«»–—…№→✓·•’\u00a0\u202f" + UNKNOWN
    assert set(map(ord, wanted)) <= code_points(typeface(name))


def test_private_and_control_characters_are_never_drawn() -> None:
    """A font may hold glyphs for private characters; PDF/A wants none, for nobody knows what they mean."""
    assert 0xF6D7 in code_points(typeface("IBMPlexSerif-Regular.ttf"))
    assert not covered() & {0, 7, 0x7F, 0xF6D7, 0xE000, 0x2028, 0xFFFE}


def test_the_ukrainian_apostrophe_is_drawn_as_one() -> None:
    assert drawable("пʼять") == ("п’ять", 0)


def test_space_is_one_space_and_meant_space_stays() -> None:
    assert drawable("a \n\t b\u00a0c\u202fd\u2028e") == ("a b\u00a0c\u202fd e", 0)


def test_long_words_may_break_but_lose_nothing() -> None:
    digest = "0123456789abcdef" * 4
    text, _ = drawable(digest)
    assert text.replace(BREAK, "") == digest and max(map(len, text.split(BREAK))) < 20
    assert drawable("application/vnd.openxmlformats-officedocument")[0].split(BREAK)[1] == "vnd."
    assert len(drawable("x" * 10**6)[0]) < 2500


@given(st.text())
def test_everything_becomes_drawable_and_every_loss_is_counted(text: str) -> None:
    made, missing = drawable(text)
    assert {ord(c) for c in made} <= covered() | {0x200B}
    assert made.count(UNKNOWN) == missing + text.count(UNKNOWN) or len(text) > 1999
    assert drawable(made.replace(BREAK, ""))[0] == made


def test_data_keep_their_shape() -> None:
    assert drawable_all({"a": ["你", 1, None, ("b", True)]}) == ({"a": [UNKNOWN, 1, None, ["b", True]]}, 1)
