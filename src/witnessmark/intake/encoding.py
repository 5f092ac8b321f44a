"""Which encoding a text is in, found from its bytes: UTF-8, UTF-16, windows-1251, KOI8-U, windows-1252.

UTF-8 and UTF-16 prove themselves. Between the one-byte encodings the letters decide: read wrongly, Cyrillic text is
full of rare letters, of capitals after small letters and of signs within words.
"""

import codecs
import math
import re
from collections import Counter
from functools import cache
from importlib import resources
from itertools import pairwise

import msgspec

_SAMPLE = 60_000
"""Bytes that decide, from the first that is beyond ASCII: some eight thousand words of one language."""
_FIRST_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ONE_BYTE = ("windows-1251", "koi8-u", "windows-1252")
_TYPOGRAPHIC = "«»“”„’‘…–—№\u00a0"
_SIGNS = "°§©·€"
_NO_LETTER = re.compile(r"[^а-яёіїєґ]")
_SMOOTHING = 20.0
_UNSEEN = 1.5
"""What a pair of letters costs that no common word has, beside the rarity of the letter (natural logarithm)."""
_RAREST = math.log(0.00002)
_CASE_BREAK = re.compile(r"[а-яёіїєґ][А-ЯЁІЇЄҐ]")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][^\w\s'’ʼ`´\-.,:;!?()\[\]\"/«»“”„…–—&@#*+=%<>|\\№]+(?=[^\W\d_])")
_MIXED_SCRIPT = re.compile(r"[a-zA-Z][а-яА-ЯёіїєґЁІЇЄҐ]|[а-яА-ЯёіїєґЁІЇЄҐ][a-zA-Z]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽž]+")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = bytes(range(128, 256))
_CHANCE_ENDS_AT = 12
"""So many bytes beyond ASCII in a line that is whole UTF-8 are no accident of another encoding."""
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f\x85")


class Decoded(msgspec.Struct, frozen=True):
    """A text and how it was read. ``replaced`` counts what could not be, each now U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0

    def facts(self) -> dict[str, str]:
        found = {"encoding": self.encoding}
        if self.replaced:
            found["encoding.replaced"] = str(self.replaced)
        return found


@cache
def _tables() -> tuple[dict[str, float], dict[str, float]]:
    """Log-probability of each Cyrillic letter (the better of the two languages), and of a letter after another."""
    import yaml

    raw = resources.files("witnessmark.intake").joinpath("data/letters.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(raw)
    letters: dict[str, float] = {}
    for language in ("uk", "ru"):
        for letter, per_mille in data[language].items():
            letters[letter] = max(letters.get(letter, _RAREST), math.log(per_mille / 1000))
    pairs = Counter(first + second for word in data["words"].split() for first, second in pairwise(f" {word} "))
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
    follows = {
        pair: math.log((count + _SMOOTHING * math.exp(letters.get(pair[1], -3.0))) / (firsts[pair[0]] + _SMOOTHING))
        for pair, count in pairs.items()
    }
    return letters, follows


def _score(text: str) -> float:
    """How much the text looks like Cyrillic writing, per sign beyond ASCII; higher is better."""
    letters, follows = _tables()
    folded = _NO_LETTER.sub(" ", text.lower())
    total, weight = 0, 0.0
    for pair, count in Counter(map("".join, pairwise(f" {folded} "))).items():
        if pair[1] in letters:
            total += count
            weight += count * follows.get(pair, letters[pair[1]] - _UNSEEN)
    for character, count in Counter(text.lower()).items():
        if character >= "\x80" and character not in letters:
            total += count
            weight += count * (-4.0 if character in _TYPOGRAPHIC else -8.0 if character in _SIGNS else _RAREST)
    if not total:
        return 0.0
    breaks = len(_CASE_BREAK.findall(text)) + len(_SIGN_IN_WORD.findall(text)) + len(_MIXED_SCRIPT.findall(text))
    return (weight - 8.0 * breaks) / total


def _latin_score(text: str) -> float:
    """The same for windows-1252: an accented letter is at home in a word that is mostly ASCII letters."""
    total, good = 0, 0.0
    for word in _LATIN_WORD.findall(text):
        accented = sum(character > "\x7f" for character in word)
        total += accented
        good += accented * (-2.5 if accented * 3 <= len(word) or word.lower() in {"à", "é"} else _RAREST)
    others = sum(character > "\x7f" for character in _LATIN_WORD.sub("", text))
    typographic = sum(text.count(sign) for sign in _TYPOGRAPHIC + "€£")
    total += others
    good += typographic * -3.0 + (others - typographic) * _RAREST
    return good / total if total else 0.0


def _sample(data: bytes) -> bytes:
    found = _FIRST_BEYOND_ASCII.search(data)
    start = max(0, found.start() - 200) if found else 0
    return data[start : start + _SAMPLE]


def _one_byte(data: bytes) -> str:
    """The one-byte encoding that reads ``data`` best; windows-1251 when nothing tells."""
    sample = _sample(data)
    scores = {}
    for name in _ONE_BYTE:
        text = sample.decode(name, "replace")
        scores[name] = _latin_score(text) if name == "windows-1252" else _score(text)
    return max(_ONE_BYTE, key=lambda name: scores[name])


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: one half of the bytes holds nearly only a few values, zero or the Cyrillic block's 04."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if name == "utf-16-le" else sample[1::2]
        blocks = sum(byte in (0, 4, 0x20) for byte in high)
        if blocks >= 0.95 * len(high) and sum(byte in (0, 4) for byte in low) < 0.3 * len(low):
            return name
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken UTF-8 is UTF-8 all the same: most of what is beyond ASCII is in whole sequences, or one line is
    whole that in a one-byte encoding would hardly be."""
    sample = _sample(data)
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    if 4 * sum(map(len, _SEQUENCE.findall(sample))) >= 3 * beyond:
        return True
    for line in data.split(b"\n"):
        if len(line) - len(line.translate(None, _BEYOND_ASCII)) >= _CHANCE_ENDS_AT:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            return True
    return False


def _by_line(data: bytes) -> Decoded:
    """UTF-8 with stretches that are not: each line by what it is, a line of UTF-8 with a wrong byte as UTF-8."""
    lines, others, replaced = [], [], 0
    pending: list[int] = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            continue
        except UnicodeDecodeError:
            text = line.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        if sum(character > "\x7f" for character in text) - wrong > 2 * wrong:
            lines.append(text)
            replaced += wrong
        else:
            pending.append(len(lines))
            lines.append("")
            others.append(line)
    if not pending:
        return Decoded("\n".join(lines), "utf-8", replaced)
    name = _one_byte(b"\n".join(others))
    for index, line in zip(pending, others, strict=True):
        lines[index] = line.decode(name, "replace")
        replaced += lines[index].count("\ufffd")
    return Decoded("\n".join(lines), f"utf-8 and {name} by line", replaced)


def _strict(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return Decoded(text, name, max(1, text.count("\ufffd")))
    return Decoded(text, name)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``. ``declared`` is what the file says of itself: it holds where it fits without error."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if b"\0" not in data[:4096] else _with_nul(data)
    except UnicodeDecodeError:
        pass
    if wide := _wide(data):
        return _strict(data, wide)
    if declared:
        try:
            return Decoded(data.decode(declared), codecs.lookup(declared).name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    if _mostly_utf8(data):
        return _by_line(data)
    return _strict(data, _one_byte(data))


def _with_nul(data: bytes) -> Decoded:
    """Valid UTF-8 with zero bytes in it: perhaps UTF-16 without a mark."""
    if wide := _wide(data):
        return _strict(data, wide)
    return Decoded(data.decode("utf-8"), "utf-8")


def looks_like_text(text: str) -> bool:
    """Whether this is writing and not decoded noise: control characters and replacements are rare in it."""
    sample = text[:100_000]
    if not sample:
        return True
    odd = sum(
        count for c, count in Counter(sample).items() if (c < " " or "\x7f" <= c < "\xa0") and c not in _TEXT_CONTROLS
    )
    return (odd + sample.count("\ufffd")) <= max(2, 0.05 * len(sample))
