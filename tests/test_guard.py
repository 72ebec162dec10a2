"""Who is let in to the page, and how often."""

import asyncio
import base64
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from onrecord.ui.guard import LARGEST_BODY, Guard, Login, Rate, is_loopback

HERE = "http://127.0.0.1:7860"


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """What the guard stands before: it tells how much it was sent."""
    await PlainTextResponse(str(len(await Request(scope, receive).body())))(scope, receive, send)


def guard(**options: Any) -> Guard:
    chosen: dict[str, Any] = {"hosts": frozenset({"localhost", "127.0.0.1", "::1"}), "public": None, "login": None, "per_minute": 100}
    return Guard(behind, **{**chosen, **options})


def ask(guarded: Guard, method: str, path: str, url: str = HERE, **options: Any) -> httpx.Response:
    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url=url) as client:
            return await client.request(method, path, **options)

    return asyncio.run(asked())


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("url", [HERE, "http://localhost:1", "http://[::1]:7860"])
def test_the_page_is_served_under_the_names_of_this_machine(url: str) -> None:
    assert ask(guard(), "GET", "/", url).status_code == 200


@pytest.mark.parametrize(
    "host", ["news.example", "127.0.0.1.news.example", "localhost.", "", "127.0.0.1@news.example", "news.example/127.0.0.1"]
)
def test_and_under_no_other(host: str) -> None:
    """A page on the web may let its name point to this machine, and is then of one origin with whatever answers."""
    assert ask(guard(), "GET", "/", headers={"Host": host}).status_code == 421


def test_where_others_may_ask_any_name_will_do() -> None:
    assert ask(guard(hosts=None), "GET", "/", "http://news.example").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://news.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_of_other_sites_ask_for_nothing_but_the_page(headers: dict[str, str]) -> None:
    assert ask(guard(), "POST", "/ask", headers=headers, json={}).status_code == 403
    assert ask(guard(), "GET", "/config", headers=headers).status_code == 403
    assert ask(guard(), "POST", "/", headers=headers).status_code == 403
    assert ask(guard(), "GET", "/", headers=headers).status_code == 200  # a link to it


def test_its_own_page_and_programs_may_ask() -> None:
    assert ask(guard(), "POST", "/ask", headers={"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, json={}).status_code == 200
    assert ask(guard(), "POST", "/ask", json={}).status_code == 200


def test_behind_a_proxy_the_page_has_another_name() -> None:
    proxied = guard(hosts=frozenset({"127.0.0.1", "news.example"}), public="news.example:8443")
    assert ask(proxied, "POST", "/ask", headers={"Origin": "https://news.example:8443"}, json={}).status_code == 200
    assert ask(proxied, "POST", "/ask", headers={"Origin": "https://news.example"}, json={}).status_code == 403


CLOSED = """
/docs /openapi.json /login /logout /monitoring /monitoring/summary /gradio_api/proxy=https://news.example/ /gradio_api/deep_link
/gradio_api/file=https://news.example/a.png /gradio_api/file=http:/news.example /gradio_api/vibe-code /gradio_api/vibe-edit/
/gradio_api/runs /gradio_api/dev/reload /gradio_api/token /gradio_api/mcp/sse /gradio_api/mcp/schema /gradio_api/stream/a
/gradio_api/process_recording /gradio_api/call/reply /gradio_api/api/predict /custom_component/a /ask/more /%2e%2e/ask /ask%0A
"""


@pytest.mark.parametrize("path", CLOSED.split())
def test_what_is_not_needed_is_not_there(path: str) -> None:
    assert ask(guard(), "GET", path).status_code == 404


# The password


def test_everything_needs_the_password() -> None:
    closed = guard(login=Login("ann", "käse:1"), per_minute=1000)
    for method, path in (("GET", "/"), ("POST", "/ask"), ("GET", "/nothing"), ("POST", "/gradio_api/mcp/"), ("GET", "/assets/a.js")):
        refused = ask(closed, method, path)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="onrecord", charset="UTF-8"')
    assert ask(closed, "GET", "/", headers=basic("ann", "käse:1")).status_code == 200
    assert ask(closed, "POST", "/gradio_api/mcp/", headers=basic("ann", "käse:1")).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic !!!", "Basic YW5u", "Bearer YW5uOngx", basic("ann", "x")["Authorization"], basic("bob", "x1")["Authorization"],
     basic("ann", "x11")["Authorization"], basic("", "")["Authorization"]],
)  # fmt: skip
def test_nothing_else_is_the_password(authorization: str) -> None:
    assert not Login("ann", "x1").admits(authorization)
    assert ask(guard(login=Login("ann", "x1")), "GET", "/", headers={"Authorization": authorization}).status_code == 401


def test_passwords_are_not_tried_for_long() -> None:
    closed = guard(login=Login("ann", "x1"))
    tried = [ask(closed, "GET", "/", headers=basic("ann", str(n))).status_code for n in range(25)]
    assert tried == [401] * 20 + [429] * 5
    assert ask(closed, "GET", "/", headers=basic("ann", "x1")).status_code == 429  # or guessing would go on


# How often, how much


def test_a_bucket_fills_again() -> None:
    now = 0.0
    rate = Rate(60, lambda: now)
    assert [rate.admits("a") for _ in range(61)] == [True] * 60 + [False]
    assert rate.admits("b")
    now = 2.0  # seconds, in which two more come in
    assert [rate.admits("a") for _ in range(3)] == [True, True, False]
    now = 1000.0
    assert [rate.admits("a") for _ in range(61)] == [True] * 60 + [False]


def test_one_client_is_slowed_down_in_a_friendly_way() -> None:
    slow = guard(per_minute=3)
    statuses = [ask(slow, "POST", "/ask", json={}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = ask(slow, "POST", "/gradio_api/queue/join", json={})
    message = "That was more than 3 requests in a minute. Please wait a moment, and ask again."
    assert refused.json() == {"error": message, "detail": message}
    assert refused.headers["retry-after"] == "5"
    assert ask(slow, "GET", "/").status_code == 200  # what costs nothing is not counted
    assert ask(slow, "POST", "/gradio_api/cancel").status_code == 200


def test_a_request_may_not_be_too_long() -> None:
    assert ask(guard(), "POST", "/ask", content=b"x" * 100).text == "100"
    assert ask(guard(), "POST", "/ask", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert ask(guard(), "POST", "/gradio_api/upload", content=b"x" * (LARGEST_BODY + 1)).status_code == 200

    async def endless() -> Any:  # that doesn't say beforehand how long it is
        for _ in range(20):
            yield b"x" * 1_000_000

    with pytest.raises(Exception, match="^$"):  # the app behind is told that the client has gone
        ask(guard(), "POST", "/ask", content=endless())


@pytest.mark.parametrize(("host", "expected"), [
    ("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("[::1]", True),
    ("0.0.0.0", False), ("::", False), ("192.0.2.7", False), ("news.example", False), ("", False),
])  # fmt: skip
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
