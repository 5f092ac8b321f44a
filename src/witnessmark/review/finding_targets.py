"""What a user means by a word on the command line: a source, person, claim or incident of the case.

Ids may be shortened as long as they stay unambiguous; a source may be named by its label or file name, a person by a
name. Nothing of the word is echoed but to the user who typed it.
"""

from typing import Literal

import msgspec

from witnessmark.model.casefile import CaseFile

TargetKind = Literal["source", "person", "claim", "incident"]


class Target(msgspec.Struct, frozen=True):
    kind: TargetKind
    id: str


class NoTarget(LookupError):  # noqa: N818 - an answer, not an error of the program
    """Nothing, or more than one thing (``count``), goes by that word."""

    def __init__(self, word: str, count: int) -> None:
        super().__init__(word)
        self.word, self.count = word, count


def find_target(file: CaseFile, word: str, kinds: tuple[TargetKind, ...]) -> Target:
    """The one thing of these kinds that the word means; raises ``NoTarget``."""
    exact, partial = [], []
    folded = word.casefold()
    for kind, identity, names in _named(file):
        if kind not in kinds:
            continue
        if identity == word or folded in (name.casefold() for name in names):
            exact.append(Target(kind, identity))
        elif len(word) >= 6 and any(name.startswith(word) for name in (identity, *_merged(file, kind, identity))):
            partial.append(Target(kind, identity))
    found = exact or partial
    if len(found) != 1:
        raise NoTarget(word, len(found))
    return found[0]


def _merged(file: CaseFile, kind: TargetKind, identity: str) -> tuple[str, ...]:
    """The ids of those who became one with a person: they go on to name them."""
    return file.persons[identity].merged if kind == "person" else ()


def _named(file: CaseFile) -> list[tuple[TargetKind, str, tuple[str, ...]]]:
    return [
        *(("source", s.id, (s.label, s.record.file_name)) for s in file.sources.values()),
        *(("person", p.id, (*p.names, *p.merged)) for p in file.persons.values()),
        *(("claim", name, ()) for name in file.claims),
        *(("incident", name, ()) for name in file.incidents),
    ]
