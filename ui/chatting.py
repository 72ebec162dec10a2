"""``onrecord chat``: the page to ask and read on, served from this machine."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .options import FAILED, assistant_on, fail, index_option, model_option, opened, settings
from .terminal import echo, note

_PASSWORD = "ONRECORD_PASSWORD"


@click.command()
@click.option("--host", envvar="GRADIO_SERVER_NAME", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", envvar="GRADIO_SERVER_PORT", type=click.IntRange(0, 65535), help="The port; left out, the first free from 7860 on.")
@click.option("--root-path", envvar="GRADIO_ROOT_PATH", default="", help="Under which path or address a proxy shows the page.")
@click.option("--mcp", is_flag=True, help="Offer the endpoints as tools for language models too, at /gradio_api/mcp/.")
@click.option("--auth", metavar="USER", help=f"Ask everyone for this user and a password, which is asked for now or read from {_PASSWORD}.")
@click.option("--without-password", is_flag=True, help="Let everyone in who can reach the host, where it is not this machine alone.")
@click.option("--open/--no-open", "browse", default=None, help="Open the page in the browser; by default on a desktop's terminal only.")
@model_option
@index_option
def chat(
    host: str,
    port: int | None,
    root_path: str,
    mcp: bool,
    auth: str | None,
    without_password: bool,
    browse: bool | None,
    by_model: bool,
    strict: bool,
    where: str | None,
) -> None:
    """Open the chat: ask in a browser, and see every answer where it stands in its article."""
    from ..index.home import cache_folder
    from .guard import Login, is_loopback

    if not is_loopback(host) and auth is None and not without_password:
        raise click.UsageError(
            f"others could read all articles at {host}: ask for a password with --auth USER, or say --without-password if they may"
        )
    login = Login(auth, _password(auth)) if auth is not None else None

    from .serving import PORT, Serving, address, app, listening, prepare, run

    listener = listening(host, port)
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="chat-", dir=cache) as files, listener, opened(where, create=True) as index:
        prepare(Path(files))
        serving = Serving(host, root_path, mcp, login, settings().requests_per_minute)
        asgi = app(index, assistant_on(index, by_model, strict), serving)
        url = address(listener)

        def begun() -> None:
            if port is None and listener.getsockname()[1] != PORT:
                note(f"the port {PORT} is in use, so another is taken")
            count, _ = index.extent()
            echo(f"The chat on {count:,} article{'s' if count != 1 else ''} (index {index.name}) is open at {url}")
            if mcp:
                echo(f"Tools for language models: {url}gradio_api/mcp/")
            note("Press Ctrl-C to stop it.")
            if browse or (browse is None and _is_desktop()):
                webbrowser.open(url)

        run(asgi, listener, begun)
    note("stopped")


def _password(user: str) -> str:
    """From the environment, or typed in; never from the command line, which others on the machine can read."""
    if not user or ":" in user:
        raise click.UsageError("--auth takes a name without a colon in it")
    password = os.environ.get(_PASSWORD)
    if password is None and sys.stdin.isatty():
        password = click.prompt(f"Password for {user}", hide_input=True, confirmation_prompt=True, err=True)
    if not password:
        fail(f"--auth needs a password: set {_PASSWORD}, or run this on a terminal to be asked for it", FAILED)
    return password


def _is_desktop() -> bool:
    has_screen = sys.platform in ("darwin", "win32") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return sys.stdout.isatty() and has_screen
