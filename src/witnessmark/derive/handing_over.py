"""What the journals say beside sources and claims to who takes a case over: stamps, editions that left, terms of
consent."""

import base64
import contextlib

from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.state import State
from witnessmark.model.handover import Disclosure, TimeStamp


def stamps_of(case: Case, state: State) -> tuple[TimeStamp, ...]:
    """The stamps of the case that can be read here and that bear on what they say to have stamped."""
    if not state.stamps:
        return ()
    from witnessmark.evidence.stamping import check, heads_text

    found = []
    for one in state.stamps:
        with contextlib.suppress(EvidenceError):  # erased, or no answer that holds: `verify` names it
            text = heads_text(case.settings.id, one.heads)
            token = case.objects.read(one.token)
            said = check(token, text)
            found.append(
                TimeStamp(
                    time=said.time,
                    serial=said.serial,
                    authority=said.authority,
                    heads=text.decode("ascii"),
                    token=base64.b64encode(token).decode("ascii"),
                )
            )
    return tuple(sorted(found, key=lambda stamp: (stamp.time, stamp.serial)))


def published_before(state: State) -> tuple[Disclosure, ...]:
    """The editions that left, each once, under the root that it had last."""
    roots = {one.release: one.root for one in state.published}
    return tuple(
        Disclosure(release=release, audience=state.proposals[release].audience, root=root)
        for release, root in roots.items()
        if release in state.proposals
    )


def consent_until(state: State) -> dict[str, str]:
    """By source or person the last day on which what was allowed holds; the first of them where there are several."""
    until = {target: [one.until for one in given if one.until] for target, given in state.consents.items()}
    return {target: min(days) for target, days in until.items() if days}
