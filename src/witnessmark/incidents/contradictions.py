"""Where the claims of an incident cannot all hold. Listed, never resolved."""

from collections import defaultdict
from collections.abc import Sequence

from witnessmark.incidents.comparing import Traits, gap_days
from witnessmark.incidents.positions import places_agree
from witnessmark.model.incident import Contradiction, Field


def contradictions_of(group: Sequence[Traits]) -> tuple[Contradiction, ...]:
    found: list[Contradiction] = []
    by_act: dict[str, list[Traits]] = defaultdict(list)
    for one in group:
        by_act[one.claim.act].append(one)
    for same_act in by_act.values():
        if len(same_act) > 1:
            for field, values in (
                ("whether-at-all", _whether(same_act)),
                ("date", _dates(same_act)),
                ("place", _places(same_act)),
                ("perpetrator", _perpetrators(same_act)),
                ("quantity", _quantities(same_act)),
            ):
                if values:
                    found.append(Contradiction(field=_field(field), values=values))
    return tuple(found)


def _field(name: str) -> Field:
    return name  # type: ignore[return-value]


def _whether(group: Sequence[Traits]) -> dict[str, str]:
    said = {
        one.claim.id: "denied" if one.claim.modality == "denied" or one.claim.polarity == "negative" else "said"
        for one in group
    }
    return said if len(set(said.values())) > 1 else {}


def _dates(group: Sequence[Traits]) -> dict[str, str]:
    dated = [one for one in group if one.days]
    days = {one.days for one in group if one.days}
    apart = any(gap_days(a, b) > 0 for a in days for b in days)
    return (
        {one.claim.id: one.claim.date.edtf or one.claim.date.quote for one in dated if one.claim.date} if apart else {}
    )


def _places(group: Sequence[Traits]) -> dict[str, str]:
    placed = [one for one in group if one.claim.place and one.claim.place.kind in ("settlement", "facility")]
    positions = {one.position for one in placed if one.position}
    differ = any(places_agree(a, b) is False for a in positions for b in positions if a != b)
    return (
        {one.claim.id: one.claim.place.name or one.claim.place.quote for one in placed if one.claim.place}
        if differ
        else {}
    )


def _perpetrators(group: Sequence[Traits]) -> dict[str, str]:
    """Different identified sides; an unidentified or unnamed one contradicts nobody."""
    said = {
        one.claim.id: fillers[0].resolved
        for one in group
        if (fillers := one.claim.roles.get("perpetrator")) and fillers[0].resolved
    }
    return {claim: value for claim, value in said.items() if value} if len(set(said.values())) > 1 else {}


def _quantities(group: Sequence[Traits]) -> dict[str, str]:
    """Different counts of the same thing, where a claim gives exactly one."""
    said = {one.claim.id: next(iter(one.numbers)) for one in group if len(one.numbers) == 1}
    return said if len(set(said.values())) > 1 else {}
