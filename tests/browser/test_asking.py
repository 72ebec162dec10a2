"""Asking: from the box to the answer, and what can be done with a question and an answer."""

from __future__ import annotations

from typing import Any

import pytest
from driving import BOX, WHOLE, answer, article, ask, cite

QUESTION = "what did Stoltenberg say?"
URGED = (
    "he urged Moscow to demonstrate its will to act with a “significant and enduring withdrawal of forces "
    "… and not least the heavy equipment”."
)


def test_from_the_question_to_the_words_in_the_article(opened: Any) -> None:
    page = opened("seed")
    said = ask(page, QUESTION)
    assert said.locator("h3").inner_text() == "Jens Stoltenberg, Secretary-General"
    assert said.locator(".quote").all_inner_texts()[1] == URGED
    cite(page, 2)
    marked = page.locator("#pane mark.active")
    assert "".join(marked.all_text_contents()) == f"2{URGED}"
    assert marked.first.evaluate("each => { const at = each.getBoundingClientRect(); return at.top > 100 && at.bottom < innerHeight }")
    assert [each.inner_text() for each in page.locator("#pane mark sup").all()] == ["1", "2", "3", "4"]
    assert page.locator("#pane .bar .facts").inner_text() == "Jens Stoltenberg, NATO’s chief · partly quoted"


def test_an_example_is_asked_by_a_click(opened: Any) -> None:
    page = opened("seed")
    example = page.locator(".welcome a").first
    text = example.inner_text()
    example.click()
    assert answer(page).locator(".quote").count() > 0
    assert page.locator("#chat .user-row").inner_text().startswith(text)


def test_a_follow_up_is_shown_as_it_was_understood(opened: Any) -> None:
    page = opened("seed")
    ask(page, QUESTION)
    said = ask(page, "and where did he say it?")
    assert said.locator(".asked").inner_text() == "Understood as: where did Stoltenberg say it?"
    assert said.locator(".quote").count() > 0
    assert page.locator("#chat .user-row").last.evaluate("each => each.getBoundingClientRect().top < 200")


def test_what_is_no_clear_answer_looks_like_none(opened: Any) -> None:
    page = opened("seed")
    said = ask(page, "what did Voss say?")
    assert said.get_attribute("class") == "answer unsure"
    assert said.locator(".note").first.inner_text() == "The articles don't mention Voss. What comes nearest:"
    assert said.locator(".quote").count() > 0
    cite(page, 1)
    article(page, 1)


def test_cards_say_who_how_and_where_from(opened: Any) -> None:
    page = opened("news")
    said = ask(page, "what did Mara Vell say about the harbour?")
    assert said.locator(".cards > li").count() == 2
    assert "Harbour opens later\nSkerry Post · Tove Arn · 9 April 2031" in said.locator(".origin").all_inner_texts()
    link = said.locator(".origin a")
    assert [link.get_attribute(name) for name in ("href", "target", "rel")] == [
        "https://courier.example/opening?a=1&b=2",
        "_blank",
        "noopener noreferrer",
    ]
    said.locator(".card .copy").first.click()
    page.wait_for_selector(".card .copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url.split("#")[0] + said.locator(".card .mark").first.get_attribute("href")
    again = opened(copied)
    assert "Vell" in article(again, 1).inner_text()


def test_copying_copies_what_is_read(opened: Any) -> None:
    page = opened("seed")
    ask(page, QUESTION)
    page.locator('#chat .bot-row button[aria-label="Copy message"]').click()
    page.wait_for_selector("#chat .copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Jens Stoltenberg, Secretary-General\n")
    assert f"{URGED} [2]" in copied
    assert "<" not in copied and "copy link" not in copied


def test_a_question_is_edited_as_it_was_typed_and_asked_again(opened: Any) -> None:
    page = opened("seed")
    ask(page, "what did *Stoltenberg* say about cheese & <b>ham</b>?")
    page.locator('#chat button[aria-label="Edit"]').click()
    edited = page.locator("#chat .user-row textarea")
    assert edited.input_value() == "what did *Stoltenberg* say about cheese & <b>ham</b>?"
    edited.fill("what did *Stoltenberg* say?")
    page.locator('#chat button[aria-label="Submit"]').click()
    page.wait_for_selector(f"{WHOLE} .quote >> nth=3")
    assert page.locator("#chat .user-row .message-content").all_inner_texts() == ["what did *Stoltenberg* say?"]
    assert page.locator("#chat .bot-row").count() == 1


def test_asking_again_and_taking_back(opened: Any) -> None:
    page = opened("seed")
    ask(page, "what did *Stoltenberg* say?")
    page.locator('#chat button[aria-label="Retry"]').click()
    page.wait_for_selector("#question .submit-button")
    answer(page)
    assert page.locator("#chat .user-row .message-content").all_inner_texts() == ["what did *Stoltenberg* say?"]
    page.locator('#chat button[aria-label="Undo"]').click()
    page.wait_for_selector(".welcome")
    assert page.locator(BOX).input_value() == "what did *Stoltenberg* say?"


def test_it_says_at_what_it_works_and_can_be_stopped(opened: Any) -> None:
    page = opened("slow")
    page.locator(BOX).fill(QUESTION)
    page.locator(BOX).press("Enter")
    page.wait_for_selector(".working")
    assert page.locator(".working").inner_text() == "Looking through 1 article …"
    assert page.get_by_role("log").get_attribute("aria-busy") == "true"
    page.wait_for_selector(".unfinished:not(:has(.working))")
    page.locator("#question .stop-button").click()
    page.wait_for_selector(".trouble")
    assert page.get_by_role("log").get_attribute("aria-busy") == "false"
    assert page.locator(".trouble").inner_text() == "Stopped before there was an answer."
    assert ask(page, "what did Putin say about missiles?").locator(".quote").count() > 0
    assert page.locator("#chat .bot-row").count() == 2


def test_conversations_are_kept_in_the_browser(opened: Any) -> None:
    page = opened("seed")
    ask(page, QUESTION)
    page.get_by_role("button", name="New chat").click()
    page.wait_for_selector(".welcome")
    ask(page, "what did Putin say about missiles?")
    page.wait_for_function("document.querySelectorAll('#conversation .tr-body').length === 2")
    page.reload()
    page.wait_for_selector("#conversation .tr-body >> nth=1")
    assert page.locator("#conversation .tr-body").all_inner_texts() == ["what did Putin say about missiles?", QUESTION]
    page.locator("#conversation .tr-body", has_text=QUESTION).click()
    page.wait_for_selector(f"{WHOLE} .quote >> nth=3")
    cite(page, 3)
    page.locator("#pane .close").click()
    page.get_by_role("button", name="Clear").click()
    page.wait_for_selector(".welcome")
    page.wait_for_function("document.querySelectorAll('#conversation .tr-body').length === 1")


def test_an_empty_index_says_so(opened: Any) -> None:
    page = opened("empty")
    page.wait_for_selector(".welcome")
    assert "There are no articles in this index yet" in page.locator(".welcome").inner_text()
    assert page.locator(".extent").inner_text() == "0 articles"
    assert ask(page, "what did the mayor say?").inner_text() == "There are no articles in this index yet."


@pytest.mark.parametrize("question", ["# heading\n\n- **b** <i>i</i> ![x](http://203.0.113.7/q.png) &amp; $$x$$ [1]", "x" * 3_000])
def test_a_question_is_shown_as_it_was_typed(opened: Any, question: str) -> None:
    page = opened("seed")
    page.locator(BOX).fill(question)
    page.locator("#question .submit-button").click()
    answer(page)
    assert page.locator("#chat .user-row .message-content").inner_text().split() == question.split()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
