"""Whether an event noun says enough to be a claim: a participant, a place, a number or a date of its own.

A bare "the shelling" or a heading restates; it tells nothing that a claim could hold.
"""

from witnessmark.model.acts import taxonomy
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.proposing import Event
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_NUMBER_NEAR = 3
"""How many words from a number to those it counts."""


def has_substance(event: Event, where: Extent, sentence: Sentence, scene: Scene) -> bool:
    """Whether the event is told, not only named."""
    if where.verbal or event.modality in ("threatened", "planned", "denied", "hypothetical"):
        return True
    low, high = where.first, where.end
    if _names_the_sufferer(where, sentence):
        return False
    if _listed(where, sentence) or scene.actors_in(low, high) or scene.within(scene.places, low, high):
        return True
    words, grammar = sentence.words, sentence.grammar
    if any(words[at][0].isdigit() or words[at] in grammar.numbers for at in range(low, high)):
        return True
    if scene.within(scene.dates, low, high):
        return True
    after = words[high - 1] if high > low else ""
    preposed = low > sentence.low and words[low - 1] in grammar.prepositions and words[low - 1] != "with"
    consequence = taxonomy()[event.act].kind in ("consequence", "military-matter", "explosive-hazard", "relief")
    clause_has_verb = sentence.has_verb(*where.clause)
    linked = any(words[at] in ("of", "by", "against", "from") for at in range(where.head, high))
    if linked or (len(event.hit.words) > 1 and (not preposed or (consequence and not _definite(low, sentence)))):
        return True
    return clause_has_verb and not preposed and (consequence or after != "") and not _definite(low, sentence)


def _names_the_sufferer(where: Extent, sentence: Sentence) -> bool:
    """Whether the noun only says who takes part in another event of its clause: "the wounded were evacuated"."""
    words, grammar = sentence.words, sentence.grammar
    if where.item or not grammar.sort(words[where.head], "states"):
        return False
    if any(words[at] in grammar.auxiliaries for at in range(max(sentence.low, where.head - 2), where.head)):
        return False
    near = range(max(sentence.low, where.head - _NUMBER_NEAR), min(where.head + _NUMBER_NEAR, sentence.high))
    return not any(words[at][0].isdigit() or words[at] in grammar.numbers for at in near)


def _definite(at: int, sentence: Sentence) -> bool:
    return sentence.words[at] in ("the", "this", "that", "these")


def _listed(where: Extent, sentence: Sentence) -> bool:
    """Whether the noun is a verbless item of a list with commas."""
    if not where.item or where.end - where.first > 6:
        return False
    start, end = where.clause
    if sentence.words[start] in sentence.grammar.prepositions:
        return False
    around = [sentence.words[at] for at in (start - 1, end) if sentence.low <= at < sentence.high]
    return "," in around or ";" in around or "•" in around
