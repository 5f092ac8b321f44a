"""Stamps of a local time authority made with ``openssl ts``, and what they show of a journal that was cut off."""

import contextlib
import http.client
import shutil
import subprocess
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from tests.unit.evidence.joining import join
from witnessmark.evidence import stamping
from witnessmark.evidence.case import Case, device_clock
from witnessmark.evidence.der import with_sorted_certificates
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.stamping import BadStamp, StampFinding, ask, check, heads_text, parse_heads, queued, take
from witnessmark.evidence.sync import merge
from witnessmark.evidence.time_authority import NotReached, send
from witnessmark.evidence.verify import verify_case

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
authorityKeyIdentifier = keyid
[ts]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
"""


def openssl(*arguments, **more):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **more).stdout


class Authority:
    """A root, a certificate for stamping, and answers to requests."""

    def __init__(self, folder, name="Test root"):
        self.folder, self.root, self.config = folder, folder / "root.pem", folder / "ts.cnf"
        folder.mkdir()
        self.config.write_text(CONFIG.format(folder=folder, name=name))
        (folder / "serial").write_text("01\n")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", self.config)
        openssl("req", "-x509", *curve, "-keyout", folder / "root.key", "-out", self.root, "-days", 3650, "-extensions", "root")  # fmt: skip  # noqa: E501
        openssl("req", "-new", *curve, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=Test TSA")  # fmt: skip  # noqa: E501
        openssl(
            "x509", "-req", "-in", folder / "tsa.csr", "-CA", self.root, "-CAkey", folder / "root.key",
            "-set_serial", 7, "-days", 3650, "-extfile", self.config, "-extensions", "tsa", "-out", folder / "tsa.pem",
        )  # fmt: skip

    def answer(self, request):
        (self.folder / "q").write_bytes(request)
        config = ("-config", self.config, "-section", "ts")
        openssl("ts", "-reply", *config, "-queryfile", self.folder / "q", "-out", self.folder / "r")
        return (self.folder / "r").read_bytes()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture
def served(authority):
    """Gives a function that serves answers at an address of this machine; what it served stands in ``asked``."""
    servers = []

    def serve(answer=authority.answer, status=200):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.server.asked.append((self.path, self.headers["Content-Type"], body))
                reply = answer(body)
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server, f"http://127.0.0.1:{server.server_port}/tsa"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_stamp_is_taken_from_an_authority_and_verifies_with_plain_openssl(case, authority, served, tmp_path):
    server, address = served()
    request = ask(case)
    reply = send(address, request.request)
    assert server.asked == [("/tsa", "application/timestamp-query", request.request)]
    taken, stamp = take(case, reply, authority.root.read_bytes())
    assert taken == request and queued(case) == [] and stamp.authority == "CN=Test TSA"
    (kept,) = case.state().stamps
    heads, token = tmp_path / "heads", tmp_path / "token.tsr"
    heads.write_bytes(heads_text(case.settings.id, kept.heads))
    token.write_bytes(case.objects.read(kept.token))
    said = openssl("ts", "-verify", "-data", heads, "-in", token, "-CAfile", authority.root, stderr=None)
    assert said == b"" or b"OK" in said
    heads.write_bytes(heads.read_bytes().replace(b"case ", b"case  "))
    with pytest.raises(subprocess.CalledProcessError):
        openssl("ts", "-verify", "-data", heads, "-in", token, "-CAfile", authority.root)
    assert verify_case(case.path).findings == () and case.state().refusals == ()


def test_what_is_stamped_holds_ids_and_digests_and_the_authority_sees_only_its_digest(case, served, authority):
    text = heads_text(case.settings.id, ask(case).heads)
    assert parse_heads(text) == (case.settings.id, {case.device().id: ask(case).heads[case.device().id]})
    assert set(text.decode()) <= set("0123456789abcdefghijklmnopqrstuvwxyz- \n")
    assert len(ask(case).request) < 100
    for broken in (b"", text[:-1], text + text, text.replace(b" 1\n", b" 2\n", 1), b"\xff", text + b"\n"):
        with pytest.raises(BadStamp, match="no-heads"):
            parse_heads(broken)


def test_a_request_waits_until_it_is_answered_and_is_not_made_twice(case, authority):
    first = ask(case)
    assert ask(case) == first and [q.address for q in queued(Case.open(case.path))] == [first.address]
    case.record(CustodyNoted(source="s0", event="viewed"))
    second = ask(case)
    assert second.request != first.request and queued(case) == [first, second]
    take(case, authority.answer(second.request))
    assert queued(case) == [first]
    take(case, authority.answer(first.request))
    assert queued(case) == [] and len(case.state().stamps) == 2


def test_a_request_that_came_by_sync_is_answered_on_another_laptop(case, authority, tmp_path):
    request = ask(case)
    other = join(tmp_path / "other", case, "Ivan Moroz")
    take(other, authority.answer(request.request), authority.root.read_bytes())
    merge(case.path, other.path)
    assert queued(case) == [] and stamping.verify_stamps(case, authority.root.read_bytes()).findings == ()


def test_answers_that_do_not_hold_are_not_kept(case, authority, new_case, tmp_path):
    request, roots = ask(case), authority.root.read_bytes()
    good = authority.answer(request.request)
    stranger = Authority(tmp_path / "stranger")
    elsewhere = ask(new_case("second"))
    entries = case.state().entries
    changed = bytearray(good)
    changed[-8] ^= 1
    rejected = bytes.fromhex("30053003020102")
    for reply, reason in (
        (b"", "not-a-reply"), (b"<html>", "not-a-reply"), (good[:-1], "not-a-reply"), (good + b"x", "not-a-reply"),
        (b"0" * (1 << 21), "too-long"), (rejected, "not-asked"), (authority.answer(elsewhere.request), "not-asked"),
        (stranger.answer(request.request), "bad-signature"), (bytes(changed), "bad-signature"),
    ):  # fmt: skip
        with pytest.raises(BadStamp, match=reason):
            take(case, reply, roots)
    with pytest.raises(BadStamp, match="no-certificates"):
        take(case, good, b"no certificate")
    text = heads_text(case.settings.id, request.heads)
    with pytest.raises(BadStamp, match="other-content"):
        check(good, text + b"x")
    with pytest.raises(BadStamp, match="refused"):
        check(rejected, text)
    assert case.state().entries == entries and len(queued(case)) == 1
    take(case, good, roots)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_authority_that_does_not_answer_leaves_the_request_waiting(case, served, status):
    _, address = served(status=status)
    with pytest.raises(NotReached, match=f"status-{status}"):
        send(address, ask(case).request)
    assert len(queued(case)) == 1


def test_no_answer_endless_answers_and_what_is_no_address(case, served):
    with pytest.raises(NotReached, match="not-reached"):
        send("http://127.0.0.1:9/", b"x", seconds=5)
    _, address = served(lambda _: b"0" * (1 << 21))
    with pytest.raises(NotReached, match="too-long"):
        send(address, b"x")
    for wrong in ("file:///etc/passwd", "ftp://tsa.example/", "tsa.example", "https://", "http://a:b@tsa.example/"):
        with pytest.raises(ValueError, match="address"):
            send(wrong, b"x")


def test_the_offset_of_the_clock_is_recorded_against_a_stamp(case, authority):
    before = device_clock()
    _, stamp = take(case, authority.answer(ask(case).request))
    stamping.note_clock(case, stamp, before, before)
    (reading,) = case.state().clocks
    assert abs(reading.ahead) <= 2 and reading.basis == "stamp" and reading.device == case.device().id


def cut(case, lines):
    """Take away the last entries of the case's own journal, and every note of how long it was."""
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    kept = path.read_bytes().splitlines(keepends=True)[:-lines]
    path.write_bytes(b"".join(kept))
    shutil.rmtree(case.path / "derived")
    (case.path / "derived").mkdir()
    return Case.open(case.path)


def test_a_stamp_kept_elsewhere_shows_that_a_tail_was_cut_off(case, authority, tmp_path):
    _, stamp = take(case, authority.answer(ask(case).request))
    (kept,) = case.state().stamps
    outside = [("2024.heads", heads_text(case.settings.id, kept.heads), case.objects.read(kept.token))]
    roots = authority.root.read_bytes()
    report = stamping.verify_stamps(case, roots, outside)
    assert report.findings == () and report.stamps == {kept.token: stamp, "2024.heads": stamp}
    shorter = cut(case, 4)  # what was stamped, and the stamp itself
    assert not any(f.grave for f in verify_case(shorter.path).findings), "a single folder cannot show it by itself"
    assert stamping.verify_stamps(shorter, roots, outside).findings == (
        StampFinding(what="2024.heads", reason="missing-entries"),
    )


def test_a_stamp_in_another_journal_shows_that_a_tail_was_cut_off(case, authority, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    for _ in range(2):
        case.record(CustodyNoted(source="s0", event="viewed"))
    merge(case.path, other.path)
    take(other, authority.answer(ask(other).request))
    merge(case.path, other.path)
    (token,) = [kept.token for kept in case.state().stamps]
    report = stamping.verify_stamps(cut(case, 2), authority.root.read_bytes())
    assert report.findings == (StampFinding(what=token, reason="missing-entries"),)


def test_another_laptop_that_saw_an_entry_is_a_witness_that_it_is_missing(case, tmp_path):
    """``saw``: no authority is needed where a second device merged and spoke afterwards."""
    other = join(tmp_path / "other", case, "Ivan Moroz")
    other.record(CustodyNoted(source="s0", event="viewed"))
    merge(case.path, other.path)
    assert verify_case(case.path).ok
    shorter = cut(case, 1)
    assert [f.reason for f in verify_case(shorter.path).findings if f.grave] == ["missing-entries"]
    assert "missing-entries" in shorter.state().refusals


def test_a_stamp_of_another_case_and_one_that_was_changed_are_named(case, authority, new_case):
    roots = authority.root.read_bytes()
    request = ask(case)
    reply = authority.answer(request.request)
    text = heads_text(case.settings.id, request.heads)
    strange = new_case("second")
    assert stamping.verify_stamps(strange, roots, [("x", text, reply)]).findings[0].reason == "other-case"
    changed = text.replace(text[-10:-1], b"000000000")
    for name, data, answer, reason in (("a", changed, reply, "other-content"), ("b", b"no", reply, "no-heads")):
        assert stamping.verify_stamps(case, roots, [(name, data, answer)]).findings == (
            StampFinding(what=name, reason=reason),
        )


def test_nothing_opens_a_connection_but_sending(case, authority, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(http.client.HTTPConnection, "connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    take(case, authority.answer(ask(case).request), authority.root.read_bytes())
    assert stamping.verify_stamps(case).findings == ()


DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
HEADS = st.dictionaries(
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.lists(DIGESTS, min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
    max_size=4,
)


@given(HEADS)
def test_the_stamped_text_is_the_same_for_the_same_heads_and_is_read_back(heads):
    text = heads_text("c" * 32, heads)
    assert parse_heads(text) == ("c" * 32, heads) and heads_text("c" * 32, dict(reversed(heads.items()))) == text


@settings(max_examples=300)
@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(0, 255))
def test_no_other_bytes_make_an_answer_say_anything_else(authority, noise, at, bit):
    """Noise never gets through. A real answer with one byte changed fails, or says the very same: the certificates that
    come with it and are not needed are not covered by its signature."""
    text, roots = b"witnessmark-heads 1\ncase c\n", authority.root.read_bytes()
    good = _answer(authority, text)
    with pytest.raises(BadStamp):
        check(noise, text, roots)
    changed = bytearray(good)
    changed[at % len(good)] ^= bit
    with contextlib.suppress(BadStamp):
        assert check(bytes(changed), text, roots) == check(good, text, roots)


def test_a_certificate_of_no_known_version_is_a_bad_signature(authority):
    text, roots = b"witnessmark-heads 1\ncase c\n", authority.root.read_bytes()
    version = b"\xa0\x03\x02\x01"
    broken = _answer(authority, text).replace(version + b"\x02", version + b"\x03")
    with pytest.raises(BadStamp):
        check(broken, text, roots)


@lru_cache
def _answer(authority, text):
    request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()
    return authority.answer(request.as_bytes())


@given(st.binary(max_size=300))
def test_sorting_certificates_never_breaks_on_bytes(data):
    with contextlib.suppress(ValueError):
        assert sorted(with_sorted_certificates(data)) == sorted(data)
