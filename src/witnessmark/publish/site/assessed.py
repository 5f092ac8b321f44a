"""How far an incident is to be relied on, in words: why claims count once, how far sources agree field by field, how
many were harmed by whose account, and what people graded. Pages and templates ask this."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from witnessmark.model import wording
from witnessmark.model.corroboration import CasualtyCount, CasualtyRange, FieldSupport, PriorStatements
from witnessmark.model.grading import Proposal, ReleasedGrade
from witnessmark.model.incident import Contradiction
from witnessmark.model.labels import grade_words, ground_words
from witnessmark.model.release import ReleasedGroup, ReleasedIncident
from witnessmark.publish.site.edition import Edition


class SideRow(NamedTuple):
    value: str
    sources: str
    bases: str
    claims: tuple[str, ...]


class ValueRow(NamedTuple):
    value: str
    groups: str
    notes: tuple[str, ...]


class FieldRow(NamedTuple):
    field: str
    values: tuple[ValueRow, ...]
    silent: str


class CountRow(NamedTuple):
    """What one claim counts; ``claim`` is its id."""

    words: str
    who: str
    claim: str


class CasualtyRow(NamedTuple):
    kind: str
    range: str
    counts: tuple[CountRow, ...]
    parts: tuple[CountRow, ...]
    notes: tuple[str, ...]


class ToldRow(NamedTuple):
    """A field side by side: what each account says, in the order of the accounts."""

    field: str
    tellings: tuple[str, ...]
    outcome: str
    differs: bool


class AssessedWords:
    """The words of one edition for what people and rules say of it."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._words = edition.words
        self._language = edition.language

    def denying(self, incident: ReleasedIncident) -> str:
        """How many of the sources only deny, if any does: they are independent too, and say the contrary."""
        claims = self._edition.index.claims
        told = [[claims[name] for name in group.claims if name in claims] for group in incident.groups]
        against = sum(
            bool(group) and all(c.modality == "denied" or c.polarity == "negative" for c in group) for group in told
        )
        return self._words("corroboration.denying", n=against) if against else ""

    def once(self, group: ReleasedGroup) -> str:
        """Why the claims of a group count as one source."""
        index = self._edition.index
        held = (index.claims[name].document for name in group.claims if name in index.claims)
        titles = [
            self._edition.document_title(index.documents[name])
            for name in dict.fromkeys(held)
            if name in index.documents
        ]
        return wording.once(group.reasons, group.ties, len(group.claims), titles, self._language)

    def parted(self, incident: ReleasedIncident, group: ReleasedGroup) -> str:
        """From which other groups people said that this one is independent; empty for none."""
        groups = [one.claims for one in incident.groups]
        return wording.parted(incident.groups.index(group), groups, group.parted, self._language)

    def sides(self, contradiction: Contradiction) -> list[SideRow]:
        """Each side with its sources, how they know it, and its claims."""
        return [
            SideRow(
                self._shown(contradiction.field, side.value),
                wording.sources(side.groups, self._language),
                "; ".join(self._words.value("basis", basis) for basis in side.bases),
                side.claims,
            )
            for side in contradiction.sides
        ]

    def fields(self, incident: ReleasedIncident) -> list[FieldRow]:
        """Every field with its values; none where the incident has one source alone, of which nothing agrees."""
        if len(incident.groups) < 2:
            return []
        return [self._field(support) for support in incident.corroboration]

    def _field(self, support: FieldSupport) -> FieldRow:
        speech = self._language
        values = [
            ValueRow(
                self._shown(support.field, value.value),
                wording.sources(value.groups, speech),
                tuple(wording.notes_on(value, speech)),
            )
            for value in support.values
        ]
        return FieldRow(wording.field_name(support, speech), tuple(values), wording.silent(support, speech))

    def _shown(self, field: str, value: str) -> str:
        return self._edition.contradiction_value(field, value)

    def casualties(self, incident: ReleasedIncident) -> list[CasualtyRow]:
        return [self._casualties(one) for one in incident.casualties]

    def _casualties(self, one: CasualtyRange) -> CasualtyRow:
        speech = self._language
        return CasualtyRow(
            self._words.value("casualties", one.kind),
            wording.range_of(one, speech),
            self._each_once(one.counts),
            self._each_once(one.parts),
            tuple(wording.notes_on_range(one, speech)),
        )

    def _each_once(self, counts: Iterable[CasualtyCount]) -> tuple[CountRow, ...]:
        """What one source says of one number once, however often it says so."""
        rows = [self._counted(count) for count in counts]
        return tuple({(row.words, row.who): row for row in reversed(rows)}.values())[::-1]

    def _counted(self, count: CasualtyCount) -> CountRow:
        claim = self._edition.index.claims.get(count.claim)
        who = wording.sources((count.group,), self._language)
        voice = f"{who}: {self._edition.voice(claim)}" if claim else who
        return CountRow(wording.counted(count, self._language), voice, count.claim)

    def grade(self, grade: ReleasedGrade) -> str:
        """One grade: what, by whom, when and why, as far as the audience may see it."""
        words = self._words
        parts = [grade_words(grade.scale, grade.value, self._language)]
        if grade.field:
            parts[0] = f"{words.value('field', grade.field)}: {parts[0]}"
        if grade.reviewer:
            by = words("graded.by", reviewer=grade.reviewer)
            parts.append(f"{by}, {self._edition.day(grade.time)}" if grade.time else by)
        if grade.reason:
            parts.append(words("graded.because", reason=grade.reason))
        if grade.disputed:
            parts.append(words("graded.disputed"))
        if grade.outdated:
            parts.append(words("graded.outdated"))
        return "; ".join(parts)

    def proposal(self, proposal: Proposal) -> tuple[str, list[tuple[bool, str]]]:
        """What the rule would propose, and its grounds with whether each speaks for going further."""
        value = grade_words(proposal.scale, proposal.value, self._language)
        grounds = [(ground.speaks_for, ground_words(ground, self._language)) for ground in proposal.grounds]
        return self._words("graded.proposed", value=value), grounds

    def accounts(self, one: PriorStatements) -> list[str]:
        """A heading for each account of a witness."""
        documents = self._edition.index.documents
        heads = []
        for number, account in enumerate(one.accounts):
            held = documents.get(account.document)
            title = self._edition.document_title(held) if held else account.document
            day = self._edition.day(account.date) if account.date else None
            heads.append(wording.account(number, account, title, self._language, day))
        return heads

    def told(self, one: PriorStatements) -> list[tuple[str, str, list[ToldRow]]]:
        """By matter its title, the id of its incident, and what the accounts say of each field."""
        words = self._words
        return [
            (
                self._edition.act(again.act),
                again.incident,
                [
                    ToldRow(
                        words.value("field", field.field),
                        tuple(self._told(field.field, telling.values) for telling in field.tellings),
                        words.value("statements", field.outcome),
                        field.outcome == "differs",
                    )
                    for field in again.fields
                ],
            )
            for again in one.again
        ]

    def _told(self, field: str, values: Sequence[str]) -> str:
        shown = [self._shown(field, value) for value in values]
        return "; ".join(shown) or self._words("statements.silent")
