"""One language's edition of a release: titles, labels and times in words. Pages ask this for everything they say."""

from collections.abc import Sequence

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import IncidentTime
from witnessmark.model.release import ReleasedClaim, ReleasedIncident, ReleasedPlace
from witnessmark.model.wording import number
from witnessmark.publish.geography import Label
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import day_words, parse_day, time_words
from witnessmark.publish.site.words import Language, Words, grouped, layer_looks

SAME_PLACE = 0.5
"""Degrees: a coarsened position may lie some way from the settlement that it stands for."""


def local_names(index: ReleaseIndex, labels: Sequence[Label]) -> dict[str, str]:
    """By place id its Ukrainian name, where a settlement of the same name stands on the map at about the same spot."""
    by_name: dict[str, list[Label]] = {}
    for label in labels:
        by_name.setdefault(label.en, []).append(label)
    found: dict[str, str] = {}
    for place in index.places.values():
        if place.lat is None or place.lon is None:
            continue
        for label in by_name.get(place.name, ()):
            if abs(label.lat - place.lat) < SAME_PLACE and abs(label.lon - place.lon) < SAME_PLACE:
                found[place.id] = label.uk
                break
    return found


class Edition:
    """Words for the values of a release. The release itself is the same in every language."""

    def __init__(self, index: ReleaseIndex, language: Language, labels: Sequence[Label] = ()) -> None:
        self.index = index
        self.language: Language = language
        self.words = Words(language)
        self._local = local_names(index, labels) if language == "uk" else {}
        self._acts = {key: act.label.get(language) or act.label["en"] for key, act in taxonomy().acts.items()}

    def act(self, act: str) -> str:
        """The label of an act; an act that this version does not know is shown by its id."""
        return self._acts.get(act) or act.replace("-", " ")

    def other_acts(self, incident: ReleasedIncident) -> str:
        """The acts beside the gravest, which is the title."""
        return " · ".join(self.act(act) for act in incident.acts[1:])

    def layer(self, layer: str) -> str:
        return layer_looks()[layer].label(self.language)

    def incident_file(self, incident: str) -> str:
        """The incident's page, from the root of the language."""
        return f"incidents/{self.index.stems['incident'][incident]}.html"

    def document_file(self, document: str) -> str:
        return f"documents/{self.index.stems['document'][document]}.html"

    def place_stem(self, place: str) -> str:
        return self.index.stems["place"][place]

    def voice(self, claim: ReleasedClaim) -> str:
        """Who says it: a released name, the author of the document, or nobody whom the text names."""
        if claim.said_by_kind == "author":
            document = self.index.documents.get(claim.document)
            return self.words("incident.author", title=document.title if document else claim.said_by)
        return claim.said_by or self.words("incident.unnamed")

    def contradiction_value(self, field: str, value: str) -> str:
        """What a claim says about a contested field: a date in words, otherwise as it was released."""
        if field == "whether-at-all":
            return self.words.value("value", value)
        if field == "quantity":
            return number(value, self.language)
        day = parse_day(value) if field == "date" and len(value) == 10 else None
        return day_words(day, self.language) if day else value

    def title(self, incident: ReleasedIncident) -> str:
        """What happened, by the gravest act: never more than is said."""
        return self.act(incident.acts[0]) if incident.acts else self.words("incident.id")

    def when(self, time: IncidentTime) -> str:
        return time_words(time, self.words)

    def claim_when(self, claim: ReleasedClaim) -> str:
        edtf = claim.edtf or ""
        time = IncidentTime(
            edtf=claim.edtf, earliest=claim.earliest, latest=claim.latest, approximate="~" in edtf or "%" in edtf
        )
        return time_words(time, self.words)

    def understood(self, claim: ReleasedClaim) -> str | None:
        """The claim's time as understood; None when nothing was, or when it is what the words say already."""
        if claim.earliest is None and claim.latest is None:
            return None
        when = self.claim_when(claim)
        same = (claim.date_words or "").replace("\u00a0", " ") == when.replace("\u00a0", " ")
        return None if same else when

    def place_name(self, identifier: str | None) -> str:
        place = self.index.place_of(identifier)
        return self._local.get(place.id, place.name) if place else self.words("where.unplaced")

    def where(self, place: ReleasedPlace | None) -> str:
        """The place with its uncertainty in words."""
        if place is None:
            return self.words("where.unplaced")
        if place.lat is None or place.radius_km is None:
            return f"{self.place_name(place.id)} ({self.words('where.no-position')})"
        return self.words("where.within", km=self.kilometres(place.radius_km), name=self.place_name(place.id))

    def radius(self, place: ReleasedPlace) -> str:
        if place.lat is None or place.radius_km is None:
            return self.words("where.no-position")
        return self.words("where.radius", km=self.kilometres(place.radius_km))

    def kilometres(self, km: float) -> str:
        shown = round(km, 1) if km < 10 else round(km)
        text = grouped(shown)
        return f"{text.replace('.', ',')} км" if self.language == "uk" else f"{text} km"
