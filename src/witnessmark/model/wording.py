"""Corroboration, casualties and prior statements in words, for every page and program alike."""

from collections.abc import Iterable, Sequence

from witnessmark.model.acts import taxonomy
from witnessmark.model.corroboration import Account, CasualtyCount, CasualtyRange, FieldSupport, ValueSupport
from witnessmark.model.incident import Tie
from witnessmark.model.labels import label


def sources(groups: Sequence[int], language: str) -> str:
    """The groups as people number them, from 1: "sources 1, 3"."""
    name = "source" if len(groups) == 1 else "sources"
    return label("corroboration", name, language, groups=_numbers(groups))


def _numbers(groups: Iterable[int]) -> str:
    return ", ".join(str(group + 1) for group in groups)


def once(reasons: Sequence[str], ties: Iterable[Tie], claims: int, documents: Sequence[str], language: str) -> str:
    """Why the claims of a group count as one source: the reasons, the origin that they name, and the documents."""
    why = [label("group-reason", reason, language) for reason in reasons]
    named = (label("origin", tie.origin, language) if tie.origin else tie.named for tie in ties)
    if origins := dict.fromkeys(name for name in named if name):
        why.append(label("once", "origin", language, origin=", ".join(origins)))
    said = label("once", "claims", language, n=claims, why="; ".join(why))
    if len(documents) < 2:
        return said
    return f"{said} {label('once', 'documents', language, n=len(documents), documents='; '.join(documents))}"


def parted(group: int, groups: Sequence[Sequence[str]], ties: Iterable[Tie], language: str) -> str:
    """Of which other groups people said that this one is independent; empty for none. ``groups`` are ids of claims."""
    others = {tie.second for tie in ties}
    numbers = [at for at, claims in enumerate(groups) if at != group and not others.isdisjoint(claims)]
    return label("once", "parted", language, others=sources(numbers, language)) if numbers else ""


def field_name(support: FieldSupport, language: str) -> str:
    """What the field is: the act that it is about, "how many: killed", "when"."""
    if support.field == "whether-at-all" and support.of:
        act = taxonomy().acts.get(support.of)
        return act.label[language] if act else support.of.replace("-", " ")
    name = label("field", support.field, language)
    return f"{name}: {label('casualties', support.of, language)}" if support.of else name


def notes_on(value: ValueSupport, language: str) -> list[str]:
    """What is to be known of a value beside the groups that give it."""
    notes = [
        label("corroboration", name, language, groups=_numbers(groups))
        for name, groups in (
            ("consistent", value.consistent),
            ("first-hand", value.first_hand),
            ("second-hand", value.second_hand),
        )
        if groups
    ]
    if value.copies:
        notes.append(label("corroboration", "copies", language, n=value.copies))
    if not value.identifies:
        notes.append(label("corroboration", "vague", language))
    return notes


def silent(support: FieldSupport, language: str) -> str:
    return label("corroboration", "silent", language, groups=_numbers(support.silent)) if support.silent else ""


def plain_value(field: str, value: str, language: str) -> str:
    """A value of a field where nothing better is known of how to show it."""
    if field == "whether-at-all":
        return label("value", value, language)
    if field == "quantity":
        return number(value, language)
    return value


def number(value: str, language: str) -> str:
    """A count as values hold it ("3", "3..", "..3", "3..5") in words."""
    low, dots, high = value.partition("..")
    if not (low + high).isdecimal():
        return value
    return count(int(low) if low else None, int(high) if high else None, language) if dots else value


def count(low: int | None, high: int | None, language: str, *, about: bool = False, or_more: bool = False) -> str:
    """A number as it is said: "at least 3", "3 to 5", "about 10"."""
    if low is None:
        return label("casualties", "at-most", language, n=high)
    if high is None or (or_more and low == high):
        return label("casualties", "at-least", language, n=low)
    if low != high:
        return label("casualties", "between-open" if or_more else "between", language, a=low, b=high)
    return label("casualties", "about", language, n=low) if about else str(low)


def counted(one: CasualtyCount, language: str) -> str:
    """What a claim counts: "5, including 2 children", "2 (children)"."""
    said = count(one.lowest, one.highest, language, about=one.approximate)
    if one.of_whom != "persons":
        said = f"{said} ({label('casualties', one.of_whom, language)})"
    if one.includes:
        parts = ", ".join(f"{part.number} {label('casualties', part.of_whom, language)}" for part in one.includes)
        said = f"{said}, {label('casualties', 'includes', language, what=parts)}"
    return said


def range_of(one: CasualtyRange, language: str) -> str:
    """Lowest and highest that is said; empty where only persons are named."""
    if one.lowest is None and one.highest is None:
        return ""
    return count(one.lowest, one.highest, language, or_more=one.or_more)


def notes_on_range(one: CasualtyRange, language: str) -> list[str]:
    notes = []
    if one.agreeing > 1:
        notes.append(label("casualties", "agreeing", language, n=one.agreeing))
    if one.named:
        notes.append(label("casualties", "named", language, n=len(one.named)))
    return notes


def account(number: int, one: Account, title: str, language: str, day: str | None) -> str:
    """The heading of an account of a witness: its document, date (``day`` in words) and through whom it is told."""
    parts = [
        label("statements", "account", language, n=number + 1),
        title,
        day or label("statements", "undated", language),
        label("statements", one.told, language),
    ]
    if one.repeats is not None:
        parts.append(label("statements", "repeats", language, n=one.repeats + 1))
    return " · ".join(parts)
