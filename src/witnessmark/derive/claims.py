"""From reading records to the claims of a case: every index resolved, every participant and speaker known."""

from collections.abc import Iterator, Sequence

from witnessmark.derive.persons import PersonIndex
from witnessmark.model.case import Document
from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.record import ActorMention, ClaimMention, ReadingRecord, RoleValue
from witnessmark.model.span import Span

MODEL_RULE = "model:"


def claims_of(
    document: str, source: str, text: Document, record: ReadingRecord, persons: PersonIndex
) -> Iterator[Claim]:
    """The claims of one document, in the order of its text."""
    made = _ClaimMaker(document, source, text, record, persons)
    seen = set()
    for mention in record.claims:
        claim = made.claim(mention)
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def model_of(rule: str | None) -> str | None:
    """The model that a rule stands for (``model:<name>``), or None for a rule of the reader's own."""
    return rule.removeprefix(MODEL_RULE) if rule is not None and rule.startswith(MODEL_RULE) else None


class _ClaimMaker:
    def __init__(self, document: str, source: str, text: Document, record: ReadingRecord, persons: PersonIndex) -> None:
        self.document, self.source, self.text = document, source, text
        self.record, self.persons = record, persons

    def claim(self, mention: ClaimMention) -> Claim:
        span = Span(mention.start, mention.end, mention.quote)
        roles = {role: fillers for role, value in mention.roles.items() if (fillers := self._fillers(value))}
        voice = self._voice(mention)
        return Claim(
            id=claim_id(self.document, span, mention.act, voice, roles),
            document=self.document,
            source=self.source,
            span=span,
            act=mention.act,
            modality=mention.modality,
            polarity=mention.polarity,
            roles=roles,
            said_by=voice,
            place=None if mention.place is None else self.record.places[mention.place],
            date=None if mention.date is None else self.record.dates[mention.date],
            basis=mention.basis,
            language=self.record.language,
            locator=self.text.locate(span.start, span.end),
            rule=mention.rule,
            trigger=mention.trigger,
            made_by=model_of(mention.rule) or "reader",
            models=self._models(mention),
        )

    def _models(self, mention: ClaimMention) -> tuple[str, ...]:
        """The models that the claim, its place, its participants or its speaker come from."""
        record = self.record
        rules = [mention.rule]
        if mention.place is not None:
            rules.append(record.places[mention.place].rule)
        for value in mention.roles.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, int):
                    rules.append(record.actors[one].rule)
        if isinstance(mention.said_by, dict) and isinstance(quote := mention.said_by.get("quote"), int):
            speaker = record.quotes[quote].speaker
            if speaker is not None and speaker.actor is not None:
                rules.append(record.actors[speaker.actor].rule)
        return tuple(sorted({name for name in map(model_of, rules) if name is not None}))

    def _fillers(self, value: RoleValue | list[RoleValue]) -> tuple[Participant, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple(self._participant(one) for one in values if one is not None)

    def _participant(self, value: int | Span) -> Participant:
        if isinstance(value, Span):
            return Participant(start=value.start, end=value.end, quote=value.quote)
        actor = self.record.actors[value]
        return Participant(
            start=actor.start,
            end=actor.end,
            quote=actor.quote,
            name=actor.name,
            kind=actor.kind,
            resolved=actor.resolved,
            person=self._person_at(actor),
        )

    def _person_at(self, actor: ActorMention) -> str | None:
        return self.persons.at.get((self.document, actor.start))

    def _voice(self, mention: ClaimMention) -> Voice:
        said_by = mention.said_by
        if isinstance(said_by, str):
            return self._author()
        if "quote" in said_by:
            index = said_by["quote"]
            return self._quoted(index if isinstance(index, int) else index[0])  # type: ignore[arg-type]
        if "actor" in said_by:
            index = said_by["actor"]
            return self._told("actor", [index] if isinstance(index, int) else index)
        chain = said_by.get("chain", [])
        return self._told("chain", [chain] if isinstance(chain, int) else chain)

    def _author(self) -> Voice:
        person = self.persons.by_author.get(self.document)
        return Voice(
            kind="author",
            key=f"person:{person}" if person else f"author:{self.document}",
            name=self.text.author,
            person=person,
        )

    def _quoted(self, index: int) -> Voice:
        quote = self.record.quotes[index]
        span = Span(quote.start, quote.end, quote.quote)
        speaker = quote.speaker
        if speaker is None:
            return Voice(kind="quote", key=f"quote:{self.document}:{quote.start}", quote=span)
        person = self.persons.at.get((self.document, speaker.start))
        if speaker.actor is not None:
            person = self._person_at(self.record.actors[speaker.actor]) or person
        return Voice(
            kind="quote",
            key=f"person:{person}" if person else f"said:{self.document}:{(speaker.name or speaker.quote).casefold()}",
            name=speaker.name or speaker.quote,
            person=person,
            quote=span,
        )

    def _told(self, kind: str, chain: Sequence[int | str]) -> Voice:
        names, person = [], None
        for index, link in enumerate(chain):
            if isinstance(link, str):
                names.append(link)
                continue
            actor = self.record.actors[link]
            names.append(actor.name or actor.quote)
            if index == 0:
                person = self._person_at(actor)
        first = names[0] if names else "?"
        return Voice(
            kind="actor" if kind == "actor" else "chain",
            key=f"person:{person}" if person else f"said:{self.document}:{first.casefold()}",
            name=first,
            person=person,
            chain=tuple(names) if kind == "chain" else (),
        )
