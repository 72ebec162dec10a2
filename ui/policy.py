"""What a browser is told it may do with our pages: as little as Gradio can live with.

Gradio's page starts by inline scripts, which are let in by their hashes: a script or a handler that an article smuggled in would not run,
wherever it got to. Its templates are compiled with `Function`, and its components set styles inline; those two it can't do without.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import MutableMapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_FILES = "/gradio_api/file="
_OF_FILES = "default-src 'none'; sandbox"  # what somebody sent may be a page itself
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(page: bytes = b"") -> str:
    """The content security policy (https://www.w3.org/TR/CSP3/) of a page with these inline scripts; of what is no page without any."""
    hashes = dict.fromkeys(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(page))
    inline = "".join(f" 'sha256-{each}'" for each in hashes)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval'{inline}",
            "style-src 'self' 'unsafe-inline'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'none'",
            "object-src 'none'",
        )
    )


class Policy:
    """The app, with these headers on all that it answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == "/":
            # Its scripts must be read, so it comes uncompressed.
            plain = {**scope, "headers": [each for each in scope["headers"] if each[0] != b"accept-encoding"]}
            await self._app(plain, receive, _Page(send))
        else:
            await self._app(scope, receive, _with_headers(scope["path"], send))


def _with_headers(path: str, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            _put(message, _OF_FILES if path.startswith(_FILES) else policy())
        await send(message)

    return sent


class _Page:
    """Holds a page back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                body = bytes(self._body)
                _put(self._start, policy(body))
                await self._send(self._start)
                await self._send({"type": "http.response.body", "body": body})
        else:
            await self._send(message)


def _put(start: MutableMapping[str, object], content_security_policy: str) -> None:
    headers = MutableHeaders(scope=start)
    headers.update({**_HEADERS, "Content-Security-Policy": content_security_policy})
