"""Runs of capitalised words, in which the names of persons stand, and what single words of them may be."""

import re
from collections.abc import Iterator

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.scene import Scene

PARTICLES = frozenset(
    "van von de der den del della di da dos al el bin ibn abu фон ван де дер дель аль эль ель ібн ибн бен".split()
)
_OBLIQUE = re.compile(r"(?:ого|ому|ої|ій|ою|ой|ий|ый|ая|им|ым|ом|ем|ём|ові|еві|єві|єм|а|я|у|ю|і|ї|и|ы|е|є|й|ь|о)$")
_LONGEST_RUN = 80
"""Words of a run looked at together: a bound, so that the cost of a text all in capitals stays linear."""


def runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Half-open runs of capitalised words that only blanks, initials' stops or particles part; without the single ones
    that are no part of a name."""
    capital, flags, folded, count = scene.capital, scene.flags, scene.folded, len(scene)
    done = 0
    for index in scene.capitals:
        if index < done:
            continue
        follows = index + 1
        lone = follows < count and not capital[follows] and index not in scene.initials
        if lone and folded[follows] not in PARTICLES:  # as nearly always
            if not flags[index] & Is.NOT_NAME:
                yield index, follows
            continue
        first = last = index
        while last - first < _LONGEST_RUN:
            follows = last + 1
            if (
                last in scene.initials
                and follows < count
                and scene.text[scene.starts[follows]] == "."
                and scene.starts[follows] == scene.ends[last]
            ):
                if (
                    follows + 1 < count
                    and capital[follows + 1]
                    and scene.ends[follows] + 2 > scene.starts[follows + 1] - 1
                    and scene.near(follows)
                ):
                    last = follows + 1
                    continue
                if last > first:
                    last = follows
                break
            if not scene.near(last) or follows >= count or scene.ends[last] == scene.starts[follows]:
                break
            if capital[follows]:
                last = follows
                continue
            if (
                scene.folded[follows] in PARTICLES
                and scene.near(follows)
                and capital[min(follows + 1, count - 1)]
                and not flags[last] & Is.NOT_NAME
            ):
                last = follows + 1
                continue
            break
        yield first, last + 1
        done = last + 1


def name_like(scene: Scene, index: int) -> bool:
    if not scene.capital[index] or scene.flags[index] & (Is.NOT_NAME | Is.NOT_ACTOR):
        return False
    word = scene.folded[index]
    return word.isalpha() or not any(map(str.isdigit, word))


def surname_key(word: str) -> str:
    """What the case forms of a surname have in common; a whole folded word for a Latin one."""
    if word[-1:] < "\u0400":
        return word
    bare = _OBLIQUE.sub("", word)
    return bare if len(bare) >= 3 else word
