"""What a person does in a case, with the real commands: what kills and full disks strike in the middle of."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.integration.running import Run, witnessmark
from witnessmark.evidence.case import Case
from witnessmark.evidence.journal import journal_files, read_journal
from witnessmark.evidence.verify import verify_case

FIRST = "Near Oskil, on 3 May 2022, soldiers shelled the mill.\n\nThe bridge was closed for a week.\n"
SECOND = "On 12 September 2022 Petro Hnatiuk was beaten at the police station in Izium.\n"
THIRD = "On 3 October 2022 soldiers took the generator of the school in Borivske.\n"
OWNER = "Iryna Demchuk"

DESTROYING = ("torn-line", "expunged-object", "missing-object-key")


class Work(NamedTuple):
    """``act`` is done below a folder in which ``prepare`` left a case; ``again`` are the exit codes that the same
    command may have when it is done once more; ``between`` is what verifying may name until then: every command that
    reads the case goes on with a destruction that was interrupted."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], Run]
    again: tuple[int, ...] = (0,)
    between: tuple[str, ...] = ("torn-line",)


def ok(*arguments: str | Path, cwd: Path) -> Run:
    run = witnessmark(*arguments, cwd=cwd)
    assert run.code == 0, f"{arguments[0]} ended with {run.code}: {run.errors.strip()[:200]}"
    return run


def _case(folder: Path) -> None:
    for name, text in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ok("init", "case", "--title", "Oskil", "--device", OWNER, cwd=folder)
    ok("add", folder / "first.txt", "--consent", "public-anonymous", cwd=folder / "case")


def _first_claim(folder: Path) -> str:
    return witnessmark("claims", cwd=folder / "case").output.splitlines()[1].split()[0]


def _joined(folder: Path) -> None:
    _case(folder)
    ok("init", "other", "--join", "case", "--device", "Second laptop", cwd=folder)
    ok("device", "--admit", "Second laptop", "--role", "member", cwd=folder / "case")
    ok("sync", "../other", cwd=folder / "case")
    ok("add", folder / "second.txt", cwd=folder / "case")
    ok("add", folder / "third.txt", cwd=folder / "other")


def _sent(folder: Path) -> None:
    _joined(folder)
    ok("export", "--bundle", "../sent.bundle", "--whole-case", cwd=folder / "other")


def _approved(folder: Path) -> None:
    _case(folder)
    run = witnessmark("publish", "../out", "--audience", "prosecutor", "--dossier", "none", cwd=folder / "case")
    assert run.code == 4, run.errors
    release = next(word for word in run.errors.split() if word.startswith("r-")).rstrip(".,:")
    ok("clear", "--release", release, "--as", OWNER, cwd=folder / "case")


def _two_sources(folder: Path) -> None:
    _case(folder)
    ok("add", folder / "second.txt", cwd=folder / "case")


def _damaged(folder: Path) -> None:
    _two_sources(folder)
    shutil.copytree(folder / "case", folder / "copy")
    damaged = [*(folder / "case" / "objects").glob("*/*"), *(folder / "case" / "journal").glob("*.jsonl")]
    for path in damaged:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)


WORKS: dict[str, Work] = {
    "add": Work(
        _case,
        lambda f: witnessmark("add", f / "second.txt", f / "third.txt", "--consent", "internal", cwd=f / "case"),
    ),
    "decide": Work(_case, lambda f: witnessmark("decide", _first_claim(f), "confirm", cwd=f / "case")),
    "sync": Work(_joined, lambda f: witnessmark("sync", "../other", cwd=f / "case")),
    "sync-file": Work(_sent, lambda f: witnessmark("sync", "../sent.bundle", cwd=f / "case")),
    "publish": Work(
        _approved,
        lambda f: witnessmark(
            "publish", "../out", "--audience", "prosecutor", "--dossier", "none", cwd=f / "case"
        ),
    ),
    "expunge": Work(_two_sources, lambda f: witnessmark("expunge", "S2", "--yes", cwd=f / "case"), (0, 2), DESTROYING),
    "repair": Work(_damaged, lambda f: witnessmark("repair", "--from", "../copy", cwd=f / "case")),
}  # fmt: skip


def prepared(work: str, folder: Path) -> Path:
    """A folder as the work finds it, made once."""
    WORKS[work].prepare(folder)
    return folder


def cases(folder: Path) -> list[Path]:
    return [path for path in (folder / "case", folder / "other") if path.exists()]


def digests(folder: Path) -> dict[Path, set[str]]:
    """Every entry that holds, by case."""
    return {
        path.relative_to(folder): {
            entry.digest
            for device, file in journal_files(path / "journal")
            for entry in read_journal(file, device).entries
        }
        for path in cases(folder)
    }


def outcome(folder: Path) -> Any:
    """What stands in the cases and beside them, as a person sees it: to compare with a run that nothing interrupted."""
    found: list[Any] = []
    for path in cases(folder):
        state = Case.open(path).state()
        claims = witnessmark("claims", "--json", cwd=path)
        found.append(
            (
                len(state.sources), len(state.documents), len(state.decisions), len(state.expunged),
                len(claims.data) if claims.code == 0 else claims.code, state.refusals,
            )
        )  # fmt: skip
    out = folder / "out"
    if out.exists():
        run = witnessmark("verify", "../out", cwd=folder / "case")
        found.append(("release", run.code, sum(path.is_file() for path in out.rglob("*"))))
    return found


def check_nothing_half_written(folder: Path, harmless: tuple[str, ...] = ()) -> None:
    """Both cases open and hold no entry or object that is a part of one; a release is whole or not there."""
    for path in cases(folder):
        grave = {finding.reason for finding in verify_case(path).findings if finding.grave} - set(harmless)
        assert not grave, f"{path.name}: {sorted(grave)}"
        assert Case.open(path).state().refusals == (), path.name
    if (folder / "out").exists():
        assert witnessmark("verify", "../out", cwd=folder / "case").code == 0, "half a release is seen"
