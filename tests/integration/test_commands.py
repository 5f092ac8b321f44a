"""The commands on the example mission, as a user types them."""

from pathlib import Path

import pytest

from tests.integration.running import EXAMPLE, witnessmark

SOURCES = EXAMPLE / "sources"


pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the example's report, ledger and the page that copies the report."""
    home = tmp_path_factory.mktemp("home")
    assert witnessmark("init", "case", "--title", "Example", "--device", "Iryna Demchuk", cwd=home).code == 0
    folder = home / "case"
    added = witnessmark(
        "add", SOURCES / "report.docx", SOURCES / "aid-ledger.xlsx", "--consent", "public-anonymous",
        "--date", "2022-10-09", cwd=folder,
    )  # fmt: skip
    assert added.code == 0, added.errors
    assert witnessmark("add", SOURCES / "news-repeats.html", "--consent", "public-named", cwd=folder).code == 0
    return folder


def test_without_arguments_it_says_what_to_do_first(tmp_path: Path) -> None:
    run = witnessmark(cwd=tmp_path)
    assert run.code == 0
    assert "witnessmark init" in run.output


def test_outside_a_case_the_message_says_so(tmp_path: Path) -> None:
    run = witnessmark("status", cwd=tmp_path)
    assert run.code == 3
    assert "witnessmark init" in run.errors


def test_adding_again_changes_nothing(case: Path) -> None:
    again = witnessmark("add", SOURCES / "report.docx", "--json", cwd=case)
    assert again.code == 0
    assert [entry["new"] for entry in again.data] == [False]


def test_a_missing_file_is_named_and_the_run_goes_on(case: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("On 3 May 2022 the bridge in Savyntsi was damaged.", encoding="utf-8")
    run = witnessmark("add", tmp_path / "gone.txt", note, "--json", cwd=case)
    assert run.code == 1
    first, second = run.data
    assert first["problem"] == "not-readable"
    assert second["new"] and second["problem"] is None


def test_every_claim_points_at_its_words(case: Path) -> None:
    claims = witnessmark("claims", "--json", cwd=case).data
    assert len(claims) > 30
    assert all(claim["span"]["quote"] for claim in claims)
    assert all(claim["span"]["end"] - claim["span"]["start"] == len(claim["span"]["quote"]) for claim in claims)


def test_claims_are_filtered_by_act_and_place(case: Path) -> None:
    looting = witnessmark("claims", "--act", "looting", "--json", cwd=case).data
    assert looting and {claim["act"] for claim in looting} == {"looting"}
    izium = witnessmark("claims", "--place", "izium", "--json", cwd=case).data
    assert izium and all("Izium" in (claim["place"]["name"], *claim["place"]["admin"]) for claim in izium)
    assert witnessmark("claims", "--act", "no-such-act", cwd=case).code == 2


def test_the_ledger_becomes_records_of_aid(case: Path) -> None:
    claims = witnessmark("claims", "--source", "aid-ledger.xlsx", "--json", cwd=case).data
    acts = {claim["act"] for claim in claims}
    assert {"aid-food", "aid-medicine", "aid-hygiene", "aid-shelter", "aid-water", "aid-cash"} <= acts
    food = next(claim for claim in claims if claim["act"] == "aid-food")
    assert food["made_by"] == "record"
    assert food["roles"]["quantity"][0]["quote"] == "420"
    assert food["place"]["name"] == "Izium"
    assert food["date"]["edtf"] == "2022-10-06"


def test_a_copied_page_is_no_second_source(case: Path) -> None:
    incidents = witnessmark("incidents", "--act", "shelling", "--place", "Balakliia", "--json", cwd=case).data
    [market] = [one for one in incidents if one["time"]["edtf"] == "2022-04-14"]
    documents = {
        claim["document"] for claim in witnessmark("claims", "--json", cwd=case).data if claim["id"] in market["claims"]
    }
    assert len(documents) == 2
    assert len(market["groups"]) == 1


def test_matrix_has_no_verdict(case: Path) -> None:
    run = witnessmark("matrix", "--json", cwd=case)
    assert run.data
    assert {e["status"] for m in run.data for f in m["findings"] for e in f["elements"]} <= {
        "covered", "partly", "touched", "contested", "open",
    }  # fmt: skip


def test_search_finds_words_and_their_place(case: Path) -> None:
    found = witnessmark("search", "tractor", "mine", "--json", cwd=case).data
    assert any("tractor driver" in one["text"] for one in found)
    assert witnessmark("search", "...", cwd=case).code == 2


def test_a_decision_outlives_and_outranks_the_reading(case: Path) -> None:
    claim = witnessmark("claims", "--act", "looting", "--json", cwd=case).data[0]
    run = witnessmark("decide", claim["id"], "correct", "--set", "date=2022-06~", cwd=case)
    assert run.code == 0, run.errors
    after = {one["id"]: one for one in witnessmark("claims", "--act", "looting", "--json", cwd=case).data}
    assert after[claim["id"]]["date"]["edtf"] == "2022-06~"
    assert witnessmark("decide", claim["id"], "correct", "--set", "date=soon", cwd=case).code == 2


def test_consent_and_protection_are_kept(case: Path) -> None:
    assert witnessmark("consent", "Petro Hnatiuk", "accountability-named", cwd=case).code == 0
    assert witnessmark("protect", "Petro Hnatiuk", cwd=case).code == 0
    people = {person["names"][0]: person for person in witnessmark("people", "--json", cwd=case).data}
    assert people["Petro Hnatiuk"]["protected"]
    assert witnessmark("consent", "Nobody Atall", "internal", cwd=case).code == 2


def test_verify_finds_a_changed_byte(case: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(case, copy)
    assert witnessmark("verify", ".", cwd=copy).code == 0
    victim = sorted((copy / "objects").glob("*/*"))[0]
    data = bytearray(victim.read_bytes())
    data[-1] ^= 1
    victim.chmod(0o600)
    victim.write_bytes(data)
    run = witnessmark("verify", ".", cwd=copy)
    assert run.code == 5
    assert victim.name in run.output


def test_sync_brings_both_copies_to_one_state(case: Path, tmp_path: Path) -> None:
    assert witnessmark("init", "second", "--join", case, "--device", "Second laptop", cwd=tmp_path).code == 0
    assert witnessmark("sync", tmp_path / "second", cwd=case).code == 0
    assert witnessmark("device", "--admit", "Second laptop", cwd=case).code == 0
    assert witnessmark("sync", tmp_path / "second", cwd=case).code == 0
    note = tmp_path / "other.txt"
    note.write_text("On 4 May 2022 soldiers searched houses in Borova.", encoding="utf-8")
    assert witnessmark("add", note, cwd=tmp_path / "second").code == 0
    assert witnessmark("sync", tmp_path / "second", cwd=case).code == 0
    here = witnessmark("status", "--json", cwd=case).data
    there = witnessmark("status", "--json", cwd=tmp_path / "second").data
    assert here["counts"] == there["counts"]
    assert "other.txt" in {source["file"] for source in here["sources"]}


def test_the_workings_may_be_deleted_at_any_time(case: Path) -> None:
    import shutil

    before = witnessmark("claims", "--json", cwd=case).output
    shutil.rmtree(case / "derived")
    assert witnessmark("claims", "--json", cwd=case).output == before


COMMANDS = """init add status claims incidents places people matrix law search consent protect decide clear device
publish verify sync export serve read link""".split()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, tmp_path: Path) -> None:
    run = witnessmark(name, "--help", cwd=tmp_path)
    assert run.code == 0
    assert "Example:" in run.output


def test_an_expunged_source_is_gone_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    witnessmark("init", "case", cwd=tmp_path)
    home = tmp_path / "case"
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"On 4 May 2022 soldiers searched house {number} in Borova.", "utf-8")
        assert witnessmark("add", f"../{number}.txt", cwd=home).code == 0
    assert witnessmark("search", "house", cwd=home).output.count("house") >= 3
    assert witnessmark("expunge", "S2", cwd=home).code == 2
    done = witnessmark("expunge", "S2", "--yes", "--json", cwd=home).data
    assert done["in_force"] and done["copies"]["releases"] == 0
    assert [s["label"] for s in witnessmark("status", "--json", cwd=home).data["sources"]] == ["S1", "S3"]
    assert "house 1" not in witnessmark("search", "house", cwd=home).output
    assert witnessmark("verify", cwd=home).code == 0
    assert witnessmark("expunge", "S1", "--agree", cwd=home).code == 2
    said = witnessmark("expunge", "S1", "--yes", cwd=home).output
    assert "Can't be recalled" in said
