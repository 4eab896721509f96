"""The gate: only this computer, only whoever knows the token in the address, only as much as a workbook needs."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class Gate:
    """Lets a request pass whose Host names this computer and whose path begins with the token; adds headers to all."""

    def __init__(self, inner: ASGIApp, token: str, port: int) -> None:
        self._inner, self._token = inner, token
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}
        self._origins = {b"http://" + host for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to strangers, pass on everybody else without the token."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        guarded = _guarded(send)
        headers = dict(scope.get("headers", ()))
        first, _, rest = scope["path"].lstrip("/").partition("/")
        if (
            scope["type"] != "http"
            or not self._known(headers)
            or not hmac.compare_digest(first.encode(), self._token.encode())
        ):
            await PlainTextResponse("403 从“雏雁”给出的地址打开 / open the address that chuyan printed", 403)(
                scope, receive, guarded
            )
            return
        await self._inner({**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}, receive, guarded)

    def _known(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether the request was meant for this computer, and comes from a page of ours where it says from which."""
        origin = headers.get(b"origin")
        return headers.get(b"host") in self._hosts and (origin is None or origin in self._origins)


def _guarded(send: Send) -> Send:
    async def pass_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return pass_on
