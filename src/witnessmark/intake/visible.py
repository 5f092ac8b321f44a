"""The words that a page shows, block by block: for pages without an article, and to say how much was left out."""

import re
from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "title", "iframe", "object", "select"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "dialog"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Visible(HTMLParser):
    """Collects text; a tag that is not inline ends a block. Unclosed tags hide nothing but themselves."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.furniture = 0
        self._pieces: list[str] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end_block()
        if tag in _HIDDEN or tag in _FURNITURE:
            self._skipped.append(tag)
        elif tag == "body":
            self._skipped.clear()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        if tag in self._skipped:
            while self._skipped.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._pieces.append(data)
        elif not _HIDDEN.intersection(self._skipped):
            self.furniture += len(data.split())

    def end_block(self) -> None:
        text = _BLANKS.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if text:
            self.blocks.append(text)


def visible_blocks(markup: str) -> tuple[list[str], int]:
    """The blocks of text that the page shows, and how many words its menus, forms and footers have beside them."""
    parser = _Visible()
    parser.feed(markup)
    parser.close()
    parser.end_block()
    return parser.blocks, parser.furniture
