"""Who may speak to the workbench: a browser on this machine that was given the key, and no page of another site.

The key is made anew at each start and stands in the address that ``serve`` prints. It becomes a cookie and leaves the
address bar. The Host header is checked against rebinding, the Origin header of every writing request against forgery.
"""

import hmac

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "witnessmark"

SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class OnlyHere:
    """Middleware: lets in requests for the right host that carry the key."""

    def __init__(self, app: ASGIApp, key: str, hosts: frozenset[str]) -> None:
        self.app, self.key, self.hosts = app, key, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._refusal(Request(scope))
        await (answer or self.app)(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("host", "") not in self.hosts:
            return PlainTextResponse("This address is not the workbench's.", 421)
        given = request.query_params.get("key")
        if given is not None and hmac.compare_digest(given, self.key):
            answer = RedirectResponse(request.url.path, 303)
            answer.set_cookie(COOKIE, self.key, httponly=True, samesite="strict")
            return answer
        if not hmac.compare_digest(request.cookies.get(COOKIE, ""), self.key):
            return PlainTextResponse("Open the address that `witnessmark serve` printed.", 403)
        origin = request.headers.get("origin")
        if request.method != "GET" and (origin is None or origin.removeprefix("http://") not in self.hosts):
            return PlainTextResponse("This request came from another page.", 403)
        return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            headers.update(SECURITY_HEADERS)
            message["headers"] = headers.raw
        await send(message)

    return sending
