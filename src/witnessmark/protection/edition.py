"""One edition of a case: what is in it, decided once; and the release made from that for a given salt."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec

from witnessmark.model.casefile import CaseDocument, CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import Audience
from witnessmark.model.handover import MissionStatement
from witnessmark.model.release import Method, Release, Withheld
from witnessmark.protection.marking import Marker, Sentences
from witnessmark.protection.naming import Naming, pseudonym_numbers
from witnessmark.protection.passages import Cut
from witnessmark.protection.policy import Policy
from witnessmark.protection.redact import Mark, close, starts_of
from witnessmark.protection.shaping import Chosen, Shaping
from witnessmark.protection.withholding import Reason, Reviewed, Withholding, reviewed

_WORDS_MAY_STAND = frozenset({"rejected", "conflict"})
"""Reasons that concern the reading of the words, not the words."""


class Caution(msgspec.Struct, frozen=True):
    """Something that a reviewer must know before approving: a short id, the released document, and how often."""

    kind: str
    document: str | None
    count: int


class Edition:
    """Decides what is in the edition. ``release`` then only writes it down: two salts cost little more."""

    def __init__(
        self, file: CaseFile, audience: Audience, on_day: str, policy: Policy, mission: MissionStatement | None = None
    ) -> None:
        self._file = file
        self._mission = mission
        self._audience = audience
        self._on_day = on_day
        self._policy = policy
        self._rules = policy.audiences[audience]
        self._naming = Naming(file, audience, policy)
        self.protected = self._naming.protected_words()
        self._withholding = Withholding(file, audience, on_day, policy, self._naming)
        self._withheld: Counter[tuple[str, str]] = Counter()
        self._absent: dict[str, Reason] = {}
        """Why a document does not appear."""
        self._conflicts = 0
        self._traits_elsewhere: Counter[str] = Counter()
        self._chosen = self._choose()
        self._shaping = Shaping(self._chosen, policy, self.protected)

    def _choose(self) -> Chosen:
        appearing = self._appearing()
        names = _released_names(self._file, appearing)
        items, withheld = self._claims(appearing)
        marker = Marker(self._file, self._policy, self._rules, self._naming, self.protected)
        marks: dict[str, list[Mark]] = {}
        for held in appearing.values():
            before = marker.traits_elsewhere
            found, sentences = marker.marks(held, withheld[held.id])
            self._traits_elsewhere[names[held.id]] += marker.traits_elsewhere - before
            marks[held.id] = close(held.document.text, found, self.protected)
            self._drop_with_their_words(held, items, marks[held.id], sentences)
            self._count_passages(marks[held.id])
        for claim in self._file.claims.values():
            if claim.id not in items and claim.document not in appearing:
                self._withheld[self._absent[claim.document], "claim"] += 1
        return Chosen(
            file=self._file, audience=self._audience, naming=self._naming, documents=appearing, marks=marks,
            items=items, names=names, on_day=self._on_day,
        )  # fmt: skip

    def _appearing(self) -> dict[str, CaseDocument]:
        appears = self._naming.appears
        for source in self._file.sources.values():
            if not appears(source):
                self._withheld["consent", "source"] += 1
        appearing = {}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._file.claims.values():
            claims[claim.document].append(claim)
        for held in self._file.documents.values():
            if not appears(self._file.sources[held.source]):
                self._absent[held.id] = "consent"
            elif self._withholding.tells_of_forces_now(held.id, claims[held.id]):
                self._absent[held.id] = "recent-forces"
            else:
                appearing[held.id] = held
        for reason in self._absent.values():
            self._withheld[reason, "document"] += 1
        return appearing

    def _claims(self, appearing: dict[str, CaseDocument]) -> tuple[dict[str, Reviewed], dict[str, list[Claim]]]:
        """The claims that may appear, and by document those whose words must go."""
        items: dict[str, Reviewed] = {}
        withheld: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._file.claims.values():
            if claim.document not in appearing:
                continue
            item = reviewed(claim, self._file.decisions.get(claim.id, ()))
            self._conflicts += item.conflict
            reason: Reason | None = self._withholding.reason(item)
            if reason is None:
                items[claim.id] = item
                continue
            self._withheld[reason, "claim"] += 1
            if reason not in _WORDS_MAY_STAND:
                withheld[claim.document].append(claim)
        return items, withheld

    def _drop_with_their_words(
        self, held: CaseDocument, items: dict[str, Reviewed], marks: list[Mark], sentences: Sentences
    ) -> None:
        """A claim whose words stand in a withheld passage can't appear without them."""
        passages = [mark for mark in marks if mark.kind == "passage"]
        if not passages:
            return
        for claim in [item.claim for item in items.values() if item.claim.document == held.id]:
            if any(passage.start < claim.span.end and claim.span.start < passage.end for passage in passages):
                del items[claim.id]
                self._withheld["shared-passage", "claim"] += 1

    def _count_passages(self, marks: list[Mark]) -> None:
        for mark in marks:
            if mark.kind != "name":
                self._withheld[mark.reason, "passage"] += 1

    def cautions(self) -> tuple[Caution, ...]:
        """What a reviewer should look at, by released document where it stands in one."""
        found = [Caution("re-identification", name, n) for name, n in self._traits_elsewhere.items() if n]
        if self._conflicts:
            found.append(Caution("concurrent-decisions", None, self._conflicts))
        if self._file.unattached:
            found.append(Caution("unattached-decisions", None, len(self._file.unattached)))
        found += [
            Caution("title-withheld", self._chosen.names[document], 1)
            for document, (_, withheld) in self._shaping.titles.items()
            if withheld
        ]
        return tuple(found)

    def cuts(self) -> tuple[Cut, ...]:
        """Where each released document was cut, in the order of the release."""
        return tuple(
            Cut(
                document=self._chosen.names[held.id],
                source=held.source,
                original=held.id,
                starts=starts_of(held.document.text, self._chosen.marks[held.id]),
                text=held.document.text,
            )
            for held in self._chosen.documents.values()
        )

    def release(self, salt: str, software: str, data: Mapping[str, str]) -> Release:
        """The release, with pseudonyms numbered and sources committed to by ``salt``."""
        numbers = pseudonym_numbers(self._shaping.pseudonymous(), salt)
        parts = self._shaping.parts(numbers, salt)
        handover = self._shaping.handover(parts, self._mission)
        readers = dict.fromkeys(held.record.reader for held in self._chosen.documents.values())
        law = self._shaping.law
        return Release(
            id="draft", title=self._shaping.clean(self._file.title), audience=self._audience, time="", content="",
            sources=parts.sources, documents=parts.documents, claims=parts.claims, incidents=parts.incidents,
            places=parts.places, actors=parts.actors, registers=parts.registers,
            statements=parts.statements,
            matrices=law.matrices, situations=law.situations, case_matrix=law.case_matrix, law=law.book,
            custody=self._shaping.custody() if self._rules.custody else (),
            withheld=tuple(Withheld(reason, what, n) for (reason, what), n in sorted(self._withheld.items())),  # type: ignore[arg-type]
            method=Method(software=software, reader="; ".join(readers), data=dict(data)),
            notice=self._shaping.clean(self._file.notice) if self._file.notice else None,
            mission=handover.mission, photographs=handover.photographs, consents=handover.consents,
            stamps=handover.stamps, disclosures=handover.disclosures, names=handover.names,
        )  # fmt: skip


def _released_names(file: CaseFile, appearing: dict[str, CaseDocument]) -> dict[str, str]:
    """The label of the source, with a number when several documents of it appear. A document's own id is a digest of
    its words: whoever guesses a withheld word could test the guess against it."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for held in appearing.values():
        by_source[held.source].append(held.id)
    names = {}
    for source, documents in by_source.items():
        label = file.sources[source].label
        for number, document in enumerate(documents, start=1):
            names[document] = label if len(documents) == 1 else f"{label}-{number}"
    return names
