import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.verbatim import find_verbatim

TEXT = "“We’ll stay – all\xa0of us,” Ann Karsk said. “We will fight … and we will win,” she added. The dam’s wall cracked; we’ll stay."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We’ll stay – all\xa0of us", ["We’ll stay – all\xa0of us"]),
        ("we'll stay -- all of us", ["We’ll stay – all\xa0of us"]),
        ('"we will fight', ["“We will fight"]),
        ('"and we will win,"', ["and we will win,”"]),
        ('"WE\'LL STAY"', ["“We’ll stay", "we’ll stay"]),
        ("we will fight ... and we will win", ["We will fight … and we will win"]),
        ("Ann Karsk said ... she added", ["Ann Karsk said. “We will fight … and we will win,” she added"]),
        ("Ann Karsk said. [...] The dam’s wall", ["Ann Karsk said. “We will fight … and we will win,” she added. The dam’s wall"]),
        ("e’ll sta", []),
        ("we will stay", []),
        ("the wall ... Ann Karsk", []),
        ("“”", []),
        ("", []),
    ],
)
def test_find(words: str, found: list[str]) -> None:
    assert [TEXT[slice(*span)] for span in find_verbatim(words, TEXT)] == found


def test_what_is_invisible_is_passed_over() -> None:
    text = "The d\u00ada\u200bm is \U000e0041\u2066safe\u2069."
    assert [text[slice(*span)] for span in find_verbatim("dam is safe", text)] == ["d\u00ada\u200bm is \U000e0041\u2066safe"]


@given(st.text(), st.text(), st.text())
def test_what_stands_there_is_found(before: str, words: str, after: str) -> None:
    text = f"{before} {words} {after}"
    for span in find_verbatim(words, text):
        assert 0 <= span.start < span.end <= len(text)
    if words.isascii() and words.isalnum():
        assert words in [text[slice(*span)] for span in find_verbatim(words, text)]


@given(st.text(), st.text())
def test_any_words_in_any_text(words: str, text: str) -> None:
    for span in find_verbatim(words, text):
        assert 0 <= span.start < span.end <= len(text)
