"""In the workbench: saying of two claims, or of two sources, whether they are independent."""

from witnessmark.evidence.case import Case
from witnessmark.evidence.named import NamedIndependence, independence
from witnessmark.model.casefile import CaseFile
from witnessmark.model.incident import Incident
from witnessmark.review.deciding import NotTwo
from witnessmark.review.independence import decide_independence, spoken_in

SAID: dict[str, bool | None] = {"depends-on": True, "independent-of": False, "as-found": None}


def said_of(case: Case, file: CaseFile, incident: Incident) -> list[NamedIndependence]:
    """Every word on two claims of an incident or on two sources of it, the latest first."""
    held = spoken_in(file, incident)
    return [one for one in reversed(independence(case)) if one.first in held and one.second in held]


def sources_of(file: CaseFile, incident: Incident) -> list[str]:
    """The sources of an incident and what they came in, in the order of their labels."""
    held = spoken_in(file, incident)
    return [name for name in file.sources if name in held]


def independence_on_form(case: Case, file: CaseFile, incident: str, form: dict[str, list[str]]) -> bool:
    """Write down what a form says of two claims or sources of an incident; whether it could be understood."""
    held = spoken_in(file, file.incidents[incident]) if incident in file.incidents else set()
    first, second, said, reason = (form.get(name, [""])[0].strip() for name in ("first", "second", "said", "reason"))
    if said not in SAID or first not in held or second not in held:
        return False
    try:
        decide_independence(case, file, first, second, SAID[said], reason or None, None)
    except NotTwo:
        return False
    return True
