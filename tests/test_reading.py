"""The article beside the chat: its whole text, with the slices that an answer cites."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.ui.reading import GONE, Cited, reading, show

TEXT = "The ferry sails. It is new.\n\nIt has a crew."


class Marks(HTMLParser):
    """Its elements, and what is marked, as (active, number, text)."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.marks: list[list[object]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self._open.append(tag)
        if tag == "mark":
            self.marks.append([dict(attrs).get("class") == "active", None, ""])

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "sup" in self._open:
            self.marks[-1][1] = int(data)
        elif "mark" in self._open:
            self.marks[-1][2] = f"{self.marks[-1][2]}{data}"
        if "sup" not in self._open and "header" not in self._open:
            self.text += data


@pytest.mark.parametrize(
    ("cited", "marks"),
    [
        ([(1, 4, 9)], [[False, 1, "ferry"]]),
        ([(1, 4, 9), (2, 17, 22)], [[False, 1, "ferry"], [True, 2, "It is"]]),
        ([(2, 10, 34)], [[True, 2, "sails. It is new."], [True, None, "It ha"]]),  # over two paragraphs, numbered once
        ([(1, 4, 22), (2, 10, 16)], [[False, 1, "ferry "], [True, 2, "sails."], [False, None, " It is"]]),
        ([(1, 4, 9), (3, 4, 9)], [[False, 1, "ferry"]]),
        ([(2, 100, 200)], []),
        ([(2, 9, 4)], []),
    ],
)
def test_slices_are_marked(index: Index, cited: list[tuple[int, int, int]], marks: list[list[object]]) -> None:
    index.add([Article(TEXT, id="a")])
    seen = Marks(reading(index, "a", 1, [Cited(n, Span(start, end)) for n, start, end in cited], 2))
    assert seen.marks == marks
    assert seen.text == "The ferry sails. It is new.It has a crew."


def test_the_head_says_what_it_is() -> None:
    article = Article(
        TEXT, id="a", title="Ferry", source="Courier", author="Tove Arn", published="2031-03-05", url="https://c.example/x", language="en"
    )
    shown = show(article, [], 0)
    assert '<article class="reading" lang="en"><header><h2>Ferry</h2>' in shown
    assert "Courier · Tove Arn · 5 March 2031<a " in shown
    assert "Version" not in shown


def test_an_earlier_version_can_still_be_read(index: Index) -> None:
    index.add([Article(TEXT, id="a")])
    index.add([Article("It sank.", id="a")])
    assert "The ferry sails." in reading(index, "a", 1, [], 0)
    assert "It sank." in (later := reading(index, "a", 2, [], 0)) and "Version 2 of this article" in later


@pytest.mark.parametrize(("id", "version"), [("b", 1), ("a", 7), ("a", 0), ("a", -1), ("a", 1 << 70), ("\ud800", 1), ("<b>", 1)])
def test_what_is_gone_is_said_to_be(index: Index, id: str, version: int) -> None:
    index.add([Article(TEXT, id="a")])
    assert reading(index, id, version, [], 0) == f'<article class="reading"><p class="gone">{GONE}</p></article>'


@given(st.text(min_size=1).filter(str.strip), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
@settings(deadline=None)
def test_strangers_texts_add_nothing_but_text(text: str, slices: list[tuple[int, int]]) -> None:
    article = Article(text, id="a", title=text.strip(), source=text, author=text, url="javascript:alert(1)")
    cited = [Cited(i, Span(*ends)) for i, ends in enumerate(slices) if ends[1] <= len(text)]
    seen = Marks(show(article, cited, 0))
    assert set(seen.names) <= {"article", "header", "h2", "p", "mark", "sup"}
    assert "".join(seen.text.split()) == "".join(text.split())
