"""Line: the connections over which a server is talked to, so that another thread can cut them."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

LINE: ContextVar[Line | None] = ContextVar("LINE", default=None)
"""The line of the reply that this thread is reading."""


class Line:
    """Who waits for a server can't be called back, whatever its time-outs: its connection is cut, and reading ends with an error."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._responses: list[httpx.Response] = []
        self._is_cut = False

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Notes each connection that is made; httpx calls this for a request with it as the extension "trace"."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            made = info["return_value"].get_extra_info("socket")
            with self._lock:
                self._sockets.append(made)
                if self._is_cut:
                    _shut(made)

    def received(self, response: httpx.Response) -> None:
        """Notes each response that has begun."""
        self._responses.append(response)

    def close(self) -> None:
        """Gives back all connections; for the thread that reads, at its end. An iterator that is dropped would wait for the collector."""
        for response in self._responses:
            response.close()

    def cut(self) -> None:
        """Ends all connections of this line, now and later."""
        with self._lock:
            self._is_cut = True
            for each in self._sockets:
                _shut(each)


def _shut(made: socket.socket) -> None:
    """Closing would not wake the thread that is reading."""
    with suppress(OSError):  # it is closed already
        socket.socket.shutdown(made, socket.SHUT_RDWR)  # past what ssl.SSLSocket does, which is not for two threads
