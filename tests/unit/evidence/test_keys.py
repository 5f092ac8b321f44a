import stat

import pytest

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.key_files import (
    WrongPassphrase,
    key_files,
    open_by_passphrase,
    open_under,
    read_key_file,
    seal_by_passphrase,
    seal_under,
    write_key_file,
)
from witnessmark.evidence.keys import HEADER, DeviceKey, device_id
from witnessmark.evidence.signatures import signature_holds


def test_a_key_is_saved_for_its_owner_alone_and_loaded_again(tmp_path):
    key = DeviceKey.generate()
    path = write_key_file(tmp_path, key, key.encode())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and path.stem == key.device == device_id(key.public)
    assert key_files(tmp_path)[key.device].key.public == key.public
    assert signature_holds(key.public, key.sign(b"words"), b"words")
    assert not signature_holds(key.public, key.sign(b"words"), b"other")
    assert not signature_holds(b"short", key.sign(b"words"), b"words")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data.replace(b"plain", b"age"),
        lambda data: data + b"\n",
        lambda data: HEADER + b"!!!\n",
        lambda data: DeviceKey(bytes(32)).encode(),
    ],
)
def test_a_damaged_key_file_is_named(tmp_path, change):
    key = DeviceKey.generate()
    path = write_key_file(tmp_path, key, key.encode())
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(EvidenceError, match=path.name):
        read_key_file(path)


def test_a_note_to_oneself_is_bound_to_the_key():
    one, two = DeviceKey.generate(), DeviceKey.generate()
    assert one.seal(b"n") == one.seal(b"n") != two.seal(b"n")


def test_no_folder_no_keys(tmp_path):
    assert key_files(tmp_path / "absent") == {}


def test_a_sealed_key_opens_with_its_passphrase_alone(tmp_path):
    key, other = DeviceKey.generate(), DeviceKey.generate()
    write_key_file(tmp_path, key, seal_by_passphrase(key, "чорний\u0456 лелека"))
    write_key_file(tmp_path, other, seal_under(other, key))
    found = key_files(tmp_path)
    assert found[key.device].key is None and found[other.device].key is None
    assert all(one.seed not in file.data for one in (key, other) for file in found.values())
    opened = open_by_passphrase(found[key.device], "чорний\u0456 лелека")
    assert opened.seed == key.seed and open_under(found[other.device], opened).seed == other.seed
    for wrong in ("", "чорний"):
        with pytest.raises(WrongPassphrase):
            open_by_passphrase(found[key.device], wrong)
    with pytest.raises(WrongPassphrase):
        open_under(found[other.device], DeviceKey.generate())


def test_damage_of_a_sealed_key_is_found_without_its_passphrase(tmp_path):
    key = DeviceKey.generate()
    path = write_key_file(tmp_path, key, seal_under(key, DeviceKey.generate()))
    data = path.read_bytes()
    for at in range(0, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 1
        path.write_bytes(bytes(changed))
        with pytest.raises(EvidenceError, match=path.name):
            read_key_file(path)


def test_a_key_file_cannot_ask_for_all_memory(tmp_path):
    from witnessmark.evidence import key_files as form

    key = DeviceKey.generate()
    greedy = form.Argon2(salt="00" * 16, memory=1 << 30)
    path = write_key_file(tmp_path, key, form._seal(key, greedy, bytes(32)))
    with pytest.raises(EvidenceError, match="damaged, or of a later version"):
        read_key_file(path)


def test_what_signs_and_what_opens_are_two_keys_of_one_seed():
    key = DeviceKey.generate()
    assert DeviceKey(key.seed).sealing_key == key.sealing_key != key.public
