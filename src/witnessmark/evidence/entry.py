"""One journal entry: a line of canonical JSON (RFC 8785), signed, naming what came before it.

The digest of an entry is the SHA-256 of its line without the line break. ``prev`` therefore fixes every earlier byte of
the same journal, and ``saw`` the other journals as far as the device had seen them.
"""

import base64
import hashlib
import re
from typing import Annotated, Any

import msgspec
import rfc8785

from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.signatures import signature_holds

VERSION = 1
LONGEST_LINE = 1 << 20

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
DeviceId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class Unsigned(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed. ``saw`` gives, by device, the heads of journals that were new to the writer since its last entry;
    more than one head when that device's journal has forked. ``critical``: whoever does not know this kind must let
    nothing leave."""

    v: int
    device: DeviceId
    seq: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    prev: Digest | None
    saw: dict[DeviceId, tuple[Digest, ...]]
    time: str
    kind: str
    critical: bool
    body: dict[str, Any]


class Signed(Unsigned, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sig: str


class Entry(Signed, frozen=True, kw_only=True):
    """A signed entry with the digest of its line."""

    digest: str


_decoder = msgspec.json.Decoder(Signed)
_encoder = msgspec.json.Encoder(order="sorted")
_NUMBERS = re.compile(rb"[:\[,]-?\d+(?:[.eE]|\d{15})")


def encode(value: Any) -> bytes:
    """RFC 8785. The fast encoder gives the same bytes but for escapes, fractions and non-ASCII keys: these go the slow
    way, so that loading thousands of entries stays cheap."""
    quick = _encoder.encode(value)
    plain = quick.isascii() and b"\\" not in quick and b"\x7f" not in quick
    if plain and quick[:1] in b'{["' and not _NUMBERS.search(quick):
        return quick
    try:
        return rfc8785.dumps(msgspec.to_builtins(value))
    except rfc8785.CanonicalizationError as error:
        raise BadEntry("not-canonical", str(error)) from None


def line_digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def sign(unsigned: Unsigned, key: DeviceKey) -> bytes:
    """The signed line, without line break."""
    fields = msgspec.structs.asdict(unsigned)
    return encode({**fields, "sig": base64.b64encode(key.sign(encode(unsigned))).decode()})


def parse(line: bytes, digest: str | None = None) -> Entry:
    """The entry on a line; signature and chain are not looked at. Raises ``BadEntry``."""
    if len(line) > LONGEST_LINE:
        raise BadEntry("too-long")
    try:
        signed = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadEntry("malformed") from None
    return Entry(
        v=signed.v, device=signed.device, seq=signed.seq, prev=signed.prev, saw=signed.saw, time=signed.time,
        kind=signed.kind, critical=signed.critical, body=signed.body, sig=signed.sig,
        digest=digest or line_digest(line),
    )  # fmt: skip


def check_signature(entry: Entry, line: bytes, public_key: bytes) -> None:
    """Raise ``BadEntry`` unless the line is in canonical form and signed by that key."""
    signed = {name: getattr(entry, name) for name in Signed.__struct_fields__}
    if encode(signed) != line:
        raise BadEntry("not-canonical")
    try:
        signature = base64.b64decode(entry.sig, validate=True)
    except ValueError:
        raise BadEntry("bad-signature") from None
    if base64.b64encode(signature).decode() != entry.sig:
        raise BadEntry("not-canonical")
    if not signature_holds(public_key, signature, _without_signature(line, entry.sig)):
        raise BadEntry("bad-signature")


def _without_signature(line: bytes, sig: str) -> bytes:
    """What was signed, from a line in canonical form: keys stand in order, and inside a string no quote is bare, so the
    last member of that name is the entry's own."""
    member = f',"sig":"{sig}"'.encode()
    before, _, after = line.rpartition(member)
    return before + after
