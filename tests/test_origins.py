"""Where words come from: pasted excerpts, and who said them."""

import pytest
from fakes import WordRelevance

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.origins import trace, who_said
from onrecord.qa.question import parse

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave — not today,” she told reporters.\n\n"
    "Engineer Jon Marsh warned of cracks. “I wouldn’t sleep under it,” Marsh said.\n\n"
    "Shops in Alden stayed open. The tower is old, and the bells are silent.",
    id="dam", title="Dam watched", published="2031-03-05", source="Gazette",
)  # fmt: skip


@pytest.fixture
def news(index: Index) -> Index:
    index.add(DAM)
    return index


def traced(index: Index, asked: str) -> Answer | None:
    question = parse(asked)
    assert question.excerpt is not None
    draft = trace(index, question, question.excerpt)
    return draft and draft.answer(asked, IndexState(index.name, index.generation))


def said_by(index: Index, asked: str, **sure_of: float) -> Answer:
    question = parse(asked)
    assert question.reverse
    return who_said(index, WordRelevance(sure_of), question).answer(asked, IndexState(index.name, index.generation))


@pytest.mark.parametrize(
    "asked",
    [
        "“Nobody need leave — not today,”",
        '"nobody need leave - not today"',
        "'NOBODY NEED LEAVE -- NOT TODAY'",
        "“nobody   need\nleave – not today”",
        "«Nobody need leave»",
        'where is "need leave" from?',
    ],
)
def test_an_excerpt_is_found_whatever_its_marks_dashes_and_capitals(news: Index, asked: str) -> None:
    answer = traced(news, asked)
    assert answer is not None and answer.answered
    (citation,) = answer.citations
    assert (citation.article, citation.speaker, citation.kind) == ("dam", "Ann Karsk", "direct")
    assert "need leave" in citation.quote
    assert answer.text == f"Ann Karsk, in “Dam watched”, Gazette, 5 March 2031:\n{citation.quote} [1]"
    assert answer.short == "Dam watched"


def test_an_excerpt_that_nobody_says_is_the_article_s_own(news: Index) -> None:
    answer = traced(news, "“Shops in Alden stayed open.”")
    assert answer is not None
    assert answer.text == "“Dam watched”, Gazette, 5 March 2031:\nShops in Alden stayed open. [1]"
    assert (answer.citations[0].speaker, answer.citations[0].kind) == (None, "report")


def test_who_said_an_excerpt_is_answered_with_the_whole_of_what_was_said(news: Index) -> None:
    answer = traced(news, 'who said "wouldn\'t sleep"?')
    assert answer is not None
    assert (answer.short, [citation.quote for citation in answer.citations]) == ("Jon Marsh", ["“I wouldn’t sleep under it,”"])


def test_who_said_what_nobody_says_is_not_answered(news: Index) -> None:
    answer = traced(news, 'who said "shops in Alden stayed open"?')
    assert answer is not None
    assert (answer.outcome, answer.text) == (
        "unsure",
        "These words stand in the articles, but it isn't told who said them.\n\nShops in Alden stayed open [1]",
    )
    assert [citation.quote for citation in answer.closest] == ["Shops in Alden stayed open"]


@pytest.mark.parametrize("asked", ["“The moon is a dam.”", '"Nobody need stay"', '"obody need leav"', '"..."'])
def test_an_excerpt_that_stands_nowhere(news: Index, asked: str) -> None:
    assert traced(news, asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        "“Nobody need leave … she told reporters.”",
        '"the tower is old ... silent"',
        '"Shops in Alden [...] the bells are silent"',
    ],
)
def test_an_excerpt_with_something_left_out(news: Index, asked: str) -> None:
    answer = traced(news, asked)
    assert answer is not None and answer.answered


def test_a_long_excerpt_with_something_left_out(index: Index) -> None:
    text = (
        "The old mill by the harbour wall will be sold in the spring. Nobody knew. The new owner has not said what he will do with it all"
    )
    index.add(Article(f"{text}.", id="mill"))
    answer = traced(index, f'"{text[:59]} … {text[74:]}"')
    assert answer is not None
    assert [citation.quote for citation in answer.citations] == [text]


@pytest.mark.parametrize("asked", ["“I wouldn’t sleep under it.”", "“The tower is old.”"])
def test_an_excerpt_that_ends_with_a_full_stop_instead_of_a_comma(news: Index, asked: str) -> None:
    assert traced(news, asked) is not None


def test_the_same_words_in_two_outlets(news: Index) -> None:
    news.add(Article("“I wouldn’t sleep under it,” Jon Marsh said.", id="wire", title="Cracks", published="2031-03-06", source="Herald"))
    answer = traced(news, 'who said "I wouldn’t sleep under it"?')
    assert answer is not None
    assert (answer.short, len(answer.citations)) == ("Jon Marsh", 1)
    assert "(also in " in answer.text


def test_words_that_two_people_say_have_both_named(index: Index) -> None:
    index.add(
        [
            Article("“We will win,” Pelle Holt said.", id="a", title="A", published="2031-03-05"),
            Article("“We will win,” Ann Karsk said.", id="b", title="B", published="2031-03-06"),
        ]
    )
    answer = traced(index, 'who said "We will win"?')
    assert answer is not None
    assert {citation.speaker for citation in answer.citations} == {"Pelle Holt", "Ann Karsk"}
    assert "Pelle Holt" in answer.text and "Ann Karsk" in answer.text


def test_who_said_it_is_answered_by_each_one_who_speaks_to_it(news: Index) -> None:
    answer = said_by(news, "who spoke about the dam?", cracks=0.8, safe=0.9)
    assert answer.text == ("Ann Karsk:\nMayor Ann Karsk said the dam was safe. [1]\n\nJon Marsh:\nEngineer Jon Marsh warned of cracks. [2]")
    assert (answer.outcome, answer.short, answer.confidence) == ("answered", "Ann Karsk", 0.9)


def test_whoever_the_question_names_is_not_who_is_asked_for(news: Index) -> None:
    answer = said_by(news, "Who disagreed with Karsk?", cracks=0.8, safe=0.9)
    assert (answer.short, [each.speaker for each in answer.citations]) == ("Jon Marsh", ["Jon Marsh"])


def test_who_said_what_nobody_is_sure_to_have_said(news: Index) -> None:
    answer = said_by(news, "Who said bananas were blue?", cracks=0.4)
    assert (answer.outcome, answer.short) == ("unsure", None)
    assert answer.text == "No clear answer. What comes nearest:\n\nJon Marsh:\nEngineer Jon Marsh warned of cracks. [1]"
