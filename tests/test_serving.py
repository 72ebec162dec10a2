"""The server as a whole: what it gives to whom, and how it starts and stops."""

import errno
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from fakes import HashEmbedder
from served import Served, stocked

from onrecord.index.errors import MissingExtra, OnRecordError
from onrecord.index.index import Index
from onrecord.qa.assistant import Assistant
from onrecord.ui import serving as serving_module
from onrecord.ui.chatting import chat
from onrecord.ui.guard import Login
from onrecord.ui.serving import Serving, address, app, listening


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Index.open(tmp_path_factory.mktemp("served") / "news", embedder=HashEmbedder()) as index, Served(stocked(index)) as server:
        yield server


# What it gives


def test_the_page_comes_with_a_policy_that_knows_its_scripts(served: Served) -> None:
    page = served.get("", headers={"Accept-Encoding": "br"})
    rules = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert page.status_code == 200 and "On record" in page.text
    assert len(re.findall("'sha256-", rules["script-src"])) >= 1
    assert "unsafe-inline" not in rules["script-src"]
    assert {name: page.headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy")} == {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
    }
    assert served.post("ask", {}).headers["x-content-type-options"] == "nosniff"


def test_nothing_of_the_page_is_from_elsewhere(served: Served) -> None:
    addresses = set(re.findall(r"""(?:src|href)=["']?(https?://[^"' >]+)""", served.get("").text))
    assert {each for each in addresses if not each.startswith(served.url)} == set()


FILES = """
{index}/catalog.sqlite3 {index}/vectors.faiss {index}/../.secret {cwd}/pyproject.toml {cwd}/.gitignore /etc/passwd /proc/self/environ
{sent}/../news/catalog.sqlite3 {sent}/%2e%2e/news/catalog.sqlite3 catalog.sqlite3 ../../../../etc/passwd
"""


@pytest.mark.parametrize("of", FILES.split())
def test_no_file_is_served(served: Served, root: Path, of: str) -> None:
    (served.index.folder.parent / ".secret").write_text("salt")
    path = of.format(index=served.index.folder, cwd=root, sent=served.files)
    for route in ("gradio_api/file=", "file=", "gradio_api/file/", "static/", "assets/", "svelte/", "theme.css/../"):
        response = served.get(route + path)
        assert response.status_code in (403, 404), (route, path)
        assert b"SQLite" not in response.content and b"root:" not in response.content


def test_a_file_that_was_sent_can_do_nothing(served: Served) -> None:
    """Not even if it is a page with a script, and somebody opens its address."""
    sent = httpx.post(f"{served.url}gradio_api/upload", files={"files": ("../../page.html", b"<script>alert(1)</script>")})
    (path,) = sent.json()
    assert Path(path).is_relative_to(served.files)
    given = served.get(f"gradio_api/file={path}")
    assert given.status_code == 200
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["content-disposition"].startswith("attachment")


def test_a_file_may_not_be_too_long(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    too_long = served.get("", headers={"X-Padding": "x"})  # the server is up
    assert too_long.status_code == 200
    with httpx.Client(timeout=60) as client:
        response = client.post(f"{served.url}gradio_api/upload", files={"files": ("a.txt", b"x" * (serving_module.LARGEST_UPLOAD + 1))})
    assert response.status_code == 413


def test_addresses_on_the_web_are_fetched_for_nobody(served: Served) -> None:
    for path in ("gradio_api/file=https://news.example/a.png", "gradio_api/proxy=https://a.hf.space/"):
        assert served.get(path).status_code == 404


def test_with_a_password_nothing_is_open(tmp_path: Path) -> None:
    with (
        Index.open(tmp_path / "news", embedder=HashEmbedder()) as index,
        Served(stocked(index), Serving(login=Login("ann", "x1"))) as closed,
    ):
        asked: dict[str, object] = {
            "": None, "config": None, "theme.css": None, "assets/index.js": None, "gradio_api/info": None, "gradio_api/heartbeat/abc": None,
            "gradio_api/file=/etc/passwd": None, "gradio_api/startup-events": None, "ask": {"question": "who?"},
            "gradio_api/run/ask": {"data": ["who?", None]}, "gradio_api/call/ask": {"data": ["who?", None]},
            "gradio_api/queue/join": {"data": ["who?"], "fn_index": 0, "session_hash": "a"}, "gradio_api/cancel": {},
            "gradio_api/component_server/": {"data": {}, "component_id": 1, "fn_name": "read", "session_hash": "a"},
            "gradio_api/upload": {},
        }  # fmt: skip
        statuses = {path: (closed.get(path) if values is None else closed.post(path, values)).status_code for path, values in asked.items()}
        assert statuses == dict.fromkeys(asked, 401)
        assert closed.get("", auth=("ann", "x1")).status_code == 200
        assert closed.post("ask", {"question": "what did Oda Lind say?"}, auth=("ann", "x1")).json()["answered"] is True
        assert closed.post("ask", {"question": "who?"}, auth=("ann", "x2")).status_code == 401


# Where it listens


def test_the_next_free_port_is_taken_unless_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(serving_module, "PORT", taken)
        with listening("127.0.0.1", None) as listener:
            assert taken < listener.getsockname()[1] < taken + 100
            assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(OnRecordError, match=rf"the port {taken} is in use; choose another with --port, or leave --port out"):
            listening("127.0.0.1", taken)


def test_a_host_that_is_not_this_machines_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def create_server(*_: object, **__: object) -> socket.socket:
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr(socket, "create_server", create_server)
    with pytest.raises(OnRecordError, match=r"can't listen on 127\.0\.0\.1, port 7860: .*assign.*; choose others with --host and --port"):
        listening("127.0.0.1", 7860)


# The command


def refused(*arguments: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        chat, [*arguments, "--no-open"], env={"GRADIO_SERVER_NAME": None, "GRADIO_SERVER_PORT": None, **environment}
    )
    return result.exit_code, " ".join(result.output.split())


def test_others_are_let_in_by_a_password_or_on_purpose_only() -> None:
    for status, output in (refused("--host", "0.0.0.0"), refused(GRADIO_SERVER_NAME="0.0.0.0")):
        assert status == 2
        assert "others could read all articles at 0.0.0.0: ask for a password with --auth USER, or say --without-password" in output


def test_a_password_is_needed_where_one_is_asked_for() -> None:
    status, output = refused("--auth", "ann")
    assert (status, output) == (1, "onrecord: --auth needs a password: set ONRECORD_PASSWORD, or run this on a terminal to be asked for it")
    assert refused("--auth", "ann:x", ONRECORD_PASSWORD="y")[0] == 2


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_module, "find_spec", lambda name: None)
    with Index.open(tmp_path / "news", embedder=HashEmbedder()) as index:
        with pytest.raises(MissingExtra, match=r"--mcp needs a package that isn't installed: pip install 'onrecord\[mcp\]'"):
            app(index, Assistant(index), Serving(mcp=True))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_says_where_and_stops_cleanly(tmp_path: Path, number: int) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "ONRECORD_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "onrecord", "chat", "--port", "0", "--index", "news"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 60)
        said = process.stdout.readline() if ready else ""
        found = re.fullmatch(r"The chat on 0 articles \(index news\) is open at (http://127\.0\.0\.1:\d+/)\n", said)
        try:
            assert found is not None, said
            with httpx.stream("GET", f"{found[1]}gradio_api/heartbeat/abc") as page:  # an open page doesn't keep it from stopping
                assert page.status_code == 200
                assert httpx.post(f"{found[1]}ask", json={"question": "who?"}).json()["text"] == "There are no articles in this index yet."
                assert [each.name for each in (home / "cache").glob("chat-*")] != []
                begun = time.monotonic()
                process.send_signal(number)
                process.wait(20)
                assert time.monotonic() - begun < 10
        finally:
            process.kill()
        assert process.stderr is not None
        assert process.stderr.read() == "Press Ctrl-C to stop it.\nstopped\n"
        assert process.returncode == 0
    assert list((home / "cache").glob("chat-*")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]  # nothing is left in the working folder
