"""A word-processing file (DOCX, ISO/IEC 29500, WordprocessingML) from blocks: headings, a table of contents as a field,
links that lead to bookmarks, head rows of tables, words for pictures, a language for every text. No macro, no date but
the release's, no id that is drawn: the same blocks give the same bytes.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from witnessmark.publish.dossier.blocks import Block, Run

_TIME = (1980, 1, 1, 0, 0, 0)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_UNFIT = re.compile(r"[^A-Za-z0-9_]")
PAGE = 9638
"""Width of the text in twentieths of a point: A4 less two margins of 20 mm."""
EMU = 36_000
"""English metric units in a millimetre."""
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Picture:
    """A PNG, its size in millimetres, and its words for who cannot see it."""

    png: bytes
    width: float
    height: float
    alt: str


@dataclass(frozen=True)
class About:
    """What the file says of itself. ``contents`` is the heading of the table of contents,
    ``head`` and ``foot`` run along every page."""

    title: str
    subject: str
    language: str
    moment: datetime | None
    head: str
    foot: str
    contents: str
    producer: str


def word_file(about: About, cover: Sequence[Block], blocks: Sequence[Block], pictures: Mapping[str, Picture]) -> bytes:
    """The file: the cover, the table of contents, then the blocks."""
    body = _Body(pictures)
    text = "".join(body.block(block) for block in cover)
    rest = "".join(body.block(block) for block in blocks)
    text += _contents(about, body.headings) + rest
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/>'
        '<w:footerReference w:type="default" r:id="rIdFoot"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _look("content-types.xml"),
        "_rels/.rels": _look("package.rels.xml"),
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{_text(about.producer)}</Application></Properties>',
        "docProps/core.xml": _core(about),
        "word/_rels/document.xml.rels": _relations(body.used),
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{text}{section}</w:body></w:document>",
        "word/fontTable.xml": f"{_HEAD}<w:fonts {_NAMES}/>",
        "word/footer1.xml": f"{_HEAD}<w:ftr {_NAMES}>{_foot(about)}</w:ftr>",
        "word/header1.xml": f'{_HEAD}<w:hdr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Running"/></w:pPr>'
        f"{_words(about.head)}</w:p></w:hdr>",
        "word/numbering.xml": _look("numbering.xml"),
        "word/settings.xml": _settings(about),
        "word/styles.xml": _look("styles.xml").replace("{language}", about.language),
    }
    files |= {f"word/media/{_unfit(name)}.png": pictures[name].png for name in body.used}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _TIME)
            member.external_attr, member.create_system = 0o100644 << 16, 3
            data = content.encode() if isinstance(content, str) else content
            kind = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(member, data, compress_type=kind)
    return made.getvalue()


def _look(name: str) -> str:
    """A part of the file that is the same for every dossier: styles, numbering, kinds of parts."""
    return resources.files("witnessmark.publish").joinpath(f"dossier/word_look/{name}").read_text(encoding="utf-8")


@dataclass
class _Body:
    """Blocks to XML. Numbers of bookmarks and pictures count up in order."""

    pictures: Mapping[str, Picture]
    headings: list[tuple[str, str]] = field(default_factory=list)
    """Bookmark and words of each heading of the first level."""
    used: dict[str, int] = field(default_factory=dict)
    marks: int = 0

    def block(self, it: Block) -> str:
        return str(getattr(self, f"_{it['is']}")(it))

    # paragraphs

    def _paragraph(self, style: str, line: Sequence[Run], more: str = "", lang: str | None = None) -> str:
        inner = "".join(self._run(run, lang) for run in line)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'

    def _par(self, it: Block) -> str:
        keep = "<w:keepNext/>" if it.get("sticky") else ""
        return self._paragraph(it.get("style", "BodyText"), it["runs"], keep, it.get("lang"))

    def _head(self, it: Block) -> str:
        level = it["level"]
        named = it.get("anchor") or (f"part-{len(self.headings) + 1}" if level == 1 else None)
        if level == 1:
            self.headings.append((bookmark(str(named)), it["text"]))
        mark = self._mark(named) if named else ""
        return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{mark}{_words(it["text"])}</w:p>'

    def _note(self, it: Block) -> str:
        return self._paragraph("Note", it["runs"])

    def _list(self, it: Block) -> str:
        return "".join(self._paragraph("ListBullet", item) for item in it["items"])

    def _commands(self, it: Block) -> str:
        return "".join(self._paragraph("Commands", [line]) for line in it["lines"])

    def _pairs(self, it: Block) -> str:
        return "".join(
            self._paragraph("Fact", [{"text": f"{name}: ", "look": "quiet"}, *value]) for name, value in it["rows"]
        )

    def _form(self, it: Block) -> str:
        rows = [[[name], []] for name in it["names"]]
        return self._rows(rows, (34, 66), ())

    # tables

    def _table(self, it: Block) -> str:
        heads = [[{"text": head, "look": "quiet"}] for head in it["heads"]]
        return self._rows(it["rows"], it["widths"], it["numeric"], heads)

    def _rows(
        self, rows: Sequence[Any], widths: Sequence[int], numeric: Sequence[int], heads: Sequence[Sequence[Run]] = ()
    ) -> str:
        whole = sum(widths)
        columns = [PAGE * width // whole for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        first = int(bool(heads))
        look = (
            f'<w:tblLook w:val="0020" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            'w:noHBand="1" w:noVBand="1"/>'
        )
        made = [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/><w:tblW w:w="{PAGE}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        ]
        if heads:
            cells = "".join(self._cell(cell, columns[n], n in numeric) for n, cell in enumerate(heads))
            made.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
        for row in rows:
            if isinstance(row, dict):
                cells = self._cell(row["span"], PAGE, False, f'<w:gridSpan w:val="{len(columns)}"/>', "<w:keepNext/>")
            else:
                cells = "".join(self._cell(cell, columns[n], n in numeric) for n, cell in enumerate(row))
            made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        return "".join(made) + '</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'

    def _cell(self, line: Sequence[Run], width: int, right: bool, span: str = "", keep: str = "") -> str:
        more = keep + ('<w:jc w:val="right"/>' if right else "")
        paragraph = self._paragraph("Cell", line, more)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{paragraph}</w:tc>'

    # pictures

    def _picture(self, it: Block) -> str:
        name, shown = it["name"], self.pictures[it["name"]]
        self.used.setdefault(name, len(self.used) + 1)
        self.marks += 1
        width, height = round(shown.width * EMU), round(shown.height * EMU)
        relation, alt = f"rIdPicture{self.used[name]}", quoteattr(_clean(shown.alt))
        return (
            '<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{self.marks}" name="Picture {self.marks}" descr={alt}/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.marks}" name="Picture {self.marks}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )

    # runs

    def _mark(self, name: str) -> str:
        self.marks += 1
        return f'<w:bookmarkStart w:id="{self.marks}" w:name="{bookmark(name)}"/><w:bookmarkEnd w:id="{self.marks}"/>'

    def _run(self, it: Run, lang: str | None = None) -> str:
        if isinstance(it, str):
            return _words(it, lang=lang)
        if "break" in it:
            return "<w:r><w:br/></w:r>"
        if "text" not in it:
            return self._mark(it["anchor"])
        mark = self._mark(it["anchor"]) if it.get("anchor") else ""
        words = _words(it["text"], it.get("look"), it.get("lang", lang), it.get("under"), bool(it.get("to")))
        if it.get("to"):
            words = f'<w:hyperlink w:anchor="{bookmark(it["to"])}" w:history="1">{words}</w:hyperlink>'
        return mark + words


def bookmark(anchor: str) -> str:
    """The name of a bookmark: a letter, then letters, digits and low lines, 40 at most."""
    return ("b_" + _UNFIT.sub("_", anchor))[:40]


def _unfit(name: str) -> str:
    return _UNFIT.sub("_", name)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text))


_LOOKS = {
    "strong": "<w:b/>",
    "emphasis": "<w:i/>",
    "quiet": '<w:color w:val="5F5B52"/>',
    "alarm": '<w:b/><w:color w:val="8F1D16"/>',
    "code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="16"/>',
}


def _words(
    text: str, look: str | None = None, lang: str | None = None, under: str | None = None, link: bool = False
) -> str:
    made = '<w:rStyle w:val="Hyperlink"/>' if link else ""
    made += _LOOKS.get(look or "", "")
    if under:
        made += f'<w:u w:val="single" w:color="{under}"/>'
    if lang:
        made += f'<w:lang w:val="{lang}"/>'
    style = f"<w:rPr>{made}</w:rPr>" if made else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>' if text else ""


def _field(instruction: str, shown: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _contents(about: About, headings: Sequence[tuple[str, str]]) -> str:
    """A field that a word processor fills in, with page numbers; until then it shows the headings, each leading to its
    own, and no number that would be wrong."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
        r"TOC \o &quot;1-2&quot; \h \z \u "
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    made = f'<w:p><w:pPr><w:pStyle w:val="ContentsHeading"/></w:pPr>{_words(about.contents)}</w:p>'
    for n, (mark, words) in enumerate(headings):
        made += (
            f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{begin if n == 0 else ""}<w:hyperlink w:anchor="{mark}" '
            f'w:history="1">{_words(words)}</w:hyperlink></w:p>'
        )
    return made + '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _foot(about: About) -> str:
    pages = f"{_field('PAGE', '1')}{_words(' / ')}{_field('NUMPAGES', '1')}"
    return f'<w:p><w:pPr><w:pStyle w:val="Running"/></w:pPr>{_words(about.foot)}<w:r><w:tab/></w:r>{pages}</w:p>'


def _core(about: About) -> str:
    moment = about.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if about.moment else None
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
        if moment
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(about.title)}</dc:title><dc:subject>{_text(about.subject)}</dc:subject>"
        f"<dc:creator>{_text(about.producer)}</dc:creator><dc:language>{about.language}</dc:language>{dated}"
        "</cp:coreProperties>"
    )


def _relations(used: Mapping[str, int]) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    own = (
        ("rIdStyles", "styles", "styles.xml"), ("rIdNumbering", "numbering", "numbering.xml"),
        ("rIdSettings", "settings", "settings.xml"), ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdHead", "header", "header1.xml"), ("rIdFoot", "footer", "footer1.xml"),
        *((f"rIdPicture{n}", "image", f"media/{_unfit(name)}.png") for name, n in used.items()),
    )  # fmt: skip
    listed = "".join(f'<Relationship Id="{i}" Type="{base}/{kind}" Target="{target}"/>' for i, kind, target in own)
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{names}">{listed}</Relationships>'


def _settings(about: About) -> str:
    return (
        f'{_HEAD}<w:settings {_NAMES}><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{about.language}"/></w:settings>'
    )
