"""``witnessmark verify``"""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import moment
from witnessmark.cli.messages import language, say
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told

if TYPE_CHECKING:
    from witnessmark.evidence.case import Case
    from witnessmark.evidence.stamping import StampReport
    from witnessmark.protection.seal import ReleaseReport


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=".")
@click.option("--fingerprint", metavar="HEX", help="Of key or release, obtained another way: must be that of this one.")
@click.option(
    "--disclosure",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with withheld passages, disclosed later: is each the one that this release withheld?",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Instead: write the verifier that runs in a browser, one page that stands alone, for handing on.",
)
@click.option(
    "--stamps",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="For a case: a folder of stamps kept outside it. They show whether a journal was cut off.",
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="For a case: the time authority's certificates (PEM), to check the signatures of its stamps.",
)
@click.option(
    "--release",
    "published",
    type=click.Path(path_type=Path, exists=True),
    help="For a case: a release made of it, folder or bundle. It shows whether a journal was cut off before that.",
)
@click.option(
    "--anew", is_flag=True, help="For a case: read every entry again, though none has changed since the last time."
)
@json_option
def command(
    path: Path, fingerprint: str | None, disclosure: Path | None, page: Path | None, stamps: Path | None,
    ca: Path | None, published: Path | None, anew: bool, as_json: bool,
) -> int:  # fmt: skip
    """Check a case folder, or a published release, to the last byte. Needs no network, and for a release no case.

    A release is a folder, or the one file that `witnessmark export --bundle` made of it; so is a case.

    \b
    Example:
        witnessmark verify                 the case that you are in
        witnessmark verify site/           a release that somebody gave you
        witnessmark verify site.zip --fingerprint 3f1c…
        witnessmark verify site/ --disclosure passages.json
        witnessmark verify --page verify.html
        witnessmark verify --stamps /media/usb/stamps --ca tsa.pem
    """
    from witnessmark.evidence.bundle import is_bundle

    if page is not None:
        return _write_page(page)
    if (path / "case.toml").is_file():
        return _case(path, stamps, ca, published, as_json, anew)
    if is_bundle(path):
        return _case_in_file(path, stamps, ca, published, as_json)
    if (path / "manifest.json").is_file() or path.is_file():
        return _release(path, fingerprint, disclosure, as_json)
    raise Failure(say("not-a-release", path=path), Exit.USAGE)


def _write_page(page: Path) -> int:
    from witnessmark.publish.checking import standalone

    page.write_text(standalone("uk" if language() == "uk" else "en"), encoding="utf-8")
    click.echo(say("page-written", page=page))
    return Exit.OK


def _case(
    path: Path, outside: Path | None, ca: Path | None, published: Path | None, as_json: bool, anew: bool = False
) -> int:
    from witnessmark.evidence.verify import verify_case

    case = _opened(path)
    report = verify_case(path, secrets=case.secrets if case is not None else None, anew=anew)
    stamps = _stamps(case, outside, ca) if case is not None else None
    known = None if published is None else case is not None and _knows(case, published)
    if as_json:
        print_json({**msgspec.to_builtins(report), "stamps": stamps, "release_known": known})
    elif report.ok:
        click.echo(say("verified-case", objects=report.objects, entries=report.entries))
        for finding in report.findings:
            if finding.file.startswith("journal"):  # a fork, a device that nobody admitted: nothing is broken by it
                click.echo(say("verify-note", file=finding.file, reason=told(finding.reason)))
    else:
        click.echo(say("not-verified", count=len(report.findings)))
        for finding in report.findings:
            click.echo(f"  {finding.file}: {told(finding.reason)}")
    if not as_json and stamps is not None:
        _print_stamps(stamps, signed=ca is not None)
    if not as_json and known is not None:
        click.echo(say("release-known" if known else "release-not-known", path=published))
    sound = report.ok and not (stamps and stamps.findings) and known is not False
    return Exit.OK if sound else Exit.NOT_VERIFIED


def _knows(case: "Case", published: Path) -> bool:
    """Whether the journals still hold the entry that published this sound release, and those that approved it, whose
    digests stand in it: thereby all before them."""
    from witnessmark.protection.seal import read_manifest, verify_release

    report, state = verify_release(published), case.state()
    if not report.ok or (report.release, report.root) not in {(one.release, one.root) for one in state.published}:
        return False
    return {one["entry"] for one in read_manifest(published)["approvals"]} <= {one.entry for one in state.approvals}


def _case_in_file(path: Path, outside: Path | None, ca: Path | None, published: Path | None, as_json: bool) -> int:
    """Unpacked for as long as it takes: its objects stay encrypted."""
    import tempfile

    from witnessmark.evidence.bundle import unpacked
    from witnessmark.evidence.stream import BadStream

    try:
        with tempfile.TemporaryDirectory() as room, unpacked(path, Path(room) / "case") as folder:
            return _case(folder, outside, ca, published, as_json)
    except BadStream as error:
        raise Failure(say("not-a-whole-case", path=path, reason=told(error.reason)), Exit.NOT_VERIFIED) from None


def _opened(path: Path) -> "Case | None":
    """The case, with its secrets as far as they are unlocked; verifying works on a locked or damaged one too."""
    from witnessmark.evidence.case import Case
    from witnessmark.evidence.errors import EvidenceError

    try:
        return Case.open(path)
    except EvidenceError:
        return None


def _stamps(case: "Case", outside: Path | None, ca: Path | None) -> "StampReport":
    """Those in the case, and those in a folder outside."""
    from witnessmark.evidence.stamping import LARGEST, verify_stamps

    kept = []
    for heads in sorted(outside.glob("*.heads")) if outside is not None else ():
        token = heads.with_suffix(".tsr")
        small = all(file.is_file() and file.stat().st_size <= LARGEST for file in (heads, token))
        kept.append((heads.name, heads.read_bytes() if small else b"", token.read_bytes() if small else b""))
    return verify_stamps(case, ca.read_bytes() if ca is not None else None, kept)


def _print_stamps(stamps: "StampReport", *, signed: bool) -> None:
    for finding in stamps.findings:
        key = "stamp-tail" if finding.reason == "missing-entries" else "stamp-problem"
        click.echo(say(key, what=finding.what, reason=told(finding.reason)))
    if held := set(stamps.stamps.values()):  # the same may be in the case and outside
        click.echo(say("stamps-checked", count=len(held), time=moment(min(stamp.time for stamp in held))))
        if not signed:
            click.echo(say("stamp-unsigned"))


def _release(path: Path, fingerprint: str | None, disclosure: Path | None, as_json: bool) -> int:
    from witnessmark.protection.proof import check_disclosure
    from witnessmark.protection.seal import read_manifest, verify_release

    report = verify_release(path)
    same = fingerprint is None or _even(fingerprint) in (report.fingerprint, report.root)
    opened = None
    if disclosure is not None and report.ok:
        opened = check_disclosure(disclosure.read_bytes(), read_manifest(path))
    if as_json:
        from dataclasses import asdict

        print_json(asdict(report) | {"same_fingerprint": None if fingerprint is None else same, "disclosure": opened})
    else:
        _print(report)
        if fingerprint is not None:
            click.echo(say("same-fingerprint" if same else "another-fingerprint"))
        if opened is not None:
            for number, reason in sorted(opened.findings.items()):
                click.echo(say("not-disclosed", number=number, reason=told(reason)))
            for number, words in sorted((opened.passages or {}).items()):
                click.echo(say("disclosed-passage", number=number, document=opened.document))
                click.echo(click.wrap_text(words, initial_indent="    ", subsequent_indent="    "))
            if opened.whole:
                click.echo(say("disclosed-whole", document=opened.document))
    ok = report.ok and same and (opened is None or opened.ok)
    return Exit.OK if ok else Exit.NOT_VERIFIED


def _print(report: "ReleaseReport") -> None:
    if report.ok:
        click.echo(say("verified-release", files=report.files, release=report.release, root=report.root))
        if report.documents:
            click.echo(say("verified-passages", documents=report.documents))
        click.echo(say("verify-publisher", fingerprint=report.fingerprint))
    else:
        click.echo(say("not-verified", count=len(report.findings)))
        for finding in report.findings:
            click.echo(f"  {finding.file}: {told(finding.reason)}")


def _even(fingerprint: str) -> str:
    """As it is written down or read out: in groups, in capitals."""
    return "".join(sign for sign in fingerprint.lower() if sign in "0123456789abcdef")
