"""Days in a text. 15 February 2022 is a Tuesday."""

from __future__ import annotations

from datetime import date

import pytest
from fakes import TIMED_TEXTS, calls
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.index.dates import Expression, expressions
from onrecord.index.model import Span

TUESDAY = date(2022, 2, 15)


def _found(text: str, reference: date | None = TUESDAY) -> list[tuple[str, str, str]]:
    return [(text[e.span.start : e.span.end], e.first.isoformat(), e.last.isoformat()) for e in expressions(text, reference)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("on Tuesday", "Tuesday", "2022-02-15"),
        ("on Monday night", "Monday night", "2022-02-14"),
        ("earlier on Wednesday", "Wednesday", "2022-02-09"),
        ("Karsk will meet Lorne on Monday", "Monday", "2022-02-21"),
        ("the talks are due on Friday", "Friday", "2022-02-18"),
        ("On Friday, Karsk will fly to Orlest", "Friday", "2022-02-18"),
        ("Karsk will be sent home on Friday", "Friday", "2022-02-18"),
        ("he will not say what happened on Friday", "Friday", "2022-02-11"),
        ("she would not say on Friday", "Friday", "2022-02-11"),
        ("a report by the harbour board on Friday", "Friday", "2022-02-11"),
        ("until Friday", "Friday", "2022-02-18"),
        ("next Tuesday", "next Tuesday", "2022-02-22"),
        ("last Monday", "last Monday", "2022-02-07"),
        ("Friday of last week", "Friday of last week", "2022-02-11"),
        ("Tuesday’s match", "Tuesday", "2022-02-15"),
        ("what was said last friday?", "last friday", "2022-02-11"),
        ("today", "today", "2022-02-15"),
        ("last night", "last night", "2022-02-14"),
        ("this morning", "this morning", "2022-02-15"),
        ("tomorrow evening", "tomorrow evening", "2022-02-16"),
        ("the day before yesterday", "the day before yesterday", "2022-02-13"),
        ("three days ago", "three days ago", "2022-02-12"),
        ("on 3 March", "3 March", "2021-03-03"),
        ("will vote on 3 March", "3 March", "2022-03-03"),
        ("March 3", "March 3", "2021-03-03"),
        ("Feb. 13", "Feb. 13", "2022-02-13"),
        ("on march 3", "march 3", "2021-03-03"),
        ("Thursday, 3 March", "Thursday, 3 March", "2022-03-03"),
        ("29 February", "29 February", "2020-02-29"),
    ],
)
def test_a_day_is_reckoned_from_the_day_of_publication(text: str, words: str, day: str) -> None:
    assert _found(text) == [(words, day, day)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("earlier this week", "earlier this week", "2022-02-14", "2022-02-15"),
        ("last week", "last week", "2022-02-07", "2022-02-13"),
        ("over the weekend", "the weekend", "2022-02-12", "2022-02-13"),
        ("will sail at the weekend", "the weekend", "2022-02-19", "2022-02-20"),
        ("last weekend", "last weekend", "2022-02-12", "2022-02-13"),
        ("this weekend", "this weekend", "2022-02-19", "2022-02-20"),
        ("over the past week", "the past week", "2022-02-08", "2022-02-15"),
        ("this month", "this month", "2022-02-01", "2022-02-28"),
        ("last month", "last month", "2022-01-01", "2022-01-31"),
        ("last year", "last year", "2021-01-01", "2021-12-31"),
        ("two weeks ago", "two weeks ago", "2022-01-31", "2022-02-06"),
        ("in the past two days", "past two days", "2022-02-13", "2022-02-15"),
        ("in June", "June", "2021-06-01", "2021-06-30"),
        ("by June", "June", "2022-06-01", "2022-06-30"),
        ("next June", "next June", "2022-06-01", "2022-06-30"),
        ("in early May", "early May", "2021-05-01", "2021-05-10"),
        ("in mid-June", "mid-June", "2021-06-11", "2021-06-20"),
        ("in march last year", "march last year", "2021-03-01", "2021-03-31"),
        ("from 3 to 5 March", "3 to 5 March", "2021-03-03", "2021-03-05"),
    ],
)
def test_a_longer_time_is_a_period(text: str, words: str, first: str, last: str) -> None:
    assert _found(text) == [(words, first, last)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2022-03-03", "2022-03-03", "2022-03-03", "2022-03-03"),
        ("13/03/2022", "13/03/2022", "2022-03-13", "2022-03-13"),
        ("03/03/2022", "03/03/2022", "2022-03-03", "2022-03-03"),
        ("March 3, 2021", "March 3, 2021", "2021-03-03", "2021-03-03"),
        ("the 3rd of March 2021", "3rd of March 2021", "2021-03-03", "2021-03-03"),
        ("in June 2021", "June 2021", "2021-06-01", "2021-06-30"),
        ("in 2014", "2014", "2014-01-01", "2014-12-31"),
        ("late 2014", "late 2014", "2014-09-01", "2014-12-31"),
        ("the 1990s", "1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_a_time_with_its_year_needs_no_day_of_publication(text: str, words: str, first: str, last: str) -> None:
    assert _found(text, None) == [(words, first, last)]


def test_without_a_day_of_publication_there_is_no_tuesday() -> None:
    assert _found("on Tuesday, in June, yesterday, last week, on 3 March, two days ago, this weekend", None) == []


@pytest.mark.parametrize(
    "text",
    [
        "They may march in the sun, and sat by the sea",
        "Theresa May said",
        "the 3 may leave",
        "soldiers on march",
        "the Sunday Times",
        "Black Friday",
        "Good Friday",
        "USA Today",
        "03/04/2022",
        "30 February",
        "in 2000 cases",
        "the year 99999-12-31",
        "the day before the vote",
        "the day before.",
    ],
)
def test_ordinary_words_and_days_that_nobody_can_know_are_no_time(text: str) -> None:
    assert _found(text) == []


def test_the_day_before_counts_from_the_day_named_last() -> None:
    assert _found("He left on 3 January. Three days earlier he had come.") == [
        ("3 January", "2022-01-03", "2022-01-03"),
        ("Three days earlier", "2021-12-31", "2021-12-31"),
    ]


def test_only_the_slice_is_read() -> None:
    text = "on Monday and on Tuesday"
    assert expressions(text, TUESDAY, 10) == [Expression(Span(17, 24), TUESDAY, TUESDAY)]
    assert expressions(text, TUESDAY, 0, 9) == [Expression(Span(3, 9), date(2022, 2, 14), date(2022, 2, 14))]
    assert expressions(text, TUESDAY, 0, 8) == []


@settings(deadline=None, max_examples=300)
@given(TIMED_TEXTS, st.one_of(st.none(), st.dates()))
@example("last year next year in the past 999 years 999 weeks ago next week", date.min)
@example("tomorrow next Monday next year after tomorrow since 9999-12-31 will on Monday", date.max)
def test_any_text_and_any_day_give_ordered_spans_and_periods(text: str, reference: date | None) -> None:
    reached = 0
    for span, first, last in expressions(text, reference):
        assert reached <= span.start < span.end <= len(text)
        assert first <= last
        reached = span.end


@pytest.mark.parametrize("piece", ["on Tuesday ", "1 ", "March ", "from March to ", "the day ", "Tuesday, 3 ", "last ", "\xa0", "2014 "])
def test_work_grows_with_length(piece: str) -> None:
    assert calls(lambda text: expressions(text, TUESDAY), piece, 40_000) < 5 * calls(lambda text: expressions(text, TUESDAY), piece, 10_000)


@pytest.mark.parametrize("count", "a an few several two three four five six seven eight nine ten eleven twelve 13".split())
def test_every_number_is_read(count: str) -> None:
    words = f"{count} weeks ago"
    assert [found for found, *_ in _found(f"It rained {words}, and {words.upper()}", date(2022, 2, 15))] == [words, words.upper()]


@pytest.mark.parametrize("month", "January February March April May June July August September October November December".split())
def test_every_month_is_read(month: str) -> None:
    assert [found for found, *_ in _found(f"{month} 3, 3 {month[:3]} 2021", date(2022, 2, 15))] == [f"{month} 3", f"3 {month[:3]} 2021"]
