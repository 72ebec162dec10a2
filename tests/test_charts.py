"""The curves lie where the figures say."""

import re

from onrecord.evals.charts import reliability, risk_coverage, whisker


def points(svg: str) -> str:
    [found] = re.findall(r'<polyline class="curve" points="([^"]*)">', svg)
    return found


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_figure_lies_between_the_ends_of_its_interval() -> None:
    svg = whisker({"value": 0.5, "low": 0.25, "high": 0.75, "n": 8})
    assert '<line class="whisker" x1="32" x2="88" y1="8" y2="8">' in svg
    assert '<circle class="dot" cx="60" cy="8" r="3.5">' in svg


def test_a_figure_without_an_interval_is_a_dot() -> None:
    assert "whisker" not in whisker({"value": 0.5}).replace('class="whiskers"', "")


def test_risk_lies_over_coverage() -> None:
    svg = risk_coverage([[0.25, 0.0], [0.5, 0.0], [0.75, 1 / 3], [1.0, 0.5]])
    assert points(svg) == "148.5,240 231,240 313.5,86.7 396,10"  # from x 66 to 396, and from y 240 up to 10, which is 50 %
    assert texts(svg) == [
        *("0\N{NO-BREAK SPACE}%", "25\N{NO-BREAK SPACE}%", "50\N{NO-BREAK SPACE}%", "risk: of those, answered wrongly"),
        *(f"{percent}\N{NO-BREAK SPACE}%" for percent in (0, 25, 50, 75, 100)),
        "coverage: questions answered, the surest first",
    ]
    assert "Of the surest half it would get 0\N{NO-BREAK SPACE}% wrong, of all 50\N{NO-BREAK SPACE}%." in svg


def test_reliability_shows_how_many_questions_a_bin_has_and_no_point_for_none() -> None:
    svg = reliability(
        [
            {"low": 0.0, "high": 0.5, "n": 3, "confidence": 0.25, "accuracy": 0.0},
            {"low": 0.5, "high": 0.75, "n": 0, "confidence": None, "accuracy": None},
            {"low": 0.75, "high": 1.0, "n": 12, "confidence": 1.0, "accuracy": 1.0},
        ]
    )
    assert points(svg) == "148.5,240 396,10"
    assert svg.count("<circle") == 2
    assert [text for text in texts(svg) if text.isdigit()] == ["3", "0", "12"]
    assert re.findall(r'<rect class="bar" x="([^"]*)" y="[^"]*" width="([^"]*)" height="([^"]*)">', svg) == [
        ("67", "163", "13"),
        ("232", "80.5", "0"),
        ("314.5", "80.5", "52"),
    ]


def test_a_suite_without_questions_has_empty_curves() -> None:
    assert points(risk_coverage([])) == points(reliability([])) == ""
