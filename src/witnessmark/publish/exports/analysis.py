"""How far the incidents are supported, as tables: groups, fields with their values, casualties, accounts, grades.

For spreadsheets. Groups are counted, never records; every line names its claims, and nothing is averaged.
"""

from collections.abc import Iterable, Iterator

from witnessmark.model.grading import ReleasedGrade
from witnessmark.model.labels import grade_words, label
from witnessmark.model.release import Release
from witnessmark.publish.exports.files import Cell, table
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language

Rows = Iterator[list[Cell]]


def tables(release: Release, language: Language = "en") -> dict[str, str]:
    """Five tables; one of which the edition holds nothing has no rows."""
    view = View(release, language)
    made: dict[str, tuple[str, Rows]] = {
        "groups.csv": ("incident group claims reasons tied_by", _groups(view)),
        "corroboration.csv": (
            "incident title field of value groups first_hand second_hand consistent_groups most silent_groups copies"
            " identifies bases claims",
            _corroboration(view),
        ),
        "casualties.csv": (
            "incident title kind of_whom lowest highest approximate group basis claim lowest_said highest_said or_more",
            _casualties(view),
        ),
        "accounts.csv": (
            "witness incident act field compared document date told_by values claims",
            _accounts(view),
        ),
        "grades.csv": ("of id scale field grade in_words disputed outdated reviewer time reason", _grades(view)),
    }
    return {name: table(header.split(), rows, for_people=True) for name, (header, rows) in made.items()}


def _groups(view: View) -> Rows:
    for incident in view.incidents.values():
        for number, group in enumerate(incident.groups, start=1):
            reasons = "; ".join(view.words.value("group-reason", reason) for reason in group.reasons)
            ties = "; ".join(f"{tie.first} + {tie.second}" for tie in group.ties)
            yield [incident.id, number, " ".join(group.claims), reasons, ties]


def _corroboration(view: View) -> Rows:
    """A line a value of a field; group numbers are those of ``groups.csv``."""
    for incident in view.incidents.values():
        for field in incident.corroboration:
            for value in field.values:
                yield [
                    incident.id, view.title(incident), view.words.value("field", field.field), _of(view, field.of),
                    view.words.value("value", value.value) if field.field == "whether-at-all" else value.value,
                    _numbers(value.groups), _numbers(value.first_hand), _numbers(value.second_hand),
                    _numbers(value.consistent), field.most, _numbers(field.silent), value.copies,
                    _yes(view, value.identifies),
                    "; ".join(view.words.value("basis", basis) for basis in value.bases), " ".join(value.claims),
                ]  # fmt: skip


def _casualties(view: View) -> Rows:
    """A line a count that a claim gives, with the range of all of them."""
    for incident in view.incidents.values():
        for found in incident.casualties:
            for count in (*found.counts, *found.parts):
                yield [
                    incident.id, view.title(incident), view.words.value("casualties", found.kind),
                    view.words.value("casualties", count.of_whom),
                    count.lowest, count.highest, _yes(view, count.approximate), count.group + 1,
                    view.words.value("basis", count.basis) if count.basis else "", count.claim,
                    found.lowest, found.highest, _yes(view, found.or_more),
                ]  # fmt: skip


def _accounts(view: View) -> Rows:
    """What one witness says in each account of the same thing. A difference proves no untruth, silence nothing."""
    for witness in view.release.statements:
        actor = view.actors.get(witness.witness)
        for told in witness.again:
            for field in told.fields:
                for telling in field.tellings:
                    account = witness.accounts[telling.account]
                    yield [
                        actor.label if actor else witness.witness, told.incident, view.act(told.act),
                        view.words.value("field", field.field), label("statements", field.outcome, view.language),
                        account.document, account.date, label("statements", account.told, view.language),
                        " / ".join(telling.values), " ".join(telling.claims),
                    ]  # fmt: skip


def _grades(view: View) -> Rows:
    """What people graded, each with whom and why as far as the edition shows it."""
    graded: list[tuple[str, str, Iterable[ReleasedGrade]]] = [
        *(("source", source.id, source.grades) for source in view.sources.values()),
        *(("actor", actor.id, actor.grades) for actor in view.actors.values()),
        *(("claim", claim.id, claim.grades) for claim in view.claims.values()),
        *(("incident", incident.id, incident.proof) for incident in view.incidents.values()),
    ]
    for kind, identity, grades in graded:
        for grade in grades:
            yield [
                kind, identity, grade.scale, view.words.value("field", grade.field) if grade.field else "", grade.value,
                grade_words(grade.scale, grade.value, view.language), _yes(view, grade.disputed),
                _yes(view, grade.outdated), grade.reviewer, grade.time, grade.reason,
            ]  # fmt: skip


def _of(view: View, what: str | None) -> str:
    """The act that a field is about, or the kind of casualty that a number counts."""
    if what is None:
        return ""
    known = view.act(what)
    return known if known != what else view.words.value("casualties", what)


def _numbers(groups: tuple[int, ...]) -> str:
    return " ".join(str(group + 1) for group in groups)


def _yes(view: View, value: bool) -> str:
    return view.words.value("export", "yes" if value else "no")
