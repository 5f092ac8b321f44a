"""What the law asks of a situation, once for all incidents in it, and the provisions over the whole case: blocks."""

from collections.abc import Iterable

from witnessmark.model.finding import CaseProvision, ContextFinding, RegimeFinding, Situation
from witnessmark.model.incident import IncidentTime
from witnessmark.publish.dossier.blocks import Block, Line, go, head, joined, lines, par, quiet, strong, table
from witnessmark.publish.dossier.edition import DossierEdition

PROVISIONS = 60
"""So many provisions stand in the table of the whole case: those that have elements, or that some incident mainly
indicates. The spreadsheet has all."""


def situation_blocks(edition: DossierEdition, n: int, situation: Situation) -> list[Block]:
    """The regimes of one area and phase with their reasons, and the contextual elements."""
    words, law = edition.words, edition.law
    area = ", ".join(edition.area(situation.area)) or words("situations.no-area")
    phase = law(f"phase:{situation.phase}", situation.phase)
    when = edition.when(IncidentTime(earliest=situation.earliest, latest=situation.latest))
    incidents = [edition.index.incidents[i] for i in situation.incidents if i in edition.index.incidents]
    made = [
        head(f"{words('dossier.matrix.k', n=n)} · {area} · {phase}", anchor=f"k{n}"),
        par(
            quiet(f"{when}. {words('nav.incidents')}: "),
            *joined(go(str(edition.number[i.id]), edition.matrix_anchor(i.id)) for i in incidents),
            sticky=True,
        ),
    ]
    if situation.regimes:
        heads = (words("situations.regime"), words("situations.standing"), words("situations.because"))
        made.append(table(heads, (_regime(edition, one) for one in situation.regimes), (28, 16, 56)))
    if situation.elements:
        columns = tuple(
            words(f"matrix.{key}") for key in ("element", "status", "supporting", "contradicting", "missing")
        )
        made.append(table(columns, (_element(edition, one) for one in situation.elements), (38, 14, 16, 12, 20)))
    if situation.lawful:
        made.append(par(strong(words("situations.lawful")), " ", *edition.claim_runs(situation.lawful)))
    return made


def _regime(edition: DossierEdition, one: RegimeFinding) -> list[Line]:
    law = edition.law
    reasons = " ".join(law(f"reason:{reason}", reason.replace("-", " ")) for reason in one.reasons)
    record = "; ".join(law(f"conflict:{source}", source.replace("-", " ")) for source in one.sources)
    because = f"{reasons} {record}." if record else reasons
    claims = edition.claim_runs(one.claims)
    return [
        law(f"regime:{one.regime}", one.regime),
        law(f"standing:{one.standing}", one.standing),
        [because, *([" (", *claims, ")"] if claims else [])],
    ]


def _element(edition: DossierEdition, one: ContextFinding) -> list[Line]:
    words, law = edition.words, edition.law
    hearsay = edition.claim_runs(one.hearsay)
    speak: list[Line] = [edition.claim_runs(one.supporting) or "–"]
    if hearsay:
        speak.append([quiet(words("matrix.hearsay") + ": "), *hearsay])
    return [
        law(f"context:{one.context}", one.text),
        words.value("element-status", one.status),
        lines(speak),
        edition.claim_runs(one.contradicting) or "–",
        ", ".join(law.fact(fact) for fact in one.missing) or "–",
    ]


def whole_case(edition: DossierEdition) -> list[Block]:
    """Provision by provision: in how many incidents, by how many independent sources, and what is missing."""
    words, provisions = edition.words, edition.index.release.case_matrix
    if not provisions:
        return []
    foremost = [one for one in provisions if one.primary or one.elements]
    ranked = sorted(foremost, key=lambda one: (-one.primary, -len(one.incidents), one.cite))[:PROVISIONS]
    heads = tuple(
        words(f"situations.{key}") for key in ("provision", "incidents", "main", "sources", "elements", "lacking")
    )
    made = [
        head(words("situations.whole")),
        par(words("situations.whole-note"), sticky=True),
        table(heads, (_provision(edition, one) for one in ranked), (34, 9, 9, 10, 12, 26), numeric=(1, 2, 3, 4)),
    ]
    if len(provisions) > len(ranked):
        made.append(par(words("situations.more", n=len(provisions) - len(ranked))))
    return made


def _provision(edition: DossierEdition, one: CaseProvision) -> list[Line]:
    law = edition.law
    spoken = sum(cell.covered + cell.partly + cell.touched + cell.contested > 0 for cell in one.elements)
    return [
        lines([strong(law(f"cite:{one.provision}", one.cite)), law(one.provision, one.title)]),
        str(len(one.incidents)),
        str(one.primary),
        str(one.groups),
        edition.words("situations.of", a=spoken, b=len(one.elements)) if one.elements else "–",
        ", ".join(law.fact(fact) for fact in _lacking(one)) or "–",
    ]


def _lacking(one: CaseProvision) -> Iterable[str]:
    """The facts most often missing, three at most: of elements that nothing speaks to first."""
    ranked = sorted(one.elements, key=lambda cell: -(cell.open + cell.touched))
    return list(dict.fromkeys(fact for cell in ranked for fact in cell.missing))[:3]
