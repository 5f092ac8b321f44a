"""The base form of a person's name, and one name for one person through a text."""

from witnessmark.reading.actors.lexicon import Lexicon
from witnessmark.reading.actors.marks import Mention
from witnessmark.reading.actors.runs import surname_key
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.draft import fold
from witnessmark.reading.places.romanise import romanisations

_MOST = 200
"""Names of a text whose Latin spellings are made: a bound for lists of names."""


def name_persons(scene: Scene, mentions: list[Mention]) -> None:
    """Give every person a name in the base form. A surname or a given name alone takes the full name of the one person
    of the text who has it; of several it keeps its own."""
    persons = [mention for mention in mentions if mention.kind == "person" and not mention.generic]
    full: dict[str, set[str]] = {}
    for mention in persons:
        mention.name = _base_name(scene, mention)
        if mention.last - mention.first > 1:
            for key in _keys(scene, mention):
                full.setdefault(key, set()).add(mention.name)
    _join_scripts(persons)
    for mention in persons:
        if mention.last - mention.first == 1:
            candidates = full.get(next(iter(_keys(scene, mention)), ""), set())
            if len(candidates) == 1:
                mention.name = next(iter(candidates))


def _join_scripts(persons: list[Mention]) -> None:
    """One name for a person named in both scripts: the one in Cyrillic, which is the name as its bearer writes it."""
    names = dict.fromkeys(mention.name for mention in persons if mention.name and " " in mention.name)
    cyrillic = [name for name in names if name[0] > "\u0400"]
    if not cyrillic or len(cyrillic) == len(names):
        return
    latin = {fold(spelling): name for name in reversed(cyrillic[:_MOST]) for spelling in romanisations(name)}
    for mention in persons:
        if mention.name is not None:
            mention.name = latin.get(fold(mention.name), mention.name)


def _keys(scene: Scene, mention: Mention) -> list[str]:
    keys = []
    if mention.family is not None:
        keys.append("s:" + surname_key(scene.folded[mention.family]))
    if mention.given is not None:
        given = scene.lexicon.given.get(scene.folded[mention.given], scene.folded[mention.given])
        keys.append("g:" + fold(given))
    return keys


def _base_name(scene: Scene, mention: Mention) -> str:
    """The name with its parts in the nominative where the given name stands in another case."""
    text = scene.text[slice(*scene.span(mention.first, mention.last))]
    if mention.given is None:
        return " ".join(text.split())
    lexicon = scene.lexicon
    said = scene.word(mention.given)
    base = lexicon.given.get(scene.folded[mention.given], said)
    if scene.draft.language == "ru":
        base = lexicon.given_ru.get(scene.folded[mention.given], base)
    if fold(base) == scene.folded[mention.given] or not base[0] > "\u0400":
        return " ".join(text.split())
    sex = mention.sex or "m"
    parts = []
    for index in range(mention.first, mention.last):
        word = scene.word(index)
        if index == mention.given:
            parts.append(base)
        elif scene.folded[index].endswith(lexicon.patronymics):
            parts.append(_patronymic(word, sex))
        elif index == mention.family:
            parts.append(_surname(lexicon, word, sex))
        else:
            parts.append(word)
    return " ".join(parts).replace(" .", ".")


def _patronymic(word: str, sex: str) -> str:
    folded = fold(word)
    stem_at = max(
        folded.rfind("івн"), folded.rfind("ївн"), folded.rfind("овн"), folded.rfind("евн"), folded.rfind("ичн")
    )
    if sex == "f" and stem_at > 0:
        return word[: stem_at + 3] + "а"
    at = folded.rfind("ич")
    return word[: at + 2] if sex == "m" and at > 0 else word


def _surname(lexicon: Lexicon, word: str, sex: str) -> str:
    folded = fold(word)
    for ending, base in lexicon.surname_rules[sex]:
        if folded.endswith(ending) and len(folded) - len(ending) >= 2:
            return word[: len(word) - len(ending)] + base
    return word
