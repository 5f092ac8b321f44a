"""The component that reads claims: triggers, their clauses, who did what to whom, where, when, and who says so."""

from collections.abc import Sequence
from functools import partial

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import ClaimMention
from witnessmark.reading.claims.automaton import Automaton, Hit, automaton
from witnessmark.reading.claims.extent import Extent, extent
from witnessmark.reading.claims.framing import frame
from witnessmark.reading.claims.grammar import Grammar
from witnessmark.reading.claims.headlines import Told, with_headline
from witnessmark.reading.claims.languages import languages_of
from witnessmark.reading.claims.proposing import Event, act_data, propose
from witnessmark.reading.claims.reasons import explained
from witnessmark.reading.claims.roles import read_roles
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.setting import Setting
from witnessmark.reading.claims.substance import has_substance
from witnessmark.reading.claims.syntax import Sentence
from witnessmark.reading.claims.voice import said_by, speaker_at
from witnessmark.reading.draft import Draft

_TURNS = frozenset({"quote/label", "quote/dash"})
_HAPPENED = frozenset({"asserted", "denied", "hearsay"})


def _happened(event: Event) -> bool:
    """Whether a claim tells of something that happened on some day: no plan, and no state, unless it is damage."""
    return event.modality in _HAPPENED and (not _lasts(event) or event.act in act_data()["damages"])


def _lasts(event: Event) -> bool:
    """Whether a claim tells of what came of an act, which lasts: the day spoken of before may be another than that."""
    return taxonomy()[event.act].kind == "consequence"


class ClaimReader:
    """Finds claims of every act of the taxonomy. A claim is a suggestion for a person, never an attribution."""

    name = "claims"
    needs = frozenset({"words", "sentences", "places", "dates", "actors", "quotes"})
    makes = frozenset({"claims"})

    def __init__(self) -> None:
        self._grammars: dict[str, Grammar] = {}

    def read(self, draft: Draft) -> None:
        found: list[ClaimMention] = []
        scene = Scene(draft)
        for language in languages_of(draft):
            machine = automaton(language)
            if language not in self._grammars:
                self._grammars[language] = Grammar.of(language, machine.settings)
            grammar = self._grammars[language]
            found.extend(_Pass(draft, scene, machine, grammar).claims())
        draft.claims.extend(_distinct(found))


class _Pass:
    """One language over one text."""

    def __init__(self, draft: Draft, scene: Scene, machine: Automaton, grammar: Grammar) -> None:
        self.draft, self.scene, self.machine, self.grammar = draft, scene, machine, grammar

    def claims(self) -> list[ClaimMention]:
        scene = self.scene
        named = bytearray(len(scene.starts))
        for (first, end), actor in zip(scene.actors, self.draft.actors, strict=True):
            if actor.kind == "person":
                named[first:end] = b"\x03" * (end - first)
        for first, end in scene.places:
            named[first:end] = b"\x01" * (end - first)
        for first, end in scene.dates:
            named[first:end] = b"\x02" * (end - first)
        hits = self.machine.hits(scene.folded, scene.bounds, named)
        setting = Setting(scene, self.grammar, hits)
        found: list[Told] = []
        for number, mine in enumerate(hits):
            low, high = scene.bounds[number]
            if not mine and not scene.within(scene.places, low, high):
                continue
            sentence = Sentence(self.grammar, scene, low, high)
            setting.enter(number)
            if mine:
                found.extend(self._of_sentence(sentence, mine, _company(hits, number), setting))
            setting.leave(sentence)
        return with_headline(scene, found)

    def _of_sentence(
        self, sentence: Sentence, hits: Sequence[Hit], company: Sequence[Hit], setting: Setting
    ) -> list[Told]:
        events = [event for event in propose(hits, company, sentence) if not self.scene.in_name(event.hit.words)]
        if not events:
            return []
        frame(events, [hit for hit in hits if hit.kind == "cue"], self.machine.cues, sentence)
        found: list[tuple[Event, Extent]] = []
        for event in events:
            if event.dropped or self._only_asked(event):
                continue
            where = extent(event, sentence, self.scene)
            if has_substance(event, where, sentence, self.scene) and not _told_already(event, where, found):
                found.append((event, where))
        return [self._claim(event, where, sentence, setting) for event, where in found]

    def _only_asked(self, event: Event) -> bool:
        """Whether the event stands in a question of one who questions: "When did you leave?" tells nothing."""
        index = self.scene.quote_at(event.hit.head)
        if index < 0:
            return False
        quote = self.draft.quotes[index]
        return quote.rule in _TURNS and quote.quote.endswith("?")

    def _claim(self, event: Event, where: Extent, sentence: Sentence, setting: Setting) -> Told:
        scene = self.scene
        span = scene.span(where.first, where.end)
        voice = partial(speaker_at, scene, where.head, sentence)
        claim = ClaimMention(
            start=span.start,
            end=span.end,
            quote=span.quote,
            act=event.act,
            modality=event.modality,  # type: ignore[arg-type]
            polarity=event.polarity,  # type: ignore[arg-type]
            roles=read_roles(event.act, event.hit.words, where, sentence, scene, voice),
            place=setting.place(event.act, where, sentence),
            date=setting.date(where, sentence, _happened(event), _lasts(event)),
            said_by=said_by(scene, where.head),
            basis={"act": event.basis} if event.basis else {},  # type: ignore[dict-item]
            rule=event.hit.rule,
            trigger=scene.span(event.hit.first, event.hit.last + 1),
        )
        if self.draft.explained:
            claim = explained(claim, event, where, sentence, setting)
        return Told(claim, setting.paragraph, setting.why["place"], setting.why["date"])


def _company(hits: Sequence[Sequence[Hit]], number: int) -> list[Hit]:
    """Hits of the sentences before and after."""
    return [hit for near in (number - 1, number + 1) if 0 <= near < len(hits) for hit in hits[near]]


def _told_already(event: Event, where: Extent, found: Sequence[tuple[Event, Extent]]) -> bool:
    """Whether the same act already stands for an overlapping stretch of the same sentence."""
    return any(
        other.act == event.act
        and other.modality == event.modality
        and there.first < where.end
        and where.first < there.end
        for other, there in found
    )


def _distinct(claims: Sequence[ClaimMention]) -> list[ClaimMention]:
    """Claims in the order of the text; of two languages' readings of the same act on the same words, the first."""
    kept: list[ClaimMention] = []
    for claim in sorted(claims, key=lambda c: (c.start, c.end)):
        if not any(k.act == claim.act and k.modality == claim.modality and k.overlaps(claim) for k in kept[-8:]):
            kept.append(claim)
    return kept
