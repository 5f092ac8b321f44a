"""In the workbench: saying of two claims whether their sources are independent."""

from witnessmark.evidence.case import Case
from witnessmark.evidence.named import NamedIndependence, independence
from witnessmark.model.casefile import CaseFile
from witnessmark.model.incident import Incident
from witnessmark.review.independence import OneClaim, decide_independence

SAID: dict[str, bool | None] = {"depends-on": True, "independent-of": False, "as-found": None}


def said_of(case: Case, incident: Incident) -> list[NamedIndependence]:
    """Every word on two claims of an incident, the latest first."""
    held = set(incident.claims)
    return [one for one in reversed(independence(case)) if one.first in held and one.second in held]


def independence_on_form(case: Case, file: CaseFile, incident: str, form: dict[str, list[str]]) -> bool:
    """Write down what a form says of two claims of an incident; whether it could be understood."""
    held = file.incidents[incident].claims if incident in file.incidents else ()
    first, second, said, reason = (form.get(name, [""])[0].strip() for name in ("first", "second", "said", "reason"))
    if said not in SAID or first not in held or second not in held:
        return False
    try:
        decide_independence(case, first, second, SAID[said], reason or None, None)
    except OneClaim:
        return False
    return True
