"""How an event is put: asserted, threatened, planned, denied and so on; affirmed or not; and how the speaker knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from witnessmark.reading.claims.automaton import Hit
from witnessmark.reading.claims.proposing import Event, act_data
from witnessmark.reading.claims.syntax import Sentence

_ORDER = ("threatened", "denied", "feared", "hypothetical", "wished", "planned", "hearsay", "asked", "general")
_THREATS = ("intimidation", "death-threat")
_OPEN = frozenset({"planned", "hypothetical"})
_REACH = 9
_REACH_NEGATION = 4
_REACH_NOUN = 3


def frame(
    events: Sequence[Event], cues: Sequence[Hit], kinds: Mapping[str, Mapping[str, Any]], sentence: Sentence
) -> None:
    """Set modality, polarity and basis of the events of one sentence from its cues; drop what is no claim."""
    cues = _longest(cues, kinds)
    affirmed = {at for cue in cues if kinds[cue.label].get("affirms") for at in cue.words}
    for event in events:
        found: dict[str, str] = {}
        for cue in cues:
            kind = kinds[cue.label]
            if cue.head in affirmed:
                continue
            if cue.head in (event.hit.words if kind["scope"] == "noun" else event.own):
                none = kind["scope"] == "noun" and event.act in act_data()["none_told"]
                if none or (kind["scope"] == "before" and kind.get("polarity") and _takes_in(cue, event)):
                    event.polarity = "negative"
                    event.why.setdefault("polarity", cue.rule)
                continue
            if not _reaches(kind, cue, event, sentence):
                continue
            if kind.get("drop"):
                event.dropped = event.dropped or cue.head not in event.hit.words
            elif "basis" in kind:
                event.basis = event.basis or kind["basis"]
                event.why.setdefault("basis", cue.rule)
            elif kind.get("polarity") == "negative":
                event.polarity = "negative"
                event.why.setdefault("polarity", cue.rule)
            elif not (kind["modality"] == "threatened" and event.act in _THREATS):
                told = sentence.reported(event.own[0]) and kind.get("reported")
                found.setdefault(told or kind["modality"], cue.rule)
        event.modality = next((name for name in _ORDER if name in found), "asserted")
        if found:
            event.why["modality"] = found[event.modality]
    _name_threats(events, sentence)


def _takes_in(cue: Hit, event: Event) -> bool:
    """Whether a cue denies a word of the trigger by another beside it: "burned no house"."""
    return not set(cue.words) <= set(event.hit.words)


def _longest(cues: Sequence[Hit], kinds: Mapping[str, Mapping[str, Any]]) -> list[Hit]:
    """The cues without those that are a part of another: "could" says nothing of its own in "could not"."""
    longer = [frozenset(cue.words) for cue in cues if len(cue.words) > 1 and _told_by_more(kinds[cue.label])]
    if not longer:
        return list(cues)
    return [
        cue
        for cue in cues
        if not ("modality" in kinds[cue.label] or kinds[cue.label].get("polarity"))
        or not any(frozenset(cue.words) < other for other in longer)
    ]


def _told_by_more(kind: Mapping[str, Any]) -> bool:
    """Whether a cue of several words takes back what a part of it says: "could not", "unable to verify"."""
    return bool(kind.get("polarity")) or kind.get("modality") == "hearsay"


def _reaches(kind: Mapping[str, Any], cue: Hit, event: Event, sentence: Sentence) -> bool:
    scope = kind["scope"]
    first = last = next((at for at in event.own if sentence.used_as_verb(at)), event.own[0])
    if sentence.zone(cue.first) != sentence.zone(first) and scope != "sentence":
        near = 0 < first - cue.last <= 2
        return scope == "after" and (
            near or (cue.last < first and sentence.reported(first) and _open(cue.last, first, sentence))
        )
    if scope == "sentence":
        return True
    if scope == "onward":
        return cue.last < first
    if scope == "noun":
        noun = next((at for at in event.hit.words if at > cue.last), -1)
        near = 0 < noun - cue.last <= _REACH_NOUN and sentence.joined(cue.last, noun)
        return near and not sentence.has_verb(cue.last + 1, noun) and not sentence.used_as_verb(noun)
    if scope == "after":
        reach = _REACH_NEGATION if kind.get("polarity") else _REACH
        return cue.last < first and first - cue.last <= reach and _open(cue.last, first, sentence)
    if scope == "before":
        near = last < cue.first and cue.first - last <= _REACH
        return near and _open(last, cue.first, sentence) and sentence.joined(last, cue.first)
    return abs(cue.head - first) <= 2 * _REACH and _open(min(cue.last, last), max(cue.first, first), sentence)


def _open(first: int, last: int, sentence: Sentence) -> bool:
    """Whether nothing but "that" and the like closes the way from one word to another."""
    grammar = sentence.grammar
    for at in range(first + 1, last):
        broken = sentence.breaks[at - sentence.low]
        if broken == 2 and sentence.reported(at) and sentence.zone(at) != sentence.zone(at - 1):
            continue
        if sentence.words[at] == "," and sentence.words[at + 1] in grammar.openers:
            continue
        if broken and not (broken == 1 and sentence.words[at] in grammar.openers):
            return False
    return True


def _name_threats(events: Sequence[Event], sentence: Sentence) -> None:
    """A threat of death is a death threat, whatever verb it uses."""
    deadly = act_data()["threat_of_death"]
    for event in events:
        if event.act == "intimidation" and any(
            other.modality == "threatened" and other.act in deadly and abs(other.hit.head - event.hit.head) <= _REACH
            for other in events
        ):
            event.act = "death-threat"
            event.why["act"] = "claims/act.threat-of-death"
    for threat in [event for event in events if event.act == "death-threat"]:
        for other in events:
            open_yet = other.act in deadly and other.modality in _OPEN and sentence.reported(other.own[0])
            if open_yet and not set(threat.hit.words).isdisjoint(
                other.hit.words
            ):  # "told him that they would kill him"
                other.modality, other.why["modality"] = "threatened", threat.hit.rule
