"""The actors of a release: persons under a name or pseudonym, and units, forces, bodies and groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from witnessmark.model.case import Person
from witnessmark.model.claim import Participant, Voice
from witnessmark.model.release import ReleasedActor
from witnessmark.protection.fold import folded
from witnessmark.protection.policy import Wording
from witnessmark.protection.redact import pseudonym


@dataclass
class _Role:
    id: str
    label: str
    kind: str
    resolved: str | None = None
    pseudonym: bool = False
    claims: dict[str, None] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)


class Cast:
    """Collects who takes part and who speaks. ``numbers`` are those of the pseudonyms; ``label`` words the pseudonyms
    of the list of actors."""

    def __init__(
        self,
        persons: Mapping[str, Person],
        named: frozenset[str],
        numbers: Mapping[str, int],
        words: Wording,
        plain: bool,
    ) -> None:
        self._persons = persons
        self._named = named
        self._numbers = numbers
        self._words = words
        self._plain = plain
        self._roles: dict[tuple[str, str], _Role] = {}

    def name_of(self, person: str, words: Wording) -> str:
        """The person's name where it may stand, or else the pseudonym in the language of ``words``."""
        if person in self._named:
            return self._persons[person].names[0]
        number = self._numbers.get(person)
        return words.name if number is None else pseudonym(words, number)

    def takes_part(self, participant: Participant, label: str | None, claim: str) -> str | None:
        """Notes a participant and gives the id of its actor; None for one who is no actor of their own. ``label`` is
        the released name of one who is no person."""
        role = self._role_of(participant.person, participant.kind, label, participant.resolved)
        if role is None:
            return None
        role.claims[claim] = None
        return role.id

    def speaks(self, voice: Voice, label: str | None, claim: str) -> None:
        """Notes who says a claim; a voice that is no person must be an actor already to be noted."""
        if voice.person is not None:
            role = self._role_of(voice.person, "person", None, None)
        else:
            wanted = folded(label) if label else None
            role = next(
                (each for (kind, name), each in self._roles.items() if kind != "person" and name == wanted), None
            )
        if role is not None:
            role.said[claim] = None

    def _role_of(self, person: str | None, kind: str | None, label: str | None, resolved: str | None) -> _Role | None:
        if person is not None:
            if person not in self._persons:
                return None
            shown = self.name_of(person, self._words)
            key = ("person", person)
            new = _Role(self._identity(person), shown, "person", None, person not in self._named)
        elif label and kind and kind != "person":
            key = (kind, folded(label))
            new = _Role(self._identity(None), label, kind, resolved)
        else:
            return None
        return self._roles.setdefault(key, new)

    def _identity(self, person: str | None) -> str:
        return person if person and self._plain else f"a{len(self._roles) + 1}"

    def people(self) -> dict[str, str]:
        """The persons who appear, by id, under the name or pseudonym that they bear."""
        return {name: role.label for (kind, name), role in self._roles.items() if kind == "person"}

    def released(self) -> tuple[ReleasedActor, ...]:
        return tuple(
            ReleasedActor(
                id=each.id, label=each.label, kind=each.kind, resolved=each.resolved, pseudonym=each.pseudonym,
                claims=tuple(each.claims), said=tuple(each.said),
            )
            for each in self._roles.values()
        )  # fmt: skip
