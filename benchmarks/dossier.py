"""What a dossier costs: pages, seconds of the processor and of the clock, memory, by edition and language.

python -m benchmarks.dossier CASE            the case folder of `make demo` is demo/case
python -m benchmarks.dossier CASE internal   one edition alone
python -m benchmarks.dossier CASE prosecutor --incidents 1000      the release repeated until it has as many
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import pypdfium2

from witnessmark.cli.opening import open_case
from witnessmark.cli.releasing import preview
from witnessmark.model.consent import Audience
from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import edition_of, write_dossier
from witnessmark.publish.dossier.word import word
from witnessmark.publish.dossier.workbook import workbook
from witnessmark.publish.site.words import LANGUAGES

MOMENT = "2026-11-20T10:00:00+02:00"
"""A preview has no time of its own, and a dossier without one is no PDF/A."""


def measure(release: Release, folder: Path) -> None:
    """Print both languages of one edition, and say what each took."""
    for language in LANGUAGES:
        path = folder / f"{release.audience}-{language}.pdf"
        clock, processor = time.perf_counter(), time.process_time()
        write_dossier(release, path, language)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        pages = len(pypdfium2.PdfDocument(path))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{release.audience} {language}: {pages} pages, {processor:.1f} s of processor, "
            f"{clock:.1f} s by the clock, {path.stat().st_size / 1024:.0f} KB; {peak:.0f} MB at most so far"
        )


def measure_others(release: Release) -> None:
    """The edition for a word processor and the spreadsheet, in English."""
    for name, make in (("docx", word), ("xlsx", workbook)):
        processor = time.process_time()
        size = len(make(edition_of(release, "en")))
        processor = time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{release.audience} {name}: {processor:.1f} s of processor, {size / 1024:.0f} KB; {peak:.0f} MB at most")


def repeated(release: Release, incidents: int) -> Release:
    """The release with its documents, claims, incidents and matrices again and again under other ids."""
    replace, times = msgspec.structs.replace, -(-incidents // max(len(release.incidents), 1))

    def again(ids: tuple[str, ...], n: int) -> tuple[str, ...]:
        return tuple(f"{one}-{n}" for one in ids)

    documents, claims, found, matrices = [], [], [], []
    for n in range(times):
        documents += [replace(d, id=f"{d.id}-{n}", claims=again(d.claims, n)) for d in release.documents]
        claims += [
            replace(c, id=f"{c.id}-{n}", document=f"{c.document}-{n}", incident=c.incident and f"{c.incident}-{n}")
            for c in release.claims
        ]
        found += [
            replace(
                i, id=f"{i.id}-{n}", claims=again(i.claims, n), contradictions=(), corroboration=(), casualties=(),
                groups=tuple(replace(group, claims=again(group.claims, n), ties=()) for group in i.groups),
            )
            for i in release.incidents
        ]  # fmt: skip
        matrices += [
            replace(
                m, incident=f"{m.incident}-{n}", questions=tuple(replace(q, witnesses=()) for q in m.questions),
                findings=tuple(
                    replace(
                        f, incident=f"{m.incident}-{n}",
                        elements=tuple(
                            replace(e, supporting=again(e.supporting, n), contradicting=again(e.contradicting, n),
                                    hearsay=again(e.hearsay, n), because=())
                            for e in f.elements
                        ),
                    )
                    for f in m.findings
                ),
            )
            for m in release.matrices
        ]  # fmt: skip
    return replace(
        release, documents=tuple(documents), claims=tuple(claims), incidents=tuple(found), matrices=tuple(matrices)
    )


def run(case: Path, audiences: list[Audience], incidents: int) -> None:
    opened = open_case(case)
    with tempfile.TemporaryDirectory() as name:
        for audience in audiences:
            release = msgspec.structs.replace(preview(opened, audience).draft.release, time=MOMENT)
            if incidents:
                release = repeated(release, incidents)
                print(f"{len(release.incidents)} incidents, {len(release.claims)} claims")
            measure(release, Path(name))
            measure_others(release)


if __name__ == "__main__":
    words = sys.argv[2:]
    wanted = int(words.pop(words.index("--incidents") + 1)) if "--incidents" in words else 0
    named = [Audience(word) for word in words if word != "--incidents"]
    run(Path(sys.argv[1]), named or [Audience.PUBLIC, Audience.INTERNAL], wanted)
