"""Generated field reports for benchmarks: invented people and events in real places, the same for the same seed."""

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLACES = [
    "Izium",
    "Balakliia",
    "Savyntsi",
    "Kupiansk",
    "Borova",
    "Chuhuiv",
    "Vovchansk",
    "Lyman",
    "Barvinkove",
    "Hrakove",
]
PEOPLE = ["Hanna Lysenko", "Petro Hnatiuk", "Oksana Marchuk", "Stepan Horbal", "Larysa Kotsur", "Ihor Zavada"]
SENTENCES = {
    "en": [
        "On {day} soldiers shelled the {thing} in {place}, and {count} people were killed.",
        '"They looted my house and took the car," said {person}, a resident of {place}.',
        "In {place} the occupiers imposed a curfew and searched houses in {month}.",
        "Retreating troops laid mines along the road to {place}, residents said.",
        "Volunteers distributed {count}0 food parcels and medicine in {place} on {day}.",
        "The school in {place} was damaged by an air strike in early {month}.",
        "{person} said that he was detained in a basement for {count} days and beaten.",
        "Crews restored electricity in {place} two weeks after the liberation of the town.",
        "The mission walked along the river and talked with people at the market about the coming winter.",
        "Many families are waiting for windows and doors, and the municipality has asked for help.",
    ],
    "uk": [
        "{day} військові обстріляли {place}, загинули {count} людей.",
        "«Вони пограбували мій будинок», — сказала {person}, мешканка {place}.",
        "На початку {month} окупанти запровадили комендантську годину.",
        "Волонтери роздали {count}0 продуктових наборів і ліки.",
        "Родини чекають на вікна та двері, громада просить про допомогу перед зимою.",
    ],
    "ru": [
        "{day} военные обстреляли {place}, погибли {count} человек.",
        "«Они ограбили мой дом», — сказала {person}, жительница посёлка.",
        "В начале {month} оккупанты ввели комендантский час.",
        "Волонтёры раздали {count}0 продуктовых наборов и лекарства.",
        "Семьи ждут окон и дверей, община просит о помощи перед зимой.",
    ],
}
MONTHS = {
    "en": ["March 2022", "April 2022", "May 2022", "June 2022", "July 2022", "August 2022"],
    "uk": ["березня 2022 року", "квітня 2022 року", "травня 2022 року", "червня 2022 року"],
    "ru": ["марта 2022 года", "апреля 2022 года", "мая 2022 года", "июня 2022 года"],
}
DAYS = {"en": "{d:%-d %B %Y}", "uk": "{d.day} квітня 2022 року", "ru": "{d.day} апреля 2022 года"}
THINGS = ["market", "hospital", "school", "railway station", "bridge", "bakery"]


def report(number: int, language: str = "en", sentences: int = 15, register: str = "dense") -> str:
    """One generated report of so many sentences, in paragraphs of five. ``register`` is "dense", with about a claim for
    every 60 characters, or "news", with one for about 200."""
    chance = random.Random(f"{language}/{number}" if register == "dense" else f"{language}/{register}/{number}")
    if register == "news":
        words = _news()[language]
        places, people, chosen = words["places"], words["people"], words["sentences"]
    else:
        places, people, chosen = PLACES, PEOPLE, SENTENCES[language]
    home = chance.sample(places, 2)
    lines = []
    for index in range(sentences):
        day = date(2022, 3, 1) + timedelta(days=chance.randrange(190))
        sentence = chance.choice(chosen).format(
            day=DAYS[language].format(d=day),
            place=chance.choice(home),
            person=chance.choice(people),
            month=chance.choice(MONTHS[language]),
            thing=chance.choice(THINGS),
            count=chance.randrange(2, 9),
            place2=home[0],
        )
        lines.append(sentence + ("\n\n" if index % 5 == 4 else " "))
    return f"Report {number}. Generated for a benchmark; nothing in it is real.\n\n" + "".join(lines).strip() + "\n"


@cache
def _news() -> Any:
    return yaml.safe_load(Path(__file__).with_name("news.yaml").read_text(encoding="utf-8"))
