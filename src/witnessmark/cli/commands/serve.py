"""``witnessmark serve``"""

import secrets
import socket
from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case


@click.command("serve")
@click.option(
    "--port",
    default=8722,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The port of this machine at which it answers.",
)
@case_option
def command(port: int, case_path: Path | None) -> None:
    """The workbench in the browser: documents with their claims, incidents, decisions. Only on this machine.

    \b
    Example:
        witnessmark serve
        witnessmark serve --port 9000
    """
    import uvicorn

    from witnessmark.web.app import workbench

    case = open_case(case_path)
    _refuse_when_taken(port)
    key = secrets.token_urlsafe(24)
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    click.echo(say("serving", address=f"http://127.0.0.1:{port}/?key={key}"))
    # The access log would hold the key and words that were searched for.
    uvicorn.run(workbench(case, key, hosts), host="127.0.0.1", port=port, log_level="warning", access_log=False)


def _refuse_when_taken(port: int) -> None:
    """Before an address is told that belongs to another program."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Failure(say("port-taken", port=port), Exit.USAGE) from None
