"""Compile the data that people edit (YAML, CSV) into the tables that the package loads in a moment.

    python tools/compile_tables.py            whatever is older than its data
    python tools/compile_tables.py --all      everything anew

Each package owns its data and its tables; this program only calls them in turn. ``make tables`` runs it.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from gazetteer import gazetteer_step
from witnessmark.reading.actors.compile import actors_steps
from witnessmark.reading.claims.compile import claims_steps

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "witnessmark"


def yaml_to_json(source: Path, target: Path) -> None:
    """The same data as JSON, which loads fifty times faster."""
    data = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def steps() -> list[tuple[list[Path], Path, Callable[[Path], None]]]:
    """Every table: the files it is made from, the table, and what makes it."""
    made: list[tuple[list[Path], Path, Callable[[Path], None]]] = []
    for source in (
        PACKAGE / "model/data/acts.yaml",
        PACKAGE / "model/data/registers.yaml",
        PACKAGE / "law/data/law.yaml",
        PACKAGE / "law/data/act_to_law.yaml",
        PACKAGE / "law/data/facts.yaml",
        PACKAGE / "law/data/situations.yaml",
        PACKAGE / "law/data/labels.yaml",
        PACKAGE / "incidents/data/families.yaml",
        PACKAGE / "incidents/data/numbers.yaml",
        PACKAGE / "incidents/data/origins.yaml",
        PACKAGE / "incidents/data/casualties.yaml",
        PACKAGE / "model/data/labels.yaml",
        PACKAGE / "incidents/data/things.yaml",
        PACKAGE / "incidents/data/evidence.yaml",
        PACKAGE / "model/data/link_words.yaml",
        PACKAGE / "incidents/data/calibration.yaml",
        PACKAGE / "incidents/data/records.yaml",
        PACKAGE / "incidents/data/spelling.yaml",
        PACKAGE / "incidents/data/common_words.yaml",
        PACKAGE / "incidents/data/word_forms.yaml",
        PACKAGE / "incidents/data/event_words.yaml",
        PACKAGE / "incidents/data/mention_weights.yaml",
        PACKAGE / "incidents/data/pronouns.yaml",
        PACKAGE / "registers/data/lexicon.yaml",
        PACKAGE / "derive/data/items.yaml",
        PACKAGE / "evidence/data/roles.yaml",
        PACKAGE / "cli/data/messages.yaml",
        PACKAGE / "cli/data/help.yaml",
        PACKAGE / "cli/data/click.yaml",
        PACKAGE / "cli/data/reasons.yaml",
    ):
        target = source.parent.parent / "tables" / f"{source.stem}.json"
        made.append(([source], target, lambda out, source=source: yaml_to_json(source, out)))  # type: ignore[misc]
    for folder in ("places", "dates", "speech", "actors"):
        for source in sorted((PACKAGE / "reading/data" / folder).glob("*.yaml")):
            if folder == "actors" and source.stem not in ("declension", "offices", "parties", "person_endings"):
                continue  # they go into the lexicon
            target = PACKAGE / "reading/tables" / f"{folder}-{source.stem}.json"
            made.append(([source], target, lambda out, source=source: yaml_to_json(source, out)))  # type: ignore[misc]
    made.extend(actors_steps(PACKAGE))
    made.append(gazetteer_step())
    made.extend(claims_steps(PACKAGE))
    return made


def main(arguments: Sequence[str]) -> None:
    everything = "--all" in arguments
    for sources, target, make in steps():
        newest = max(source.stat().st_mtime for source in sources)
        if not everything and target.exists() and target.stat().st_mtime >= newest:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        make(target)
        print(f"made {target.relative_to(PACKAGE)} ({target.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main(sys.argv[1:])
