"""Everything that an output file may say, decoded: as text, whatever the wrapping.

``layers`` gives the texts of a file one after another: as it stands, with entities, escapes and percent signs resolved,
without tags, out of base64 and hexadecimal strings, out of documents, images and archives, each decoded again up to a
bound. What can't be opened is said to be so: it is not taken as harmless.
"""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from witnessmark.protection.containers import Budget, Part, TooLargeError, opened

DEPTH = 4
"""How many wrappings inside one another are opened."""
_RAW_SHORTEST = 6
"""Letters that a form must have to be looked for among the bytes of something binary, where chance makes short ones."""


class Layer(NamedTuple):
    """One decoded text. ``how`` names the decodings, such as ``html/base64``; ``shortest`` is the least number of
    letters of a form that counts in it. ``text`` is None for what could not be opened."""

    how: str
    text: str | None
    shortest: int = 1


def layers(data: bytes) -> Iterator[Layer]:
    """Every text of a file. Sizes are bounded: what would go beyond comes as a layer without text."""
    budget = Budget()
    seen: set[int] = set()
    yield from _of_bytes(data, "", 0, budget, seen, whole_file=True)


def _of_bytes(
    data: bytes, how: str, depth: int, budget: Budget, seen: set[int], *, whole_file: bool = False
) -> Iterator[Layer]:
    if not data:
        return
    try:
        budget.take(len(data))
        # A digest may begin as an image or a PDF does, and is none: no such file is that short.
        parts = list(opened(data, budget)) if whole_file or len(data) > LONGEST_DIGEST else []
    except TooLargeError:
        yield Layer(_join(how, "too-large"), None)
        return
    except Exception:  # a hostile or broken file: whatever it does to a parser, it is not harmless
        yield Layer(_join(how, "unreadable"), None)
        return
    for part in parts:
        yield from _of_part(part, how, depth, budget, seen)
    if parts:
        yield Layer(_join(how, "bytes"), _printable(data), _RAW_SHORTEST)
        return
    text = _as_text(data)
    if text is not None:
        yield from _of_text(text, how, depth, budget, seen)
        if _CONTROL.search(text):
            yield Layer(_join(how, "bytes"), _printable(data), _RAW_SHORTEST)
        return
    yield Layer(_join(how, "bytes"), _printable(data), _RAW_SHORTEST)
    if whole_file:
        yield Layer("unknown-format", None)


def _of_part(part: Part, how: str, depth: int, budget: Budget, seen: set[int]) -> Iterator[Layer]:
    inner = _join(how, part.how)
    if isinstance(part.content, str):
        yield from _of_text(part.content, inner, depth, budget, seen)
    elif part.content is None:
        yield Layer(inner, None)
    elif depth >= DEPTH:
        yield Layer(_join(inner, "too-deep"), None)
    else:
        yield from _of_bytes(part.content, inner, depth + 1, budget, seen, whole_file=part.is_file)


def _of_text(text: str, how: str, depth: int, budget: Budget, seen: set[int]) -> Iterator[Layer]:
    """The text as it stands, after each decoding alone, and after all of them again and again until nothing changes.
    Linear in the number of decodings, not exponential: a page is decoded some ten times."""
    whole = [Layer(how or "text", text)]
    views = [Layer(_join(how, name), changed) for name, change in _ALONE if (changed := change(text)) is not None]
    current, path = text, how
    for _ in range(DEPTH - depth):
        before = current
        for name, change in _DECODINGS:
            changed = change(current)
            if changed is not None and changed != current:
                current, path = changed, _join(path, name)
        if current == before:
            break
        whole.append(Layer(path, current))
        views.append(Layer(_join(path, "tags-removed"), _without_tags(current)))
    for number, layer in enumerate((*whole, *views)):
        if layer.text is None or (key := hash(layer.text)) in seen:
            continue
        seen.add(key)
        try:
            budget.take(len(layer.text))
        except TooLargeError:
            yield Layer(_join(how, "too-large"), None)
            return
        yield layer
        if depth < DEPTH and number < len(whole):
            for name, data in _embedded(layer.text):
                yield from _of_bytes(data, _join(layer.how, name), depth + 1, budget, seen)


def _join(how: str, more: str) -> str:
    return f"{how}/{more}" if how else more


# texts inside texts

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);?", re.IGNORECASE)
_ESCAPE = re.compile(
    r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-7]{3})|\\(\r?\n|[nrtbfv/\"'`\\])"
)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_QUOTED_PRINTABLE = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_TAG = re.compile(r"<!--|-->|<[/!?]?[A-Za-z][^<>]*>")
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|caption|d[dtl]|details|div|fig\w+|footer|h[1-6r]|head\w*|html|li|"
    r"main|nav|ol|p|section|summary|t(?:able|body|[dhr]|foot|head)|title|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_RUN = re.compile(r"[A-Za-z0-9+/_\-]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
_JOINED = re.compile(r"""["'`]\s*\+\s*["'`]""")


def _entities(text: str) -> str | None:
    return html.unescape(text) if _ENTITY.search(text) else None


def _escapes(text: str) -> str | None:
    if "\\" not in text:
        return None
    plain = _ESCAPE.sub(_unescape, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if plain != text else None


def _unescape(match: re.Match[str]) -> str:
    braced, four, two, octal, sign = match.groups()
    if sign is not None:
        return "" if sign.endswith("\n") else " " if sign in "nrtbfv" else sign
    code = int(octal, 8) if octal else int(braced or four or two, 16)
    return chr(code) if code < 0x110000 else match.group()


def _css_escapes(text: str) -> str | None:
    if "\\" not in text:
        return None
    return _CSS_ESCAPE.sub(lambda match: _character(int(match[1], 16), match.group()), text)


def _character(code: int, otherwise: str) -> str:
    return chr(code) if 31 < code < 0x110000 and not 0xD800 <= code < 0xE000 else otherwise


def _percent(text: str) -> str | None:
    return unquote(text.replace("+", " ")) if _PERCENT.search(text) else None


def _quoted_printable(text: str) -> str | None:
    if not text.isascii() or len(_QUOTED_PRINTABLE.findall(text, 0, 10_000)) < 2:
        return None
    return binascii.a2b_qp(text).decode("utf-8", "replace")


def _without_tags(text: str) -> str | None:
    """What tags inside a word take apart, together again; a block ends a word: a name beside another word is whole."""
    return _TAG.sub("", _BLOCK.sub("\n", text)) if "<" in text else None


def _joined(text: str) -> str | None:
    return _JOINED.sub("", text) if "+" in text else None


_DECODINGS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("entities", _entities),
    ("percent", _percent),
    ("escapes", _escapes),
    ("strings-joined", _joined),
    ("quoted-printable", _quoted_printable),
)
_ALONE = (*_DECODINGS, ("css-escapes", _css_escapes), ("tags-removed", _without_tags))


def _embedded(text: str) -> Iterator[tuple[str, bytes]]:
    """The bytes of base64 and hexadecimal strings, when they are text or a format that can be opened."""
    for match in _RUN.finditer(text):
        run = match.group()
        if run.isalpha() and run.islower():  # an ordinary word: base64 of a text has capitals or figures
            continue
        if _HEX.fullmatch(run) and _says_something(data := bytes.fromhex(run)):
            yield "hexadecimal", data
        plain = run.rstrip("=").translate(_URL_SAFE)
        plain = plain[: len(plain) - (len(plain) % 4 == 1)]
        data = base64.b64decode(plain + "=" * (-len(plain) % 4))
        if _says_something(data):
            yield "base64", data


_URL_SAFE = str.maketrans("-_", "+/")
_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b\x08", b"II*\x00", b"MM\x00*",
)  # fmt: skip


LONGEST_DIGEST = 32
"""Bytes of a SHA-256. One digest in some thousands begins like a compressed file, and is none."""


def _says_something(data: bytes) -> bool:
    """Whether bytes are worth a look: a known format, or text with a letter in it and without control characters."""
    if data.startswith(_MAGIC) and len(data) > LONGEST_DIGEST:
        return True
    try:
        text = data[:4000].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data[:4000]) - 4:
            return data[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = data[: error.start].decode("utf-8")
    return not _CONTROL.search(text)


_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def _as_text(data: bytes) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:4096].count(0) > len(data[:4096]) // 4:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text):
                return text
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if text.count("\x00") > len(text) // 100 else text


_RUNS = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")
_LITTLE_RUNS = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff]\x04){6,}")
_BIG_RUNS = re.compile(rb"(?:\x00[\x20-\x7e]|\x04[\x00-\xff]){6,}")


def _printable(data: bytes) -> str:
    """The runs of bytes that read as text, in UTF-8 and in UTF-16, one a line."""
    narrow = (run.group().decode("utf-8", "replace") for run in _RUNS.finditer(data))
    little = (run.group().decode("utf-16-le", "replace") for run in _LITTLE_RUNS.finditer(data))
    big = (run.group().decode("utf-16-be", "replace") for run in _BIG_RUNS.finditer(data))
    return "\n".join((*narrow, *little, *big))
