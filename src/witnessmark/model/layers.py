"""The layers of the map: what kind of thing an incident is, for a reader who looks at a whole region at once.

A layer is chosen by the category of the gravest act, unless the act itself is named here. It says nothing of law.
"""

from collections.abc import Sequence

from witnessmark.model.acts import taxonomy
from witnessmark.model.release import Layer

BY_CATEGORY: dict[str, Layer] = {
    "life-and-body": "harm",
    "liberty-and-movement": "harm",
    "authority-and-information": "measures",
    "property": "harm",
    "hostilities": "control",
    "military-materiel": "control",
    "damage": "damage-and-services",
    "explosive-hazards": "hazard",
    "human-remains": "harm",
    "relief-and-recovery": "aid",
}

BY_ACT: dict[str, Layer] = {
    # those in control ruled it: it may have been lawful
    "movement-restriction": "measures",
    "search-raid": "measures",
    "mobilisation": "measures",
    "property-seizure": "measures",
    "capture-of-combatant": "control",
    "evacuation": "aid",
    # harm to people, though its category is another
    "collective-punishment": "harm",
    "denial-of-fair-trial": "harm",
    "attack-on-civilians": "harm",
    "attack-on-civilian-object": "harm",
    "attack-on-relief-medical": "harm",
    "harm-to-surrendering": "harm",
    "obstruction-of-aid": "harm",
    # what stands, runs or can be had
    "property-destruction": "damage-and-services",
    "hunger-deprivation": "damage-and-services",
    "restoration-of-services": "damage-and-services",
    # words, not deeds
    "disinformation": "other",
    "nuclear-threat": "other",
    "collaboration-allegation": "other",
    "civil-protest": "other",
}


def layer_of(acts: Sequence[str]) -> Layer:
    """The layer of an incident with these acts, the gravest first; "other" where there is none or it is unknown."""
    if not acts:
        return "other"
    gravest = acts[0]
    if gravest in BY_ACT:
        return BY_ACT[gravest]
    act = taxonomy().acts.get(gravest)
    return BY_CATEGORY.get(act.category, "other") if act else "other"
