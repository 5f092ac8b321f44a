"""Short names in quotation marks in Cyrillic texts («Азов», «Наша справа»): bodies, or things such as films and ships.

A word right before says which it is; a name that some word tells of once is known through the text; of names in a row
(«А», «Б» і «В») the first tells. What no word tells of is a body where every word of it has a capital.
"""

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import CLOSE, OPEN, Scene

_REACH = 9
_MOST_WORDS = 4
_STEM = 5
"""Letters of a first word that its case forms share."""
_ROW = frozenset({",", "та", "і", "й", "и", "або", "или", "чи"})
_NAME_ENDS = frozenset({".", "-", "'", "’"})


def quoted(scene: Scene, at: int) -> int | None:
    """Word index after the closing mark of a short name in quotation marks that opens at ``at``, or None."""
    text, starts = scene.text, scene.starts
    if at + 1 >= len(scene) or text[starts[at]] not in OPEN:
        return None
    if not (scene.capital[at + 1] or text[starts[at + 1]].isdigit()):
        return None
    depth = 1
    for index in range(at + 1, min(at + 1 + _REACH, len(scene))):
        char = text[starts[index]]
        if char in "«„":
            depth += 1
        elif char in CLOSE:
            depth -= 1
            if depth == 0 or char != "»":
                return index + 1
        elif char in "\n;:!?":
            return None
    return None


def find_quoted_names(scene: Scene, marks: Marks) -> None:
    """Mark the bodies, and tell ``scene.things`` the words of every other short name in marks."""
    undecided: list[tuple[int, int]] = []
    known: dict[str, bool] = {}
    end, last = -1, None
    for index in scene.flagged:
        if not scene.flags[index] & Is.MARK or not 0 < index < len(scene) - 1 or not scene.capital[index + 1]:
            continue
        closed = quoted(scene, index)
        if closed is None or not _is_short(scene, index + 1, closed - 1):
            continue
        body = _told(scene, index)
        if body is None and end >= 0 and index - end <= 1 and scene.folded[index - 1] in _ROW:
            body = last
        end, last = closed, body
        if body is None:
            undecided.append((index, closed))
        else:
            known.setdefault(_key(scene, index), body)
            _settle(scene, marks, index, closed, body)
    for index, closed in undecided:
        body = known.get(_key(scene, index))
        _settle(scene, marks, index, closed, _looks_like_body(scene, index, closed) if body is None else body)


def _is_short(scene: Scene, first: int, last: int) -> bool:
    """Whether few words stand between the marks, in a text in Cyrillic, with nothing that parts sentences."""
    if not 0 < last - first <= _MOST_WORDS + 2:
        return False
    cyrillic = scene.folded[first][0] > "\u0400" or scene.folded[first - 2][0] > "\u0400"
    return cyrillic and not any(scene.folded[at] in {",", "—", "–"} for at in range(first, last))


def _told(scene: Scene, index: int) -> bool | None:
    """What the word before the opening mark at ``index`` says: a body, a thing, or nothing."""
    flag = scene.flags[index - 1]
    if flag & (Is.ORGANISATION | Is.UNIT | Is.BODY):
        return True
    if flag & (Is.WORK | Is.PLACE_LIKE | Is.NOT_ACTOR | Is.MALE | Is.FEMALE):
        return False
    legal_form = scene.shouts(index - 1) and scene.ends[index - 1] - scene.starts[index - 1] <= 5
    return True if legal_form and scene.near(index - 1) else None


def _key(scene: Scene, index: int) -> str:
    return scene.folded[index + 1][:_STEM]


def _looks_like_body(scene: Scene, index: int, closed: int) -> bool:
    """Whether every word has a capital, and neither speech nor a whole sentence stands there."""
    if scene.text[scene.starts[closed - 2]] in ".!?…" or (scene.opens(index + 1) and closed - index > 4):
        return False
    if scene.text[scene.starts[index - 1]] == ":" or scene.flags[index + 1] & Is.NOT_NAME:
        return False
    return all(scene.capital[at] or not scene.folded[at][0].isalpha() for at in range(index + 1, closed - 1))


def _settle(scene: Scene, marks: Marks, index: int, closed: int, body: bool) -> None:
    first, last = index + 1, closed - 1
    if not body:
        scene.things.update(range(first, last))
    elif marks.free(first, last):
        marks.add(Mention(first, last, "organisation", "quoted-name"))
