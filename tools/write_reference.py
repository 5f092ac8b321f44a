"""Write the parts of the reference that the code knows best: the commands, the acts and the exit codes.

python tools/write_reference.py           write docs/reference/{commands,acts,exit-codes}.md
python tools/check_docs.py                says whether they are what the code says
"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit
from witnessmark.cli.main import witnessmark
from witnessmark.model.acts import taxonomy

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"

EXIT_CODES = {
    Exit.OK: "Done.",
    Exit.SOME_FAILED: "The run went on to its end, but something in it could not be done: a file not read, a line not "
    "understood. The output names each.",
    Exit.USAGE: "The command was not understood, or names something that the case does not have.",
    Exit.NO_CASE: "There is no case here, or the case folder cannot be used.",
    Exit.WAITS: "Waits for people: nothing may be published yet, or an approval is missing. The output says why.",
    Exit.NOT_VERIFIED: "`verify` found a changed, missing or extra byte. The output names each.",
    Exit.LEAK: "The scan of the output found a protected word. Nothing was published.",
    Exit.LOCKED: "The case is locked, and there was nobody to ask for the passphrase, or it was wrong.",
    Exit.INTERNAL: "An error of the program. The message holds nothing of the case.",
}


def commands() -> str:
    """Every command with its help, as a user sees it."""
    context = click.Context(witnessmark, info_name="witnessmark", terminal_width=100, max_content_width=100)
    parts = ["# Commands", "", "Made from the program itself: `witnessmark COMMAND --help` says the same.", ""]
    parts += ["```text", witnessmark.get_help(context), "```", ""]
    for name in witnessmark.list_commands(context):
        command = witnessmark.get_command(context, name)
        assert command is not None  # noqa: S101 - the group lists only commands that it has
        inner = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        parts += [f"## {name}", "", "```text", command.get_help(inner), "```", ""]
    return "\n".join(parts)


def acts() -> str:
    """The taxonomy of acts as a table for each category."""
    data = taxonomy()
    parts = [
        "# Acts",
        "",
        "What a claim may say happened. An act is descriptive: it asserts neither guilt nor unlawfulness.",
        "",
    ]
    for category, title in data.categories.items():
        parts += [
            f"## {title}",
            "",
            "| act | English | українською | sensitivity | definition |",
            "|---|---|---|---|---|",
        ]
        for act in data.acts.values():
            if act.category == category:
                sensitivity = "sealed" if act.sealed else act.sensitivity
                parts.append(
                    f"| `{act.id}` | {act.label['en']} | {act.label['uk']} | {sensitivity} | {act.definition} |"
                )
        parts.append("")
    return "\n".join(parts)


def exit_codes() -> str:
    parts = ["# Exit codes", "", "They are stable: a script may rely on them.", "", "| code | meaning |", "|---|---|"]
    parts += [f"| {code.value} | {EXIT_CODES[code]} |" for code in Exit]
    return "\n".join([*parts, ""])


PAGES = {"commands.md": commands, "acts.md": acts, "exit-codes.md": exit_codes}


def main() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
