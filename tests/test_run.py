"""What is measured of each question, on articles small enough to work it out by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from scripted import ScriptedLLM

from onrecord.evals.questions import GoldQuestion, Slice
from onrecord.evals.regression import compare
from onrecord.evals.run import Outcome, ask_all
from onrecord.evals.suites import ask_suite
from onrecord.evals.summary import summarize
from onrecord.index import search
from onrecord.index.index import Index
from onrecord.index.model import Article

TEXT = (
    "Harbour master Ilo Quist said the Varn ferry would stay in port until May. “The ice has not read our timetable,” she told reporters. "
    "Bread prices in Port Selm rose by a tenth, baker Tam Brok said."
)


def gold(question: str, *quotes: str, forbidden: Sequence[str] = (), **more: Any) -> GoldQuestion:
    def slice_(quote: str) -> Slice:
        return Slice("ferry", TEXT.index(quote), TEXT.index(quote) + len(quote))

    fields: dict[str, Any] = {"history": (), "answers": (), "speaker": None, "said_on": None, "tags": ("bay",), **more}
    evidence = tuple((slice_(quote),) for quote in quotes)
    return GoldQuestion(
        id="q", question=question, evidence=evidence, forbidden=tuple(map(slice_, forbidden)), unanswerable=not quotes, **fields
    )


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[GoldQuestion], Outcome]:
    index = Index.open(tmp_path_factory.mktemp("run") / "bay")
    index.add([Article(TEXT, id="ferry"), Article("The choir of Selm sang in the old mill on Sunday, and nobody left early.", id="choir")])
    return lambda question: ask_all(index, [question])[0][0]


def test_a_question_that_is_answered(ask: Callable[[GoldQuestion], Outcome]) -> None:
    found = ask(
        gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay in port until May", forbidden=["Bread prices"])
    )
    quote = "Harbour master Ilo Quist said the Varn ferry would stay in port until May."
    assert [citation["quote"] for citation in found["answer"]["citations"]] == [quote]
    assert found["gold"]["evidence"] == [
        [{"article": "ferry", "start": 30, "end": 73, "quote": "the Varn ferry would stay in port until May"}]
    ]
    assert found["measures"] == {
        "hit@1": 1.0,
        "hit@5": 1.0,
        "hit@10": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
        "RR@10": 1.0,
        "nDCG@10": 1.0,
        "attempted": 1.0,
        "forbidden_cited": 0.0,
        "quote_exact": 1.0,
        "evidence_recall": 1.0,
        "full_evidence": 1.0,
        "exact_match": None,
        "token_f1": None,
        "citation_precision": pytest.approx(9 / 14),  # "Harbour master Ilo Quist said" is no evidence
        "citation_recall": 1.0,
        "refused": None,
        "correct": 1.0,
        "speaker_right": None,
        "speaker_wrong": None,
        "said_on_right": None,
    }


def test_one_piece_of_two_is_half_and_not_correct(ask: Callable[[GoldQuestion], Outcome]) -> None:
    found = ask(
        gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay in port until May", "Bread prices in Port Selm")
    )
    measures = found["measures"]
    assert (measures["evidence_recall"], measures["full_evidence"], measures["correct"]) == (0.5, 0.0, 0.0)
    assert measures["citation_recall"] == pytest.approx(9 / 14)  # nine words of one piece, none of the five of the other


def test_what_is_forbidden_spoils_an_answer(ask: Callable[[GoldQuestion], Outcome]) -> None:
    measures = ask(gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay", forbidden=["in port until May"]))[
        "measures"
    ]
    assert (measures["full_evidence"], measures["forbidden_cited"], measures["correct"]) == (1.0, 1.0, 0.0)


def test_speaker_day_and_short_answer_are_compared_and_a_missing_one_is_wrong(ask: Callable[[GoldQuestion], Outcome]) -> None:
    asked = gold(
        "until when will the Varn ferry stay in port?",
        "the Varn ferry would stay",
        speaker="Ilo Quist",
        said_on="2031-05-06",
        answers=("June",),
    )
    measures = ask(asked)["measures"]
    assert (measures["speaker_right"], measures["speaker_wrong"], measures["said_on_right"]) == (1.0, 0.0, 0.0)
    assert (measures["exact_match"], measures["token_f1"]) == (0.0, 0.0)
    measures = ask(gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay", speaker="Tam Brok"))["measures"]
    assert (measures["speaker_right"], measures["speaker_wrong"]) == (0.0, 1.0)


def test_a_question_that_is_refused(ask: Callable[[GoldQuestion], Outcome]) -> None:
    found = ask(gold("what is the capital of Peru?"))
    assert (found["answer"]["answered"], found["measures"]["refused"], found["measures"]["correct"]) == (False, 1.0, 1.0)
    assert found["measures"]["attempted"] == 0.0
    assert [name for name, value in found["measures"].items() if value is not None] == [
        "attempted",
        "forbidden_cited",
        "quote_exact",
        "refused",
        "correct",
    ]


def test_a_question_that_should_have_been_refused(ask: Callable[[GoldQuestion], Outcome]) -> None:
    measures = ask(gold("until when will the Varn ferry stay in port?"))["measures"]
    assert (measures["attempted"], measures["refused"], measures["correct"]) == (1.0, 0.0, 0.0)


def test_the_seeds_twice_are_the_same_and_a_reversed_ranking_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before, again = (summarize(ask_suite("seeds", lambda done, in_all: None).outcomes) for _ in range(2))
    assert before == again
    ranked = search._ranked  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(search, "_ranked", lambda ids, shares: ranked(ids, shares)[::-1])  # pyright: ignore[reportUnknownLambdaType]
    after = summarize(ask_suite("seeds", lambda done, in_all: None).outcomes)
    worse = {change.measure for change in compare({"suites": {"seeds": before}}, {"suites": {"seeds": after}}) if change.verdict == "worse"}
    assert {"hit@1", "nDCG@10", "evidence_recall", "full_evidence"} <= worse


def test_the_suites_that_come_along_are_as_large_as_promised() -> None:
    for name, least, unanswerable in (("seeds", 60, 20), ("varn", 200, 50), ("lorrin", 200, 60)):
        outcomes = ask_suite(name, lambda done, in_all: None).outcomes
        assert len(outcomes) >= least
        assert sum(outcome["unanswerable"] for outcome in outcomes) >= unanswerable
        assert all(outcome["measures"]["quote_exact"] == 1 for outcome in outcomes)
        assert all(outcome["tags"] for outcome in outcomes)


def test_a_suite_whose_articles_are_not_there_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from onrecord.evals import suites
    from onrecord.index.errors import OnRecordError

    monkeypatch.setitem(suites.SUITES, "seeds", suites.Suite(suites.SUITES["seeds"].gold, (tmp_path / "gone",)))
    with pytest.raises(OnRecordError, match="which only a checkout of onrecord has"):
        ask_suite("seeds", lambda done, in_all: None)


def test_of_a_language_model_it_is_measured_what_was_shown(tmp_path: Path) -> None:
    written = "Ilo Quist said “The ice has not read our timetable” [1]. Quist said that the ferry had sunk [1]."
    with Index.open(tmp_path / "bay") as index:
        index.add([Article(TEXT, id="ferry")])
        questions = [gold("What did Ilo Quist say?", "The ice has not read our timetable"), gold("What did Mona Vark say?")]
        ((said, unsaid), _) = ask_all(index, questions, llm=ScriptedLLM(written))
        ((own, _), _) = ask_all(index, questions)
    assert {name: value for name, value in said["measures"].items() if own["measures"].get(name, "none") != value} == {
        "written": 1.0,
        "sentences_shown": 0.5,
    }
    assert (unsaid["measures"]["written"], unsaid["measures"]["sentences_shown"]) == (None, None)
