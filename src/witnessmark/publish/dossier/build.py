"""A release becomes a PDF for people: court, prosecutor, archive. The same release gives the same bytes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from witnessmark.model.release import Release
from witnessmark.publish.dossier.content import everything, told_of_consent
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.maps import Maps, labels_of, name_filter
from witnessmark.publish.dossier.printing import moment_of, print_pdf
from witnessmark.publish.dossier.proofs import proofs
from witnessmark.publish.dossier.selection import Limits, select
from witnessmark.publish.dossier.typefaces import drawable_all
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.words import LANGUAGES, Language


def file_name(language: Language, kind: str = "pdf", stem: str = "dossier") -> str:
    return f"{stem}.{kind}" if language == "en" else f"{stem}.{language}.{kind}"


def write_dossiers(
    release: Release,
    folder: Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    label_allowed: Callable[[str], bool] | None = None,
) -> None:
    """Write ``dossier.pdf`` and ``dossier.uk.pdf`` into the folder, or those of the ``languages`` that are wanted, and
    beside them what proves them with ordinary tools (see ``proofs``).

    ``label_allowed`` as for ``write_dossier``. Raises ``OSError`` when a file cannot be written.
    """
    for language in languages:
        write_dossier(release, folder / file_name(language), language, label_allowed=label_allowed)
    for name, content in proofs(release).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_word(release: Release, folder: Path, label_allowed: Callable[[str], bool] | None = None) -> None:
    """Write the dossier for a word processor: ``dossier.docx``, ``dossier.uk.docx``. As ``write_dossiers``."""
    from witnessmark.publish.dossier.word import word

    _write_each(release, folder, "dossier", "docx", word, label_allowed)


def write_matrix(release: Release, folder: Path, label_allowed: Callable[[str], bool] | None = None) -> None:
    """Write the matrix as a spreadsheet: ``matrix.xlsx``, ``matrix.uk.xlsx``. As ``write_dossiers``."""
    from witnessmark.publish.dossier.workbook import workbook

    _write_each(release, folder, "matrix", "xlsx", workbook, label_allowed)


def _write_each(
    release: Release, folder: Path, stem: str, kind: str, make: Callable[[DossierEdition], bytes],
    label_allowed: Callable[[str], bool] | None,
) -> None:  # fmt: skip
    for language in LANGUAGES:
        edition = edition_of(release, language, label_allowed=label_allowed)
        (folder / file_name(language, kind, stem)).write_bytes(make(edition))


def consent_annex(release: Release, language: Language) -> bytes:
    """The annex on consent and protection as a PDF of its own: it goes separately, under seal, and never with the
    dossier. Raises ``RuntimeError`` as ``print_pdf``."""
    edition = edition_of(release, language)
    return print_pdf(drawable_all(told_of_consent(edition))[0] | {"maps": {}}, moment_of(release.time))


def write_dossier(
    release: Release,
    path: Path,
    language: Language,
    *,
    label_allowed: Callable[[str], bool] | None = None,
    limits: Limits | None = None,
) -> None:
    """Write the release as a PDF to ``path``.

    ``label_allowed`` says whether a settlement's name may stand on a map (see ``maps.name_filter``); ``limits`` bounds
    what is printed of a large release. Raises ``OSError`` when the file cannot be written.
    """
    case = case_of(release, language, label_allowed=label_allowed, limits=limits)
    path.write_bytes(print_pdf(case, moment_of(release.time)))


def case_of(
    release: Release,
    language: Language,
    *,
    label_allowed: Callable[[str], bool] | None = None,
    limits: Limits | None = None,
) -> dict[str, Any]:
    """What the dossier says, as the plain data that the templates set (see ``content.everything``)."""
    edition = edition_of(release, language, label_allowed=label_allowed, limits=limits)
    return everything(edition, Maps(edition, edition.labels))


def edition_of(
    release: Release,
    language: Language,
    *,
    label_allowed: Callable[[str], bool] | None = None,
    limits: Limits | None = None,
) -> DossierEdition:
    """The release in one language, with the numbers that every form of the dossier gives to incidents and claims."""
    index = ReleaseIndex(release)
    labels = labels_of(index, name_filter(index, label_allowed))
    return DossierEdition(index, language, labels, select(index, limits))
