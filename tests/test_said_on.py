"""The day on which something was said. 15 February 2022 is a Tuesday."""

from __future__ import annotations

from datetime import date

import pytest
from fakes import TIMED_TEXTS, calls
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.said_on import said_on
from onrecord.index.sentences import layout
from onrecord.index.statements import extract

TUESDAY = date(2022, 2, 15)


def _days(text: str, published: str | None = "2022-02-15") -> list[tuple[str | None, str | None]]:
    """Who speaks, and when, for each statement in a text."""
    statements = extract(text)
    return list(zip((s.speaker for s in statements), said_on(text, layout(text), statements, published), strict=True))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Anna Karsk said on Monday that the bridge was safe.", "2022-02-14"),
        ("Anna Karsk said Monday that the bridge was safe.", "2022-02-14"),
        ("Anna Karsk on Monday said that the bridge was safe.", "2022-02-14"),
        ("Anna Karsk told reporters in Orlest on Monday that the bridge was safe.", "2022-02-14"),
        ("On Monday, Anna Karsk said that the bridge was safe.", "2022-02-14"),
        ("Speaking at a news conference on Monday after talks in Orlest, Anna Karsk said that the bridge was safe.", "2022-02-14"),
        ("“The bridge is safe and sound,” Anna Karsk said in an interview published on Monday.", "2022-02-14"),
        ("In a Monday statement, Anna Karsk said that the bridge was safe.", "2022-02-14"),
        ("Anna Karsk accused Sorrand on Monday of delay.", "2022-02-14"),
        ("After talks on Monday, Anna Karsk said on Tuesday that the bridge was safe.", "2022-02-15"),
        ("After Monday’s vote Anna Karsk said that the bridge was safe.", None),
        ("Anna Karsk, who flew home on Monday, said that the bridge was safe.", None),
        ("Anna Karsk said the flood on Monday had killed nobody.", None),
        ("Anna Karsk said that the bridge would open on Friday.", None),
        ("“We saw the flood on Monday and we ran,” Anna Karsk said.", None),
        ("Anna Karsk said last week that the bridge was safe.", None),
        ("The bridge fell on Monday, Anna Karsk said.", None),
    ],
)
def test_a_statement_has_the_day_that_belongs_to_the_act_of_saying(text: str, day: str | None) -> None:
    assert _days(text) == [("Anna Karsk", day)]


def test_the_day_holds_for_what_the_same_speaker_says_next_until_another_time_is_named() -> None:
    text = (
        "Anna Karsk said on Monday that the bridge was safe. Karsk added that it was old.\n\n"
        "“I walk over it every day of the week,” Karsk said.\n\n"
        "“I would rather swim,” Tobin Lorne said.\n\n"
        "Karsk had said earlier that it was closed. Karsk added that she was sorry."
    )
    assert _days(text) == [
        ("Anna Karsk", "2022-02-14"),
        ("Anna Karsk", "2022-02-14"),
        ("Anna Karsk", "2022-02-14"),
        ("Tobin Lorne", None),
        ("Anna Karsk", None),
        ("Anna Karsk", None),
    ]


def test_the_day_of_a_deed_holds_for_what_is_said_of_it() -> None:
    text = "Minister Anna Karsk on Monday opened the bridge.\n\n“It will stand for a hundred years,” Karsk told reporters."
    assert _days(text) == [("Anna Karsk", "2022-02-14")]
    text = "Anna Karsk opened a bridge on 3 March 2001.\n\n“It will stand for a hundred years,” Karsk said."
    assert _days(text) == [("Anna Karsk", None)]


def test_a_quotation_after_a_paragraph_that_goes_on_to_a_day_is_of_that_day() -> None:
    text = "On Monday, Orlest tried to play down the flood.\n\n“It was no more than a puddle, really,” Tobin Lorne said."
    assert _days(text) == [("Tobin Lorne", "2022-02-14")]


def test_others_at_the_news_conference_spoke_on_its_day() -> None:
    text = (
        "Speaking at a news conference on Monday, Anna Karsk said that the bridge was safe.\n\n"
        "“I would rather swim across it,” Tobin Lorne said at the news conference."
    )
    assert _days(text) == [("Anna Karsk", "2022-02-14"), ("Tobin Lorne", "2022-02-14")]


def test_a_dateline_is_no_day_of_saying() -> None:
    assert _days("ORLEST, 10 February (VPA) - The bridge is safe, Anna Karsk said.") == [("Anna Karsk", None)]


def test_without_publication_only_full_dates_are_days_of_saying() -> None:
    assert _days("Anna Karsk said on Monday that the bridge was safe.", None) == [("Anna Karsk", None)]
    assert _days("Anna Karsk said on 3 March 2021 that the bridge was safe.", None) == [("Anna Karsk", "2021-03-03")]


@settings(deadline=None, max_examples=200)
@given(TIMED_TEXTS, st.one_of(st.none(), st.dates()))
def test_any_text_gives_a_day_or_none_for_each_statement_and_none_after_publication(text: str, published: date | None) -> None:
    statements = extract(text)
    days = said_on(text, layout(text), statements, published.isoformat() if published else None)
    assert len(days) == len(statements)
    assert all(day is None or published is None or day <= published.isoformat() for day in days)


@pytest.mark.parametrize(
    "piece", ["On Tuesday Karsk said no. ", "Karsk said on Tuesday and ", "“No, on Tuesday,” he said. ", "Karsk on Tuesday "]
)
def test_work_grows_with_length(piece: str) -> None:
    def dated(text: str) -> None:
        said_on(text, layout(text), extract(text), "2022-02-15")

    assert calls(dated, piece, 20_000) < 5 * calls(dated, piece, 5_000)
