"""What a headline tells is told again below it, where the text also says where and on which day.

A claim of the headline that does not say so itself has the place and the day that the text gives the same act first, or
else any act.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from witnessmark.model.record import ClaimMention
from witnessmark.reading.claims.scene import Scene

_LONGEST = 30
"""Words of a headline."""
_OPENING = 3
"""Paragraphs after it that open the text."""
_NO_END = frozenset({".", ":", ";", ","})
_HAPPENED = frozenset({"asserted", "hearsay"})
_OWN_PLACE = frozenset({"claims/place.clause", "claims/place.sentence"})
_OF_DOCUMENT = "claims/place.document"
_OWN_DATE = "claims/date.clause"
_BELOW = "claims/{}.told-below"


class Told(NamedTuple):
    """A claim, the paragraph it stands in, and the rules that gave its place and its date."""

    claim: ClaimMention
    paragraph: int
    place_by: str
    date_by: str


def with_headline(scene: Scene, told: Sequence[Told]) -> list[ClaimMention]:
    """The claims in their order, those of the headline with what the text below tells of them."""
    claims = [each.claim for each in told]
    below = next((n for n, each in enumerate(told) if each.paragraph != scene.paragraphs[0]), len(told))
    if below and _has_headline(scene):
        story = _Story(scene, told[below:])
        claims[:below] = [story.retold(each) if _happened(each.claim) else each.claim for each in told[:below]]
    return claims


def _has_headline(scene: Scene) -> bool:
    """Whether the first line is a headline: short, ended by no full stop, and with paragraphs after it."""
    numbers = scene.paragraphs
    below = next((n for n, number in enumerate(numbers) if number != numbers[0]), None)
    if below is None or numbers[-1] < numbers[below] + 1:
        return False
    end = scene.bounds[below - 1][1]
    return end <= _LONGEST and scene.folded[end - 1] not in _NO_END


def _happened(claim: ClaimMention) -> bool:
    return claim.modality in _HAPPENED and claim.polarity != "negative"


class _Story:
    """Where and when the acts of a text were, by those claims that say so in their own words."""

    def __init__(self, scene: Scene, told: Sequence[Told]) -> None:
        self.scene, self.places, self.dates = scene, scene.draft.places, scene.draft.dates
        told = [each for each in told if _happened(each.claim)]
        self.placed = [each for each in told if each.place_by in _OWN_PLACE and self._is_settlement(each.claim.place)]
        self.dated = [each for each in told if each.date_by == _OWN_DATE and self._is_day(each.claim.date)]

    def retold(self, one: Told) -> ClaimMention:
        """The claim, with the place and the day that are told of it below."""
        claim = one.claim
        for field, had, found in (("place", claim.place, self._place(one)), ("date", claim.date, self._date(one))):
            if found is not None and found != had:
                why = claim.why and {**claim.why, field: _BELOW.format(field)}
                claim = msgspec.structs.replace(claim, **{field: found, "why": why})
        return claim

    def _place(self, one: Told) -> int | None:
        """A settlement: any where the headline names nothing, one in it where it names a country or a region."""
        had = one.claim.place
        if had is None or one.place_by == _OF_DOCUMENT:
            found = _first(one, self.placed)
        elif one.place_by in _OWN_PLACE and self.places[had].kind in ("region", "country"):
            found = _first(one, self.placed, lambda other: self._lies_in(other.claim.place, had))
        else:
            return None
        return found.claim.place if found is not None else None

    def _date(self, one: Told) -> int | None:
        """A day. Instead of one that the headline has from elsewhere only the day of the same act."""
        had = one.claim.date
        dated = had is not None and self.dates[had].earliest is not None
        if dated and one.date_by == _OWN_DATE:
            return None
        found = _first(one, self.dated, any_act=not dated)
        if found is not None:
            return found.claim.date
        return None if dated else self._only_day()

    def _only_day(self) -> int | None:
        """The one day that the opening of the text names."""
        found: dict[str | None, int] = {}
        for index, (first, _) in enumerate(self.scene.dates):
            if self.scene.paragraph_at(first) > self.scene.paragraphs[0] + _OPENING:
                break
            if self._is_day(index):
                found.setdefault(self.dates[index].earliest, index)
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_settlement(self, index: int | None) -> bool:
        return index is not None and self.places[index].kind == "settlement"

    def _is_day(self, index: int | None) -> bool:
        if index is None:
            return False
        date, today = self.dates[index], self.scene.draft.date
        return date.earliest is not None and date.earliest == date.latest and (not today or date.earliest <= today)

    def _lies_in(self, index: int | None, wide: int) -> bool:
        if index is None:
            return False
        place, area = self.places[index], self.places[wide]
        return place.country == area.country and (area.kind == "country" or area.name in place.admin)


def _first(
    one: Told, others: Sequence[Told], fits: Callable[[Told], bool] = lambda _: True, *, any_act: bool = True
) -> Told | None:
    """The first of them that fits and tells of the same act, or else of any."""
    fitting = [each for each in others if fits(each)]
    act = next((each for each in fitting if each.claim.act == one.claim.act), None)
    return act if act is not None or not any_act or not fitting else fitting[0]
