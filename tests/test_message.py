"""An answer as HTML: all of a stranger's is text, and the pieces say what is what."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Article, Span, Statement
from onrecord.qa.answer import Answer, IndexState, Piece, Removed, Written, cite
from onrecord.qa.draft import nothing as nothing_draft
from onrecord.qa.draft import unsure as unsure_draft
from onrecord.qa.evidence import Evidence
from onrecord.qa.page import Block
from onrecord.ui.known import Known
from onrecord.ui.message import draft, mark, message, outside, place, plain, question_link, trouble, unfinished, working

TEXT = "Mara Vell said the ferry would sail. “It will sail,” she said."
ARTICLE = Article(
    TEXT, id="a/1", title="Ferry", source="Courier", author="Tove Arn", published="2031-03-05", url="https://courier.example/x"
)
STATEMENT = Statement("a/1", "Mara Vell", None, None, (Span(0, 35),), "indirect", "2031-03-04")
STATE = IndexState("news", 1)
BLANK = "\n \n"


class Seen(HTMLParser):
    """What a browser would see: elements, their attributes, and the text with <br> as a line break."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def names(self) -> set[str]:
        return {name for name, _ in self.elements}

    def links(self) -> list[str | None]:
        return [attributes["href"] for name, attributes in self.elements if name == "a"]


def answered(article: Article = ARTICLE, heading: str = "Mara Vell, mayor:", **changes: object) -> Answer:
    citation = cite(1, article, Span(0, min(35, len(article.text))), STATEMENT)
    text = f"{heading}\n{citation.quote} [1]"
    start = len(heading) + 1
    end = start + len(citation.quote)
    pieces = (Piece("heading", 0, len(heading)), Piece("quote", start, end), Piece("mark", end + 1, end + 4, 1))
    answer = Answer("who?", "answered", text, (citation,), 0.9, STATE, pieces=pieces)
    return replace(answer, **changes)  # pyright: ignore[reportArgumentType]


def unsure(article: Article = ARTICLE, end: int = 9, asked: str | None = None, **changes: object) -> Answer:
    """What comes nearest is the beginning of the article."""
    draft = unsure_draft([Block((Evidence(article, Span(0, end), STATEMENT),), "Mara Vell, 4 March 2031:")], 0.1)
    return replace(draft.answer("who?", STATE), asked=asked, **changes)  # pyright: ignore[reportArgumentType]


def nothing(asked: str | None = None, **changes: object) -> Answer:
    return replace(nothing_draft().answer("who?", STATE), asked=asked, **changes)  # pyright: ignore[reportArgumentType]


def test_the_telling_sentence_is_bold() -> None:
    article = Article("It rained. Boats <i>sank</i>. Snow came.", id="storm")
    telling = Span(11, 29)
    draft = unsure_draft([Block((Evidence(article, Span(0, len(article.text)), telling=telling),))], 0.1)
    shown = message(draft.answer("who?", STATE))
    assert f"<b>{plain(article.text[slice(*telling)])}</b>" in shown
    assert f'class="quote">{plain("It rained. ")}<b>' in shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ferry 3", "ferry 3"),
        ("<b>", "&#60;b&#62;"),
        ("a\nb\r\nc\u2028d", "a<br>b<br>c<br>d"),
        ("**[x](y)** &amp;", "&#42;&#42;&#91;x&#93;&#40;y&#41;&#42;&#42; &#38;amp&#59;"),
    ],
)
def test_plain(text: str, written: str) -> None:
    assert plain(text) == written


@given(st.text())
@settings(deadline=None)
def test_any_text_read_back_is_the_text(text: str) -> None:
    seen = Seen(plain(text))
    assert seen.names() <= {"br"}
    assert seen.text == re.sub(r"\r\n?|[\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]", "\n", text)


@given(st.text(st.characters(max_codepoint=127)))
@settings(deadline=None)
def test_nothing_is_left_that_markdown_could_read(text: str) -> None:
    assert re.findall(r"[!-/:-@\[-`{-~\n]", re.sub(r"&#\d+;|<br>", "", plain(text))) == []


def test_an_answer_is_made_by_its_pieces() -> None:
    seen = Seen(message(answered(), Known(roles={1: "mayor"})))
    assert seen.text.startswith("Mara Vell, mayorMara Vell said the ferry would sail\xa0Citation 11 citation")
    assert [name for name, _ in seen.elements].count("h3") == 1
    assert "Mara Vell, mayor · indirect speech · said on 4 March 2031" in seen.text
    assert "Courier · Tove Arn · 5 March 2031" in seen.text
    assert set(seen.links()) == {"#/article/a%2F1/1/0-35/1", "https://courier.example/x"}


def test_what_looks_like_a_mark_or_a_heading_is_none() -> None:
    article = replace(ARTICLE, text="Boris Somebody:\n[1] and [2] at sea.")
    seen = Seen(message(answered(article)))
    assert [name for name, _ in seen.elements].count("h3") == 1
    assert "Boris Somebody:\n[1] and [2] at sea." in seen.text
    assert sum("mark" == attributes.get("class") for _, attributes in seen.elements) == 2  # beside the quotation, and on its card


def test_a_message_is_one_block_of_html() -> None:
    article = replace(ARTICLE, text=f"One.{BLANK}Two.{BLANK}```{BLANK}</section>", title=f"a{BLANK}b", source=f"c{BLANK}d")
    asked = f"e{BLANK}f"
    unclear = message(unsure(article, len(article.text), asked))
    for written in (message(answered(article)), unclear, message(nothing(asked)), trouble(f"g{BLANK}h")):
        assert written.startswith("<section")
        assert "\n" not in written
        assert written.count("</section>") == 1


@given(st.text(), st.text(min_size=1).filter(str.strip), st.one_of(st.none(), st.text()))
@settings(deadline=None)
def test_strangers_add_no_elements_and_no_links(title: str, text: str, url: str | None) -> None:
    article = replace(ARTICLE, text=text, title=title or None, source=title or None, author=title or None, url=url)
    plainly = Seen(message(answered(replace(ARTICLE, url=None)))).names() | {"br"}
    seen = Seen(message(answered(article, removed=(Removed(text, title),)), Known(roles={1: title})))
    assert seen.names() <= plainly | {"details", "summary"}
    assert all(link is not None and (link.startswith("#/article/a%2F1/1/") or link == url) for link in seen.links())


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", " https://a.example", "https://a.example/ x", "//a.example", "https://a\n"]
)
def test_no_link_to_what_is_no_page(url: str | None) -> None:
    assert outside(url, "page") == ""


def test_a_link_to_a_page_tells_it_nothing() -> None:
    assert outside('https://a.example/?q="1"', "page") == ""
    [(name, attributes)] = Seen(outside("HTTPS://a.example/?q=1&b", "page")).elements
    assert (name, attributes) == ("a", {"href": "HTTPS://a.example/?q=1&b", "target": "_blank", "rel": "noopener noreferrer"})


def test_links_carry_what_they_open() -> None:
    citation = cite(3, replace(ARTICLE, id='"><b>/é #?'), Span(5, 9))
    assert place(citation) == "#/article/%22%3E%3Cb%3E%2F%C3%A9%20%23%3F/1/5-9/3"
    assert Seen(mark(citation)).links() == [place(citation)]
    assert Seen(question_link('what "is" 5/6?', "ask")).links() == ["#/ask/what%20%22is%22%205%2F6%3F"]


def test_what_is_no_clear_answer_looks_like_one_under_the_line_that_says_so() -> None:
    written = message(unsure(asked="who is it?"), Known(roles={1: "mayor"}))
    seen = Seen(written)
    assert seen.elements[0] == ("section", {"class": "answer unsure"})
    lines = [(name, attributes.get("class")) for name, attributes in seen.elements if name in ("h3", "p")]
    assert lines == [("p", "asked"), ("p", "note"), ("h3", None), ("p", "said"), ("p", "origin")]
    assert '<p class="note"><span class="note">No clear answer&#46; What comes nearest&#58;</span></p>' in written
    assert seen.text.startswith(
        "Understood as: who is it?No clear answer. What comes nearest:Mara Vell, 4 March 2031Mara Vell\xa0Citation 11 citation"
    )
    assert "Mara Vell, mayor · indirect speech · said on 4 March 2031" in seen.text
    assert set(seen.links()) == {"#/article/a%2F1/1/0-9/1", "https://courier.example/x"}
    assert sum("mark" == attributes.get("class") for _, attributes in seen.elements) == 2  # beside the quotation, and on its card


def test_an_unsure_answer_says_what_was_taken_out() -> None:
    assert "It sank. not in the articles" in Seen(message(unsure(removed=(Removed("It sank.", "not in the articles"),)))).text


def test_nothing_is_an_abstention() -> None:
    written = message(nothing("who is it?"))
    assert written == (
        '<section class="abstention"><p class="asked">Understood as&#58; who is it&#63;</p>'
        '<p class="refusal">Nothing in these articles comes near that&#46;</p></section>'
    )
    removed = Seen(message(nothing(removed=(Removed("It sank.", "not in the articles"),))))
    assert removed.text == (
        "Nothing in these articles comes near that.1 sentence taken out, because the articles don’t bear it outIt sank. not in the articles"
    )


def test_an_answer_is_a_section_of_its_class() -> None:
    assert Seen(message(answered())).elements[0] == ("section", {"class": "answer answered"})


def test_what_is_not_verified_stands_apart_with_what_it_cites_beneath() -> None:
    free = Written("The <b>boat</b> is ready to go.", "unverified", "too free", (1,))
    gone = Written("It sank.", "removed", "no", ())
    seen = Seen(message(answered(sentences=(free, gone))))
    box = "≈ The model’s own words, not verified: compare them with what they cite"
    assert f"{box}The <b>boat</b> is ready to go.{ARTICLE.text[:35]}\u00a0Citation 1" in seen.text
    assert ("aside", {"class": "unverified"}) in seen.elements
    assert "b" not in seen.names() and "It sank" not in seen.text
    assert "aside" not in Seen(message(answered(sentences=(gone,)))).names()


def test_what_was_removed_can_be_unfolded() -> None:
    seen = Seen(message(answered(removed=(Removed("It sank.", "not in the articles"), Removed("It burnt.", "nor this")))))
    assert "2 sentences taken out, because the articles don’t bear them out" in seen.text
    assert "It sank. not in the articles" in seen.text


def test_many_citations_are_folded() -> None:
    def cards(n: int) -> dict[str, str | None]:
        citations = tuple(cite(i, ARTICLE, Span(0, i)) for i in range(1, n + 1))
        return next(attributes for name, attributes in Seen(message(answered(citations=citations))).elements if name == "details")

    assert "open" in cards(6)
    assert "open" not in cards(7)


def test_an_article_without_a_title_is_called_by_its_label() -> None:
    answer = answered(replace(ARTICLE, title=None))
    assert "Mara Vell said the" in Seen(message(answer, Known({("a/1", 1): "Mara Vell said the …"}))).text


def test_what_is_being_made_says_so() -> None:
    assert [unfinished(each) for each in (working("Looking …"), draft("Mara\n\nVell"))] == [True, True]
    finished = (message(answered()), message(unsure()), message(nothing()), trouble("No."))
    assert [unfinished(each) for each in finished] == [False] * 4
    assert Seen(draft("<b>\n\nVell")).text == "<b>Vell"
