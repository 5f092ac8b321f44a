"""What an entry says, in one short word: to lay the sides of a conflict beside each other."""

from witnessmark.evidence import kinds


def word_for(body: kinds.Body) -> str:
    """The level, verdict or state that an entry gives; empty where that stands in an object."""
    if isinstance(body, kinds.ConsentWithdrawn):
        return "withdrawn"
    if isinstance(body, kinds.ConsentGiven | kinds.SourceAdded):
        return str(body.level)
    if isinstance(body, kinds.PersonProtected):
        return "protected" if body.protected else "not-protected"
    if isinstance(body, kinds.DecisionMade):
        return str(body.verdict)
    if isinstance(body, kinds.LinkDecided | kinds.PersonsDecided):
        return {True: "same-as", False: "not-same-as", None: "taken-back"}[body.same]
    if isinstance(body, kinds.IndependenceDecided):
        return {True: "depends-on", False: "independent-of", None: "taken-back"}[body.dependent]
    if isinstance(body, kinds.ConflictDeclared):
        return str(body.conflict or "taken-back")
    if isinstance(body, kinds.GradeGiven):
        return str(body.value or "taken-back")
    return str(body.incident) if isinstance(body, kinds.IncidentNamed) else ""
