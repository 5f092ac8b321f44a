"""``witnessmark disclose``"""

import os
from pathlib import Path

import click
import msgspec

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file
from witnessmark.cli.output import json_option, one_line, print_json, print_table
from witnessmark.cli.reasons import told
from witnessmark.cli.releasing import refuse_when_blocked
from witnessmark.evidence.case import Case
from witnessmark.protection.disclosing import NotDisclosableError, Opened, disclose, open_document, refused


@click.command("disclose")
@click.argument("release")
@click.argument("document")
@click.argument("passages", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "everything", is_flag=True, help="Every passage: proves the whole text of the document.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--sealed", is_flag=True, help="Also a passage that tells a sealed act.")
@click.option("--to", "recipient", metavar="WHOM", help="To whom: an erasable note on custody, never published.")
@as_option
@case_option
@json_option
def command(
    release: str,
    document: str,
    passages: tuple[int, ...],
    everything: bool,
    out: Path | None,
    sealed: bool,
    recipient: str | None,
    signer: str | None,
    case_path: Path | None,
    as_json: bool,
) -> int:
    """Open withheld passages of a published DOCUMENT (such as S1) for a court: words, salts, and the proof that these
    are the ones that RELEASE withheld. RELEASE is its id, its folder or its bundle.

    Without --out, the passages are listed with their numbers. Refused where the source, the speaker or somebody named
    allowed less than accountability-sealed. The file holds what the release withheld: hand it to nobody else.

    \b
    Example:
        witnessmark disclose site/ S3                     lists the passages of S3
        witnessmark disclose site/ S3 12 --out passage.json --to "District court, Kharkiv"
        witnessmark verify site/ --disclosure passage.json
    """
    case = open_case(case_path)
    refuse_when_blocked(case)
    try:
        opened = open_document(case, *_wanted(release, document))
        numbers = tuple(range(1, len(opened.words) + 1)) if everything else passages
        if out is None:
            return _list(opened, _instead(release, document), as_json)
        if not numbers:
            raise Failure(say("disclose-what"), Exit.USAGE)
        made = disclose(opened, numbers)
    except NotDisclosableError as error:
        listed = ", ".join(map(str, error.passages))
        raise Failure(say("not-disclosable", reason=told(error.reason), passages=listed), Exit.USAGE) from None
    kept_back = refused(open_file(case, incidents=False), opened, numbers, sealed=sealed)
    if kept_back:
        lines = [say("disclose-refused", number=number, reason=told(reason)) for number, reason in kept_back.items()]
        raise Failure("\n".join(lines), Exit.WAITS)
    _record(opened, case, device_of(case, signer), recipient)
    _write(out, msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    if as_json:
        print_json({"out": str(out), "document": document, "passages": sorted(set(numbers)), "root": made.root})
    else:
        click.echo(say("disclosed", count=len(made.disclosed), document=document, out=out))
    return Exit.OK


def _wanted(release: str, document: str) -> tuple[str, str, str | None]:
    """Id of the release, document, and the root that the release at hand has for it; None when only an id is given."""
    path = Path(release)
    if not path.exists():
        return release, document, None
    from witnessmark.protection.proof import signed_roots
    from witnessmark.protection.seal import read_manifest, verify_release

    if not verify_release(path).ok:
        raise Failure(say("not-a-sound-release", path=path), Exit.NOT_VERIFIED)
    manifest = read_manifest(path)
    roots = signed_roots(manifest)
    if document not in roots:
        raise NotDisclosableError("no-such-document")
    return manifest["release"], document, roots[document][1]


def _instead(release: str, document: str) -> dict[int, str]:
    """By number of a withheld passage what the release at hand shows instead; empty when only its id is given."""
    path = Path(release)
    if not path.exists():
        return {}
    import json

    from witnessmark.protection.proof import FOLDER
    from witnessmark.protection.sealed_files import files_of, read

    passages = json.loads(read(files_of(path), f"{FOLDER}/{document}.json"))["passages"]
    return {number: each["instead"] for number, each in enumerate(passages, 1) if "instead" in each}


def _list(opened: Opened, instead: dict[int, str], as_json: bool) -> int:
    rows = [(number, instead.get(number), text) for number, text in enumerate(opened.words, 1)]
    if as_json:
        print_json([{"number": number, "instead": shown, "text": text} for number, shown, text in rows])
    else:
        table = [(str(number), shown or "", one_line(text)) for number, shown, text in rows]
        print_table(table, ("No.", "Shown instead", "Words"))
    return Exit.OK


def _write(out: Path, data: bytes) -> None:
    """A file that only its owner reads: it holds what was withheld."""
    out.unlink(missing_ok=True)
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _record(opened: Opened, case: Case, device: str | None, recipient: str | None) -> None:
    from witnessmark.evidence.kinds import CustodyNoted
    from witnessmark.evidence.payloads import Note

    with case.recording():
        note = case.objects.add_value(Note(recipient)).address if recipient else None
        case.record(CustodyNoted(source=opened.cuts.source, event="disclosed", note=note), device=device)
