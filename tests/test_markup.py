"""Strangers' text in HTML stays text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page

from onrecord.evals.markup import Html, join, tag, void


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (tag("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (tag("p", tag("b", "loud"), " and quiet"), "<p><b>loud</b> and quiet</p>"),
        (tag("p", "x", class_="note", aria_label='say "no"'), '<p class="note" aria-label="say &quot;no&quot;">x</p>'),
        (void("input", name="verdict", checked=True, disabled=False, value=None), '<input name="verdict" checked>'),
        (tag("line", x1=1.5, y1=0), '<line x1="1.5" y1="0"></line>'),
        (join("<i>", Html("<wbr>")), "&lt;i&gt;<wbr>"),
    ],
)
def test_what_is_written(made: Html, written: str) -> None:
    assert made == written


@given(st.text(), st.text())
@settings(deadline=None, max_examples=200)
def test_any_text_comes_back_as_text(text: str, attribute: str) -> None:
    read = Page(tag("p", text, title=attribute))
    assert read.elements == [("p", {"title": attribute})]
    assert read.text == text
