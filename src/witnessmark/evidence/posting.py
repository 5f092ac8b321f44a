"""One request over HTTP to an address that the user gave, and one answer: the one place that opens a connection.

No redirect is followed and no proxy is used; an answer is read up to a limit of size and of time.
"""

import http.client
import time
from typing import NamedTuple


class Target(NamedTuple):
    """Where to, already checked by the caller. ``path`` begins with a slash and holds the query too."""

    host: str
    port: int | None
    path: str
    tls: bool


class NotAnswered(Exception):  # noqa: N818 - it says what it is
    """There is no whole answer. ``reason`` is a short stable id without a word of either side."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def post(target: Target, body: bytes, headers: dict[str, str], *, seconds: float, largest: int) -> bytes:
    """The answer's bytes, unchecked: at most ``largest`` of them, all within ``seconds``. Raises ``NotAnswered`` with
    ``status-N``, ``too-long``, ``timeout`` or ``not-reached``."""
    kind = http.client.HTTPSConnection if target.tls else http.client.HTTPConnection
    ends = time.monotonic() + seconds
    connection = kind(target.host, target.port, timeout=seconds)
    try:
        connection.request("POST", target.path, body, headers)
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise NotAnswered(f"status-{response.status}")
        return _within(connection, response, ends, largest)
    except TimeoutError:
        raise NotAnswered("timeout") from None
    except (OSError, http.client.HTTPException):
        raise NotAnswered("not-reached") from None
    finally:
        connection.close()


def _within(
    connection: http.client.HTTPConnection, response: http.client.HTTPResponse, ends: float, largest: int
) -> bytes:
    """The whole answer; one that trickles in for ever ends with the time, one without end with the size."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(65_536):
        size += len(piece)
        left = ends - time.monotonic()
        if size > largest:
            raise NotAnswered("too-long")
        if left <= 0:
            raise NotAnswered("timeout")
        pieces.append(piece)
        if connection.sock is not None:
            connection.sock.settimeout(left)
    return b"".join(pieces)
