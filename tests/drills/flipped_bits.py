"""A bit flipped at 2,000 random places over objects, journals, keys, rings, settings, a release, its bundle."""

import random
import shutil
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from witnessmark.evidence.verify import verify_case
from witnessmark.protection.seal import verify_release

PROMISE = "Found every time, and named."
PLACES = 2000
PASSPHRASE = "river stone lamp"
PARTS = {
    "objects": "case/objects/*/*",
    "journal": "case/journal/*.jsonl",
    "plain key": "case/keys/*.key",
    "rings": "case/keys/objects/*.ring",
    "settings": "case/case.toml",
    "sealed key": "sealed/keys/*.key",
    "release": "out/**/*",
    "bundle": "out.zip",
}


def run(draw: Draw) -> Result:
    folder = draw.new_folder()
    _prepare(folder)
    chosen = random.Random(draw.seed)
    files = {part: sorted(p for p in folder.glob(glob) if p.is_file()) for part, glob in PARTS.items()}
    assert all(files.values()), files
    points = [_place(chosen, files) for _ in range(PLACES)]

    def check(point: tuple[str, str, int, int], own: Path) -> None:
        part, name, at, bit = point
        root = name.split("/")[0]
        target = own / root
        if (folder / root).is_dir():
            shutil.copytree(folder / root, target, copy_function=_link)
        else:
            shutil.copy(folder / root, target)
        data = bytearray((own / name).read_bytes())
        data[at] ^= 1 << bit
        (own / name).unlink()
        (own / name).write_bytes(data)
        _found(part, name, target)

    return draw.each(points, check)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _place(chosen: random.Random, files: dict[str, list[Path]]) -> tuple[str, str, int, int]:
    """A part, then a file of it, then a bit: so that small parts are met as often as large ones."""
    part = chosen.choice(sorted(files))
    file = chosen.choice(files[part])
    root = file
    while root.name != PARTS[part].split("/")[0]:
        root = root.parent
    size = file.stat().st_size
    return part, str(file.relative_to(root.parent)), chosen.randrange(size) if size else 0, chosen.randrange(8)


def _found(part: str, name: str, target: Path) -> None:
    if part in ("release", "bundle"):
        report = verify_release(target)
        assert not report.ok, "not found"
        named = {finding.file for finding in report.findings}
        inside = name.partition("/")[2]
        # What is signed is named as such: the manifest stands for its signature and the other way round.
        assert part == "bundle" or inside in named or inside.startswith("manifest"), f"named is {sorted(named)}"
    else:
        found = verify_case(target).findings
        assert any(finding.grave for finding in found), "not found"
        assert name.partition("/")[2] in {finding.file for finding in found}, f"named is {found}"


def _prepare(folder: Path) -> None:
    works.prepared("publish", folder)
    run = works.WORKS["publish"].act(folder)
    assert run.code == 0, run.errors
    works.ok("export", "../out.zip", "--bundle", "--release", "../out", cwd=folder / "case")
    (folder / "passphrase").write_text(PASSPHRASE)
    sealed = ("init", "sealed", "--device", works.OWNER, "--passphrase-file", folder / "passphrase")
    assert witnessmark(*sealed, cwd=folder).code == 0
