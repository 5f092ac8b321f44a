"""Asking a time authority over HTTP (RFC 3161, 3.4)."""

import urllib.parse

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.posting import NotAnswered, Target, post
from witnessmark.evidence.stamping import LARGEST

SECONDS = 30.0


class NotReached(EvidenceError):  # noqa: N818 - says what is wrong
    """The authority gave no answer; the request waits. ``reason`` is a short stable id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def send(address: str, request: bytes, seconds: float = SECONDS) -> bytes:
    """The authority's answer, unchecked. One connection, to that address and no other. Raises ``NotReached``, and
    ``ValueError`` for what is no address."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("an address like https://tsa.example/ is needed")
    path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
    target = Target(parts.hostname, parts.port, path, parts.scheme == "https")
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        return post(target, request, headers, seconds=seconds, largest=LARGEST)
    except NotAnswered as error:
        raise NotReached(error.reason) from None
