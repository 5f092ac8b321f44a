"""The law of a release in the language of the dossier: whole matrices with every text in it."""

import msgspec

from witnessmark.model.finding import ElementFinding, IncidentMatrix, Question
from witnessmark.model.law_words import LawWords


class DossierLaw(LawWords):
    """Contextual elements that several provisions share have one text, that of the situation."""

    def element_text(self, element: ElementFinding) -> str:
        return self(f"context:{element.context}", element.text) if element.context else self.element(element)

    def question(self, question: Question) -> str:
        return self.ask(question.fact, question.text)

    def matrix(self, matrix: IncidentMatrix) -> IncidentMatrix:
        """The matrix with every text in the language."""
        replace = msgspec.structs.replace
        return replace(
            matrix,
            findings=tuple(
                replace(
                    finding,
                    title=self.title(finding),
                    cite=self.cite(finding),
                    elements=tuple(replace(element, text=self.element_text(element)) for element in finding.elements),
                )
                for finding in matrix.findings
            ),
            questions=tuple(replace(question, text=self.question(question)) for question in matrix.questions),
            alternatives=tuple(self(f"alternative:{each.id}") for each in matrix.explanations) or matrix.alternatives,
            cautions=tuple(self(f"caution:{act}", "") for act in matrix.cautioned) or matrix.cautions,
        )
