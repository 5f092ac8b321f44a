"""Two ends of a sync in this process, over pipes, with connections that break."""

import os
import threading

from witnessmark.evidence.errors import NoCase
from witnessmark.evidence.remote import merge_remote, serve
from witnessmark.evidence.stream import BadStream


def over_pipes(here, there, limit=None):
    """Both ends in this process. ``limit`` breaks the connection after so many bytes to this side."""
    to_there, to_here = os.pipe(), os.pipe()
    failed = []

    def other_end():
        with os.fdopen(to_there[0], "rb") as source, os.fdopen(to_here[1], "wb") as output:
            try:
                serve(there, source, output)
            except (BadStream, OSError, NoCase) as error:
                failed.append(error)
            try:
                output.flush()
            except OSError:
                output.raw.close()

    thread = threading.Thread(target=other_end)
    thread.start()
    source, output = os.fdopen(to_here[0], "rb"), os.fdopen(to_there[1], "wb")
    try:
        return merge_remote(here, "there", Breaking(source, limit) if limit is not None else source, output)
    finally:
        for end in (output, source):
            try:
                end.close()
            except OSError:
                end.raw.close() if not end.raw.closed else None
        thread.join(20)
        assert not thread.is_alive()


class Breaking:
    """A connection that ends after so many bytes."""

    def __init__(self, source, limit):
        self.source, self.left = source, limit

    def _cut(self, data):
        data = data[: self.left]
        self.left -= len(data)
        return data

    def read(self, size):
        return self._cut(self.source.read(min(size, max(self.left, 0)))) if self.left else b""

    def readline(self, size):
        return self._cut(self.source.readline(min(size, self.left))) if self.left else b""
