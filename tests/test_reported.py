"""What is reported is told from what is done, by the verb and what follows it."""

import pytest

from onrecord.index.reported import fitted, is_reported, probability, signs
from onrecord.index.statements import extract


@pytest.mark.parametrize(
    "text",
    [
        "Rhea Tolland said the pump was old.",
        "Rhea Tolland wants the pump to be sold.",
        "The ministry warned that the dam might break.",
        "He believes it was a mistake.",
        "The council criticised the plan for the dam.",
    ],
)
def test_words_thoughts_and_wishes_are_reported(text: str) -> None:
    (found,) = extract(text)
    assert is_reported(text, found)
    assert probability(text, found) > fitted()["least"]


@pytest.mark.parametrize(
    "text",
    [
        "Rhea Tolland decided to embrace the old pump.",
        "Alden declared independence from Selm in 1991.",
        "Rhea Tolland chose to leave the room.",
        "The exports added up to 22 million crowns.",
        "The rise highlights its place among the ports.",
    ],
)
def test_a_deed_is_none_whatever_the_verb(text: str) -> None:
    assert extract(text) == []


@pytest.mark.parametrize(
    "text",
    ["“I declared it,” Rhea Tolland declared.", "The pump was old, Rhea Tolland wrote.", "The pump is old, according to Rhea Tolland."],
)
def test_marks_and_what_stands_before_the_verb_are_no_question(text: str) -> None:
    assert extract(text) == extract(text, surely=False) != []


def test_what_is_only_perhaps_reported_is_kept_if_asked_for() -> None:
    text = "Rhea Tolland decided to embrace the old pump."
    (found,) = extract(text, surely=False)
    assert not is_reported(text, found)
    assert {"verb decide, infinitive", "subject name", "length 3-5", "speaker name"} <= signs(text, found)


def test_the_signs_are_of_the_language_and_not_of_the_news() -> None:
    """The words that count beside the verb are a closed class, so that nobody's name has a weight."""
    text = "Selmers said Tolland sank."
    (found,) = extract(text, surely=False)
    assert not any(word in sign for sign in signs(text, found) for word in ("selmers", "tolland", "sank"))
    assert len(fitted()["weights"]) < 300
