"""The gate: the one way from a case to anything that leaves.

``prepare`` is pure: the same case, audience, day and proposal give the same draft. Denied by default: sources,
passages, claims, places and names need a reason to appear, and every field is allowed by name in the policy.
"""

from collections.abc import Mapping

import msgspec

from witnessmark.model.canonical import digest_bytes
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import Audience
from witnessmark.model.decision import ReleaseProposal
from witnessmark.model.handover import MissionStatement
from witnessmark.model.release import Approval, Release, Withheld
from witnessmark.protection.edition import Caution, Edition
from witnessmark.protection.forms import ProtectedWords
from witnessmark.protection.likeness import same_name
from witnessmark.protection.passages import Cut
from witnessmark.protection.permit import permitted
from witnessmark.protection.policy import Policy, policy

DRAFT = "draft"
"""The id of a release that nobody has proposed yet."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate let through. ``publishable`` says that there is something to show; ``approvals_missing`` how many
    named reviewers have still to approve exactly this content. ``cuts`` say where the documents
    were cut. Holds ``protected`` words: never printed as a whole."""

    release: Release
    protected: ProtectedWords
    reasons: tuple[Withheld, ...]
    publishable: bool
    approvals_missing: int = 0
    warnings: tuple[Caution, ...] = ()
    cuts: tuple[Cut, ...] = ()

    def __repr__(self) -> str:
        return f"<Draft of release {self.release.id} for {self.release.audience}>"


class WrongAudienceError(ValueError):
    """A proposal is for another audience than the one asked for."""


def prepare(
    file: CaseFile,
    audience: Audience,
    *,
    on_day: str,
    proposal: ReleaseProposal | None,
    software: str,
    data: Mapping[str, str],
    rules: Policy | None = None,
    mission: MissionStatement | None = None,
) -> Draft:
    """The draft of a release. ``on_day`` is the ISO day that ages are counted to, ``software`` and ``data`` (name to
    SHA-256) say what makes it; without a proposal it is a preview, with neither salt nor approvals. ``mission`` is what
    the mission says of itself.

    Raises ``WrongAudienceError`` when the proposal is for another audience.
    """
    if proposal is not None and proposal.audience is not audience:
        raise WrongAudienceError(f"the proposal is for the {proposal.audience} edition, not the {audience} one")
    used = rules or policy()
    edition = Edition(file, audience, on_day, used, mission)
    bare = permitted(edition.release("", software, data), audience, used)
    content = content_of(bare)
    release = bare
    if proposal is not None:
        release = permitted(edition.release(proposal.salt, software, data), audience, used)
        release = msgspec.structs.replace(release, id=proposal.id, time=proposal.time)
    approvals, doubts = _approvals(file, proposal, content)
    release = msgspec.structs.replace(release, content=content, approvals=approvals)
    missing = max(used.audiences[audience].approvals - len(approvals), 0)
    return Draft(
        release=release,
        protected=edition.protected,
        reasons=release.withheld,
        publishable=bool(release.documents or release.claims),
        approvals_missing=missing,
        warnings=(*edition.cautions(), *doubts),
        cuts=edition.cuts(),
    )


def content_of(release: Release) -> str:
    """The digest that reviewers approve: of everything but id, time, approvals and content, as prepared with an empty
    salt. The salt of the proposal decides only the numbers of pseudonyms and the commitments to sources; leaving it out
    lets reviewers approve before it is drawn, and the digest tells nothing that the release does not show."""
    approved = msgspec.structs.replace(release, id="", time="", approvals=(), content="")
    # JSON with sorted keys, not RFC 8785: the same bytes for the same release, and a hundred times faster.
    return digest_bytes(msgspec.json.Encoder(order="sorted").encode(approved))


def _approvals(
    file: CaseFile, proposal: ReleaseProposal | None, content: str
) -> tuple[tuple[Approval, ...], list[Caution]]:
    """Approvals of exactly this content, one a reviewer and one a device; and what is wrong with the others."""
    if proposal is None:
        return (), []
    doubts = [Caution("content-changed", None, 1)] if proposal.content != content else []
    accepted: list[Approval] = []
    ignored = 0
    for each in file.approvals:
        if each.release != proposal.id:
            continue
        devices = {approval.device for approval in accepted}
        before = [approval.reviewer for approval in accepted]
        if each.content != content or each.device in devices or any(same_name(each.reviewer, one) for one in before):
            ignored += 1
            continue
        accepted.append(Approval(reviewer=each.reviewer, device=each.device, entry=each.entry))
    if ignored:
        doubts.append(Caution("approvals-ignored", None, ignored))
    return tuple(accepted), doubts
