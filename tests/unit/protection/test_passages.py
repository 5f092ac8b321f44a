"""Verifiable redaction: what is shown is what was there, nothing but what is marked was taken out, and what was
withheld can be proved later by whoever has its salt, and by nobody else."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from witnessmark.model.release import ReleasedDocument, Segment
from witnessmark.protection import merkle
from witnessmark.protection.disclosing import Disclosure, NotDisclosableError, Opened, disclose, refused
from witnessmark.protection.passages import Cut, document_secret, leaves_of, passages_of, salt_of, write_passages
from witnessmark.protection.proof import check_disclosure, passage_digest, read_passages, signed_roots
from witnessmark.protection.seal import sign_manifest, verify_release

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
SECRET = b"s" * 32
RELEASE = "r-1"

Pieces = list[tuple[str, str | None]]
"""The words of a passage, and what stands instead of them, None where they are shown."""

pieces = st.lists(
    st.tuples(
        st.text(alphabet="абвгґ xyz.\n", min_size=1, max_size=12), st.none() | st.sampled_from(["[withheld]", "…"])
    ),
    min_size=1,
    max_size=9,
)


def released(found: Pieces) -> tuple[ReleasedDocument, Cut]:
    starts, at = [], 0
    for words, _ in found:
        starts.append(at)
        at += len(words)
    segments = tuple(
        Segment("text", words) if instead is None else Segment("withheld", instead) for words, instead in found
    )
    document = ReleasedDocument(
        id="S1", source="S1", title="t", kind="text", language=None, date=None, segments=segments, claims=()
    )
    text = "".join(words for words, _ in found)
    return document, Cut(document="S1", source="s", original="d", starts=tuple(starts), text=text)


def file_of(found: Pieces) -> bytes:
    return msgspec.json.encode(passages_of(*released(found), SECRET, RELEASE))


def opened(found: Pieces) -> Opened:
    _, cut = released(found)
    root = merkle.root(leaves_of(cut.words(), SECRET, "S1")).hex()
    return msgspec.convert(
        {
            "release": RELEASE,
            "cuts": {
                "document": "S1", "source": "s", "original": "d", "secret": "a", "starts": cut.starts, "root": root,
            },
            "secret": SECRET,
            "text": cut.text,
        },
        Opened,
    )  # fmt: skip


def manifest_of(found: Pieces) -> dict[str, Any]:
    read = read_passages(file_of(found))
    return {
        "release": RELEASE,
        "documents": [{"document": "S1", "passages": len(read.leaves), "root": read.root}],
    }


@given(pieces)
def test_the_tree_of_what_is_shown_is_the_tree_of_the_original(found: Pieces) -> None:
    read = read_passages(file_of(found))
    assert read.computed_root == read.root == merkle.root(leaves_of([words for words, _ in found], SECRET, "S1")).hex()
    assert read.text == "".join(words if instead is None else instead for words, instead in found)


@given(pieces, st.data())
def test_any_changed_passage_is_found(found: Pieces, data: st.DataObject) -> None:
    """Whatever is changed in the file, its root is not the signed one any more, or it is no such file."""
    value = json.loads(file_of(found))
    passages = value["passages"]
    index = data.draw(st.integers(0, len(passages) - 1))
    kind = data.draw(st.sampled_from(["words", "salt", "drop", "repeat", "swap", "show"]))
    before = json.dumps(passages)
    each = passages[index]
    if kind == "words" and "text" in each:
        each["text"] += data.draw(st.text(alphabet="абx ", min_size=1, max_size=3))
    elif kind in ("words", "salt"):
        field = "salt" if "salt" in each else "digest"
        each[field] = hashlib.sha256(each[field].encode()).hexdigest()
    elif kind == "drop":
        del passages[index]
    elif kind == "repeat":
        passages.insert(index, each)
    elif kind == "swap":
        other = data.draw(st.integers(0, len(passages) - 1))
        passages[index], passages[other] = passages[other], each
    else:
        passages[index] = {"text": data.draw(st.text(max_size=5)), "salt": "00" * 32}
    assume(json.dumps(passages) != before)
    try:
        read = read_passages(json.dumps(value).encode())
    except ValueError:
        return
    assert (len(read.leaves), read.computed_root) != signed_roots(manifest_of(found))["S1"]


def test_several_passages_cannot_be_hidden_behind_one_digest() -> None:
    """The number of passages is signed: the digest of a node never passes for that of a withheld passage."""
    value = json.loads(file_of([("a", None), ("b", None)]))
    value["passages"] = [{"digest": value["root"], "instead": "[withheld]", "kind": "withheld"}]
    read = read_passages(json.dumps(value).encode())
    assert read.computed_root == read.root
    assert (len(read.leaves), read.root) != signed_roots(manifest_of([("a", None), ("b", None)]))["S1"]


@given(pieces, st.data())
def test_what_is_disclosed_proves_to_be_what_was_there(found: Pieces, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(1, len(found)), min_size=1, max_size=4))
    report = check_disclosure(msgspec.json.encode(disclose(opened(found), numbers)), manifest_of(found))
    assert report.ok
    assert report.passages == {number: found[number - 1][0] for number in numbers}
    assert report.whole is (len(set(numbers)) == len(found))


@given(pieces)
def test_the_whole_original_can_be_proved(found: Pieces) -> None:
    report = check_disclosure(
        msgspec.json.encode(disclose(opened(found), range(1, len(found) + 1))), manifest_of(found)
    )
    assert report.ok and report.whole
    assert "".join((report.passages or {}).values()) == "".join(words for words, _ in found)


@given(pieces, st.data())
def test_a_false_disclosure_is_found(found: Pieces, data: st.DataObject) -> None:
    """Other words, another place, another salt or another way up: none leads to the signed root."""
    number = data.draw(st.integers(1, len(found)))
    value = msgspec.to_builtins(disclose(opened(found), [number]))
    each = value["disclosed"][0]
    before = json.dumps(value)
    kind = data.draw(st.sampled_from(["text", "number", "salt", "path", "longer", "count"]))
    if kind == "text":
        each["text"] = data.draw(st.text(max_size=12))
    elif kind == "number":
        each["number"] = data.draw(st.integers(-2, len(found) + 2))
    elif kind == "salt":
        each["salt"] = data.draw(st.binary(min_size=32, max_size=32)).hex()
    elif kind == "path" and each["path"]:
        at = data.draw(st.integers(0, len(each["path"]) - 1))
        each["path"] = [*each["path"][:at], "ab" * 32, *each["path"][at + 1 :]]
    elif kind == "longer":
        each["path"] = [*each["path"], "ab" * 32]
    else:
        value["passages"] += 1
    assume(json.dumps(value) != before)
    report = check_disclosure(json.dumps(value).encode(), manifest_of(found))
    assert not report.ok and not report.passages


def test_a_disclosure_of_another_document_or_release_is_found() -> None:
    one: Pieces = [("She hid in the cellar. ", "[withheld]"), ("Bread came.", None)]
    other: Pieces = [("He hid in the attic. ", "[withheld]"), ("Bread came.", None)]
    data = msgspec.json.encode(disclose(opened(one), [1]))
    assert check_disclosure(data, manifest_of(other)).findings == {0: "another-document"}
    assert check_disclosure(data, manifest_of(one) | {"release": "r-2"}).findings == {0: "another-release"}


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": "witnessmark-disclosure/1"}', b"[" * 9999, b"\xff"])
def test_what_is_no_disclosure_is_said_to_be_none(data: bytes) -> None:
    assert check_disclosure(data, manifest_of([("a", None)])).findings == {0: "unreadable"}


def test_a_guess_proves_nothing_without_the_salt() -> None:
    """Everything that a release shows is known, and the withheld words are guessed rightly: the digest can't be told
    from any other. Equal words withheld twice have nothing in common either."""
    found: Pieces = [("Olena", "[name]"), (" hid ", None), ("Olena", "[name]"), (" well.", None)]
    value = json.loads(file_of(found))
    digests = {each["digest"] for each in value["passages"] if "digest" in each}
    known = [bytes.fromhex(each["salt"]) for each in value["passages"] if "salt" in each]
    known += [bytes.fromhex(value["root"]), b"", bytes(32), RELEASE.encode(), b"S1"]
    guesses = {hashlib.sha256(before + salt + b"Olena").hexdigest() for salt in known for before in (b"", b"\0")}
    guesses |= {passage_digest(salt_of(salt, "S1", index), "Olena").hex() for salt in known for index in range(4)}
    assert len(digests) == 2
    assert not digests & guesses
    assert passage_digest(salt_of(SECRET, "S1", 0), "Olena").hex() in digests  # with the secret it is


def test_salts_differ_by_document_and_place() -> None:
    salts = {salt_of(SECRET, document, index) for document in ("S1", "S1-1", "S11") for index in range(30)}
    assert len(salts) == 90
    secrets = {document_secret(SECRET, release, document) for release in ("r-1", "r-2") for document in ("S1", "S2")}
    assert len(secrets) == 4


@pytest.fixture
def site(mission: Any, tmp_path: Path) -> Callable[[], Path]:
    """A release in which a name and a passage are withheld, built anew by each call."""
    document = mission.document("Hanna Chumak gave out bread. They beat her at the school. Water came on Friday.")
    mission.person("Hanna Chumak")
    mission.claim(document, "They beat her at the school.", "torture")
    draft = mission.prepare(salt="x")

    def make(name: str = "site") -> Path:
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True)
        record = {"id": draft.release.documents[0].id, "text": draft.release.documents[0].text}
        (folder / "data/reading-records.jsonl").write_text(json.dumps(record) + "\n")
        write_passages(folder, draft.release.id, draft.release.documents, draft.cuts, {"S1": SECRET})
        sign_manifest(folder, draft.release, KEY.sign, PUBLIC)
        return folder

    return make


def test_a_release_shows_words_or_a_digest_and_is_deterministic(site: Callable[..., Path]) -> None:
    folder = site()
    data = (folder / "data/passages/S1.json").read_bytes()
    assert b"Chumak" not in data and b"beat" not in data
    kinds = [each.get("kind", "text") for each in json.loads(data)["passages"]]
    assert kinds == ["pseudonym", "text", "withheld", "text"]
    report = verify_release(folder)
    assert report.ok and report.documents == 1
    again = site("again")
    assert (again / "manifest.json").read_bytes() == (folder / "manifest.json").read_bytes()


def test_a_document_can_be_checked_by_the_words_of_the_specification_alone(site: Callable[..., Path]) -> None:
    """What ``docs/explanation/verifiable-redaction.md`` says, written down anew without our code."""
    folder = site()
    value = json.loads((folder / "data/passages/S1.json").read_bytes())
    level = []
    for each in value["passages"]:
        words = each.get("text")
        level.append(
            bytes.fromhex(each["digest"])
            if words is None
            else hashlib.sha256(b"\x00" + bytes.fromhex(each["salt"]) + words.encode()).digest()
        )

    def tree(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        half = 1
        while half * 2 < len(leaves):
            half *= 2
        return hashlib.sha256(b"\x01" + tree(leaves[:half]) + tree(leaves[half:])).digest()

    signed = json.loads((folder / "manifest.json").read_bytes())["documents"]
    assert signed == [{"document": "S1", "passages": len(level), "root": tree(level).hex()}]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda v: v["passages"][1].update(text=" gave out nothing. "), "wrong-root"),
        (lambda v: v.update(root="0" * 64), "wrong-root"),
        (lambda v: v.update(release="r2"), "wrong-document"),
        (lambda v: v["passages"][2].update(instead="nothing"), "wrong-text"),
        (lambda v: v["passages"][1].update(kind="text"), "unreadable"),
    ],
)
def test_a_changed_file_of_passages_is_named_with_the_reason(
    site: Callable[..., Path], change: Callable[[Any], None], reason: str
) -> None:
    """Beside that it is changed, which the manifest finds for every file, it is said what does not fit."""
    folder = site()
    path = folder / "data/passages/S1.json"
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value))
    found = {(finding.file, finding.reason) for finding in verify_release(folder).findings}
    assert ("data/passages/S1.json", reason) in found
    assert ("data/passages/S1.json", "changed") in found


def test_a_publisher_cannot_sign_a_text_that_the_passages_do_not_make(site: Callable[..., Path], mission: Any) -> None:
    """The publisher's own key does not help: what is shown must be what the tree was made of."""
    folder = site()
    record = json.loads((folder / "data/reading-records.jsonl").read_text())
    (folder / "data/reading-records.jsonl").write_text(json.dumps(record | {"text": "All was well."}) + "\n")
    sign_manifest(folder, mission.prepare(salt="x").release, KEY.sign, PUBLIC)
    assert [(f.file, f.reason) for f in verify_release(folder).findings] == [("data/passages/S1.json", "wrong-text")]


def test_words_of_people_who_did_not_allow_it_are_not_disclosed(mission: Any) -> None:
    document = mission.document("Hanna Chumak baked. Petro Hnatiuk baked. They raped a woman. Rain fell.")
    mission.person("Hanna Chumak", consent="internal")
    mission.person("Petro Hnatiuk", consent="accountability-sealed")
    mission.claim(document, "They raped a woman.", "sexual-violence")
    words = ["Hanna Chumak baked. ", "Petro Hnatiuk baked. ", "They raped a woman. ", "Rain fell."]
    found = opened([(each, None) for each in words])
    found = msgspec.structs.replace(found, cuts=msgspec.structs.replace(found.cuts, original=document, source="s1"))
    file = mission.file()
    assert refused(file, found, range(1, 5), sealed=False) == {1: "consent", 3: "sealed"}
    assert refused(file, found, range(1, 5), sealed=True) == {1: "consent"}


def test_a_passage_that_is_not_there_is_not_disclosed() -> None:
    with pytest.raises(NotDisclosableError) as raised:
        disclose(opened([("a", None)]), [1, 2])
    assert (raised.value.reason, raised.value.passages) == ("no-such-passage", (2,))


def test_what_holds_the_original_words_is_never_printed() -> None:
    found: Pieces = [("Olena", "[name]")]
    assert "Olena" not in repr(opened(found)) + repr(released(found)[1])
    assert isinstance(disclose(opened(found), [1]), Disclosure)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(min_size=1, max_size=4), min_size=1, max_size=40), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    digests = [merkle.leaf(bytes([index]) + each) for index, each in enumerate(leaves)]
    index = data.draw(st.integers(0, len(leaves) - 1))
    beside = merkle.path(digests, index)
    assert merkle.root_by(digests[index], index, len(leaves), beside) == merkle.root(digests)
    other = data.draw(st.integers(0, len(leaves) - 1))
    if other != index:
        assert merkle.root_by(digests[index], other, len(leaves), beside) != merkle.root(digests)
