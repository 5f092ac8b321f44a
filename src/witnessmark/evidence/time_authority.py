"""Asking a time authority over HTTP (RFC 3161, 3.4). The one place of this package that opens a connection."""

import http.client
import time
import urllib.parse

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.stamping import LARGEST

SECONDS = 30.0


class NotReached(EvidenceError):  # noqa: N818 - says what is wrong
    """The authority gave no answer; the request waits. ``reason`` is a short stable id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def send(address: str, request: bytes, seconds: float = SECONDS) -> bytes:
    """The authority's answer, unchecked. One connection, to that address and no other; no redirect is followed. Raises
    ``NotReached``, and ``ValueError`` for what is no address."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("an address like https://tsa.example/ is needed")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
    ends = time.monotonic() + seconds
    connection = kind(parts.hostname, parts.port, timeout=seconds)
    try:
        connection.request("POST", path, request, {"Content-Type": "application/timestamp-query"})
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise NotReached(f"status-{response.status}")
        answer = b""
        while piece := response.read1(65_536):
            answer += piece
            if len(answer) > LARGEST:
                raise NotReached("too-long")
            if time.monotonic() > ends:
                raise NotReached("timeout")
        return answer
    except TimeoutError:
        raise NotReached("timeout") from None
    except (OSError, http.client.HTTPException):
        raise NotReached("not-reached") from None
    finally:
        connection.close()
