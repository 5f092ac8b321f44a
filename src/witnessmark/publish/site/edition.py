"""One language's edition of a release: titles, labels and times in words. Pages ask this for everything they say."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import IncidentTime
from witnessmark.model.release import ReleasedClaim, ReleasedDocument, ReleasedIncident, ReleasedPlace
from witnessmark.model.wording import number
from witnessmark.protection.policy import policy
from witnessmark.publish.geography import Label, only_ukrainian_name
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.times import day_words, edtf_words, parse_day, time_words
from witnessmark.publish.site.words import Language, Words, data_file, grouped, layer_looks

SAME_PLACE = 0.5
"""Degrees: a coarsened position may lie some way from the settlement that it stands for."""

KIND_OF_PLACE = re.compile(
    r"\b(lines?|pages?|row|column|cell|sheet|paragraph|table|box|footnote|endnote|comment|header|footer|part|second)\b"
)
IN_A_PART = re.compile(r"^part (?=(paragraph|table|footnote|endnote|comment|header|footer)\b)")
"""A piece of an office file has a name of its own kind."""
KIND_OF_DOCUMENT = re.compile(r"(?<=\()[a-z-]+(?=\)$)")
"""The end of the title of a document that has none of its own: "S10 (text)"."""


_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@cache
def date_bases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What the reader says of dates, and the same in Ukrainian."""
    return tuple((re.compile(pattern), ukrainian) for pattern, ukrainian in data_file("date_basis.yaml"))


@cache
def pseudonyms() -> re.Pattern[str]:
    """What a pseudonym looks like in any language of a released text."""
    return re.compile(rf"(?:{'|'.join(re.escape(words.person) for words in policy().words.values())}) (\d+)")


@cache
def units() -> dict[str, str]:
    """Administrative units, countries, regions and natural features by the English name that the gazetteer gives them,
    in Ukrainian."""
    text = resources.files("witnessmark.publish").joinpath("data/units.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def local_names(index: ReleaseIndex, labels: Sequence[Label]) -> dict[str, str]:
    """By place id its Ukrainian name: that of a settlement of the same name at about the same spot, or else of a
    settlement of Ukraine whose name is written one way wherever there is one."""
    by_name: dict[str, list[Label]] = {}
    for label in labels:
        by_name.setdefault(label.en, []).append(label)
    found: dict[str, str] = {}
    for place in index.places.values():
        near = (
            label.uk
            for label in by_name.get(place.name, ())
            if place.lat is not None and place.lon is not None
            and abs(label.lat - place.lat) < SAME_PLACE and abs(label.lon - place.lon) < SAME_PLACE
        )  # fmt: skip
        if called := next(near, None) or _by_name_alone(place):
            found[place.id] = called
    return found


def _by_name_alone(place: ReleasedPlace) -> str | None:
    if place.kind != "settlement" or place.admin[:1] not in ((), ("Ukraine",)):
        return None
    return only_ukrainian_name(place.name)


class Edition:
    """Words for the values of a release. The release itself is the same in every language."""

    def __init__(self, index: ReleaseIndex, language: Language, labels: Sequence[Label] = ()) -> None:
        self.index = index
        self.language: Language = language
        self.words = Words(language)
        self._local = local_names(index, labels) if language == "uk" else {}
        self._names = {index.places[place].name: name for place, name in self._local.items()}
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
            title = self.document_title(document) if document else claim.said_by
            return self.words("incident.author", title=title)
        return self.shown_name(claim.said_by) if claim.said_by else self.words("incident.unnamed")

    def shown_name(self, name: str) -> str:
        """A name as it stands; a pseudonym, which a text has in its own language, in that of the edition."""
        found = pseudonyms().fullmatch(name)
        return f"{policy().wording(self.language).person} {found[1]}" if found else name

    def contradiction_value(self, field: str, value: str) -> str:
        """What a claim says about a contested field: a date in words, otherwise as it was released."""
        if field == "whether-at-all":
            return self.words.value("value", value)
        if field == "quantity":
            return number(value, self.language)
        if field == "place":
            return self._names.get(value, value)
        return edtf_words(value, self.words) if field == "date" else value

    def document_title(self, document: ReleasedDocument) -> str:
        """The document's own title; what stands for one says the kind in the language of the edition."""
        source = self.index.sources.get(document.source)
        if source is None or not document.title.startswith(f"{source.label} ("):
            return document.title
        return KIND_OF_DOCUMENT.sub(lambda kind: self.words.value("document-kind", kind[0]), document.title)

    def day(self, text: str) -> str:
        """A day as the data have it ("2022-10-09", with or without the hour), or a month or year, in words."""
        day = parse_day(text)
        return day_words(day, self.language) if day else edtf_words(text, self.words)

    def days(self, text: str) -> str:
        """A date as the reading writes it, in words."""
        return edtf_words(text, self.words)

    def reference(self, text: str) -> str:
        """Where it stands in the original, in the language of the edition: "рядок 14"."""
        text = IN_A_PART.sub("", text)
        return KIND_OF_PLACE.sub(lambda found: self.words.value("reference", found[0]), text, count=3)

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
        """A settlement's name as the maps have it, or that of an administrative unit."""
        place = self.index.place_of(identifier)
        return self.unit(self._local.get(place.id, place.name)) if place else self.words("where.unplaced")

    def area(self, path: Sequence[str]) -> list[str]:
        """An administrative path, the smallest unit first, without the country."""
        return [self.unit(name) for name in path[1:][::-1]] or [self.unit(name) for name in path]

    def unit(self, name: str) -> str:
        """An administrative unit in the language of the edition; in English where nothing else is known."""
        if self.language == "en":
            return name
        return units().get(name) or self._names.get(name, name)

    def date_basis(self, text: str) -> str:
        """On what a date rests, which the reader says in English, in the language of the edition; days in words."""
        if self.language == "uk":
            for pattern, ukrainian in date_bases():
                if found := pattern.fullmatch(text):
                    text = ukrainian
                    for number, said in enumerate(found.groups(), 1):
                        text = text.replace(f"\\{number}", self._in_basis(said))
                    break
        return _ISO_DAY.sub(lambda day: edtf_words(day.group(), self.words), text)

    def _in_basis(self, said: str) -> str:
        """The words of a text in the marks of the edition, a place by its name."""
        if said.startswith('"') and said.endswith('"'):
            return self.words("quoted", x=said[1:-1])
        return units().get(said) or only_ukrainian_name(said) or said

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

    def kilobytes(self, size: int) -> str:
        """The size of a file, in thousands of bytes."""
        text = f"{size / 1000:.1f}"
        return f"{text.replace('.', ',')} КБ" if self.language == "uk" else f"{text} kB"

    def kilometres(self, km: float) -> str:
        shown = round(km, 1) if km < 10 else round(km)
        text = grouped(shown)
        return f"{text.replace('.', ',')} км" if self.language == "uk" else f"{text} km"
