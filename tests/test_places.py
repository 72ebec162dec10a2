import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.evals.datasets import DatasetError
from onrecord.evals.places import place_of
from onrecord.index.model import Article, Span

TEXT = "“We’ll open the harbour in May,” Mara Vell said – at last.\n\nAsked when … Vell shrugged. Mara Vell said no more."
ARTICLE = Article(TEXT, id="a1")
COPY = "the same words stand there with other quotation marks, dashes, dots, blanks or capitals; copy them as they are: "


def refusal(quote: str, article: Article = ARTICLE) -> str:
    with pytest.raises(DatasetError) as caught:
        place_of(quote, article)
    return str(caught.value)


def test_the_place_of_a_quote() -> None:
    assert place_of("the harbour", ARTICLE) == Span(12, 23)
    assert TEXT[12:23] == "the harbour"
    assert place_of(TEXT, ARTICLE) == Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ('"We\'ll open the harbour in May,"', '"“We’ll open the harbour in May,”"'),
        ("``We'll open the harbour in May,''", '"“We’ll open the harbour in May,”"'),
        ("Mara Vell said -- at last", '"Mara Vell said – at last"'),
        ("at last. Asked when", '"at last.\\n\\nAsked when"'),
        ("Asked when...  Vell", None),
        ("Asked when ... Vell", '"Asked when … Vell"'),
        ("the Harbour in\xa0May", '"the harbour in May"'),
        (" the harbour\n", '"the harbour"'),
    ],
)
def test_other_marks_are_told(quote: str, there: str | None) -> None:
    assert (f' doesn\'t stand in article "a1": {COPY}{there}' in refusal(quote)) == (there is not None)


def test_dots_in_the_article_for_an_ellipsis_in_the_quote() -> None:
    assert refusal("wait … what", Article("Oh, wait . . . what?", id="b")) == (
        f'"wait … what" doesn\'t stand in article "b": {COPY}"wait . . . what"'
    )


def test_marks_that_a_pattern_would_obey_stand_for_themselves() -> None:
    assert refusal("(Is it so?) [yes]", Article("(is it so?) [YES]", id="b")).endswith(f'{COPY}"(is it so?) [YES]"')
    assert refusal("a.c is gone", Article("abc is gone", id="b")).endswith(
        "not even its first 8 characters do; copy a slice of the article's text as it is"
    )


def test_where_it_goes_another_way() -> None:
    assert refusal("the harbour in June, Vell said") == (
        '"the harbour in June, Vell said" doesn\'t stand in article "a1": its first 15 characters do, up to "the harbour in ", and then '
        'the quote goes on with "June, Vell said", the article with "May,” Mara Vell said – at last"; copy the slice as it is'
    )


def test_where_the_article_ends_too_soon() -> None:
    assert refusal("Vell said no more. Ever.").endswith(
        'its first 18 characters do, up to "Vell said no more.", and then the quote goes on with " Ever.", the article with ""; '
        "copy the slice as it is"
    )


def test_nothing_like_it() -> None:
    assert refusal("Nothing of the sort") == (
        '"Nothing of the sort" doesn\'t stand in article "a1": not even its first 8 characters do; '
        "copy a slice of the article's text as it is"
    )


def test_more_than_once() -> None:
    assert refusal("Mara Vell said") == (
        '"Mara Vell said" stands in article "a1" more than once, first in '
        '"’ll open the harbour in May,” Mara Vell said – at last.\\n\\nAsked when … Vell", then in '
        '"\\n\\nAsked when … Vell shrugged. Mara Vell said no more."; lengthen it by words beside it until it stands there once'
    )
    assert "more than once" in refusal("aba", Article("ababa", id="b"))  # they overlap


@given(st.text(min_size=1), st.text(), st.text())
def test_a_slice_is_found_or_refused(quote: str, before: str, after: str) -> None:
    text = f"The {before}{quote}{after}"
    try:
        article = Article(text, id="b")
        start, end = place_of(quote, article)
    except DatasetError as error:
        assert "more than once" in str(error)
        assert text.find(quote) < text.rfind(quote)
    else:
        assert (text[start:end], text.find(quote), text.rfind(quote)) == (quote, start, start)


MARKS = "ab .…-–\"“”'’A"


@given(st.text(MARKS, min_size=1, max_size=40), st.text(MARKS, max_size=80))
def test_what_is_not_there_is_always_explained(quote: str, text: str) -> None:
    article = Article(f"The {text}", id="b")
    assume(quote.strip() and quote not in article.text)
    explanation = refusal(quote, article)
    assert "copy" in explanation
    if COPY in explanation:
        assert json.loads(explanation.split(COPY)[1]) in article.text
