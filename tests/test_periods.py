"""Periods that questions ask for. 15 February 2022 is a Tuesday."""

from __future__ import annotations

from datetime import date

import pytest
from fakes import TIMED_TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.periods import bounds

TUESDAY = date(2022, 2, 15)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What did Karsk say in June?", "2021-06-01", "2021-06-30"),
        ("since June", "2021-06-01", None),
        ("before 3 March", None, "2021-03-02"),
        ("after Monday", "2022-02-15", None),
        ("since Monday", "2022-02-14", None),
        ("until May", None, "2021-05-31"),
        ("by the end of June", None, "2021-06-30"),
        ("between 3 and 5 March", "2021-03-03", "2021-03-05"),
        ("from March to May", "2021-03-01", "2021-05-31"),
        ("between March and May 2021", "2021-03-01", "2021-05-31"),
        ("from November to February", "2021-11-01", "2022-02-28"),
        ("between Monday and Friday", "2022-02-07", "2022-02-11"),
        ("from 28 February to 3 March 2021", "2021-02-28", "2021-03-03"),
        ("from Monday on", "2022-02-14", None),
        ("after June 2021 but before August 2021", "2021-07-01", "2021-07-31"),
        ("on Saturday or Monday", "2022-02-12", "2022-02-14"),
        ("as of 3 March 2021", None, "2021-03-03"),
        ("two weeks before 8 April 2021", "2021-03-20", "2021-03-30"),
        ("a couple of days after 8 April 2021", "2021-04-10", "2021-04-10"),
        ("the day after 3 March 2021", "2021-03-04", "2021-03-04"),
        ("in the week before 27 April 2021", "2021-04-20", "2021-04-26"),
        ("in the week of 13 May 2021", "2021-05-10", "2021-05-16"),
        ("the week beginning 13 May 2021", "2021-05-13", "2021-05-19"),
        ("at the end of March 2021", "2021-03-22", "2021-03-31"),
        ("before the end of March 2021", None, "2021-03-30"),
        ("since the beginning of April 2021", "2021-04-01", None),
        ("What will he have said on Friday?", "2022-02-11", "2022-02-11"),
    ],
)
def test_bounds_are_the_days_that_a_question_asks_for(question: str, first: str | None, last: str | None) -> None:
    assert bounds(question, TUESDAY) == (first and date.fromisoformat(first), last and date.fromisoformat(last))


def test_a_question_without_a_time_has_no_bounds() -> None:
    assert bounds("What may Karsk have said before the summit?", TUESDAY) is None
    assert bounds("What did Karsk say on Tuesday?", None) is None


@settings(deadline=None, max_examples=200)
@given(TIMED_TEXTS, st.one_of(st.none(), st.dates()))
def test_any_question_has_bounds_in_order_or_none(text: str, reference: date | None) -> None:
    asked = bounds(text, reference)
    assert asked is None or None in asked or asked[0] <= asked[1]  # pyright: ignore[reportOperatorIssue]
