"""Why two claims are linked, in words, in English and Ukrainian. Data: ``data/link_words.yaml``.

The same words on the command line, in the workbench and on the site.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from witnessmark.model.acts import taxonomy

_ID = re.compile(r"[a-z][a-z-]*")
_OF_DAYS = frozenset({"same-days", "days-close", "same-month", "month-holds-day"})


class _LinkWords(msgspec.Struct, frozen=True):
    reasons: dict[str, dict[str, list[str]]]
    sure: dict[str, str]
    decided: dict[str, str]
    title: dict[str, str]
    note: dict[str, str]
    things: dict[str, dict[str, str]]


@cache
def _words() -> _LinkWords:
    compiled = resources.files("witnessmark.model").joinpath("tables/link_words.json").read_bytes()
    return msgspec.json.decode(compiled, type=_LinkWords)


def title(language: str) -> str:
    return _words().title[language]


def note(language: str) -> str:
    return _words().note[language]


def why(
    reasons: Sequence[str], values: Mapping[str, str], language: str, when: Callable[[str], str] | None = None
) -> str:
    """The reasons as one line: "the same place within 4 km; the same day (2022-04-14); both count 3". A reason without
    a value is said without it. ``when`` says a day, or days from and to (EDTF), in words."""
    return "; ".join(_reason(reason, values.get(reason), language, when or _plain_days) for reason in reasons)


def _plain_days(edtf: str) -> str:
    return edtf.replace("/", " – ")


def _reason(reason: str, value: str | None, language: str, when: Callable[[str], str]) -> str:
    known = _words().reasons.get(reason)
    if known is None:
        return reason.replace("-", " ")
    sentence = known[language][0] if value is not None else known[language][-1]
    return sentence.format(value=_shown(reason, value or "", language, when))


def _shown(reason: str, value: str, language: str, when: Callable[[str], str]) -> str:
    """Ids of acts and things as their labels; days as ``when`` says them."""
    if reason in ("same-act", "effect-told-next"):
        return _ID.sub(lambda found: _act(found.group(), language), value)
    if reason in ("same-thing", "other-thing"):
        return _ID.sub(lambda found: _words().things.get(found.group(), {}).get(language, found.group()), value)
    return when(value) if reason in _OF_DAYS else value


def _act(name: str, language: str) -> str:
    act = taxonomy().acts.get(name)
    return act.label[language] if act else name


def sure(score: float, reasons: Sequence[str], language: str) -> str:
    """How likely it is that the two are about one thing: a probability, or that a person decided."""
    if "person-decided" in reasons:
        return _words().decided[language]
    return _words().sure[language].format(percent=round(100 * score))
