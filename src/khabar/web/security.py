"""What keeps the reader safe: hosts, headers, origins, sizes; tokens for requests that change something.

`MIDDLEWARE` is the order in which a request passes; the first one is outermost. Article text is hostile: it is
escaped by the templates, and the content-security policy runs nothing that does not come out of `static/`.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khabar.web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: For files out of the archive, which are shown as text or saved, never run.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # with no-referrer a form of our own would come with `Origin: null`
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_COOKIE, TOKEN_FIELD, TOKEN_HEADER = "khabar-token", "token", "x-khabar-token"


# --- tokens of the same origin ---


def token_of(request: Request) -> str:
    """The token of this browser, made where it has none; `give_token` sends it."""
    known: str = getattr(request.state, "token", "") or request.cookies.get(TOKEN_COOKIE, "")
    if not (20 <= len(known) <= 100 and known.isascii() and known.replace("-", "").replace("_", "").isalnum()):
        known = secrets.token_urlsafe(32)
    request.state.token = known
    return known


def give_token(request: Request, response: Response) -> None:
    """Send the browser the token that the page was written with."""
    token = getattr(request.state, "token", None)
    if token and request.cookies.get(TOKEN_COOKIE) != token:
        response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")


def same_token(request: Request, field: str | None) -> bool:
    """Whether the request brings the token of its browser: in the header, or in the field of a form."""
    sent = request.headers.get(TOKEN_HEADER) or field or ""
    cookie = request.cookies.get(TOKEN_COOKIE, "")
    return bool(cookie) and hmac.compare_digest(cookie.encode(), sent.encode())


# --- what every request passes ---


def _plain(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status, headers=HEADERS)


class Hosts:
    """Answers only requests that name a host of ours: a page elsewhere cannot rebind its name to this machine."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = settings.names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _host(Headers(scope=scope).get("host", "")) not in self.names:
            text = "الخادم لا يعرف هذا المضيف. This server does not answer for that host."
            await _plain(421, text)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _host(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


class SafeHeaders:
    """Puts `HEADERS` on every answer that has not its own."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


class SameOrigin:
    """Refuses requests that change something and come from another origin."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not _from_here(scope):
            text = "طلب من موقع آخر: رُفض. A request from another site: refused."
            await _plain(403, text)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin == f"{scope['scheme']}://{headers.get('host', '')}"


MIDDLEWARE: tuple[Callable[[ASGIApp, Settings], ASGIApp], ...] = (SafeHeaders, Hosts, SameOrigin)


def counted(receive: Receive, limit: int) -> Receive:
    """`receive`, but BodyTooLarge once more than `limit` bytes have come, whatever the headers say."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise BodyTooLarge(bool(message.get("more_body")))
        return message

    return receiving


async def drain(receive: Receive, most: int = 64 << 20) -> None:
    """Take in what is still coming and drop it: a browser that is cut off while it sends never shows the answer."""
    taken, more = 0, True
    while more and taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message["type"] == "http.request" and bool(message.get("more_body"))


class BodyTooLarge(Exception):
    """The body of a request goes on beyond its limit; `more`: not all of it has come yet."""

    def __init__(self, more: bool) -> None:
        super().__init__(more)
        self.more = more


def wrapped(app: ASGIApp, settings: Settings, stack: Iterable[Callable[[ASGIApp, Settings], ASGIApp]]) -> ASGIApp:
    """The application inside its middleware, the first of the stack outermost."""
    for layer in reversed(tuple(stack)):
        app = layer(app, settings)
    return app
