"""``witnessmark export --format`` from a case to a folder that another program takes and ``verify`` knows."""

import json
from pathlib import Path

import pytest

from tests.integration.running import witnessmark
from witnessmark.cli.commands.export import FORMATS


@pytest.fixture
def case(tmp_path: Path) -> Path:
    report = tmp_path / "report.txt"
    report.write_text(
        "Near Oskil, on 3 May 2022, soldiers shelled the mill. Two people were killed. "
        "A mine was found on the road to Kamianka.\n",
        encoding="utf-8",
    )
    assert witnessmark("init", "case", "--device", "Iryna Demchuk", cwd=tmp_path).code == 0
    assert witnessmark("add", report, cwd=tmp_path / "case").code == 0
    return tmp_path / "case"


def test_the_list_says_what_each_format_holds(tmp_path: Path) -> None:
    run = witnessmark("export", "--format", "list", cwd=tmp_path)
    assert run.code == 0
    assert [line.split()[0] for line in run.output.splitlines()[1:]] == list(FORMATS)
    found = witnessmark("export", "--format", "list", "--json", cwd=tmp_path)
    assert list(found.data) == sorted(FORMATS) or list(found.data) == list(FORMATS)
    assert found.data["uwazi"]["cells"] == "exact"


def test_an_export_is_a_signed_release_in_the_form_that_was_asked_for(case: Path) -> None:
    wanted = [word for name in ("followthemoney", "registers", "imsma", "prov") for word in ("--format", name)]
    run = witnessmark("export", "../out", *wanted, "--audience", "internal", "--lang", "uk", "--json", cwd=case)
    assert run.code == 0, run.errors
    assert run.data["formats"] == ["followthemoney", "registers", "imsma", "prov"] and run.data["root"]
    out = case.parent / "out"
    assert witnessmark("verify", out, cwd=case.parent).code == 0
    lines = (out / "followthemoney.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert {"Event", "PlainText", "Documentation"} <= {json.loads(line)["schema"] for line in lines}
    assert (out / "data" / "passages").is_dir(), "texts went out: passages are committed to"
    assert "Kamianka" in (out / "imsma" / "hazards.csv").read_text(encoding="utf-8")
    assert "підозра" in (out / "imsma" / "hazards.csv").read_text(encoding="utf-8")
    assert not (out / "claims.csv").exists()


def test_nothing_is_public_without_consent_in_any_form(case: Path) -> None:
    run = witnessmark("export", "../out", "--format", "all", "--audience", "public", cwd=case)
    assert run.code != 0 and not (case.parent / "out").exists()


def test_a_folder_is_needed_and_a_format_that_there_is(case: Path) -> None:
    assert witnessmark("export", "--format", "prov", cwd=case).code == 2
    run = witnessmark("export", "../out", "--format", "shapefile", cwd=case)
    assert run.code == 2 and "followthemoney" in run.errors
