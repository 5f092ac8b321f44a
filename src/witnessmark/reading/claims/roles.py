"""Who did it to whom: the roles of an act, filled with actors, pronouns resolved, or words as they were said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import ActorMention, RoleValue
from witnessmark.model.span import Span
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.grammar import QUOTES, Grammar
from witnessmark.reading.claims.participants import Phrase, counted, participants
from witnessmark.reading.claims.proposing import act_data
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence
from witnessmark.reading.draft import fold

_LONGEST = 12
_IMPERSONAL = ("ло", "лося", "лось")
_PARTICIPLES = ("ий", "ого", "ому", "их", "ими", "ый", "ых", "ені", "ена", "ено", "ані", "ана", "ано", "ены", "аны")
"""Endings of the participles and adjectives in a trigger, which name no thing."""

Roles = dict[str, "RoleValue | list[RoleValue]"]


def read_roles(
    act: str, trigger: Sequence[int], extent: Extent, sentence: Sentence, scene: Scene, voice: "Voice"
) -> Roles:
    """The roles of an act that the clause fills, by the names that the act has for them. ``trigger`` are the words that
    proposed the act."""
    names = taxonomy()[act].roles
    agent, patient = participants(act, extent, sentence, scene)
    if not sentence.grammar.english:
        if agent is not None and patient is not agent and _cannot_act(act, agent, patient, extent, sentence, scene):
            agent, patient = None, agent
        if "object" in names.required:
            patient = _thing(trigger, patient, extent, sentence)
        elif patient is None and "victim" in names.required and not extent.verbal:
            patient = _who_underwent(extent, sentence)
    if patient is None and "victim" in names.required:
        patient = (None if extent.verbal else _told_of(extent, sentence)) or _counted_in(trigger, sentence)
    roles: Roles = {}
    agent_role = next((role for role in act_data()["agent_roles"] if role in names), None)
    if agent is not None and agent_role is not None:
        value = _value(agent, sentence, scene, voice)
        pronouns = sentence.grammar.third_plural | sentence.grammar.third_person
        they = agent_role == "perpetrator" and sentence.words[agent.first] in pronouns
        gives = agent_role == "provider" and any(
            sentence.words[at] in act_data()["givers"] for at in range(agent.first, agent.end)
        )
        if value is not None and (they or gives or _may_act(value, agent, sentence)):
            roles[agent_role] = value
    inside = patient is not None and any(patient.first <= at < patient.end for at in trigger if at != extent.head)
    if inside and patient is not None and "object" not in names and not _names_person(patient, sentence, scene):
        patient = None  # "put a pistol to his head": a thing that the trigger names is no victim
    if patient is None and "victim" in names.required and extent.verbal:
        patient = _of_the_speaker(extent, sentence)
    if patient is not None:
        value = _value(patient, sentence, scene, voice)
        role = _patient_role(act, patient, value, sentence)
        if value is not None and role is not None and value != roles.get(agent_role or ""):
            roles[role] = value
    if "weapon" in names and "weapon" not in roles:
        weapon = _weapon(agent, extent, sentence)
        if weapon is not None:
            roles["weapon"] = _value(weapon, sentence, scene, voice)
    number = _number(patient, trigger, sentence) if "quantity" in names else None
    if number is not None:
        roles["quantity"] = scene.span(number, number + 1)
    return roles


def _cannot_act(
    act: str, agent: Phrase, patient: Phrase | None, extent: Extent, sentence: Sentence, scene: Scene
) -> bool:
    """Whether the one taken for the doer is the one who suffers: no victim may be named as the doer. By the case of the
    name ("Тараса зачепило", which the actor's own name shows), by an impersonal verb, or as a person who did it to
    nobody else ("the pensioner cut her hand")."""
    names = taxonomy()[act].roles
    if "victim" not in names or (patient is not None and _names_person(patient, sentence, scene)):
        return False
    if act in act_data()["subject_suffers"]:
        return True
    actors = scene.actors_in(agent.first, agent.end)
    if any(scene.actor(index).kind != "person" for index in actors):
        return False
    if any(_declined(scene.actor(index)) for index in actors):
        return True
    own = act in act_data()["none_told"] and patient is not None and patient.first in range(*extent.clause)
    persons = bool(actors) or any(sentence.grammar.person(sentence.words[at]) for at in range(agent.first, agent.end))
    return persons and (own or sentence.words[extent.head].endswith(_IMPERSONAL))


def _declined(actor: ActorMention) -> bool:
    """Whether a person's name stands in another case than its own."""
    return bool(actor.name) and fold(actor.name or "") != fold(actor.quote)


def _thing(trigger: Sequence[int], patient: Phrase | None, extent: Extent, sentence: Sentence) -> Phrase | None:
    """The phrase whose noun the trigger names: the thing itself, be it the verb's subject, its object or a further
    item of a row ("damaged a house, a school and a shop"), or where a blow fell."""
    governed: Phrase | None = None
    for at in trigger:
        if at == extent.head or not _noun(at, sentence):
            continue
        if patient is not None and patient.first <= at < patient.end:
            return patient
        for first, end, before in sentence.phrases(*sentence.clause(at)):
            if first <= at < end:
                if not before:
                    return Phrase(first, end, "")
                governed = governed or Phrase(first, end, "")
    return patient or governed


def _noun(at: int, sentence: Sentence) -> bool:
    """Whether a word of a trigger is a noun for a thing: no verb, participle, number, link, weapon or person."""
    grammar, word = sentence.grammar, sentence.words[at]
    if not word.isalpha() or word.endswith(_PARTICIPLES) or sentence.is_verb(at):
        return False
    if word in grammar.prepositions or word in grammar.adverbs or word in grammar.modals or word in grammar.numbers:
        return False
    return not (grammar.instrument(word) or grammar.person(word))


def _who_underwent(extent: Extent, sentence: Sentence) -> Phrase | None:
    """The subject of a verb of undergoing beside the noun for what was undergone: "the driver got a wound"."""
    start, end = extent.clause
    verb = next((at for at in range(start, end) if sentence.is_verb(at)), None)
    if verb is None or not sentence.grammar.sort(sentence.words[verb], "undergo"):
        return None
    before = [Phrase(*phrase) for phrase in sentence.phrases(start, verb)]
    return next((phrase for phrase in reversed(before) if not phrase.before), None)


def _names_person(phrase: Phrase, sentence: Sentence, scene: Scene) -> bool:
    words = range(phrase.first, phrase.end)
    return bool(scene.actors_in(phrase.first, phrase.end)) or any(
        sentence.grammar.person(sentence.words[at]) or counted(at, sentence) for at in words
    )


def _of_the_speaker(extent: Extent, sentence: Sentence) -> Phrase | None:
    """The speaker, to whose body or person something was done: "to my head", "past me"."""
    words = range(extent.head + 1, extent.clause[1])
    at = next((at for at in words if sentence.words[at] in sentence.grammar.first_person), None)
    return None if at is None else Phrase(at, at + 1, "")


def _counted_in(trigger: Sequence[int], sentence: Sentence) -> Phrase | None:
    """The persons counted within the trigger: "resulted in 8 casualties"."""
    first = next((at for at in trigger if counted(at, sentence)), None)
    return None if first is None else Phrase(first, min(trigger[-1], first + 3) + 1, "")


def _number(patient: Phrase | None, trigger: Sequence[int], sentence: Sentence) -> int | None:
    """The word that counts those who suffered the act."""
    words = range(patient.first, patient.end) if patient is not None else trigger
    return next((at for at in words if counted(at, sentence)), None)


def _weapon(agent: Phrase | None, extent: Extent, sentence: Sentence) -> Phrase | None:
    """A weapon that stands as the subject, or after "with", "by" and the like."""
    grammar = sentence.grammar
    after = [Phrase(*phrase) for phrase in sentence.phrases(extent.head + 1, extent.clause[1])]
    means = [p for p in after if p.before in grammar.means or (not grammar.english and not p.before)]
    for phrase in ([agent] if agent is not None else []) + means:
        if any(grammar.instrument(sentence.words[at]) for at in range(phrase.first, phrase.end)):
            return None if any(grammar.person(sentence.words[at]) for at in range(phrase.first, phrase.end)) else phrase
    return None


def _told_of(extent: Extent, sentence: Sentence) -> Phrase | None:
    """The speaker, who suffered what an adjunct names: "after interrogations from the officers, I was taken …"."""
    grammar, words = sentence.grammar, sentence.words
    start, end = extent.clause
    if words[start] not in grammar.prepositions and words[start] not in grammar.subordinators and start == sentence.low:
        return None
    at = end
    while at < sentence.high and (words[at] == "," or words[at] in QUOTES):
        at += 1
    return Phrase(at, at + 1, "") if at < sentence.high and words[at] in grammar.first_person else None


@dataclass(slots=True)
class Speaker:
    """Whose words these are: the actor who speaks, if any, and the last group and person spoken of before."""

    actor: int | None = None
    group: int | None = None
    person: int | None = None


Voice = Callable[[], Speaker]
"""Asked only where a pronoun has to be resolved."""


def _value(phrase: Phrase, sentence: Sentence, scene: Scene, voice: "Voice") -> RoleValue:
    """The actor that a phrase names, the one that its pronoun stands for, or its words."""
    grammar = sentence.grammar
    actors = scene.actors_in(phrase.first, phrase.end)
    if actors:
        leading = [i for i in actors if scene.actors[i][0] <= phrase.first + 1]
        if leading:
            return leading[0]
        last = actors[-1]
        first = scene.actors[last][0]
        linked = "of" in sentence.words[phrase.first : first] or not grammar.english
        if scene.actors[last][1] >= phrase.end - 1 and not linked:
            return last
    words = [sentence.words[at] for at in range(phrase.first, phrase.end)]
    if len(words) == 1:
        word = words[0]
        if word in grammar.first_person and (actor := voice().actor) is not None:
            return actor
        said = scene.span(phrase.first, phrase.end)
        if word in grammar.third_plural:
            group = voice().group
            return said if group is None else group
        if word in grammar.third_person:
            known = voice().person
            return said if known is None else known
        if word in grammar.first_plural or word in grammar.first_person:
            return scene.span(phrase.first, phrase.end)
        if word in grammar.pronouns or word in grammar.relatives or word in grammar.there:
            return None
    first, end = phrase.first, min(phrase.end, phrase.first + _LONGEST)
    while first < end and (
        sentence.words[first] in ("the", "a", "an")
        or sentence.words[first] in QUOTES
        or (not grammar.english and sentence.words[first] in grammar.connectives)
    ):
        first += 1
    while end > first and (sentence.words[end - 1] in QUOTES or sentence.words[end - 1] in grammar.coordinators):
        end -= 1
    if first >= end or not any(c.isalnum() for c in sentence.words[first]):
        return None
    return scene.span(first, end)


def _names_persons(word: str, grammar: Grammar) -> bool:
    return grammar.person(word) or word in grammar.first_person or word in grammar.first_plural


def _may_act(value: "RoleValue | list[RoleValue]", phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase can name one who acts: an actor, a person, or "we"; things and weapons do not act."""
    if isinstance(value, int):
        return True
    grammar = sentence.grammar
    return any(
        grammar.person(sentence.words[at])
        or sentence.words[at] in grammar.first_plural
        or sentence.words[at] in grammar.first_person
        for at in range(phrase.first, phrase.end)
    )


def _patient_role(act: str, phrase: Phrase, value: RoleValue, sentence: Sentence) -> str | None:
    names, data, grammar = taxonomy()[act].roles, act_data(), sentence.grammar
    words = [sentence.words[at] for at in range(phrase.first, phrase.end)]
    lead = words[: words.index("of")] if "of" in words[1:] else words
    person = isinstance(value, int) or any(map(grammar.person, lead))  # "me", but not "my washing machine"
    person = person or (len(lead) == 1 and _names_persons(lead[0], grammar))
    if grammar.english and isinstance(value, Span) and lead[-1].endswith("s") and not _names_persons(lead[-1], grammar):
        person = False  # "civilian houses": things, whose owners they are
    pronouns = grammar.third_person | grammar.third_plural
    person = person or any(word in pronouns for word in words[:1] if len(words) == 1)
    person = person or ("victim" in names.required and any(map(grammar.person, words)))
    number = counted(phrase.first, sentence) and len(words) == 1
    if "hazard" in names and any(map(grammar.instrument, words)):
        return "hazard"
    suffers = "object" not in names and bool({"victim", "recipient"} & set(names.required))
    order = data["person_roles"] if person or number or suffers else data["thing_roles"]
    return next((role for role in order if role in names and role != "hazard"), None)
