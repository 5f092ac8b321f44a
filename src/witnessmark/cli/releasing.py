"""From a case to a release: what `publish` and `export` share. The deciding is done in ``protection``.

A release is proposed in the journal first; its entry holds the time, the salt of the pseudonyms and the digests of the
data that make it, so that rebuilding from the entry gives the same bytes.
"""

import secrets
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import click
import msgspec

from witnessmark import __version__
from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import edition, role
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import open_file, today
from witnessmark.cli.reasons import told
from witnessmark.derive.custody import note_redacted
from witnessmark.derive.law import law_digests
from witnessmark.evidence.case import MISSION, Case
from witnessmark.evidence.kinds import ReleaseProposed, ReleasePublished
from witnessmark.model.canonical import digest_bytes
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import Audience
from witnessmark.model.decision import ReleaseProposal
from witnessmark.model.handover import MissionStatement, parse_mission
from witnessmark.protection.disclosing import keep_passages
from witnessmark.protection.gate import Draft, prepare
from witnessmark.protection.publishing import Outcome, release_to

SOFTWARE = f"witnessmark {__version__}"


class Prepared(msgspec.Struct, frozen=True):
    """A draft with the case file that it was made from. Holds names: never printed as a whole."""

    file: CaseFile
    draft: Draft


def preview(case: Case, audience: Audience) -> Prepared:
    """What would be released now; nothing is proposed or written."""
    refuse_when_blocked(case)
    file = open_file(case)
    return Prepared(
        file,
        prepare(
            file, audience, on_day=today(case), proposal=None, software=SOFTWARE, data=data_digests(case),
            mission=mission_of(case),
        ),
    )  # fmt: skip


def mission_of(case: Case, path: Path | None = None) -> MissionStatement | None:
    """What the mission says of itself: of that file, or of ``mission.toml`` in the case folder where there is one."""
    found = path or case.path / MISSION
    if path is None and not found.is_file():
        return None
    try:
        return parse_mission(found.read_bytes())
    except ValueError as error:
        raise Failure(f"{found}: {told(error)}", Exit.USAGE) from None


def propose(case: Case, audience: Audience, device: str | None, mission: MissionStatement | None = None) -> Prepared:
    """The draft of the release to publish: of the latest proposal that still says what the case says, or of a new one.
    Without a ``mission`` that of the case folder is taken.

    Fails with the reasons when nothing may be published.
    """
    refuse_when_blocked(case)
    file = open_file(case)
    data = data_digests(case)
    mission = mission or mission_of(case)
    drafts: dict[str, Draft] = {}
    """By day: what a draft holds does not depend on the proposal, so one that says something else needs no own."""
    for proposal in reversed(file.proposals):
        day = proposal.time[:10]
        # One from a day to come was made by a wrong clock: ages would be counted to that day.
        if proposal.audience is not audience or proposal.data != data or day > today(case):
            continue
        if day not in drafts or drafts[day].release.content == proposal.content:
            draft = drafts[day] = _draft(file, proposal, data, mission)
            if draft.release.content == proposal.content:
                return Prepared(file, _publishable(draft, file))
    bare = drafts.get(today(case)) or prepare(
        file, audience, on_day=today(case), proposal=None, software=SOFTWARE, data=data, mission=mission
    )
    _publishable(bare, file)
    entry = ReleaseProposed(
        release="r-" + secrets.token_hex(6),
        audience=audience,
        content=bare.release.content,
        salt=secrets.token_hex(32),
        data=data,
    )
    with case.recording():
        case.record(entry, device=device)
    proposed = case.state().proposals[entry.release]
    proposal = ReleaseProposal(
        id=proposed.id,
        audience=audience,
        time=proposed.time,
        salt=proposed.salt,
        content=proposed.content,
        entry=proposed.entry,
        data=proposed.data,
    )
    return Prepared(file, _draft(file, proposal, data, mission))


def release(
    case: Case,
    prepared: Prepared,
    out: Path,
    device: str | None,
    build: Callable[[Path], frozenset[str]],
    *,
    texts: bool = True,
) -> Outcome:
    """Build, scan, seal and put in place; then write into the journal that it was published. ``texts`` says that the
    build holds the texts of the documents: then their passages are committed to."""
    draft = prepared.draft
    key = case.key(device)
    for line in approvals_of(case, draft):
        click.echo(line, err=True)
    outcome = release_to(
        out, draft, build, sign=key.sign, public_key=key.public, waivers=prepared.file.waivers,
        # What was refused stands in plain text: a folder under a passphrase keeps none of it.
        keep_refused=None if case.secrets.sealed else case.path / "derived" / "refused",
        secrets=keep_passages(case, draft, device) if texts else None,
    )  # fmt: skip
    if outcome.published and outcome.root:
        with case.recording():
            case.record(ReleasePublished(release=draft.release.id, root=outcome.root), device=device)
            labels = {source.label for source in draft.release.sources}
            shown = [source.id for source in prepared.file.sources.values() if source.label in labels]
            note_redacted(case, draft.release.id, shown, SOFTWARE, device)
    return outcome


def _draft(
    file: CaseFile, proposal: ReleaseProposal, data: Mapping[str, str], mission: MissionStatement | None
) -> Draft:
    day = proposal.time[:10]
    return prepare(
        file, proposal.audience, on_day=day, proposal=proposal, software=SOFTWARE, data=data, mission=mission
    )


def refuse_when_blocked(case: Case) -> None:
    """Nothing leaves while something is not understood, was turned away, or is missing."""
    if case.state().refusals:
        raise Failure(f"{say('blocked')} ({', '.join(map(told, case.state().refusals))})", Exit.WAITS)


def _publishable(draft: Draft, file: CaseFile) -> Draft:
    if not draft.publishable:
        lines = [say("nothing-to-publish", audience=edition(draft.release.audience.value)), *reasons_of(draft)]
        if len(lines) == 1:
            lines.append("  " + say("nothing-yet" if not file.sources else "nothing-read"))
        raise Failure("\n".join(lines), Exit.WAITS)
    return draft


def reasons_of(draft: Draft) -> list[str]:
    """What was held back and why, a line each."""
    from witnessmark.publish.site.words import Words

    words = Words("uk" if language() == "uk" else "en")
    return [
        f"  {words.count(f'withheld.{one.what}', one.count)}: {words.value('reason', one.reason)}"
        for one in draft.reasons
    ]


def approvals_of(case: Case, draft: Draft) -> list[str]:
    """Whose approval counts and the key that gave it, a line each; of a key that is not in this folder, who admitted
    it: somebody who had it read aloud."""
    devices, state = {device.id: device for device in case.devices().values()}, case.state().devices
    lines = []
    for one in draft.release.approvals:
        by = devices.get(state[one.device].admitted_by or "")
        lines.append(
            say("approval", reviewer=one.reviewer, device=one.device)
            if devices[one.device].here
            else say(
                "approval-synced", reviewer=one.reviewer, device=one.device, role=role(state[one.device].role),
                by=by.name if by else "–",
            )
        )  # fmt: skip
    return lines


def cautions_of(draft: Draft) -> list[str]:
    """What a reviewer should look at before approving, a line each."""
    return [f"  ! {say(f'caution-{each.kind}', count=each.count)}" for each in draft.warnings]


def refuse_without_approvals(draft: Draft) -> None:
    """Fail and say how reviewers approve, while named approvals are missing."""
    if not draft.approvals_missing:
        return
    name = draft.release.id
    lines = [
        say("needs-approval", release=name, claims=len(draft.release.claims), missing=draft.approvals_missing),
        say("approve-hint", release=name),
        *reasons_of(draft),
        *cautions_of(draft),
    ]
    raise Failure("\n".join(lines), Exit.WAITS)


def report_refusal(outcome: Outcome, draft: Draft) -> int:
    """Say why nothing was published, and give the exit code."""
    if outcome.refused != "hits":
        raise Failure(f"{outcome.refused}", Exit.WAITS)
    click.echo(say("leak"), err=True)
    for hit in outcome.hits:
        click.echo(
            say("leak-hit", hit=hit.id, file=hit.file, where=say("leak-where", how=hit.how, line=hit.line)), err=True
        )
    click.echo(say("leak-hint", release=draft.release.id), err=True)
    return Exit.LEAK


def data_digests(case: Case) -> dict[str, str]:
    """SHA-256 of the data that make a release: taxonomy, law with the case's own, policy, fonts."""
    package = files("witnessmark")
    names = (
        "model/tables/acts.json",
        "law/tables/law.json",
        "law/tables/act_to_law.json",
        "law/tables/facts.json",
        "law/tables/situations.json",
        "law/tables/labels.json",
        "protection/data/policy.yaml",
        "protection/data/names.yaml",
    )
    found = {name.rpartition("/")[2]: digest_bytes(package.joinpath(name).read_bytes()) for name in names}
    found |= law_digests(case)
    fonts = package.joinpath("publish/assets/fonts")
    if fonts.is_dir():
        for font in sorted(fonts.iterdir(), key=lambda file: file.name):
            if font.name.endswith((".ttf", ".otf", ".woff2")):
                found[font.name] = digest_bytes(font.read_bytes())
    return found
