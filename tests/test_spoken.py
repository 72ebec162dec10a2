import pytest

from onrecord.index.model import Span
from onrecord.index.statements import extract
from onrecord.qa.asked import asked_by, plain
from onrecord.qa.spoken import spoken


def words(question: str, text: str, nth: int = 0) -> str | None:
    found = spoken(asked_by(plain(question, "words")[0]), text, extract(text)[nth], Span(0, len(text)))
    return text[slice(*found[1])] if found else None


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("What did Karsk say about the boats?", "“We will not sell the boats,” Karsk said.", "We will not sell the boats"),
        ("What did Karsk say about the plan?", "Karsk said that the plan was “a letter to nobody”.", "a letter to nobody"),
        ("What did Karsk say about the plan?", "Karsk said that the plan was late.", "the plan was late"),
        (
            "What did Karsk say about a goose?",
            "“We begin with one gate,” Karsk said. “The old lake will then rise by a hand. A goose will not notice.”",
            "A goose will not notice",
        ),
        ("How did Karsk portray the plan?", "Karsk portrayed the plan as both late and false.", "both late and false"),
    ],
)
def test_the_shortest_words_that_come_near(question: str, text: str, answer: str) -> None:
    assert words(question, text) == answer


def test_words_within_words_are_those_that_somebody_says() -> None:
    text = "“He said, ‘Do you know me?’” Karsk recalled. “I said, ‘I know where you have been.’”"
    assert words("What did Karsk say to the man?", text) == "I know where you have been"
    assert words("What did the man say?", text) == "Do you know me?"


def test_a_word_that_is_only_named_is_no_answer() -> None:
    assert words("What did Karsk say about the word?", "“They said ‘boat’ forty times,” Karsk said.") == "They said ‘boat’ forty times"


def test_what_somebody_did_not_think_stands_behind_what_they_did() -> None:
    text = "“I did not think, ‘There goes a thief.’ I thought, ‘There goes a hat.’” Karsk said."
    assert words("What did Karsk think?", text) == "There goes a hat"


def test_many_words_and_words_of_the_question_are_no_short_answer() -> None:
    assert words("What did Karsk say?", f"Karsk said that {' '.join(['the boats would go'] * 5)}.") is None
    assert words("What did Karsk say about late plans?", "Karsk said “late plans”.") is None
