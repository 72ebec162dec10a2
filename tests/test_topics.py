"""What a topic is without the words that carry none, and without the occasion."""

import pytest

from onrecord.qa.topics import apart_from_occasion, bare_topic, spoken_of


@pytest.mark.parametrize(
    ("topic", "bare"),
    [
        ("happened on the ferry", "the ferry"),
        ("should happen to the dam", "the dam"),
        ("needs to be done about the dam", "the dam"),
        ("what she would do after resigning", "resigning"),
        ("what would happen after the vote", "the vote"),
        ("why the ferry crashed", "the ferry crashed"),
        ("whether it was safe", "safe"),
        ("how much would be kept back", "kept back"),
        ("was wrong with the dam", "wrong with the dam"),
        ("the dam to", "the dam"),
        ("do", ""),
        ("would happen in May", "would happen in May"),
        ("the ferry had cost", "the ferry had cost"),
        ("doing business", "doing business"),
        ("who", "who"),
        ("", ""),
    ],
)
def test_bare_topics(topic: str, bare: str) -> None:
    assert bare_topic(topic) == bare


@pytest.mark.parametrize(
    ("topic", "about", "occasion"),
    [
        ("the bats before going to court", "the bats", "before going to court"),
        ("the dam in his speech to parliament", "the dam", "in his speech to parliament"),
        ("ice on the first day of the strike", "ice", "on the first day of the strike"),
        ("ice two weeks after the crash", "ice", "two weeks after the crash"),
        ("after the verdict", "", "after the verdict"),
        ("when the dam broke", "", "when the dam broke"),
        ("the dam in the valley", "the dam in the valley", ""),
        ("what would happen after the vote", "what would happen after the vote", ""),
        ("the aftermath", "the aftermath", ""),
        ("", "", ""),
    ],
)
def test_occasions(topic: str, about: str, occasion: str) -> None:
    assert apart_from_occasion(topic) == (about, occasion)


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("the ferry", "on the ferry"),
        ("Finland.", "on Finland"),
        ("the ferry had cost", "on that"),
        ("he would resign", "on that"),
        ("attacked the dam", "on that"),
        ("cautiously optimistic", "on that"),
        ("optimistic", "on that"),
        ("", "on that"),
    ],
)
def test_what_a_refusal_says(topic: str, said: str) -> None:
    assert spoken_of(topic) == said
