"""Reading scanned pages with Tesseract (English, Ukrainian, Russian): every word with its box on the page.

The program is run once a page, on one thread, with a time limit. What it answers cannot be recomputed byte for byte
with another version: such documents are not exact.
"""

import io
import os
import shutil
import subprocess
from functools import cache
from typing import Any

import msgspec

from witnessmark.intake import limits
from witnessmark.intake.assembly import Assembly
from witnessmark.intake.result import Unreadable
from witnessmark.intake.scripts import in_one_script
from witnessmark.model.case import Box

_LANGUAGES = ("eng", "ukr", "rus")
_WORD_LEVEL = "5"
_COLUMNS = 12


class _Word(msgspec.Struct, frozen=True):
    block: tuple[str, str]
    line: str
    text: str
    confidence: float
    box: Box


@cache
def languages_available() -> tuple[str, ...]:
    """Those of our languages that the installed Tesseract reads; none when it is not installed."""
    if shutil.which("tesseract") is None:
        return ()
    answer = _run(["--list-langs"], b"", seconds=20).decode("utf-8", "replace").split()
    return tuple(language for language in _LANGUAGES if language in answer)


@cache
def tesseract_version() -> str:
    first = _run(["--version"], b"", seconds=20).decode("utf-8", "replace").split("\n", 1)[0]
    return first.removeprefix("tesseract").strip() or "unknown"


def ocr_facts(tool: str, confidences: list[float]) -> tuple[str, dict[str, str]]:
    """The name of the tool with Tesseract's, and facts on how sure it was (percent, mean over words)."""
    languages = "+".join(languages_available())
    facts = {"ocr.languages": languages}
    if confidences:
        facts["ocr.confidence"] = str(round(sum(confidences) / len(confidences)))
    return f"{tool}, tesseract {tesseract_version()} {languages}", facts


def add_page_by_ocr(assembly: Assembly, image: Any, page: int) -> list[float]:
    """Append a page's words to the assembly, marked by word and page; the confidence of each word (0 to 100).

    ``image`` is a Pillow image. Raises ``Unreadable`` when Tesseract fails or takes too long.
    """
    words = _words(image)
    texts = in_one_script([word.text for word in words])
    start = assembly.length
    previous: _Word | None = None
    for word, text in zip(words, texts, strict=True):
        if previous is not None and (word.block, word.line) != (previous.block, previous.line):
            assembly.add("\n\n" if word.block != previous.block else " ")
        elif previous is not None:
            assembly.add(" ")
        assembly.place(text, "page", str(page), word.box)
        previous = word
    assembly.mark(start, assembly.length, "page", str(page))
    if words:
        assembly.add("\n\n")
    return [word.confidence for word in words]


def _run(arguments: list[str], data: bytes, seconds: int) -> bytes:
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            ["tesseract", *arguments], input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too-large", f"reading a scanned page took more than {seconds} seconds") from error
    except OSError as error:
        raise Unreadable("tool-missing:tesseract", "Tesseract cannot be started") from error
    if done.returncode != 0:
        raise Unreadable("damaged", "Tesseract could not read a scanned page")
    return done.stdout or done.stderr


def _words(image: Any) -> list[_Word]:
    if image.width * image.height > limits.MAX_OCR_PIXELS:
        image.thumbnail(_within(image.width, image.height))
    buffer = io.BytesIO()
    image.convert("L").save(buffer, "PPM")
    arguments = ["stdin", "stdout", "-l", "+".join(languages_available()), "--dpi", str(limits.OCR_DOTS_AN_INCH), "tsv"]
    table = _run(arguments, buffer.getvalue(), limits.OCR_SECONDS_A_PAGE).decode("utf-8", "replace")
    words = []
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        box = (
            round(left / image.width, 4),
            round(top / image.height, 4),
            round((left + width) / image.width, 4),
            round((top + height) / image.height, 4),
        )
        words.append(_Word((cells[2], cells[3]), cells[4], cells[11].strip(), float(cells[10]), box))
    return words


def _within(width: int, height: int) -> tuple[int, int]:
    scale = (limits.MAX_OCR_PIXELS / (width * height)) ** 0.5
    return max(1, int(width * scale)), max(1, int(height * scale))
