"""Why a claim has the values it has: for each field the rule that gave it. Worked out only when a reading is asked to
explain itself, from the claim and what it was read from."""

from typing import TYPE_CHECKING

import msgspec

from witnessmark.model.record import ClaimMention, RoleValue
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.proposing import Event
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

if TYPE_CHECKING:
    from witnessmark.reading.claims.setting import Setting


def explained(claim: ClaimMention, event: Event, where: Extent, sentence: Sentence, setting: "Setting") -> ClaimMention:
    """The claim with ``why``: field → rule, a role as ``roles.<role>``. A field without a value has no rule."""
    why = {"act": event.hit.rule, "modality": "claims/modality.plain", "polarity": "claims/polarity.plain"} | event.why
    if event.polarity == "positive":
        why["polarity"] = "claims/polarity.plain"
    for field, index in (("place", claim.place), ("date", claim.date)):
        if index is not None:
            why[field] = setting.why[field]
    for role, value in claim.roles.items():
        first = value[0] if isinstance(value, list) else value
        why[f"roles.{role}"] = f"claims/role.{_how(role, first, where, sentence, setting.scene)}"
    why["said_by"] = f"claims/said-by.{'author' if claim.said_by == 'author' else next(iter(claim.said_by))}"
    return msgspec.structs.replace(claim, why=why)


def _how(role: str, value: RoleValue, where: Extent, sentence: Sentence, scene: Scene) -> str:
    """How the words that fill a role stand to the verb or noun of the act."""
    if role == "quantity":
        return "number"
    if value is None:
        return "unnamed"
    if isinstance(value, int):
        first, end = scene.actors[value]
    else:
        first, end = scene.words_of(value)
    low, high = where.clause
    if not sentence.low <= first < sentence.high:
        return "spoken-of-before"
    if not low <= first < high:
        return "same-sentence"
    if first <= where.head < end:
        return "trigger"
    if first > sentence.low and sentence.words[first - 1] in sentence.grammar.agent_preposition:
        return "by"
    if not where.verbal:
        return "around-noun"
    return "before-verb" if end <= where.head else "after-verb"
