from datetime import UTC, date, datetime

import pytest

from onrecord.index.errors import ArticleError, MissingExtra, OnRecordError
from onrecord.index.model import MAX_TEXT, Article, Span, parse_day


def test_an_article_needs_a_text_only():
    article = Article("Rain fell on Varnholm.")
    assert (article.title, article.published, article.source, article.url, article.version) == (None, None, None, None, 1)
    assert len(article.id) == 16


def test_made_ids_follow_the_url_or_else_outlet_day_title_and_text():
    assert Article("Rain.", url="https://news.example/1").id == Article("Snow.", url="https://news.example/1", title="Other").id
    assert Article("Rain.").id == Article("Rain.").id
    ids = {Article("Rain.").id, Article("Rain.", source="Gazette").id, Article("Rain.", title="Gazette").id, Article("Rain.", id="a").id}
    assert len(ids) == 4


def test_the_text_is_kept_to_the_character():
    text = " \ufeffcafe\u0301\r\n\0\U0001f98a\u200d ‏שלום‎ \u2028"
    assert Article(text).text == text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": ""}, "the article's text is empty; it needs at least one word"),
        ({"text": " \n\t"}, "the article's text is empty; it needs at least one word"),
        ({"text": b"Rain."}, "the article's text is b'Rain.', of type bytes; it must be text"),
        ({"text": None}, "the article's text is None, of type NoneType; it must be text"),
        ({"text": "Rain.", "title": 3}, "the article's title is 3, of type int; it must be text"),
        (
            {"text": "Rain \ud83d."},
            "the article's text has half of a surrogate pair at character 5, which is no valid Unicode; write the text anew as UTF-8",
        ),
        (
            {"text": "Rain.", "source": "\udc80"},
            "the article's source has half of a surrogate pair at character 0, which is no valid Unicode; write the text anew as UTF-8",
        ),
        ({"text": "Rain.", "id": "a\nb"}, r"the id 'a\nb' is longer than 300 characters or has control characters in it"),
        ({"text": "Rain.", "id": "a" * 301}, f"the id {'a' * 40!r} is longer than 300 characters or has control characters in it"),
        ({"text": "Rain.", "published": "2022-02-30"}, "'2022-02-30' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        ({"text": "Rain.", "published": 20220215}, "20220215 is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
    ],
)
def test_what_is_wrong_with_an_article_in_words(fields: dict[str, object], message: str):
    with pytest.raises(ArticleError) as caught:
        Article(**fields)  # pyright: ignore[reportArgumentType]  # wrong types are what is tested
    assert str(caught.value) == message


def test_a_text_is_as_long_as_it_may_be_and_no_longer():
    assert len(Article("a" * MAX_TEXT).text) == 5_000_000
    with pytest.raises(ArticleError, match="has 5,000,001 characters; at most 5,000,000 are taken as one article"):
        Article("a" * (MAX_TEXT + 1))


def test_days():
    given = [
        "2022-02-15",
        " 2022-02-15 ",
        "2022-02-15T10:20:30Z",
        "2022-02-15 23:59",
        date(2022, 2, 15),
        datetime(2022, 2, 15, 23, tzinfo=UTC),
    ]
    assert [parse_day(value) for value in given] == ["2022-02-15"] * 6
    assert (parse_day(None), parse_day("")) == (None, None)


def test_days_of_early_years_sort_as_text_too():
    assert parse_day(date(987, 1, 2)) == "0987-01-02"


@pytest.mark.parametrize(
    "value", ["15/02/2022", "2022-2-15", "2022-13-01", "20220215", "２０２２-02-15", "2022-02-15T", "yesterday", True, 0]
)
def test_what_is_no_day(value: object):
    with pytest.raises(ArticleError, match="is not a day; write it as YYYY-MM-DD, say 2022-02-15"):
        parse_day(value)


def test_sha256_is_that_of_the_text_in_utf_8():
    assert Article("é", id="a").sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_labels():
    assert Article("Rain fell.", title="Weather").label == "Weather"
    assert Article("Rain\n\nfell  again.").label == "Rain fell again."
    assert Article("Rain fell on Varnholm " * 10).label == "Rain fell on Varnholm Rain fell on Varnholm Rain fell on Varnholm Rain …"


def test_a_span_is_a_slice():
    assert "Rain fell."[slice(*Span(5, 9))] == "fell"


def test_every_error_is_ours_and_a_missing_extra_names_its_install_line():
    assert issubclass(ArticleError, OnRecordError)
    assert (
        str(MissingExtra("the benchmark", "bench")) == "the benchmark needs a package that isn't installed: pip install 'onrecord[bench]'"
    )
