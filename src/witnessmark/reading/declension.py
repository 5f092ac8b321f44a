"""Declension by endings: from the base form of a Ukrainian or Russian name to every form that a text may hold.

Rules are data: a base ending and what takes its place in each case, ``|`` between alternatives. Words of a name are
declined together, case by case, so that ``Нова Каховка`` gives ``Нової Каховки`` and never ``Нової Каховка``.
"""

import re
from collections.abc import Sequence
from itertools import product

Rule = Sequence[str]
_MOST = 256
"""Forms of a single case: a bound against names of many words with many alternatives."""


def rule_for(word: str, rules: Sequence[Rule]) -> Rule | None:
    """The rule with the longest ending that ``word`` has, leaving at least one letter before it, or None."""
    low = word.lower()
    fitting = [rule for rule in rules if low.endswith(rule[0]) and (len(low) > len(rule[0]) or len(low) > 3)]
    return max(fitting, key=lambda rule: len(rule[0]), default=None)


def decline(word: str, rule: Rule) -> list[tuple[str, ...]]:
    """The forms of ``word``, a tuple of alternatives for each case of the rule, base form first; keeps capitals."""
    stem = word[: len(word) - len(rule[0])]
    shout = word.isupper() and len(word) > 1
    begin = word[:1].isupper() and not stem
    forms = []
    for ending in rule:
        options = tuple(stem + ("" if option == "-" else option) for option in ending.split("|"))
        if shout:
            options = tuple(option.upper() for option in options)
        elif begin:
            options = tuple(option[:1].upper() + option[1:] for option in options)
        forms.append(options)
    return forms


def together(columns: Sequence[Sequence[tuple[str, ...]]], joiners: Sequence[str]) -> set[str]:
    """Every form of a name of several words: words agree in case. ``joiners`` stand between the words."""
    found: set[str] = set()
    for options in zip(*columns, strict=True):
        for count, words in enumerate(product(*options)):
            if count >= _MOST:
                break
            found.add("".join(part for pair in zip(words, [*joiners, ""], strict=True) for part in pair))
    return found


_PARTS = re.compile(r"([\s\-‑]+)")


def parts_of(name: str) -> tuple[list[str], list[str]]:
    """The words of a name and what stands between them."""
    pieces = _PARTS.split(name)
    return pieces[::2], pieces[1::2]
