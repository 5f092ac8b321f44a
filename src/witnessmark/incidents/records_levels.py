"""How far two values of a column agree, as one of a few levels, the best first. Each kind of value has its own.

String similarity is Jaro-Winkler and the distance of Damerau and Levenshtein in its optimal alignment, by RapidFuzz.
"""

from rapidfuzz.distance import OSA, JaroWinkler

from witnessmark.incidents.records_values import Kind, Value

LEVELS: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("same", "spelling", "typo", "part", "elsewhere", "like", "differs"),
    Kind.DATE: ("same", "partial", "swapped", "typo", "near", "differs"),
    Kind.CODE: ("same", "typo", "like", "differs"),
    Kind.NUMBER: ("same", "typo", "differs"),
}
"""Level names by kind; their index is the level. "elsewhere" is given by whoever sees the whole records."""

ELSEWHERE = LEVELS[Kind.TEXT].index("elsewhere")
LIKE = LEVELS[Kind.TEXT].index("like")

CLOSE, ALIKE = 0.92, 0.82
"""Jaro-Winkler similarities, as record linkage has used them since Winkler (1990)."""


def level_of(kind: Kind, one: Value, other: Value) -> int:
    """The level on which two values of a column agree."""
    return LEVELS[kind].index(_LEVEL_OF[kind](one, other))


def _text(one: Value, other: Value) -> str:
    if one.plain == other.plain:
        return "same"
    if one.bag == other.bag and sorted(one.bones) == sorted(other.bones) and _weighty(one.bones):
        return "spelling"
    alike = JaroWinkler.similarity(one.plain, other.plain, score_cutoff=ALIKE)
    if alike >= CLOSE or _one_slip(one.plain, other.plain):
        return "typo"
    shared = len(one.bag & other.bag)
    if (shared or one.initials or other.initials) and (_part_of(one, other) or _part_of(other, one)):
        return "part"
    return "like" if alike or (shared and 2 * shared >= max(len(one.bag), len(other.bag))) else "differs"


def _weighty(bones: tuple[str, ...]) -> bool:
    """Whether the skeletons hold enough to tell names apart: "Ia" and "Oia" have next to nothing."""
    return sum(map(len, bones)) >= 3


def _one_slip(one: str, other: str) -> bool:
    """One letter more, less, other, or changed places; in long words two."""
    shorter = min(len(one), len(other))
    allowed = 1 if shorter < 8 else 2
    return shorter > 2 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _part_of(short: Value, long: Value) -> bool:
    """Whether every word of one stands in the other, an initial for what begins with it: "P. Hnatiuk" in "Petro
    Hnatiuk". One whole word must be there."""
    if len(short.bones) > len(long.bones) or all(len(token) == 1 for token in short.tokens):
        return False
    left = list(zip(long.bones, long.tokens, strict=True))
    for bone, token in zip(short.bones, short.tokens, strict=True):
        fitting = next((each for each in left if _stands_for(bone, token, each)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return len(short.bones) < len(long.bones) or any(len(token) == 1 for token in short.tokens)


def _stands_for(bone: str, token: str, whole: tuple[str, str]) -> bool:
    if len(token) == 1 or len(whole[1]) == 1:
        return bool(bone) and bone[0] == whole[0][:1]
    return bone == whole[0] and (len(bone) > 1 or token == whole[1])


def _date(one: Value, other: Value) -> str:
    if one.date is None or other.date is None:
        return "same" if one.plain == other.plain else "differs"
    if one.date == other.date:
        return "same"
    pairs = [(mine, theirs) for mine, theirs in zip(one.date, other.date, strict=True) if mine and theirs]
    if len(pairs) < 3:
        return "partial" if all(mine == theirs for mine, theirs in pairs) else "differs"
    if one.date[0] == other.date[0] and one.date[1:] == other.date[:0:-1]:
        return "swapped"
    if OSA.distance(one.digits, other.digits) == 1:
        return "typo"
    agreeing = sum(mine == theirs for mine, theirs in pairs)
    return "near" if agreeing == 2 or OSA.distance(one.digits, other.digits) == 2 else "differs"


def _code(one: Value, other: Value) -> str:
    if one.plain == other.plain:
        return "same"
    slips = OSA.distance(one.plain, other.plain)
    if slips == 1:
        return "typo"
    return "like" if slips == 2 and min(len(one.plain), len(other.plain)) > 5 else "differs"


def _number(one: Value, other: Value) -> str:
    if one.plain == other.plain:
        return "same"
    if one.plain.isdecimal() and other.plain.isdecimal() and abs(int(one.plain[:9]) - int(other.plain[:9])) == 1:
        return "typo"
    return "typo" if len(one.plain) > 1 and OSA.distance(one.plain, other.plain) == 1 else "differs"


_LEVEL_OF = {Kind.TEXT: _text, Kind.DATE: _date, Kind.CODE: _code, Kind.NUMBER: _number}
