"""Office files (DOCX, XLSX) are ZIP files of XML: what is checked before anything reads one.

Entities, bombs and tables that would fill the memory are refused; macros and links are never looked at.
"""

import re
import zipfile
from contextlib import ExitStack

from witnessmark.intake import limits
from witnessmark.intake.place import Place
from witnessmark.intake.result import Unreadable
from witnessmark.intake.zips import opened_zip, refuse_bomb

_DECLARATION = re.compile(
    rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0\s*(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)", re.IGNORECASE
)
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,4})([0-9]{1,9})"')


class OfficeFile:
    """The XML parts of an office file, each checked. Raises ``Unreadable`` for what is refused."""

    def __init__(self, place: Place) -> None:
        self._open = ExitStack()
        try:
            self._zip = self._open.enter_context(opened_zip(place))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Unreadable("damaged", "the file is cut off or not a whole ZIP") from error
        total = 0
        for entry in self._zip.infolist():
            total += entry.file_size
            refuse_bomb(entry)
            if entry.flag_bits & 1:
                raise Unreadable("encrypted", "parts of the file are encrypted")
        if total > limits.MAX_ARCHIVE_BYTES:
            raise Unreadable("archive-bomb", "unpacks to far more than an office file holds")
        self.names = [entry.filename for entry in self._zip.infolist()]

    def xml(self, name: str) -> bytes:
        """One part, whole; refused when it declares a document type or entities."""
        try:
            if self._zip.getinfo(name).file_size > limits.MAX_OFFICE_XML_BYTES:
                raise Unreadable("too-large", "one part of the file is too large")
            data = self._zip.read(name)
        except KeyError as error:
            raise Unreadable("damaged", "a part that the file needs is missing") from error
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise Unreadable("damaged", "a part of the file cannot be unpacked") from error
        except MemoryError:
            raise
        except Exception as error:  # zlib.error is no subclass of the above
            if type(error).__name__ != "error":
                raise
            raise Unreadable("damaged", "a part of the file cannot be unpacked") from error
        if _DECLARATION.search(data):
            raise Unreadable("xml-entities", "the file declares XML entities, which no office program writes")
        return data

    def active_content(self) -> dict[str, str]:
        """What the file would run or fetch in an office program, as a fact. Nothing of it is looked at further."""
        found = ["macros"] if any(name.endswith("vbaProject.bin") for name in self.names) else []
        template = "word/_rels/settings.xml.rels"
        if template in self.names and b"External" in self.xml(template):
            found.append("a template elsewhere")
        return {"active-content": ", ".join(found)} if found else {}

    def check_sheets(self) -> None:
        """Refuse a workbook whose parts declare entities, or whose sheets span more cells than fit."""
        for name in self.names:
            if not name.endswith((".xml", ".rels")):
                continue
            data = self.xml(name)
            if name.startswith("xl/worksheets/"):
                _refuse_vast_sheet(data)

    def close(self) -> None:
        self._open.close()


def _refuse_vast_sheet(data: bytes) -> None:
    """The table is held as a full rectangle: two cells in far corners would need all the memory between them."""
    rows: list[int] = []
    widest = 0
    for letters, digits in _CELL.findall(data):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        widest = max(widest, column)
        rows.append(int(digits))
    if rows and widest * (max(rows) - min(rows) + 1) > limits.MAX_SHEET_CELLS:
        raise Unreadable("too-large", "the cells of a sheet lie too far apart")
