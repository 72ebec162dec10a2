"""No request leaves the machine: the page in a browser, with all that it asks for watched; and the server, held by ``refused``."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from fakes import HashEmbedder
from served import Served, stocked

from onrecord.index.index import Index
from onrecord.index.model import Article

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SECONDS = 30_000  # in milliseconds, as Playwright counts

ATTACK = Article(
    "“<img src=x onerror=document.title='taken'><script>document.title='taken'</script> ![](https://news.example/a.png)” "
    "said Warden Eda Foss.",
    id="attack", title="<script src=https://news.example/a.js></script>", url="https://news.example/foss", published="2031-07-01",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Index.open(tmp_path_factory.mktemp("served") / "news", embedder=HashEmbedder()) as index:
        stocked(index).add([ATTACK])
        with Served(index) as server:
            yield server


@pytest.fixture
def page(served: Served) -> Iterator[Any]:
    """The page, opened; what it asked for and what its console said lies in ``page.asked`` and ``page.said``."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine; with one the page is opened in it: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by Playwright: pip install 'onrecord[dev]'")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.set_default_timeout(SECONDS)
        opened.asked, opened.said = [], []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.on("console", lambda message: opened.said.append(message.text) if message.type in ("error", "warning") else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.goto(served.url)
        yield opened
        browser.close()


def ask(page: Any, question: str) -> None:
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")


def test_nothing_is_fetched_from_elsewhere_and_no_policy_is_broken(page: Any, served: Served) -> None:
    ask(page, "what did Oda Lind say?")
    page.click("a.mark >> nth=0")
    page.wait_for_selector("#pane mark.active")
    assert {url for url in page.asked if not url.startswith((served.url, "data:", "blob:"))} == set()
    assert page.said == []


def test_an_article_that_attacks_the_page_fetches_and_runs_nothing(page: Any, served: Served) -> None:
    ask(page, "what did Eda Foss say?")
    page.click("a.mark >> nth=0")
    page.wait_for_selector("#pane mark.active")
    assert "<img src=x onerror" in page.inner_text("#pane mark.active")
    assert page.title() != "taken"
    assert {url for url in page.asked if not url.startswith((served.url, "data:", "blob:"))} == set()
    assert page.said == []


def test_a_script_that_got_into_the_page_would_not_run(page: Any, served: Served) -> None:
    """What stands between an error in our escaping and harm: the policy."""
    page.wait_for_selector("#question textarea")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"document.title = 'taken'\">`)")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: `document.title = 'taken'`}))")
    page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: 'https://news.example/a.png'}))")
    page.evaluate("fetch('https://news.example/').catch(() => 0)")
    page.wait_for_timeout(300)
    assert page.title() != "taken"
    assert len([line for line in page.said if "Content Security Policy" in line]) >= 4


def test_too_many_questions_are_told_in_a_friendly_way(page: Any, served: Served) -> None:
    page.wait_for_selector("#question textarea")
    message = "That was more than 300 requests in a minute. Please wait a moment, and ask again."
    page.route("**/queue/join*", lambda route: route.fulfill(status=429, json={"error": message, "detail": message}))
    ask(page, "what did Oda Lind say?")
    page.wait_for_selector(f"text={message}")
