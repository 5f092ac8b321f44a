"""``witnessmark publish``"""

from pathlib import Path
from typing import Literal

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import edition
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, audience_option, case_option, device_of, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.cli.releasing import (
    Prepared,
    cautions_of,
    preview,
    propose,
    reasons_of,
    refuse_without_approvals,
    release,
    report_refusal,
)
from witnessmark.model.consent import Audience

Language = Literal["en", "uk"]
_DOSSIERS: dict[str, tuple[Language, ...]] = {"both": ("en", "uk"), "en": ("en",), "uk": ("uk",), "none": ()}

LARGE_CASE = 1000
"""From so many incidents on the dossier is printed only when it is asked for."""


@click.command("publish")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@audience_option("public")
@click.option("--preview", "look_only", is_flag=True, help="Say what would be in it and what not; write nothing.")
@click.option(
    "--base",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Base map of your own: GeoJSON or PMTiles, embedded in the site.",
)
@click.option(
    "--dossier",
    type=click.Choice(["auto", "both", "en", "uk", "none"]),
    default="auto",
    show_default=True,
    help="In which language the PDF is printed; auto: both, but none of a very large case, which takes a minute.",
)
@click.option("--no-dossier", is_flag=True, help="The same as --dossier none.")
@as_option
@case_option
@json_option
def command(
    out: Path,
    audience: str,
    look_only: bool,
    base: Path | None,
    dossier: str,
    no_dossier: bool,
    signer: str | None,
    case_path: Path | None,
    as_json: bool,
) -> int:
    """Publish the case into the folder OUT: a static site that opens from a USB stick, a dossier, data, a signature.

    Everything passes the gate: consent, sensitivity, age of what is said about forces, pseudonyms, and at the end a
    scan of every byte. A public release waits for two named approvals of exactly its content.

    \b
    Example:
        witnessmark publish site --audience public
        witnessmark clear --release r-19ab… --as "Iryna Demchuk"
        witnessmark publish internal --audience internal
    """
    case = open_case(case_path)
    wanted = Audience(audience)
    device = device_of(case, signer)
    if look_only:
        _look(preview(case, wanted), as_json)
        return Exit.OK
    prepared = propose(case, wanted, device)
    refuse_without_approvals(prepared.draft)
    large = len(prepared.draft.release.incidents) >= LARGE_CASE
    if dossier == "auto":
        dossier = "none" if large else "both"
    languages = _DOSSIERS["none" if no_dossier else dossier]
    try:
        outcome = release(case, prepared, out, device, lambda folder: _build(prepared, folder, base, languages))
    except ValueError as error:
        raise Failure(f"{base}: {told(error)}" if base else told(error), Exit.USAGE) from None
    if not outcome.published:
        return report_refusal(outcome, prepared.draft)
    _report(prepared, outcome.root or "", outcome.files, out, as_json)
    if large and not languages and not no_dossier and not as_json:
        click.echo(say("dossier-later", audience=audience))
    return Exit.OK


def _build(prepared: Prepared, folder: Path, base: Path | None, languages: tuple[Language, ...]) -> frozenset[str]:
    """Write site, dossier and data; gives the digests of vendored files, which are copied unchanged."""
    from witnessmark.publish.geography import BaseMap
    from witnessmark.publish.site.build import build_site

    draft = prepared.draft

    def allowed(label: str) -> bool:
        return not draft.protected.touches(label)

    vendored = build_site(draft.release, folder, label_allowed=allowed, base=BaseMap(base) if base else None)
    if languages:
        from witnessmark.publish.dossier.build import write_dossiers

        write_dossiers(draft.release, folder, languages=languages, label_allowed=allowed)
    return vendored


def _look(prepared: Prepared, as_json: bool) -> None:
    draft = prepared.draft
    counts = {name: len(getattr(draft.release, name)) for name in ("documents", "claims", "incidents")}
    if as_json:
        print_json({"counts": counts, "withheld": draft.reasons, "warnings": draft.warnings})
        return
    click.echo(say("would-hold", **counts))
    for line in reasons_of(draft):
        click.echo(line)
    for line in cautions_of(draft):
        click.echo(line)


def _report(prepared: Prepared, root: str, files: int, out: Path, as_json: bool) -> None:
    done = prepared.draft.release
    if as_json:
        print_json({"release": done.id, "audience": done.audience, "root": root, "files": files, "out": str(out)})
        return
    click.echo(
        say(
            "published",
            release=done.id,
            audience=edition(done.audience.value),
            out=out,
            files=files,
            claims=len(done.claims),
            incidents=len(done.incidents),
        )
    )
    for line in reasons_of(prepared.draft):
        click.echo(line)
    click.echo(say("open-hint", page=out / "index.html", root=root))
