"""Plain text and Markdown: the characters as they are, one locator a line."""

import re

from witnessmark.intake.assembly import line_locators, normal_lines
from witnessmark.intake.encoding import Decoded, decode, looks_like_text
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_DIRECTION_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN_TITLE = re.compile(r"^#[ \t]+(.{1,300})", re.MULTILINE)


def text_facts(decoded: Decoded) -> dict[str, str]:
    """How a text was decoded, and what in it may deceive the eye."""
    facts = decoded.facts()
    if nul := decoded.text.count("\0"):
        facts["nul-characters"] = str(nul)
    if hidden := len(_DIRECTION_CONTROLS.findall(decoded.text)):
        facts["direction-controls"] = str(hidden)
    return facts


def decoded_text(data: bytes) -> Decoded:
    """The bytes as text; raises ``Unreadable`` when they are none."""
    if not data:
        raise Unreadable("empty", "the file has no bytes")
    decoded = decode(data)
    if not looks_like_text(decoded.text):
        raise Unreadable("unknown-format", "neither text nor a format that is known")
    return decoded


def read_text(request: Request) -> Intake:
    decoded = decoded_text(request.content())
    text = normal_lines(decoded.text)
    if not text.strip():
        raise Unreadable("no-text", "nothing but blanks")
    markdown = request.media_type == "text/markdown"
    title = _MARKDOWN_TITLE.search(text) if markdown else None
    document = Document(
        text=text,
        tool="text/witnessmark 1",
        locators=line_locators(text),
        title=title.group(1).strip().rstrip("#").rstrip() or None if title else None,
        kind="markdown" if markdown else "text",
        facts=text_facts(decoded),
    )
    return Intake(media_type=request.media_type, documents=(document,))
