"""One language's dossier: its words, the numbers that it gives to incidents, claims and documents, and its links."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from witnessmark.model.acts import taxonomy
from witnessmark.model.release import ReleasedClaim, ReleasedIncident
from witnessmark.publish.dossier.blocks import Run, go, joined
from witnessmark.publish.dossier.law_words import DossierLaw
from witnessmark.publish.dossier.selection import Selection
from witnessmark.publish.geography import Label
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import day_words, month_words, parse_day
from witnessmark.publish.site.words import Language, Words, data_file

MONTH = re.compile(r"(\d{4})-(\d{2})")
LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


LOWEST = "reported-not-verified"
CATALOGUES = ("words.yaml", "dossier.yaml", "handover.yaml")


@cache
def meanings() -> dict[str, str]:
    """What each act means, in Ukrainian: the taxonomy has it in English."""
    return dict(data_file("act_meanings.yaml"))


def codes(section: str) -> list[str]:
    """The codes that the code book explains in that section."""
    return list(data_file("handover.yaml")["handover"]["codes"][section])


def language_code(tag: str | None) -> str | None:
    """The code of a language as the PDF takes it, two or three letters; None for anything else."""
    found = LANGUAGE.match(tag or "")
    return found[0] if found else None


OF_STANDING = frozenset({"dossier.summary.standard-title", "dossier.summary.standard", "dossier.method.standard-text"})
"""What a dossier says of the standard of proof of all that it holds: otherwise where a person has given one."""


class DossierEdition(Edition):
    """Incidents are numbered by the chronology ("3"), claims within them ("3.2"), documents by the release ("D1").

    A claim of no incident is "0.4". Anchors are made of these numbers: ``i3``, ``c3.2``, ``w3.2`` (the words), ``d1``.
    """

    def __init__(self, index: ReleaseIndex, language: Language, labels: Sequence[Label], selection: Selection) -> None:
        super().__init__(index, language, labels)
        self.words = Words(language, CATALOGUES)
        self.law = DossierLaw(index.release.law, language)
        self.selection = selection
        self.graded = any(one.value != LOWEST for incident in index.release.incidents for one in incident.proof)
        """Whether a person gave an incident another standard of proof than the lowest."""
        self.labels = labels
        self.number = {incident.id: n for n, incident in enumerate(index.chronology, 1)}
        self.document_number = {document.id: n for n, document in enumerate(index.release.documents, 1)}
        self.claim_number = self._number_claims()
        self.in_full = frozenset(incident.id for incident in selection.incidents)
        shown = (claim.id for i in selection.incidents for claim in selection.claims_of(i, index.claims))
        self.alone = [c for c in index.release.claims if self.claim_number[c.id].startswith("0.")]
        self.printed = frozenset(shown) | {c.id for c in self.alone[: selection.limits.rows]}
        self.lengths = {document.id: length for document, length in selection.documents}
        self._exhibits = frozenset(source.id for source in index.release.sources[: selection.limits.rows])

    def standing_key(self, key: str) -> str:
        """The key of the words to use: a dossier with standards given by people does not say that it has none."""
        return f"{key}-graded" if self.graded and key in OF_STANDING else key

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

    @staticmethod
    def capital(text: str) -> str:
        """A word of the catalogue as the head of a row."""
        return text[:1].upper() + text[1:]

    def claim_link(self, identifier: str) -> dict[str, str | None]:
        """The claim's number, and the anchor where it is printed, if it is."""
        number = self.claim_number[identifier]
        return {"n": number, "to": f"c{number}" if identifier in self.printed else None}

    def claim_runs(self, identifiers: Iterable[str]) -> list[Run]:
        """The numbers of the released ones among the claims, with commas between, each leading to its claim."""
        return joined(go(str(link["n"]), link["to"]) for link in self.claim_links(identifiers))

    def field_value(self, field: str, value: str) -> str:
        """What is said of a field: an act by its label, a day or month in words, a yes or no."""
        month = MONTH.fullmatch(value) if field == "date" else None
        if month and 1 <= int(month[2]) <= 12:
            return month_words(int(month[1]), int(month[2]), self.language)
        if field == "place":
            return self._place_called.get(value, value)
        return self.act(value) if field == "act" else self.contradiction_value(field, value)

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

    def edtf_words(self, edtf: str) -> str:
        """An EDTF day, month or year in words; other expressions as they stand."""
        day = parse_day(edtf) if len(edtf) == 10 else None
        return day_words(day, self.language) if day else self.field_value("date", edtf)

    @cached_property
    def _place_called(self) -> dict[str, str]:
        """By name in the release the name in the language of the dossier."""
        return {place.name: self.place_name(place.id) for place in self.index.places.values()}

    @cached_property
    def _analysed(self) -> frozenset[str]:
        return frozenset(m.incident for m in self.index.release.matrices if m.incident in self.in_full)

    def matrix_anchor(self, incident: str) -> str | None:
        """Where the elements of law of the incident are printed, if they are."""
        return f"m{self.number[incident]}" if incident in self._analysed else None

    def exhibit_anchor(self, source: str) -> str | None:
        """Where the index of exhibits has the source, if it does."""
        return f"x-{source}" if source in self._exhibits else None

    def language_name(self, tag: str | None) -> str:
        code = language_code(tag)
        return self.words.value("handover.language", code) if code else self.words("handover.not-stated")

    def act_meaning(self, act: str) -> str:
        """What an act means; nothing for one that this version does not know."""
        known = taxonomy().acts.get(act)
        if known is None:
            return "–"
        return known.definition if self.language == "en" else meanings().get(act, "–")

    def device_time(self, text: str) -> str:
        """A time as a device wrote it, with its zone where it states one: "14 September 2022, 10:41:07"."""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        day = day_words(moment.date(), self.language)
        return f"{day}, {moment:%H:%M:%S}{_zone(moment)}" if "T" in text else day

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
