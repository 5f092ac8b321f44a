"""Generated news articles of which some were made from others: rewrites, shortenings and translations.

What makes it hard to tell copies: independent articles on one event (same place, day, numbers), in either language;
daily summaries that differ in nothing but figures; footers that an outlet prints under everything; and a statement
that many quote. The same for the same seed.
"""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

KINDS = ("rewrite", "shortening", "translation")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
LANGUAGES = ("en", "uk")


class Sentence(NamedTuple):
    """What a sentence says, in no language yet. ``seed`` is the way its words are chosen."""

    kind: str
    filled: dict[str, Any]
    template: int
    seed: int


class Article(NamedTuple):
    language: str
    sentences: tuple[Sentence, ...]
    footer: int | None

    def text(self) -> str:
        said = [_say(one, self.language) for one in self.sentences]
        end = [] if self.footer is None else [_data()["footer"][self.language][self.footer]]
        return "\n\n".join([" ".join(said[start : start + 3]) for start in range(0, len(said), 3)] + end)


class Made(NamedTuple):
    """``texts`` and ``languages`` by id; ``copies`` are pairs of ids with the kind; ``family`` is what an article goes
    back to, itself when it is an original."""

    texts: dict[str, str]
    languages: dict[str, str]
    copies: dict[tuple[str, str], str]
    family: dict[str, str]


@cache
def _data() -> Any:
    return yaml.safe_load(Path(__file__).with_name("copying.yaml").read_text(encoding="utf-8"))


def make(count: int = 5000, copied: int = 500, seed: int = 5) -> Made:
    """So many articles, of which ``copied`` were made from others, a third of them in each way."""
    chance = random.Random(seed)
    originals = _originals(chance, count - copied)
    articles = {f"a{number:05}": article for number, article in enumerate(originals)}
    names = list(articles)
    copies: dict[tuple[str, str], str] = {}
    family = {name: name for name in names}
    for number in range(copied):
        source = chance.choice(names)
        kind = KINDS[number % len(KINDS)]
        name = f"c{number:05}"
        articles[name] = _COPYING[kind](chance, articles[source])
        copies[source, name] = kind
        family[name] = source
    order = list(articles)
    chance.shuffle(order)
    return Made(
        {name: articles[name].text() for name in order},
        {name: articles[name].language for name in order},
        copies,
        family,
    )


def _originals(chance: random.Random, count: int) -> list[Article]:
    found: list[Article] = []
    while len(found) < count:
        event = _filling(chance) | {"act": chance.choice(list(_data()["lead"]))}
        if chance.random() < 0.06:
            found.append(_briefing(chance))
        elif chance.random() < 0.15:  # several outlets on one event, each with its own reporting
            found += [_article(chance, event) for _ in range(chance.randrange(2, 4))]
        else:
            found.append(_article(chance, event))
    return found[:count]


def _filling(chance: random.Random) -> dict[str, Any]:
    data = _data()
    words = chance.random() < 0.5
    few, few2 = chance.randrange(2, 11), chance.randrange(2, 11)
    return {
        "day": chance.randrange(1, 31), "month": chance.choice(data["month"]), "place": chance.choice(data["place"]),
        "place2": chance.choice(data["place"]), "thing": chance.choice(data["thing"]),
        "thing2": chance.choice(data["thing"]), "few": data["words"][few] if words else few,
        "few2": data["words"][few2] if words else few2, "many": chance.randrange(11, 60),
        "big": chance.randrange(60, 900), "parcels": chance.randrange(90, 2400), "litres": chance.randrange(200, 9000),
        "souls": chance.randrange(200, 9000), "left": chance.randrange(11, 900), "age": chance.randrange(19, 88),
        "weeks": chance.randrange(2, 20), "job": chance.choice(data["job"]), "street": chance.choice(data["street"]),
        "body": chance.choice(data["body"]), "given": chance.choice(data["given"]),
        "surname": chance.choice(data["surname"]),
    }  # fmt: skip


_EVENT = ("act", "day", "month", "place", "thing", "few", "many")
"""What all who report on one event have in common."""


def _article(chance: random.Random, event: dict[str, Any]) -> Article:
    kinds = chance.sample(["quote", "official", "aid", "past", "witness", "quote"], chance.randrange(3, 6))
    kinds += ["filler"] * chance.randrange(1, 4)
    if chance.random() < 0.1:
        kinds.append("shared_quote")
    chance.shuffle(kinds)
    sentences = []
    for kind in ("lead", *kinds):
        filled = _filling(chance) | {name: event[name] for name in _EVENT}
        if kind == "shared_quote":
            filled |= {"body": _data()["body"][0], "day": 12, "month": _data()["month"][6]}
        sentences.append(_sentence(chance, kind, filled))
    return Article(chance.choice(LANGUAGES), tuple(sentences), chance.choice([None, 0, 1, 2, 3, 4]))


def _briefing(chance: random.Random) -> Article:
    return Article(chance.choice(LANGUAGES), (_sentence(chance, "briefing", _filling(chance)),), None)


def _sentence(chance: random.Random, kind: str, filled: dict[str, Any]) -> Sentence:
    return Sentence(kind, filled, chance.randrange(10_000), chance.randrange(1 << 30))


def _say(sentence: Sentence, language: str) -> str:
    data = _data()
    templates = data[sentence.kind]
    if sentence.kind == "lead":
        templates = templates[sentence.filled["act"]]
    written = templates[language]
    template = written if isinstance(written, str) else written[sentence.template % len(written)]
    chance = random.Random(sentence.seed)
    chosen = _CHOICE.sub(lambda found: chance.choice(found.group(1).split("|")), template)
    at = LANGUAGES.index(language)
    filled = {name: value[at] if isinstance(value, list) else value for name, value in sentence.filled.items()}
    filled["person"] = f"{filled['given']} {filled['surname']}"
    said = chosen.format(**filled)
    return said[0].upper() + said[1:]


def _other_words(chance: random.Random, sentence: Sentence, anew: float, touched: float) -> Sentence:
    """The sentence said anew with one probability, with other words here and there with another, or as it is."""
    if chance.random() < anew:
        return sentence._replace(template=chance.randrange(10_000), seed=chance.randrange(1 << 30))
    if chance.random() < touched:
        return sentence._replace(seed=chance.randrange(1 << 30))
    return sentence


def _rewrite(chance: random.Random, article: Article) -> Article:
    """Some sentences anew, half of them with other words, some left out or put elsewhere, one added, another footer."""
    kept = [one for one in article.sentences if one.kind in ("lead", "briefing") or chance.random() > 0.12]
    said = [_other_words(chance, one, 0.3, 0.5) for one in kept]
    _swap(chance, said, 0.4)
    said.insert(chance.randrange(len(said)) + 1, _sentence(chance, "filler", _filling(chance)))
    return article._replace(sentences=tuple(said), footer=chance.choice([None, 0, 1, 2, 3, 4]))


def _shorten(chance: random.Random, article: Article) -> Article:
    """The first third to half, nearly in the same words, under another footer or none."""
    keep = max(2, round(len(article.sentences) * chance.uniform(0.3, 0.55)))
    said = tuple(_other_words(chance, one, 0.05, 0.15) for one in article.sentences[:keep])
    return article._replace(sentences=said, footer=chance.choice([None, None, 0, 1, 2, 3, 4]))


def _translate(chance: random.Random, article: Article) -> Article:
    """In the other language, with a sentence left out here and there or put elsewhere."""
    kept = [one for one in article.sentences if one.kind in ("lead", "briefing") or chance.random() > 0.1]
    said = [one._replace(template=chance.randrange(10_000), seed=chance.randrange(1 << 30)) for one in kept]
    _swap(chance, said, 0.25)
    other = LANGUAGES[1 - LANGUAGES.index(article.language)]
    return Article(other, tuple(said), chance.choice([None, 0, 1, 2, 3, 4]))


def _swap(chance: random.Random, said: list[Sentence], likely: float) -> None:
    if len(said) > 2 and chance.random() < likely:
        at = chance.randrange(1, len(said) - 1)
        said[at], said[at + 1] = said[at + 1], said[at]


_COPYING = {"rewrite": _rewrite, "shortening": _shorten, "translation": _translate}
