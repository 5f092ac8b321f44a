"""Asking a language model behind an OpenAI-compatible address: one request, one answer, nothing else leaves.

The address must be on this machine unless the user allows another explicitly. How it is asked: ``evidence/posting.py``.
"""

import ipaddress
from urllib.parse import urlsplit

import msgspec

from witnessmark.evidence.posting import NotAnswered, Target, post
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
        path = parts.path.rstrip("/") + "/chat/completions"
        self._target = Target(parts.hostname, port, path, parts.scheme == "https")
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
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            return post(self._target, body, headers, seconds=self._timeout, largest=_MOST_BYTES)
        except NotAnswered as error:
            raise NoAnswer(error.reason) from None


def _is_here(host: str) -> bool:
    """Whether a host is this machine whatever a name server says: a loop-back address, or ``localhost``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
