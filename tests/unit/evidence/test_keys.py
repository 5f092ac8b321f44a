import stat

import pytest

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.keys import HEADER, DeviceKey, device_id, load_key, load_keys, signature_holds


def test_a_key_is_saved_for_its_owner_alone_and_loaded_again(tmp_path):
    key = DeviceKey.generate()
    path = key.save(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and path.stem == key.device == device_id(key.public)
    assert load_keys(tmp_path)[key.device].public == key.public
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
    path = DeviceKey.generate().save(tmp_path)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(EvidenceError, match=path.name):
        load_key(path)


def test_a_note_to_oneself_is_bound_to_the_key():
    one, two = DeviceKey.generate(), DeviceKey.generate()
    assert one.seal(b"n") == one.seal(b"n") != two.seal(b"n")


def test_no_folder_no_keys(tmp_path):
    assert load_keys(tmp_path / "absent") == {}
