"""The chat, its endpoints and tools as one server: made of Gradio's app behind our guard, and run until somebody stops it."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..index.errors import MissingExtra, OnRecordError
from ..index.index import Index
from ..qa.assistant import Assistant
from .guard import LARGEST_UPLOAD, Guard, Login, is_loopback
from .policy import Policy

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST, PORT = "127.0.0.1", 7860
_IN_USE = errno.EADDRINUSE
_PORTS = 100  # that are tried from PORT on
_AT_ONCE = 4  # questions being answered: more would only wait for each other
_WAITING = 200  # questions in the chat that wait for their turn
_PATIENCE = 1  # seconds that open pages are given when the server stops
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Serving:
    """How the chat is served. ``root_path`` is the path, or the whole address, under which a proxy shows it."""

    host: str = HOST
    root_path: str = ""
    mcp: bool = False
    login: Login | None = None
    per_minute: int = 300
    """Requests of one client."""


def prepare(files: Path) -> None:
    """What Gradio reads from the environment: it asks nobody on the web, and keeps what is sent to it under ``files``."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        GRADIO_ANALYTICS_CACHE_FREQUENCY="1000000000",  # or it sums up how long its calls took, by pandas and after each of them
        GRADIO_ANALYTICS_MAX_EVENTS="1",
        GRADIO_TEMP_DIR=str(files / "sent"),
        GRADIO_EXAMPLES_CACHE=str(files / "examples"),
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
    )


def app(index: Index, assistant: Assistant, serving: Serving) -> ASGIApp:
    """Everything that is served, to be run by an ASGI server.

    Raises:
        MissingExtra: tools for models are wanted, and the package for that isn't there.
    """
    if serving.mcp and find_spec("mcp") is None:
        raise MissingExtra("--mcp", "mcp")

    async def made() -> ASGIApp:
        return _app(index, assistant, serving)

    return asyncio.run(made())  # outside of a loop Gradio makes one for each lock of its own, and leaves it open


def _app(index: Index, assistant: Assistant, serving: Serving) -> ASGIApp:
    import gradio as gr
    from fastapi import FastAPI

    from .chat import HEAD, THEME, build
    from .endpoints import add_endpoints, calls, routes

    page = build(index, assistant)
    offered = calls(index, assistant)
    add_endpoints(page, offered)
    page.max_threads = _AT_ONCE
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE, api_open=False)
    whole = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=routes(offered, _AT_ONCE)),
        page,
        path="/",
        server_name=serving.host,
        footer_links=[],
        run_history=False,
        root_path=serving.root_path or None,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=serving.mcp,
        theme=THEME,
        head=HEAD,
    )
    public = urlsplit(serving.root_path).netloc or None
    hosts = None
    if is_loopback(serving.host):
        hosts = LOOPBACK_NAMES | {serving.host.strip("[]")} | ({urlsplit(f"//{public}").hostname or ""} if public else set[str]())
    return Policy(Guard(whole, hosts=hosts, public=public, login=serving.login, per_minute=serving.per_minute))


def listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens there; without a port at the first free one from 7860 on.

    Raises:
        OnRecordError: the port is in use, or is none; the host is none of this machine's.
    """
    for number in [port] if port is not None else range(PORT, PORT + _PORTS):
        try:
            family, *_, address = socket.getaddrinfo(host.strip("[]"), number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
            return socket.create_server(address[:2], family=family, backlog=2048)
        except (OSError, OverflowError, UnicodeError) as error:
            if isinstance(error, OSError) and error.errno == _IN_USE:
                continue
            raise OnRecordError(f"the chat can't listen on {host}, port {number}: {error}; choose others with --host and --port") from error
    if port is not None:
        raise OnRecordError(f"the port {port} is in use; choose another with --port, or leave --port out to take the next that is free")
    raise OnRecordError(f"the ports {PORT} to {PORT + _PORTS - 1} are all in use; choose another with --port")


def run(asgi: ASGIApp, listener: socket.socket, begun: Callable[[], None] = lambda: None) -> None:
    """Serves until it is interrupted or terminated. ``begun`` is called when it answers."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            begun()

    server = Server(
        uvicorn.Config(
            asgi, log_level="critical", ws="none", server_header=False, timeout_graceful_shutdown=_PATIENCE, timeout_keep_alive=30
        )
    )
    before = signal.signal(signal.SIGTERM, _stop)  # uvicorn hands the signal on when it has stopped, and what is open must be closed
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        listener.close()


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def address(listener: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = listener.getsockname()[:2]
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"
