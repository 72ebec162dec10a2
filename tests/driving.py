"""What a person does in the chat, for the tests that drive it in a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WHOLE = "#chat .bot-row:last-child section:not(.unfinished)"
"""The newest answer, when it is there."""
BOX = "#question textarea"


@contextmanager
def serving(folder: Path, *names: str) -> Generator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A process that serves those pages, and their addresses; "name:7900" is the page on that port, and others are on free ones."""
    script = Path(__file__).parent / "browser" / "served.py"
    with subprocess.Popen([sys.executable, str(script), str(folder), *names], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def ask(page: Any, question: str, press: str = "Enter") -> Any:
    """Types a question and sends it; the newest answer, when it is whole and the next question can be typed."""
    page.locator(BOX).fill(question)
    page.locator(BOX).press(press)
    page.wait_for_function("q => [...document.querySelectorAll('#chat .user-row')].at(-1)?.innerText.includes(q)", arg=question[:60])
    return answer(page)


def answer(page: Any) -> Any:
    page.wait_for_selector(WHOLE)
    page.wait_for_selector(f"{BOX}:not([disabled])")
    page.wait_for_selector("#question .submit-button")
    return page.locator(WHOLE)


def cite(page: Any, n: int) -> Any:
    """Presses a number of the newest answer; the article, when its slice stands out."""
    page.locator(f"{WHOLE} p .mark", has_text=str(n)).first.click()
    return article(page, n)


def article(page: Any, n: int) -> Any:
    page.wait_for_function("n => document.querySelector('#pane mark.active sup')?.innerText === String(n)", arg=n)
    return page.locator("#pane .reading")


def focused(page: Any) -> str:
    """What the keyboard is at: the text of the element, or else its tag."""
    return page.evaluate("document.activeElement.innerText?.trim() || document.activeElement.tagName")
