"""Which regime of law holds in a situation, with the reasons; left open, with all alternatives, if nothing decides it.

In order: what a person declared for the case; the record of conflicts (``situations.yaml``); what the claims tell of
the forces that acted there and of who held the place. A regime that something speaks against is still listed.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from witnessmark.law.forms import Conflict
from witnessmark.law.situations import SHOWN, Ground, Surroundings
from witnessmark.model.finding import Regime, RegimeFinding, Standing

Declared = Regime | None
"""``iac``, ``niac`` or ``peace`` as a person declared it for the case; None where nobody did."""

_HOLDS = ("declared", "indicated")
_SETTLED = 3
"""Parts of an administrative path from which on an area is small enough to be held as a whole."""


class _Found(NamedTuple):
    standing: Standing
    reasons: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def regimes_of(
    ground: Ground, around: Surroundings, conflicts: Sequence[Conflict], declared: Declared = None
) -> tuple[RegimeFinding, ...]:
    """All four regimes with their standing in the situation."""
    iac = _international(ground, around, conflicts)
    niac = _internal(ground, around, conflicts, iac)
    if declared is not None:
        other = _Found("unlikely", ("declared-other",))
        iac, niac = (_declared(iac) if declared == "iac" else other), (_declared(niac) if declared == "niac" else other)
    occupation = _occupation(ground, around, iac)
    war = iac.standing in _HOLDS or niac.standing in _HOLDS
    peace = _Found("declared", ("declared",)) if declared == "peace" else (
        _Found("unlikely", ("conflict-indicated",)) if war else _Found("open", ("nothing-tells",))
    )  # fmt: skip
    found: dict[Regime, _Found] = {"iac": iac, "occupation": occupation, "niac": niac, "peace": peace}
    return tuple(
        RegimeFinding(regime=name, standing=f.standing, reasons=f.reasons, claims=f.claims, sources=f.sources)
        for name, f in found.items()
    )


def holding(regimes: Iterable[RegimeFinding]) -> tuple[frozenset[str], frozenset[str]]:
    """The regimes that hold, and those that may: all that are open where no kind of conflict is determined, and an open
    occupation or a parallel conflict beside one that is."""
    standing = {each.regime: each.standing for each in regimes}
    sure = {name for name, each in standing.items() if each in _HOLDS}
    if "occupation" in sure:
        sure.add("iac")
    maybe = {name for name, each in standing.items() if each == "open"}
    return frozenset(sure), frozenset(maybe - sure)


def _declared(found: _Found) -> _Found:
    return _Found("declared", ("declared", *found.reasons), found.claims, found.sources)


def _international(ground: Ground, around: Surroundings, conflicts: Sequence[Conflict]) -> _Found:
    reasons, sources = _recorded("iac", ground, conflicts)
    told = tuple(around.acting("foreign", ground)[:SHOWN])
    if told:
        reasons = (*reasons, "foreign-forces")
    indicated = bool(told) or "on-record" in reasons
    return _Found("indicated" if indicated else "open", reasons or ("nothing-tells",), told, sources)


def _internal(ground: Ground, around: Surroundings, conflicts: Sequence[Conflict], iac: _Found) -> _Found:
    reasons, sources = _recorded("niac", ground, conflicts)
    told = tuple(around.acting("group", ground)[:SHOWN])
    if told:
        reasons = (*reasons, "armed-groups")
    if "on-record" in reasons:
        return _Found("indicated", reasons, told, sources)
    if told:
        return _Found("open", reasons, told, sources)
    if iac.standing in _HOLDS:
        return _Found("unlikely", (*reasons, "between-states"), (), sources)
    return _Found("open", reasons or ("nothing-tells",), (), sources)


def _recorded(regime: str, ground: Ground, conflicts: Sequence[Conflict]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the record of conflicts says of that regime there and then: a reason, and the entries."""
    there = [each for each in conflicts if each.regime == regime and ground.country in each.countries]
    here = [each for each in there if not each.areas or set(each.areas) & set(ground.area)]
    if ground.earliest is None or ground.latest is None:
        return (("on-record-date-unknown",) if here else ()), tuple(each.id for each in here)
    now = [
        each for each in here if each.since <= ground.latest and (each.until is None or ground.earliest <= each.until)
    ]
    if now:
        return ("on-record",), tuple(each.id for each in now)
    return (("on-record-elsewhere",) if there else ()), tuple(each.id for each in there)


def _occupation(ground: Ground, around: Surroundings, iac: _Found) -> _Found:
    """Territory is occupied when it is actually under the authority of the hostile army (Hague Regulations, 42)."""
    if iac.standing == "unlikely":
        return _Found("unlikely", iac.reasons)
    taken = tuple(change.claim for change in ground.control if change.change == "taken")[:SHOWN]
    left = tuple(change.claim for change in ground.control if change.change == "left")[:SHOWN]
    if ground.phase == "before":
        return _Found("unlikely", ("before-control",), taken)
    if ground.phase == "after":
        return _Found("unlikely", ("after-control",), left)
    reasons: list[str] = ["control-held"] if ground.phase == "held" and (taken or left) else []
    claims = [*taken, *left]
    for kind, reason in (("authority", "authority-exercised"), ("occupied", "said-occupied")):
        if told := around.acting(kind, ground)[:SHOWN]:
            reasons.append(reason)
            claims += told
    shown = tuple(dict.fromkeys(claims))
    if ground.phase == "held" and len(ground.area) >= _SETTLED:
        return _Found("indicated", tuple(reasons), shown)
    open_for = {"changing": "control-changing", "undated": "control-undated"}.get(ground.phase, "control-unknown")
    return _Found("open", (open_for, *reasons), shown)
