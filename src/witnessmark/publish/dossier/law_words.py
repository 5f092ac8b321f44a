"""Words of the law data in the language of the dossier, by the ids of the ``LawBook``; the English that stands beside
an id where the book does not have it."""

import msgspec

from witnessmark.model.finding import ElementFinding, Finding, IncidentMatrix, LawBook, Question


class LawWords:
    """``book`` is None in a release without matrices, and in one from before there was a book."""

    def __init__(self, book: LawBook | None, language: str) -> None:
        texts = book.texts if book is not None else ()
        self._texts = {text.id: text.uk if language == "uk" else text.en for text in texts}

    def __call__(self, identifier: str, otherwise: str) -> str:
        return self._texts.get(identifier) or otherwise

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
                    elements=tuple(replace(element, text=self.element(element)) for element in finding.elements),
                )
                for finding in matrix.findings
            ),
            questions=tuple(replace(question, text=self.question(question)) for question in matrix.questions),
            alternatives=tuple(
                self(f"alternative:{each.id}", each.id.replace("-", " ")) for each in matrix.explanations
            )
            or matrix.alternatives,
            cautions=tuple(self(f"caution:{act}", "") for act in matrix.cautioned) or matrix.cautions,
        )

    def title(self, finding: Finding) -> str:
        return self(finding.provision, finding.title)

    def cite(self, finding: Finding) -> str:
        return self(f"cite:{finding.provision}", finding.cite)

    def element(self, element: ElementFinding) -> str:
        return self(f"context:{element.context}" if element.context else element.element, element.text)

    def question(self, question: Question) -> str:
        return self(f"ask:{question.fact}", question.text)

    def fact(self, fact: str) -> str:
        return self(f"fact:{fact}", fact.replace("-", " "))
