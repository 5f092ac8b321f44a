"""What an incident comes to and what speaks against it, apart from the evidence: as plain blocks."""

from collections.abc import Iterable

from witnessmark.model.corroboration import CASUALTY_KINDS, CasualtyRange, FieldSupport
from witnessmark.model.finding import Exonerating, IncidentMatrix
from witnessmark.model.grading import ReleasedGrade
from witnessmark.model.labels import grade_words, ground_words
from witnessmark.model.release import ReleasedClaim, ReleasedIncident
from witnessmark.publish.dossier.blocks import Block, Line, Run, bullets, head, joined, lines, par, quiet, table
from witnessmark.publish.dossier.edition import LOWEST, DossierEdition


def standing(edition: DossierEdition, incident: ReleasedIncident) -> list[tuple[str, Line]]:
    """Standard of proof, casualties, and the times that the claims give: names and what stands for them."""
    words = edition.words
    found: list[tuple[str, Line]] = [(words("weighing.proof"), lines(_proof(edition, incident)))]
    if incident.casualties:
        found.append((words("weighing.casualties"), lines(_casualty(edition, each) for each in incident.casualties)))
    times = _times(edition, incident)
    if len(times) > 1:
        found.append((words("weighing.times"), lines(times)))
    return found


def _proof(edition: DossierEdition, incident: ReleasedIncident) -> list[Line]:
    words = edition.words
    said: list[Line] = [grade_line(edition, one) for one in incident.proof]
    if not said:
        said.append(words("weighing.proof-none", label=words.value("proof", LOWEST)))
    if incident.proposal is not None and incident.proposal.value != LOWEST:
        label = words.value("proof", incident.proposal.value)
        grounds = "; ".join(ground_words(ground, edition.language) for ground in incident.proposal.grounds)
        proposed = words("weighing.proof-proposed", label=label)
        said.append(quiet(f"{proposed} ({grounds})" if grounds else proposed))
    return said


def grade_line(edition: DossierEdition, grade: ReleasedGrade) -> Line:
    """A grade as a person gave it, with the reason, and whether another differs."""
    words, label = edition.words, grade_words(grade.scale, grade.value, edition.language)
    if grade.field is not None:
        label = f"{words.value('field', grade.field)}: {label}"
    text = words("weighing.by", label=label, who=grade.reviewer) if grade.reviewer else label
    if grade.reason:
        text += f": {grade.reason}"
    doubts = [words(f"weighing.{key}") for key in ("disputed", "outdated") if getattr(grade, key)]
    return [text, quiet(f" ({'; '.join(doubts)})")] if doubts else text


def _casualty(edition: DossierEdition, each: CasualtyRange) -> Line:
    words = edition.words
    name = words(f"weighing.{each.kind}")
    if each.lowest is None:
        number = words("weighing.unknown-number")
    elif each.highest is None:
        number = words("weighing.at-least", a=each.lowest)
    elif each.lowest == each.highest:
        number = words("weighing.exactly", a=each.lowest)
    else:
        number = words("weighing.between", a=each.lowest, b=each.highest)
    claims = edition.claim_runs(dict.fromkeys(count.claim for count in (*each.counts, *each.parts)))
    made: list[Run] = [f"{name}: {number}", *([" (", *claims, ")"] if claims else [])]
    if each.agreeing > 1:
        made.append(quiet("; " + words.count("weighing.agreeing", each.agreeing)))
    return made


def _times(edition: DossierEdition, incident: ReleasedIncident) -> list[Line]:
    """The incident's own chronology: each time that its claims give, the earliest first, with the claims."""
    by_time: dict[tuple[str, str, str], list[str]] = {}
    for identifier in incident.claims:
        claim = edition.index.claims.get(identifier)
        if claim is not None and (claim.earliest or claim.latest):
            key = (claim.earliest or claim.latest or "", claim.latest or "9999", claim.edtf or "")
            by_time.setdefault(key, []).append(identifier)
    return [
        [edition.claim_when(edition.index.claims[claims[0]]), " (", *edition.claim_runs(claims), ")"]
        for _, claims in sorted(by_time.items())
    ]


def support(edition: DossierEdition, incident: ReleasedIncident) -> list[Block]:
    """Field by field how many independent sources say what; nothing where there is but one source."""
    if len(incident.groups) < 2 or not incident.corroboration:
        return []
    words = edition.words
    heads = tuple(words(f"weighing.{key}") for key in ("field", "value", "sources", "first-hand", "silent"))
    rows: list[list[Line]] = []
    for field in incident.corroboration:
        rows += _support(edition, field)
    return [
        head(words("weighing.support"), level=3),
        par(quiet(words("weighing.support-note")), sticky=True),
        table(heads, rows, (26, 36, 14, 13, 11), numeric=(2, 3, 4)),
    ]


def _support(edition: DossierEdition, field: FieldSupport) -> list[list[Line]]:
    name = edition.capital(edition.words.value("field", field.field))
    if field.of is not None:
        name += f": {edition.words(f'weighing.{field.of}') if field.of in CASUALTY_KINDS else edition.act(field.of)}"
    rows: list[list[Line]] = []
    for n, value in enumerate(field.values):
        said = edition.field_value(field.field, value.value)
        claims = edition.claim_runs(value.claims)
        rows.append(
            [
                name if n == 0 else "",
                [said, *([" (", *claims, ")"] if claims else [])],
                str(len(value.groups)),
                str(len(value.first_hand)),
                str(len(field.silent)) if n == 0 else "",
            ]
        )
    return rows


def against(edition: DossierEdition, incident: ReleasedIncident) -> list[Block]:
    """Denials, other accounts, and other explanations with the claims that speak to each. The contradictions have a
    part of their own before it."""
    words = edition.words
    matrix = edition.index.matrices.get(incident.id)
    made: list[Block] = []
    items: list[Line] = []
    if matrix is not None and matrix.exonerating:
        items += [
            [words(f"weighing.{each.kind}"), _detail(edition, each), ": ", *edition.claim_runs(each.claims)]
            for each in matrix.exonerating
        ]
    else:
        denied = [claim.id for claim in _claims(edition, incident) if denies(claim)]
        if denied:
            items.append([words("weighing.denials"), ": ", *edition.claim_runs(denied)])
    if items:
        made.append(bullets(items))
    elif not incident.contradictions:
        made.append(par(words("weighing.none-against")))
    others = explanations(edition, matrix) if matrix is not None else []
    if others:
        made.append(par(words("weighing.explanations"), ": ", *joined(others, " · "), "."))
    return made


def _detail(edition: DossierEdition, each: Exonerating) -> str:
    """Which explanation it is, or of which field another account is given."""
    identifier = each.detail
    if not identifier:
        return ""
    if each.kind == "other-account":
        return f" ({edition.words.value('field', identifier)})"
    return f" ({edition.law(f'alternative:{identifier}', identifier.replace('-', ' '))})"


def explanations(edition: DossierEdition, matrix: IncidentMatrix) -> list[Line]:
    """What else it may be, each with the claims that speak to it: most often none does."""
    if not matrix.explanations:
        return list(dict.fromkeys(matrix.alternatives))
    found: list[Line] = []
    for each in matrix.explanations:
        text = edition.law(f"alternative:{each.id}", each.id.replace("-", " "))
        claims = edition.claim_runs(each.claims)
        found.append([text, " (", *claims, ")"] if claims else text)
    return found


def denies(claim: ReleasedClaim) -> bool:
    return claim.modality == "denied" or claim.polarity == "negative"


def _claims(edition: DossierEdition, incident: ReleasedIncident) -> Iterable[ReleasedClaim]:
    return (edition.index.claims[claim] for claim in incident.claims if claim in edition.index.claims)
