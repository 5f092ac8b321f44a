"""Make the files of the example mission from the texts in ``mission/text``: what a mission really brings home.

    python examples/make_mission.py

A report as DOCX, interviews as SRT and as text in windows-1251, a scanned order, photographs with EXIF, an aid ledger,
two news pages, a letter by e-mail with an attachment, a note of four years later. Everything is invented but the
geography, and says so. The files are committed, so that the demo starts
at once; this program is only needed to change them.
"""

import random
import shutil
import time
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from fractions import Fraction
from pathlib import Path

import docx
import xlsxwriter
from PIL import Image, ImageDraw, ImageFilter, ImageFont

MISSION = Path(__file__).resolve().parent / "mission"
TEXT, SOURCES = MISSION / "text", MISSION / "sources"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
WRITTEN = (2022, 10, 9, 12, 0, 0)
"""The one time inside every file, so that making them again gives the same bytes."""
INVENTED = "Generated picture, invented for the Witnessmark example"

LEDGER = [
    ("2022-10-06", "Izium", "Food parcel", 420, "parcel", "Bereh foundation", "residents", ""),
    ("2022-10-06", "Izium", "Medicine for the outpatient clinic", 12, "box", "Bereh foundation", "clinic", ""),
    ("2022-10-06", "Izium", "Hygiene kit", 180, "kit", "Bereh foundation", "residents", ""),
    ("2022-10-06", "Kamianka", "Firewood", 35, "m³", "Bereh foundation", "households", "roofs open"),
    ("2022-10-06", "Kamianka", "Tarpaulin", 35, "piece", "Bereh foundation", "households", ""),
    ("2022-10-05", "Savyntsi", "Drinking water", 2400, "litre", "Bereh foundation", "residents", "well unsafe"),
    ("2022-10-04", "Borova", "Winter clothes", 90, "set", "Bereh foundation", "residents", ""),
    ("early October 2022", "Balakliia", "Cash assistance", 60, "household", "Bereh foundation", "households", ""),
]

PHOTOS = [
    (
        "field-with-warning-signs",
        "field",
        "A field with warning signs near Vesele",
        "2022:10:05 11:20:00",
        49.45,
        37.05,
    ),
    ("school-no-4", "house", "Destroyed roof of School No. 4 in Balakliia", "2022:10:03 15:42:10", 49.4627, 36.8595),
    ("aid-in-izium", "boxes", "Food parcels handed out in Izium", "2022:10:06 10:05:33", 49.2087, 37.2567),
    ("no-position", "house", "A house in Kamianka", "2022:10:06 12:30:00", 0.0, 0.0),
    (
        "nadiia-shevchuk-at-home",
        "house",
        "Nadiia Shevchuk in front of her house in Savyntsi",
        "2022:10:05 16:05:40",
        49.4013,
        37.0547,
    ),
]


def report() -> None:
    """The report as DOCX, headings and paragraphs as in the Markdown."""
    document = docx.Document()
    for block in (TEXT / "report.md").read_text(encoding="utf-8").split("\n\n"):
        text = block.strip()
        if text.startswith("#"):
            marks, _, title = text.partition(" ")
            document.add_heading(title, level=len(marks) - 1)
        else:
            document.add_paragraph(text.strip("*"))
    document.core_properties.title = "Along the Siverskyi Donets"
    document.core_properties.author = "Lantern mission (invented)"
    document.save(str(SOURCES / "report.docx"))
    _fix_times(SOURCES / "report.docx")


def scanned_order() -> None:
    """An image-only PDF: the order as if typed, slightly turned and speckled, as a scanner gives it."""
    page = Image.new("L", (1654, 2339), 247)
    draw = ImageDraw.Draw(page)
    words = (TEXT / "order.txt").read_text(encoding="utf-8")
    draw.multiline_text((190, 240), words, fill=25, font=ImageFont.truetype(FONT, 38), spacing=22)
    page = page.rotate(0.4, fillcolor=247, resample=Image.Resampling.BICUBIC)
    grain = random.Random(17)
    for _ in range(1200):
        page.putpixel((grain.randrange(page.width), grain.randrange(page.height)), grain.randrange(90, 200))
    page.filter(ImageFilter.GaussianBlur(0.6)).save(
        SOURCES / "order-17-scan.pdf", resolution=200.0, creationDate=_written(), modDate=_written()
    )


def photographs() -> None:
    (SOURCES / "photos").mkdir(exist_ok=True)
    for name, scene, caption, taken, north, east in PHOTOS:
        picture = _scene(scene, random.Random(name))
        ImageDraw.Draw(picture).text((24, 860), INVENTED, fill="white", font=ImageFont.truetype(FONT, 24))
        picture.save(SOURCES / "photos" / f"{name}.jpg", quality=82, exif=_exif(caption, taken, north, east))


def _exif(caption: str, taken: str, north: float, east: float) -> Image.Exif:
    """EXIF 2.32: description, device, time with zone, and the position as degrees, minutes and seconds."""
    exif = Image.Exif()
    exif[0x010E], exif[0x010F], exif[0x0110] = caption, "Invented", "Example camera 1"
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9011] = taken, "+03:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", _degrees(north)
    gps[3], gps[4] = "E", _degrees(east)
    return exif


def _degrees(value: float) -> tuple[Fraction, Fraction, Fraction]:
    whole, rest = divmod(Fraction(value).limit_denominator(100000), 1)
    minutes, rest = divmod(rest * 60, 1)
    return Fraction(whole), Fraction(minutes), (rest * 60).limit_denominator(100)


def _scene(kind: str, chance: random.Random) -> Image.Image:
    """A plain drawing: enough to be a picture, not enough to be taken for a real one."""
    picture = Image.new("RGB", (1200, 900))
    draw = ImageDraw.Draw(picture)
    for row in range(900):
        sky = row < 520
        tone = (150 + row // 8, 175 + row // 10, 205) if sky else (118 - (row - 520) // 8, 122 - (row - 520) // 9, 70)
        draw.line([(0, row), (1200, row)], fill=tone)
    if kind == "field":
        for x in range(100, 1200, 260):
            draw.rectangle([x, 480, x + 8, 640], fill=(90, 80, 70))
            draw.polygon([(x - 50, 480), (x + 58, 480), (x + 4, 400)], fill=(190, 40, 35))
    elif kind == "house":
        draw.rectangle([300, 330, 900, 700], fill=(170, 150, 130))
        draw.polygon([(280, 330), (520, 330), (430, 210)], fill=(110, 60, 50))
        for x in range(350, 860, 130):
            draw.rectangle([x, 430, x + 70, 530], fill=(40, 44, 52))
        for _ in range(90):
            x, y = chance.randrange(280, 930), chance.randrange(640, 720)
            draw.rectangle([x, y, x + chance.randrange(8, 34), y + 12], fill=(120, 105, 95))
    else:
        for _ in range(26):
            x, y = chance.randrange(120, 980), chance.randrange(520, 720)
            draw.rectangle([x, y, x + 120, y + 80], fill=(176, 135, 86), outline=(90, 66, 40), width=3)
    return picture


def ledger() -> None:
    workbook = xlsxwriter.Workbook(str(SOURCES / "aid-ledger.xlsx"))
    workbook.set_properties({"created": datetime(*WRITTEN, tzinfo=UTC)})
    sheet = workbook.add_worksheet("Aid")
    rows = [("Date", "Place", "Item", "Quantity", "Unit", "Provider", "Recipient", "Note"), *LEDGER]
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    workbook.close()
    _fix_times(SOURCES / "aid-ledger.xlsx")


def _written() -> time.struct_time:
    return time.struct_time((*WRITTEN, 6, 282, 0))


def _fix_times(path: Path) -> None:
    """Pack a ZIP again with the one time on every member."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, WRITTEN), data, zipfile.ZIP_DEFLATED)


def letter() -> None:
    """An e-mail with a text attached, with fixed boundary and dates so that the bytes stay the same."""
    mail = EmailMessage()
    mail["From"] = "Vira Kostenko <vira.kostenko@example.org>"
    mail["To"] = "mission@example.org"
    mail["Subject"] = "From our librarian in Borova (invented)"
    mail["Date"] = "Wed, 12 Oct 2022 09:30:00 +0300"
    mail["Message-ID"] = "<invented-letter@example.org>"
    mail.set_content((TEXT / "letter.txt").read_text(encoding="utf-8"))
    mail.add_attachment((TEXT / "letter-attachment.txt").read_text(encoding="utf-8"), filename="notebook.txt")
    mail.set_boundary("witnessmark-example")
    (SOURCES / "letter.eml").write_bytes(mail.as_bytes())


def main() -> None:
    SOURCES.mkdir(exist_ok=True)
    report()
    scanned_order()
    photographs()
    ledger()
    letter()
    for name in ("interview-uk.srt", "news-repeats.html", "news-contradicts.html", "note-2026.md"):
        shutil.copyfile(TEXT / name, SOURCES / name)
    russian = (TEXT / "interview-ru.txt").read_text(encoding="utf-8")
    (SOURCES / "interview-ru.txt").write_bytes(russian.encode("windows-1251"))


if __name__ == "__main__":
    main()
