"""A language model's server as far as the protocol goes: it answers what a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], bytes | str | dict[str, Any] | int]
"""From what was asked to the model's words (a string), a JSON value for them (a dict), the whole body (bytes), or the
number of an HTTP status."""


class Server:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/v1#tiny"
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    @property
    def texts(self) -> list[str]:
        """The texts that were sent, as a model would find them."""
        return [json.loads(body["messages"][1]["content"])["text"] for body in self.asked]


@contextmanager
def serving(answer: Answer, *, wait: float = 0.0, trickle: bool = False) -> Iterator[Server]:
    """A server on this machine for as long as the block runs. ``wait`` are seconds before each answer; with ``trickle``
    an answer comes byte by byte and slowly."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(body)
            server.headers.append(dict(self.headers))
            server.paths.append(self.path)
            time.sleep(wait)
            said = answer(body)
            status = said if isinstance(said, int) else 200
            whole = b"" if isinstance(said, int) else said if isinstance(said, bytes) else completion(said)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if status in (301, 302, 307):
                self.send_header("Location", server.address)
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            try:
                for at in range(0, len(whole), 1 if trickle else max(len(whole), 1)):
                    self.wfile.write(whole[at : at + 1] if trickle else whole)
                    if trickle:
                        self.wfile.flush()
                        time.sleep(0.05)
            except OSError:
                pass  # the client has had enough

        def log_message(self, format: str, *args: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def completion(said: str | dict[str, Any]) -> bytes:
    """The body of an answer, as the protocol has it."""
    content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    message = {"role": "assistant", "content": content}
    whole = {"id": "1", "object": "chat.completion", "model": "tiny", "usage": {"total_tokens": 1}}
    return json.dumps(whole | {"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}).encode()
