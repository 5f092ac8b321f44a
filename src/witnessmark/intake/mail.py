"""E-mail: headers as facts, the body as the document, each attachment as a source of its own."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from witnessmark.intake import limits
from witnessmark.intake.assembly import line_locators, normal_lines
from witnessmark.intake.encoding import decode
from witnessmark.intake.result import Intake, Part, Request, Unreadable
from witnessmark.intake.web_page import html_document
from witnessmark.model.case import Document

_HEADERS = ("from", "to", "cc", "reply-to", "date", "subject", "message-id", "in-reply-to", "references")
_TYPE_NAMES = {"message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html", "image/jpeg": ".jpg"}
_WRONGLY_ENCODED = {
    "InvalidBase64PaddingDefect", "InvalidBase64CharactersDefect", "InvalidBase64LengthDefect",
}  # fmt: skip
_GRAVE = _WRONGLY_ENCODED | {"CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect"}
_UNSAFE_IN_NAME = re.compile(r"[\x00-\x1f/\\:]+")


class _BoundedHeaders(policy.EmailPolicy):
    """Empties headers that say what a part is at such length that reading them could take for ever."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        too_long = len(value) > limits.MAX_HEADER_CHARACTERS and name.lower().startswith(("content-", "mime-"))
        return name, "" if too_long else value


def read_mail(request: Request) -> Intake:
    try:
        message = message_from_bytes(request.content(limits.MAX_MAIL_BYTES), policy=_BoundedHeaders())
    except RecursionError as error:
        raise Unreadable("archive-bomb", "the mail has too many parts in one another") from error
    if not isinstance(message, EmailMessage):
        raise Unreadable("damaged", "no mail")
    if not message.keys():
        raise Unreadable("damaged", "no mail headers")
    leaves, branches = _leaves(message)
    body, attachments = _body_and_rest(leaves)
    facts = _headers(message)
    text, body_facts = _text(body)
    parts = tuple(_parts(attachments))
    broken = sorted({type(defect).__name__ for part in leaves + branches for defect in part.defects})
    if broken:
        facts["mail.defects"] = ", ".join(broken)
    if parts:
        request.nesting.spend(len(parts), sum(part.size for part in parts))
    if not text and not parts:
        raise Unreadable("damaged" if broken else "no-text", "the mail has no body that can be read")
    document = Document(
        text=text,
        tool="mail/witnessmark 1",
        locators=line_locators(text),
        title=facts.get("mail.subject"),
        date=_date(facts.get("mail.date")),
        author=facts.get("mail.from"),
        kind="mail",
        facts=facts | body_facts,
    )
    problem = "damaged" if _GRAVE.intersection(broken) else None
    detail = "the mail is cut off or wrongly encoded; what was there was read" if problem else None
    return Intake(media_type=request.media_type, documents=(document,), parts=parts, problem=problem, detail=detail)


def _leaves(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The parts that hold something, in order, and those that only hold parts. An attached mail is one leaf."""
    leaves: list[EmailMessage] = []
    branches: list[EmailMessage] = []
    stack: list[tuple[EmailMessage, int]] = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > limits.MAX_MAIL_NESTING or len(leaves) > limits.MAX_MAIL_PARTS:
            raise Unreadable("archive-bomb", "the mail has too many parts")
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            branches.append(part)
            inner = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
            stack.extend((child, depth + 1) for child in reversed(inner))
        else:
            leaves.append(part)
    return leaves, branches


def _body_and_rest(leaves: list[EmailMessage]) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The body: plain text where there is any, else HTML. The other of the two is no attachment."""
    texts = [leaf for leaf in leaves if _is_inline(leaf, "text/plain")]
    pages = [leaf for leaf in leaves if _is_inline(leaf, "text/html")]
    body = texts if any(_content(leaf).strip() for leaf in texts) else pages
    inline = {id(leaf) for leaf in texts + pages}
    return body, [leaf for leaf in leaves if id(leaf) not in inline]


def _is_inline(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment" and not _name(part)


def _content(part: EmailMessage) -> bytes:
    """The bytes of a leaf, transfer encoding undone as far as it can be."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        return (
            b"\n".join(item.as_bytes() for item in inner if isinstance(item, EmailMessage))
            if isinstance(inner, list)
            else b""
        )
    payload = part.get_payload(decode=True)
    if _WRONGLY_ENCODED.intersection(type(defect).__name__ for defect in part.defects):
        raw = part.get_payload()
        if part.get_content_maintype() == "text" and isinstance(raw, str):
            return raw.encode("utf-8", "surrogateescape")  # words that only claim to be encoded
    return payload if isinstance(payload, bytes) else b""


def _text(body: list[EmailMessage]) -> tuple[str, dict[str, str]]:
    texts: list[str] = []
    facts: dict[str, str] = {}
    for part in body:
        decoded = decode(_content(part), part.get_content_charset())
        facts |= decoded.facts()
        text = normal_lines(decoded.text)
        if part.get_content_type() == "text/html":
            try:
                text = html_document(text, {}).text
            except Unreadable:
                continue
        if text.strip():
            texts.append(text)
    return "\n".join(texts), facts


def _headers(message: EmailMessage) -> dict[str, str]:
    facts = {}
    for name, raw in message.raw_items():
        fact = f"mail.{name.lower()}"
        if name.lower() in _HEADERS and fact not in facts:
            facts[fact] = " ".join(_decoded(str(raw)).split())
    return facts


def _decoded(raw: str) -> str:
    """A header's words. Not by the parser of addresses, which a long header can hold up for hours."""
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError, HeaderParseError):
        return raw


def _date(header: str | None) -> str | None:
    """The Date header in ISO 8601, with the zone that it states; None when it is no date."""
    if not header:
        return None
    try:
        moment: datetime = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat()


def _name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None


def _parts(attachments: list[EmailMessage]) -> Iterator[Part]:
    taken: dict[str, int] = {}
    for number, attachment in enumerate(attachments, 1):
        kind = attachment.get_content_type()
        name = _UNSAFE_IN_NAME.sub("_", _name(attachment) or "").strip(" .")
        name = name or f"part-{number}{_TYPE_NAMES.get(kind, '')}"
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            path = PurePosixPath(name)
            name = f"{path.stem}-{taken[name]}{path.suffix}"
        data = _content(attachment)
        yield Part(name=name, size=len(data), data=data)
