"""What a word beside a name may tell: the lists of ``context.yaml``, looked up once for a word."""

from functools import cache

from witnessmark.reading.places.persons import given_names
from witnessmark.reading.places.tables import load


class Cue:
    """What a word beside a name may tell, by the lists of ``context.yaml``, as bits of a number."""

    ORDINAL = 1 << 0
    TROOPS = 1 << 1
    TITLE = 1 << 2
    FIGURATIVE = 1 << 3
    FIGURATIVE_EXCEPT = 1 << 4
    STREET_BEFORE = 1 << 5
    STREET_AFTER = 1 << 6
    SETTLEMENT = 1 << 7
    SETTLEMENT_AFTER = 1 << 8
    LOCATIVE = 1 << 9
    WEAK = 1 << 10
    BEFORE_PLACE = 1 << 11
    PERSON_AFTER = 1 << 12
    PART_OF_NAME = 1 << 13
    ORGANISATION = 1 << 14
    ADJECTIVE_NOUN = 1 << 15
    NEVER = 1 << 16
    GIVEN_NAME = 1 << 17
    BODY_BEFORE = 1 << 18
    WHO_AFTER = 1 << 19
    PART_OF_TOWN = 1 << 20
    STRETCH = 1 << 21


_LISTS = {
    "ordinals": Cue.ORDINAL,
    "troops": Cue.TROOPS,
    "titles": Cue.TITLE,
    "figurative_before": Cue.FIGURATIVE,
    "figurative_except": Cue.FIGURATIVE_EXCEPT,
    "street_before": Cue.STREET_BEFORE,
    "street_after": Cue.STREET_AFTER,
    "settlement_words": Cue.SETTLEMENT,
    "inhabitants": Cue.SETTLEMENT,
    "settlement_after": Cue.SETTLEMENT_AFTER,
    "locative": Cue.LOCATIVE,
    "weak": Cue.WEAK,
    "before_place": Cue.BEFORE_PLACE,
    "person_after": Cue.PERSON_AFTER,
    "part_of_name_after": Cue.PART_OF_NAME,
    "organisations_after": Cue.ORGANISATION,
    "adjective_nouns": Cue.ADJECTIVE_NOUN,
    "never": Cue.NEVER,
    "body_before": Cue.BODY_BEFORE,
    "who_after": Cue.WHO_AFTER,
    "parts_of_town": Cue.PART_OF_TOWN,
    "stretches": Cue.STRETCH,
}


@cache
def cues() -> dict[str, int]:
    """The cues of every listed word as one number; a word that no list has tells nothing."""
    found: dict[str, int] = dict.fromkeys(given_names(), Cue.GIVEN_NAME)
    for name, cue in _LISTS.items():
        for word in load("context")[name]:
            found[word] = found.get(word, 0) | cue
    return found


def has_cue(word: str, cue: int) -> bool:
    """Whether the folded word tells any of these."""
    return bool(cues().get(word, 0) & cue)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(load("context")[name])
