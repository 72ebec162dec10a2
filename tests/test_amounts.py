import pytest

from onrecord.qa.amounts import agrees, amounts, singles


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("some 70,000 people", 70_000, "", "~"),
        ("seventy thousand people", 70_000, "", ""),
        ("two hundred and five florins", 205, "florin", ""),
        ("$3.5 million", 3_500_000, "dollar", ""),
        ("more than 12 km", 12, "km", ">"),
        ("no fewer than 12 boats", 12, "", ">"),
        ("up to 30 percent", 30, "percent", "<"),
        ("five per cent at the most", 5, "percent", "<"),
        ("3 percentage points", 3, "points", ""),
        ("a third of the crew", 100 / 3, "percent", ""),
        ("three in four voters", 75, "percent", ""),
        ("half a million litres", 500_000, "litre", ""),
        ("a couple of boats", 2, "", ""),
        ("7:40 p.m.", 19 * 60 + 40, "o'clock", ""),
        ("six in the evening", 18 * 60, "o'clock", ""),
        ("the third gauge", 3, "nth", ""),
        ("over three years", 3, "year", ""),
    ],
)
def test_a_number_has_a_value_a_unit_and_a_bound(text: str, value: float, unit: str, bound: str):
    (found,) = amounts(text)
    assert (round(found.value, 6), found.unit, found.bound) == (round(value, 6), unit, bound)


@pytest.mark.parametrize("text", ["one of them", "dozens of boats", "the first of many", "nobody"])
def test_other_words_are_no_numbers(text: str):
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("claimed", "told", "may"),
    [
        ("70 boats", "70 boats", True),
        ("nearly 70 boats", "67 boats", True),
        ("nearly 70 boats", "50 boats", False),
        ("more than 60 boats", "64 boats", True),
        ("more than 60 boats", "60 boats", False),
        ("60 boats", "more than 60 boats", False),
        ("60 boats", "about 60 boats", False),
        ("two weeks", "14 days", True),
        ("12 months", "a long year, 1 year", True),
        ("3 million", "3 billion", False),
        ("3 percent", "3 percentage points", False),
        ("5 florins", "5 euros", False),
        ("two-thirds of them", "67 percent", True),
        ("at 7:40", "7:40 p.m.", True),
        ("7 a.m.", "7 p.m.", False),
    ],
)
def test_which_may_stand_for_which(claimed: str, told: str, may: bool):
    assert any(agrees(amounts(claimed)[0], other) for other in amounts(told)) == may


def test_a_week_is_one_week():
    (week,) = singles("It lasted a week.")
    assert agrees(amounts("one week")[0], week)
    assert singles("a boat") == []
