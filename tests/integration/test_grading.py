"""Grades on the command line and on two laptops: given with a reason, never applied by a rule, never silently one."""

import shutil
from pathlib import Path

import pytest

from tests.integration.running import joined, witnessmark

STORIES = {
    "agency.txt": "On 3 May 2022 soldiers shelled the bakery in Savyntsi, according to the regional administration. "
    "Four people were killed, the regional administration said.",
    "paper.txt": "За даними ОВА, 3 травня 2022 року солдати обстріляли пекарню в Савинцях. "
    "Загинули четверо людей, повідомили в ОВА.",
    "witness.txt": '"On 3 May 2022 soldiers shelled the bakery in Savyntsi. Six people were killed," said '
    "Oksana Hlyva, a baker from Savyntsi.",
    "witness-later.txt": '"On 4 May 2022 soldiers shelled the bakery in Savyntsi and five people were killed there," '
    "said Oksana Hlyva to the police in autumn.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("grading")
    witnessmark("init", "case", "--device", "Iryna Demchuk", cwd=home)
    for name, text in STORIES.items():
        (home / name).write_text(text, encoding="utf-8")
        assert witnessmark("add", f"../{name}", "--date", "2022-11-01", cwd=home / "case").code == 0
    return home / "case"


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.parent, tmp_path / "home")
    return tmp_path / "home" / "case"


def incident_in(case: Path) -> str:
    found = witnessmark("incidents", "--json", cwd=case).data
    return next(one["id"] for one in found if "killing" in one["acts"] and len(one["groups"]) > 1)


def test_two_papers_that_name_one_administration_are_one_source_and_the_command_says_why(case: Path) -> None:
    told = witnessmark("incidents", incident_in(case), cwd=case).output
    assert "both name the regional administration" in told
    assert "killed: 4 to 6" in told
    data = witnessmark("incidents", incident_in(case), "--json", cwd=case).data
    groups = [set(group["reasons"]) for group in data["incident"]["groups"]]
    assert len(groups) == 2 and any("common-origin" in reasons for reasons in groups)
    assert {one["field"] for one in data["corroboration"]} >= {"whether-at-all", "date", "place", "quantity"}
    assert data["proposal"]["scale"] == "proof" and not data["grades"]


def test_a_grade_needs_a_reason_and_its_own_scale(case: Path) -> None:
    name = incident_in(case)
    for arguments in (
        (name, "reasonable-grounds"),
        (name, "B", "--reason", "x"),
        (name, "beyond-reasonable-doubt", "--reason", "x"),
        (name, "true", "--reason", "x"),
        ("Oksana Hlyva", "2", "--reason", "x"),
        ("S1", "direct", "--reason", "x"),
    ):
        refused = witnessmark("grade", *arguments, cwd=case)
        assert refused.code == 2 and refused.errors, arguments
    assert "Nobody has graded anything yet" in witnessmark("grade", cwd=case).output


def test_what_is_graded_is_seen_where_it_is_looked_for(case: Path) -> None:
    name = incident_in(case)
    claim = witnessmark("incidents", name, "--json", cwd=case).data["claims"][0]["id"]
    for arguments in (
        (name, "reasonable-grounds", "--reason", "two sources"),
        ("Oksana Hlyva", "B", "--reason", "was in the bakery"),
        ("S1", "F", "--reason", "an agency that nobody knows"),
        (claim, "2", "--reason", "fits"),
        (claim, "hearsay-named", "--field", "perpetrator", "--reason", "from the officials"),
    ):
        assert witnessmark("grade", *arguments, cwd=case).code == 0, arguments
    shown = witnessmark("incidents", name, cwd=case).output
    assert "reasonable grounds to believe; given by Iryna Demchuk" in shown and "because: fits" in shown
    data = witnessmark("incidents", name, "--json", cwd=case).data
    assert data["claims"][0]["basis"]["perpetrator"] == "hearsay-named", "a person's basis outranks the reader's"
    assert len(witnessmark("grade", "--json", cwd=case).data["grades"]) == 5
    witnessmark("grade", name, "--take-back", "--reason", "too early", cwd=case)
    assert "reported, not verified (nobody has graded it)" in witnessmark("incidents", name, cwd=case).output


def test_a_label_is_outdated_when_the_incident_has_other_claims(case: Path) -> None:
    name = incident_in(case)
    witnessmark("grade", name, "reasonable-suspicion", "--reason", "for now", cwd=case)
    more = '"On 3 May 2022 soldiers shelled the bakery in Savyntsi," said Petro Maliuha, a driver.'
    (case.parent / "more.txt").write_text(more, encoding="utf-8")
    witnessmark("add", "../more.txt", cwd=case)
    assert "look again" in witnessmark("grade", name, cwd=case).output


def test_two_laptops_that_grade_differently_see_a_conflict_and_one_settles_it(case: Path) -> None:
    there = joined(case, "Taras Bilyk")
    name = incident_in(case)
    assert witnessmark("grade", name, "reasonable-grounds", "--reason", "enough", cwd=case).code == 0
    assert witnessmark("grade", name, "reported-not-verified", "--reason", "not yet", cwd=there).code == 0
    for folder, other in ((case, there), (there, case)):
        assert witnessmark("sync", other, cwd=folder).code == 0
    for folder in (case, there):
        status = witnessmark("status", cwd=folder).output
        assert f"witnessmark grade {name} VALUE" in status
        shown = witnessmark("grade", name, cwd=folder).output
        assert shown.count("people grade it differently") == 2
    assert witnessmark("grade", name, "reasonable-suspicion", "--reason", "we talked", cwd=there).code == 0
    witnessmark("sync", there, cwd=case)
    assert "differently" not in witnessmark("grade", name, cwd=case).output
    assert witnessmark("status", "--json", cwd=case).data["conflicts"] == []


def test_prior_statements_are_laid_side_by_side(case: Path) -> None:
    told = witnessmark("people", "Oksana Hlyva", "--statements", cwd=case).output
    assert "how many: differs" in told and "3 May 2022" in told and "4 May 2022" in told
    [found] = witnessmark("people", "--statements", "--json", cwd=case).data
    assert len(found["accounts"]) == 2
    assert witnessmark("people", "Nobody Here", "--statements", cwd=case).code == 2
