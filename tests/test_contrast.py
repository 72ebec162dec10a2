"""What is said against each other stands side by side; what somebody says over time in its order."""

from collections.abc import Iterator

import pytest
from alden import ask, quotes

from onrecord import Article, Assistant, Index
from onrecord.index.model import Span
from onrecord.qa.contrast import asks_figures, over_time
from onrecord.qa.evidence import Evidence
from onrecord.qa.question import parse

BRIDGE = Article(
    "The Selm bridge will be built next year, mayor Ann Karsk said on Monday.\n\n"
    "Karsk said the bridge would cost 40 million crowns. Jon Marsh, the builder, said the bridge would cost 65 million crowns.\n\n"
    "“I have counted every nail,” Marsh said.",
    id="bridge", title="Karsk and Marsh argue over the bridge", published="2031-03-05", source="Gazette",
)  # fmt: skip
STORM = Article(
    "Twelve people were injured when the storm hit Selm, police said.",
    id="storm", title="Storm hits Selm", published="2031-04-01", source="Gazette",
)  # fmt: skip
TOLL = Article(
    "The number of people injured in the storm in Selm has risen to 19, the Alden hospital said.",
    id="toll", title="More injured in Selm", published="2031-04-02", source="Herald",
)  # fmt: skip
EARLY = Article("Ann Karsk said the harbour tax would never rise.", id="early", published="2031-03-06", source="Gazette")
LATE = Article("Ann Karsk said the harbour tax would have to rise.", id="late", published="2031-06-02", source="Herald")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.open(tmp_path_factory.mktemp("indexes") / "news") as index:
        index.add([BRIDGE, STORM, TOLL, EARLY, LATE])
        yield Assistant(index)


@pytest.mark.parametrize(
    "question",
    [
        "What did Karsk and Marsh each say about the cost of the bridge?",
        "Do Karsk and Marsh disagree on the cost of the bridge?",
        "Who said what the bridge would cost: Karsk and Marsh?",
        "Karsk vs Marsh on the cost of the bridge",
    ],
)
def test_each_side_has_its_figure_under_its_name(news: Assistant, question: str) -> None:
    answer = ask(news, question)
    assert quotes(answer) == [
        "Karsk said the bridge would cost 40 million crowns.",
        "Jon Marsh, the builder, said the bridge would cost 65 million crowns.",
    ]
    assert answer.text.startswith("Ann Karsk, mayor, 3 March 2031:\n")
    assert "\n\nJon Marsh, builder:\n" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Which figures do the outlets give for the injured?",
        "How did the number of injured change?",
        "Do the papers disagree on the number of injured?",
    ],
)
def test_figures_that_differ_stand_under_who_gives_them_in_order(news: Assistant, question: str) -> None:
    answer = ask(news, question)
    assert [(each.article, each.speaker) for each in answer.citations] == [("storm", "police"), ("toll", "the Alden hospital")]
    assert answer.text.startswith("Police, Gazette, 1 April 2031:\n")


def test_sides_are_asked_in_their_time(news: Assistant) -> None:
    assert ask(news, "What did Karsk and Marsh each say in March about the cost of the bridge?").answered
    assert not ask(news, "What did Karsk and Marsh each say in April about the cost of the bridge?").answered


def test_one_figure_is_no_contrast(news: Assistant) -> None:
    assert [each.article for each in ask(news, "Which figures do the outlets give for the nails?").citations] in ([], ["bridge"])


def test_a_change_of_position_is_told_in_order(news: Assistant) -> None:
    answer = ask(news, "How did Karsk's position on the harbour tax change?")
    assert [each.article for each in answer.citations] == ["early", "late"]
    assert [each.article for each in ask(news, "What is Karsk's final position on the harbour tax?").citations] == ["late"]


def test_of_each_day_the_best_is_kept() -> None:
    day, other = BRIDGE, LATE
    evidence = [Evidence(other, Span(0, 3), None, 0.4), Evidence(day, Span(0, 3), None, 0.3), Evidence(day, Span(0, 3), None, 0.9)]
    assert [(each.article.id, each.confidence) for each in over_time(evidence, 0.2)] == [("bridge", 0.9), ("late", 0.4)]
    assert over_time(evidence, 0.95) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Who gave which speed for the ferry?", True),
        ("How did the toll change over time?", True),
        ("Do the outlets disagree on the number of dead?", True),
        ("How many people died?", False),
        ("What did Karsk and Marsh each say about the number of dead?", False),
        ("How did the harbour change?", False),
    ],
)
def test_when_figures_are_asked_for(text: str, figures: bool) -> None:
    assert asks_figures(parse(text)) is figures
