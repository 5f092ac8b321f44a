"""The real report through the main job: what leaves with what consent, and the survivor's name in no byte of it.

The report is not ours and lies beside the checkout, not in it.
"""

from pathlib import Path

import pytest

from tests.integration.registers_by_hand import says
from tests.integration.running import SEED, Run, witnessmark
from witnessmark.cli.opening import open_case, open_file
from witnessmark.derive.registering import registers
from witnessmark.model.acts import taxonomy
from witnessmark.registers.rows import settlement

pytestmark = [
    pytest.mark.xdist_group("real-report"),
    pytest.mark.skipif(
        not SEED.exists(), reason=f"optional: the real report is not at {SEED.name} beside the checkout"
    ),
]

REVIEWERS = ("First Reviewer", "Second Reviewer")


def make_case(home: Path, consent: str | None) -> Path:
    witnessmark("init", "case", "--title", "Report", "--device", "Mission", cwd=home)
    consents = ("--consent", consent) if consent else ()
    added = witnessmark("add", SEED, "--date", "2022-09-27", *consents, cwd=home / "case")
    assert added.code == 0, added.errors
    return home / "case"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition, with every sensitive act cleared and the release approved by two reviewers."""
    case = make_case(tmp_path_factory.mktemp("real"), "public-anonymous")
    for name in REVIEWERS:
        witnessmark("device", "--add", name, cwd=case)
    for act in taxonomy().acts.values():
        if act.sensitivity == "high" and not act.sealed:
            for name in REVIEWERS:
                assert witnessmark("clear", "--act", act.id, "--as", name, cwd=case).code == 0
    waits = witnessmark("publish", "../site", cwd=case)
    assert waits.code == 4
    release = waits.errors.split("--release ")[1].split()[0]
    for name in REVIEWERS:
        assert witnessmark("clear", "--release", release, "--as", name, cwd=case).code == 0
    done = witnessmark("publish", "../site", cwd=case)
    assert done.code == 0, done.errors
    return case.parent / "site"


def test_with_the_default_consent_nothing_leaves_and_it_says_why(tmp_path: Path) -> None:
    case = make_case(tmp_path, None)
    run = witnessmark("publish", "../site", cwd=case)
    assert run.code == 4
    assert "Nothing may be published" in run.errors
    assert "consent does not reach this edition" in run.errors
    assert not (tmp_path / "site").exists()


def test_one_approval_is_not_enough(tmp_path: Path) -> None:
    case = make_case(tmp_path, "public-anonymous")
    witnessmark("device", "--add", REVIEWERS[0], cwd=case)
    release = witnessmark("publish", "../site", cwd=case).errors.split("--release ")[1].split()[0]
    witnessmark("clear", "--release", release, "--as", REVIEWERS[0], cwd=case)
    witnessmark("clear", "--release", release, "--as", REVIEWERS[0], cwd=case)
    assert witnessmark("publish", "../site", cwd=case).code == 4
    assert not (tmp_path / "site").exists()


def test_the_survivor_is_in_no_byte_of_it(published: Path) -> None:
    files = [file for file in published.rglob("*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        data = file.read_bytes()
        for name in ("Oleksandr", "OLEKSANDR", "Олександр", "Tsah", "Volodymyr Tsah"):
            assert name.encode() not in data, file.name
            assert name.encode("utf-16-le") not in data, file.name


def test_the_survivor_appears_under_a_pseudonym_and_without_age(published: Path) -> None:
    page = (published / "documents" / "s1.html").read_text(encoding="utf-8")
    assert "Person 1" in page and "Person 2" in page
    assert "32-years" not in page
    assert "mock" in page.lower(), "the mock execution is told"


def test_the_release_verifies(published: Path) -> None:
    run: Run = witnessmark("verify", published, cwd=published.parent)
    assert run.code == 0, run.output
    page = published / "index.html"
    page.write_bytes(page.read_bytes().replace(b"claims", b"proofs", 1))
    assert witnessmark("verify", published, cwd=published.parent).code == 5


REGISTERS_BY_HAND: dict[str, list[tuple[str, dict[str, list[str]]]]] = {
    "control": [
        # The curfew came three days before the liberation; the text gives no day of it for Izium.
        ("Izium", {"holder": ["occupying-side", "russian-forces"], "to-event": ["departure", "liberation"], "to": []}),
        ("Izium", {"holder": ["liberating-side"], "from": [], "to": []}),
        ("Zabavne", {"holder": [], "from-event": ["arrival"], "to": []}),  # "our division" entered: whose is not said
        ("Zabavne", {"holder": ["ukrainian-forces"], "from": ["2022-09-10"], "to": [], "to-event": []}),
    ],
    "hazards": [
        ("Zabavne", {"items": ["mine"], "state": ["suspected"], "evidence": ["direct", "indirect"]}),
        ("Zabavne", {"items": [], "state": ["suspected"], "status": ["work-reported"]}),
    ],
    "accidents": [("Zabavne", {"device": ["mine"], "killed": [], "injured": [], "victim-status": ["civilian"]})],
    "services": [
        ("Izium", {"service": [service], "state": ["under-repair"]}) for service in ("electricity", "gas", "water")
    ]
    + [
        ("Izium", {"service": ["not-said"], "state": ["destroyed"]}),
        ("Izium", {"service": ["business"], "state": ["destroyed"]}),
    ],
    "housing": [],
    "aid": [
        ("Izium", {"kind": [kind], "state": ["delivered"], "amount": []}) for kind in ("food", "medicine", "hygiene")
    ],
    "killed": [],
    "injured": [],
    "missing": [],
    "detained": [
        ("Izium", {"manner": ["capture", "detention"], "outcome": ["released"], "age": ["32"], "status": [], "sex": []})
    ],
}  # fmt: skip


def test_registers_as_checked_by_hand(tmp_path: Path) -> None:
    """Every row, and no other: read in the report first, and looked for then."""
    file = open_file(open_case(make_case(tmp_path, "public-anonymous")), law=False)
    made = {one.name: one.rows for one in registers(file)}
    for name, expected in REGISTERS_BY_HAND.items():
        assert len(made[name]) == len(expected), name  # type: ignore[index]
        for place, columns in expected:
            there = [row for row in made[name] if settlement(row.place) == place]  # type: ignore[index]
            assert any(says(row, columns) for row in there), (name, columns)
    (statement,) = made["false-statements"]
    assert says(statement, {"kind": ["fake"], "rebutted-by": [], "borne-out-by": []})
