"""What people are shown for an id, in English or Ukrainian. Data: ``data/labels.yaml``.

A label belongs to the id and not to the program that prints it: the command line, the workbench, the site and the
dossier show the same words.
"""

from functools import cache
from importlib import resources

import msgspec


@cache
def labels() -> dict[str, dict[str, dict[str, str]]]:
    """Section, id, language."""
    compiled = resources.files("witnessmark.model").joinpath("tables/labels.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[str, dict[str, str]]])


def label(section: str, name: str, language: str, **values: object) -> str:
    """The label with its values filled in; an id that the data does not know is shown with its hyphens taken out."""
    known = labels().get(section, {}).get(name)
    if known is None:
        return name.replace("-", " ")
    return known[language].format(**values) if values else known[language]
