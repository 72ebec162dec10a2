"""The chat's server in a thread of the tests, on a port of its own."""

from __future__ import annotations

import json
import os
import threading
import time
from types import TracebackType
from typing import Any
from unittest import mock

import httpx
import uvicorn
from alden import CUT, DAM, FAIR, TAX, WIRE

from onrecord.index.index import Index
from onrecord.qa.assistant import Assistant
from onrecord.ui.serving import Serving, app, listening, prepare

SECONDS = 20


def stocked(index: Index) -> Index:
    """With the news of the invented town."""
    index.add([DAM, WIRE, FAIR, TAX, CUT])
    return index


def apart_from_cost(answer: Any) -> Any:
    """An answer's JSON as it comes over a wire, without what it took, which is never twice the same."""
    plain = json.loads(json.dumps(answer))
    assert plain.pop("cost")["seconds"] > 0
    return plain


class Served:
    """The server of an index: ``url`` ends in a slash."""

    def __init__(self, index: Index, serving: Serving | None = None) -> None:
        self.index, self.assistant = index, Assistant(index)
        self._listener = listening("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.files = index.folder.parent / "sent"
        with mock.patch.dict(os.environ):
            prepare(self.files)
            asgi = app(index, self.assistant, serving or Serving())
        self._server = uvicorn.Server(uvicorn.Config(asgi, log_level="critical", ws="none", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)

    def __enter__(self) -> Served:
        self._thread.start()
        until = time.monotonic() + SECONDS
        while not self._server.started:
            assert time.monotonic() < until and self._thread.is_alive(), "the server didn't start"
            time.sleep(0.02)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.should_exit = True
        self._thread.join(SECONDS)
        self._listener.close()

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(self.url + path, timeout=SECONDS, **options)  # pyright: ignore[reportArgumentType]

    def post(self, path: str, values: object, **options: object) -> httpx.Response:
        return httpx.post(self.url + path, json=values, timeout=SECONDS, **options)  # pyright: ignore[reportArgumentType]
