"""One language's edition of a release: titles, labels and times in words. Pages ask this for everything they say."""

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import IncidentTime
from witnessmark.model.release import ReleasedClaim, ReleasedIncident, ReleasedPlace
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import day_words, parse_day, time_words
from witnessmark.publish.site.words import Language, Words, grouped, layer_looks


class Edition:
    """Words for the values of a release. The release itself is the same in every language."""

    def __init__(self, index: ReleaseIndex, language: Language) -> None:
        self.index = index
        self.language: Language = language
        self.words = Words(language)
        self._acts = {key: act.label.get(language) or act.label["en"] for key, act in taxonomy().acts.items()}

    def act(self, act: str) -> str:
        """The label of an act; an act that this version does not know is shown by its id."""
        return self._acts.get(act) or act.replace("-", " ")

    def other_acts(self, incident: ReleasedIncident) -> str:
        """The acts beside the gravest, which is the title."""
        return ", ".join(self.act(act) for act in incident.acts[1:])

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

    def place_name(self, identifier: str | None) -> str:
        place = self.index.place_of(identifier)
        return place.name if place else self.words("where.unplaced")

    def where(self, place: ReleasedPlace | None) -> str:
        """The place with its uncertainty in words."""
        if place is None:
            return self.words("where.unplaced")
        if place.lat is None or place.radius_km is None:
            return f"{place.name} ({self.words('where.no-position')})"
        return self.words("where.within", km=self.kilometres(place.radius_km), name=place.name)

    def radius(self, place: ReleasedPlace) -> str:
        if place.lat is None or place.radius_km is None:
            return self.words("where.no-position")
        return self.words("where.radius", km=self.kilometres(place.radius_km))

    def kilometres(self, km: float) -> str:
        shown = round(km, 1) if km < 10 else round(km)
        text = grouped(shown)
        return f"{text.replace('.', ',')} км" if self.language == "uk" else f"{text} km"
