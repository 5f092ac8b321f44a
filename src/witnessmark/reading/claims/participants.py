"""Who acts and who suffers in a clause: by the order of words, the passive, "by", cases and the number of the verb."""

import re
from dataclasses import dataclass

from witnessmark.model.acts import taxonomy
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.proposing import act_data
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_OF_FORCES = frozenset({"hostilities", "control-event", "military-matter"})
_ARMED = frozenset({"unit", "armed-force", "group", "authority"})
_INSTRUMENTAL = ("ами", "ями", "ими", "ими", "ом", "ем", "єм", "им", "ою", "ею", "ой")
_OBLIQUE_SELF = frozenset({"мене", "мені", "нас", "нам", "його", "її", "їх", "меня", "мне", "его", "ее", "их"})
_PARTICIPLES = ("ed", "en", "shot", "hit", "struck", "burnt", "held", "caught", "hurt")
_APPOSITIONS = 3
"""How many stretches between commas may part a subject from its verb."""
_NOMINATIVE = frozenset({"я", "ми", "мы", "вони", "они"})
_NOMINATIVE_PLURAL = ("и", "і", "ы", "ї", "ие", "ые")
_OBLIQUE = ("у", "ю", "ого", "єї", "ів", "ей", "ов", "их", "ых")


@dataclass(slots=True)
class Phrase:
    first: int
    end: int
    before: str
    """The preposition before it, or ""."""


def participants(act: str, extent: Extent, sentence: Sentence, scene: Scene) -> tuple[Phrase | None, Phrase | None]:
    if not extent.verbal:
        return _of_noun(act, extent, sentence, scene)
    grammar = sentence.grammar
    head, (start, end) = extent.head, extent.clause
    left = [Phrase(*phrase) for phrase in sentence.phrases(_left_edge(start, head, sentence), head)]
    right = [Phrase(*phrase) for phrase in sentence.phrases(head + 1, end)]
    subject = _subject(left, sentence, scene)
    if subject is not None and sentence.words[subject.first] in grammar.relatives:
        subject = _antecedent(subject.first, sentence, scene) or subject
    if grammar.english and sentence.words[start] in grammar.relatives:
        subject = _before_relative(start, head, subject, sentence, scene)
    own = subject
    if subject is None and start > sentence.low:
        subject = _over_apposition(start, sentence, scene) or _carried(extent, sentence, scene)
    if subject is None and sentence.words[head - 1] == "to":
        subject = _last_actor(head, sentence, scene)
    direct = next((p for p in right[:2] if not p.before and not _means(p, sentence)), None)
    word = sentence.words[head]
    if grammar.sort(word, "witness"):
        return None, subject if grammar.english and grammar.passive(sentence.words, head, start) else direct
    if _seen(start, head, sentence):
        return None, next((p for p in reversed(left) if not p.before), None)
    passive = grammar.passive(sentence.words, head, start)
    burned = grammar.english and word.startswith("burn") and direct is not None  # "burned a lorry" is done to it
    if grammar.sort(word, "undergo") and not passive and not burned and act not in act_data()["done_by_going"]:
        return None, own or (subject or direct if grammar.english else direct or subject)
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
    if act in act_data()["subject_suffers"] and subject is not None:
        return None, subject
    direct = _aimed_at(act, direct, right, head, sentence)
    if direct is not None and sentence.words[direct.first : direct.end] == ["dead"]:  # "shot dead", "shot dead two men"
        direct = next((p for p in right[1:2] if not p.before and p.first == direct.end), None)
        if direct is None:
            return next((p for p in right if p.before in grammar.agent_preposition), None), subject
    if direct is None and subject is not None and _told_short(act, subject, head, sentence, scene):
        return next((p for p in right if p.before in grammar.agent_preposition), None), subject
    return subject, direct


def _before_relative(start: int, head: int, subject: Phrase | None, sentence: Sentence, scene: Scene) -> Phrase | None:
    """The subject that a relative word stands for, also of a verb after the relative clause: "labourers who were
    sleeping in a shed were burned"."""
    grammar, words = sentence.grammar, sentence.words
    helpers = grammar.auxiliaries | grammar.modals | grammar.adverbs
    own = any(
        words[at] not in helpers
        and (sentence.is_verb(at) or (words[at].endswith("ing") and words[at - 1] in grammar.auxiliaries))
        for at in range(start + 1, head)
    )
    return (_antecedent(start, sentence, scene) or subject) if own or subject is None else subject


def _aimed_at(act: str, direct: Phrase | None, right: list[Phrase], head: int, sentence: Sentence) -> Phrase | None:
    """What fire was opened on, or bombs dropped on: the phrase after "on" or "at", not the fire or the bombs."""
    data, grammar, words = act_data(), sentence.grammar, sentence.words
    if act not in data["aimed"] or (direct is None and words[head] not in data["fires"]):
        return direct
    if direct is not None and not any(
        grammar.instrument(words[at]) or words[at] in data["fires"] for at in range(direct.first, direct.end)
    ):
        return direct
    return next((p for p in right[:2] if p.before in data["aims"]), direct)


def _told_short(act: str, subject: Phrase, head: int, sentence: Sentence, scene: Scene) -> bool:
    """Whether a participle stands for a passive, as in headlines and logs: "a woman of 24 raped on her way"."""
    grammar, words = sentence.grammar, sentence.words
    if "victim" not in taxonomy()[act].roles.required or _is_force(subject, scene):
        return False
    named = [words[at] for at in range(subject.first, subject.end)]
    persons = any(map(grammar.person, named)) and not any(word in grammar.attackers for word in named)
    return persons and words[head].endswith(_PARTICIPLES) and words[head - 1] not in grammar.modals


def _antecedent(at: int, sentence: Sentence, scene: Scene) -> Phrase | None:
    """What a relative word stands for: the actor or phrase just before it."""
    before = at - 1 if at > sentence.low and sentence.words[at - 1] == "," else at
    actors = [i for i in scene.actors_in(max(sentence.low, before - 3), before) if scene.actors[i][1] <= before]
    if actors:
        first, end = scene.actors[actors[-1]]
        return Phrase(first, end, "")
    phrases = sentence.phrases(max(sentence.low, before - 8), before)
    if sentence.words[at] in ("who", "whom"):
        persons = [p for p in phrases if any(map(sentence.grammar.person, sentence.words[p[0] : p[1]]))]
        phrases = persons or phrases
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
    helpers = grammar.auxiliaries | grammar.modals
    verbs = [at for at in range(start, head) if sentence.is_verb(at) and words[at] not in helpers]
    return verbs[-1] + 1 if verbs else start


def _attribute(head: int, sentence: Sentence) -> bool:
    """Whether a participle stands before its noun ("destroyed houses") or after it ("a tank destroyed by …")."""
    words, grammar = sentence.words, sentence.grammar
    if not grammar.english:
        return False
    if not words[head].endswith(("ed", "en")):
        return False
    if head == sentence.low or (head + 1 < sentence.high and words[head + 1] in grammar.agent_preposition):
        return True
    before = words[head - 1]
    if before in grammar.coordinators:  # "entered the village and killed two men" is a verb like the one before
        return not sentence.has_verb(sentence.low, head - 1)
    return before in grammar.prepositions


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
    return free[-1] if free else None


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
    subject = _subject([Phrase(*p) for p in sentence.phrases(low, verb)], sentence, scene)
    return subject or _over_apposition(low, sentence, scene)


def _over_apposition(start: int, sentence: Sentence, scene: Scene) -> Phrase | None:
    """The subject before words in commas that say more of it: "A teacher, Ann Lee, 44, was taken"."""
    words = sentence.words
    found: Phrase | None = None
    for _ in range(_APPOSITIONS):
        if start - 2 < sentence.low or words[start - 1] != ",":
            break
        low, high = sentence.clause(start - 2)
        if sentence.has_verb(low, high) or words[low] in sentence.grammar.subordinators:
            break
        phrases = [Phrase(*phrase) for phrase in sentence.phrases(low, high)]
        named = next((p for p in phrases if not p.before and scene.actors_in(p.first, p.end)), None)
        if named is not None:
            return named
        if phrases and not phrases[0].before and not words[phrases[0].first].isdigit():
            found = phrases[0]
        start = low
    return found


def _by_order(
    subject: Phrase | None, direct: Phrase | None, head: int, sentence: Sentence, scene: Scene
) -> tuple[Phrase | None, Phrase | None]:
    """Who acts in an active clause of a language of free order: by actors, cases and the number of the verb."""
    grammar = sentence.grammar
    acting = direct is not None and _is_force(direct, scene) and not _in_case(direct, _OBLIQUE, sentence)
    if acting and (subject is None or not _is_force(subject, scene)):
        return direct, subject
    plural = sentence.words[head].endswith(grammar.plural_verbs)
    if subject is None and direct is not None and plural and _leads(direct, sentence):
        return direct, subject
    if subject is not None and sentence.words[subject.first] in _OBLIQUE_SELF and subject.end == subject.first + 1:
        return (direct if direct is not None and _leads(direct, sentence) else None), subject
    if subject is not None and not _is_force(subject, scene) and _suffers(subject, head, sentence, scene):
        if direct is not None and _leads(direct, sentence):
            return direct, subject
        names = any(sentence.grammar.person(sentence.words[at]) for at in range(subject.first, subject.end))
        return None, subject if names or direct is None else direct
    return subject, direct


def _suffers(subject: Phrase, head: int, sentence: Sentence, scene: Scene) -> bool:
    """Whether a phrase before the verb cannot be its subject: one person beside a plural ("мужа увезли"), a noun in
    another case ("учителям грозят"), or an impersonal verb."""
    grammar, words = sentence.grammar, sentence.words
    word, last = words[head], words[subject.end - 1]
    if last in _NOMINATIVE or counted(subject.first, sentence):
        return False
    if scene.actors_in(subject.first, subject.end):
        one = all(scene.actor(i).kind == "person" for i in scene.actors_in(subject.first, subject.end))
        joined = any(words[at] in grammar.coordinators for at in range(subject.first, subject.end))
        return one and not joined and word.endswith(grammar.plural_verbs)
    if word.endswith(("ло", "лося", "лось")):
        return last.endswith(("а", "я", *_OBLIQUE))
    if last in grammar.first_person:
        return True
    return word.endswith(grammar.plural_verbs) and not _plural(subject, sentence)


def _plural(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase may stand in the nominative plural."""
    grammar, words = sentence.grammar, sentence.words
    return any(
        words[at].endswith(_NOMINATIVE_PLURAL)
        and words[at] not in grammar.pronouns
        and words[at] not in grammar.connectives
        for at in range(phrase.first, min(phrase.end, phrase.first + 3))
    )


def _leads(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase after the verb names persons in the nominative plural: they act."""
    person = any(sentence.grammar.person(sentence.words[at]) for at in range(phrase.first, phrase.end))
    return person and _plural(phrase, sentence)


def _is_force(phrase: Phrase, scene: Scene) -> bool:
    return any(scene.actor(i).kind in _ARMED for i in scene.actors_in(phrase.first, phrase.end))


def _in_case(phrase: Phrase, endings: tuple[str, ...], sentence: Sentence) -> bool:
    return sentence.words[phrase.end - 1].endswith(endings) or sentence.words[phrase.first].endswith(endings)


def _means(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase is the weapon or the way in the instrumental case ("attacked with a drone"), no object."""
    grammar, word = sentence.grammar, sentence.words[phrase.first]
    return not grammar.english and grammar.instrument(word) and word.endswith(_INSTRUMENTAL)


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
            if first < at and words[first] not in grammar.coordinators and words[first] not in grammar.adverbs:
                after.append(Phrase(first, at, before))
            before, first = (word if word in grammar.prepositions else ""), at + 1
            if at < extent.clause[1] and sentence.is_verb(at):
                break
        at += 1
    for phrase in after:
        armed = _is_force(phrase, scene)
        by = phrase.before in grammar.agent_preposition or (armed and phrase.before in ("from", "з", "от"))
        of = armed and phrase.before in ("of", "") and kind in _OF_FORCES
        if by or of or (armed and phrase.before == "between" and kind in _OF_FORCES):
            agent = agent or phrase
        elif phrase.before in ("of", "against", "on", "among", "", "for", "to", "по", "над"):
            patient = patient or phrase
    if agent is None:
        agent = _supporting(extent, sentence, scene)
    if patient is None and extent.first < extent.head and sentence.words[extent.head - 1] not in grammar.determiners:
        patient = Phrase(extent.first, extent.head, "") if counted(extent.first, sentence) else None
    if (
        patient is None
        and grammar.english
        and act in act_data()["damages"]
        and not grammar.event_noun(words[extent.head])
    ):
        patient = Phrase(extent.first, extent.head + 1, "")  # "road bridge down", "mains off": the noun is what was hit
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


def counted(at: int, sentence: Sentence) -> bool:
    """Whether a word counts persons or things; "10 km", "54-year-old" and "54-річна" measure."""
    word, words, grammar = sentence.words[at], sentence.words, sentence.grammar
    if not (word[0].isdigit() or word in grammar.numbers) or _AGED.match(word):
        return False
    return at + 1 >= sentence.high or words[at + 1] not in grammar.units


_AGED = re.compile(r"\d+-?(?:year|річн|летн)")
