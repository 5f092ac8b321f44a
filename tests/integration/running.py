"""Running the command line in this process, as a user would type it."""

import io
import json
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from witnessmark.cli.main import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mission"
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "report.txt"


class Run(NamedTuple):
    code: int
    output: str
    errors: str

    @property
    def data(self) -> Any:
        return json.loads(self.output)


def witnessmark(*arguments: str | Path, cwd: Path) -> Run:
    """Run one command in a folder; gives its exit code and what it printed. A case is made without a passphrase, unless
    one is given."""
    if arguments[:1] == ("init",) and "--passphrase-file" not in arguments:
        arguments = (*arguments, "--no-passphrase")
    output, errors = io.StringIO(), io.StringIO()
    with chdir(cwd), redirect_stdout(output), redirect_stderr(errors):
        os.environ["WITNESSMARK_LANG"] = "en"
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            return Run(int(end.code or 0), output.getvalue(), errors.getvalue())
    raise AssertionError("the command did not end with an exit code")


def joined(case: Path, name: str = "Other laptop", role: str = "member") -> Path:
    """Another laptop's folder of the case, beside it, admitted by the case's owner and with all that is there."""
    there = case.parent / name.lower().replace(" ", "-")
    for command, cwd in (
        (("init", there, "--join", case, "--device", name, "--no-passphrase"), case.parent),
        (("sync", there), case),
        (("device", "--admit", name, "--role", role), case),
        (("sync", there), case),
    ):
        run = witnessmark(*command, cwd=cwd)
        assert run.code == 0, run.output + run.errors
    return there
