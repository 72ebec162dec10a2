"""Answer and Citation: exact slices, and the documented JSON."""

import json

import pytest

from onrecord.index.model import Article, Span, Statement
from onrecord.qa.answer import Answer, Cost, IndexState, Outcome, Piece, Removed, Written, cite

ARTICLE = Article(
    "The mayor of Ostrava Bay said “no more ferries” on Monday.", id="a1", published="2031-05-06", source="The Bay Post", version=3
)


def test_a_citation_is_the_slice_with_what_stands_around_it() -> None:
    citation = cite(2, ARTICLE, Span(30, 47))
    assert (citation.n, citation.article, citation.version) == (2, "a1", 3)
    assert citation.quote == "“no more ferries”" == ARTICLE.text[30:47]
    assert citation.prefix == "The mayor of Ostrava Bay said "
    assert citation.suffix == " on Monday."
    assert (citation.published, citation.source, citation.title) == ("2031-05-06", "The Bay Post", None)


def test_prefix_and_suffix_are_32_characters_where_there_are_so_many() -> None:
    citation = cite(1, Article("a" * 40 + "quote" + "z" * 40), Span(40, 45))
    assert (citation.prefix, citation.quote, citation.suffix) == ("a" * 32, "quote", "z" * 32)


def test_what_somebody_did_not_say_is_cited_as_nobodys_words() -> None:
    denied = Statement("a1", "Ilo Quist", None, None, (Span(30, 47),), "denied", "2031-05-05")
    citation = cite(1, ARTICLE, Span(30, 47), denied)
    assert (citation.kind, citation.speaker, citation.said_on) == ("report", None, None)


@pytest.mark.parametrize("span", [Span(5, 5), Span(-1, 3), Span(3, 2), Span(50, 4000)])
def test_what_is_no_slice_is_no_citation(span: Span) -> None:
    with pytest.raises(ValueError, match="is no slice of the 58 characters of article 'a1'"):
        cite(1, ARTICLE, span)


def test_the_json_of_an_answer() -> None:
    citation = cite(1, ARTICLE, Span(30, 47))
    answer = Answer(
        "Ferries?",
        "answered",
        "“no more ferries” [1]",
        (citation,),
        0.9,
        IndexState("bay", 7),
        sentences=(Written("z", "unverified", "too free", (1,)), Written("x", "removed", "y", ())),
        removed=(Removed("x", "y"),),
        cost=Cost(1.25),
        asked="which ferries?",
        pieces=(Piece("quote", 0, 17), Piece("mark", 18, 21, 1)),
    )
    assert json.loads(json.dumps(answer.to_json())) == {
        "question": "Ferries?",
        "answered": True,
        "outcome": "answered",
        "text": "“no more ferries” [1]",
        "short": None,
        "citations": [
            {
                "n": 1,
                "article": "a1",
                "version": 3,
                "title": None,
                "source": "The Bay Post",
                "author": None,
                "published": "2031-05-06",
                "url": None,
                "quote": "“no more ferries”",
                "start": 30,
                "end": 47,
                "prefix": "The mayor of Ostrava Bay said ",
                "suffix": " on Monday.",
                "speaker": None,
                "kind": "report",
                "said_on": None,
            }
        ],
        "closest": [],
        "confidence": 0.9,
        "sentences": [
            {"text": "z", "status": "unverified", "why": "too free", "citations": [1]},
            {"text": "x", "status": "removed", "why": "y", "citations": []},
        ],
        "removed": [{"text": "x", "why": "y"}],
        "answerer": "extractive",
        "reader": None,
        "index": {"name": "bay", "generation": 7},
        "cost": {"seconds": 1.25, "prompt_tokens": 0, "completion_tokens": 0, "estimated": False},
    }


def test_the_json_has_the_documented_order() -> None:
    assert list(Answer("Ferries?", "nothing", "None.", (), 0.0, IndexState("bay", 7)).to_json()) == [
        "question",
        "answered",
        "outcome",
        "text",
        "short",
        "citations",
        "closest",
        "confidence",
        "sentences",
        "removed",
        "answerer",
        "reader",
        "index",
        "cost",
    ]


@pytest.mark.parametrize(("outcome", "answered", "closest"), [("answered", True, 0), ("unsure", False, 2)])
def test_what_is_no_clear_answer_cites_what_is_closest(outcome: Outcome, answered: bool, closest: int) -> None:
    citations = (cite(1, ARTICLE, Span(30, 47)), cite(2, ARTICLE, Span(0, 9)))
    answer = Answer("Ferries?", outcome, "“no more ferries” [1]\nThe mayor [2]", citations, 0.2, IndexState("bay", 7))
    assert (answer.answered, answer.closest) == (answered, citations[:closest])
    written = json.loads(json.dumps(answer.to_json()))
    assert (written["answered"], written["outcome"]) == (answered, outcome)
    assert [each["quote"] for each in written["citations"]] == ["“no more ferries”", "The mayor"]
    assert written["closest"] == written["citations"][:closest]


def test_nothing_has_no_citations_and_none_that_are_closest() -> None:
    answer = Answer("Ferries?", "nothing", "Nothing near.", (), 0.0, IndexState("bay", 7))
    assert (answer.answered, answer.citations, answer.closest) == (False, (), ())
    written = answer.to_json()
    assert (written["answered"], written["outcome"], written["citations"], written["closest"]) == (False, "nothing", [], [])
