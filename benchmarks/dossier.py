"""What a dossier costs: pages, seconds of the processor and of the clock, memory, by edition and language.

python -m benchmarks.dossier CASE            the case folder of `make demo` is demo/case
python -m benchmarks.dossier CASE internal   one edition alone
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
from witnessmark.publish.dossier.build import write_dossier
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


def run(case: Path, audiences: list[Audience]) -> None:
    opened = open_case(case)
    with tempfile.TemporaryDirectory() as name:
        for audience in audiences:
            release = preview(opened, audience).draft.release
            measure(msgspec.structs.replace(release, time=MOMENT), Path(name))


if __name__ == "__main__":
    run(Path(sys.argv[1]), [Audience(word) for word in sys.argv[2:]] or [Audience.PUBLIC, Audience.INTERNAL])
