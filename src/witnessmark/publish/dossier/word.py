"""The dossier for a word processor (DOCX): the same content as the printed one, to be cited from and worked on."""

import re

from witnessmark.publish.dossier.content import told
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.maps import Maps
from witnessmark.publish.dossier.printing import moment_of
from witnessmark.publish.dossier.word_file import About, Picture, word_file
from witnessmark.publish.dossier.word_parts import cover_blocks, part_blocks
from witnessmark.publish.typesetting import pictured

WIDE, SMALL = 165.0, 62.0
"""Millimetres: the overview, and the map of one place."""
DOTS = 170
"""Dots an inch of a map."""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def word(edition: DossierEdition) -> bytes:
    """The dossier as a DOCX. Raises ``RuntimeError`` when a map cannot be drawn; its message holds nothing of the
    release."""
    case = told(edition, maps := Maps(edition, edition.labels))
    words, release = edition.words, edition.index.release

    def say(key: str) -> str:
        return words(edition.standing_key(key))

    cover = cover_blocks(case, say)
    blocks = [block for part in case["parts"] for block in part_blocks(part, case, say)]
    about = About(
        title=f"{release.title} – {case['kind']}",
        subject=f"{case['audience']}. {case['release']}",
        language=edition.language,
        moment=moment_of(release.time),
        head=f"{case['release']} · {case['audience']}",
        foot=release.notice or "",
        contents=words("dossier.contents"),
        producer=release.method.software,
    )
    return word_file(about, cover, blocks, _pictures(maps))


def _pictures(maps: Maps) -> dict[str, Picture]:
    found = {}
    for name, drawing in maps.drawings().items():
        size = _SIZE.search(drawing["svg"])
        across, down = (float(size[1]), float(size[2])) if size else (3.0, 2.0)
        width = WIDE if name == "overview" else SMALL
        png = pictured(drawing["svg"], width, DOTS)
        found[name] = Picture(png, width, width * down / across, drawing["alt"])
    return found
