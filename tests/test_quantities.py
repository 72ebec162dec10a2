import pytest

from onrecord.index.model import Span
from onrecord.qa.quantities import dates, numbers


def counted(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*part)], kind) for part, kind in numbers(text, Span(0, len(text)))]


def dated(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*part)], kind) for part, kind in dates(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("more than 400 passengers", "more than 400", "count"),
        ("seventeen goats", "seventeen", "count"),
        ("twenty-two goats", "twenty-two", "count"),
        ("two thousand and five goats", "two thousand and five", "count"),
        ("$4.5 million", "$4.5 million", "money"),
        ("4 cents a litre", "4 cents a litre", "money"),
        ("310,000 florins a year", "310,000 florins a year", "money"),
        ("84 per cent of them", "84 per cent", "percent"),
        ("6.5%", "6.5%", "percent"),
        ("240 cubic metres a second", "240 cubic metres a second", "volume"),
        ("no more than seven knots", "no more than seven knots", "speed"),
        ("14 miles", "14 miles", "length"),
        ("51 years old", "51 years old", "age"),
        ("the 3rd boat", "3rd", "ordinal"),
        ("twice", "twice", "times"),
        ("half the town", "half", "count"),
        ("two tenths of a point", "two tenths of a point", "percent"),
    ],
)
def test_number_has_its_unit_and_its_qualifier(text: str, number: str, kind: str) -> None:
    assert counted(text)[0] == (number, kind)


def test_age_stands_between_commas() -> None:
    assert counted("Ann Karsk, 51, sails.") == [("51", "age"), ("51", "count")]


def test_votes_are_counted_on_both_sides() -> None:
    assert counted("by 23 to 19") == [("23", "count"), ("23 to 19", "count")]


@pytest.mark.parametrize(
    ("text", "expression", "kind"),
    [
        ("at 7:40 a.m. sharp", "7:40 a.m.", "clock"),
        ("on 3 March 1951", "3 March 1951", "day"),
        ("on March 3, 1951, they", "March 3, 1951", "day"),
        ("on Friday of last week", "Friday of last week", "day"),
        ("on Monday morning", "Monday morning", "day"),
        ("2031-03-03", "2031-03-03", "day"),
        ("in late March", "late March", "month"),
        ("in the 10th and 11th centuries", "10th and 11th centuries", "century"),
        ("in 1951", "1951", "year"),
        ("in the late 1340s", "late 1340s", "year"),
        ("six years ago", "six years ago", "relative"),
        ("last month", "last month", "relative"),
        ("yesterday evening", "yesterday evening", "relative"),
    ],
)
def test_expression_of_time_is_found_whole(text: str, expression: str, kind: str) -> None:
    assert dated(text)[0] == (expression, kind)


def test_days_joined_are_one_expression_too() -> None:
    assert dated("on Sunday and Monday") == [("Sunday", "day"), ("Monday", "day"), ("Sunday and Monday", "day")]


def test_year_of_a_day_and_the_ends_of_a_range_are_parts() -> None:
    assert dated("3 March 1951") == [("3 March 1951", "day"), ("1951", "part of date")]
    assert dated("(1919–1980)") == [("1919–1980", "year"), ("1919", "range"), ("1980", "range end")]


@pytest.mark.parametrize("text", ["they may come", "they march on", "room 1951b", "1,951 goats", "$1951"])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert dated(text) == []


def test_eastern_is_no_easter_and_two_days_apart_are_no_span() -> None:
    assert dated("in Eastern Alden") == []
    assert ("12 April 1893", "day") in dated("on 12 April 1893, and on Wednesday of next week")
    assert all("Wednesday" not in text or "1893" not in text for text, _ in dated("on 12 April 1893, and on Wednesday of next week"))


def test_votes_for_and_against_are_one_number() -> None:
    assert ("23 votes to 19", "count") in counted("by 23 votes to 19")
