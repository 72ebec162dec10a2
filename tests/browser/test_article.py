"""Reading: the article of a number, beside the chat or over it."""

from __future__ import annotations

from typing import Any

import pytest
from driving import BOX, WHOLE, article, ask, cite, focused

SMALL = """() => [...document.querySelectorAll('button, summary, .card a')].filter(each => each.checkVisibility({visibilityProperty: true}))
    .map(each => [each.innerText, each.getBoundingClientRect()])
    .filter(([, at]) => at.width && (at.height < 43.5 || at.width < 43.5))
    .map(([text, at]) => `${text} ${at.width} ${at.height}`)"""
"""What a finger has to aim for."""
RATIOS = """selectors => {
    const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = each => {
        const colour = rgb(getComputedStyle(each).backgroundColor);
        return colour.length < 4 || colour[3] ? colour : behind(each.parentElement);
    };
    return selectors.map(selector => {
        const each = document.querySelector(selector);
        const [a, b] = [light(rgb(getComputedStyle(each).color)), light(behind(each))].sort((a, b) => b - a);
        return [selector, (a + 0.05) / (b + 0.05)];
    });
}"""
"""The contrast of a text's colour with the nearest background behind it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
READ = (
    ".quote", ".card .facts", ".origin .outlet", "a.mark", ".user-row p", ".icon-button", "#question button", "#masthead p",
    "#pane .reading p", "#pane mark:not(.active)", "#pane mark.active", "#pane mark.active sup", "#pane .byline", "#pane .bar .facts",
)  # fmt: skip
QUESTION = "what did Mara Vell say about the harbour?"


def which(page: Any) -> str:
    return page.locator("#pane .which").inner_text()


def test_next_and_previous_go_over_the_articles_of_an_answer(opened: Any) -> None:
    page = opened("news")
    said = ask(page, QUESTION)
    n = said.locator("p .mark").count()
    titles = [cite(page, 1).locator("h2").inner_text()]
    assert which(page) == f"1 of {n}"
    assert page.locator("#pane .previous").get_attribute("aria-disabled") == "true"
    for i in range(2, n + 1):
        page.locator("#pane .next").click()
        titles.append(article(page, i).locator("h2").inner_text())
    assert set(titles) == {"Harbour to open in May", "Harbour opens later"}
    assert which(page) == f"{n} of {n}"
    assert page.locator("#pane .next").get_attribute("aria-disabled") == "true"
    assert page.url.endswith(page.locator(f"{WHOLE} p .mark.current").get_attribute("href"))
    page.locator("#pane .previous").click()
    article(page, n - 1)
    assert page.locator(f"{WHOLE} p .mark.current .unseen").count() == 1
    page.go_back()
    page.wait_for_function("!document.body.classList.contains('reading-open')")
    assert "#" not in page.url


def test_an_address_opens_its_article(opened: Any) -> None:
    page = opened("news", "/#/article/opening/1/0-9/1".removeprefix("/"))
    assert article(page, 1).locator("h2").inner_text() == "Harbour to open in May"
    assert page.locator("#pane mark.active").inner_text().removeprefix("1").strip() == "Mara Vell"
    assert page.locator("#pane .byline").inner_text() == "Orsk Bay Courier · 5 March 2031 · the page itself"
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('#pane .leaf') === null")


def test_a_version_that_is_gone_says_so(opened: Any) -> None:
    page = opened("news", "#/article/opening/9/0-9/1")
    page.wait_for_selector("#pane .gone")
    assert page.locator("#pane .gone").inner_text() == "This version of the article is no longer in the index."


def test_a_long_article_is_scrolled_to_the_words(opened: Any) -> None:
    page = opened("news")
    ask(page, "what did Ilo Quist say about the crane?")
    cite(page, 1)
    at = page.locator("#pane mark.active").bounding_box()
    assert 100 < at["y"] < 750
    assert page.locator("#pane .leaf").evaluate("each => each.scrollTop") > 10_000


def test_by_the_keyboard_alone(opened: Any) -> None:
    page = opened("news")
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page) == "TEXTAREA":
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{WHOLE} p .mark")
    page.wait_for_selector("#question .submit-button")
    page.locator(f"{WHOLE} p .mark").first.focus()  # where Tab leads from the box, past the links of the card
    page.keyboard.press("Enter")
    article(page, 1)
    assert page.evaluate("document.activeElement.className") == "leaf"
    page.keyboard.press("ArrowRight")
    article(page, 2)
    page.keyboard.press("Shift+Tab")
    assert focused(page).startswith("copy link")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Close"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#pane .leaf') === null")
    assert page.evaluate("document.activeElement.matches('p .mark')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    article(page, 1)
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('p .mark')")
    page.locator(BOX).focus()
    page.keyboard.type("what did Ilo Quist say about the crane?")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('#chat .user-row').length === 2")


def test_on_a_narrow_screen_it_lies_over_the_chat(opened: Any) -> None:
    page = opened("news", width=360, height=740, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    ask(page, QUESTION)
    assert page.evaluate(SMALL) == []
    cite(page, 1)
    pane = page.get_by_role("dialog", name="Article")
    assert pane.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert page.evaluate(SMALL) == []
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement === document.body || document.querySelector('#pane').contains(document.activeElement)")
        )
    assert reached == {True}
    page.keyboard.press("Escape")
    page.wait_for_function("!document.body.classList.contains('reading-open')")
    assert page.evaluate("[...document.querySelectorAll('[inert]')].length") == 0
    page.get_by_role("button", name="New chat").tap()
    page.wait_for_selector(".welcome")
    page.get_by_role("button", name="Earlier").tap()
    page.locator("#conversation .tr-body").tap()
    page.wait_for_selector(f"{WHOLE} p .mark")
    assert not page.locator("#conversation .tr-body").is_visible()


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(253, 252, 250)"), ("dark", "rgb(23, 22, 20)")])
def test_what_is_read_stands_out(opened: Any, scheme: str, paper: str) -> None:
    page = opened("seed", color_scheme=scheme)
    ask(page, "what did Stoltenberg say?")
    cite(page, 2)
    assert [(name, ratio) for name, ratio in page.evaluate(RATIOS, READ) if ratio < 4.5] == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
