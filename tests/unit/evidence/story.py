"""Devices that write and now and then take in what the others wrote: entries without any folder."""

import msgspec

from witnessmark.evidence import kinds
from witnessmark.evidence.entry import Unsigned, parse, sign
from witnessmark.evidence.fold import fold
from witnessmark.evidence.keys import DeviceKey

A, B, C = "0" * 64, "1" * 64, "2" * 64


class Story:
    """Device 0 makes the case and, unless told otherwise, admits the others."""

    def __init__(self, devices=2, case="case-1", admit="member"):
        self.keys = [DeviceKey(bytes([number + 1]) * 32) for number in range(devices)]
        self.entries = []
        self.heads = [None] * devices
        self.saw = [{} for _ in self.keys]
        for number, key in enumerate(self.keys):
            self.say(number, kinds.DeviceEnrolled(case=case, public_key=key.public.hex(), register=A))
            if not number:
                self.say(0, kinds.CaseCreated(case=case, settings=A))
            elif admit:
                self.admit(number, admit)

    def say(self, device, said, **changes):
        head, key = self.heads[device], self.keys[device]
        fields = {
            "v": 1, "device": key.device, "seq": head.seq + 1 if head else 0, "prev": head.digest if head else None,
            "saw": {d: tuple(sorted(h)) for d, h in sorted(self.saw[device].items())},
            "time": "2024-05-01T09:00:00+03:00", "kind": said.KIND, "critical": said.CRITICAL,
            "body": msgspec.to_builtins(said),
        }  # fmt: skip
        entry = parse(sign(Unsigned(**{**fields, **changes}), key))
        self.saw[device] = {}
        self.heads[device] = entry
        self.entries.append(entry)
        return entry.digest

    def admit(self, device, role="member", by=0):
        return self.say(by, kinds.DeviceAdmitted(device=self.id(device), role=role))

    def revoke(self, device, after=None, by=0):
        return self.say(by, kinds.DeviceRevoked(device=self.id(device), after=after))

    def id(self, device):
        return self.keys[device].device

    def sync(self, to, source):
        self.saw[to][self.keys[source].device] = {self.heads[source].digest}

    def state(self):
        return fold(self.entries, "case-1")
