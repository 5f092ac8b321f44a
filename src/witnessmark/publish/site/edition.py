"""One language's edition of a release: titles, labels and times in words. Pages ask this for everything they say."""

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import IncidentTime
from witnessmark.model.release import ReleasedClaim, ReleasedIncident, ReleasedPlace
from witnessmark.publish.site.index import ReleaseIndex, file_stem
from witnessmark.publish.site.times import time_words
from witnessmark.publish.site.words import Language, Words, grouped, layer_looks


class Edition:
    """Words for the values of a release. The release itself is the same in every language."""

    def __init__(self, index: ReleaseIndex, language: Language) -> None:
        self.index = index
        self.language: Language = language
        self.words = Words(language)
        self._acts = {key: act.label.get(language) or act.label["en"] for key, act in taxonomy().acts.items()}
        self._stems: dict[str, str] = {}

    def act(self, act: str) -> str:
        """The label of an act; an act that this version does not know is shown by its id."""
        return self._acts.get(act) or act.replace("-", " ")

    def acts(self, incident: ReleasedIncident) -> str:
        return " · ".join(self.act(act) for act in incident.acts)

    def layer(self, layer: str) -> str:
        return layer_looks()[layer].label(self.language)

    def stem(self, identifier: str) -> str:
        stem = self._stems.get(identifier)
        if stem is None:
            stem = self._stems[identifier] = file_stem(identifier)
        return stem

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
