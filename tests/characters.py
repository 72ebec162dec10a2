"""A server on loopback that speaks OpenAI's wire protocol, and plays characters: the model's name in a request says which.

    python tests/characters.py --port 8123

serves them all, so that a suite can be asked with any of them as the language model:

    ONRECORD_LLM__BASE_URL=http://127.0.0.1:8123 ONRECORD_LLM__MODEL=liar onrecord eval --model

No character needs a key but ``unauthorised``, who refuses every one.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from parts import WRITERS, read_prompt

FLOOD = 10 << 20  # bytes
DELIVERERS = ("rambler", "unauthorised", "always-busy", "broken", "stall", "flood", "html", "nonsense")
"""Characters that write nothing of their own: their names are what they do."""
NAMES = sorted({*WRITERS, *DELIVERERS})


class Characters(ThreadingHTTPServer):
    """All of them, in threads of their own, until ``with`` ends. ``requests`` is what they were sent, in order; ``headers`` with what."""

    daemon_threads = True
    block_on_close = False  # some of them never end by themselves

    def __init__(self, port: int = 0, root: str = "/v1") -> None:
        """``root`` is the path that the API lies under."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.root = root
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.gone = threading.Event()
        """Set when somebody hung up on a character that was still speaking."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Characters:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up is noted, not shown."""
        self.gone.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Characters  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        if self.path == f"{self.server.root}/models":
            models = [{"id": name, "object": "model", "created": 0, "owned_by": "tests"} for name in NAMES]
            self._json(200, {"object": "list", "data": models})
        else:
            self._json(404, {"detail": "Not Found"})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        if self.path != f"{self.server.root}/chat/completions":
            self._json(404, {"detail": "Not Found"})
            return
        model = asked["model"]
        tries = sum(request["model"] == model for request in self.server.requests)
        if model == "unauthorised":
            self._error(401, f"Incorrect API key provided: {self.headers['Authorization']}", "invalid_api_key")
        elif model == "always-busy" or (model == "busy" and tries == 1):
            self._error(429, "Too many requests", "rate_limit_exceeded", {"Retry-After": "3600" if model == "always-busy" else "1"})
        elif model == "broken":
            self._error(500, f"Traceback: {asked['messages'][-1]['content']}", None)
        elif model == "no-stream" and asked.get("stream"):
            self._error(400, "stream is not supported", "unsupported_value")
        elif model == "html":
            self._whole(200, b"<!doctype html><title>Welcome</title><p>It works!", "text/html")
        elif model == "nonsense":
            self._sent(["data: {no json\n\n"])
        elif model not in NAMES:
            self._error(404, f"model {model!r} not found", "model_not_found")
        elif len(json.dumps(asked["messages"])) > 100_000:
            self._error(400, "This model's maximum context length is 4096 tokens", "context_length_exceeded")
        else:
            self._answer(model, asked)

    def _answer(self, model: str, asked: dict[str, Any]) -> None:
        prompt = read_prompt(asked["messages"])
        usage = {"prompt_tokens": len(prompt.user.split()), "completion_tokens": 0, "total_tokens": 0}
        if model in ("rambler", "stall", "flood"):
            self._sent({"rambler": self._ramble, "stall": self._stall, "flood": self._flood}[model]())
            return
        text = WRITERS[model](prompt)
        usage["completion_tokens"] = len(text.split())
        if not asked.get("stream"):
            message = {"role": "assistant", "content": text}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            self._json(200, {"id": "1", "object": "chat.completion", "created": 0, "model": model, "choices": choices, "usage": usage})
            return
        words = text.split(" ")
        pieces = [word + " " for word in words[:-1]] + words[-1:]
        if model == "half":
            self._sent(map(_event, pieces[: len(pieces) // 2]), ends=False)
            return
        events = [*map(_event, pieces), _event("", "stop")]
        if (asked.get("stream_options") or {}).get("include_usage"):
            events.append(f"data: {json.dumps({**_chunk(), 'choices': [], 'usage': usage})}\n\n")
        self._sent([*events, "data: [DONE]\n\n"])

    def _ramble(self) -> Iterator[str]:
        while True:
            yield _event("and so on ")
            time.sleep(0.02)

    def _stall(self) -> Iterator[str]:
        yield ""  # the headers alone
        while True:
            time.sleep(0.05)
            yield ": still here\n\n"  # a comment, which is nothing of an answer

    def _flood(self) -> Iterator[str]:
        yield _event("blah " * (FLOOD // 5))
        yield _event("", "stop")
        yield "data: [DONE]\n\n"

    def _sent(self, events: Any, ends: bool = True) -> None:
        """In chunks, as servers stream; without the last one, where the connection is dropped."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for event in events:
            if part := event.encode():
                self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))
            self.wfile.flush()
        if ends:
            self.wfile.write(b"0\r\n\r\n")

    def _error(self, status: int, message: str, code: str | None, headers: dict[str, str] | None = None) -> None:
        self._json(status, {"error": {"message": message, "type": "error", "code": code}}, headers)

    def _json(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        self._whole(status, json.dumps(value).encode(), "application/json", headers)

    def _whole(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _chunk() -> dict[str, Any]:
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "character"}


def _event(text: str, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
    return f"data: {json.dumps({**_chunk(), 'choices': [choice]})}\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve models that play characters.", epilog=f"They are {', '.join(NAMES)}.")
    parser.add_argument("--port", type=int, default=8123)
    with Characters(parser.parse_args().port) as server:
        print(f"The characters are at {server.url}: {', '.join(NAMES)}")
        threading.Event().wait()


if __name__ == "__main__":
    main()
