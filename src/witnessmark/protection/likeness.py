"""Whether one name may be another, shorter or in another spelling: so that nobody is named by a side door."""

from collections import defaultdict
from collections.abc import Iterable

from witnessmark.protection.fold import folded
from witnessmark.protection.forms import MIN_PART, forms_of_part, parts_of


class Likeness:
    """Names that may not be told; ``may_name`` says whether a name may be one of them.

    It may when both share a part of at least three letters, in any inflection or spelling, and every part of the
    shorter has a counterpart in the longer, an initial counting for what begins with it. A single name that may not
    be told ("Olena") makes no longer one (“Olena Kovtun”) the same person.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: list[tuple[str, ...]] = []
        self._by_form: dict[str, set[int]] = defaultdict(set)
        for parts in {parts_of(name) for name in names}:
            for part in parts:
                for form in _forms(part):
                    self._by_form[form].add(len(self._names))
            self._names.append(parts)

    def may_name(self, name: str) -> bool:
        """Whether the name may be one of those that may not be told."""
        parts = parts_of(name)
        near = {number for part in parts for form in _forms(part) for number in self._by_form.get(form, ())}
        return any(_may_be_one(parts, self._names[number]) for number in near)


def _may_be_one(name: tuple[str, ...], secret: tuple[str, ...]) -> bool:
    shorter, longer = (name, secret) if len(name) <= len(secret) else (secret, name)
    if shorter is secret and len(secret) == 1:
        return False
    return all(any(_answers(part, other) for other in longer) for part in shorter)


def _answers(part: str, other: str) -> bool:
    if len(part) == 1 or len(other) == 1:
        return not _initials(part).isdisjoint(_initials(other))
    return part == other or not _forms(part).isdisjoint(_forms(other))


def _forms(part: str) -> frozenset[str]:
    return forms_of_part(part) if len(part) >= MIN_PART else frozenset()


def _initials(part: str) -> frozenset[str]:
    """The letters that the part may begin with, in either script."""
    return frozenset(form[0] for form in {part} | forms_of_part(part, shortest=1))


def same_name(name: str, other: str) -> bool:
    """Whether two names may be those of one person: "I. Demchuk", «Ірина Демчук» and "Iryna Demchuk (2)" may."""
    return (
        folded(name).split() == folded(other).split()
        or Likeness([other]).may_name(name)
        or Likeness([name]).may_name(other)
    )
