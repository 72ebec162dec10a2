"""What is measured of each question, on articles small enough to work it out by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from fakes import WordRelevance
from scripted import ScriptedLLM

from onrecord.evals.questions import GoldQuestion, Slice
from onrecord.evals.regression import compare
from onrecord.evals.run import Measures, Outcome, ask_all
from onrecord.evals.suites import SUITES, ask_suite
from onrecord.evals.summary import summarize
from onrecord.index import search
from onrecord.index.index import Index
from onrecord.index.model import Article

TEXT = (
    "Harbour master Ilo Quist said the Varn ferry would stay in port until May. “The ice has not read our timetable,” she told reporters. "
    "Bread prices in Port Selm rose by a tenth, baker Tam Brok said."
)


SURE, UNSURE = {"Varn ferry": 0.9}, {"Varn ferry": 0.2}  # of its sentence; 0.5 is enough


class Ask(Protocol):
    def __call__(self, question: GoldQuestion, sure_of: Mapping[str, float] = SURE) -> Outcome: ...


def gold(question: str, *quotes: str, forbidden: Sequence[str] = (), **more: Any) -> GoldQuestion:
    def slice_(quote: str) -> Slice:
        return Slice("ferry", TEXT.index(quote), TEXT.index(quote) + len(quote))

    fields: dict[str, Any] = {"history": (), "answers": (), "speaker": None, "said_on": None, "tags": ("bay",), **more}
    evidence = tuple((slice_(quote),) for quote in quotes)
    return GoldQuestion(
        id="q", question=question, evidence=evidence, forbidden=tuple(map(slice_, forbidden)), unanswerable=not quotes, **fields
    )


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    index = Index.open(tmp_path_factory.mktemp("run") / "bay")
    index.add([Article(TEXT, id="ferry"), Article("The choir of Selm sang in the old mill on Sunday, and nobody left early.", id="choir")])

    def asked(question: GoldQuestion, sure_of: Mapping[str, float] = SURE) -> Outcome:
        return ask_all(index, [question], relevance=WordRelevance(sure_of))[0][0]

    return asked


def test_a_question_that_is_answered(ask: Ask) -> None:
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
        "unsure": 0.0,
        "forbidden_cited": 0.0,
        "quote_exact": 1.0,
        "words_cited": 14.0,
        "evidence_shown": 1.0,
        "first_right": 1.0,
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


def test_one_piece_of_two_is_half_and_not_correct(ask: Ask) -> None:
    found = ask(
        gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay in port until May", "Bread prices in Port Selm")
    )
    measures = found["measures"]
    assert (measures["evidence_recall"], measures["full_evidence"], measures["correct"]) == (0.5, 0.0, 0.0)
    assert (measures["evidence_shown"], measures["first_right"]) == (0.0, 1.0)
    assert measures["citation_recall"] == pytest.approx(9 / 14)  # nine words of one piece, none of the five of the other


def test_what_is_forbidden_spoils_an_answer(ask: Ask) -> None:
    measures = ask(gold("until when will the Varn ferry stay in port?", "the Varn ferry would stay", forbidden=["in port until May"]))[
        "measures"
    ]
    assert (measures["full_evidence"], measures["forbidden_cited"], measures["correct"]) == (1.0, 1.0, 0.0)


def test_speaker_day_and_short_answer_are_compared_and_a_missing_one_is_wrong(ask: Ask) -> None:
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


def test_a_question_that_is_refused(ask: Ask) -> None:
    found = ask(gold("what is the capital of Peru?", forbidden=["in port until May"]), UNSURE)
    assert (found["answer"]["answered"], found["answer"]["outcome"]) == (False, "unsure")
    assert {name: value for name, value in found["measures"].items() if value is not None} == {
        "attempted": 0.0,
        "unsure": 1.0,
        "forbidden_cited": 0.0,
        "quote_exact": 1.0,
        "words_cited": 14.0,
        "refused": 1.0,
        "correct": 1.0,
    }


def test_evidence_that_is_shown_as_no_clear_answer(ask: Ask) -> None:
    asked = gold(
        "until when will the Varn ferry stay in port?", "the Varn ferry would stay in port until May", forbidden=["in port until May"]
    )
    found = ask(asked, UNSURE)
    assert found["answer"]["outcome"] == "unsure"
    assert found["answer"]["closest"] == found["answer"]["citations"] != []
    measures = found["measures"]
    assert (measures["attempted"], measures["unsure"]) == (0.0, 1.0)
    assert (measures["evidence_shown"], measures["first_right"], measures["evidence_recall"]) == (1.0, 1.0, 1.0)
    assert (measures["full_evidence"], measures["correct"], measures["refused"]) == (0.0, 0.0, None)
    assert measures["forbidden_cited"] == 0.0  # as it isn't given for an answer


def test_the_first_citation_may_be_another_than_the_evidence(ask: Ask) -> None:
    asked = gold("how do the choir and bread prices fare?", "Bread prices in Port Selm rose by a tenth")
    found = ask(asked, {"choir": 0.9, "Bread": 0.8})
    assert [citation["article"] for citation in found["answer"]["citations"]] == ["choir", "ferry"]
    measures = found["measures"]
    assert (measures["evidence_shown"], measures["full_evidence"], measures["first_right"]) == (1.0, 1.0, 0.0)
    assert measures["words_cited"] == 28.0  # 15 and 13


def test_evidence_is_looked_for_in_the_first_six_citations(tmp_path: Path) -> None:
    said = [f"The {thing} of Selm stays shut until May." for thing in ("mill", "quay", "fair", "bank", "lock", "inn", "pier")]
    with Index.open(tmp_path / "selm") as index:
        index.add([Article(f"“{words}” Ilo Quist said.", id=f"a{n}", published=f"2031-05-{20 - n}") for n, words in enumerate(said)])

        def measures(*ids: int) -> Measures:
            evidence = tuple((Slice(f"a{n}", 1, 1 + len(said[n])),) for n in ids)
            question = GoldQuestion("q", "What did Ilo Quist say?", (), evidence, (), None, None, (), False, ())
            (found,), _ = ask_all(index, [question])
            assert [citation["article"] for citation in found["answer"]["citations"]] == [f"a{n}" for n in range(7)]
            return found["measures"]

        names = ("evidence_shown", "full_evidence", "first_right", "evidence_recall", "correct")
        assert [measures(0, 5)[name] for name in names] == [1.0, 1.0, 1.0, 1.0, 1.0]
        assert [measures(5, 6)[name] for name in names] == [0.0, 0.0, 0.0, 0.5, 0.0]


def test_a_question_that_should_have_been_refused(ask: Ask) -> None:
    measures = ask(gold("until when will the Varn ferry stay in port?"))["measures"]
    assert (measures["attempted"], measures["refused"], measures["correct"]) == (1.0, 0.0, 0.0)


@pytest.mark.slow
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
        rows = [json.loads(line) for line in SUITES[name].gold.read_text(encoding="utf-8").splitlines()]
        assert len(rows) >= least
        assert sum(row.get("unanswerable", False) for row in rows) >= unanswerable
        assert all(row["tags"] for row in rows)


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
        "sentences_verified": 0.5,
        "sentences_shown": 1.0,
        "first_right": 1.0,  # what it writes of is cited first
    }
    assert own["measures"]["first_right"] == 0.0
    assert (unsaid["measures"]["written"], unsaid["measures"]["sentences_shown"]) == (None, None)
