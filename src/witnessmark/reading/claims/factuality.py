"""How sure it is that an event happened, for event words that the text does not plainly assert.

Only what stands in the scope of a negation, a modal, a condition, an infinitive and the like becomes an event mention:
an event word without one is asserted, and needs no entry. Data: ``data/claims/factuality.yaml``; the scale is that of
FactBank (Saurí and Pustejovsky 2009) from -3 to 3.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from witnessmark.model.record import EventMention
from witnessmark.reading.claims.languages import languages_of
from witnessmark.reading.compiled import compiled
from witnessmark.reading.draft import Draft

_CLOSES = frozenset(',;:.!?()[]—–"“”«»')
_REACH = 5
_REACHES = {"clause": 8, "object": 3, "gerund": 1}
_SHORTEST = 4
"""Where several words may be the event, shorter ones are links between them."""
_VERBS = frozenset({"against", "towards", "prospect"})
"""Operators that are event words themselves."""


class _Operator(NamedTuple):
    """What a word makes of the event word that it governs."""

    id: str
    value: float
    scope: str
    modality: Any
    polarity: Any


class _Table(NamedTuple):
    operators: dict[str, _Operator]
    governors: dict[str, _Operator]
    helpers: frozenset[str]
    not_infinitive: frozenset[str]
    infinitive: _Operator


@cache
def _table(language: str) -> _Table:
    data = compiled("claims-factuality")[language]

    def by_word(rows: list[dict[str, Any]]) -> dict[str, _Operator]:
        return {
            word: _Operator(
                row.get("id", "governor"), float(row["value"]), row.get("scope", "next"), row.get("modality"),
                row.get("polarity"),
            )
            for row in rows
            for word in row["words"]
        }  # fmt: skip

    operators = by_word(data["operators"])
    infinitive = _Operator("infinitive", float(data["infinitive_value"]), "next", "hypothetical", None)
    if data["infinitive"]:
        operators[data["infinitive"]] = infinitive
    return _Table(
        operators, by_word(data["governors"]), frozenset(data["helpers"]), frozenset(data["not_infinitive"]), infinitive
    )


class EventReader:
    """Finds event words that are negated, possible, planned, wished or conditional, and says how sure they are."""

    name = "events"
    needs = frozenset({"words"})
    makes = frozenset({"events"})

    def read(self, draft: Draft) -> None:
        found: dict[int, tuple[float, Any, Any]] = {}
        for language in languages_of(draft):
            table = _table(language)
            folded = draft.words.folded
            operators = table.operators
            for at in [at for at, word in enumerate(folded) if word in operators]:
                operator = _governed(at, folded, table)
                if operator is None:
                    continue
                for event in _events(at, operator, folded, table):
                    found[event] = _joined(found.get(event), operator)
        starts, ends, text = draft.words.starts, draft.words.ends, draft.text
        for event in sorted(found):
            value, modality, polarity = found[event]
            draft.events.append(
                EventMention(
                    start=starts[event],
                    end=ends[event],
                    quote=text[starts[event] : ends[event]],
                    factuality=round(value, 1),
                    modality=modality,
                    polarity=polarity,
                )
            )


def _governed(at: int, folded: list[str], table: _Table) -> _Operator | None:
    """The operator at a word; for an infinitive, what the verb before it makes of it. None for a preposition."""
    operator = table.operators[folded[at]]
    if operator is not table.infinitive:
        return operator
    after = folded[at + 1] if at + 1 < len(folded) else ""
    if after in table.not_infinitive or not after[:1].isalpha() or after.endswith(("ing", "ed")):
        return None
    for back in range(at - 1, max(at - 4, -1), -1):
        if folded[back] in table.governors:
            return table.governors[folded[back]]
        if folded[back] in _CLOSES:
            break
    return operator


def _events(at: int, operator: _Operator, folded: list[str], table: _Table) -> Iterator[int]:
    """The words that an operator governs."""
    scope, first = operator.scope, at + 1
    if scope in ("object", "gerund"):
        following = folded[first] if first < len(folded) else ""
        if not (following.endswith("ing") if scope == "gerund" else following in ("of", "for")):
            return
        first += scope == "object"
    for here in range(first, min(first + _REACHES.get(scope, _REACH), len(folded))):
        word = folded[here]
        if word in _CLOSES:
            return
        if (
            not word[0].isalpha()
            or word in table.helpers
            or (scope not in ("next", "gerund") and len(word) < _SHORTEST)
        ):
            continue
        inner = table.operators.get(word) if scope != "clause" else None
        if inner is table.infinitive:
            continue
        if inner is None or inner.id in _VERBS:
            yield here
        if inner is not None or scope in ("next", "gerund"):
            return


def _joined(before: tuple[float, Any, Any] | None, operator: _Operator) -> tuple[float, Any, Any]:
    """Two operators on one word: the weaker claim of the two; a negation of what is only possible stays open."""
    if before is None:
        return operator.value, operator.modality, operator.polarity
    value = min(before[0], operator.value)
    if value < -1 and max(before[0], operator.value) < 2:
        value += 0.6
    return value, operator.modality or before[1], operator.polarity or before[2]
