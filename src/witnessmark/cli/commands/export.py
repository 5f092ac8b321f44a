"""``witnessmark export``"""

from pathlib import Path
from typing import Literal

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.help_words import placeholders
from witnessmark.cli.in_words import edition
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import as_option, audience_option, case_option, device_of, open_case
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.cli.reasons import told
from witnessmark.cli.releasing import Prepared, mission_of, propose, refuse_without_approvals, release, report_refusal
from witnessmark.evidence.keys import DeviceKey
from witnessmark.model.consent import Audience

FORMATS = (
    "geojson", "csv", "jsonl", "kml", "xlsx", "dossier", "docx", "matrix", "analysis", "registers", "followthemoney",
    "uwazi", "bayanat", "acled", "hxl", "imsma", "timemap", "annotations", "prov",
)  # fmt: skip
"""Named here, so that the command starts without the writers; a test holds them equal."""
DOSSIER = ("dossier", "docx", "matrix")


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    type=click.Choice([*FORMATS, "list", "all"]),
    help="May be repeated; `list` says which there are; default: geojson, csv, jsonl, kml, xlsx, dossier.",
)
@click.option(
    "--dossier", is_flag=True, help="What a prosecutor takes over: --format dossier, docx and matrix at once."
)
@click.option(
    "--mission",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML: team, training, scope, what was not collected, translators; default: mission.toml in the case.",
)
@click.option(
    "--consent-annex",
    "annex",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the annex on consent and protection, a PDF apart from OUT, to be sent apart.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "uk"]),
    default="en",
    show_default=True,
    help="Of labels and words of ours in data formats; the dossier comes in both.",
)
@audience_option("internal")
@click.option("--bundle", is_flag=True, help="Into the one file OUT, for handing over by any channel.")
@click.option(
    "--release",
    "published",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="With --bundle: the folder of the published release to pack. Needs no case.",
)
@click.option("--whole-case", is_flag=True, help="With --bundle: this case as it is stored, for its other laptops.")
@click.option("--bagit", is_flag=True, help="The originals themselves, unredacted, as a bag for an archive (RFC 8493).")
@as_option
@case_option
@json_option
def command(
    out: Path | None,
    formats: tuple[str, ...],
    dossier: bool,
    mission: Path | None,
    annex: Path | None,
    lang: Literal["en", "uk"],
    audience: str,
    bundle: bool,
    published: Path | None,
    whole_case: bool,
    bagit: bool,
    signer: str | None,
    case_path: Path | None,
    as_json: bool,
) -> int:
    """Hand over data or the dossier without the site: into the folder OUT, signed, through the same gate.

    \b
    Example:
        witnessmark export handover --dossier --audience prosecutor --mission mission.toml
        witnessmark verify handover
        witnessmark export --format list
        witnessmark export for-aleph --audience prosecutor --format followthemoney
        witnessmark export for-sappers --audience prosecutor --format imsma --lang uk
        witnessmark export site.zip --bundle --release site
        witnessmark export bag --bagit --audience internal
        witnessmark export kharkiv.witnessmark --bundle --whole-case
    """
    if "list" in formats:
        return _list(as_json)
    if out is None:
        raise click.MissingParameter(param_type="argument", param_hint=placeholders("OUT"))
    if bundle and whole_case:
        return _whole_case(out, case_path, signer)
    if bundle:
        return _bundle(out, published)
    if bagit:
        return _bag(out, audience, signer, case_path)
    case = open_case(case_path)
    device = device_of(case, signer)
    prepared = propose(case, Audience(audience), device, mission_of(case, mission))
    refuse_without_approvals(prepared.draft)
    wanted, with_texts = _wanted((*formats, *DOSSIER) if dossier else formats)
    outcome = release(
        case, prepared, out, device, lambda folder: _write(prepared, folder, wanted, lang), texts=with_texts
    )
    if not outcome.published:
        return report_refusal(outcome, prepared.draft)
    if annex is not None:
        _annex(prepared, annex, case.key(device))
    if as_json:
        print_json({"formats": wanted, "audience": audience, "out": str(out), "root": outcome.root})
    else:
        click.echo(say("exported", files=", ".join(wanted), audience=edition(audience), out=out))
    return Exit.OK


def _wanted(formats: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The formats to write, each once, and whether one of them holds the texts of documents."""
    from witnessmark.publish.exports import USUAL, WITH_TEXTS

    wanted = tuple(dict.fromkeys(FORMATS if "all" in formats else formats or USUAL))
    return wanted, not WITH_TEXTS.isdisjoint(wanted)


def _annex(prepared: Prepared, annex: Path, key: DeviceKey) -> None:
    """Beside the release, never in it: each language with a signature of the same key, readable by its owner alone."""
    import os
    import tempfile

    from witnessmark.protection.scan import scan
    from witnessmark.publish.dossier.build import consent_annex
    from witnessmark.publish.site.words import LANGUAGES

    draft = prepared.draft
    if not draft.release.consents:
        raise Failure(say("no-annex", audience=edition(draft.release.audience.value)), Exit.USAGE)
    made = {
        annex if one == "en" else annex.with_suffix(f".{one}{annex.suffix}"): consent_annex(draft.release, one)
        for one in LANGUAGES
    }
    with tempfile.TemporaryDirectory() as folder:
        for path, data in made.items():
            (Path(folder) / path.name).write_bytes(data)
        if scan(Path(folder), draft.protected, release=draft.release.id, positions_may_stand=True):
            raise Failure(say("leak"), Exit.LEAK)
    for path, data in made.items():
        for target, content in ((path, data), (path.with_suffix(path.suffix + ".sig"), key.sign(data))):
            target.unlink(missing_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
    click.echo(say("annexed", files=", ".join(map(str, made))), err=True)


def _list(as_json: bool) -> int:
    from witnessmark.publish.exports import described

    formats = described()
    if as_json:
        print_json({name: {"files": one.files, "cells": one.cells or None, "en": one.en, "uk": one.uk}
                   for name, one in formats.items()})  # fmt: skip
        return Exit.OK
    ukrainian = language() == "uk"
    rows = [(name, one.files, one.uk if ukrainian else one.en) for name, one in formats.items()]
    print_table(rows, tuple(say(f"export-list-{column}") for column in ("format", "files", "holds")))
    return Exit.OK


def _bag(out: Path, audience: str, signer: str | None, case_path: Path | None) -> int:
    """No public release: the audience must be said, and its edition approved."""
    from witnessmark.evidence.kinds import CustodyNoted
    from witnessmark.protection.bagging import AUDIENCES, NothingToBagError, write_bag

    said = click.get_current_context().get_parameter_source("audience") is click.core.ParameterSource.COMMANDLINE
    if not said or Audience(audience) not in AUDIENCES:
        raise Failure(say("bag-audience"), Exit.USAGE)
    case = open_case(case_path)
    device = device_of(case, signer)
    prepared = propose(case, Audience(audience), device)
    refuse_without_approvals(prepared.draft)
    key = case.key(device)
    try:
        bagged = write_bag(case, prepared.file, prepared.draft, out, sign=key.sign, public_key=key.public)
    except NothingToBagError as error:
        lines = [say("bag-nothing"), *_left_out(error.withheld)]
        raise Failure("\n".join(lines), Exit.WAITS) from None
    except ValueError as error:
        raise Failure(f"{out}: {told(error)}", Exit.USAGE) from None
    with case.recording():
        ids = {source.label: source.id for source in prepared.file.sources.values()}
        for label in bagged.sources:
            case.record(CustodyNoted(source=ids[label], event="copied"), device=device)
    click.echo(say("bagged", sources=len(bagged.sources), out=out, audience=edition(audience)))
    for line in _left_out(bagged.withheld):
        click.echo(line)
    return Exit.OK


def _left_out(withheld: dict[str, str]) -> list[str]:
    return [say("bag-left-out", label=label, reason=told(reason)) for label, reason in withheld.items()]


def _whole_case(out: Path, case_path: Path | None, signer: str | None) -> int:
    """For another laptop of the same case: nothing is redacted. Noted before, so that the note is in it."""
    from witnessmark.derive.custody import note_handling
    from witnessmark.evidence.bundle import write_bundle

    case = open_case(case_path, ask=False)
    note_handling(case, "transferred", device=device_of(case, signer))
    held = write_bundle(case.path, out)
    click.echo(say("case-bundled", out=out, objects=len(held.objects), journals=len(held.journals)))
    return Exit.OK


def _bundle(out: Path, published: Path | None) -> int:
    from witnessmark.protection.seal import verify_release
    from witnessmark.protection.sealed_files import write_bundle

    if published is None:
        raise Failure(say("bundle-what"), Exit.USAGE)
    if not verify_release(published).ok:
        raise Failure(say("not-a-sound-release", path=published), Exit.NOT_VERIFIED)
    try:
        write_bundle(published, out)
    except ValueError as error:
        raise Failure(f"{out}: {told(error)}", Exit.USAGE) from None
    click.echo(say("bundled", out=out))
    return Exit.OK


def _write(prepared: Prepared, folder: Path, formats: tuple[str, ...], lang: Literal["en", "uk"]) -> frozenset[str]:
    from witnessmark.publish.exports import write_export

    def allowed(label: str) -> bool:
        return not prepared.draft.protected.touches(label)

    for name in formats:
        try:
            write_export(prepared.draft.release, folder, name, label_allowed=allowed, language=lang)
        except KeyError:
            raise Failure(f"--format: {name} cannot be written", Exit.USAGE) from None
    return frozenset()
