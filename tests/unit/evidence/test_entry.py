import base64

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.evidence.entry import LONGEST_LINE, Unsigned, check_signature, encode, line_digest, parse, sign
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.signatures import signature_holds

KEY = DeviceKey(bytes(32))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e9, 1e9)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def unsigned(**changes):
    fields = {
        "v": 1, "device": KEY.device, "seq": 0, "prev": None, "saw": {}, "time": "2024-05-01T09:00:00+03:00",
        "kind": "custody.noted", "critical": False, "body": {"source": "s1", "event": "viewed"},
    }  # fmt: skip
    return Unsigned(**{**fields, **changes})


@given(JSON)
def test_the_fast_form_is_rfc_8785(value):
    try:
        expected = rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        return
    except UnicodeEncodeError:
        return
    assert encode(value) == expected


@pytest.mark.parametrize("value", [2**60, [1, -(2**60)], {"a": 10**15 * 90}])
def test_numbers_that_others_would_read_differently_are_refused(value):
    with pytest.raises(BadEntry, match="not-canonical"):
        encode(value)


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_a_signed_line_is_read_back_and_its_signature_holds(body):
    try:
        line = sign(unsigned(body=body), KEY)
    except (BadEntry, UnicodeEncodeError):
        return
    entry = parse(line)
    check_signature(entry, line, KEY.public)
    assert entry.body == msgspec.json.decode(encode(body)) and entry.digest == line_digest(line)


def test_what_is_signed_is_the_canonical_form():
    entry = parse(sign(unsigned(), KEY))
    fields = {k: v for k, v in msgspec.structs.asdict(entry).items() if k not in ("sig", "digest")}
    assert signature_holds(KEY.public, base64.b64decode(entry.sig), rfc8785.dumps(fields))


@given(st.data())
def test_no_byte_of_a_line_can_be_changed(data):
    line = sign(unsigned(), KEY)
    at = data.draw(st.integers(0, len(line) - 1))
    changed = line[:at] + bytes([line[at] ^ (1 << data.draw(st.integers(0, 7)))]) + line[at + 1 :]
    with pytest.raises(BadEntry):
        check_signature(parse(changed), changed, KEY.public)


def test_the_same_signature_in_another_spelling_is_not_accepted():
    line = sign(unsigned(), KEY)
    sig = parse(line).sig
    assert sig.endswith("==")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = sig[:-3] + alphabet[alphabet.index(sig[-3]) ^ 1] + "=="
    assert base64.b64decode(other) == base64.b64decode(sig)
    changed = line.replace(sig.encode(), other.encode())
    with pytest.raises(BadEntry, match="not-canonical"):
        check_signature(parse(changed), changed, KEY.public)


@pytest.mark.parametrize("sig", ["", "!", "AAAA"])
def test_what_is_no_signature_is_refused(sig):
    line = encode({**msgspec.structs.asdict(unsigned()), "sig": sig})
    with pytest.raises(BadEntry, match="bad-signature"):
        check_signature(parse(line), line, KEY.public)


@pytest.mark.parametrize("line", [b"", b"{}", b"[" * 100000, b"\xff", b'{"v":1}', b"x" * (LONGEST_LINE + 1)])
def test_lines_that_are_no_entries_are_refused(line):
    with pytest.raises(BadEntry):
        parse(line)


def test_a_field_that_nobody_knows_is_refused():
    line = sign(unsigned(), KEY)
    with pytest.raises(BadEntry, match="malformed"):
        parse(line[:-1] + b',"x":1}')
