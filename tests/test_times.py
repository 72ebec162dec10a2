"""Words that tell when, before a noun phrase."""

import pytest

from onrecord.index.model import Span
from onrecord.index.times import over_time
from onrecord.index.tokens import tokens


@pytest.mark.parametrize(
    ("phrase", "rest"),
    [
        ("This morning Ann Karsk", "Ann Karsk"),
        ("Last month the mayor", "the mayor"),
        ("Two weeks ago the mayor", "the mayor"),
        ("Monday the mayor", "the mayor"),
        ("14.29 Harbour officials", "Harbour officials"),
        ("9.05am Harbour officials", "Harbour officials"),
        ("Sunday Courier", "Sunday Courier"),
        ("Two bakers", "Two bakers"),
        ("last", "last"),
    ],
)
def test_what_stands_after_a_time(phrase: str, rest: str) -> None:
    sentence = tokens(phrase, Span(0, len(phrase)), ())
    first = over_time(sentence, 0, len(sentence) - 1)
    assert phrase[sentence[first].start :] == rest
