"""The words of a ``LawBook`` in one language: what pages, dossiers and commands show of the law."""

from witnessmark.model.finding import CaseCell, CaseProvision, ElementFinding, Finding, LawBook


class LawWords:
    """Looks texts up by id. What the book does not hold is shown as it stands in the value itself, in English."""

    def __init__(self, book: LawBook | None, language: str) -> None:
        texts = book.texts if book is not None else ()
        self._texts = {text.id: text.uk if language == "uk" else text.en for text in texts}
        self.sources = {
            each.id: (each.title.uk if language == "uk" else each.title.en, each.source, each.status)
            for each in (book.instruments if book is not None else ())
        }

    def __call__(self, name: str, otherwise: str | None = None) -> str:
        """The text of that id; ``otherwise``, or the id with its hyphens taken out, where the book has none."""
        found = self._texts.get(name)
        if found is not None:
            return found
        return otherwise if otherwise is not None else name.rpartition(":")[2].replace("-", " ")

    def title(self, finding: Finding | CaseProvision) -> str:
        return self(finding.provision, finding.title)

    def cite(self, finding: Finding | CaseProvision) -> str:
        return self(f"cite:{finding.provision}", finding.cite)

    def element(self, element: ElementFinding | CaseCell) -> str:
        return self(element.element, element.text)

    def fact(self, fact: str) -> str:
        """A short label of a type of fact."""
        return self(f"fact:{fact}")

    def ask(self, fact: str, otherwise: str = "") -> str:
        return self(f"ask:{fact}", otherwise)
