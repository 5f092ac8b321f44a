"""Where and when: the place and the date of a claim, from its clause, its sentence, or what was spoken of before."""

from collections import Counter
from collections.abc import Sequence

from witnessmark.model.record import PlaceMention
from witnessmark.reading.claims.extent import Extent
from witnessmark.reading.claims.grammar import Grammar
from witnessmark.reading.claims.headings import Headings
from witnessmark.reading.claims.proposing import act_data
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_SPECIFIC = {"facility": 0, "settlement": 0, "natural": 1, "other": 1, "region": 2, "country": 3}

_HIDDEN_WITHIN = 4
"""Words between an infinitive and the event that it is to hide."""

_OPENING = 4
"""Sentences in which a bulletin says what time it covers."""

_LONG_KM = 80.0
"""Radius of a water that is no setting of its own where a settlement is told."""
_CARRIED = 2
"""Paragraphs that a place holds on for, in a text that is about several places, where nothing else tells."""


def _rank(place: PlaceMention) -> float:
    """How specific a place is, lowest first; one without a position yields to a settlement that has one."""
    return _SPECIFIC[place.kind] + (0.5 if place.lat is None else 0.0)


class Setting:
    """Follows a text sentence by sentence and remembers the last settlement spoken of."""

    def __init__(self, scene: Scene, grammar: Grammar, telling: Sequence[object]) -> None:
        self.scene = scene
        self._inside = self._in_actors()
        self._headings = Headings(scene, grammar, telling)
        self.paragraph = -1
        self._day: int | None = None
        """The last day spoken of in this paragraph, and in whose words."""
        self._day_said_in = -1
        self.here: int | None = None
        """The last settlement of this paragraph."""
        self.home = self._of_document()
        """The settlement that the whole text is about, if any."""
        self.day = self._round(grammar)
        if self.day is None:
            self.day = self._day_of_document()
        """The day that the whole text is about, if any."""
        self._by_voice: dict[str, int] = {}
        self.last: int | None = None
        """The last settlement of the text so far."""
        self._last_in = 0
        """The paragraph that named it."""
        self.why: dict[str, str] = {}
        """How the last place and date were found."""

    def _in_actors(self) -> set[int]:
        """Places that stand inside the name of an actor: they say whose, not where."""
        found: set[int] = set()
        places, at = self.scene.places, 0
        for first, end in self.scene.actors:
            while at < len(places) and places[at][1] <= first:
                at += 1
            look = at
            while look < len(places) and places[look][0] < end:
                found.add(look)
                look += 1
        return found

    def enter(self, number: int) -> None:
        """Begin sentence ``number``: a new paragraph forgets where the one before was."""
        if self.scene.paragraphs[number] != self.paragraph:
            self.paragraph = self.scene.paragraphs[number]
            self.here = self._day = None

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: its last settlement is where the text now is."""
        for index in self._usable(sentence.low, sentence.high, sentence):
            settled = _SPECIFIC[self.scene.draft.places[index].kind] == 0
            if settled and (self.here is None or not self.is_destination(index, sentence)):
                self.here = self.last = index
                self._last_in = self.paragraph
                for name in self._voices(sentence):
                    self._by_voice[name] = index
        for index in self.scene.within(self.scene.dates, sentence.low, sentence.high):
            self._day = index if self._is_past_day(index) else None  # "nine days", "every night": time has moved on
            self._day_said_in = sentence.zone(self.scene.dates[index][0])

    def place(self, act: str, extent: Extent, sentence: Sentence) -> int | None:
        """Index of the place of a claim: the most specific in its clause, else in its sentence, else carried over."""
        data = act_data()
        way = "away" if act in data["moves"] else "here" if act in data["comes"] else ""
        passing: tuple[str, int] | None = None
        for rule, (low, high) in (("clause", extent.clause), ("sentence", (sentence.low, sentence.high))):
            found = self._best(low, high, extent.head, sentence, way)
            if found is not None and (way or not self._passed(found, sentence)):
                return self._by(f"claims/place.{rule}", found)
            passing = passing or (f"claims/place.{rule}", found) if found is not None else passing
        if self.here is not None:
            return self._by("claims/place.paragraph", self.here)
        heading = self._headings.places.at(extent.head, self.paragraph)
        if heading is not None:
            return self._by(heading[1], heading[0])
        if passing is not None:
            return self._by(*passing)
        back = self._spoken_of(sentence)
        if back is not None:
            return self._by("claims/place.spoken-of", back)
        spoken = [self._by_voice[name] for name in self._voices(sentence) if name in self._by_voice]
        if spoken:
            return self._by("claims/place.speaker", spoken[0])
        if self.home is None and self.last is not None and self.paragraph - self._last_in <= _CARRIED:
            return self._by("claims/place.carried", self.last)
        return self._by("claims/place.document", self.home)

    def _by(self, rule: str, index: int | None) -> int | None:
        """The index, after noting which rule found it."""
        self.why[rule[7:].partition(".")[0]] = rule
        return index

    def _voices(self, sentence: Sentence) -> list[str]:
        """Names of those who speak in a sentence, and of those whose speech it introduces or closes."""
        quotes = self.scene.draft.quotes
        if not quotes:
            return []
        zones = {zone for zone in sentence.zones[sentence.low : sentence.high] if zone >= 0}
        speakers = [quotes[index].speaker for index in sorted(zones)]
        return [speaker.name for speaker in speakers if speaker is not None and speaker.name]

    def _of_document(self) -> int | None:
        """The settlement that opens the text (its title, its first words), if it is half of all that are named."""
        places, bounds = self.scene.draft.places, self.scene.bounds
        settled = [i for i, place in enumerate(places) if place.kind == "settlement" and i not in self._inside]
        if not settled or not bounds:
            return None
        first = settled[0]
        opens = self.scene.places[first][0] < bounds[min(2, len(bounds) - 1)][1]
        same = sum(places[i].name == places[first].name for i in settled)
        others = [i for i in settled if places[i].lat is not None or places[first].lat is None]
        return first if opens and same * 2 >= len(others) else None  # a name that no table knows outvotes none

    def _day_of_document(self) -> int | None:
        """The one day that most dates of the text name."""
        dates = self.scene.draft.dates
        days = [i for i, date in enumerate(dates) if date.earliest is not None and date.earliest == date.latest]
        count = Counter(dates[i].earliest for i in days)
        if not count:
            return None
        day, times = count.most_common(1)[0]
        if times < 2 or times * 2 < len(days) or day == self.scene.draft.date:
            return None
        # What follows repeats "yesterday"; what the text is about, it tells first.
        return next((i for i in days if dates[i].earliest != self.scene.draft.date), None)

    def _round(self, grammar: Grammar) -> int | None:
        """The past day and night that the opening of a bulletin covers: "за минулу добу", "in the past 24 hours"."""
        scene = self.scene
        if not scene.bounds:
            return None
        for index in scene.within(scene.dates, 0, scene.bounds[min(_OPENING, len(scene.bounds)) - 1][1]):
            words = scene.folded[slice(*scene.dates[index])]
            if self._is_past_day(index) and not grammar.rounds.isdisjoint(words):
                return index
        return None

    def _best(self, low: int, high: int, head: int, sentence: Sentence, way: str) -> int | None:
        """``way``: "away" where an act leads from its place, "here" where whoever does it comes from another."""
        usable = self._usable(low, high, sentence)
        if way == "away":
            usable = self._left(usable, sentence)
        elif way == "here":
            usable = [index for index in usable if not self._is_origin(index, sentence)]
        if not usable:
            return None
        places, ranges = self.scene.draft.places, self.scene.places
        best = min(usable, key=lambda i: (_rank(places[i]), self._passed(i, sentence), abs(ranges[i][0] - head)))
        if _SPECIFIC[places[best].kind] >= 2 and self._points_back(sentence) and self.last is not None:
            return self.last
        return best

    def _left(self, places: Sequence[int], sentence: Sentence) -> list[int]:
        """The places that are no destination, nor the region or country of one ("to Belgorod, Russia")."""
        left: list[int] = []
        until = -1
        for index in places:
            first, end = self.scene.places[index]
            if self.is_destination(index, sentence) or first <= until:
                until = end + 2
            else:
                left.append(index)
        return left

    def _usable(self, low: int, high: int, sentence: Sentence) -> list[int]:
        return [i for i in self.scene.within(self.scene.places, low, high) if self._is_setting(i, sentence)]

    def is_destination(self, index: int, sentence: Sentence) -> bool:
        """Whether a place is where somebody or something is moved to."""
        at = self.scene.places[index][0]
        before = sentence.words[at - 1] if at > sentence.low else ""
        grammar = sentence.grammar
        if before in grammar.towards:
            return True
        last = sentence.words[self.scene.places[index][1] - 1]
        return before in grammar.into_or_in and not last.endswith(grammar.locative_endings)

    def _passed(self, index: int, sentence: Sentence) -> bool:
        """Whether the sentence only comes from the place or goes to it, or names a long river: another one is where the
        act was. What is on the road to a place is beside it."""
        place = self.scene.draft.places[index]
        if place.kind == "natural" and (place.radius_km or 0.0) > _LONG_KM:
            return True
        at, words = self.scene.places[index][0], sentence.words
        before = words[at - 1] if at > sentence.low else ""
        on_the_road = at - 1 > sentence.low and words[at - 2] in sentence.grammar.roads
        return (before in sentence.grammar.towards and not on_the_road) or self._is_origin(index, sentence)

    def _is_origin(self, index: int, sentence: Sentence) -> bool:
        """Whether somebody comes from there; "10 km from" it tells where something is."""
        at = self.scene.places[index][0]
        measured = self.scene.draft.places[index].relation is not None
        return not measured and at > sentence.low and sentence.words[at - 1] in sentence.grammar.from_where

    def _is_setting(self, index: int, sentence: Sentence) -> bool:
        if index in self._inside:
            return False
        place, at = self.scene.draft.places[index], self.scene.places[index][0]
        before = sentence.words[at - 1] if at > sentence.low else ""
        if before in sentence.grammar.figurative:
            return False
        if place.kind == "country":
            return before in sentence.grammar.place_prepositions and before not in (
                "of",
                "from",
                "to",
                "on",
                "з",
                "из",
                "с",
            )
        return True

    def _points_back(self, sentence: Sentence) -> bool:
        """Whether the sentence speaks of "the city", "this village" or "there"."""
        grammar, words = sentence.grammar, sentence.words
        for at in range(sentence.low, sentence.high):
            if words[at] in grammar.there:
                return True
            if words[at].removesuffix("'s") in grammar.place_nouns and (
                not grammar.english or (at > sentence.low and words[at - 1] in grammar.definite)
            ):
                return True
        return False

    def _spoken_of(self, sentence: Sentence) -> int | None:
        return self.last if self.last is not None and self._points_back(sentence) else None

    def date(self, extent: Extent, sentence: Sentence, happened: bool, lasting: bool) -> int | None:
        """Index of the date of a claim: in its clause, else in its sentence, else that of its entry or heading; for
        what is said to have happened also the day of the text, and, unless it is a state that lasts, the day spoken of
        before."""
        for rule, (low, high) in (("clause", extent.clause), ("sentence", (sentence.low, sentence.high))):
            usable = [i for i in self.scene.within(self.scene.dates, low, high) if self._dates(i, extent, sentence)]
            if usable:
                nearest = min(usable, key=lambda i: abs(self.scene.dates[i][0] - extent.head))
                return self._by(f"claims/date.{rule}", nearest)
        times = self.scene.within(self.scene.dates, sentence.low, sentence.high)
        if any(not self._of_birth(*self.scene.dates[i], sentence) for i in times):
            happened = False  # a time that dates nothing here, but tells that it is another than before
        if happened and not lasting and self._day is not None and self._day_said_in == sentence.zone(extent.head):
            return self._by("claims/date.paragraph", self._day)
        heading = self._headings.dates.at(extent.head, self.paragraph)
        if heading is not None:
            return self._by(heading[1], heading[0])
        return self._by("claims/date.document", self.day if happened else None)

    def _of_birth(self, first: int, end: int, sentence: Sentence) -> bool:
        """Whether a date says when somebody was born: "a girl born in 2011", "1961 р. н."."""
        words, births = sentence.words, sentence.grammar.births
        return any(
            words[at] in births
            for at in (*range(max(first - 2, sentence.low), first), *range(end - 1, min(end + 1, sentence.high)))
        )

    def _is_past_day(self, index: int) -> bool:
        date = self.scene.draft.dates[index]
        if date.type not in ("DATE", "TIME") or date.earliest is None or date.latest is None:
            return False
        return self.scene.draft.date is None or date.earliest <= self.scene.draft.date

    def _dates(self, index: int, extent: Extent, sentence: Sentence) -> bool:
        date = self.scene.draft.dates[index]
        first, end = self.scene.dates[index]
        if date.earliest is None and date.latest is None:
            if date.type in ("DURATION", "SET") and not date.anchor_event:
                return False
            if (date.timex or "").endswith("_REF"):  # "now", "recently": no time at all
                return False
        if sentence.zone(first) != sentence.zone(extent.head) or self._of_birth(first, end, sentence):
            return False
        inside = date.anchor_event is not None and (
            date.anchor_event.start <= self.scene.starts[extent.head] < date.anchor_event.end
        )
        hidden = self._hidden(extent.head, sentence)
        return not inside and not first <= extent.head < end and (hidden is None or first > hidden)

    def _hidden(self, head: int, sentence: Sentence) -> int | None:
        """Where the infinitive stands that makes an event what another act is to hide: "to hide their escape"."""
        words, hiding = sentence.words, act_data()["hiding"]
        for at in range(head, max(head - _HIDDEN_WITHIN, sentence.low) - 1, -1):
            if words[at] in hiding and (not sentence.grammar.english or words[at - 1] == "to"):
                return at
        return None
