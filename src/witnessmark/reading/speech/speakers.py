"""Who speaks: from the reporting clause to the words that name the speaker, and from those to a person of the text."""

from bisect import bisect_left, bisect_right

from witnessmark.model.record import SpeakerMention
from witnessmark.reading.actors.lexicon import Is, lexicon
from witnessmark.reading.draft import Draft, fold
from witnessmark.reading.speech.cues import cues

_PERSONAL = frozenset({"person"})
_BOUNDARY = frozenset(",.;:!?()[]{}\"'«»„“”–—-―…\n")
_PREPOSITIONS = frozenset(
    """of to by from with for in at on about against after before as than
    від до з із для про проти при от к с из о об против""".split()
)
_ADVERB_ENDS = ("ly",)
_REACH = 14
_MEMORY = 3000
"""How many characters back a pronoun may point."""


class Speakers:
    """Finds speakers in one draft. Word indexes are those of ``draft.words``."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.text, self.words = draft, draft.text, draft.words
        self.cues = cues()
        self.flags = lexicon().flags
        self.actor_starts = [actor.start for actor in draft.actors]
        self.persons = [index for index, actor in enumerate(draft.actors) if actor.kind == "person"]
        self.person_ends = [draft.actors[index].end for index in self.persons]
        self._sexes: dict[str, str] = {}

    # ---------------------------------------------------------------- finding the words

    def actor_over(self, word: int) -> int | None:
        """Index of the actor that holds the word, or None."""
        start = self.words.starts[word]
        index = bisect_right(self.actor_starts, start) - 1
        return index if index >= 0 and start < self.draft.actors[index].end else None

    def before(self, cue: int, floor: int) -> SpeakerMention | None:
        """The subject that ends before the verb at ``cue``; no word before ``floor`` is looked at."""
        folded = self.words.folded
        at = cue - 1
        while (
            at >= floor
            and (folded[at] in self.cues.skip or folded[at].endswith(_ADVERB_ENDS))
            and folded[at] not in self.cues.pronouns
        ):
            at -= 1
        if at >= floor and folded[at] in {",", ")"}:
            at = self._before_apposition(at, floor)
            described = self._described_at(at) if at >= floor else None
            if described is not None:
                return self._actor(described)
        if at >= floor and folded[at] in {"who", "який", "яка", "які", "который", "которая", "которые"}:
            at -= 1
            while at >= floor and folded[at] == ",":
                at -= 1
        if at < floor:
            return None
        return self._ending_at(at, floor)

    def _before_apposition(self, comma: int, floor: int) -> int:
        """The word before the comma that opens an apposition closed by the one at ``comma``."""
        opener = "(" if self.words.folded[comma] == ")" else ","
        at = comma - 1
        while at >= max(floor, comma - 16):
            if self.words.folded[at] == opener:
                return at - 1
            if opener == "," and self.words.folded[at] in '.;:!?"“”«»':
                break
            at -= 1
        return comma - 1

    def _described_at(self, at: int) -> int | None:
        """The person of whom the word tells age or work: "Olena Koval, 54, a nurse, said"."""
        start = self.words.starts[at]
        index = bisect_right(self.person_ends, start) - 1
        if index < 0:
            return None
        told = self.draft.actors[self.persons[index]].attributes
        return self.persons[index] if any(one.start <= start < one.end for one in told) else None

    def _ending_at(self, at: int, floor: int) -> SpeakerMention | None:
        """The noun phrase whose last word is ``at``."""
        folded = self.words.folded
        if folded[at] in self.cues.pronouns:
            return self._pronoun(at)
        actor = self.actor_over(at)
        if actor is not None:
            return self._actor(actor)
        if folded[at] in _BOUNDARY or folded[at] in self.cues.stop or not folded[at][0].isalpha():
            return None
        first = at
        while first > floor and at - first < 8:
            previous = folded[first - 1]
            if (
                previous in _BOUNDARY
                or previous in self.cues.stop
                or previous in self.cues.say
                or previous in self.cues.pronouns
            ):
                break
            first -= 1
        return self._nominal(first, at + 1)

    def after(self, cue: int, ceiling: int) -> SpeakerMention | None:
        """The subject that follows the verb at ``cue``, as in "said the teacher Olena"; before word ``ceiling``."""
        folded = self.words.folded
        at = cue + 1
        while at < ceiling and (folded[at] in self.cues.skip or folded[at].endswith(_ADVERB_ENDS)):
            at += 1
        if at >= ceiling:
            return None
        if folded[at] in self.cues.pronouns:
            return self._pronoun(at)
        stop = at
        best: int | None = None
        while stop < min(ceiling, at + _REACH):
            actor = self.actor_over(stop)
            if actor is not None:
                kind = self.draft.actors[actor].kind
                if best is None or (kind == "person" and self.draft.actors[best].kind != "person"):
                    best = actor
                if kind == "person":
                    break
                stop = self.words.at(self.draft.actors[actor].end - 1) + 1
                continue
            if folded[stop] in _BOUNDARY or folded[stop] in self.cues.stop:
                break
            stop += 1
        if best is not None:
            return self._actor(best)
        return self._nominal(at, min(stop, at + 6)) if stop > at else None

    def subject(self, cue: int, floor: int) -> SpeakerMention | None:
        """The likeliest subject of a verb without one beside it ("…, and finally threatened"): the nearest actor or
        pronoun before it that stands after no preposition."""
        folded, at = self.words.folded, cue - 1
        while at >= floor and cue - at < 60:
            actor = self.actor_over(at)
            first = at if actor is None else max(self.words.at(self.draft.actors[actor].start), floor)
            before = first - 1
            while before >= floor and folded[before] in {"the", "a", "an"}:
                before -= 1
            if (actor is not None or folded[at] in self.cues.pronouns) and (
                before < floor or folded[before] not in _PREPOSITIONS
            ):
                return self._pronoun(at) if actor is None else self._actor(actor)
            at = first - 1
        return None

    def phrase(self, first: int, last: int) -> SpeakerMention | None:
        """The words as a speaker: the actor among them, or themselves."""
        for at in range(first, last):
            actor = self.actor_over(at)
            if actor is not None:
                return self._actor(actor)
        return self._nominal(first, last)

    # ---------------------------------------------------------------- what the words mean

    def _actor(self, index: int) -> SpeakerMention:
        actor = self.draft.actors[index]
        return SpeakerMention(start=actor.start, end=actor.end, quote=actor.quote, name=actor.name, actor=index)

    def _mention(self, first: int, last: int, person: int | None) -> SpeakerMention:
        start, end = self.words.starts[first], self.words.ends[last - 1]
        quote = self.text[start:end]
        if person is not None:
            return SpeakerMention(start=start, end=end, quote=quote, name=self.draft.actors[person].name, actor=person)
        return SpeakerMention(start=start, end=end, quote=quote, name=None)

    def _pronoun(self, at: int) -> SpeakerMention:
        sex = self.cues.pronouns[self.words.folded[at]]
        person = self._nearest(self.words.starts[at], sex) if sex != "any" else None
        return self._mention(at, at + 1, person)

    def _nominal(self, first: int, last: int) -> SpeakerMention | None:
        folded = self.words.folded
        while first < last and (
            folded[first] in {"on", "in", "at", "as", "then", "later"} or folded[first] in self.cues.stop
        ):
            first += 1
        if first >= last:
            return None
        person = None
        for at in range(last - 1, first - 1, -1):
            sexes = self.cues.nominals.get(folded[at])
            if sexes is not None:
                definite = (
                    folded[first] in {"the", "this", "that", "цей", "ця", "этот", "эта"} or folded[first] == folded[at]
                )
                person = (
                    self._nearest(self.words.starts[first], sexes if len(sexes) == 1 else "any") if definite else None
                )
                break
        mention = self._mention(first, last, person)
        return (
            mention
            if mention.name
            else SpeakerMention(mention.start, mention.end, mention.quote, name=" ".join(mention.quote.split()))
        )

    def sex_of(self, name: str) -> str | None:
        """ "m" or "f" by the given names in a name, or None."""
        if name not in self._sexes:
            sex = ""
            for word in name.split():
                flag = self.flags.get(fold(word), 0)
                if bool(flag & Is.MALE) != bool(flag & Is.FEMALE):
                    sex = "m" if flag & Is.MALE else "f"
                    break
            self._sexes[name] = sex
        return self._sexes[name] or None

    def _nearest(self, offset: int, sex: str) -> int | None:
        """The nearest person named before ``offset`` whose sex does not speak against it: of the last sentence that has
        one the first, since subjects come first."""
        last = bisect_left(self.person_ends, offset) - 1
        best: int | None = None
        sentence: int | None = None
        while last >= 0:
            index = self.persons[last]
            actor = self.draft.actors[index]
            if offset - actor.end > _MEMORY:
                break
            here = self.draft.sentence_at(actor.start)
            if sentence is not None and here != sentence:
                break
            if sex == "any" or self.sex_of(actor.name or "") in (sex, None):
                best, sentence = index, here
            last -= 1
        return best

    def last_person(self, floor: int, offset: int) -> SpeakerMention | None:
        """The last person named between two offsets, or None."""
        last = bisect_left(self.person_ends, offset) - 1
        if last < 0 or self.draft.actors[self.persons[last]].start < floor:
            return None
        return self._actor(self.persons[last])
