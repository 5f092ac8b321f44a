"""What the commands say about devices: which wait to be admitted, which keys are in two places, and disputes."""

import contextlib
import re
from collections import Counter

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import whose
from witnessmark.cli.messages import say
from witnessmark.evidence.case import Case
from witnessmark.evidence.device_names import NamedDevice
from witnessmark.evidence.errors import Locked
from witnessmark.evidence.handing_keys import key_is_with_revoked

SHORTEST = 8
"""Digits of an id that may stand for it."""


def find_device(case: Case, word: str) -> NamedDevice:
    """The device that a user means: by name, by id or its first digits, or by the fingerprint as it is read aloud."""
    devices = list(case.devices().values())
    digits = re.sub(r"\s", "", word).lower()
    found = [one for one in devices if one.name == word] or [
        one for one in devices if len(digits) >= SHORTEST and one.id.startswith(digits)
    ]
    if len(found) != 1:
        raise Failure(say("no-such-device", name=word), Exit.USAGE)
    return found[0]


def waiting_devices(case: Case) -> list[NamedDevice]:
    return [device for device in case.devices().values() if device.standing == "waiting"]


def notices(case: Case) -> list[str]:
    """A line for each device that waits or said what does not count, each journal that forked, and each dispute among
    owners."""
    state = case.state()
    names = {device.id: whose(device.name) for device in case.devices().values()}
    aside = Counter((one.device, one.reason) for one in state.quarantined)
    lines = [
        say(
            "own-device-waits" if one.here else "device-waits",
            name=whose(one.name),
            fingerprint=one.fingerprint,
            count=aside[one.id, "not-admitted"],
        )
        for one in waiting_devices(case)
    ]
    lines += [
        say(f"entries-{reason}", name=names.get(device, device), count=count)
        for (device, reason), count in sorted(aside.items())
        if reason in ("beyond-role", "revoked")
    ]
    lines += [say("device-forked", name=names.get(device, device), device=device) for device in state.forks]
    lines += [
        say("owners-dispute", name=names.get(conflict.target, conflict.target))
        for conflict in state.conflicts
        if conflict.what == "owners"
    ]
    with contextlib.suppress(Locked):
        lines += [say("key-with-revoked", name=names.get(device, device)) for device in key_is_with_revoked(case)]
    return lines
