"""A sitting ends for the workbench when it ends for the commands: with `witnessmark lock`, or after its time."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from witnessmark.evidence.secrets import Secrets

LOCKED = (
    "The case is locked. Unlock it with `witnessmark unlock`, then load this page again.\n"
    "Справу замкнено. Відімкніть її командою `witnessmark unlock` і завантажте сторінку знову."
)


class WhileUnlocked:
    """Asks the agent before every page. A workbench that opened the keys itself, where no agent runs, keeps them until
    it is stopped; so does one over keys that are not sealed."""

    def __init__(self, app: ASGIApp, secrets: Secrets, forget: Callable[[], None]) -> None:
        self._app, self._secrets, self._forget = app, secrets, forget

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not await run_in_threadpool(self._secrets.in_sitting):
            self._secrets.forget()
            self._forget()
            await PlainTextResponse(LOCKED, 423)(scope, receive, send)
            return
        await self._app(scope, receive, send)
