"""Claims by a language model of the user (``--with llm:ADDRESS#MODEL``), grounded word by word.

The text goes to the model as a value in JSON, apart from the instructions. Of its answer nothing is believed: acts,
modalities and roles must be of our lists, every quotation must stand in the part of the text that was sent, place and
date must be mentions that the rules have found. So the worst that a text can talk a model into is a wrong suggestion
that is marked as a model's and points at real words.
"""

import re
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any, get_args

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import ClaimMention, DateMention, Modality, PlaceMention, Polarity, RoleValue
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft
from witnessmark.suggesting.asking import Address, NoAnswer
from witnessmark.suggesting.grounding import Grounding

_PART = 6_000
"""Characters that are sent at once: whole paragraphs where they fit."""
_LONGEST_QUOTE = 1_000
_MOST_CLAIMS = 200
_BREAKS = re.compile(r"\n\s*\n|\n|(?<=[.!?…])\s")


class ModelClaims:
    """A component that asks a language model for claims once the rules have read theirs, and adds what is new."""

    needs = frozenset({"words", "sentences", "places", "dates", "actors", "quotes", "claims"})
    makes = frozenset({"claims"})

    def __init__(self, address: Address) -> None:
        self.name = f"llm:{address.model}"
        self.identity = f"model {self.name}"
        self.grounding = Grounding()
        self._address = address

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.grounding.counts)

    def read(self, draft: Draft) -> None:
        """Add to ``draft.claims``, in the order of the text. A part without a usable answer is counted, and its reading
        is that of the rules."""
        found: list[ClaimMention] = []
        for low, high in parts_of(draft.text):
            try:
                answer = self._address.ask(instructions(), _question(draft, low, high))
                found += self._claims(draft, low, high, answer, found)
            except NoAnswer as error:
                self.grounding.counts["unanswered"] += 1
                self.grounding.counts[f"unanswered: {error.reason}"] += 1
        draft.claims[:] = sorted([*draft.claims, *found], key=lambda claim: (claim.start, claim.end))

    def _claims(
        self, draft: Draft, low: int, high: int, answer: str, before: Sequence[ClaimMention]
    ) -> list[ClaimMention]:
        try:
            suggested = msgspec.json.decode(answer, type=dict[str, Any]).get("claims")
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            raise NoAnswer("not-json") from None
        if not isinstance(suggested, list):
            raise NoAnswer("no-claims")
        found: list[ClaimMention] = []
        for one in suggested[:_MOST_CLAIMS]:
            claim = self._claim(draft, low, high, one)
            if claim is None:
                continue
            if any(_same(claim, other) for other in (*draft.claims, *before, *found)):
                self.grounding.counts["known"] += 1
                continue
            self.grounding.counts["kept"] += 1
            found.append(claim)
        return found

    def _claim(self, draft: Draft, low: int, high: int, one: Any) -> ClaimMention | None:
        act, modality, polarity = _said_how(one) if isinstance(one, dict) else (None, None, None)
        if act not in taxonomy().acts or modality not in get_args(Modality) or polarity not in get_args(Polarity):
            self.grounding.counts["malformed"] += 1
            return None
        span = self.grounding.find(draft.text, one.get("quote"), low, high)
        if span is None or len(span.quote) > _LONGEST_QUOTE:
            return None
        near = (max(low, span.start - 300), min(high, span.end + 300))
        return ClaimMention(
            span.start,
            span.end,
            span.quote,
            act=act,
            modality=modality,
            polarity=polarity,
            roles=self._roles(draft, one, span, near),
            place=_index(draft.places, one.get("place"), near),
            date=_index(draft.dates, one.get("date"), near),
            said_by=_said_by(draft, span),
            rule=f"model:{self.name}",
        )

    def _roles(
        self, draft: Draft, one: dict[str, Any], claim: Span, near: tuple[int, int]
    ) -> dict[str, RoleValue | list[RoleValue]]:
        """The roles that the act has, filled with words near the claim; an actor where the words are its name."""
        given = one.get("roles")
        act_roles = [*taxonomy()[one["act"]].roles.required, *taxonomy()[one["act"]].roles.optional]
        roles: dict[str, RoleValue | list[RoleValue]] = {}
        for role in act_roles:
            words = given.get(role) if isinstance(given, dict) else None
            if words is None:
                continue
            inside = isinstance(words, str) and words.strip() in claim.quote
            span = self.grounding.find(draft.text, words, *((claim.start, claim.end) if inside else near))
            if span is not None:
                actor = next(
                    (i for i, a in enumerate(draft.actors) if (a.start, a.end) == (span.start, span.end)), None
                )
                roles[role] = span if actor is None else actor
        return roles


def language_model(
    text: str, *, allow_remote: bool = False, key: str | None = None, timeout: float = 120.0
) -> ModelClaims:
    """The component for an address with a model; raises ``NoModel`` when the address is none or not allowed."""
    return ModelClaims(Address(text, allow_remote=allow_remote, key=key, timeout=timeout))


def instructions() -> str:
    """What the model is told, the same for every text: what to look for, and all acts."""
    told = resources.files("witnessmark.suggesting").joinpath("instructions.txt").read_text(encoding="utf-8")
    return told + "".join(f"- {act.id}: {act.label.get('en', act.id)}\n" for act in taxonomy().acts.values())


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of parts that can be sent: they hold all letters, and are cut between paragraphs or sentences."""
    low = 0
    while low < len(text):
        high = min(low + _PART, len(text))
        if high < len(text):
            cuts = [match.end() for match in _BREAKS.finditer(text, low + _PART // 2, high)]
            high = cuts[-1] if cuts else high
        if text[low:high].strip():
            yield low, high
        low = high


def _question(draft: Draft, low: int, high: int) -> str:
    asked = {"language": draft.language, "date": draft.date, "text": draft.text[low:high]}
    return msgspec.json.encode(asked).decode("utf-8", "replace")


def _said_how(one: dict[str, Any]) -> tuple[Any, ...]:
    """Act, modality and polarity as a model gave them; None for what is no word."""
    given = (one.get("act"), one.get("modality", "asserted"), one.get("polarity", "positive"))
    return tuple(word if isinstance(word, str) else None for word in given)


def _same(one: ClaimMention, other: ClaimMention) -> bool:
    return one.act == other.act and one.overlaps(other)


def _index(mentions: Sequence[PlaceMention] | Sequence[DateMention], words: Any, near: tuple[int, int]) -> int | None:
    """The mention near the claim that a model's words are, if the rules have found it."""
    if not isinstance(words, str) or not words.strip():
        return None
    said = words.strip()
    return next(
        (
            index
            for index, mention in enumerate(mentions)
            if near[0] <= mention.start < near[1] and (mention.quote == said or mention.quote in said)
        ),
        None,
    )


def _said_by(draft: Draft, span: Span) -> Any:
    """Whose words they are, by the rules alone: the quotation that holds them, or the author."""
    holding = [
        (quote.end - quote.start, index)
        for index, quote in enumerate(draft.quotes)
        if quote.start <= span.start and span.end <= quote.end
    ]
    return {"quote": min(holding)[1]} if holding else "author"
