"""Say whether the documentation is complete: generated pages up to date, every page linked, no link broken.

python tools/check_docs.py
"""

import re
import sys
from pathlib import Path

from write_reference import PAGES, REFERENCE

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def outdated() -> list[str]:
    """Generated pages that are not what the code says now."""
    return [
        f"docs/reference/{name} is not what the code says; run tools/write_reference.py"
        for name, write in PAGES.items()
        if not (REFERENCE / name).exists() or (REFERENCE / name).read_text(encoding="utf-8") != write()
    ]


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def broken_links() -> list[str]:
    return [
        f"{page.relative_to(ROOT)} links to {target}, which is not there"
        for page in pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]


def unlinked() -> list[str]:
    """Pages under docs/ that docs/README.md does not lead to: a reader would never find them."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target).resolve() for target in LINK.findall(index)}
    return [
        f"{page.relative_to(ROOT)} is not linked from docs/README.md"
        for page in pages()
        if page.is_relative_to(ROOT / "docs") and page.name != "README.md" and page.resolve() not in linked
    ]


def main() -> int:
    problems = [*outdated(), *broken_links(), *unlinked()]
    for problem in problems:
        print(problem)
    print(f"documentation: {len(pages())} pages, {len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
