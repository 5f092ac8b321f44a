"""A dossier's data to PDF: archival (PDF/A-2a), tagged (PDF/UA-1), the same bytes every time."""

import re
from datetime import datetime
from functools import cache
from typing import Any

from witnessmark.publish.typesetting import forget, templates, typeset

FOLDER = "dossier/templates"
LARGE = 4_000_000
"""Bytes of a PDF after which it is worth the time to give the memory back."""
ASKED = re.compile(rb'\bw\("([a-z0-9.-]+)"\)')


def moment_of(text: str) -> datetime | None:
    """The moment of an ISO 8601 date, time and offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@cache
def words_asked() -> frozenset[str]:
    """The keys of the catalogue whose words the templates ask for."""
    return frozenset(key.decode() for text in templates(FOLDER).values() for key in ASKED.findall(text))


def print_pdf(case: dict[str, Any], created: datetime | None) -> bytes:
    """The PDF of what ``content.everything`` gives. Without a moment of creation it is no PDF/A, which demands one.

    Raises ``RuntimeError`` when Typst cannot set it or finds it in breach of a standard. The message holds nothing of
    the release.
    """
    made = typeset("the dossier", FOLDER, case, ["a-2a", "ua-1"] if created else ["ua-1"], created)
    if len(made) > LARGE:
        forget()
    return made
