"""What `matrix` and `law` print: findings, situations, questions, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping

import click

from witnessmark.cli.in_words import acts, when, where, within
from witnessmark.cli.messages import language, say
from witnessmark.cli.output import one_line
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import (
    CaseProvision,
    ContextFinding,
    ElementFinding,
    Finding,
    IncidentMatrix,
    RegimeFinding,
    Situation,
)
from witnessmark.model.law_words import LawWords

_SHORT = 10
"""Digits of a claim's id that are enough to find it again."""


class LawLines:
    """Prints the law of one case file."""

    def __init__(self, file: CaseFile, *, explain: bool = False, everything: bool = False) -> None:
        from witnessmark.publish.site.words import Words

        self._file = file
        self._explain, self._everything = explain, everything
        self.law = LawWords(file.law, language())
        self.words = Words("uk" if language() == "uk" else "en", ("words.yaml", "dossier.yaml"))

    def incident_title(self, name: str) -> str:
        incident = self._file.incidents[name]
        return ", ".join(filter(None, (acts(incident.acts), where(incident.place), when(incident.time.edtf))))

    def matrix(self, name: str, matrix: IncidentMatrix) -> None:
        click.echo(click.style(f"{name}  {self.incident_title(name)}", bold=True))
        situation = self._file.situations.get(matrix.situation)
        if situation is not None:
            self.situation(situation)
        for finding in matrix.findings:
            if finding.strength == "primary" or self._everything:
                self._finding(finding)
        self._listed("matrix-alternatives", self._alternatives(matrix))
        self._listed("matrix-exonerating", self._exonerating(matrix))
        self._listed(
            "matrix-questions",
            (f"{self.law.ask(q.fact, q.text)} [{self.handling(q.handling)}]" for q in matrix.questions),
        )
        self._listed("matrix-cautions", (self.law(f"caution:{act}") for act in matrix.cautioned))
        click.echo()

    def situation(self, situation: Situation) -> None:
        """One line a regime, and what is known of the context."""
        area = within(situation.area[-1:]) if situation.area else say("matrix-no-place")
        click.echo(
            f"  {say('matrix-situation', area=area, phase=self.law('phase:' + situation.phase))} [{situation.id}]"
        )
        for regime in situation.regimes:
            if regime.standing != "unlikely" or self._everything:
                self._regime(regime)
        for element in situation.elements:
            self._element(element, element.context)
            if element.pattern:
                click.echo(f"               {say('matrix-pattern', count=len(element.pattern))}")

    def _regime(self, regime: RegimeFinding) -> None:
        name, standing = self.law(f"regime:{regime.regime}"), self.law(f"standing:{regime.standing}")
        reasons = " ".join(self.law(f"reason:{reason}") for reason in regime.reasons)
        click.echo(f"    {name}: {standing}. {reasons}{_ids(regime.claims)}")
        if self._explain:
            for source in regime.sources:
                click.echo(f"               ← {self.law('conflict:' + source)}")

    def _finding(self, finding: Finding) -> None:
        strength = self.words.value("strength", finding.strength)
        only = f"; {say('matrix-if-regime')}" if finding.applies == "open" else ""
        click.echo(f"  {self.law.cite(finding)}: {self.law.title(finding)} ({strength}{only})")
        for element in finding.elements:
            self._element(element, element.element)
            if element.context:
                click.echo(f"               {say('matrix-see-situation')}")

    def _element(self, element: ElementFinding | ContextFinding, name: str) -> None:
        status = self.words.value("element-status", element.status)
        text = self.law(name if isinstance(element, ElementFinding) else f"context:{name}", element.text)
        click.echo(f"    {status:<20}  {text if self._explain else one_line(text, 100)}")
        for key, claims in (
            ("matrix-for", element.supporting), ("matrix-against", element.contradicting),
            ("matrix-hearsay", element.hearsay),
        ):  # fmt: skip
            if claims:
                click.echo(f"               {say(key)}{_ids(claims)}")
        if self._explain:
            for each in element.because:
                click.echo(f"               {each.claim[:_SHORT]} ← {self.law.fact(each.fact)} ← {each.rule}")
            if element.missing:
                click.echo(f"               {say('matrix-missing')} {', '.join(map(self.law.fact, element.missing))}")
            click.echo(f"               ← {element.rule}")

    def _alternatives(self, matrix: IncidentMatrix) -> Iterator[str]:
        for each in matrix.explanations:
            yield f"{self.law('alternative:' + each.id)}{_ids(each.claims)}"

    def _exonerating(self, matrix: IncidentMatrix) -> Iterator[str]:
        for each in matrix.exonerating:
            detail = f" {self.law('alternative:' + each.detail)}" if each.kind == "explanation" else ""
            yield f"{self.law('exonerating:' + each.kind)}{detail}{_ids(each.claims)}"

    def handling(self, handling: str) -> str:
        return self.words.value("handling", handling)

    def _listed(self, key: str, lines: Iterable[str]) -> None:
        listed = list(lines)
        if listed:
            click.echo(f"  {say(key)}")
            for line in listed:
                click.echo(f"    – {line}")

    def whole(self, rows: Iterable[CaseProvision]) -> None:
        """The matrix of the whole case."""
        for row in rows:
            counts = say("matrix-whole", incidents=len(row.incidents), primary=row.primary, groups=row.groups)
            click.echo(click.style(f"{self.law.cite(row)}: {self.law.title(row)}", bold=True) + f"  {counts}")
            for cell in row.elements:
                marks = "  ".join(
                    f"{self.words.value('element-status', status)} {count}"
                    for status in ("covered", "partly", "touched", "contested", "open")
                    if (count := getattr(cell, status))
                )
                click.echo(f"    {one_line(self.law.element(cell), 88)}")
                click.echo(f"        {marks}; {say('matrix-groups', groups=cell.groups)}")
                if cell.missing and cell.open + cell.partly:
                    click.echo(f"        {say('matrix-missing')} {', '.join(map(self.law.fact, cell.missing))}")

    def questions(self, asked: Mapping[str, Mapping[str, list[tuple[str, str]]]], names: Mapping[str, str]) -> None:
        """By witness and incident the questions, each with who may ask."""
        for witness, incidents in asked.items():
            click.echo(click.style(names[witness], bold=True))
            for incident, questions in incidents.items():
                click.echo(f"  {self.incident_title(incident)} [{incident}]")
                for fact, handling in questions:
                    click.echo(f"    ? {self.law.ask(fact)} [{self.handling(handling)}]")


def _ids(claims: Iterable[str]) -> str:
    listed = ", ".join(claim[:_SHORT] for claim in claims)
    return f" [{listed}]" if listed else ""
