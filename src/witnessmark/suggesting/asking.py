"""Asking a language model behind an OpenAI-compatible address: one request, one answer, nothing else leaves.

The address must be on this machine unless the user allows another explicitly. No redirect is followed, no proxy is
used, and an answer is read up to a limit of size and of time.
"""

import http.client
import ipaddress
import time
from urllib.parse import urlsplit

import msgspec

from witnessmark.suggesting.errors import NoModel

_MOST_BYTES = 4_000_000


class NoAnswer(Exception):  # noqa: N818 - it says what it is
    """The model gave no answer that can be used. ``reason`` is a short id without a word of the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Address:
    """Where a model answers: ``http://127.0.0.1:11434/v1#llama3``, with the name of the model after ``#``."""

    def __init__(
        self, text: str, *, allow_remote: bool = False, key: str | None = None, timeout: float = 120.0
    ) -> None:
        """``timeout`` is in seconds, for one whole answer. Raises ``NoModel`` for an address that is none or is not
        allowed."""
        parts = urlsplit(text)
        try:
            port = parts.port
        except ValueError:
            raise NoModel(f"llm:{text}: its port is no number") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or not parts.fragment or parts.username:
            raise NoModel(f"llm:{text}: write it as llm:http://127.0.0.1:11434/v1#MODEL")
        if not allow_remote and not _is_here(parts.hostname):
            raise NoModel(
                f"llm:{text}: {parts.hostname} is not this machine: the words of the texts would leave it. "
                "Where the giver of each text has allowed that, say --allow-remote-model"
            )
        self.model = parts.fragment
        self._host, self._port, self._https = parts.hostname, port, parts.scheme == "https"
        self._path = parts.path.rstrip("/") + "/chat/completions"
        self._key, self._timeout = key, timeout

    def ask(self, instructions: str, question: str) -> str:
        """The model's answer as text; raises ``NoAnswer``."""
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": question}],
            "temperature": 0,
            "seed": 0,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        raw = self._post(msgspec.json.encode(body))
        try:
            completion = msgspec.json.decode(raw, type=_Completion)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise NoAnswer("not-the-protocol") from None
        content = completion.choices[0].message.content if completion.choices else None
        if not content:
            raise NoAnswer("empty")
        return content

    def _post(self, body: bytes) -> bytes:
        kind = http.client.HTTPSConnection if self._https else http.client.HTTPConnection
        ends = time.monotonic() + self._timeout
        connection = kind(self._host, self._port, timeout=self._timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            if response.status != http.HTTPStatus.OK:
                raise NoAnswer(f"status-{response.status}")
            return self._within(connection, response, ends)
        except TimeoutError:
            raise NoAnswer("timeout") from None
        except (OSError, http.client.HTTPException):
            raise NoAnswer("not-reached") from None
        finally:
            connection.close()

    def _within(self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse, ends: float) -> bytes:
        """The whole answer; one that trickles in for ever ends with the time, one without end with the size."""
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(65_536):
            size += len(piece)
            left = ends - time.monotonic()
            if size > _MOST_BYTES:
                raise NoAnswer("too-long")
            if left <= 0:
                raise NoAnswer("timeout")
            pieces.append(piece)
            if connection.sock is not None:
                connection.sock.settimeout(left)
        return b"".join(pieces)


def _is_here(host: str) -> bool:
    """Whether a host is this machine whatever a name server says: a loop-back address, or ``localhost``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
