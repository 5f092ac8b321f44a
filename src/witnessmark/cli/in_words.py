"""Values of a case in the words of the user: dates, places, acts, who speaks. ``--json`` has them as they are kept."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from witnessmark.cli.messages import language, say
from witnessmark.model.acts import taxonomy
from witnessmark.model.claim import Claim
from witnessmark.model.record import PlaceMention
from witnessmark.publish.site.times import edtf_words
from witnessmark.publish.site.words import Language, Words
from witnessmark.web.naming import place_called, unit_called

_UNREAD = re.compile(r"device ([0-9a-f]{8})")
_SHORTEST = 6
"""Digits of an id that a short form keeps at least; what a user types back may be as short."""


@cache
def _words(speech: Language) -> Words:
    return Words(speech, ("words.yaml", "workbench.yaml"))


def words() -> Words:
    """The words that the site and the workbench have, in the user's language."""
    return _words("uk" if language() == "uk" else "en")


def when(edtf: str | None) -> str:
    """A date as the reading writes it, in words: "2 or 3 March 2022"; empty for None."""
    return edtf_words(edtf, words()).replace("\u00a0", " ") if edtf else ""


def where(place: PlaceMention | None) -> str:
    """What a place is called in the user's language; empty for None."""
    return place_called(place, words().language)


def within(admin: Iterable[str]) -> str:
    """The country, oblast, district and community in which a place lies."""
    return ", ".join(unit_called(name, words().language) for name in admin)


def acts(names: Iterable[str]) -> str:
    """The acts by their labels."""
    return ", ".join(taxonomy()[name].label[language()] for name in names)


def moment(time: str) -> str:
    """A time of an entry in words: "26 November 2026, 09:50 UTC". One that is no such time stays as it is."""
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        return time
    if at.tzinfo is None:
        return time
    at = at.astimezone(UTC)
    return f"{when(at.date().isoformat())}, {at:%H:%M} UTC"


def edition(audience: str) -> str:
    """For whom an edition is: the word of the command line in English, what the edition is called in Ukrainian."""
    if language() != "uk":
        return audience
    called = words().value("audience", audience)
    return called[:1].lower() + called[1:]


def allowed(level: str) -> str:
    """A level of consent: the word of the command line in English, with what it means in Ukrainian."""
    return level if language() != "uk" else f"{words().value('consent-level', level)} ({level})"


def role(name: str | None) -> str:
    """What a device may say: the word of the command line, with its meaning in Ukrainian; empty for none."""
    return f"{say(f'role-{name}')} ({name})" if name and language() == "uk" else name or ""


def whose(device: str) -> str:
    """The name of a device; of one whose name cannot be read the beginning of its key."""
    unread = _UNREAD.fullmatch(device)
    return say("device-unread", id=unread[1]) if unread else device


def happened(event: str) -> str:
    """What a step of the chain of custody is called; an event that people named themselves stays as it is."""
    from witnessmark.publish.site.words import data_file

    known: dict[str, dict[str, str]] = data_file("custody.yaml")["events"]
    return known[event][language()] if event in known else event


def voice(claim: Claim) -> str:
    """Who says it: the name, or what kind of voice it is."""
    return claim.said_by.name or words().value("voice", claim.said_by.kind)


def how(claim: Claim) -> str:
    """As what it is said: as fact, as a threat, from hearsay, and whether it is said not to have been."""
    said = words().value("modality", claim.modality)
    return f"{said}, {words()('workbench.not')}" if claim.polarity == "negative" else said


def act_named(word: str) -> str:
    """The id of the act that a list shows under this label, in either language; any other word as it is."""
    folded = _folded(word)
    found = [act.id for act in taxonomy().acts.values() if folded in map(_folded, act.label.values())]
    return found[0] if len(found) == 1 else word


def _folded(label: str) -> str:
    """Without case, and with one apostrophe for the three that are typed in Ukrainian."""
    return re.sub("[\u2019\u02bc]", "'", label).casefold()


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Ids to the beginnings by which a command knows them apart: all of one length after the kind ("i-3fa1c2")."""
    known = list(dict.fromkeys(ids))
    for digits in range(_SHORTEST, 64):
        cut = {name: _cut(name, digits) for name in known}
        if len(set(cut.values())) == len(known):
            return cut
    return {name: name for name in known}


def _cut(name: str, digits: int) -> str:
    kind, dash, rest = name.rpartition("-")
    return f"{kind}{dash}{rest[:digits]}"
