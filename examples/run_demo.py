"""The main job on the example mission, one command after the other, as a user would type them. `make demo` runs this.

Everything is written to ``demo/`` in the checkout, anew each time. The commands run in this one process, so that the
starts of twenty programs are not part of the work.
"""

import io
import json
import re
import shutil
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from witnessmark.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "examples" / "mission" / "sources"
DEMO = ROOT / "demo"
CASE = DEMO / "case"
PROGRAM = Path(sys.executable).parent / "witnessmark"
NOTICE = "Example of Witnessmark. The places are real; every person, unit and event is invented."
REVIEWERS = ("Iryna Demchuk (invented)", "Taras Bilyk (invented)")
WAITS = 4


def run(*arguments: str, allowed: tuple[int, ...] = (0,), quiet: bool = False) -> str:
    """Run one command in the case, show it and what it says; stop the demo when it fails."""
    shown = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    print(f"\n$ witnessmark {shown}")
    said = io.StringIO()
    code: str | int | None = 0
    with chdir(CASE if CASE.exists() else DEMO), redirect_stdout(said), redirect_stderr(said):
        try:
            main(list(arguments))
        except SystemExit as end:
            code = end.code
    output = said.getvalue()
    if not quiet:
        print("".join(f"  {line}\n" for line in output.splitlines()), end="")
    if code not in allowed:
        sys.exit(f"the demo stopped: exit code {code}")
    return output


def sources(*names: str) -> list[str]:
    return [str(SOURCES / name) for name in names]


def make_case() -> None:
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    run(
        "init",
        "case",
        "--title",
        "Along the Siverskyi Donets",
        "--device",
        "Lantern mission (invented)",
        "--notice",
        NOTICE,
        "--no-passphrase",
    )
    run("device", "--add", REVIEWERS[0], "--add", REVIEWERS[1])
    shutil.copy(SOURCES.parent / "mission.toml", CASE)


def add_everything() -> None:
    open_sources = sources("report.docx", "order-17-scan.pdf", "photos", "aid-ledger.xlsx")
    run("add", *open_sources, "--consent", "public-anonymous", "--date", "2022-10-09")
    run("add", *sources("interview-uk.srt"), "--consent", "public-anonymous", "--date", "2022-10-03")
    run("add", *sources("interview-ru.txt"), "--consent", "accountability-sealed", "--date", "2022-10-04")
    run("add", *sources("news-repeats.html", "news-contradicts.html"), "--consent", "public-named")
    run("add", *sources("note-2026.md"), "--consent", "public-anonymous", "--date", "2026-11-10")
    run("add", *sources("letter.eml"))
    run("status")


def decide() -> None:
    """What people decide: a teacher allows less than the report does, a witness who asked for it is protected in both
    spellings of her name, sensitive acts are cleared, a claim is confirmed."""
    run("consent", "Nadiia Shevchuk", "internal", "--as", REVIEWERS[0])
    run("protect", "Олена Дячук", "Olena Diachuk", "--as", REVIEWERS[0])
    run("clear", "--act", "torture", "--act", "mock-execution", "--act", "exhumation", "--as", REVIEWERS[0])
    claims = json.loads(run("claims", "--act", "looting", "--json", quiet=True))
    if claims:
        run("decide", claims[0]["id"], "confirm", "--as", REVIEWERS[1])


def publish() -> None:
    said = run("publish", "../site", "--audience", "public", allowed=(WAITS,))
    release = re.search(r"--release (\S+)", said)
    if release is None:
        sys.exit("the demo stopped: no release was proposed")
    for name in REVIEWERS:
        run("clear", "--release", release.group(1), "--as", name)
    run("publish", "../site", "--audience", "public", "--dossier", "en")
    # The internal dossier holds the matrix, seventy pages a language: made when somebody wants it.
    run("publish", "../internal", "--audience", "internal", "--no-dossier")


def run_everything() -> None:
    began = time.perf_counter()
    make_case()
    add_everything()
    run("incidents")
    run("registers")
    decide()
    publish()
    run("verify", "../site")
    run("verify", ".")
    print(f"\nDone in {time.perf_counter() - began:.1f} s. Open in a browser, no network needed:")
    print(f"  {DEMO / 'site' / 'index.html'}      what the public may see")
    print(f"  {DEMO / 'internal' / 'index.html'}  the mission's own edition, with the matrix")
    print(f"  {DEMO / 'site' / 'dossier.pdf'}         the same for print; in Ukrainian too without `--dossier en`")
    print(f"The dossier with the matrix:  {PROGRAM} export dossier --format dossier --case {CASE}")
    print(f"The workbench:                {PROGRAM} serve --case {CASE}")


if __name__ == "__main__":
    run_everything()
