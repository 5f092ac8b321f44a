"""How sure it is that an event happened, for event words that the text does not plainly assert.

Only what stands in the scope of a negation, a modal, a condition, an infinitive and the like becomes an event mention:
an event word without one is asserted, and needs no entry. Data: ``data/claims/factuality.yaml``; the scale is that of
FactBank (Saurí and Pustejovsky 2009) from -3 to 3.
"""

from collections.abc import Iterator
from functools import cache
from itertools import compress, count
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
_VERBS = frozenset({"against", "towards", "prospect", "let"})
"""Operators that are event words themselves."""
_NEGATIONS = frozenset({"negation", "negated-noun"})
_JOINED_WITHIN, _KEPT_WITHIN, _DENIED_WITHIN = 12, 8, 5


class _Operator(NamedTuple):
    """What a word makes of the event word that it governs."""

    id: str
    value: float
    scope: str
    modality: Any
    polarity: Any
    before_none: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


class _Table(NamedTuple):
    operators: dict[str, _Operator]
    governors: dict[str, _Operator]
    helpers: frozenset[str]
    not_infinitive: frozenset[str]
    infinitive: _Operator
    joining: frozenset[str]
    after_verb: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    not_in_noun: frozenset[str]
    articles: frozenset[str]
    possessing: frozenset[str]
    object_links: frozenset[str]


@cache
def _table(language: str) -> _Table:
    data = compiled("claims-factuality")[language]

    def by_word(rows: list[dict[str, Any]]) -> dict[str, _Operator]:
        return {
            word: _Operator(
                row.get("id", "governor"), float(row["value"]), row.get("scope", "next"), row.get("modality"),
                row.get("polarity"), frozenset(row.get("before_none", ())), frozenset(row.get("after", ())),
            )
            for row in rows
            for word in row["words"]
        }  # fmt: skip

    operators = by_word(data["operators"])
    infinitive = _Operator("infinitive", float(data["infinitive_value"]), "next", "hypothetical", None)
    if data["infinitive"]:
        operators[data["infinitive"]] = infinitive
    infinitives = frozenset(data["helpers"]), frozenset(data["not_infinitive"]), infinitive
    lists = (frozenset(data.get(name, ())) for name in _LISTS)
    return _Table(operators, by_word(data["governors"]), *infinitives, *lists)


_LISTS = _Table._fields[5:]
"""Lists of the data that hold words as they stand; what each is for is said there."""


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
            for at in compress(count(), map(operators.__contains__, folded)):
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
    after = folded[at + 1] if at + 1 < len(folded) else ""
    if after in operator.before_none:
        return None
    if operator.after and operator.after.isdisjoint(_since_mark(at, _KEPT_WITHIN, folded)):
        return None
    if operator is not table.infinitive:
        return operator
    if after in table.not_infinitive or not after[:1].isalpha() or after.endswith(("ing", "ed")):
        return None
    for back in range(at - 1, max(at - 6, -1), -1):
        if folded[back] in table.governors:
            return _under_negation(table.governors[folded[back]], _since_mark(back, 3, folded), table)
        if folded[back] in _CLOSES:
            break
    return operator


def _since_mark(at: int, reach: int, folded: list[str]) -> list[str]:
    """The words before ``at``, ``reach`` at most, back to the last mark."""
    words: list[str] = []
    for back in range(at - 1, max(at - 1 - reach, -1), -1):
        if folded[back] in _CLOSES:
            break
        words.append(folded[back])
    return words


def _under_negation(governor: _Operator, before: list[str], table: _Table) -> _Operator:
    """What is not wanted, planned or allowed most likely did not happen: "does not want to see"."""
    negated = any((operator := table.operators.get(word)) and operator.id in _NEGATIONS for word in before)
    if not negated or governor.value < 0:
        return governor
    return governor._replace(value=-1.6, polarity="negative")


def _events(at: int, operator: _Operator, folded: list[str], table: _Table) -> Iterator[int]:
    """The words that an operator governs."""
    scope, first = operator.scope, at + 1
    if scope == "denied":
        yield from _denied(first, folded, table)
        return
    if scope == "thing":
        yield from _thing(first, folded, table)
        return
    if scope in ("object", "gerund"):
        following = folded[first] if first < len(folded) else ""
        if not (following.endswith("ing") if scope == "gerund" else following in table.object_links):
            return
        first += scope == "object"
    for here in range(first, min(first + _REACHES.get(scope, _REACH), len(folded))):
        word = folded[here]
        if word in _CLOSES:
            return
        if (
            not word[0].isalpha()
            or (word in table.helpers and not _holds(here, folded, table))
            or (scope not in ("next", "gerund") and len(word) < _SHORTEST)
            or (scope == "next" and len(word) > _SHORTEST and word.endswith("ly"))
        ):
            continue
        inner = table.operators.get(word) if scope != "clause" else None
        if inner is table.infinitive:
            continue
        if inner is None or inner.id in _VERBS:
            yield here
            if table.governors and scope in ("next", "gerund"):
                yield from _joined_to(here, folded, table)
                if folded[here + 1 : here + 2] and folded[here + 1] in table.indefinite:
                    yield from _noun(here + 2, folded, table)
        if inner is not None or scope in ("next", "gerund"):
            return


def _thing(first: int, folded: list[str], table: _Table) -> Iterator[int]:
    """What is sought or blocked: "seeking the withdrawal of …", "resisted returning and …"."""
    if first >= len(folded) or folded[first] in ("to", "that") or folded[first] in _CLOSES:
        return
    if folded[first].endswith("ing") and folded[first + 1 : first + 2] != ["of"]:
        yield first
        yield from _joined_to(first, folded, table)
        return
    while first < len(folded) and folded[first] in table.determiners:
        first += 1
    yield from _noun(first, folded, table)


def _noun(first: int, folded: list[str], table: _Table) -> Iterator[int]:
    """The last word of a run of words that may be adjectives and nouns."""
    last = None
    for here in range(first, min(first + _DENIED_WITHIN, len(folded))):
        word = folded[here]
        if not word[0].isalpha() or word in table.not_in_noun or word in table.helpers:
            break
        last = here
    if last is not None and len(folded[last]) >= _SHORTEST:
        yield last


def _holds(at: int, folded: list[str], table: _Table) -> bool:
    """Whether a form of "have" is the verb itself: "do not have the right"."""
    after = folded[at + 1] if at + 1 < len(folded) else "."
    return folded[at] in table.possessing and (after in table.articles or after in _CLOSES)


def _denied(first: int, folded: list[str], table: _Table) -> Iterator[int]:
    """After "no": the noun, and the verb said of it: "no weapon was found", "no one held her"."""
    here, noun = first, None
    stop = min(first + _DENIED_WITHIN, len(folded))
    if here < stop and folded[here] == "one":
        here += 1
    else:
        while (
            here < stop and folded[here][0].isalpha() and folded[here] not in table.helpers | table.after_verb | {"of"}
        ):
            noun = here
            here += 1
        if noun is not None:
            yield noun
        if here >= stop or folded[here] not in table.helpers:
            return
    while here < stop and folded[here] in table.helpers and not _holds(here, folded, table):
        here += 1
    if here < len(folded) and folded[here][0].isalpha() and folded[here] not in table.after_verb:
        yield here


def _joined_to(event: int, folded: list[str], table: _Table) -> Iterator[int]:
    """The verb that "and" or "or" joins to a governed one: "to drop the request and head for home"."""
    ing = folded[event].endswith("ing")
    for here in range(event + 1, min(event + _JOINED_WITHIN, len(folded) - 2)):
        if folded[here] in _CLOSES and folded[here] != ",":
            return
        if folded[here] not in table.joining:
            continue
        verb = here + 1
        while verb < len(folded) - 1 and (folded[verb].endswith("ly") or folded[verb] in table.helpers):
            verb += 1
        if verb + 1 >= len(folded):
            return
        word, after = folded[verb], folded[verb + 1]
        if not word[0].isalpha() or word in table.operators:
            return
        if word.endswith("ing") if ing else after in table.after_verb and not word.endswith(("ing", "ed", "s", "ion")):
            yield verb
        return


def _joined(before: tuple[float, Any, Any] | None, operator: _Operator) -> tuple[float, Any, Any]:
    """Two operators on one word: the weaker claim of the two; a negation of what is only possible stays open."""
    if before is None:
        return operator.value, operator.modality, operator.polarity
    value = min(before[0], operator.value)
    if value < -1 and max(before[0], operator.value) < 2:
        value += 0.6
    return value, operator.modality or before[1], operator.polarity or before[2]
