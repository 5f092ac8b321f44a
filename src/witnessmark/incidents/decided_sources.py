"""A person's word on the independence of sources, over what the program found: it always holds, and says so."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from witnessmark.incidents.independence import source_groups
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Incident, Independence


def with_decided_sources(
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    texts: Mapping[str, str],
    decided: Sequence[Independence],
    within: Mapping[str, Sequence[str]] | None = None,
) -> list[Incident]:
    """The incidents, with the source groups of those that hold both claims of a decision, or claims of both its
    sources, made anew. ``within`` gives a source and all that it came in."""
    if not decided:
        return list(incidents)
    found = []
    for incident in incidents:
        sources = {claims[name].source for name in incident.claims}
        held = {*incident.claims, *(name for one in sources for name in (within or {}).get(one, (one,)))}
        said = [one for one in decided if one.first in held and one.second in held]
        found.append(_regrouped(incident, claims, texts, said, within) if said else incident)
    return found


def _regrouped(
    incident: Incident,
    claims: Mapping[str, Claim],
    texts: Mapping[str, str],
    said: Sequence[Independence],
    within: Mapping[str, Sequence[str]] | None,
) -> Incident:
    groups = source_groups([claims[name] for name in incident.claims], texts, said, within)
    group_of = {name: number for number, group in enumerate(groups) for name in group.claims}
    contradictions = tuple(
        replace(
            one,
            sides=tuple(
                replace(side, groups=tuple(sorted({group_of[name] for name in side.claims if name in group_of})))
                for side in one.sides
            ),
        )
        for one in incident.contradictions
    )
    return replace(incident, groups=groups, contradictions=contradictions)
