"""How far an incident is to be relied on, as lines for the terminal."""

from collections.abc import Iterator

from witnessmark.cli.grades import grade_line, proposal_lines
from witnessmark.cli.in_words import voice, when
from witnessmark.cli.messages import language
from witnessmark.cli.output import one_line
from witnessmark.model import wording
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.corroboration import CasualtyRange, FieldSupport, PriorStatements
from witnessmark.model.grading import Proposal
from witnessmark.model.incident import Contradiction, Incident
from witnessmark.model.labels import label


def group_lines(file: CaseFile, incident: Incident) -> Iterator[str]:
    """Each source group with its claims, and in words why they count once."""
    for number, group in enumerate(incident.groups):
        claims = [file.claims[name] for name in group.claims]
        yield f"\n{wording.sources((number,), language())}"
        if len(claims) > 1:
            titles = [_label_of(file, name) for name in dict.fromkeys(claim.document for claim in claims)]
            yield f"  {wording.once(group.reasons, group.ties, len(claims), titles, language())}"
        if parted := wording.parted(number, [one.claims for one in incident.groups], group.parted, language()):
            yield f"  {parted}"
        for claim in claims:
            source = file.sources[claim.source].label
            yield f"  {claim.id[:10]}  {source}  {voice(claim)}: {one_line(claim.span.quote)}"
            for grade in file.grades.get(claim.id, ()):
                yield f"              {label('scale', grade.scale, language())}: {grade_line(grade)}"


def _label_of(file: CaseFile, document: str) -> str:
    held = file.documents[document]
    title = held.document.title
    return f"{file.sources[held.source].label} “{title}”" if title else file.sources[held.source].label


def _value(field: str, text: str) -> str:
    return when(text) if field == "date" else wording.plain_value(field, text, language())


def contradiction_lines(contradictions: tuple[Contradiction, ...]) -> Iterator[str]:
    if contradictions:
        yield f"\n{label('contradiction', 'title', language())}"
    for one in contradictions:
        yield f"  {label('field', one.field, language())}"
        for side in one.sides:
            bases = "; ".join(label("basis", basis, language()) for basis in side.bases)
            value = _value(one.field, side.value)
            about = ", ".join(name[:10] for name in side.claims)
            yield f"    {value}: {wording.sources(side.groups, language())}{f' ({bases})' if bases else ''}  {about}"


def casualty_lines(file: CaseFile, ranges: tuple[CasualtyRange, ...]) -> Iterator[str]:
    if ranges:
        yield f"\n{label('casualties', 'title', language())}"
    for one in ranges:
        head = "; ".join(filter(None, [wording.range_of(one, language()), *wording.notes_on_range(one, language())]))
        yield f"  {label('casualties', one.kind, language())}: {head}"
        for count in (*one.counts, *one.parts):
            who = f"{wording.sources((count.group,), language())}, {voice(file.claims[count.claim])}"
            yield f"    {count.claim[:10]}  {wording.counted(count, language())} ({who})"


def support_lines(incident: Incident, support: tuple[FieldSupport, ...]) -> Iterator[str]:
    """Field by field how far independent groups agree. Of one group nothing agrees."""
    if len(incident.groups) < 2:
        return
    yield f"\n{label('corroboration', 'title', language())}"
    for one in support:
        yield f"  {wording.field_name(one, language())}"
        for value in one.values:
            notes = " · ".join([wording.sources(value.groups, language()), *wording.notes_on(value, language())])
            yield f"    {_value(one.field, value.value)}: {notes}"
        if one.silent:
            yield f"    {wording.silent(one, language())}"


def proof_lines(file: CaseFile, incident: Incident, proposal: Proposal | None) -> Iterator[str]:
    """The standard of proof that people gave, and what the rule would propose."""
    yield f"\n{label('scale', 'proof', language())}"
    grades = file.grades.get(incident.id, ())
    for grade in grades:
        yield f"  {grade_line(grade)}"
    if not grades:
        yield f"  {label('proof', 'reported-not-verified', language())} ({label('graded', 'none', language())})"
    if proposal is not None:
        yield from proposal_lines(proposal)


def statement_lines(file: CaseFile, one: PriorStatements) -> Iterator[str]:
    """One witness across accounts: the accounts, and field by field what each says."""
    person = file.persons.get(one.witness)
    yield person.names[0] if person else one.witness
    for number, account in enumerate(one.accounts):
        yield f"  {wording.account(number, account, _label_of(file, account.document), language(), when(account.date))}"
    for told in one.again:
        yield f"  {told.incident}  {taxonomy()[told.act].label[language()]}"
        for field in told.fields:
            outcome = label("statements", field.outcome, language())
            yield f"    {label('field', field.field, language())}: {outcome}"
            if field.outcome in ("differs", "more-precise"):
                for telling in field.tellings:
                    said = "; ".join(_value(field.field, value) for value in telling.values)
                    yield f"      {telling.account + 1}: {said or label('statements', 'silent', language())}"
    for number, claims in enumerate(one.told_in_one):
        for name in claims:
            where = label("statements", "only-here", language())
            yield f"  {number + 1}: {one_line(file.claims[name].span.quote, 80)} ({where})"
