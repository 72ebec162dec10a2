"""Outlets that a question names, and what is then left to be asked."""

from collections.abc import Iterator

import pytest
from alden import CUT, DAM, FAIR, HALF, JUNE, LEAVE, SAFE, TAX, WIRE, ask, quotes
from fakes import HashEmbedder, WordRelevance

from onrecord import Article, Assistant, Index
from onrecord.qa.draft import NEAREST
from onrecord.qa.outlets import called_so, outlet_of, titled

SOURCES = ["Alden Radio North", "Gazette", "PL", "Selm Press Agency", "The Varn Post"]
DEAR = "“Bread is dear,” Tam Brok told the Gazette."
GAZETTE, RADIO, AGENCY, POST = SOURCES[1], SOURCES[0], SOURCES[3], SOURCES[4]


@pytest.mark.parametrize(
    ("text", "source", "rest"),
    [
        ("According to Alden Radio, what did Karsk say about ice?", RADIO, "what did Karsk say about ice?"),
        ("In the Varn Post, what did Karsk say?", POST, "what did Karsk say?"),
        ("What did Karsk say in the Gazette about ice?", GAZETTE, "What did Karsk say about ice?"),
        ("What did Karsk say about ice in the Gazette?", GAZETTE, "What did Karsk say about ice?"),
        ("How many were hurt, according to the SPA?", AGENCY, "How many were hurt?"),
        ("According to the Post, who won?", POST, "who won?"),
        ("Where, according to the Gazette, is the dam?", GAZETTE, "Where is the dam?"),
        ("As the Gazette reported, how high is the dam?", GAZETTE, "how high is the dam?"),
        ("According to the Post's live page, who won?", POST, "who won?"),
        ("How high is the dam according to the Post’s report?", POST, "How high is the dam?"),
        ("How many were hurt according to the news agency?", AGENCY, "How many were hurt?"),
        ("What does the Selm say about ice?", AGENCY, "What does the articles say about ice?"),
        ("What figure does the Gazette give for ice?", GAZETTE, "What figure does the articles give for ice?"),
        ("What did the Varn Post say about ice?", POST, "What did the articles say about ice?"),
        ("What has the Gazette reported about ice?", GAZETTE, "What have the articles reported about ice?"),
    ],
)
def test_only_its_articles_will_do(text: str, source: str, rest: str) -> None:
    outlet = outlet_of(text, SOURCES)
    assert outlet is not None
    assert (outlet.source, outlet.text, outlet.surely) == (source, rest, True)


@pytest.mark.parametrize("text", ["What did Karsk tell the Gazette about ice?", "What did Karsk say to Alden Radio's night service?"])
def test_what_an_outlet_was_told_may_stand_elsewhere(text: str) -> None:
    outlet = outlet_of(text, SOURCES)
    assert outlet is not None
    assert (outlet.text, outlet.surely) == (text, False)


@pytest.mark.parametrize(
    "text",
    [
        "What did Karsk say about the Gazette?",
        "What did the editor of the Gazette say?",
        "According to Alden, how high is the dam?",
        "According to the space agency, how high is the dam?",
        "According to the press, who won?",
        "What did Karsk say in the post office?",
        "What did PL say about ice?",
        "What did Karsk say in Alden?",
        "In the Gazette Hall, what did Karsk say?",
        "x" * 400 + " in the Gazette",
    ],
)
def test_what_names_no_outlet(text: str) -> None:
    assert outlet_of(text, SOURCES) is None


@pytest.mark.parametrize(
    ("mention", "source"),
    [("Post", POST), ("Varn Post", POST), ("SPA", AGENCY), ("post", None), ("Press", None), ("the Herald", None), ("Gazette", GAZETTE)],
)
def test_what_is_an_outlet_by_itself(mention: str, source: str | None) -> None:
    assert called_so(mention, SOURCES) == source


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.open(tmp_path_factory.mktemp("indexes") / "news", embedder=HashEmbedder()) as index:
        index.add([DAM, WIRE, FAIR, TAX, CUT, Article(DEAR, id="bread", source="Herald")])
        yield Assistant(index)


def test_an_outlet_is_asked_for_what_stands_in_it(news: Assistant) -> None:
    assert quotes(ask(news, "According to the Herald, what did Karsk say?")) == [JUNE, LEAVE]
    assert [each.article for each in ask(news, "In the Gazette, what did Karsk say?").citations] == ["dam", "dam"]
    silent = ask(Assistant(news.index, relevance=WordRelevance({"June": 0.9, "safe": 0.4})), "According to the Gazette, what did Brok say?")
    assert (silent.outcome, silent.text) == ("unsure", f"The articles quote nothing of Tam Brok. {NEAREST}\n\n{SAFE} [1]")


def test_an_article_is_asked_for_by_its_title(news: Assistant) -> None:
    for question in ("In the article “Harbour tax falls”, what did Lind say?", "What did Lind say in the story 'Harbour tax falls'?"):
        assert {each.article for each in ask(news, question).citations} == {"cut"}
    silent = ask(Assistant(news.index, relevance=WordRelevance({"Nobody": 0.9})), "In the article “Calm”, what did Lind say?")
    assert (silent.outcome, silent.text) == ("unsure", f"The articles quote nothing of Oda Lind. {NEAREST}\n\n{WIRE.text} [1]")
    assert titled("What does the article “Calm” say about ice?") == ("Calm", "What does the article say about ice?")
    assert titled("What did Karsk say in “Calm”?") is None


def test_what_was_told_an_outlet_is_found_in_another(news: Assistant) -> None:
    told = Assistant(news.index, relevance=WordRelevance({"dear": 0.9}))
    assert quotes(ask(told, "What did Brok tell the Gazette?")) == [DEAR]


def test_an_outlet_s_articles_alone_are_asked_for_a_fact(news: Assistant) -> None:
    asked = Assistant(news.index, relevance=WordRelevance({"June": 0.9, "half": 0.8, "dear": 0.7}))
    assert quotes(ask(asked, "According to the Herald, what is new?")) == [JUNE, DEAR]
    assert quotes(ask(asked, "What is new, according to the Gazette?")) == [HALF]
    assert quotes(ask(asked, "What is new?")) == [JUNE, HALF, DEAR]
