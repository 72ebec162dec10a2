from datetime import date

import pytest

from onrecord.index.errors import QuestionError
from onrecord.index.filters import Filters, checked_filters


def test_what_is_typed_is_bound_and_never_part_of_the_condition() -> None:
    typed = checked_filters("2031-03-01", date(2031, 3, 9), "Gazette' OR 1 --", "a; DROP TABLE articles", "Karsk", "direct")
    where, bound = typed.on_statements()
    assert "Gazette" not in where and "DROP" not in where and where.count("?") == len(bound)
    assert bound == ["2031-03-01", "2031-03-09", "direct", "Gazette' OR 1 --", "a; DROP TABLE articles"]


def test_voices_are_what_is_looked_for() -> None:
    assert Filters(voices=(3, 4)).on_passages()[1] == ["[3, 4]"]
    assert Filters(voices=()).on_statements()[1] == ["[]"]
    assert Filters(speaker="Karsk").on_passages() == Filters().on_passages()


def test_passages_have_neither_kind_nor_day() -> None:
    assert checked_filters("2031-03-01", None, "Gazette", None, "Karsk", "mixed").of_passages() == Filters(
        source="Gazette", speaker="Karsk"
    )


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"since": "tomorrow"}, "since and until are days: 'tomorrow' is not a day"),
        ({"since": "2031-03-02", "until": "2031-03-01"}, "the first day comes after the last"),
        ({"kind": "loud"}, "the kind of statement is 'loud'; it must be one of direct, indirect, mixed"),
        ({"speaker": ""}, "the speaker is empty"),
        ({"source": "\ud800"}, "no valid Unicode"),
    ],
)
def test_what_is_no_filter(filters: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        checked_filters(**filters)
