"""Who did it to whom: participants from the order of words, the passive, "by", and pronouns."""

from collections.abc import Sequence
from dataclasses import dataclass

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import RoleValue
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.proposing import act_data
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import QUOTES, Sentence

_LONGEST = 12
_OF_FORCES = frozenset({"hostilities", "control-event", "military-matter"})
_ARMED = frozenset({"unit", "armed-force", "group", "authority"})
_INSTRUMENTAL = ("ами", "ями", "ими", "ими", "ом", "ем", "єм", "им", "ою", "ею", "ой")
_OBLIQUE_SELF = frozenset({"мене", "мені", "нас", "нам", "його", "її", "їх", "меня", "мне", "его", "ее", "их"})
_OBLIQUE = ("у", "ю", "ого", "єї", "ів", "ей", "ов", "их", "ых")


@dataclass(slots=True)
class Phrase:
    first: int
    end: int
    before: str
    """The preposition before it, or ""."""


Roles = dict[str, "RoleValue | list[RoleValue]"]


def read_roles(
    act: str, trigger: Sequence[int], extent: Extent, sentence: Sentence, scene: Scene, voice: "Speaker"
) -> Roles:
    """The roles of an act that the clause fills, by the names that the act has for them. ``trigger`` are the words that
    proposed the act."""
    names = taxonomy()[act].roles
    agent, patient = _participants(act, extent, sentence, scene)
    if patient is None and "victim" in names.required:
        patient = _counted_in(trigger, sentence) if extent.verbal else _told_of(extent, sentence)
    roles: Roles = {}
    agent_role = next((role for role in act_data()["agent_roles"] if role in names), None)
    if agent is not None and agent_role is not None:
        value = _value(agent, sentence, scene, voice)
        if value is not None and _may_act(value, agent, sentence):
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


def _names_person(phrase: Phrase, sentence: Sentence, scene: Scene) -> bool:
    words = range(phrase.first, phrase.end)
    return bool(scene.actors_in(phrase.first, phrase.end)) or any(
        sentence.grammar.person(sentence.words[at]) or _counted(at, sentence) for at in words
    )


def _of_the_speaker(extent: Extent, sentence: Sentence) -> Phrase | None:
    """The speaker, to whose body or person something was done: "to my head", "past me"."""
    words = range(extent.head + 1, extent.clause[1])
    at = next((at for at in words if sentence.words[at] in sentence.grammar.first_person), None)
    return None if at is None else Phrase(at, at + 1, "")


def _counted_in(trigger: Sequence[int], sentence: Sentence) -> Phrase | None:
    """The persons counted within the trigger: "resulted in 8 casualties"."""
    first = next((at for at in trigger if _counted(at, sentence)), None)
    return None if first is None else Phrase(first, min(trigger[-1], first + 3) + 1, "")


def _number(patient: Phrase | None, trigger: Sequence[int], sentence: Sentence) -> int | None:
    """The word that counts those who suffered the act."""
    words = range(patient.first, patient.end) if patient is not None else trigger
    return next((at for at in words if _counted(at, sentence)), None)


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


def _participants(act: str, extent: Extent, sentence: Sentence, scene: Scene) -> tuple[Phrase | None, Phrase | None]:
    if not extent.verbal:
        return _of_noun(act, extent, sentence, scene)
    grammar = sentence.grammar
    head, (start, end) = extent.head, extent.clause
    left = [Phrase(*phrase) for phrase in sentence.phrases(_left_edge(start, head, sentence), head)]
    right = [Phrase(*phrase) for phrase in sentence.phrases(head + 1, end)]
    subject = _subject(left, sentence, scene)
    if subject is not None and sentence.words[subject.first] in grammar.relatives:
        subject = _antecedent(subject.first, sentence, scene) or subject
    if subject is None and start > sentence.low:
        subject = _carried(extent, sentence, scene)
    if subject is None and sentence.words[head - 1] == "to":
        subject = _last_actor(head, sentence, scene)
    direct = next((p for p in right[:2] if not p.before and not _dated(p, scene)), None)
    word = sentence.words[head]
    if grammar.sort(word, "witness"):
        return None, direct
    if _seen(start, head, sentence):
        return None, next((p for p in reversed(left) if not p.before), None)
    passive = grammar.passive(sentence.words, head, start)
    if grammar.sort(word, "undergo") and not passive:
        return None, subject or direct
    if passive or _attribute(head, sentence):
        agent = next((p for p in right if p.before in grammar.agent_preposition), None)
        if not grammar.english:
            agent = next((p for p in right + left if not p.before and _in_case(p, _INSTRUMENTAL, sentence)), None)
            if subject is None or subject is agent:
                subject = next((p for p in right if not p.before and p is not agent), None)
        if _attribute(head, sentence) and right and not right[0].before:
            subject = right[0]
        return agent, subject
    if not grammar.english:
        return _by_order(subject, direct, head, sentence, scene)
    return subject, direct


def _antecedent(at: int, sentence: Sentence, scene: Scene) -> Phrase | None:
    """What a relative word stands for: the actor or phrase just before it."""
    before = at - 1 if at > sentence.low and sentence.words[at - 1] == "," else at
    actors = [i for i in scene.actors_in(max(sentence.low, before - 3), before) if scene.actors[i][1] <= before]
    if actors:
        first, end = scene.actors[actors[-1]]
        return Phrase(first, end, "")
    phrases = sentence.phrases(max(sentence.low, before - 6), before)
    return Phrase(phrases[-1][0], phrases[-1][1], "") if phrases else None


def _last_actor(head: int, sentence: Sentence, scene: Scene) -> Phrase | None:
    """The nearest actor before an infinitive: who "managed to", "tried to", "was ordered to"."""
    actors = [
        i for i in scene.actors_in(sentence.low, head) if sentence.zone(scene.actors[i][0]) == sentence.zone(head)
    ]
    return Phrase(*scene.actors[actors[-1]], "") if actors else None


def _seen(start: int, head: int, sentence: Sentence) -> bool:
    """Whether one who finds or tells is the subject of the clause: "police found two men shot dead"."""
    grammar, words = sentence.grammar, sentence.words
    verbs = [at for at in range(start, head) if sentence.is_verb(at) and grammar.sort(words[at], "witness")]
    return bool(verbs) and not any(words[at] in grammar.coordinators for at in range(verbs[-1], head))


def _left_edge(start: int, head: int, sentence: Sentence) -> int:
    """Where to look for the subject: for a participle after its noun ("men killed by …"), not beyond the last verb."""
    if not _attribute(head, sentence):
        return start
    grammar, words = sentence.grammar, sentence.words
    verbs = [at for at in range(start, head) if sentence.is_verb(at) and words[at] not in grammar.auxiliaries]
    return verbs[-1] + 1 if verbs else start


def _attribute(head: int, sentence: Sentence) -> bool:
    """Whether a participle stands before its noun ("destroyed houses") or after it ("a tank destroyed by …")."""
    words, grammar = sentence.words, sentence.grammar
    if not grammar.english:
        return False
    after = words[head + 1] if head + 1 < sentence.high else ""
    return words[head].endswith(("ed", "en")) and (
        after in grammar.agent_preposition
        or (head == sentence.low or words[head - 1] in grammar.prepositions or words[head - 1] in grammar.coordinators)
    )


def _subject(left: list[Phrase], sentence: Sentence, scene: Scene) -> Phrase | None:
    """The last phrase before the verb that no preposition governs; a named actor before any other."""
    free = [p for p in left if not p.before]
    if left and left[-1].before:
        actors = scene.actors_in(left[-1].first, left[-1].end)
        ends = [i for i in actors if scene.actors[i][1] == left[-1].end and scene.actors[i][0] > left[-1].first + 1]
        if ends or (actors and not free):
            return Phrase(*scene.actors[(ends or actors)[-1]], "")
    for phrase in reversed(free):
        if scene.actors_in(phrase.first, phrase.end):
            return phrase
    for phrase in reversed(free):
        if not all(at in _date_words(scene, phrase) for at in range(phrase.first, phrase.end)):
            return phrase
    return None


def _dated(phrase: Phrase, scene: Scene) -> bool:
    """Whether a phrase is a time or a length of time."""
    words = _date_words(scene, phrase)
    return phrase.first in words or phrase.end - 1 in words


def _date_words(scene: Scene, phrase: Phrase) -> set[int]:
    found: set[int] = set()
    for index in scene.within(scene.dates, max(phrase.first - 4, 0), phrase.end):
        found.update(range(*scene.dates[index]))
    return found


def _carried(extent: Extent, sentence: Sentence, scene: Scene) -> Phrase | None:
    """The subject of the clause before, for a verb joined to it by "and" or a relative word."""
    start = extent.clause[0]
    before = sentence.words[start - 1]
    grammar = sentence.grammar
    if before not in grammar.coordinators and before != ",":
        return None
    low, high = sentence.clause(start - 2) if start - 2 >= sentence.low else (sentence.low, sentence.low)
    verb = next((at for at in range(low, high) if sentence.is_verb(at)), None)
    if verb is None:
        return None
    return _subject([Phrase(*p) for p in sentence.phrases(low, verb)], sentence, scene)


def _by_order(
    subject: Phrase | None, direct: Phrase | None, head: int, sentence: Sentence, scene: Scene
) -> tuple[Phrase | None, Phrase | None]:
    """Who acts in an active clause of a language of free order: by actors, cases and the number of the verb."""
    grammar = sentence.grammar
    acting = direct is not None and _is_force(direct, scene) and not _in_case(direct, _OBLIQUE, sentence)
    if acting and (subject is None or not _is_force(subject, scene)):
        return direct, subject
    if subject is not None and sentence.words[subject.first] in _OBLIQUE_SELF and subject.end == subject.first + 1:
        return None, subject
    if subject is not None and not scene.actors_in(subject.first, subject.end):
        last = sentence.words[subject.end - 1]
        plural_verb = sentence.words[head].endswith(("ли", "ть", "т", "лися", "лись"))
        impersonal = sentence.words[head].endswith(("ло", "лося", "лось")) and last.endswith(("а", "я", *_OBLIQUE))
        oblique = impersonal or (
            last in grammar.first_person
            or last.endswith(_OBLIQUE)
            or (plural_verb and not last.endswith(("и", "і", "ы")))
        )
        if oblique and (direct is None or impersonal) and last not in ("я", "ми", "мы", "вони", "они"):
            return None, subject
    return subject, direct


def _is_force(phrase: Phrase, scene: Scene) -> bool:
    return any(scene.actor(i).kind in _ARMED for i in scene.actors_in(phrase.first, phrase.end))


def _in_case(phrase: Phrase, endings: tuple[str, ...], sentence: Sentence) -> bool:
    return sentence.words[phrase.end - 1].endswith(endings) or sentence.words[phrase.first].endswith(endings)


def _of_noun(act: str, extent: Extent, sentence: Sentence, scene: Scene) -> tuple[Phrase | None, Phrase | None]:
    """Participants of an event noun: "by X" and, in hostilities, "of X" act; otherwise "of X" suffers."""
    kind = taxonomy()[act].kind
    agent = patient = None
    grammar, words = sentence.grammar, sentence.words
    after: list[Phrase] = []
    first, before, at = extent.head + 1, "", extent.head + 1
    while at <= extent.clause[1]:
        word = sentence.words[at] if at < extent.clause[1] else ","
        if word in grammar.prepositions or at == extent.clause[1] or word == "," or sentence.is_verb(at):
            if first < at and words[first] not in grammar.coordinators:
                after.append(Phrase(first, at, before))
            before, first = (word if word in grammar.prepositions else ""), at + 1
            if at < extent.clause[1] and sentence.is_verb(at):
                break
        at += 1
    for phrase in after:
        armed = _is_force(phrase, scene)
        by = phrase.before in grammar.agent_preposition or (armed and phrase.before in ("from", "з", "от"))
        of = armed and phrase.before in ("of", "") and kind in _OF_FORCES
        if by or of:
            agent = agent or phrase
        elif phrase.before in ("of", "against", "on", "among", "", "for", "to", "по", "над"):
            patient = patient or phrase
    if agent is None:
        agent = _supporting(extent, sentence, scene)
    if patient is None and extent.first < extent.head and sentence.words[extent.head - 1] not in grammar.determiners:
        patient = Phrase(extent.first, extent.head, "") if _counted(extent.first, sentence) else None
    return agent, patient


def _supporting(extent: Extent, sentence: Sentence, scene: Scene) -> Phrase | None:
    """The subject of a verb that has the event noun as its object ("imposed a curfew", "spread rumours")."""
    verb = extent.support
    if (
        verb is None
        or not sentence.grammar.sort(sentence.words[verb], "support")
        or sentence.grammar.passive(sentence.words, verb, extent.clause[0])
    ):
        return None
    left = [Phrase(*phrase) for phrase in sentence.phrases(extent.clause[0], verb)]
    return _subject(left, sentence, scene)


def _counted(at: int, sentence: Sentence) -> bool:
    word = sentence.words[at]
    return word[0].isdigit() or word in sentence.grammar.numbers


def _value(phrase: Phrase, sentence: Sentence, scene: Scene, voice: Speaker) -> RoleValue:
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
        if word in grammar.first_person and voice.actor is not None:
            return voice.actor
        said = scene.span(phrase.first, phrase.end)
        if word in grammar.third_plural:
            return said if voice.group is None else voice.group
        if word in grammar.third_person:
            return said if voice.person is None else voice.person
        if word in grammar.first_plural or word in grammar.first_person:
            return scene.span(phrase.first, phrase.end)
        if word in grammar.pronouns or word in grammar.relatives or word in grammar.there:
            return None
    first, end = phrase.first, min(phrase.end, phrase.first + _LONGEST)
    while first < end and (sentence.words[first] in ("the", "a", "an") or sentence.words[first] in QUOTES):
        first += 1
    while end > first and (sentence.words[end - 1] in QUOTES or sentence.words[end - 1] in grammar.coordinators):
        end -= 1
    if first >= end or not any(c.isalnum() for c in sentence.words[first]):
        return None
    return scene.span(first, end)


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
    person = isinstance(value, int) or any(
        grammar.person(word) or word in grammar.first_person or word in grammar.first_plural for word in lead
    )
    pronouns = grammar.third_person | grammar.third_plural
    person = person or any(word in pronouns for word in words[:1] if len(words) == 1)
    person = person or ("victim" in names.required and any(map(grammar.person, words)))
    counted = _counted(phrase.first, sentence) and len(words) == 1
    if "hazard" in names and any(map(grammar.instrument, words)):
        return "hazard"
    suffers = "object" not in names and bool({"victim", "recipient"} & set(names.required))
    order = data["person_roles"] if person or counted or suffers else data["thing_roles"]
    return next((role for role in order if role in names and role != "hazard"), None)
