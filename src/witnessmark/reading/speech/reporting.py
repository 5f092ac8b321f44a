"""Reporting clauses: the words beside speech that say who speaks ("said Olena", "he added:")."""

import re
from dataclasses import dataclass

from witnessmark.model.record import SpeakerMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.cues import cues
from witnessmark.reading.speech.speakers import Speakers

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n")
_INNER = re.compile(r"[,!?….]\s*[—–-]\s+(?=\w)")
_BACK = re.compile(r"[.,:;!?]\s*[—–-]\s*")
_SMALL = frozenset("of the a an and or to in on for with at by from та і й в у на до з і и с по".split())
_SUBORDINATE = frozenset(
    "when as because while after before if where since although though but коли бо якщо хоча когда если хотя".split()
)
_DETERMINERS = frozenset("the a an his her their its of these those".split())
_LONGEST_NAME = 150
_REACH = 260
"""How many characters of a clause before or after the speech are looked at."""


@dataclass(slots=True)
class Report:
    """A reporting clause: its verb, its speaker, and whether it stands after the speech."""

    speaker: SpeakerMention | None
    cue: Span | None
    after: bool


class Reporting:
    """Finds reporting clauses in one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.text, self.words = draft, draft.text, draft.words
        self.cues = cues()
        self.speakers = Speakers(draft)

    def around(self, start: int, end: int, floor: int, ceiling: int) -> Report | None:
        """The clause of the speech at ``start`` to ``end``: after it up to ``ceiling``, else before, from ``floor``."""
        return self._after(end, ceiling) or self._before(start, floor)

    def _range(self, start: int, end: int) -> tuple[int, int]:
        """Word indexes (half-open) of the words that begin between two offsets."""
        if start >= end or not len(self.words):
            return 0, 0
        first = self.words.at(start)
        if self.words.starts[first] < start:
            first += 1
        last = self.words.at(end - 1)
        return first, last + 1 if self.words.starts[last] < end else last

    def _after(self, end: int, ceiling: int) -> Report | None:
        text = self.text
        stop = min(end + 1 + _REACH, ceiling, len(text))
        begin = min(end + 1, len(text))
        line = text.find("\n", begin, stop)
        stop = line if line >= 0 else stop
        lead = text[end - 1 : end] if end else ""
        ended = lead in ".!?…" or text[begin : begin + 1] in "."
        match = _SENTENCE_END.search(text, begin, stop)
        while match is not None and (match.end() - begin < 3 or self._abbreviated(match.start())):
            match = _SENTENCE_END.search(text, match.end(), stop)
        sentence_stop = match.start() if match else stop
        first, last = self._range(begin, sentence_stop)
        while first < last and self.words.folded[first] in {",", ".", "–", "—", "-", "―", ")", "!", "?"}:
            first += 1
        if first >= last:
            return None
        if signed := self._signature(first, last, begin):
            return signed
        if self.words.folded[first] in _SUBORDINATE:
            return None
        head = self.text[self.words.starts[first]]
        if ended and head.isupper() and text[end - 1] in ".!" and not self._inverted_name(first, last):
            return None
        for cue in range(first, min(last, first + 14)):
            word = self.words.folded[cue]
            if word in self.cues.say and not self.is_noun(cue):
                speaker = self._subject(cue, first, last)
                if speaker is None and cue > first + 6:
                    return None
                return Report(speaker, self.span(cue), True)
            if word in self.cues.according and (size := self.according(cue)):
                return Report(self.speakers.after(cue + size - 1, last), self.span(cue, size), True)
            if word in self.cues.stop and cue > first:
                break
        return None

    def _signature(self, first: int, last: int, begin: int) -> Report | None:
        """A name after a dash that ends the line: “…” ― Olena Marchuk."""
        dash = self.text[begin : self.words.starts[first]].strip(" \u00a0.,")
        if dash not in {"―", "—", "–", "-"} or not self.text[self.words.starts[first]].isupper() or last - first > 6:
            return None
        if any(self.words.folded[at] in self.cues.say for at in range(first, last)):
            return None
        mark = self.text.index(dash, begin)
        return Report(self.speakers.phrase(first, last), Span.of(self.text, mark, mark + 1), True)

    def _inverted_name(self, first: int, last: int) -> bool:
        """After a finished sentence only a name with its verb at once is a clause of it: "…!” Olena said"."""
        for at in range(first, min(last, first + 5)):
            if self.words.folded[at] in self.cues.say:
                return at > first and last - at <= 3
            if not self.text[self.words.starts[at]].isupper():
                return False
        return False

    def is_noun(self, cue: int) -> bool:
        """ "the claims", "a report", "hopes": a verb's form after an article is a noun."""
        if cue == 0:
            return False
        before = self.words.folded[cue - 1]
        if before in _DETERMINERS or before.endswith("'s"):
            return True
        return self.text[self.words.starts[cue]].isupper() and self.speakers.actor_over(cue) is not None

    def _subject(self, cue: int, first: int, last: int) -> SpeakerMention | None:
        if cue == first or not any(self.words.folded[at][0].isalnum() for at in range(first, cue)):
            return self.speakers.after(cue, last)
        return self.speakers.before(cue, first) or self.speakers.after(cue, last)

    def _before(self, start: int, floor: int) -> Report | None:
        """A clause that ends right before the speech: "Olena said: “", "she called it “", "заявив, що «"."""
        text = self.text
        begin = max(floor, start - 1 - _REACH, 0)
        stop = max(start - 1, 0)
        gap = stop
        while gap > begin and text[gap - 1] in " \t\u00a0\n\r":
            gap -= 1
        over_line = "\n" in text[gap:stop]
        if over_line and text[gap - 1 : gap] != ":":
            return None
        sentence = begin
        for match in _SENTENCE_END.finditer(text, begin, max(gap - 1, begin)):
            if not self._abbreviated(match.start()):
                sentence = match.end()
        first, last = self._range(sentence, gap)
        for cue in range(last - 1, first - 1, -1):
            word = self.words.folded[cue]
            if word in self.cues.say and not self.is_noun(cue):
                speaker = self.speakers.before(cue, first) or self.speakers.subject(cue, first)
                if speaker is None and sentence > floor and self.words.folded[last - 1] in {":", ","}:
                    speaker = self.speakers.after(cue, last)
                return Report(speaker, self.span(cue), False)
            if word in self.cues.according and (size := self.according(cue)):
                return Report(self.speakers.after(cue + size - 1, last), self.span(cue, size), False)
            if last - cue > 24:
                break
        if text[gap - 1 : gap] == ":" and last - first <= 12:
            named = self.speakers.last_person(sentence, gap)
            return Report(named, None, False) if named else None
        return None

    def _abbreviated(self, at: int) -> bool:
        sentence = self.draft.sentence_at(at)
        return self.draft.sentences[sentence][1] > at + 1 and self.text[at] == "."

    def according(self, at: int) -> int:
        """How many words of a phrase such as "according to" begin at ``at``, or 0."""
        for rest in self.cues.according.get(self.words.folded[at], ()):
            if tuple(self.words.folded[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0

    def span(self, cue: int, size: int = 1) -> Span:
        return Span.of(self.text, self.words.starts[cue], self.words.ends[cue + size - 1])

    # ---------------------------------------------------------------- clauses inside the marks

    def inside(self, start: int, end: int) -> Report | None:
        """The clause within the marks, as in «Нас били, — каже Олена. — Усіх»."""
        place = self._inner_clause(start, end)
        if place is None:
            return None
        cue, first, last = place
        return Report(self._subject(cue, first, last), self.span(cue), True)

    def _inner_clause(self, start: int, end: int) -> tuple[int, int, int] | None:
        for match in _INNER.finditer(self.text, start, end):
            back = _BACK.search(self.text, match.end(), min(end, match.end() + _REACH))
            stop = back.start() if back else min(end, match.end() + _REACH)
            first, last = self._range(match.end(), stop)
            for cue in range(first, min(last, first + 4)):
                if self.words.folded[cue] in self.cues.say:
                    return cue, first, last
        return None

    def cut(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of speech between two marks, without the reporting clauses that stand among them."""
        pieces: list[tuple[int, int]] = []
        at = start
        for match in _INNER.finditer(self.text, start, end):
            if match.start() < at:
                continue
            first, last = self._range(match.end(), min(end, match.end() + _REACH))
            if not any(self.words.folded[cue] in self.cues.say for cue in range(first, min(last, first + 4))):
                continue
            mark_end = match.start() + (1 if self.text[match.start()] in "!?…" else 0)
            if mark_end > at:
                pieces.append((at, mark_end))
            back = _BACK.search(self.text, match.end(), min(end, match.end() + _REACH))
            at = back.end() if back else end
        if at < end:
            pieces.append((at, end))
        return pieces

    # ---------------------------------------------------------------- names in marks

    def is_name(self, start: int, end: int) -> bool:
        """Whether words in marks are a name, a title or irony: «Азов», “Russian world”, the film “…”."""
        if end - start > _LONGEST_NAME:
            return False
        words = [word for word in (part.strip(".,") for part in self.text[start:end].split()) if word]
        if len(words) > 7 or not words or words[-1][-1] in "!?…":
            return False
        first = self.words.at(start)
        before = self.words.folded[first - 2] if first >= 2 else ""
        if before in self.cues.works and len(words) <= 5:
            return True
        large = [word for word in words if word.lower() not in _SMALL]
        capitals = sum(word[0].isupper() or word[0].isdigit() for word in large)
        return len(words) == 1 or (capitals == len(large) and bool(large) and len(words) > 1)
