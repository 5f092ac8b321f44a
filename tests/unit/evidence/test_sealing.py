"""Sealed objects: nothing of the content shows, none of the stored bytes can be changed, any part can be read."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.evidence import sealing
from witnessmark.evidence.case_key import CaseKey, unwrap_case_key
from witnessmark.evidence.errors import CorruptObject, Locked, MissingKey
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.object_keys import NoCaseKeys, ObjectKeys
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.rings import KeyRings, RingLine, parse_line
from witnessmark.evidence.sealing import HEAD, SEALED, SealedContent, even_chunks, seal_chunk, unseal

KEY = bytes(range(32))


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(sealing, "CHUNK", 16)
    monkeypatch.setattr(sealing, "STEP", 16 + sealing.TAG)


class OneKey:
    """A case with one case key."""

    def __init__(self, held):
        self.held = held

    def case_key(self):
        return self.held

    def case_keys(self, epoch):
        yield self.held


def make_store(folder, case_key=None):
    (folder / "objects").mkdir()
    (folder / "keys").mkdir()
    held = case_key or CaseKey.generate()
    return ObjectStore(folder / "objects", keys=ObjectKeys(KeyRings(folder / "keys" / "objects"), OneKey(held)))


@pytest.fixture
def store(tmp_path):
    return make_store(tmp_path)


def sealed(content: bytes) -> bytes:
    salt = bytes(32)
    cipher = sealing.chunk_cipher(KEY, salt)
    chunks = enumerate(even_chunks([content[:7], content[7:]]))
    return SEALED + salt + b"".join(seal_chunk(cipher, n, chunk, last=last) for n, (chunk, last) in chunks)


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 33, 160])
def test_every_length_comes_out_as_it_went_in(small_chunks, size):
    content = bytes(range(size))
    stored = sealed(content)
    assert len(stored) == HEAD + size + 16 * max(1, -(-size // 16))
    assert unseal(stored, KEY, "a") == content


def test_any_part_can_be_read(small_chunks):
    content = bytes(range(200))

    @given(start=st.integers(0, 210), size=st.integers(0, 90))
    def parts(start, size):
        stored = sealed(content)
        with io.BufferedReader(SealedContent(io.BytesIO(stored), len(stored), KEY, "a")) as stream:
            assert stream.seek(start) == start and stream.read(size) == content[start : start + size]
            assert stream.seek(-5, io.SEEK_END) == 195 and stream.read() == content[195:]

    parts()


@pytest.mark.parametrize("size", [0, 5, 16, 40])
def test_no_bit_can_be_changed_and_nothing_cut_moved_or_repeated(small_chunks, size):
    stored = sealed(bytes(size))
    wrong = [bytes([*stored[:at], stored[at] ^ 1, *stored[at + 1 :]]) for at in range(len(SEALED), len(stored))]
    wrong += [stored[:end] for end in range(HEAD, len(stored))]
    wrong += [stored + bytes(1), stored + stored[HEAD:]]
    if size == 40:
        wrong.append(stored[:HEAD] + stored[HEAD + 32 : HEAD + 64] + stored[HEAD : HEAD + 32] + stored[HEAD + 64 :])
    for one in wrong:
        with pytest.raises(CorruptObject):
            unseal(one, KEY, "a")


def test_a_stored_object_shows_nothing_and_opens_with_its_key_alone(store, tmp_path):
    address = store.add_bytes(b"The bridge at Oskil was closed.").address
    data = store.path(address).read_bytes()
    assert data.startswith(SEALED) and b"bridge" not in data
    assert store.read(address) == b"The bridge at Oskil was closed."
    for keys, error in ((None, Locked), (ObjectKeys(store.keys.rings, NoCaseKeys()), Locked)):
        with pytest.raises(error):
            ObjectStore(store.root, keys=keys).read(address)
    other = ObjectStore(store.root, keys=ObjectKeys(store.keys.rings, OneKey(CaseKey.generate())))
    with pytest.raises(MissingKey, match=address):
        other.read(address)


def test_a_long_file_is_sealed_in_parts_and_read_from_the_middle(store, tmp_path):
    content = bytes(range(256)) * 4096 * 5 + b"end"
    (tmp_path / "long").write_bytes(content)
    stored = store.add_file(tmp_path / "long")
    assert stored.size == len(content) and store.check(stored.address)
    with store.open(stored.address) as stream:
        assert stream.seek(3 << 20) and stream.read(10) == content[3 << 20 : (3 << 20) + 10]
        assert stream.seek(-3, io.SEEK_END) and stream.read() == b"end"


def test_keys_are_durable_before_the_names_of_objects(store, monkeypatch):
    from witnessmark.evidence import files

    done = []
    monkeypatch.setattr(files, "sync_paths", lambda paths: done.append(sorted(path.name[-5:] for path in paths)))
    monkeypatch.setattr(files, "replace", lambda source, target: (done.append("name"), source.rename(target)))
    store.add_bytes(b"one")
    assert done[0][0].endswith(".ring") and done.index("name") > 1


def test_a_key_that_is_destroyed_opens_nothing_any_more(store):
    first, second = store.add_bytes(b"one").address, store.add_bytes(b"two").address
    assert store.keys.rings.destroy([first, "f" * 64]) == 1
    with pytest.raises(MissingKey):
        store.read(first)
    assert store.read(second) == b"two" and first not in list(KeyRings(store.keys.rings.root))
    assert first.encode() not in b"".join(path.read_bytes() for path in store.keys.rings.root.iterdir())


def test_half_a_line_is_cut_off_by_the_next_writer(store, monkeypatch):
    monkeypatch.setattr("os.urandom", lambda size: bytes(size))
    rings = store.keys.rings
    lines = [RingLine("ab" + f"{n:062x}", 1, bytes(60)) for n in range(3)]
    rings.stage(lines[0])
    rings.commit()
    path = rings.root / "ab.ring"
    path.write_bytes(path.read_bytes() + lines[1].encode()[:50])
    assert [fault[2] for fault in rings.faults()] == ["torn-line"]
    again = KeyRings(rings.root)
    assert list(again) == [lines[0].address]
    again.stage(lines[2])
    again.commit()
    assert path.read_bytes() == lines[0].encode() + lines[2].encode() and not list(again.faults())


def test_every_flipped_bit_of_a_line_is_found_on_a_locked_case():
    line = RingLine("ab" * 32, 1, bytes(range(60))).encode()[:-1]
    assert parse_line(line) == RingLine("ab" * 32, 1, bytes(range(60)))
    for at in range(len(line)):
        for bit in range(8):
            assert parse_line(bytes([*line[:at], line[at] ^ (1 << bit), *line[at + 1 :]])) is None


def test_the_case_key_opens_for_its_device_in_its_case_alone():
    case_key, device, other = CaseKey.generate(), DeviceKey.generate(), DeviceKey.generate()
    wrapped = case_key.wrap_for(device.sealing_key, "case", device.device)

    def opened(key=device, case="case", epoch=1, commitment=case_key.commitment, data=wrapped):
        return unwrap_case_key(key.sealing_private, data, case, key.device, epoch, commitment)

    assert opened().secret == case_key.secret
    assert opened(other) is opened(case="other") is opened(epoch=2) is opened(data="AAAA") is None
    assert opened(commitment=CaseKey.generate().commitment) is None
