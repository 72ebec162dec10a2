"""Questions for what is said against each other."""

import pytest

from onrecord.qa.question import parse


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What do Karsk and Brok each say about the dam?", "the dam"),
        ("What do Karsk and Brok say against each other about the dam?", "the dam"),
        ("Do Karsk and Brok agree on the dam?", "the dam"),
        ("On what do Karsk and Brok disagree?", ""),
        ("How do the accounts of Karsk and Brok differ on the dam?", "the dam"),
        ("Did Karsk and Brok say the same about the dam?", "the dam"),
        ("What is the dispute between Karsk and Brok over the dam?", "the dam"),
        ("Compare the statements of Karsk and Brok on the dam", "the dam"),
        ("Who is right about the dam, Karsk or Brok?", "the dam"),
        ("Who said what the dam would cost: Karsk or Brok?", "the dam would cost"),
        ("How high is the dam, according to Karsk and to Brok?", "high the dam"),
        ("How high is the dam according to Karsk, and how high according to Brok?", "high the dam"),
        ("What is the cost of the dam according to Karsk, and what according to Brok?", "the cost of the dam"),
        ("Karsk vs Brok on the dam", "the dam"),
    ],
)
def test_both_sides_are_asked(text: str, topic: str) -> None:
    question = parse(text)
    assert (question.speakers, question.contrast, question.reverse) == (("Karsk", "Brok"), True, False)
    assert set(topic.split()) - {"the", "of"} <= {*question.about.split(), "high", "cost", "would"}


@pytest.mark.parametrize("text", ["Who gave which figure for the dead?", "Which figures do the outlets give for the dead?"])
def test_figures_of_anybody(text: str) -> None:
    question = parse(text)
    assert (question.speakers, question.contrast, question.reverse) == ((), True, False)


@pytest.mark.parametrize(
    "text",
    ["What did Karsk and Brok say?", "What pay rise did Karsk and Brok agree on?", "What did Karsk agree to?", "Did it rain and snow?"],
)
def test_what_is_no_contrast(text: str) -> None:
    assert not parse(text).contrast or not parse(text).speakers
