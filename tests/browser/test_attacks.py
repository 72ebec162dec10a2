"""Strangers' texts are shown as texts: nothing in them takes effect, and nothing is asked of another machine (`opened` watches)."""

from __future__ import annotations

from typing import Any

import pytest
from driving import WHOLE, article, ask, cite

ELEMENTS = (
    "script, img, iframe, svg, style, object, embed, form, h1, table, code, pre, [onerror], [onload], [ontoggle], [href^='javascript:' i]"
)


def strange(page: Any, within: str) -> list[str]:
    """Elements of the answer or the pane that none of our code writes."""
    return page.evaluate(
        "([s, e]) => [...document.querySelectorAll(s)].flatMap(w => [...w.querySelectorAll(e)]).map(each => each.outerHTML)",
        [within, ELEMENTS],
    )


def test_an_article_that_attacks_the_page(opened: Any) -> None:
    page = opened("hostile")
    said = ask(page, "what did Nils Orre say about the lamp?")
    assert strange(page, WHOLE) == []
    assert "<script>alert('a')</script>" in "\n".join(said.locator(".quote").all_inner_texts())
    assert (
        said.locator(".origin strong").first.inner_text().startswith("Lamp <script>alert('a')</script> <img src=http://203.0.113.7/x.png")
    )
    assert "Gazette <script>" in said.locator(".origin").first.inner_text()
    assert said.locator(".origin a").count() == 0  # its own address is no http
    assert "Boris Somebody" not in said.locator("h3").all_inner_texts()
    cite(page, 1)
    assert strange(page, "#pane") == []
    body = page.locator("#pane .reading").inner_text()
    for written in (
        "{{7*7}} ${alert('g')} ``` ~~~",
        "<iframe src=http://203.0.113.7/>",
        "[1] Boris Somebody:",
        "&lt;b&gt; &#60;i&#62;",
        "$$\\alpha$$",
    ):
        assert written in body
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#pane .leaf").evaluate("each => each.scrollWidth <= each.clientWidth")


@pytest.mark.parametrize(
    "hash",
    [
        "#/article/<img src=x onerror=alert(1)>/1/0-9/1",
        "#/article/%3Cimg%20src=x%20onerror=alert(1)%3E/1/0-9/1",
        "#/article/%E0/1/0-9/1",
        "#/ask/x",
    ],
)
def test_an_address_that_attacks_the_page(opened: Any, hash: str) -> None:
    page = opened("news", hash)
    page.wait_for_timeout(300)
    assert strange(page, "#pane") == []
    assert page.locator("#chat .user-row").count() == 0  # nobody's link asks by itself


def test_examples_of_a_hostile_index_are_text(opened: Any) -> None:
    page = opened("hostile")
    page.wait_for_selector(".welcome a")
    assert strange(page, ".welcome") == []
    page.locator(".welcome a").first.click()
    page.wait_for_selector(WHOLE)
    assert strange(page, "#chat .panel-wrap .message-content") == []
    cite(page, 1)
    article(page, 1)
