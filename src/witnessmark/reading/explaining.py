"""The reading explained: for every value of a record one sentence that names the rule that gave it, and where it is.

For an auditor who follows a claim to its rule: file and line of the lexicon or grammar, or of the code. The record must
have been read with ``explained=True``; of another only what its rules alone tell is explained.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import (
    ActorMention,
    ClaimMention,
    DateMention,
    PlaceMention,
    QuoteMention,
    ReadingInput,
    ReadingRecord,
    RoleValue,
    Why,
)
from witnessmark.model.span import Span
from witnessmark.reading.pipeline import Reader
from witnessmark.reading.rule_index import RuleSource, catalogue, find_rule


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why one value of one mention is what it is. ``of`` is the list (places, dates …) and ``index`` the place in it;
    ``file`` is below ``witnessmark/reading`` and None for a rule that cannot be found."""

    of: str
    index: int
    start: int
    end: int
    quote: str
    field: str
    value: str
    rule: str
    file: str | None
    line: int | None
    sentence: str


def explain(record: ReadingRecord, language: str = "en") -> Iterator[Explanation]:
    """One explanation for each value, mention by mention in the order of the record. ``language`` is en or uk."""
    teller = _Teller(record, language)
    for index, place in enumerate(record.places):
        yield from teller.of_place(index, place)
    for index, date in enumerate(record.dates):
        yield from teller.of_date(index, date)
    for index, quote in enumerate(record.quotes):
        yield from teller.of_quote(index, quote)
    for index, actor in enumerate(record.actors):
        yield from teller.of_actor(index, actor)
    for index, claim in enumerate(record.claims):
        yield from teller.of_claim(index, claim)


class _Teller:
    def __init__(self, record: ReadingRecord, language: str) -> None:
        self.record, self.language = record, language
        self.words: Mapping[str, Mapping[str, str]] = catalogue()["words"]
        self.values: Mapping[str, Mapping[str, str]] = catalogue()["values"]

    def of_place(self, index: int, place: PlaceMention) -> Iterator[Explanation]:
        if place.rule is not None:
            kind = "place.relation" if place.rule.startswith("relation/") else "place"
            yield self._one("places", index, place, kind, place.kind, place.rule)
        for field, rule in _why(place.why).items():
            value = self._named(place) if field == "position" else place.kind
            yield self._one("places", index, place, f"place.{field}", value, rule)

    def of_date(self, index: int, date: DateMention) -> Iterator[Explanation]:
        if date.rule is not None:
            yield self._one("dates", index, date, "date", date.type, date.rule)
        why = {"value": f"dates/anchor.{date.anchor}"} | _why(date.why)
        for field, rule in why.items():
            made = self._one("dates", index, date, f"date.{field}", self._dated(date), rule)
            yield msgspec.structs.replace(made, sentence=f"{made.sentence} ({date.basis})") if date.basis else made

    def of_quote(self, index: int, quote: QuoteMention) -> Iterator[Explanation]:
        if quote.rule is not None:
            yield self._one("quotes", index, quote, "quote", quote.kind, quote.rule)
        if quote.speaker is not None:
            rule = "speech/speaker" if quote.cue is not None else "speech/speaker-near"
            cue = quote.cue.quote if quote.cue is not None else ""
            speaker = quote.speaker.name or quote.speaker.quote
            yield self._one("quotes", index, quote, "quote.speaker", speaker, rule, cue=cue)

    def of_actor(self, index: int, actor: ActorMention) -> Iterator[Explanation]:
        if actor.rule is not None:
            yield self._one("actors", index, actor, "actor", actor.kind, actor.rule)
        why = _why(actor.why)
        for field, value in (("resolved", actor.resolved), ("age", actor.age), ("occupation", actor.occupation)):
            if value is not None:
                rule = why.pop(field, "actors/resolved" if field == "resolved" else "actors/attributes")
                yield self._one("actors", index, actor, f"actor.{field}", str(value), rule)
        for field, rule in why.items():
            yield self._one("actors", index, actor, f"actor.{field}", str(getattr(actor, field, "")), rule)

    def of_claim(self, index: int, claim: ClaimMention) -> Iterator[Explanation]:
        why = _why(claim.why) or ({"act": claim.rule} if claim.rule else {})
        trigger = (claim.trigger or claim).quote
        for field, rule in why.items():
            if field.startswith("roles."):
                role = field.removeprefix("roles.")
                value = self._filler(claim.roles.get(role))
                yield self._one("claims", index, claim, "claim.role", value, rule, role=role, quoted=value)
            else:
                value = self._of(claim, field)
                yield self._one("claims", index, claim, f"claim.{field}", value, rule, trigger=trigger)

    def _of(self, claim: ClaimMention, field: str) -> str:
        """The value of a field of a claim, in words."""
        if field == "place" and claim.place is not None:
            return self._named(self.record.places[claim.place])
        if field == "date" and claim.date is not None:
            return self._dated(self.record.dates[claim.date])
        if field == "said_by":
            return self._voice(claim)
        if field == "basis":
            return ", ".join(basis for basis in claim.basis.values() if basis)
        return str(getattr(claim, field, ""))

    def _named(self, place: PlaceMention) -> str:
        name = ", ".join([place.name or place.quote, *reversed(place.admin)])
        return name if place.lat is not None else f"{name} ({self._word('unplaced')})"

    def _dated(self, date: DateMention) -> str:
        return date.edtf or (date.timex if date.anchor_event is None else None) or self._word("undated")

    def _voice(self, claim: ClaimMention) -> str:
        if isinstance(claim.said_by, str):
            return self._word("author")
        names: list[str] = []
        for kind, value in claim.said_by.items():
            for link in value if isinstance(value, list) else [value]:
                if isinstance(link, str):
                    names.append(link)
                elif kind == "quote":
                    speaker = self.record.quotes[link].speaker
                    names.append((speaker.name or speaker.quote) if speaker is not None else self._word("nobody"))
                else:
                    names.append(self._actor(link))
        return " ← ".join(names)

    def _actor(self, index: int) -> str:
        actor = self.record.actors[index]
        return actor.name or actor.quote

    def _filler(self, value: RoleValue | list[RoleValue]) -> str:
        if isinstance(value, list):
            return ", ".join(map(self._filler, value))
        if isinstance(value, int):
            return self._actor(value)
        return value.quote if value is not None else self._word("nobody")

    def _word(self, name: str) -> str:
        return self.words[name][self.language]

    def _one(self, of: str, index: int, span: Span, kind: str, value: str, rule: str, **more: str) -> Explanation:
        source = find_rule(rule)
        shown = {"quote": _short(more.pop("quoted", span.quote)), "value": self._said(kind, _short(value)), **more}
        if "role" in more:
            shown["role"] = self._known(f"role.{more['role']}", more["role"])
        opening = self.values.get(kind, {}).get(self.language, "{value}").format_map(shown)
        opening = opening[:1].upper() + opening[1:]
        return Explanation(
            of=of,
            index=index,
            start=span.start,
            end=span.end,
            quote=span.quote,
            field=f"roles.{more['role']}" if "role" in more else kind.partition(".")[2] or kind,
            value=value,
            rule=rule,
            file=source.file if source else None,
            line=source.line if source else None,
            sentence=f"{opening}, {self._word('because')} {self._reason(rule, source, shown)}.",
        )

    def _said(self, kind: str, value: str) -> str:
        """A value that is an id in the record in words; in English the id itself, which is a word."""
        if kind == "claim.act" and self.language != "en" and value in taxonomy().acts:
            return f"{taxonomy()[value].label[self.language]} ({value})"
        return self._known(f"{kind.removeprefix('claim.')}.{value}", value)

    def _known(self, name: str, otherwise: str) -> str:
        return self.words[name][self.language] if name in self.words else otherwise

    def _reason(self, rule: str, source: RuleSource | None, shown: Mapping[str, str]) -> str:
        if source is None or self.language not in source.says:
            return self._word("unknown").format(rule=rule)
        return source.says[self.language].format_map({"trigger": shown["quote"], "cue": "", **source.parts, **shown})


def _why(why: Why) -> dict[str, str]:
    return dict(why) if isinstance(why, dict) else {}


def _short(words: str) -> str:
    """Words on one line, cut where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= 80 else flat[:79] + "…"


class ExplainedReading(msgspec.Struct, frozen=True):
    """All explanations of one text."""

    id: str
    reader: str
    explanations: tuple[Explanation, ...]


def explained_with(reader: Reader, language: str = "en") -> Callable[[ReadingInput], ExplainedReading]:
    """What answers a text with its explanations instead of its record."""

    def answer(given: ReadingInput) -> ExplainedReading:
        record = reader.read(given, explained=True)
        return ExplainedReading(record.id, record.reader, tuple(explain(record, language)))

    return answer


def as_text(line: bytes, language: str = "en") -> bytes:
    """An explained reading, as JSON, for a person: each mention with its sentences below it."""
    lists = catalogue()["words"]
    reading = msgspec.json.decode(line, type=ExplainedReading)
    lines = [f"{reading.id} ({reading.reader})"]
    last: tuple[str, int] | None = None
    for each in reading.explanations:
        if (each.of, each.index) != last:
            last = (each.of, each.index)
            opened, closed = "«»" if language == "uk" else "“”"
            words = f"{opened}{_short(each.quote)}{closed}"
            lines.append(f"  {lists[each.of][language]} {each.index}, {each.start}-{each.end}: {words}")
        where = f"{each.file}:{each.line}" if each.file else "?"
        lines.append(f"    {each.sentence} [{each.rule} | {where}]")
    return "\n".join(lines).encode("utf-8", "replace")
