"""A browser, and the pages that it looks at; where there is no browser, these tests are skipped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import serving

CHROMIUM = shutil.which("chromium")
PAGES = ("seed", "news", "hostile", "slow", "empty", "written")
_LOOPBACK = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They come last: while the browser is there, an event loop runs, and a test that wants one of its own can't have it."""
    ours = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    for item in ours:
        item.add_marker("browser")
    items[:] = [item for item in items if item not in ours] + ours


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright: pip install 'onrecord[dev]'")
    if CHROMIUM is None:
        pytest.skip("the browser tests need chromium: apt-get install chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def addresses(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Of the pages, by name; asks for the browser first, without which nothing needs to be served."""
    with serving(tmp_path_factory.mktemp("pages"), *PAGES) as (_, found):
        yield found


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Opens a page by name (or address), watched: a test fails on an error in it, a dialog, and a request to anything but this machine."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(name: str, hash: str = "", *, width: int = 1280, height: int = 800, stops: bool = False, **options: Any) -> Any:
        """``stops`` says that its server will stop, of which the browser itself complains."""
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"], **options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" and not stops else None)
        page.on("request", lambda asked: None if _LOOPBACK.match(asked.url) else wrong.append(f"request: {asked.url}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto((name if "://" in name else request.getfixturevalue("addresses")[name]) + hash)
        page.wait_for_selector("#question textarea")
        page.wait_for_function("document.querySelector('#pane [role]')")  # the script has run
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
