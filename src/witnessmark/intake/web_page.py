"""HTML: the text of the page without menus, boilerplate and cookie notices; title, date, author and language as the
page states them. Nothing is ever fetched."""

import re
from importlib.metadata import version
from typing import Any

from witnessmark.intake.assembly import line_locators, normal_lines
from witnessmark.intake.encoding import decode
from witnessmark.intake.plain import text_facts
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]*?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2})\b""", re.IGNORECASE)
_STATED_DATE = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""Only what the page states, and bounds that no clock moves."""


def read_html(request: Request) -> Intake:
    data = request.content()
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared.group(1).decode("ascii") if declared else None)
    document = html_document(normal_lines(decoded.text), text_facts(decoded))
    return Intake(media_type=request.media_type, documents=(document,))


def html_document(markup: str, facts: dict[str, str]) -> Document:
    """The document of a page; raises ``Unreadable`` ("no-text") when a reader would see no words on it."""
    import trafilatura

    found = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        date_extraction_params=dict(_STATED_DATE),
    )
    text = normal_lines(_text_of(found) or trafilatura.html2txt(markup) or "").strip()
    if not text:
        raise Unreadable("no-text", "the page shows no words")
    language = _LANGUAGE.search(markup[:20_000])
    return Document(
        text=text,
        tool=f"html/trafilatura {version('trafilatura')}",
        locators=line_locators(text),
        title=_stated(found, "title"),
        language=language.group(1).lower() if language else None,
        date=_stated(found, "date"),
        author=_stated(found, "author"),
        kind="web-page",
        facts=facts | _page_facts(found),
    )


def _text_of(found: Any) -> str:
    return str(getattr(found, "text", None) or "")


def _stated(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return str(value) if value else None


def _page_facts(found: Any) -> dict[str, str]:
    names = {"url": "page.address", "sitename": "page.site", "description": "page.description"}
    return {fact: value for name, fact in names.items() if (value := _stated(found, name))}
