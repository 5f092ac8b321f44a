"""One language's dossier: its words, the numbers that it gives to incidents, claims and documents, and its links."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from witnessmark.model.release import ReleasedClaim, ReleasedIncident
from witnessmark.publish.dossier.selection import Selection
from witnessmark.publish.geography import Label
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import day_words
from witnessmark.publish.site.words import Language, Words

KIND_OF_PLACE = re.compile(r"^(lines?|pages?|row|sheet|paragraph|box)\b")
LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


def language_code(tag: str | None) -> str | None:
    """The code of a language as the PDF takes it, two or three letters; None for anything else."""
    found = LANGUAGE.match(tag or "")
    return found[0] if found else None


class DossierEdition(Edition):
    """Incidents are numbered by the chronology ("3"), claims within them ("3.2"), documents by the release ("D1").

    A claim of no incident is "0.4". Anchors are made of these numbers: ``i3``, ``c3.2``, ``w3.2`` (the words), ``d1``.
    """

    def __init__(self, index: ReleaseIndex, language: Language, labels: Sequence[Label], selection: Selection) -> None:
        super().__init__(index, language, labels)
        self.words = Words(language, ("words.yaml", "dossier.yaml"))
        self.selection = selection
        self.number = {incident.id: n for n, incident in enumerate(index.chronology, 1)}
        self.document_number = {document.id: n for n, document in enumerate(index.release.documents, 1)}
        self.claim_number = self._number_claims()
        self.in_full = frozenset(incident.id for incident in selection.incidents)
        shown = (claim.id for i in selection.incidents for claim in selection.claims_of(i, index.claims))
        self.alone = [c for c in index.release.claims if self.claim_number[c.id].startswith("0.")]
        self.printed = frozenset(shown) | {c.id for c in self.alone[: selection.limits.rows]}
        self.lengths = {document.id: length for document, length in selection.documents}

    def _number_claims(self) -> dict[str, str]:
        numbers = {
            claim: f"{self.number[incident.id]}.{n}"
            for incident in self.index.chronology
            for n, claim in enumerate((c for c in incident.claims if c in self.index.claims), 1)
        }
        alone = [claim.id for claim in self.index.release.claims if claim.id not in numbers]
        return numbers | {claim: f"0.{n}" for n, claim in enumerate(alone, 1)}

    def words_shown(self, claim: ReleasedClaim) -> bool:
        """Whether the annex prints the words that the claim rests on."""
        text_end = self.lengths.get(claim.document, 0)
        return 0 <= claim.start < claim.end <= text_end

    def reference(self, text: str) -> str:
        """Where it stands in the original, in the language of the dossier: "рядок 14"."""
        return KIND_OF_PLACE.sub(lambda found: self.words(f"dossier.reference.{found[0]}"), text)

    @staticmethod
    def capital(text: str) -> str:
        """A word of the catalogue as the head of a row."""
        return text[:1].upper() + text[1:]

    def claim_link(self, identifier: str) -> dict[str, str | None]:
        """The claim's number, and the anchor where it is printed, if it is."""
        number = self.claim_number[identifier]
        return {"n": number, "to": f"c{number}" if identifier in self.printed else None}

    def claim_links(self, identifiers: Iterable[str]) -> list[dict[str, str | None]]:
        """Those of the claims that are released."""
        return [self.claim_link(identifier) for identifier in identifiers if identifier in self.claim_number]

    def incident_link(self, incident: ReleasedIncident) -> dict[str, Any]:
        """The incident's number and title, and the anchor of its section, if it has one."""
        number = self.number[incident.id]
        return {
            "n": str(number),
            "title": self.title(incident),
            "to": f"i{number}" if incident.id in self.in_full else None,
        }

    def document_anchor(self, identifier: str) -> str | None:
        """Where the annex prints the document, if it does."""
        return f"d{self.document_number[identifier]}" if identifier in self.lengths else None

    def moment(self, text: str) -> str:
        """A moment for people: "20 November 2026, 10:00 (UTC+02:00)"; as it stands when it is no ISO 8601."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return f"{day_words(moment.date(), self.language)}, {moment:%H:%M}{_zone(moment)}"


def _zone(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return " UTC"
    return f" (UTC{'+' if minutes > 0 else '−'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02})"
