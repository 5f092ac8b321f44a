"""As much of DER as is needed to put the certificates of a time stamp into the order that DER demands.

RFC 5652 wants ``SignedData.certificates`` as a SET OF in DER's order; many authorities, those made with OpenSSL among
them, leave the order in which they were configured, and our library refuses that. The field is not covered by the
signature, and sorting changes no length: the sorted answer says exactly the same. What is stored is the answer as it
came.
"""

SEQUENCE, CERTIFICATES, EXPLICIT = 0x30, 0xA0, 0xA0


def with_sorted_certificates(reply: bytes) -> bytes:
    """The answer (``TimeStampResp``) with its certificates in order; as it is, when it has none. Raises ``ValueError``
    for what is no such structure."""
    start, end = _inside(reply, 0, SEQUENCE, len(reply))
    parts = _elements(reply, start, end)
    if len(parts) < 2:
        return reply
    _, content = _parts(reply, parts[1], SEQUENCE, 2)
    (signed,) = _parts(reply, content, EXPLICIT, 1)
    for at, to in _parts(reply, signed, SEQUENCE)[3:4]:
        if reply[at] == CERTIFICATES:
            first, last = _inside(reply, at, CERTIFICATES, to)
            certificates = [reply[a:b] for a, b in _elements(reply, first, last)]
            return reply[:first] + b"".join(sorted(certificates)) + reply[last:]
    return reply


def _parts(data: bytes, span: tuple[int, int], tag: int, count: int | None = None) -> list[tuple[int, int]]:
    found = _elements(data, *_inside(data, span[0], tag, span[1]))
    if count is not None and len(found) != count:
        raise ValueError("another structure")
    return found


def _elements(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Begin and end of each element that stands one after the other between two places."""
    found = []
    while start < end:
        _, to = _inside(data, start, None, end)
        found.append((start, to))
        start = to
    return found


def _inside(data: bytes, at: int, tag: int | None, end: int) -> tuple[int, int]:
    """Where the contents of the element at ``at`` begin and end."""
    if at + 2 > end or (tag is not None and data[at] != tag):
        raise ValueError("another structure")
    length, start = data[at + 1], at + 2
    if length >= 0x80:
        size = length & 0x7F
        if not 0 < size <= 4 or start + size > end:
            raise ValueError("another structure")
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    if start + length > end:
        raise ValueError("another structure")
    return start, start + length
