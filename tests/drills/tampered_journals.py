"""Entries removed, reordered, replaced; a journal's tail cut or rewritten by the holder of its key; its file deleted.

What anybody can do without the key is found by the case alone. What the holder of the key can do is found as far as
somebody else has seen the journal: the folder's own note, another device's journal, a stamp, a release. What nobody has
seen is not found, and this drill says so too: a finding there would be a failure of the drill.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.drills import works
from tests.drills.drawing import Draw, Result
from tests.integration.running import witnessmark
from tests.unit.evidence.joining import join
from tests.unit.evidence.test_stamping import Authority
from witnessmark.evidence import stamping
from witnessmark.evidence.case import Case
from witnessmark.evidence.entry import Unsigned, line_digest, parse, sign
from witnessmark.evidence.key_files import read_key_file
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case

PROMISE = "Found when another journal, a stamp or a release has seen it; where nobody has, it can't be found."
WITHOUT_KEY = ("removed", "reordered", "replaced")
WITH_KEY = ("cut", "rewritten")
OPENING = 3
"""The first entries: without them a case is none, whoever has seen them."""


def run(draw: Draw) -> Result:
    folder = draw.new_folder()
    works.prepared("publish", folder)
    assert works.WORKS["publish"].act(folder).code == 0
    points = []
    bases: dict[str, Path] = {}
    seen: dict[str, int] = {}
    lengths: dict[str, int] = {}
    for witness, prepare in WITNESSES.items():
        at = Path(shutil.copytree(folder, draw.new_folder() / "at"))
        seen[witness] = prepare(at)
        bases[witness] = at
        if witness == "release":  # what it holds are the digests of its approvals, and that it was published
            approvals = {one.entry for one in Case.open(at / "case").state().approvals}
            numbers = [n for n, line in enumerate(_lines(_journal(at))) if line_digest(line) in approvals]
            seen["approvals"] = 1 + max(numbers)
            _forget(at)
        lengths[witness] = len(_lines(_journal(at)))
        points += [(witness, how, k) for how in WITH_KEY for k in range(OPENING, lengths[witness])]
        points.append((witness, "deleted", 0))
    points += [("nobody", how, k) for how in WITHOUT_KEY for k in range(lengths["nobody"] - 1)]

    def check(point: tuple[str, str, int], own: Path) -> None:
        witness, how, k = point
        at = Path(shutil.copytree(bases[witness], own / "at"))
        journal = _journal(at)
        _tamper(at, journal, how, k)
        found = _found(at, witness)
        reach = seen["approvals"] if (witness, how) == ("release", "rewritten") else seen[witness]
        expected = how in WITHOUT_KEY or how == "deleted" or k < reach
        assert found == expected, f"{'not ' * expected}found; {seen[witness]} of {lengths[witness]} were seen"

    return draw.each(points, check)


def _nobody(at: Path) -> int:
    _forget(at)
    return 0


def _note(at: Path) -> int:
    return len(_lines(_journal(at)))


def _other_journal(at: Path) -> int:
    """A colleague's laptop merged, said something, and merged again; then more was said here."""
    case = Case.open(at / "case")
    other = join(at / "other", case, "Second laptop")
    other.record(CustodyNoted(source=next(iter(other.state().sources)), event="viewed"))
    count = len(_lines(_journal(at)))
    merge(case.path, other.path)
    Case.open(case.path).record(CustodyNoted(source="s", event="viewed"))
    _forget(at)
    return count


def _stamp(at: Path) -> int:
    """Kept outside the case, as one who does not trust its holder would."""
    case = Case.open(at / "case")
    authority = Authority(at / "authority")
    asked = stamping.ask(case)
    text, reply = stamping.heads_text(case.settings.id, asked.heads), authority.answer(asked.request)
    stamping.take(case, reply)
    (at / "stamps").mkdir()
    (at / "stamps" / "one.heads").write_bytes(text)
    (at / "stamps" / "one.tsr").write_bytes(reply)
    _, heads = stamping.parse_heads(text)
    stamped = {digest for digests in heads.values() for digest in digests}
    _forget(at)
    return 1 + max(n for n, line in enumerate(_lines(_journal(at))) if line_digest(line) in stamped)


def _release(at: Path) -> int:
    case = Case.open(at / "case")
    (published,) = case.state().published
    _forget(at)
    return 1 + next(n for n, line in enumerate(_lines(_journal(at))) if line_digest(line) == published.entry)


WITNESSES: dict[str, Callable[[Path], int]] = {
    "nobody": _nobody,
    "own note": _note,
    "other journal": _other_journal,
    "stamp": _stamp,
    "release": _release,
}
"""Each prepares a folder, and says how many entries of the journal it has seen."""


def _found(at: Path, witness: str) -> bool:
    report = verify_case(at / "case")
    if not report.ok or "missing-entries-told" in {finding.reason for finding in report.findings}:
        return True  # told by a device whose admission was cut off as well: `verify` prints that, and it is no proof
    more = {"stamp": ("--stamps", "../stamps"), "release": ("--release", "../out")}.get(witness)
    return more is not None and witnessmark("verify", *more, cwd=at / "case").code == 5


def _forget(at: Path) -> None:
    shutil.rmtree(at / "case" / "derived")
    (at / "case" / "derived").mkdir()


def _journal(at: Path) -> Path:
    """Of the first device of the case: there may be another's."""
    (key,) = (at / "case" / "keys").glob("*.key")
    return at / "case" / "journal" / f"{key.stem}.jsonl"


def _lines(journal: Path) -> list[bytes]:
    return journal.read_bytes().split(b"\n")[:-1]


def _tamper(at: Path, journal: Path, how: str, k: int) -> None:
    lines = _lines(journal)
    if how == "deleted":
        journal.unlink()
        return
    if how == "removed":
        del lines[k]
    elif how == "reordered":
        lines[k], lines[k + 1] = lines[k + 1], lines[k]
    elif how == "replaced":
        lines[k] = lines[k].replace(b'"v":1', b'"v":2')
    elif how == "cut":
        del lines[k:]
    else:
        lines = _rewritten(at, lines, k)
    journal.write_bytes(b"".join(line + b"\n" for line in lines))


def _rewritten(at: Path, lines: list[bytes], k: int) -> list[bytes]:
    """By the holder of the key: the same entries with another time, chained and signed anew."""
    (file,) = (at / "case" / "keys").glob("*.key")
    key = read_key_file(file).key
    assert key is not None
    new = lines[:k]
    for line in lines[k:]:
        signed = parse(line)
        unsigned = Unsigned(**{name: getattr(signed, name) for name in Unsigned.__struct_fields__})
        fields = {name: getattr(unsigned, name) for name in unsigned.__struct_fields__}
        fields |= {"time": "2020-01-01T00:00:00+02:00", "prev": line_digest(new[-1])}
        new.append(sign(type(unsigned)(**fields), key))
    return new
