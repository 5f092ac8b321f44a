"""A bag of originals for an archive (BagIt, RFC 8493): the bytes as received, for people who may see them.

An original cannot be redacted. So a source goes into the bag only where everybody in it allowed what the audience
needs, no sealed act is told in it, and the same holds for whatever it contains; and only with an edition for that
audience that its reviewers approved. It is no public release, and says so.
"""

import hashlib
import mimetypes
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile, CaseSource
from witnessmark.model.consent import MAY_APPEAR, Audience
from witnessmark.model.release import ReleasedSource
from witnessmark.protection.gate import Draft
from witnessmark.protection.seal import fingerprint, public_pem
from witnessmark.protection.withholding import reviewed

AUDIENCES = (Audience.INTERNAL, Audience.PROSECUTOR)
"""For whom originals may be bagged: the team's own archive, or an office of accountability."""
ALGORITHMS = ("sha256", "sha512")
_CHUNK = 1 << 20
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%]')
"""What some system forbids in a name; and ``%``, which the RFC encodes in a manifest and ``bagit.py`` does not."""
_LONGEST = 100
"""Letters of a file name in the bag."""


class Bagged(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it: labels of the sources in the bag, and by label why others are not."""

    sources: tuple[str, ...]
    withheld: dict[str, str]
    size: int


class _Item(msgspec.Struct, frozen=True):
    path: str
    source: CaseSource
    released: ReleasedSource


class NothingToBagError(ValueError):
    """No source may be in the bag."""

    def __init__(self, withheld: dict[str, str]) -> None:
        super().__init__("no source may be in the bag")
        self.withheld = withheld


def withheld_sources(file: CaseFile, draft: Draft) -> dict[str, str]:
    """By label why a source may not be handed over as it is: ``consent``, ``sealed`` or ``contains``."""
    audience = draft.release.audience
    released = {source.label for source in draft.release.sources}
    needed = MAY_APPEAR[audience]
    found: dict[str, str] = {}
    for source in file.sources.values():
        people = {p.id for p in file.persons.values() if any(name in source.documents for name, _ in p.mentions)}
        claims = [claim for claim in file.claims.values() if claim.source == source.id]
        people.update(person for claim in claims for person in claim.persons())
        levels = [file.persons[person].consent for person in people if person in file.persons]
        if source.label not in released or any(level is not None and level < needed for level in levels):
            found[source.label] = "consent"
        elif any(
            act not in taxonomy().acts or taxonomy()[act].sealed
            for claim in claims
            for act in reviewed(claim, file.decisions.get(claim.id, ())).acts
        ):
            found[source.label] = "sealed"
    for label in list(found):  # what holds for a part holds for all that contain it
        source = next(each for each in file.sources.values() if each.label == label)
        while source.record.parent in file.sources:
            source = file.sources[source.record.parent]
            found.setdefault(source.label, "contains")
    return found


def write_bag(
    case: Case, file: CaseFile, draft: Draft, out: Path, *, sign: Callable[[bytes], bytes], public_key: bytes
) -> Bagged:
    """Write the bag into the folder ``out``, which must be new or empty; whole or not at all. The same release gives
    the same bytes. Raises ``NothingToBagError``, and ``ValueError`` for a folder that holds something or another
    audience."""
    if draft.release.audience not in AUDIENCES:
        raise ValueError("originals are bagged for the internal or the prosecutor audience alone")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ValueError("the folder is not empty")
    withheld = withheld_sources(file, draft)
    items = _items(file, draft, withheld)
    if not items:
        raise NothingToBagError(withheld)
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".building", dir=out.absolute().parent))
    try:
        building.chmod(0o755)
        size = _payload(case, items, building)
        _tags(draft, items, size, building, public_key)
        listed = (building / "tagmanifest-sha256.txt").read_bytes()
        (building / "witnessmark/tagmanifest-sha256.sig").write_bytes(sign(listed))
        if out.exists():
            out.rmdir()
        building.rename(out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Bagged(sources=tuple(item.released.label for item in items), withheld=withheld, size=size)


def _items(file: CaseFile, draft: Draft, withheld: dict[str, str]) -> list[_Item]:
    released = {source.label: source for source in draft.release.sources}
    return [
        _Item(f"data/{source.label}/{name_in_bag(released[source.label])}", source, released[source.label])
        for source in file.sources.values()
        if source.label in released and source.label not in withheld
    ]


def name_in_bag(source: ReleasedSource) -> str:
    """Its own name where that may be shown, made safe for any system; else its label."""
    if source.file_name is None:
        return source.label + (mimetypes.guess_extension(source.media_type) or ".bin")
    name = _UNSAFE.sub("_", PurePosixPath(source.file_name).name).strip(" .") or source.label
    path = PurePosixPath(name)
    return name if len(name) <= _LONGEST else path.stem[: _LONGEST - len(path.suffix)] + path.suffix


def _payload(case: Case, items: list[_Item], folder: Path) -> int:
    """Copy the originals, in constant memory, and write the manifests; gives the bytes of all."""
    size = 0
    lines: dict[str, list[str]] = {name: [] for name in ALGORITHMS}
    for item in items:
        path = folder / item.path
        path.parent.mkdir(parents=True)
        digests = {name: hashlib.new(name) for name in ALGORITHMS}
        with case.objects.open(item.source.content) as source, path.open("wb") as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                size += len(chunk)
                for digest in digests.values():
                    digest.update(chunk)
        if digests["sha256"].hexdigest() != item.source.record.sha256:
            raise OSError(f"the stored bytes of {item.released.label} are not those that were received")
        for name, digest in digests.items():
            lines[name].append(f"{digest.hexdigest()}  {item.path}\n")
    for name, each in lines.items():
        (folder / f"manifest-{name}.txt").write_text("".join(each), encoding="utf-8")
    return size


def _tags(draft: Draft, items: list[_Item], size: int, folder: Path, public_key: bytes) -> None:
    release = draft.release
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")
    info = {
        "External-Description": release.title,
        "External-Identifier": release.id,
        "Internal-Sender-Description": f"Originals, unredacted, for the {release.audience} audience alone. This is no "
        "public release: do not pass it on.",
        "Bagging-Date": release.time[:10],
        "Payload-Oxum": f"{size}.{len(items)}",
        "Bag-Software-Agent": release.method.software,
        "Witnessmark-Audience": str(release.audience),
        "Witnessmark-Publisher": fingerprint(public_key),
    }
    text = "".join(f"{label}: {' '.join(value.split())}\n" for label, value in info.items())
    (folder / "bag-info.txt").write_text(text, encoding="utf-8")
    labels = {item.released.label for item in items}
    about = {
        "release": release.id,
        "audience": release.audience,
        "sources": [{"path": item.path, "source": item.released} for item in items],
        "custody": [event for event in release.custody if event.source in labels],
    }
    own = folder / "witnessmark"
    own.mkdir()
    (own / "publisher.pem").write_bytes(public_pem(public_key))
    encoded = msgspec.json.encode(about, order="sorted")
    (own / "sources.json").write_bytes(msgspec.json.format(encoded, indent=1) + b"\n")
    tags = sorted(path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] != "data")
    for name in ALGORITHMS:
        lines = [
            f"{hashlib.new(name, path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
            for path in tags
        ]
        (folder / f"tagmanifest-{name}.txt").write_text("".join(lines), encoding="utf-8")
