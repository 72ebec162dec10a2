"""A model's answer: sentence by sentence, what was taken out, and the switch back to the articles' own words."""

from __future__ import annotations

from typing import Any

from driving import WHOLE, article, ask, cite
from playwright.sync_api import expect

QUESTION = "What did Mara Vell say?"


def test_a_model_writes_and_what_nothing_bears_out_is_taken_out(opened: Any) -> None:
    page = opened("written")
    said = ask(page, QUESTION)
    told = said.locator(".written-line").inner_text().replace("\u00a0", " ")
    assert "".join(told.split("Citation ")) == "Mara Vell said that the harbour would open in May. 1 She said “The harbour is ready”. 2"
    assert "The prose is scripted’s" in said.locator(".byline").inner_text()
    taken = said.locator(".removed")
    assert taken.locator("summary").inner_text() == "1 sentence taken out, because the articles don’t bear it out"
    expect(taken.locator(".taken")).not_to_be_visible()
    taken.locator("summary").click()
    assert taken.locator(".taken").inner_text() == "<b>The harbour</b> was sold to Nils Orre for 3 million."
    cite(page, 2)
    assert page.locator("#pane mark.active").all_text_contents() == ["2“The harbour is ready,”"]


def test_what_is_not_verified_stands_in_a_box_with_what_it_cites(opened: Any) -> None:
    page = opened("written")
    said = ask(page, QUESTION)
    box = said.locator(".unverified")
    assert box.locator(".free").inner_text() == "Vell told people that boats could come in by May."
    assert box.locator(".quote").inner_text() == "Mara Vell, the mayor of Orsk Bay, said on Monday that the harbour would open in May."
    box.locator(".mark").click()
    assert article(page, 1).locator("h2").inner_text() == "Harbour to open in May"


def test_sentences_are_shown_as_they_are_checked(opened: Any) -> None:
    page = opened("written")
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .working")).to_have_text("Looking through 1 article; then scripted writes, and each sentence is checked …")
    expect(page.locator("#chat .unfinished")).to_contain_text("Mara Vell said that the harbour would open in May. [1]")
    page.locator(WHOLE).last.wait_for()


def test_the_switch_leaves_the_model_out(opened: Any) -> None:
    page = opened("written")
    switch = page.get_by_label("Let scripted write the answer")
    assert switch.is_checked()
    switch.focus()
    page.keyboard.press("Space")
    said = ask(page, QUESTION)
    assert said.locator("h3").inner_text() == "Mara Vell, mayor of Orsk Bay, 3 March 2031"
    assert said.locator(".written-line, .byline").count() == 0


def test_without_a_model_there_is_no_switch(opened: Any) -> None:
    page = opened("news")
    assert page.locator("#by-model").count() == 0
