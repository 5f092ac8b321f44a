"""The notation of the lexicons, read into sequences of elements (build time only).

``a|b`` either word; ``(x)`` may be missing; ``(x|y)`` one of them; ``..`` up to six words; ``x ~ y`` the same in
either order; ``<NUM>``, ``<NAME>`` slots; ``x_y`` words that stand together in an alternative; ``=x`` exactly this
form; ``x*`` any word that begins so; ``$x`` any word of the class ``x`` of the lexicon. The lexicons' own
``meta.notation`` says the same for those who edit them. A slot may be one of several (``people|<NUM>``) in Ukrainian
and Russian; in English, whose triggers were tuned without, it stands for itself, beside the words around it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product

GAP = ".."
_TOKEN = re.compile(r"\([^)]*\)|\.\.|(?:<[^>]*>|[^\s<(])+")
_SLOT = re.compile(r"<([^>]*)>")
_MARKS = '«»"“”„,;:!?().'
_CLASS = re.compile(r"\$(\w+)")
_MOST = 400
"""Sequences that one trigger may unfold into: a bound against slips of the pen."""

Element = tuple[str, ...]
"""Alternatives for one word: literals, or a single slot name in angle brackets, or the gap."""


def sequences(trigger: str, among: bool = False) -> Iterator[list[Element]]:
    """Every sequence of elements that a trigger stands for, with optional words and joined alternatives unfolded;
    ``among`` whether a slot may be one of several alternatives."""
    trigger = trigger.replace("ё", "е").replace("’", "'")
    if not among:
        trigger = _SLOT.sub(r" <\1> ", trigger)
    for order in permutations(trigger.split(" ~ ")):
        yield from _unfolded(" .. ".join(order))


def _unfolded(trigger: str) -> Iterator[list[Element]]:
    options = [_options(token) for token in _TOKEN.findall(trigger)]
    for count, choice in enumerate(product(*[option for option in options if option])):
        if count >= _MOST:
            return
        sequence = [element for part in choice for element in part]
        while sequence and sequence[0] == (GAP,):
            sequence.pop(0)
        while sequence and sequence[-1] == (GAP,):
            sequence.pop()
        if sequence:
            yield sequence


def _options(token: str) -> list[list[Element]]:
    """The ways to read one token: each a list of elements (empty when the token may be missing)."""
    if token == GAP:
        return [[(GAP,)]]
    optional = token.startswith("(") and "|" not in token
    inner = token.strip("()") if token.startswith("(") else token
    slots = [slot for group in _SLOT.findall(inner) for slot in group.split("|")]
    inner = _SLOT.sub("", inner)
    if optional and " " in inner:
        return [[(word.lower(),) for word in inner.split()], []]
    single: list[str] = []
    joined: list[list[Element]] = []
    for alternative in inner.split("|"):
        words = [word for part in re.split(r"[_ ]", alternative) if (word := part.strip(_MARKS).lower())]
        if len(words) == 1:
            single.append(words[0])
        elif words:
            joined.append([(word,) for word in words])
    options = ([[tuple(single)]] if single else []) + joined
    options += [[(f"<{slot}>",)] if slot.isupper() else [(slot.lower(),)] for slot in slots]
    return [*options, []] if optional and options else options


def uncommented(text: str) -> str:
    """A false friend without its comments in brackets and stray quotation marks."""
    return re.sub(r"\([^)|]*\s[^)]*\)", "", text).replace('"', "").strip()


def with_classes(trigger: str, classes: Mapping[str, Sequence[str]]) -> str:
    """A trigger with its classes of words (which may name other classes) written out; raises ``ValueError`` that names
    an unknown one."""

    def words_of(name: re.Match[str]) -> str:
        if name[1] not in classes:
            raise ValueError(f"no class ${name[1]}, in the trigger: {trigger}")
        return with_classes("|".join(classes[name[1]]), classes)

    return _CLASS.sub(words_of, trigger)
