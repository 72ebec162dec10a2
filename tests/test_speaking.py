"""Who can speak at all."""

import pytest

from onrecord.index.speaking import can_speak, is_common


@pytest.mark.parametrize(
    "mention",
    [
        "a senior official",
        "officials",
        "residents of Alden",
        "police",
        "the ministry",
        "the Norland ministry of tides",
        "people with knowledge of the talks",
        "two bakers familiar with the matter",
        "voters polled",
        "dockers marching through the rain",
        "a crowd chanting slogans",
        "many",
        "some in podcasting",
        "a third of those asked",
        "half of 2,000 people",
        "only a fifth of the members",
        "the 31-year-old",
        "the ex-mayor",
        "the baker’s children",
        "weavers and their allies almost",
        "the royal family",
        "Alden and Beijing",
        "the Alden news agency",
        "the independent Tide Board",
        "Radio 1",
        "No 10",
        "Referee Graham Poll",
    ],
)
def test_somebody_or_a_body(mention: str) -> None:
    assert can_speak(mention)


@pytest.mark.parametrize(
    "mention",
    [
        "the statement",
        "a report by the ministry",
        "figures released",
        "our sanctions",
        "the latest layoffs",
        "the price that Lindt was asking",
        "the comment",
        "the album Tidemark",
        "a letter to the mayor",
        "most of the taxes",
        "a number",
        "54",
        "nobody",
        "no minister",
        "including the bank",
        "rain",
        "training the troops",
        "the Harbour Bill",
        "the processor",
    ],
)
def test_nobody(mention: str) -> None:
    assert not can_speak(mention)


@pytest.mark.parametrize(
    ("word", "common"), [("police", True), ("tensions", True), ("research", True), ("oduya", False), ("norden", False)]
)
def test_words_that_are_no_names(word: str, common: bool) -> None:
    assert is_common(word) == common
