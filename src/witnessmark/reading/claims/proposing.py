"""From the hits of a sentence to proposed events: weak hits need company, false friends drop or move, one act each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from witnessmark.model.acts import taxonomy
from witnessmark.reading.claims.automaton import Hit
from witnessmark.reading.claims.grammar import QUOTES, VERB
from witnessmark.reading.claims.syntax import Sentence
from witnessmark.reading.compiled import compiled

_RANK = {"pattern": 3, "strong": 2, "weak": 1}
_THREATS = ("intimidation", "death-threat")
_NEAR = 14
"""How many words a weak hit may stand from its company."""


@dataclass(slots=True)
class Event:
    """A proposed event: an act and the words that carry it."""

    act: str
    hit: Hit
    own: tuple[int, ...]
    """Words of the trigger that no other event shares: where its clause is looked for."""
    rank: int
    modality: str = "asserted"
    polarity: str = "positive"
    basis: str | None = None
    dropped: bool = False
    why: dict[str, str] = field(default_factory=dict)
    """The cue that gave each of modality, polarity and basis."""


@cache
def act_data() -> dict[str, Any]:
    """``data/claims/acts.yaml``: families of acts, roles of those who act and are acted upon."""
    data: dict[str, Any] = dict(compiled("claims-acts"))
    data["rank"] = [{act: at for at, act in enumerate(family)} for family in data["families"]]
    return data


def propose(hits: Sequence[Hit], company: Sequence[Hit], sentence: Sentence) -> list[Event]:
    """The events of one sentence. ``company`` are hits of the sentences around it, which may bear out a weak hit."""
    acts = [hit for hit in hits if hit.kind in _RANK]
    if not acts:
        return []
    friends = [hit for hit in hits if hit.kind == "friend"]
    companions = _Companions(hits, company)
    kept: dict[tuple[str, int, int], Event] = {}
    for hit in acts:
        rank = _RANK[hit.kind]
        rival = kept.get((hit.label, hit.first, hit.last))
        if rival is not None and rival.rank >= rank:
            continue
        if hit.kind == "weak" and not companions.bear_out(hit, sentence):
            continue
        if not _tells(hit, sentence):
            continue
        act = _after_friends(hit, friends) if friends else hit.label
        if act is None or _ironic(act, hit, sentence):
            continue
        key = (act, hit.first, hit.last)
        if key not in kept or kept[key].rank < rank:
            kept[key] = Event(act, hit, hit.words, rank)
    return _one_act_each(list(kept.values()), sentence) if len(kept) > 1 else list(kept.values())


def _tells(hit: Hit, sentence: Sentence) -> bool:
    """Whether the trigger can tell of an event: a weak one must be a verb or an event noun, and one word for a weapon
    or a person is none."""
    grammar, words = sentence.grammar, sentence.words
    if hit.last - hit.first >= len(hit.words) and (_leaps(hit, sentence) or _elsewhere(hit, sentence)):
        return False
    if hit.kind == "weak":
        return any(sentence.used_as_verb(at) or grammar.event_noun(words[at]) for at in hit.words)
    return len(hit.words) > 1 or not grammar.instrument(words[hit.head]) or sentence.used_as_verb(hit.head)


def _leaps(hit: Hit, sentence: Sentence) -> bool:
    """Whether another clause begins between the words of the trigger: a subordinate one; after a verb that is none of
    the trigger's also one that it governs ("said that", "shoot anyone who"), and one joined to it (", and we had")."""
    grammar, words, kinds, low = sentence.grammar, sentence.words, sentence.kinds, sentence.low
    governed = False
    for at in range(hit.first + 1, hit.last):
        if at in hit.words:
            governed = False
        elif kinds[at - low] & VERB:
            governed = True
        elif words[at] in grammar.subordinators and words[at] not in grammar.openers:
            if sentence.breaks[at - low] == 1:
                return True
        elif governed and (
            words[at] in grammar.subordinators
            or words[at] in grammar.relatives
            or (words[at] == "," and words[at + 1] in grammar.coordinators)
        ):
            return True
    return False


def _elsewhere(hit: Hit, sentence: Sentence) -> bool:
    """Whether a noun of the trigger belongs to another clause beyond a comma, with a verb of its own: "the helicopters
    flew over, and the street burned" is no burning helicopter. A relative or subordinate clause may tell of the noun
    before it, and so may, in English, participles."""
    grammar, words = sentence.grammar, sentence.words
    if grammar.english:
        return False
    if _in_the_clause_before(hit, sentence):
        return True
    between = [words[at] for at in range(hit.first + 1, hit.last) if at not in hit.words]
    if "," not in between or between == [","]:
        return False
    if any(word in grammar.relatives or word in grammar.subordinators for word in between):
        return False
    verbs = [at for at in hit.words if sentence.is_verb(at)]
    for at in hit.words if verbs else ():
        start, end = sentence.clause(at)
        if not any(start <= verb < end for verb in verbs) and sentence.has_verb(start, end):
            return True
    return False


def _in_the_clause_before(hit: Hit, sentence: Sentence) -> bool:
    """Whether the trigger begins with a noun after a preposition, and its verb comes after an "and" that joins another
    clause: "забрали з подвір'я і били" strikes no yard."""
    words, grammar, low = sentence.words, sentence.grammar, sentence.low
    if hit.first <= low or words[hit.first - 1] not in grammar.prepositions or sentence.is_verb(hit.first):
        return False
    gap = range(hit.first + 1, hit.last)
    return any(words[at] in grammar.coordinators and sentence.breaks[at - low] == 1 for at in gap)


class _Companions:
    """What may bear out the weak hits of a sentence."""

    def __init__(self, hits: Iterable[Hit], company: Iterable[Hit]) -> None:
        self._threats: list[int] = []
        self._of_act: dict[str, list[Hit]] = {}
        self._around = {hit.label for hit in company if hit.kind in ("strong", "pattern")}
        for hit in hits:
            if hit.kind in ("context", "weak"):
                self._of_act.setdefault(hit.label, []).append(hit)
            elif hit.kind == "cue" and hit.label.startswith("threatened"):
                self._threats.append(hit.head)

    def bear_out(self, hit: Hit, sentence: Sentence) -> bool:
        """Whether a weak hit has companions of its act on other words near by: one, or two for a word of every day."""
        head = hit.head
        if any(abs(threat - head) <= _NEAR // 2 for threat in self._threats):
            return True
        companions: set[int] = set()
        of_act = self._of_act[hit.label]
        for other in of_act if len(of_act) > 1 else ():  # without others it is alone
            if other.head != head and abs(other.head - head) <= _NEAR and not set(other.words) & set(hit.words):
                companions.add(other.head)
        daily = len(hit.words) == 1 and hit.rule.rpartition(" ")[2] in sentence.grammar.common
        return len(companions) > daily or (not daily and hit.label in self._around)


def _after_friends(hit: Hit, friends: Iterable[Hit]) -> str | None:
    """The act of the hit after false friends: its own, another one, or None when it is dropped."""
    for friend in friends:
        act, _, why = friend.label.partition(">")
        if act == hit.label and not set(hit.words).isdisjoint(friend.words):
            if len(friend.words) < len(hit.words) and hit.kind == "pattern":
                continue
            return why if why in taxonomy().acts else None
    return hit.label


def _ironic(act: str, hit: Hit, sentence: Sentence) -> bool:
    """Whether the trigger stands alone in quotation marks: the speaker's word, not the plain act."""
    words = sentence.words
    return (
        act in act_data()["ironic"]
        and hit.first > sentence.low
        and hit.last + 1 < sentence.high
        and words[hit.first - 1] in QUOTES
        and words[hit.last + 1] in QUOTES
    )


def _one_act_each(events: list[Event], sentence: Sentence) -> list[Event]:
    """Of events whose triggers share words, those that stand: longer triggers, better kinds, more specific acts."""
    events.sort(key=lambda e: (-len(e.hit.words), -e.rank, e.hit.first))
    chosen: list[tuple[Event, frozenset[int]]] = []
    for event in events:
        mine = frozenset(event.hit.words)
        beaten = False
        for rival in [each for each in chosen if not mine.isdisjoint(each[1])]:
            apart = event.act != rival[0].act and _in_a_row(mine, rival[1], sentence)
            verdict = 0 if apart else _blow(event, mine, *rival, sentence) or _verdict(event, mine, *rival)
            if verdict < 0:
                beaten = True
                break
            if verdict > 0:
                chosen.remove(rival)
        if not beaten:
            chosen.append((event, mine))
    for event, mine in chosen if len(chosen) > 1 else ():
        shared = [its for other, its in chosen if other.act != event.act and not mine.isdisjoint(its)]
        if shared:
            own = mine.difference(*shared)
            event.own = tuple(at for at in event.hit.words if at in own) or event.hit.words
    return sorted((event for event, _ in chosen), key=lambda e: (e.hit.first, e.hit.last))


def _in_a_row(mine: frozenset[int], its: frozenset[int], sentence: Sentence) -> bool:
    """Whether two triggers share a verb and name things in a row: "damaged two houses, a school and a shop"."""
    left, right = mine - its, its - mine
    if not left or not right:
        return False
    first, second = sorted((left, right), key=min)
    if max(first) >= min(second) or any(sentence.is_verb(at) for at in left | right):
        return False
    if sentence.has_verb(max(first) + 1, min(second)):
        return False
    grammar, words = sentence.grammar, sentence.words
    at = min(second) - 1
    while at > max(first) and (words[at][0].isdigit() or words[at] in grammar.numbers or grammar.attribute(words[at])):
        at -= 1
    return at > max(first) and (words[at] == "," or words[at] in grammar.coordinators)


def _blow(event: Event, mine: frozenset[int], other: Event, its: frozenset[int], sentence: Sentence) -> int:
    """-1 or 1 where one tells of a strike and the other of damage by the same word for the blow alone ("a shell hit the
    school"): that is a strike, and no damage is told yet. Else 0."""
    strikes, damages = act_data()["strikes"], act_data()["bare_blows"]
    grammar = sentence.grammar
    if event.act in damages and other.act in strikes:
        verdict = -1
    elif event.act in strikes and other.act in damages:
        verdict = 1
    else:
        return 0
    return verdict if all(grammar.sort(sentence.words[at], "landing") for at in mine & its) else 0


def _verdict(event: Event, mine: frozenset[int], other: Event, its: frozenset[int]) -> int:
    """-1 when ``event`` yields to ``other``, 1 when it replaces it, 0 when both stand."""
    if event.act == other.act:
        return -1
    if (event.act in _THREATS) != (other.act in _THREATS):
        threat, threatened = (mine, its) if event.act in _THREATS else (its, mine)
        if _more_specific(event.act, other.act) is None or not threat < threatened:
            return 0  # a threat stands beside what is threatened
    if mine - its and its - mine and not _exclusive(event.act, other.act):
        return 0
    before = _more_specific(event.act, other.act)
    if before is None:
        return -1 if event.rank <= other.rank or len(mine) < len(its) else 1
    if event.rank == 1 < other.rank and not mine - its:
        return -1
    return 1 if before else -1


@cache
def _more_specific(act: str, other: str) -> bool | None:
    for ranks in act_data()["rank"]:
        if act in ranks and other in ranks:
            return bool(ranks[act] < ranks[other])
    return None


@cache
def _exclusive(act: str, other: str) -> bool:
    return any(act in family and other in family for family in act_data()["exclusive"])
