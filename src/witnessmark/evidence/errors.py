"""What can go wrong with evidence. Messages name files and reasons, never a person or a quote."""


# ruff: noqa: N818 - the names say what is wrong with the evidence


class EvidenceError(Exception):
    """Anything about a case folder that a user has to be told."""


class NoCase(EvidenceError):
    """There is no case here, or one already is where a new one should come."""


class CorruptObject(EvidenceError):
    """A stored object's bytes are not what its address says."""


class MissingObject(EvidenceError, KeyError):
    """No object with that address is stored."""

    def __str__(self) -> str:
        return str(self.args[0])


class MissingKey(MissingObject):
    """The object is stored, but the key that opens it is not: destroyed, or not here yet."""


class Locked(Exception):
    """The keys that this needs are sealed. Not an ``EvidenceError``: what is locked must never pass for erased."""

    def __init__(self, message: str = "locked: run `witnessmark unlock`") -> None:
        super().__init__(message)


class NotKeyed(Locked):
    """This device holds the objects and has not been given the case key."""

    def __init__(self) -> None:
        super().__init__(
            "this device has not been given the key of the case: it holds and passes on what it cannot read. "
            "Sync with the folder of an owner, who admits it with `witnessmark device --admit`, and sync again"
        )


class BadEntry(EvidenceError):
    """A journal line that cannot be accepted. ``reason`` is a short stable id."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class UnknownDevice(EvidenceError):
    """No key in this case folder belongs to that device."""


class DifferentCase(EvidenceError):
    """Two folders that do not hold the same case."""


class NotOwner(EvidenceError):
    """No device whose key is in this folder is an owner of the case."""

    def __init__(self, why: str = "no device of this folder is an owner of the case: an owner has to say that") -> None:
        super().__init__(why)


class BeyondRole(EvidenceError):
    """What the device would say would count for nothing: its role does not reach so far, or it was ended."""

    def __init__(self, kind: str, role: str | None) -> None:
        super().__init__(
            f"this device may not say that ({kind}): it is a {role} in this case; a higher role can"
            if role
            else f"this device may not say anything any more ({kind}): an owner ended it"
        )
