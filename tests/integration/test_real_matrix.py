"""The matrix of the real report, each cell as it was checked by hand. The list names offsets, never words."""

from pathlib import Path

import pytest

from tests.integration.hand_checked_matrix import differences, listed
from tests.integration.running import SEED, witnessmark
from witnessmark.cli.opening import open_case, open_file

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="optional: the real report does not lie beside the checkout")


def test_every_cell_is_as_it_was_checked(tmp_path: Path) -> None:
    witnessmark("init", "case", "--title", "Report", "--device", "Mission", cwd=tmp_path)
    assert witnessmark("add", SEED, "--date", "2022-09-27", cwd=tmp_path / "case").code == 0
    file = open_file(open_case(tmp_path / "case"))
    assert differences("report", listed(file, "report")) == []
