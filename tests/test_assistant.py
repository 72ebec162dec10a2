"""Questions in, cited answers out, on the article that comes along and on invented ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import Answer, Article, Assistant, Index
from onrecord.index.errors import QuestionError
from onrecord.qa.assistant import NO_ARTICLES, NOT_ANSWERED


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("indexes") / "seeds") as index:
        index.add(Path(__file__).parents[1] / "seeds")
        yield index


def check(answer: Answer, index: Index) -> None:
    """What holds for every answer: exact slices, numbers 1, 2, 3 by first use, each used in the text."""
    for citation in (*answer.citations, *answer.closest):
        text = index.article(citation.article, citation.version).text
        assert citation.quote == text[citation.start : citation.end]
        assert text[: citation.start].endswith(citation.prefix)
        assert text[citation.end :].startswith(citation.suffix)
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    marks = [answer.text.index(f"[{citation.n}]") for citation in answer.citations]
    assert marks == sorted(marks)


def test_the_main_question(index: Index) -> None:
    answer = Assistant(index).ask("what did Stoltenberg say?")
    check(answer, index)
    assert answer.answered
    assert answer.citations[0].quote == (
        "“There are signs from Moscow that diplomacy should continue. This gives grounds for cautious optimism. But so far we have "
        "not seen any sign of de-escalation on the ground from the Russian side,” "
        "Secretary-General Jens Stoltenberg told reporters in Brussels."
    )
    assert answer.citations[0].published == "2022-02-15"
    assert answer.text.startswith(f"{answer.citations[0].quote} [1]")
    assert answer.closest == ()
    assert 0.5 <= answer.confidence <= 1


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        (
            "What did Kuleba say about troops?",
            "“When we see troops pulling out, we’ll believe in de-escalation,” Ukrainian Foreign Minister Dmytro Kuleba said.",
        ),
        ("how many troops has Russia massed?", "more than 100,000 troops"),
        ("who is Maria Zakharova", "Foreign Ministry spokeswoman Maria Zakharova"),
        ("What did the Maxar images show?", "Maxar"),
    ],
)
def test_the_first_citation_holds_the_answer(index: Index, question: str, holds: str) -> None:
    answer = Assistant(index).ask(question)
    check(answer, index)
    assert answer.answered
    assert holds in answer.citations[0].quote


@pytest.mark.parametrize("question", ["what is the capital of Peru?", "how do I bake banana bread?", "what did Merkel say?", "qwzx vbnm"])
def test_what_the_articles_do_not_say_is_not_answered(index: Index, question: str) -> None:
    answer = Assistant(index).ask(question)
    check(answer, index)
    assert (answer.answered, answer.text, answer.citations) == (False, NOT_ANSWERED, ())
    assert len(answer.closest) >= 1
    assert answer.confidence < 0.5


def test_a_follow_up_is_understood_by_the_question_before_it(index: Index) -> None:
    answer = Assistant(index).ask("and where did he say it?", history=["what did Stoltenberg say?"])
    assert answer.question == "and where did he say it?"
    assert "told reporters in Brussels" in answer.citations[0].quote


def test_an_index_without_articles_says_so(tmp_path: Path) -> None:
    with Index.open(tmp_path / "empty") as index:
        answer = Assistant(index).ask("what did Stoltenberg say?")
    assert (answer.answered, answer.text, answer.citations, answer.closest) == (False, NO_ARTICLES, (), ())
    assert answer.confidence == 0.0


@pytest.mark.parametrize("question", ["", "  \n", "x" * 10_001])
def test_a_question_that_cannot_be_asked(index: Index, question: str) -> None:
    with pytest.raises(QuestionError):
        Assistant(index).ask(question)


def test_the_stream_ends_with_the_answer_whose_text_it_was(index: Index) -> None:
    *parts, last = Assistant(index).stream("what did Scholz say about a solution?")
    assert isinstance(last, Answer)
    assert all(isinstance(part, str) for part in parts)
    assert "".join(map(str, parts)) == last.text


def test_one_slice_is_cited_once_though_two_articles_could_hold_it(tmp_path: Path) -> None:
    text = "Ferry master Ilo Quist said the Varn crossing would stay shut until May. “The ice has not read our timetable,” she said."
    with Index.open(tmp_path / "varn") as index:
        index.add([Article(text, id="post", source="The Varn Post"), Article("Bread prices rose again in Port Selm.", id="bread")])
        answer = Assistant(index).ask("Why will the Varn crossing stay shut?")
        check(answer, index)
    assert len({(citation.article, citation.start, citation.end) for citation in answer.citations}) == len(answer.citations)
    assert {citation.article for citation in answer.citations} == {"post"}
