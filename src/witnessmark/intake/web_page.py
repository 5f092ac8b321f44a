"""HTML: the text of the page without menus, boilerplate and cookie notices; title, date, author and language as the
page states them. Nothing is ever fetched."""

import re
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

from witnessmark.intake import limits
from witnessmark.intake.assembly import line_locators, normal_lines
from witnessmark.intake.encoding import decode
from witnessmark.intake.plain import text_facts
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.intake.visible import visible_blocks
from witnessmark.model.case import Document

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]*?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2})\b""", re.IGNORECASE)
_STATED_DATE = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""Only what the page states, and bounds that no clock moves."""


def read_html(request: Request) -> Intake:
    data = request.content(limits.MAX_HTML_BYTES)
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
    blocks, furniture = visible_blocks(markup)
    text = normal_lines(_text_of(found)).strip() or "\n".join(blocks)
    paragraphs = text.split("\n")
    told = [paragraph for paragraph in paragraphs if not is_notice(paragraph)]
    text = "\n".join(told).strip()
    if not text:
        raise Unreadable("no-text", "the page shows no words")
    shown = sum(len(block.split()) for block in blocks) + furniture
    facts = facts | {"page.words-shown": str(shown), "page.words-kept": str(len(text.split()))}
    if notices := len(paragraphs) - len(told):
        facts["page.notices-removed"] = str(notices)
    language = _LANGUAGE.search(markup[:5_000])
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


@cache
def _notices() -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    import yaml

    data = yaml.safe_load(resources.files("witnessmark.intake").joinpath("data/notices.yaml").read_text("utf-8"))
    return int(data["longest"]), tuple(data["about"]), tuple(data["asks"])


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph of a page is a notice on cookies, in any of our languages."""
    longest, about, asks = _notices()
    if len(paragraph) > longest:
        return False
    folded = paragraph.lower()
    return any(word in folded for word in about) and any(word in folded for word in asks)


def _text_of(found: Any) -> str:
    return str(getattr(found, "text", None) or "")


def _stated(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return str(value) if value else None


def _page_facts(found: Any) -> dict[str, str]:
    names = {"url": "page.address", "sitename": "page.site", "description": "page.description"}
    return {fact: value for name, fact in names.items() if (value := _stated(found, name))}
