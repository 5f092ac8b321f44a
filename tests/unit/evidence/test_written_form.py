"""Another program can open a case from what docs/reference/case-format.md says alone: none of our code for it here."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from witnessmark.evidence.case import Case

PASSPHRASE = "five storks over the Siverskyi Donets"


def hkdf(secret, info, salt=None):
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def labelled(secret, label):
    return hkdf(secret, b"witnessmark 1, " + label)


def seed_of(key_file):
    first, second, sealed, check = key_file.read_bytes().split(b"\n")[:4]
    assert hashlib.sha256(b"\n".join([first, second, sealed, b""])).hexdigest().encode() == check
    head = json.loads(second)
    how = head["sealing"]
    key = Argon2id(
        salt=bytes.fromhex(how["salt"]), length=32, iterations=how["passes"], lanes=how["lanes"],
        memory_cost=how["memory"],
    ).derive(PASSPHRASE.encode())  # fmt: skip
    about = first + b"\n" + second + b"\n"
    return head["device"], AESGCM(key).decrypt(bytes.fromhex(head["nonce"]), base64.b64decode(sealed), about)


def case_key_of(journal, case, device, seed):
    for line in journal.read_bytes().splitlines():
        entry = json.loads(line)
        if entry["kind"] == "case.keyed" and entry["body"]["device"] == device:
            body = entry["body"]
            data = base64.b64decode(body["wrapped"])
            private = X25519PrivateKey.from_private_bytes(labelled(seed, b"sealing key of a device"))
            own = private.public_key().public_bytes_raw()
            shared = private.exchange(X25519PublicKey.from_public_bytes(data[:32]))
            key = hkdf(shared, b"witnessmark 1, wrap case key", hashlib.sha256(data[:32] + own).digest())
            found = AESGCM(key).decrypt(bytes(12), data[32:], f"{case} {device} {body['epoch']}".encode())
            assert labelled(found, b"case key, commitment").hex() == body["commitment"]
            return found
    raise AssertionError("the device was not given the case key")


def object_key_of(ring, address, case_key):
    for line in ring.read_text().splitlines():
        said, _, check = line.rpartition(" ")
        assert hashlib.sha256(said.encode()).hexdigest()[:16] == check
        found, epoch, wrapped = said.split(" ")
        if found == address:
            data = base64.b64decode(wrapped)
            cipher = AESGCM(labelled(case_key, b"case key, object keys"))
            return cipher.decrypt(data[:12], data[12:], f"{address} {epoch}".encode())
    raise AssertionError("no line for the object")


def content_of(stored, object_key):
    header, rest = stored[: stored.index(b"\n") + 1], stored[stored.index(b"\n") + 1 :]
    assert header == b"witnessmark-object 1 sealed\n"
    cipher, chunks, step = AESGCM(hkdf(object_key, header, rest[:32])), rest[32:], (1 << 20) + 16
    parts = [chunks[at : at + step] for at in range(0, len(chunks), step)]
    return b"".join(
        cipher.decrypt(number.to_bytes(11, "big") + bytes([number == len(parts) - 1]), part, None)
        for number, part in enumerate(parts)
    )


def test_a_case_opens_from_its_written_form_and_the_passphrase(tmp_path):
    path = tmp_path / "case"
    case = Case.create(path, "Oskil mission", "Olena Tkach", passphrase=PASSPHRASE)
    content = bytes(range(256)) * 9000
    address = case.objects.add_bytes(content).address
    (key_file,) = (path / "keys").glob("*.key")
    device, seed = seed_of(key_file)
    case_key = case_key_of(path / "journal" / f"{device}.jsonl", case.settings.id, device, seed)
    object_key = object_key_of(path / "keys" / "objects" / f"{address[:2]}.ring", address, case_key)
    stored = (path / "objects" / address[:2] / address[2:]).read_bytes()
    assert hashlib.sha256(stored).hexdigest() == address and content_of(stored, object_key) == content
