"""A question's words, without the politeness, with slips mended; and its times."""

import pytest

from onrecord.qa.wording import TIME, saying, words_of


@pytest.mark.parametrize(
    ("line", "lows"),
    [
        ("What did Karsk say?", ["what", "did", "karsk", "say"]),
        ("please, can you tell me what Karsk’s aide said?!", ["what", "karsk's", "aide", "said"]),
        ("hello, how are you?", ["hello", ",", "how", "are", "you"]),
        ("waht ddi karsk sya abuot ice", ["what", "did", "karsk", "say", "about", "ice"]),
        ("that hat said aid", ["that", "hat", "said", "aid"]),
        ("who said “a b c”?", ["who", "said", '"']),
        ("the sailors' and dockers' union", ["the", "sailors'", "and", "dockers'", "union"]),
        ("", []),
    ],
)
def test_words(line: str, lows: list[str]) -> None:
    assert [word.low for word in words_of(line)] == lows


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("on 3 March 2031 and in May", ["on 3 March 2031", "in May"]),
        ("since Monday, last week or two days ago", ["since Monday", "last week", "two days ago"]),
        ("between 3 and 5 March", ["between 3 and 5 March"]),
        ("from March to May", ["from March to May"]),
        ("two weeks before 8 April, as of Monday", ["two weeks before 8 April", "as of Monday"]),
        ("in the week of 13 May or at the end of June", ["in the week of 13 May", "at the end of June"]),
        ("the day after the vote", []),
        ("they may march before the summit", []),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    assert [match[0] for match in TIME.finditer(text)] == times


def test_verbs_of_saying() -> None:
    assert [saying(word) for word in ("said", "apologised", "reacts", "disagreed")] == [
        ("say", "past"),
        ("apologize", "past"),
        ("react", "s"),
        ("disagree", "past"),
    ]
    assert (saying("sank"), saying("found")) == (None, None)
