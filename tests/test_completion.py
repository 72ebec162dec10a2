"""Follow-ups that a model completes: with words that were asked, or not at all."""

from collections.abc import Sequence

import pytest
from fakes import WordRelevance
from scripted import ScriptedLLM

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.assistant import Assistant
from onrecord.qa.completion import asks_the_same, complete, leans
from onrecord.qa.relevance import Judged

EARLIER = ["What did Ann Karsk say about the dam?", "Who built the old mill in Alden?"]


@pytest.mark.parametrize(
    ("completed", "question", "same"),
    [
        ("When was the old mill in Alden shut?", "When was it shut?", True),
        ("When was the dam shut?", "When was that one shut?", True),
        ("When was the old mill in Alden sold?", "When was it shut?", False),  # asks something else
        ("When was the tower shut?", "When was it shut?", False),  # of what nobody has named
        ("When was the old mill in Alden?", "When was it shut?", False),  # no longer all of it
        ("Why was the old mill in Alden shut?", "When was it shut?", False),
        ("When was the old mill in Alden not shut?", "When was it shut?", False),
        ("Who built the old mill in Alden?", "Who built it?", False),  # an earlier question again
        ("The old mill in Alden was shut in 2031.", "When was it shut?", False),
        ("When was it shut?", "When was it shut?", False),
        ("", "When was it shut?", False),
        (f"When was the old mill in Alden shut{'?' * 300}", "When was it shut?", False),
    ],
)
def test_only_what_was_asked_in_words_of_before(completed: str, question: str, same: bool) -> None:
    assert asks_the_same(completed, question, EARLIER) is same


@pytest.mark.parametrize(
    ("question", "leaning"), [("When was it shut?", True), ("Why then?", True), ("What did Bo Quist say about mills?", False)]
)
def test_what_leans_on_the_questions_before(question: str, leaning: bool) -> None:
    assert leans(question) is leaning


def test_of_what_a_model_writes_the_first_line_counts() -> None:
    llm = ScriptedLLM("\n“When was the old mill in Alden shut?”\nI hope this helps.")
    found = complete(llm, "When was it shut?", EARLIER, 5)
    assert found.question == "When was the old mill in Alden shut?"
    assert found.cost.prompt_tokens > 50 and found.cost.completion_tokens > 5
    assert "- Who built the old mill in Alden?\n\nLast question: When was it shut?" in llm.asked[0]


def test_a_model_that_fails_completes_nothing() -> None:
    assert complete(ScriptedLLM("When was the", RuntimeError("no")), "When was it shut?", EARLIER, 5).question is None


MILL = Article("The old mill in Alden was built by Jon Marsh.\n\nThe old mill in Alden was shut in 2019.", id="mill")
HISTORY = ["What stands in Alden apart from the mill, the tower or the bridge?"]


def test_it_is_asked_only_where_the_question_itself_has_no_answer(index: Index) -> None:
    index.add([MILL])
    asked, sure = "When was it shut for good?", WordRelevance({"2019": 0.9})
    plain = Assistant(index, relevance=sure).ask(asked, HISTORY)
    llm = ScriptedLLM("nothing that stands up")
    assert (plain.answered, leans(asked)) == (True, True)
    assert Assistant(index, llm, relevance=sure).ask(asked, HISTORY).citations == plain.citations
    assert ["Last question" in each for each in llm.asked] == [False]
    Assistant(index, llm, relevance=WordRelevance({"2019": 0.4})).ask(asked, HISTORY)
    assert ["Last question" in each for each in llm.asked] == [False, True]


class OfTheMill(WordRelevance):
    """Sure of nothing, unless the old mill is asked about."""

    def confidence(self, question: str, judged: Sequence[Judged]) -> float:
        return super().confidence(question, judged) if "old mill" in question else 0.1


def test_a_completion_that_has_an_answer_is_taken_and_shown(index: Index) -> None:
    index.add([MILL])
    asked = "So when was that one of Alden shut?"
    history = ["Who built the old mill?", "Thanks a lot for telling me."]
    plain = Assistant(index, relevance=OfTheMill({"2019": 0.9})).ask(asked, history)
    llm = ScriptedLLM(
        script=lambda prompt: ["When was the old mill of Alden shut?" if "Last question" in prompt else "It was shut in 2019 [1]."]
    )
    answer = Assistant(index, llm, relevance=OfTheMill({"2019": 0.9})).ask(asked, history)
    assert (plain.answered, plain.asked) == (False, None)
    assert (answer.answered, answer.question, answer.asked) == (True, asked, "When was the old mill of Alden shut?")
    assert answer.cost and answer.cost.prompt_tokens > 100
