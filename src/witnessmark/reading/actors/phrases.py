"""Phrases of the lexicon: fixed names, and nouns for a belligerent or officials with adjectives and party."""

import re

from witnessmark.reading.actors.lexicon import Entry, Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ALSO_ADJECTIVES = frozenset({"military", "police", "army", "artillery", "government", "security", "intelligence"})
_SIDES = ("-led", "-backed", "-aligned", "-affiliated", "-linked", "-controlled", "-supported", "-allied")


Match = tuple[int, int, Entry]


def matched(scene: Scene) -> tuple[list[Match], list[Match], list[Match]]:
    """The phrases of the lexicon that stand in the text, first and last word (half-open) with the entry, by stage; the
    longest of a first word first."""
    found: tuple[list[Match], list[Match], list[Match]] = ([], [], [])
    folded, flags, phrases, count = scene.folded, scene.flags, scene.lexicon.phrases, len(scene)
    for index in scene.flagged:
        if flags[index] & Is.PHRASE:
            for rest, entry in phrases[folded[index]]:
                last = index + 1
                for forms in rest:
                    if last >= count or folded[last] not in forms:
                        break
                    last += 1
                else:
                    found[entry.stage].append((index, last, entry))
    return found


def add_phrases(scene: Scene, marks: Marks, matches: list[Match]) -> None:
    """Mark phrases of one stage; of those that begin with one word only the first that holds. Nouns of a force take
    their adjectives and their party."""
    done = -1
    for first, last, entry in matches:
        if first != done and _add_entry(scene, marks, first, last, entry):
            done = first


def _add_entry(scene: Scene, marks: Marks, first: int, last: int, entry: Entry) -> bool:
    if "/not/" in entry.rule:
        scene.things.update(range(first, last))
        return True
    if entry.name is not None or "/name/" in entry.rule:
        if not _proper(scene, first, last, entry):
            return False
        return marks.add(Mention(first, last, entry.kind, entry.rule, entry.name, _resolved(scene, entry, None)))
    if not entry.alone and scene.folded[last - 1] in _ALSO_ADJECTIVES and _goes_on(scene, last):
        return False
    start, party = (first, None) if entry.party else _with_adjectives(scene, marks, first)
    if not entry.alone and start == first and (owner := _owner(scene, marks, first)) is not None:
        named = owner.kind != "person"
        joined = Mention(
            owner.first,
            last,
            owner.kind if named else entry.kind,
            entry.rule,
            owner.name if named else None,
            owner.resolved,
        )
        return marks.add(joined)
    stop, tail_party = _with_party(scene, last)
    party = entry.party or party or tail_party
    if not entry.alone and start == first and stop == last:
        return False
    described = any(scene.flags[at] & Is.MODIFIER or _unknown_people(scene, at) for at in range(start, first))
    if not entry.alone and party is None and not described:
        return False
    if last - first == 1 and scene.folded[first] in {"us"}:
        return False
    return marks.add(Mention(start, stop, entry.kind, entry.rule, None, _resolved(scene, entry, party), generic=True))


def _owner(scene: Scene, marks: Marks, first: int) -> Mention | None:
    """The body named right before a noun for its people: "FSB" in "FSB officers"."""
    held = marks.holder[first - 1] if first > 0 and scene.near(first - 1) else None
    if held is None or held.generic or _CYRILLIC.match(scene.folded[first]):
        return None
    if held.kind == "person" and scene.folded[first] not in {
        "regime",
        "forces",
        "government",
        "militia",
        "administration",
    }:
        return None
    return held


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether "military", "police" … is followed by a plain noun that it describes ("military equipment")."""
    return at < len(scene) and scene.near(at - 1) and scene.has(at, Is.THING)


def _proper(scene: Scene, first: int, last: int, entry: Entry) -> bool:
    """A name must be written as one: a capital, except in long phrases and words that are names in lower case too."""
    text = scene.text[scene.starts[first] : scene.ends[last - 1]]
    letters = sum(map(str.isalpha, text))
    if last - first == 1 and scene.flags[first] & Is.NOT_NAME and _in_capitals(scene, first):
        return False  # "WHO IS TO BLAME", where every word is in capitals, names neither body
    if letters <= 4 and "/en/" not in "/" + entry.rule:
        return text.isupper() or (letters == 4 and scene.capital[first])
    if letters <= 4:
        return text.isupper() or (letters > 3 and scene.capital[first])
    if scene.capital[first] or last - first > 2:
        return True
    return entry.resolved is not None


def _in_capitals(scene: Scene, index: int) -> bool:
    """Whether a word beside this one is in capitals as well."""
    return (index > 0 and scene.near(index - 1) and scene.shouts(index - 1)) or (
        scene.near(index) and scene.shouts(index + 1)
    )


def _with_adjectives(scene: Scene, marks: Marks, first: int) -> tuple[int, str | None]:
    """The words before a noun that belong to it ("Russian occupying"): where they begin, whose it is."""
    start, party = first, None
    while start > 0 and scene.near(start - 1) and marks.holder[start - 1] is None:
        flag = scene.flags[start - 1]
        if flag & Is.ADJECTIVE and not (scene.folded[start - 1] == "us" and not scene.capital[start - 1]):
            party = party or scene.lexicon.party_of.get(scene.folded[start - 1])
        elif not flag & Is.MODIFIER and not _unknown_people(scene, start - 1):
            break
        start -= 1
    return start, party


def _unknown_people(scene: Scene, index: int) -> bool:
    """Whether a word that no list knows says whose fighters these are: "Fano militiamen", "Rwanda-backed rebels"."""
    if scene.flags[index] or _CYRILLIC.match(scene.folded[index]):
        return False
    if scene.folded[index].endswith(_SIDES):
        return True
    lower = not scene.capital[index + 1] and scene.near(index)
    return scene.capital[index] and lower and not scene.opens(index) and index not in scene.places


def _with_party(scene: Scene, last: int) -> tuple[int, str | None]:
    """ "… of Ukraine", "… РФ" after a noun: where it ends, and whose it is."""
    if last >= len(scene) or not scene.near(last - 1):
        return last, None
    at = last
    if scene.folded[at] in {"of", "from"}:
        at += 1
        while at < len(scene) and scene.folded[at] in {"the", "so-called"}:
            at += 1
    for size in (3, 2, 1):
        words = " ".join(scene.folded[at : at + size])
        party = scene.lexicon.party_of.get(words)
        if (
            party is not None
            and at + size <= len(scene)
            and (scene.capital[at] or at == last + 1)
            and not scene.flags[at] & Is.ADJECTIVE
        ):
            return at + size, party
    return last, None


def _resolved(scene: Scene, entry: Entry, party: str | None) -> str | None:
    """The neutral identification of a group: its own, or its party's."""
    if party and (known := scene.lexicon.parties.get(party)):
        return known.get("authority" if entry.kind == "authority" else "force") or entry.resolved
    return entry.resolved
