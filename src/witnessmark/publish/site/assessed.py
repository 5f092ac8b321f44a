"""How far an incident is to be relied on, in words: why claims count once, how far sources agree field by field, how
many were harmed by whose account, and what people graded. Pages and templates ask this."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from witnessmark.model.corroboration import CasualtyCount, CasualtyRange, FieldSupport, PriorStatements, ValueSupport
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

    def numbers(self, groups: Iterable[int]) -> str:
        """The groups as the page numbers them."""
        return ", ".join(str(group + 1) for group in groups)

    def sources(self, groups: Sequence[int]) -> str:
        return self._words(f"corroboration.{'source' if len(groups) == 1 else 'sources'}", groups=self.numbers(groups))

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
        reasons = [self._words.value("group-reason", reason) for reason in group.reasons]
        origins = dict.fromkeys(filter(None, (self._origin(tie.origin, tie.named) for tie in group.ties)))
        if origins:
            reasons.append(self._words("once.origin", origin=", ".join(origins)))
        documents = dict.fromkeys(
            self._edition.index.documents[claim.document].title
            for name in group.claims
            if (claim := self._edition.index.claims.get(name)) and claim.document in self._edition.index.documents
        )
        said = self._words("once.claims", n=len(group.claims), why="; ".join(reasons))
        if len(documents) < 2:
            return said
        titles = "; ".join(documents)
        return f"{said} {self._words('once.documents', n=len(documents), documents=titles)}"

    def _origin(self, origin: str | None, named: str | None) -> str | None:
        return self._words.value("origin", origin) if origin else named

    def sides(self, contradiction: Contradiction) -> list[SideRow]:
        """Each side with its sources, how they know it, and its claims."""
        return [
            SideRow(
                self._shown(contradiction.field, side.value),
                self.sources(side.groups),
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
        name = self._words.value("field", support.field)
        if support.field == "whether-at-all":
            name = self._edition.act(support.of or "")
        elif support.of:
            name = f"{name}: {self._words.value('casualties', support.of)}"
        silent = self._words("corroboration.silent", groups=self.numbers(support.silent)) if support.silent else ""
        return FieldRow(name, tuple(self._value(support, value) for value in support.values), silent)

    def _value(self, support: FieldSupport, value: ValueSupport) -> ValueRow:
        words = self._words
        notes = []
        if value.consistent:
            notes.append(words("corroboration.consistent", groups=self.numbers(value.consistent)))
        if value.first_hand:
            notes.append(words("corroboration.first-hand", groups=self.numbers(value.first_hand)))
        if value.second_hand:
            notes.append(words("corroboration.second-hand", groups=self.numbers(value.second_hand)))
        if value.copies:
            notes.append(words("corroboration.copies", n=value.copies))
        if not value.identifies:
            notes.append(words("corroboration.vague"))
        shown = self._shown(support.field, value.value)
        return ValueRow(shown, self.sources(value.groups), tuple(notes))

    def _shown(self, field: str, value: str) -> str:
        if field == "quantity":
            low, dots, high = value.partition("..")
            return self.count(int(low) if low else None, int(high) if high else None) if dots else value
        return self._edition.contradiction_value(field, value)

    def count(self, low: int | None, high: int | None, *, about: bool = False, or_more: bool = False) -> str:
        """A number as it is said: "at least 3", "3 to 5"."""
        words = self._words
        if low is None:
            return words("casualties.at-most", n=high)
        if high is None or (or_more and low == high):
            return words("casualties.at-least", n=low)
        if low != high:
            return words("casualties.between-open" if or_more else "casualties.between", a=low, b=high)
        return words("casualties.about", n=low) if about else str(low)

    def casualties(self, incident: ReleasedIncident) -> list[CasualtyRow]:
        return [self._casualties(one) for one in incident.casualties]

    def _casualties(self, one: CasualtyRange) -> CasualtyRow:
        words = self._words
        notes = []
        if one.agreeing > 1:
            notes.append(words("casualties.agreeing", n=one.agreeing))
        if one.named:
            notes.append(words("casualties.named", n=len(one.named)))
        known = one.lowest is not None or one.highest is not None
        return CasualtyRow(
            words.value("casualties", one.kind),
            self.count(one.lowest, one.highest, or_more=one.or_more) if known else "",
            tuple(self._counted(count) for count in one.counts),
            tuple(self._counted(count) for count in one.parts),
            tuple(notes),
        )

    def _counted(self, count: CasualtyCount) -> CountRow:
        words = self._words
        said = self.count(count.lowest, count.highest, about=count.approximate)
        if count.of_whom != "persons":
            said = f"{said} ({words.value('casualties', count.of_whom)})"
        if count.includes:
            parts = ", ".join(f"{part.number} {words.value('casualties', part.of_whom)}" for part in count.includes)
            said = f"{said}, {words('casualties.includes', what=parts)}"
        claim = self._edition.index.claims.get(count.claim)
        who = self.sources((count.group,))
        return CountRow(said, f"{who}: {self._edition.voice(claim)}" if claim else who, count.claim)

    def grade(self, grade: ReleasedGrade) -> str:
        """One grade: what, by whom, when and why, as far as the audience may see it."""
        words = self._words
        parts = [grade_words(grade.scale, grade.value, self._language)]
        if grade.field:
            parts[0] = f"{words.value('field', grade.field)}: {parts[0]}"
        if grade.reviewer:
            by = words("graded.by", reviewer=grade.reviewer)
            parts.append(f"{by}, {grade.time[:10]}" if grade.time else by)
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
        """A heading for each account of a witness: its document, date and through whom it is told."""
        words, index = self._words, self._edition.index
        made = []
        for number, account in enumerate(one.accounts, 1):
            document = index.documents.get(account.document)
            title = document.title if document else account.document
            parts = [words("statements.account", n=number), title, account.date or words("statements.undated")]
            parts.append(words.value("statements", account.told))
            if account.repeats is not None:
                parts.append(words("statements.repeats", n=account.repeats + 1))
            made.append(" · ".join(parts))
        return made

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
