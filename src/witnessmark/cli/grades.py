"""Grades and what the rule proposes, as lines for the terminal."""

from collections.abc import Iterator

from witnessmark.cli.in_words import when
from witnessmark.cli.messages import language
from witnessmark.model.grading import Grade, Proposal
from witnessmark.model.labels import grade_words, ground_words, label


def grade_line(grade: Grade) -> str:
    """One grade: what, who, when and why, and whether somebody differs or should look again."""
    speech = language()
    parts = [grade_words(grade.scale, grade.value, speech)]
    if grade.field:
        parts[0] = f"{label('field', grade.field, speech)}: {parts[0]}"
    parts.append(f"{label('graded', 'by', speech, reviewer=grade.reviewer)}, {when(grade.time[:10])}")
    if grade.reason:
        parts.append(label("graded", "because", speech, reason=grade.reason))
    if grade.concurrent:
        parts.append(label("graded", "disputed", speech))
    if grade.outdated:
        parts.append(label("graded", "outdated", speech))
    return "; ".join(parts)


def proposal_lines(proposal: Proposal) -> Iterator[str]:
    """What the rule would propose and why: a plus for what speaks for going further, a minus for what does not."""
    speech = language()
    yield label("graded", "proposed", speech, value=grade_words(proposal.scale, proposal.value, speech))
    for ground in proposal.grounds:
        yield f"  {'+' if ground.speaks_for else '–'} {ground_words(ground, speech)}"
