"""Time from outside: RFC 3161 stamps of the last entries of every journal.

What is stamped is a short text: the case's id and, for each device, the digest of its last entry. Since every entry
names the one before it, a stamp of the last bears on all of them. The authority sees the SHA-256 of that text and
nothing else. The network is used only by ``time_authority``, and only with an address that the user gave.
"""

import hashlib
import mmap
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.der import with_sorted_certificates
from witnessmark.evidence.entry import line_digest
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.journal import Journal, journal_files, read_journal
from witnessmark.evidence.kinds import ClockNoted, StampReceived, StampRequested
from witnessmark.evidence.witnessing import Heads

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

HEADER = "witnessmark-heads 1"
LARGEST = 1 << 20
"""Bytes of an answer: real ones have two to ten thousand."""


class BadStamp(EvidenceError):  # noqa: N818 - says what is wrong with the evidence
    """An answer of a time authority that does not hold. ``reason`` is a short stable id."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer says: the authority's time (ISO 8601, UTC), its serial number, and its name where it gives one."""

    time: str
    serial: str
    authority: str | None


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """A request that waits for its answer: its address in the case, and its bytes as they are sent."""

    address: str
    heads: Heads
    request: bytes


def heads_text(case: str, heads: Heads) -> bytes:
    """The bytes that are stamped: ASCII, one line a head, in order, so that the same heads give the same bytes."""
    lines = [f"{device} {digest}" for device, digests in sorted(heads.items()) for digest in sorted(digests)]
    return "".join(f"{line}\n" for line in (HEADER, f"case {case}", *lines)).encode("ascii")


def parse_heads(data: bytes) -> tuple[str, Heads]:
    """Case and heads of such a text. Raises ``BadStamp`` for anything else."""
    try:
        first, second, *rest = data.decode("ascii").removesuffix("\n").split("\n")
        heads: dict[str, tuple[str, ...]] = {}
        for line in rest:
            device, digest = line.split(" ")
            heads[device] = (*heads.get(device, ()), digest)
    except ValueError:
        raise BadStamp("no-heads") from None
    case = second.removeprefix("case ")
    if first != HEADER or heads_text(case, heads) != data:
        raise BadStamp("no-heads")
    return case, heads


def current_heads(case: Case) -> Heads:
    """The last sound entry of every journal of the case."""
    heads: dict[str, list[str]] = {}
    for journal in _journals(case):
        if journal.head.digest is not None:
            heads.setdefault(journal.device, []).append(journal.head.digest)
    return {device: tuple(sorted(digests)) for device, digests in sorted(heads.items())}


# Asking


def ask(case: Case, device: str | None = None) -> Queued:
    """Make and record a request for what the journals hold now. A request for the same that still waits is used."""
    heads = current_heads(case)
    own = case.device(device).id
    for waiting in queued(case):
        # Nothing but stamps was added since: the one that waits says the same.
        if _only_stamped_since(case, waiting.heads, heads, own):
            return waiting
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    text = heads_text(case.settings.id, heads)
    request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
    with case.recording():
        address = case.objects.add_bytes(request).address
        case.record(StampRequested(heads=heads, request=address), own)
    return Queued(address=address, heads=heads, request=request)


def _only_stamped_since(case: Case, then: Heads, now: Heads, own: str) -> bool:
    if {d: h for d, h in then.items() if d != own} != {d: h for d, h in now.items() if d != own}:
        return False
    path = case.path / "journal" / f"{own}.jsonl"
    entries = read_journal(path, own, case.verified_heads().get(path.name)).entries
    after = {entry.prev: entry for entry in entries}
    at, kinds = next(iter(then.get(own, ())), None), set()
    while at in after:
        kinds.add(after[at].kind)
        at = after[at].digest
    return at is not None and kinds <= {StampRequested.KIND, StampReceived.KIND, ClockNoted.KIND}


def queued(case: Case) -> list[Queued]:
    """The requests that wait for an answer, the oldest first."""
    return [
        Queued(address=asked.request, heads=asked.heads, request=case.objects.read(asked.request))
        for asked in case.state().requests
        if asked.request in case.objects
    ]


# Taking in an answer


def take(case: Case, reply: bytes, roots: bytes | None = None, device: str | None = None) -> tuple[Queued, Stamp]:
    """Keep an answer with the request that it belongs to. ``roots`` are the certificates (PEM) that are trusted;
    without them the signature is not checked. Raises ``BadStamp`` and keeps nothing when it does not hold."""
    response = _decode(reply)
    waiting = queued(case)
    for request in waiting:
        if _answers(response, request.request):
            stamp = check(reply, heads_text(case.settings.id, request.heads), roots)
            with case.recording():
                token = case.objects.add_bytes(reply).address
                case.record(StampReceived(heads=request.heads, request=request.address, token=token), device)
            return request, stamp
    raise BadStamp("not-asked", "the answer belongs to no request that waits in this case")


def note_clock(case: Case, stamp: Stamp, before: datetime, after: datetime, device: str | None = None) -> int:
    """Record by how much this device's clock is ahead of the authority's, which spoke between ``before`` and ``after``
    by this clock; gives the seconds."""
    middle = before + (after - before) / 2
    ahead = round((middle - datetime.fromisoformat(stamp.time)).total_seconds())
    case.record(ClockNoted(ahead=ahead, basis="stamp"), device)
    return ahead


def check(reply: bytes, text: bytes, roots: bytes | None = None) -> Stamp:
    """What an answer says of ``text``. Raises ``BadStamp``: ``not-a-reply``, ``refused`` by the authority,
    ``other-content``; with trusted certificates also ``bad-signature``; ``no-certificates`` when ``roots`` has none."""
    response = _decode(reply)
    if response.status != 0:
        raise BadStamp("refused", f"status {response.status}")
    info = response.tst_info
    if info.message_imprint.hash_algorithm.dotted_string != "2.16.840.1.101.3.4.2.1":
        raise BadStamp("other-content", "not SHA-256")
    if info.message_imprint.message != hashlib.sha256(text).digest():
        raise BadStamp("other-content")
    if roots is not None:
        _check_signature(response, text, roots)
    moment = info.gen_time.isoformat().replace("+00:00", "Z")
    return Stamp(time=moment, serial=f"{info.serial_number:x}", authority=_authority(response))


def _decode(reply: bytes) -> "TimeStampResponse":
    from rfc3161_client import decode_timestamp_response

    if len(reply) > LARGEST:
        raise BadStamp("too-long")
    try:
        response = decode_timestamp_response(with_sorted_certificates(reply))
        if response.status == 0:
            response.tst_info  # noqa: B018 - fails for an answer without a token
    except ValueError:
        raise BadStamp("not-a-reply") from None
    return response


def _answers(response: "TimeStampResponse", request: bytes) -> bool:
    from rfc3161_client._rust import parse_timestamp_request

    asked: TimeStampRequest = parse_timestamp_request(request)
    if response.status != 0:
        return False
    info = response.tst_info
    return bool(info.nonce == asked.nonce and info.message_imprint.message == asked.message_imprint.message)


def _check_signature(response: "TimeStampResponse", text: bytes, roots: bytes) -> None:
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        trusted = x509.load_pem_x509_certificates(roots)
    except _broken_certificates():
        raise BadStamp("no-certificates") from None
    # Every list is given: the library's own defaults are shared between builders.
    own = [certificate for certificate in trusted if certificate.issuer == certificate.subject] or trusted
    between = [certificate for certificate in trusted if certificate not in own]
    failures: tuple[type[Exception], ...] = (VerificationError, *_broken_certificates())
    try:
        VerifierBuilder(roots=own, intermediates=between).build().verify_message(response, text)
    except failures as error:
        raise BadStamp("bad-signature", str(error)[:200]) from None


def _broken_certificates() -> tuple[type[Exception], ...]:
    """What `cryptography` raises at a broken certificate."""
    from cryptography import x509

    return (
        ValueError,
        x509.InvalidVersion,
        x509.ExtensionNotFound,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    )


def _authority(response: "TimeStampResponse") -> str | None:
    """The name in the certificate that signed, as far as it is given and readable. Not checked."""
    from cryptography import x509

    try:
        signers = {(signer.issuer, signer.serial_number) for signer in response.signed_data.signer_infos}
        for data in response.signed_data.certificates:
            certificate = x509.load_der_x509_certificate(data)
            if (certificate.issuer, certificate.serial_number) in signers:
                return certificate.subject.rfc4514_string()[:200]
    except _broken_certificates():
        return None
    return None


# Looking for what a stamp has seen


class StampFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a stamp, or what it shows. ``what`` is its token's address or the name of a file."""

    what: str
    reason: str


class StampReport(msgspec.Struct, frozen=True, kw_only=True):
    """The stamps that hold, by token or file, and what was found."""

    stamps: dict[str, Stamp]
    findings: tuple[StampFinding, ...] = ()
    unread: int = 0
    """Tokens that cannot be read here: erased, or locked."""


def verify_stamps(
    case: Case, roots: bytes | None = None, outside: Iterable[tuple[str, bytes, bytes]] = ()
) -> StampReport:
    """Check every stamp of the case, and those kept elsewhere: name, heads text, answer.

    ``missing-entries``: it has seen entries that are not here, so a journal was cut off or replaced.
    """
    given = list(outside)
    if not given and not _has_stamps(case):
        return StampReport(stamps={})
    present = _present(case)
    stamps: dict[str, Stamp] = {}
    findings: list[StampFinding] = []
    unread = 0
    todo: list[tuple[str, bytes, bytes | None]] = []
    for kept in case.state().stamps:
        todo.append((kept.token, heads_text(case.settings.id, kept.heads), _readable(case, kept.token)))
    for name, text, reply in [*todo, *given]:
        try:
            of_case, heads = parse_heads(text)
            if of_case != case.settings.id:
                raise BadStamp("other-case")
            if reply is None:
                unread += 1
            else:
                stamps[name] = check(reply, text, roots)
        except BadStamp as error:
            findings.append(StampFinding(what=name, reason=error.reason))
            continue
        if any(digest not in present for digests in heads.values() for digest in digests):
            findings.append(StampFinding(what=name, reason="missing-entries"))
    return StampReport(stamps=stamps, findings=tuple(findings), unread=unread)


def _journals(case: Case) -> Iterator[Journal]:
    """Every journal, hashed anew; signatures that were checked before are not checked again."""
    verified = case.verified_heads()
    for device, file in journal_files(case.path / "journal"):
        yield read_journal(file, device, verified.get(file.name))


def _has_stamps(case: Case) -> bool:
    """A quick look: the state of a large case takes its time."""
    mark = f'"kind":"{StampReceived.KIND}"'.encode()
    for _, path in journal_files(case.path / "journal"):
        if path.stat().st_size:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                if data.find(mark) >= 0:
                    return True
    return False


def _present(case: Case) -> set[str]:
    """The digest of every line of every journal: of entries that hold and of others, which ``verify_case`` names."""
    found: set[str] = set()
    for _, path in journal_files(case.path / "journal"):
        with path.open("rb") as file:
            found.update(line_digest(line[:-1]) for line in file if line.endswith(b"\n"))
    return found


def _readable(case: Case, address: str) -> Any:
    try:
        return case.objects.read(address)
    except EvidenceError:
        return None
