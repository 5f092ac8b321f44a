"""Who says a claim, and whom "I", "they" and "he" mean there."""

from functools import partial

from witnessmark.model.record import SaidBy
from witnessmark.reading.claims.roles import Speaker
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_GROUPS = frozenset({"unit", "armed-force", "group"})


def said_by(scene: Scene, at: int) -> SaidBy:
    """Who says the word at ``at``: a quotation's speaker, one whose words are reported, or the author."""
    index = scene.quote_at(at)
    if index < 0:
        return "author"
    quote = scene.draft.quotes[index]
    chain = [link for link in map(partial(_speaker, scene), scene.quotes_around(at)) if link is not None]
    if len(chain) > 1 and chain[0] != chain[1]:
        return {"chain": chain}
    if quote.kind == "indirect":
        if quote.speaker is not None and quote.speaker.actor is not None:
            return {"actor": quote.speaker.actor}
        if quote.speaker is None:
            return "author"
    return {"quote": index}


def _speaker(scene: Scene, index: int) -> int | str | None:
    speaker = scene.draft.quotes[index].speaker
    if speaker is None:
        return None
    return speaker.actor if speaker.actor is not None else speaker.name


def speaker_at(scene: Scene, at: int, sentence: Sentence) -> Speaker:
    """The speaker of the word at ``at`` and the antecedents of pronouns there: the last group and person before it in
    the sentence and the one before."""
    index = scene.quote_at(at)
    voice = Speaker()
    if index >= 0:
        direct = [scene.draft.quotes[i] for i in scene.quotes_around(at) if scene.draft.quotes[i].kind != "indirect"]
        speaker = direct[0].speaker if direct else None  # "I" in indirect speech is the one who reports it
        voice.actor = speaker.actor if speaker is not None else None
    since = max(sentence.low - 40, 0)
    for number in scene.actors_in(since, at):
        kind = scene.actor(number).kind
        if kind in _GROUPS:
            voice.group = number
        elif kind == "person":
            voice.person = number
    return voice
