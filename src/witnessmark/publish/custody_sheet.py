"""The chain of custody of one source as a PDF, set with Typst like the dossier: tagged (PDF/UA-1), our fonts."""

from typing import Any

from witnessmark.model.custody import CustodyChain, CustodyStep
from witnessmark.publish.dossier.typefaces import drawable_all
from witnessmark.publish.site.words import data_file
from witnessmark.publish.typesetting import typeset

Words = dict[str, Any]


def print_custody(chain: CustodyChain, title: str, language: str) -> bytes:
    """The sheet, in ``en`` or ``uk``. Raises ``RuntimeError`` when it cannot be set; its message holds nothing of the
    chain."""
    return typeset("the sheet", "custody", sheet(chain, title, language), ["ua-1"])


def sheet(chain: CustodyChain, title: str, language: str) -> dict[str, Any]:
    """What the template reads: strings only, in letters that our typefaces have."""
    table = data_file("custody.yaml")
    words = {key: value[language] for key, value in table.items() if key != "events"}
    events = {key: value[language] for key, value in table["events"].items()}
    said = {
        "case": title, "source": f"{chain.label} ({chain.source})", "file": chain.file_name, "sha256": chain.sha256,
        "size": None if chain.size is None else str(chain.size), "giver": chain.giver, "consent": chain.consent,
        "parent": chain.parent,
    }  # fmt: skip
    optional = ("giver", "parent")
    made, _ = drawable_all(
        {
            "language": language,
            "title": title,
            "label": chain.label,
            "words": words,
            "facts": [
                (words[key], value or words["unknown"]) for key, value in said.items() if value or key not in optional
            ],
            "rows": [_row(number, step, words, events) for number, step in enumerate(chain.steps, 1)],
        }
    )
    return dict(made)


def _row(number: int, step: CustodyStep, words: Words, events: Words) -> dict[str, str]:
    told = ", ".join(f"{name} {value}" for name, value in sorted(step.parameters.items()))
    more = "; ".join(part for part in (step.note, step.tool, told) if part)
    return {
        "number": str(number), "event": events.get(step.event, step.event), "time": step.time,
        "clock": _clock(step, words), "owner": step.owner, "device": step.device, "more": more,
        "entry": step.entry,
    }  # fmt: skip


def _clock(step: CustodyStep, words: Words) -> str:
    if step.ahead is None:
        return ""
    key = "ahead" if step.ahead > 0 else "behind" if step.ahead < 0 else "exact"
    return str(words[key]).format(n=abs(step.ahead), basis=words[f"basis-{step.ahead_basis}"])
