"""DOCX: paragraphs, tables, headers and footers, footnotes, endnotes and comments, in the file's own XML.

Deleted text of tracked changes is not text; that there were changes is a fact. Core properties are facts: a word
processor writes them, nobody says them.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from witnessmark.intake.assembly import Assembly, normal_lines
from witnessmark.intake.office import OfficeFile
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_BREAKS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"), ("word/comments.xml", "comment"))
_PROPERTIES = (
    "title",
    "creator",
    "lastModifiedBy",
    "created",
    "modified",
    "subject",
    "keywords",
    "revision",
    "language",
)


def read_docx(request: Request) -> Intake:
    office = OfficeFile(request.place)
    try:
        document = _document(office)
    finally:
        office.close()
    return Intake(media_type=request.media_type, documents=(document,))


def _document(office: OfficeFile) -> Document:
    assembly = Assembly()
    facts = _properties(office) | office.active_content()
    for name in sorted(name for name in office.names if name.startswith("word/header") and name.endswith(".xml")):
        _add_blocks(assembly, _parse(office, name), f"header {name[11:-4] or 1}")
    body = _parse(office, "word/document.xml").find(f"{_W}body")
    if body is None:
        raise Unreadable("damaged", "the document has no body")
    if any(True for tag in ("ins", "del", "moveFrom") for _ in body.iter(f"{_W}{tag}")):
        facts["tracked-changes"] = "yes"
    _add_body(assembly, body)
    for name, kind in _NOTES:
        if name in office.names:
            _add_notes(assembly, _parse(office, name), kind, facts)
    for name in sorted(name for name in office.names if name.startswith("word/footer") and name.endswith(".xml")):
        _add_blocks(assembly, _parse(office, name), f"footer {name[11:-4] or 1}")
    if not assembly.text.strip():
        raise Unreadable("no-text", "the document holds no words")
    return Document(
        text=assembly.text,
        tool="docx/witnessmark 1",
        locators=assembly.locators,
        title=facts.get("document.title"),
        author=facts.get("document.creator"),
        kind="document",
        facts=facts,
    )


def _parse(office: OfficeFile, name: str) -> ElementTree.Element:
    data = office.xml(name)
    if _STRICT in data[:4096]:
        data = data.replace(_STRICT, _W[1:-1].encode())
    try:
        return ElementTree.fromstring(data)  # entities were refused before
    except (ElementTree.ParseError, RecursionError, ValueError) as error:
        raise Unreadable("damaged", "a part of the document is not valid XML") from error


def _words(element: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph's runs, in order. A stack, not recursion: nesting is the file's to choose."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or (node.tag == f"{_W}p" and node is not element):
            continue  # a paragraph within (a text box) is a block of its own
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag]
        else:
            stack.extend(reversed(node))


def _paragraph(element: ElementTree.Element) -> str:
    return normal_lines("".join(_words(element)))


def _add_body(assembly: Assembly, body: ElementTree.Element) -> None:
    paragraphs = tables = 0
    for block in _blocks(body):
        if block.tag == f"{_W}tbl":
            tables += 1
            _add_table(assembly, block, tables)
            continue
        for paragraph in _paragraphs(block):
            paragraphs += 1
            _add_line(assembly, _paragraph(paragraph), f"paragraph {paragraphs}")


def _paragraphs(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """All paragraphs in order, those of text boxes after the one that holds them, and no text twice."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}p":
            yield node
        if node.tag not in _SKIPPED:
            stack.extend(reversed(node))


def _blocks(body: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs and tables, also those within content controls and tracked insertions."""
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag in (f"{_W}p", f"{_W}tbl"):
            yield node
        elif node.tag not in _SKIPPED:
            stack.extend(reversed(node))


def _add_line(assembly: Assembly, text: str, where: str) -> None:
    if text.strip():
        assembly.place(text, "part", where)
        assembly.add("\n")


def _add_table(assembly: Assembly, table: ElementTree.Element, number: int) -> None:
    """A row is a line, its cells apart by tabs; a table within a cell is read as that cell's words."""
    for index, row in enumerate(table.iterfind(f"{_W}tr"), 1):
        found = [*row.iterfind(f"{_W}tc"), *row.iterfind(f"{_W}sdt/{_W}sdtContent/{_W}tc")]
        cells = [" ".join(text for p in _paragraphs(cell) if (text := _paragraph(p).strip())) for cell in found]
        if not any(cells):
            continue
        start = assembly.length
        for column, cell in enumerate(cells, 1):
            assembly.place(cell, "cell", f"table {number} row {index} column {column}")
            if column < len(cells):
                assembly.add("\t")
        assembly.mark(start, assembly.length, "part", f"table {number} row {index}")
        assembly.add("\n")


def _add_blocks(assembly: Assembly, root: ElementTree.Element, where: str) -> None:
    for paragraph in _paragraphs(root):
        _add_line(assembly, _paragraph(paragraph), where)


def _add_notes(assembly: Assembly, root: ElementTree.Element, kind: str, facts: dict[str, str]) -> None:
    for note in root:
        if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        number = note.get(f"{_W}id") or "?"
        _add_blocks(assembly, note, f"{kind} {number}")
        if author := note.get(f"{_W}author"):
            facts[f"{kind}.{number}.author"] = author
        if date := note.get(f"{_W}date"):
            facts[f"{kind}.{number}.date"] = date


def _properties(office: OfficeFile) -> dict[str, str]:
    if "docProps/core.xml" not in office.names:
        return {}
    facts = {}
    for element in _parse(office, "docProps/core.xml"):
        name = element.tag.rpartition("}")[2]
        if name in _PROPERTIES and element.text and element.text.strip():
            facts[f"document.{name}"] = element.text.strip()
    return facts
