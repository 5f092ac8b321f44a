"""What the rule would propose as a grade, with its grounds. Only a person gives one.

The rule never goes beyond "reasonable grounds to believe" (handbook section 4), and to that only where independent
groups agree on the gravest act and somebody knows it first-hand. People's own grades count as what they are: a source
that somebody holds to be unreliable, or a claim that somebody doubts, speaks against; "F" and "6" speak neither for nor
against.
"""

from collections.abc import Mapping, Sequence

from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import FieldSupport, ValueSupport
from witnessmark.model.grading import Grade, Ground, ProofLabel, Proposal
from witnessmark.model.incident import Incident

UNRELIABLE = frozenset({"E"})
DOUBTED = frozenset({"4", "5"})


def propose_proof(
    incident: Incident,
    claims: Mapping[str, Claim],
    support: Sequence[FieldSupport],
    grades: Mapping[str, Sequence[Grade]],
    confirmed: frozenset[str] = frozenset(),
) -> Proposal:
    """The standard of proof that the rule would propose. ``grades`` are those people gave, by target; ``confirmed`` the
    claims that a person confirmed."""
    gravest = incident.acts[0]
    whether = next((one for one in support if one.field == "whether-at-all" and one.of == gravest), None)
    said = _value(whether, "said")
    denied = _value(whether, "denied")
    doubts = _doubts(incident, claims, grades, confirmed)
    sound = tuple(
        group for group in said.groups if not _spoilt(incident.groups[group].claims, said.claims, claims, grades)
    )
    first_hand = tuple(group for group in said.first_hand if group in sound)
    grounds = [
        *_counted(said, gravest),
        *_known(said, first_hand),
        *_denied(denied),
        *_agreement(support),
        *_differences(incident),
        *doubts,
    ]
    if said.groups and not confirmed & set(said.claims):
        grounds.append(Ground(id="nobody-verified", speaks_for=False))
    return Proposal(
        target=incident.id, scale="proof", value=_label(sound, first_hand, said, denied), grounds=tuple(grounds)
    )


def _label(sound: Sequence[int], first_hand: Sequence[int], said: ValueSupport, denied: ValueSupport) -> ProofLabel:
    if len(sound) >= 2 and first_hand and not denied.groups:
        return "reasonable-grounds"
    only_hearsay = bool(said.groups) and set(said.second_hand) >= set(said.groups)
    if (len(sound) >= 2 or first_hand) and not only_hearsay:
        return "reasonable-suspicion"
    return "reported-not-verified"


def _value(field: FieldSupport | None, value: str) -> ValueSupport:
    nothing = ValueSupport(value=value, groups=(), claims=())
    return nothing if field is None else next((one for one in field.values if one.value == value), nothing)


def _counted(said: ValueSupport, act: str) -> list[Ground]:
    found = []
    if len(said.groups) >= 2:
        number = {"n": str(len(said.groups)), "act": act}
        found.append(Ground(id="independent-groups", speaks_for=True, values=number, claims=said.claims))
    else:
        name = "one-group" if said.groups else "no-group"
        found.append(Ground(id=name, speaks_for=False, values={"act": act}, claims=said.claims))
    if said.copies:
        found.append(Ground(id="copies", speaks_for=False, values={"n": str(said.copies)}))
    return found


def _known(said: ValueSupport, first_hand: Sequence[int]) -> list[Ground]:
    if first_hand:
        return [Ground(id="first-hand", speaks_for=True, values={"n": str(len(first_hand))})]
    if not said.groups:
        return []
    return [Ground(id="only-hearsay" if said.second_hand else "basis-not-stated", speaks_for=False)]


def _denied(denied: ValueSupport) -> list[Ground]:
    if not denied.groups:
        return []
    number = {"n": str(len(denied.groups))}
    return [Ground(id="denied", speaks_for=False, values=number, claims=denied.claims)]


def _agreement(support: Sequence[FieldSupport]) -> list[Ground]:
    names = {"date": "agrees-when", "place": "agrees-where"}
    return [
        Ground(id=names[one.field], speaks_for=True, values={"n": str(one.most)}, claims=one.values[0].claims)
        for one in support
        if one.field in names and one.most >= 2
    ]


def _differences(incident: Incident) -> list[Ground]:
    return [
        Ground(id="differs", speaks_for=False, values={"field": one.field}, claims=tuple(one.values))
        for one in incident.contradictions
        if one.field != "whether-at-all"
    ]


def _doubts(
    incident: Incident,
    claims: Mapping[str, Claim],
    grades: Mapping[str, Sequence[Grade]],
    confirmed: frozenset[str],
) -> list[Ground]:
    found: dict[tuple[str, str], list[str]] = {}
    for name in incident.claims:
        claim = claims[name]
        for grade in _graded(claim, grades):
            if grade.scale == "reliability" and grade.value in UNRELIABLE:
                found.setdefault(("unreliable-source", grade.value), []).append(name)
            elif grade.scale == "credibility" and grade.value in DOUBTED:
                found.setdefault(("doubtful-claim", grade.value), []).append(name)
        if claim.models and name not in confirmed:
            found.setdefault(("model-found", ""), []).append(name)
    return [
        Ground(id=name, speaks_for=False, values={"grade": value} if value else {}, claims=tuple(dict.fromkeys(about)))
        for (name, value), about in found.items()
    ]


def _graded(claim: Claim, grades: Mapping[str, Sequence[Grade]]) -> list[Grade]:
    """What people said of the claim, of who says it and of the source in which it stands."""
    targets = dict.fromkeys(filter(None, (claim.id, claim.said_by.person, claim.source)))
    return [grade for target in targets for grade in grades.get(target, ())]


def _spoilt(
    group: Sequence[str], said: Sequence[str], claims: Mapping[str, Claim], grades: Mapping[str, Sequence[Grade]]
) -> bool:
    """Whether each claim by which a group says that it happened is doubted, or comes from an unreliable source."""
    told = [claims[name] for name in group if name in said and name in claims]
    return bool(told) and all(
        any(grade.value in UNRELIABLE | DOUBTED and grade.scale in ("reliability", "credibility") for grade in found)
        for found in (_graded(claim, grades) for claim in told)
    )


def propose_credibility(claim: Claim, incident: Incident | None, support: Sequence[FieldSupport]) -> Proposal:
    """ "1", confirmed by other sources, where an independent group says the same of when and where; otherwise "6"."""
    spoken = [
        [value for value in one.values if claim.id in value.claims]
        for one in support
        if one.field in ("whether-at-all", "date", "place")
    ]
    mine = [values for values in spoken if values]
    other = incident is not None and bool(mine) and all(any(len(one.groups) > 1 for one in values) for values in mine)
    name = "confirmed-elsewhere" if other else "nothing-to-judge-by"
    grounds = (Ground(id=name, speaks_for=other),)
    return Proposal(target=claim.id, scale="credibility", value="1" if other else "6", grounds=grounds)


def propose_reliability(target: str) -> Proposal:
    """ "F": whoever is met for the first time cannot be judged (handbook section 5). No rule knows more."""
    return Proposal(target=target, scale="reliability", value="F", grounds=(Ground(id="first-time", speaks_for=False),))
