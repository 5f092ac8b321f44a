"""The compiled data of the place reader: YAML as JSON, loaded once a process."""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(str(resources.files("witnessmark.reading"))) / "tables"


@cache
def load(name: str) -> Any:
    """The data of ``data/places/<name>.yaml``; raises ``FileNotFoundError`` when the tables were not made."""
    return msgspec.json.decode((FOLDER / f"places-{name}.json").read_bytes())
