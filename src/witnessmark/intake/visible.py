"""The words that a page shows, block by block: for pages without an article, and to say how much was left out.

The tree is the one of libxml2: Python's own parser takes minutes over a small file that was made to hurt it.
"""

import re
from typing import Any

_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "title", "iframe", "object", "select"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "dialog"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "img",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Blocks:
    """Collects text; the border of any element that is not inline ends a block."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.furniture = 0
        self._pieces: list[str] = []

    def add(self, text: str | None, furniture: bool) -> None:
        if text and furniture:
            self.furniture += len(text.split())
        elif text:
            self._pieces.append(text)

    def end(self) -> None:
        text = _BLANKS.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if text:
            self.blocks.append(text)


def visible_blocks(markup: str) -> tuple[list[str], int]:
    """The blocks of text that the page shows, and how many words its menus, forms and footers have beside them."""
    from trafilatura.utils import load_html

    tree = load_html(markup)
    found = _Blocks()
    if tree is not None:
        _walk(tree, found)
    found.end()
    return found.blocks, found.furniture


def _walk(tree: Any, found: _Blocks) -> None:
    """Depth first without recursion: how deep a page is nested is the page's to choose."""
    stack: list[tuple[Any, bool, bool]] = [(tree, False, False)]
    while stack:
        node, furniture, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        within = furniture or tag in _FURNITURE
        if tag not in _INLINE:
            found.end()
        if leaving:
            found.add(node.tail, furniture)
            continue
        stack.append((node, furniture, True))
        if tag is not None and tag not in _HIDDEN:
            found.add(node.text, within)
            stack.extend((child, within, False) for child in reversed(node))
