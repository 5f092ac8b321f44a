"""What people are shown for an id, in English or Ukrainian. Data: ``data/labels.yaml``.

A label belongs to the id and not to the program that prints it: the command line, the workbench, the site and the
dossier show the same words.
"""

from functools import cache
from importlib import resources

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.grading import Ground


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


def ground_words(ground: Ground, language: str) -> str:
    """Why the rule proposes what it proposes, as a sentence."""
    values = dict(ground.values)
    if "field" in values:
        values["field"] = label("field", values["field"], language)
    if "act" in values:
        act = taxonomy().acts.get(values["act"])
        values["act"] = act.label[language] if act else values["act"]
    return label("ground", ground.id, language, **values) if values else label("ground", ground.id, language)


def grade_words(scale: str, value: str, language: str) -> str:
    """A grade with what it means: "B (usually reliable)", "reasonable grounds to believe"."""
    if scale in ("reliability", "credibility"):
        return f"{value} ({label('grade', value, language)})"
    return label("proof" if scale == "proof" else "basis", value, language)
