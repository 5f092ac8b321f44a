"""Images: what the device wrote into them (time, position, device) as facts, and their words on request.

EXIF is a claim by a device: a clock may be wrong and a position edited. A position of 0,0 is a device that knew none.
"""

import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from typing import Any

from witnessmark.intake import limits
from witnessmark.intake.assembly import Assembly
from witnessmark.intake.ocr import add_page_by_ocr, languages_available, ocr_facts
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "MPO")
_TAGS = {
    0x010F: "make",
    0x0110: "model",
    0x0131: "software",
    0x0132: "changed",
    0x010E: "description",
    0x013B: "artist",
}
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TIMES = {0x9003: "taken", 0x9004: "digitised"}
_ZONES = {"taken": 0x9011, "digitised": 0x9012, "changed": 0x9010}
_ORIENTATION = 0x0112
_LIGHT = 170
_PAGE_SHARE_OF_LIGHT = 0.6
"""A page of writing is mostly light and nearly grey; a photograph is not."""
_GREY_ENOUGH = 24
_FEWEST_DOTS = 400


def read_image(request: Request) -> Intake:
    from PIL import Image, ImageOps

    with ExitStack() as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(opened.enter_context(request.open()), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise Unreadable("too-large", "more dots than an image may have") from error
        except MemoryError:
            raise
        except Exception as error:  # hostile files make the library raise nearly anything
            raise Unreadable("damaged", "the image is cut off or broken") from error
        with image:
            if image.width * image.height > limits.MAX_IMAGE_PIXELS:
                raise Unreadable("too-large", f"{image.width} by {image.height} dots")
            facts = {"image.width": str(image.width), "image.height": str(image.height)} | exif_facts(image)
            try:
                with _whole_images_only():
                    image.load()
                upright = ImageOps.exif_transpose(image)
            except MemoryError:
                raise
            except Exception as error:
                kept = _document(facts, Assembly())
                return Intake(
                    media_type=request.media_type,
                    documents=(kept,) if any(key.startswith("exif.") for key in facts) else (),
                    problem="damaged",
                    detail=f"the picture is cut off or broken ({type(error).__name__})",
                )
    return _read(request, upright, facts)


@contextmanager
def _whole_images_only() -> Iterator[None]:
    """The library's setting that a cut-off image is an error, whatever another library of the process made of it."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _read(request: Request, image: Any, facts: dict[str, str]) -> Intake:
    assembly = Assembly()
    wanted = request.ocr == "captions" or (request.ocr is True and "exif.make" not in facts and _looks_like_page(image))
    if not wanted:
        return Intake(media_type=request.media_type, documents=(_document(facts, assembly),))
    if not languages_available():
        return Intake(
            media_type=request.media_type,
            documents=(_document(facts, assembly),),
            problem="tool-missing:tesseract",
            detail="the image seems to hold writing, and Tesseract is not installed",
        )
    confidences = add_page_by_ocr(assembly, image.convert("RGB"), 1)
    tool, more = ocr_facts(f"image/Pillow {version('Pillow')}", confidences)
    return Intake(media_type=request.media_type, documents=(_document(facts | more, assembly, tool),))


def _document(facts: dict[str, str], assembly: Assembly, tool: str | None = None) -> Document:
    """An image without words is a document without text: its facts are what it says."""
    return Document(
        text=assembly.text,
        tool=tool or f"image/Pillow {version('Pillow')}",
        locators=assembly.locators,
        kind="scan" if tool and "exif.make" not in facts else "image",
        exact=tool is None,
        facts=facts,
    )


def _looks_like_page(image: Any) -> bool:
    if min(image.width, image.height) < _FEWEST_DOTS:
        return False
    small = image.convert("RGB").resize((64, 64)).convert("YCbCr")
    light, blue, red = (list(channel.get_flattened_data()) for channel in small.split())
    bright = sum(value > _LIGHT for value in light) / len(light)
    grey = sum(abs(b - 128) < _GREY_ENOUGH and abs(r - 128) < _GREY_ENOUGH for b, r in zip(blue, red, strict=True))
    return bool(bright >= _PAGE_SHARE_OF_LIGHT and grey / len(light) >= 0.8)


def exif_facts(image: Any) -> dict[str, str]:
    """Time, position and device as the image states them, by the names ``exif.taken``, ``exif.position`` …"""
    try:
        exif = image.getexif()
        details, gps = exif.get_ifd(_EXIF_IFD), exif.get_ifd(_GPS_IFD)
    except Exception:  # broken EXIF is no reason to lose the image
        return {"exif.problem": "cannot be read"}
    facts = {f"exif.{name}": text for tag, name in _TAGS.items() if (text := _words(exif.get(tag)))}
    facts |= {f"exif.{name}": text for tag, name in _TIMES.items() if (text := _words(details.get(tag)))}
    for name in ("taken", "digitised", "changed"):
        if f"exif.{name}" in facts:
            facts[f"exif.{name}"] = _moment(facts[f"exif.{name}"], _words(details.get(_ZONES[name])))
    if orientation := exif.get(_ORIENTATION):
        facts["exif.orientation"] = _words(orientation)
    return {name: value for name, value in (facts | _position(gps)).items() if value}


def _words(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)
    return text.replace("\0", "").strip()


def _moment(exif: str, zone: str) -> str:
    """``2022:09:12 14:03:11`` as ISO 8601, with the zone where the device states one; empty for a clock never set."""
    day, _, time = exif.partition(" ")
    if day.startswith("0000") or not day.strip(": "):
        return ""
    return f"{day.replace(':', '-', 2)}T{time}{zone}" if time else day.replace(":", "-", 2)


def _position(gps: Mapping[int, Any]) -> dict[str, str]:
    latitude, longitude = _degrees(gps.get(2), gps.get(1), "S"), _degrees(gps.get(4), gps.get(3), "W")
    facts = {}
    if latitude is not None and longitude is not None:
        if abs(latitude) > 90 or abs(longitude) > 180:
            facts["exif.position-problem"] = "outside the globe"
        elif latitude == 0 and longitude == 0:
            facts["exif.position-problem"] = "0,0: the device knew no position"
        else:
            facts["exif.position"] = f"{latitude:.6f},{longitude:.6f}"
    for tag, name in ((6, "altitude"), (17, "direction"), (31, "position-error-m")):
        number = _number(gps.get(tag))
        if number is not None and "exif.position" in facts:
            facts[f"exif.{name}"] = f"{number:.1f}"
    if day := _words(gps.get(29)):
        clock = gps.get(7)
        hours = [_number(part) for part in clock] if isinstance(clock, tuple) else []
        time = "T" + ":".join(f"{int(part or 0):02d}" for part in hours) + "Z" if len(hours) == 3 else ""
        facts["exif.satellite-time"] = day.replace(":", "-") + time
    return facts


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None


def _degrees(value: object, side: object, negative: str) -> float | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    numbers = [_number(part) for part in value]
    if any(number is None for number in numbers):
        return None
    degrees, minutes, seconds = (number or 0.0 for number in numbers)
    total = degrees + minutes / 60 + seconds / 3600
    return -total if _words(side).upper().startswith(negative) else total
