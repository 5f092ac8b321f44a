"""The mentions proposed so far over the words of a text, and which of them hold a word: the longest name wins."""

from dataclasses import dataclass

from witnessmark.model.record import ActorKind
from witnessmark.model.span import Span


@dataclass(slots=True)
class Mention:
    """A proposed actor: words ``first`` to ``last`` (half-open) and what is known of it so far."""

    first: int
    last: int
    kind: ActorKind
    rule: str
    name: str | None = None
    resolved: str | None = None
    sex: str | None = None
    given: int | None = None
    """Index of the word that is a given name, for a person."""
    family: int | None = None
    generic: bool = False
    """A noun phrase ("the soldiers"), not a name."""
    age: int | None = None
    occupation: str | None = None
    attributes: tuple[Span, ...] = ()


class Marks:
    """Proposed mentions and, for each word of the text, the mention that holds it."""

    __slots__ = ("holder", "mentions")

    def __init__(self, words: int) -> None:
        self.holder: list[Mention | None] = [None] * words
        self.mentions: list[Mention] = []

    def free(self, first: int, last: int) -> bool:
        return not any(self.holder[first:last])

    def add(self, mention: Mention) -> bool:
        """Take the mention unless another holds one of its words and is not wholly inside it."""
        inside: list[Mention] = []
        for held in self.holder[mention.first : mention.last]:
            if held is None or (inside and inside[-1] is held):
                continue
            if held.first < mention.first or held.last > mention.last:
                return False
            if (held.first, held.last) == (mention.first, mention.last):
                return False
            inside.append(held)
        for held in inside:
            self.drop(held)
        self.mentions.append(mention)
        self.holder[mention.first : mention.last] = [mention] * (mention.last - mention.first)
        return True

    def drop(self, mention: Mention) -> None:
        for index in range(mention.first, mention.last):
            if self.holder[index] is mention:
                self.holder[index] = None

    def kept(self) -> list[Mention]:
        """The mentions that still hold their words, in the order of the text."""
        held = [mention for mention in self.mentions if self.holder[mention.first] is mention]
        return sorted(held, key=lambda mention: mention.first)
