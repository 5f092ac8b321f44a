import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.evidence import files
from witnessmark.evidence.errors import CorruptObject, EvidenceError, MissingObject
from witnessmark.evidence.object_reading import MAGIC, PLAIN, SALT
from witnessmark.evidence.objects import ObjectStore


@pytest.fixture
def store(tmp_path):
    (tmp_path / "objects").mkdir()
    return ObjectStore(tmp_path / "objects")


def test_an_address_is_the_digest_of_header_salt_and_content(store):
    stored = store.add_bytes(b"words")
    data = store.path(stored.address).read_bytes()
    assert data.startswith(PLAIN) and data[len(PLAIN) + SALT :] == b"words"
    assert stored.address == hashlib.sha256(data).hexdigest()
    assert (stored.size, stored.sha256) == (5, hashlib.sha256(b"words").hexdigest())


def test_the_same_content_twice_cannot_be_told_from_two_contents(store):
    assert store.add_bytes(b"").address != store.add_bytes(b"").address


@given(content=st.binary(max_size=3000), cut=st.integers(0, 3000))
def test_what_was_put_in_comes_out(content, cut, tmp_path_factory):
    store = ObjectStore(tmp_path_factory.mktemp("objects"))
    address = store.add_bytes(content).address
    assert store.read(address) == content and store.check(address) and list(store) == [address]
    with store.open(address) as stream:
        assert stream.read() == content
        assert stream.seek(cut) == cut and stream.read() == content[cut:]
        assert stream.seek(0, io.SEEK_END) == len(content)
        assert stream.seek(-5000, io.SEEK_CUR) == 0 and stream.read() == content


def test_a_large_file_is_stored_in_constant_memory(store, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1000)
    source = tmp_path / "large"
    source.write_bytes(bytes(range(256)) * 40)
    stored = store.add_file(source)
    assert stored.size == 10240 and store.read(stored.address) == source.read_bytes()
    with store.open(stored.address) as stream:
        assert stream.tell() == 0 and stream.read(10) == bytes(range(10)) and stream.tell() == 10


def test_values_are_stored_with_sorted_keys(store):
    address = store.add_value({"b": 1, "a": "ї"}).address
    assert store.read(address) == '{"a":"ї","b":1}'.encode()
    assert store.read_value(address, dict[str, object]) == {"a": "ї", "b": 1}


@pytest.mark.parametrize("position", [0, len(PLAIN), len(PLAIN) + SALT, -1])
def test_a_changed_byte_is_refused_wherever_it_stands(store, position):
    address = store.add_bytes(b"words").address
    data = bytearray(store.path(address).read_bytes())
    data[position] ^= 1
    store.path(address).write_bytes(bytes(data))
    assert not store.check(address)
    for read in (store.read, store.open):
        with pytest.raises(CorruptObject, match=address):
            read(address)


def test_what_is_not_there_says_so(store):
    address = "0" * 64
    assert address not in store and not store.check(address)
    for read in (store.read, store.open):
        with pytest.raises(MissingObject, match="is not in this case"):
            read(address)
    with pytest.raises(ValueError, match="64 lower-case"):
        store.path("../../etc/passwd")


def test_an_object_of_a_later_kind_is_kept_and_named(store):
    data = MAGIC + b"encrypted\n" + bytes(100)
    address = hashlib.sha256(data).hexdigest()
    store.add_stored([data], address)
    with pytest.raises(EvidenceError, match="kind that this version"):
        store.read(address)
    assert store.check(address) and b"".join(store.stored(address)) == data


def test_bytes_under_a_false_address_are_not_taken(store):
    with pytest.raises(CorruptObject):
        store.add_stored([b"other"], "1" * 64)
    assert list(store) == [] and store.sweep() == 0


def test_a_batch_appears_at_its_end_and_can_be_read_before(store):
    with store.batch():
        address = store.add_bytes(b"one").address
        assert store.read(address) == b"one" and address in store
        assert not (store.root / address[:2]).exists()
        with store.batch():
            store.add_bytes(b"two")
        assert list(store) == []
    assert len(list(store)) == 2


def test_a_failing_batch_leaves_nothing(store):
    with pytest.raises(RuntimeError), store.batch():
        store.add_bytes(b"one")
        raise RuntimeError
    assert list(store) == [] and not list((store.root / "incoming").iterdir())


def test_bytes_are_synced_before_their_name_stands(store, monkeypatch):
    done = []
    monkeypatch.setattr(files, "sync_paths", lambda paths: done.append(("sync", len(list(paths)))))
    monkeypatch.setattr(files, "replace", lambda source, target: (done.append(("name", 1)), source.rename(target)))
    with store.batch():
        store.add_bytes(b"one")
        store.add_bytes(b"two")
    assert [step for step, _ in done] == ["sync", "name", "name", "sync"]


def test_what_a_killed_writer_left_is_swept(store):
    store.add_bytes(b"one")
    (store.root / "incoming" / "1-2-3").write_bytes(b"half")
    assert store.sweep() == 1 and len(list(store)) == 1


@pytest.fixture
def arrived(tmp_path):
    (tmp_path / "arrived").mkdir()
    return ObjectStore(tmp_path / "arrived")


def test_what_arrived_is_taken_in_without_being_copied(store, arrived):
    address = arrived.add_bytes(b"words").address
    store.add_file_of_own(arrived.path(address), address)
    assert store.path(address).samefile(arrived.path(address)) and store.read(address) == b"words"
    store.add_file_of_own(arrived.path(address), address)
    arrived.destroy(address)
    assert store.read(address) == b"words" and store.sweep() == 0


def test_where_a_disk_gives_no_second_name_it_is_copied(store, arrived, monkeypatch):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(files, "link", refuse)
    address = arrived.add_bytes(b"words").address
    store.add_file_of_own(arrived.path(address), address)
    assert not store.path(address).samefile(arrived.path(address)) and store.read(address) == b"words"
    assert not files.can_link(store.root) and not list(store.root.glob(".*.new"))


@pytest.mark.parametrize("links", [True, False])
def test_what_arrived_and_is_something_else_is_not_taken_in(store, arrived, monkeypatch, links):
    if not links:
        monkeypatch.setattr(files, "link", lambda *_: (_ for _ in ()).throw(OSError()))
    address = arrived.add_bytes(b"words").address
    arrived.path(address).write_bytes(b"other words")
    with pytest.raises(CorruptObject):
        store.add_file_of_own(arrived.path(address), address)
    assert not list(store) and store.sweep() == 0
