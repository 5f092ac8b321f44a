"""What an edition says to who takes it over, beside its incidents: see ``model/handover``. Nothing of it is public."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

from witnessmark.model.casefile import CaseFile, CaseSource
from witnessmark.model.consent import MAY_BE_NAMED, Audience
from witnessmark.model.handover import (
    ConsentFact,
    Disclosure,
    KnownName,
    MissionStatement,
    NameForm,
    Photograph,
    Said,
    TimeStamp,
)
from witnessmark.model.release import ReleasedActor, ReleasedClaim, ReleasedPlace
from witnessmark.protection.forms import ProtectedWords
from witnessmark.reading.places.romanise import romanise

Clean = Callable[[str], str]
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_RUSSIAN_ALONE = re.compile("[ыэёъ]", re.IGNORECASE)
"""Letters that Ukrainian has not."""


class Handover(NamedTuple):
    mission: MissionStatement | None
    photographs: tuple[Photograph, ...]
    consents: tuple[ConsentFact, ...]
    stamps: tuple[TimeStamp, ...]
    disclosures: tuple[Disclosure, ...]
    names: tuple[KnownName, ...] = ()


def shape_handover(
    file: CaseFile,
    audience: Audience,
    sources: list[CaseSource],
    people: Mapping[str, str],
    mission: MissionStatement | None,
    protected: ProtectedWords,
    clean: Clean,
) -> Handover:
    """``sources`` are those that appear, ``people`` the persons that appear with the name or pseudonym they bear."""
    if audience is Audience.PUBLIC:
        return Handover(None, (), (), (), ())
    return Handover(
        mission=_cleaned(mission, clean) if mission is not None else None,
        photographs=tuple(_photographs(file, audience, sources, protected, clean)),
        consents=(*(_source(file, source) for source in sources), *_people(file, people)),
        stamps=file.stamps,
        # An edition for the same audience is followed by its own chain of manifests.
        disclosures=tuple(one for one in file.published if one.audience is not audience),
    )


def _cleaned(value: MissionStatement, clean: Clean) -> MissionStatement:
    """The statement with every protected word taken out of every text."""

    def one(part: object) -> object:
        if isinstance(part, Said):
            return Said(en=clean(part.en), uk=clean(part.uk))
        if isinstance(part, str):
            return clean(part)
        if isinstance(part, tuple):
            return tuple(map(one, part))
        if isinstance(part, msgspec.Struct):
            return type(part)(**{name: one(getattr(part, name)) for name in part.__struct_fields__})
        return part

    made = one(value)
    assert isinstance(made, MissionStatement)  # noqa: S101 - for the type checker
    return made


def _photographs(
    file: CaseFile, audience: Audience, sources: list[CaseSource], protected: ProtectedWords, clean: Clean
) -> list[Photograph]:
    """The position stands only where the giver may be named and the file's name names nobody protected: it may be
    somebody's home."""
    found = []
    for source in sources:
        for name in source.documents:
            facts = file.documents[name].document.facts if name in file.documents else {}
            if not source.record.media_type.startswith("image/") or "image.width" not in facts:
                continue
            device = " ".join(facts[key] for key in ("exif.make", "exif.model") if key in facts)
            open_ = source.consent >= MAY_BE_NAMED[audience] and not protected.holds(source.record.file_name)
            found.append(
                Photograph(
                    source=source.label,
                    taken=facts.get("exif.taken"),
                    satellite=facts.get("exif.satellite-time"),
                    device=clean(device) or None,
                    position=facts.get("exif.position") if open_ else None,
                    error_m=facts.get("exif.position-error-m") if open_ else None,
                    direction=facts.get("exif.direction") if open_ else None,
                    width=facts.get("image.width"),
                    height=facts.get("image.height"),
                    problem=facts.get("exif.position-problem") or facts.get("exif.problem"),
                )
            )
    return found


def _source(file: CaseFile, source: CaseSource) -> ConsentFact:
    until = file.consent_until.get(source.id)
    return ConsentFact(subject=source.label, kind="source", level=source.consent.label, until=until)


def _people(file: CaseFile, people: Mapping[str, str]) -> list[ConsentFact]:
    facts = []
    for person, shown in people.items():
        known = file.persons[person]
        facts.append(
            ConsentFact(
                subject=shown,
                kind="person",
                level=known.consent.label if known.consent is not None else None,
                until=file.consent_until.get(person),
                protected=known.protected,
            )
        )
    return facts


def known_names(
    places: Iterable[ReleasedPlace], actors: Iterable[ReleasedActor], claims: Iterable[ReleasedClaim]
) -> tuple[KnownName, ...]:
    """Names of places, persons, units and bodies with the forms in which the sources have them. Of released values
    alone: nothing here tells more than they do."""
    said: dict[str, dict[str, None]] = {}
    for claim in claims:
        for role in claim.roles:
            if role.actor is not None:
                said.setdefault(role.actor, {})[role.text] = None
    forms: dict[tuple[str, str], dict[str, None]] = {}
    for place in places:
        forms.setdefault(("place", place.name), {}).update(dict.fromkeys(place.said_as))
    for actor in actors:
        if not actor.pseudonym:
            forms.setdefault((actor.kind, actor.label), {}).update(said.get(actor.id, {}))
    found = (_known(name, kind, its) for (kind, name), its in forms.items())
    return tuple(sorted(found, key=lambda name: (name.kind != "place", name.kind, name.name)))


def _known(name: str, kind: str, forms: Iterable[str]) -> KnownName:
    others = tuple(NameForm(form, latin_of(form)) for form in dict.fromkeys(forms) if form != name)
    return KnownName(name=name, kind=kind, latin=latin_of(name), forms=others)


def latin_of(name: str) -> str | None:
    """The name in Latin letters; None for one that has no other."""
    if not _CYRILLIC.search(name):
        return None
    return romanise(name, "bgn_ru" if _RUSSIAN_ALONE.search(name) else "kmu_2010")
