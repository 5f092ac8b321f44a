"""The quality of the reader on public gold must not fall: one floor a set, measured by the gold's own scorer.

The gold stands beside the checkout (``../shared/gold``) and is never part of it; without it these tests are skipped.
"""

import gzip
import hashlib
import json
import subprocess
import sys
from functools import reduce
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from witnessmark.derive.linking_lines import link_lines
from witnessmark.model.record import ReadingInput
from witnessmark.reading.jsonl import read_lines

HERE = Path(__file__).resolve()
GOLD = HERE.parents[3] / "shared" / "gold"
FLOORS: list[dict[str, Any]] = yaml.load(
    HERE.with_name("floors.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)

pytestmark = pytest.mark.skipif(
    not (GOLD / "score.py").exists(),
    reason="optional: the public gold data does not stand beside the checkout (../shared/gold)",
)


BY_FIGURE = [
    pytest.param(floor, id=f"{floor['set']} {floor['figure']}", marks=pytest.mark.xdist_group(f"gold {floor['set']}"))
    for floor in FLOORS
]


@pytest.fixture(scope="module")
def measured() -> dict[tuple[Any, ...], Any]:
    """What was measured already: most sets have several figures, and are read once for all of them."""
    return {}


@pytest.mark.parametrize("floor", BY_FIGURE)
def test_no_figure_falls_below_its_floor(
    floor: dict[str, Any], measured: dict[tuple[Any, ...], Any], tmp_path: Path
) -> None:
    own = HERE.parent / "own" / f"{floor['set']}.jsonl"
    gold = own if own.exists() else GOLD / "dev" / f"{floor['set']}.jsonl.gz"
    if gold != own and hashlib.sha256(gold.read_bytes()).hexdigest() != floor["sha256"]:
        pytest.skip(f"optional: {gold.name} is another edition than the floor was measured on")
    read = (floor["set"], floor["task"], floor["first"], floor.get("optional"))
    if read not in measured:
        measured[read] = scores_of(gold, floor, tmp_path)
    figure = reduce(lambda scores, key: scores[key], floor["figure"].split("."), measured[read])
    if "ceiling" in floor:  # an error, not a share
        assert figure <= floor["ceiling"], f"{floor['set']} {floor['figure']}: {figure:.3f} is above {floor['ceiling']}"
    else:
        assert figure >= floor["floor"], f"{floor['set']} {floor['figure']}: {figure:.3f} is below {floor['floor']}"


def scores_of(gold: Path, floor: dict[str, Any], folder: Path) -> Any:
    """The scorer's figures for the first documents of a set, read by the reader as it is now."""
    written = gold.read_bytes()
    documents = (gzip.decompress(written) if gold.suffix == ".gz" else written).splitlines()[: floor["first"]]
    given, found = folder / "gold.jsonl", folder / "found.jsonl"
    given.write_bytes(b"\n".join(documents))
    if floor["task"] == "linking":
        unlinked = (msgspec.json.encode(unlinked_of(json.loads(document))) for document in documents)
        found.write_bytes(b"\n".join(map(msgspec.json.encode, link_lines(unlinked))))
    else:
        texts = (msgspec.json.encode(input_of(json.loads(document))) for document in documents)
        found.write_bytes(b"\n".join(read_lines(texts)))
    command = [sys.executable, str(GOLD / "score.py"), floor["task"], str(given), str(found), "--json"]
    if floor.get("optional"):
        command += ["--optional", floor["optional"]]
    return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout)


def unlinked_of(document: dict[str, Any]) -> dict[str, Any]:
    """What a linker is given: the line without its cluster and those of its mentions."""
    line = {name: value for name, value in document.items() if name != "cluster"}
    if "mentions" in line:
        line["mentions"] = [{k: v for k, v in one.items() if k != "cluster"} for one in line["mentions"]]
    return line


def input_of(document: dict[str, Any]) -> ReadingInput:
    """What a reader is given: never the gold."""
    return ReadingInput(
        id=document["id"], text=document["text"], language=document.get("language"), date=document.get("date")
    )
