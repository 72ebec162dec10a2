"""A server that stops in the middle, and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from driving import BOX, serving


def test_a_server_that_stops_in_the_middle(opened: Any, tmp_path: Path) -> None:
    with serving(tmp_path, "slow") as (process, addresses):
        page = opened(addresses["slow"], stops=True)
        page.locator(BOX).fill("what did Stoltenberg say?")
        page.locator(BOX).press("Enter")
        page.wait_for_selector(".working")
        process.kill()
        page.wait_for_selector("#lost")
    assert (
        page.get_by_role("alert")
        .locator("p")
        .inner_text()
        .startswith("The server doesn’t answer. Start it again, and this page comes back")
    )
    assert page.locator("#chat .working").is_hidden()
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('a'), {id: 'try', href: '#/article/x/1/0-3/1', innerText: '1'}))"
    )
    page.locator("#try").click()
    page.wait_for_selector("#pane .gone")
    assert "the server doesn’t answer" in page.locator("#pane .gone").inner_text()
    with serving(tmp_path, f"slow:{addresses['slow'].rstrip('/').rpartition(':')[2]}"):
        page.wait_for_selector("#lost", state="detached", timeout=30_000)
        page.wait_for_function(f"document.querySelector('{BOX}')?.value === 'what did Stoltenberg say?'")
