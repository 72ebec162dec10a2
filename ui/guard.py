"""What stands before the page: who may ask, from which site, how often, and which of Gradio's routes are open at all.

Gradio serves much that this page has no use for, such as fetching addresses on the web for whoever asks. So what is open is listed here,
and all else isn't there.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 16_000_000  # bytes of a request that is no upload: a long conversation is sent back with each question
LARGEST_UPLOAD = 50_000_000  # bytes of one file
_MOST_CLIENTS = 10_000  # whose requests are counted
_WRONG_PASSWORDS = 20  # a minute
_TOO_OFTEN = "That was more than {limit} requests in a minute. Please wait a moment, and ask again."

_OURS = "(ask|search|statements|article)"
_OPEN = re.compile(
    rf"/|/{_OURS}|/config|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/(assets|static|svelte)/.*"
    r"|/gradio_api/(info|openapi\.json|theme\.css|startup-events|app_id|queue/(join|data|status)|cancel|reset|component_server|upload"
    rf"|upload_progress|heartbeat/\w+|run/(predict|{_OURS})|api/{_OURS}|call/(v2/)?{_OURS}(/\w+)?|file=/[^:]*|mcp)/?",
    re.DOTALL,
)
# Of these each client may ask so many a minute, by POST.
_COUNTED = re.compile(rf"/{_OURS}|/gradio_api/(queue/join|component_server|upload|run/|api/|call/|mcp)")


@dataclass(frozen=True)
class Login:
    """The one who may use the page."""

    user: str
    password: str

    def admits(self, authorization: str | None) -> bool:
        """Whether these are the user and the password, as HTTP's Basic authentication sends them (RFC 7617)."""
        scheme, _, encoded = (authorization or "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return hmac.compare_digest(given, f"{self.user}:{self.password}".encode())


class Rate:
    """At most so many requests a minute from each client: a bucket that fills again steadily.

    ``clock`` gives seconds.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # by client: requests left, and when that was

    def admits(self, client: str) -> bool:
        """Counts one more request of the client's, unless it is one too many."""
        left = self._filled(client)
        admitted = left >= 1
        self._left[client] = (left - 1 if admitted else left, self._clock())
        self._left.move_to_end(client)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return admitted

    def is_spent(self, client: str) -> bool:
        return self._filled(client) < 1

    def _filled(self, client: str) -> float:
        left, then = self._left.get(client, (float(self.per_minute), self._clock()))
        return min(float(self.per_minute), left + (self._clock() - then) * self.per_minute / 60)


class Guard:
    """The app behind its guard, as an ASGI app of its own.

    ``hosts`` are the names under which the page may be asked for, None for any: with them no other site can pass itself off as this one
    by a name that it lets point here (DNS rebinding). ``public`` is the host with port under which a proxy shows it, if one does.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str] | None, public: str | None, login: Login | None, per_minute: int) -> None:
        self._app = app
        self._hosts = hosts
        self._public = public
        self._login = login
        self._rate = Rate(per_minute)
        self._wrong = Rate(_WRONG_PASSWORDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                await _answer(refusal, send)
            else:
                await self._app(scope, _limited(scope, receive), send)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        headers, path, asks = Headers(scope=scope), scope["path"], scope["method"] in {"GET", "HEAD"}
        client = scope["client"][0] if scope.get("client") else ""
        if self._hosts is not None and _host(headers.get("host", "")) not in self._hosts:
            return _Refusal(421, "This page is not served under that name.")
        if not (asks and path == "/") and self._is_from_elsewhere(headers):
            return _Refusal(403, "Requests from other sites are refused.")
        if self._login is not None and (refusal := self._without_password(self._login, headers.get("authorization"), client)):
            return refusal
        if not _OPEN.fullmatch(path):
            return _Refusal(404, "Not found.")
        length = headers.get("content-length", "")
        if not asks and length.isdecimal() and int(length) > _largest(path):
            return _Refusal(413, f"That is too much at once; at most {_largest(path):,} bytes are taken.")
        if not asks and _COUNTED.match(path) and not self._rate.admits(client):
            return _Refusal(429, _TOO_OFTEN.format(limit=self._rate.per_minute), {"Retry-After": "5"})
        return None

    def _without_password(self, login: Login, authorization: str | None, client: str) -> _Refusal | None:
        if authorization is not None and self._wrong.is_spent(client):
            return _Refusal(429, _TOO_OFTEN.format(limit=_WRONG_PASSWORDS), {"Retry-After": "5"})
        if login.admits(authorization):
            return None
        if authorization is not None:
            self._wrong.admits(client)
        return _Refusal(401, "A user and a password are needed.", {"WWW-Authenticate": 'Basic realm="onrecord", charset="UTF-8"'})

    def _is_from_elsewhere(self, headers: Headers) -> bool:
        """Whether a browser says that another site asks (https://www.w3.org/TR/fetch-metadata/); programs that are none say nothing."""
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return True
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc not in {headers.get("host"), self._public}


@dataclass(frozen=True)
class _Refusal:
    status: int
    why: str
    headers: dict[str, str] | None = None


async def _answer(refusal: _Refusal, send: Send) -> None:
    body = json.dumps({"error": refusal.why, "detail": refusal.why}).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(refusal.headers or {})}
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def _limited(scope: Scope, receive: Receive) -> Receive:
    """What the client sends, up to the largest that is taken: then it counts as gone."""
    left = _largest(scope["path"])

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return limited


def _largest(path: str) -> int:
    return LARGEST_UPLOAD * 10 if path.startswith("/gradio_api/upload") else LARGEST_BODY


def _host(value: str) -> str:
    return (urlsplit(f"//{value}").hostname or "").lower() if "@" not in value and "/" not in value else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
