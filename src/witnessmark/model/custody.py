"""The chain of custody of one source, as plain values: for the terminal, for JSON and for print."""

import msgspec


class CustodyStep(msgspec.Struct, frozen=True, kw_only=True):
    """One event. ``time`` is as the device's clock claimed, ISO 8601 with zone; ``ahead`` the seconds by which that
    clock was known to be ahead then, None when nobody noted it. The order of steps is proved by the entries, not by
    time."""

    event: str
    time: str
    device: str
    """The fingerprint of the key that signed."""
    owner: str
    entry: str
    ahead: int | None = None
    ahead_basis: str | None = None
    note: str | None = None
    derivative: str | None = None
    """Id of the document or release that was made from the source."""
    tool: str | None = None
    parameters: dict[str, str] = {}


class CustodyChain(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that happened to a source. What the case no longer holds (erased) is None."""

    case: str
    source: str
    label: str
    file_name: str | None
    sha256: str | None
    size: int | None
    consent: str
    giver: str | None
    parent: str | None
    """The source that this one was part of."""
    steps: tuple[CustodyStep, ...]
