"""Statements and sentences compared with a question: what is compared, how it adds up, and in which order they come."""

import pytest

from onrecord.index.errors import QuestionError
from onrecord.index.filters import Filters, checked_filters
from onrecord.index.index import Index
from onrecord.index.model import Article, StatementHit

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave the valley,” she said on Tuesday.\n\n"
    "Engineer Jon Marsh warned of cracks in the wall of the dam.",
    id="dam", published="2031-03-05", source="Gazette",
)  # fmt: skip
FAIR = Article("Karsk said the fair would open in June. It rained. The choir sang.", id="fair", published="2031-03-20", source="Herald")
ALL = Filters()


@pytest.fixture
def news(index: Index) -> Index:
    """With an embedder that has no vectors of word pieces."""
    index.add([DAM, FAIR])
    return index


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """With the embedder that comes along."""
    index = Index.open(tmp_path_factory.mktemp("nearness") / "news")
    index.add([DAM, FAIR])
    return index


def said(hits: list[StatementHit]) -> list[str]:
    return [" ".join(hit.article.text[slice(*span)] for span in hit.statement.content) for hit in hits]


def test_the_statement_with_the_question_s_words_comes_first(news: Index) -> None:
    assert said(news.search_statements("cracks in the wall", 10, ALL))[0] == "cracks in the wall of the dam"
    assert said(news.search_statements("the fair in June", 1, ALL)) == ["the fair would open in June"]


def test_the_statement_with_the_question_s_meaning_comes_first(near: Index) -> None:
    assert said(near.search_statements("is there any danger of an evacuation?", 2, ALL))[0] in (
        "“Nobody need leave the valley,”",
        "the dam was safe",
    )
    assert said(near.search_statements("opening of the festival", 1, ALL)) == ["the fair would open in June"]
    assert said(near.search_statements("damage to the structure", 1, ALL)) == ["cracks in the wall of the dam"]


def test_all_statements_come_once_and_their_scores_fall(near: Index) -> None:
    hits = near.search_statements("the dam", 50, ALL)
    assert sorted(said(hits)) == sorted(
        ["the dam was safe", "“Nobody need leave the valley,”", "cracks in the wall of the dam", "the fair would open in June"]
    )
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_at_most_k(news: Index) -> None:
    assert [len(news.search_statements("the dam", k, ALL)) for k in (1, 2, 4, 9)] == [1, 2, 4, 4]


@pytest.mark.parametrize("k", [0, -1, 1_001, True, 2.0])
def test_what_is_no_number_of_hits(news: Index, k: int) -> None:
    with pytest.raises(QuestionError, match="k is "):
        news.search_statements("the dam", k, ALL)
    with pytest.raises(QuestionError, match="k is "):
        news.search_sentences("the dam", k)


def test_the_score_is_the_sum_of_the_shares(near: Index, news: Index) -> None:
    for index, parts in ((near, {"passage", "dense", "late", "words"}), (news, {"passage", "dense", "words"})):
        statements, sentences = index.search_statements("is the dam safe?", 9, ALL), index.search_sentences("is the dam safe?", 9)
        assert all(set(hit.parts) == parts | {"around"} for hit in statements) and all(set(hit.parts) == parts for hit in sentences)
        for hit in [*statements, *sentences]:
            assert hit.score == pytest.approx(sum(part.share for part in hit.parts.values()))
            assert all(part.share >= 0 for part in hit.parts.values())


def test_words_are_the_share_of_the_question_s_words_in_what_was_said(news: Index) -> None:
    words = {text: hit.parts["words"].value for hit, text in ((hit, said([hit])[0]) for hit in news.search_statements("safe dam", 9, ALL))}
    assert words["the dam was safe"] == 1.0
    assert 0 < words["cracks in the wall of the dam"] < 1
    assert words["the fair would open in June"] == 0.0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Marsh"}, {"cracks in the wall of the dam"}),
        ({"speaker": "the mayor"}, {"the dam was safe", "“Nobody need leave the valley,”", "the fair would open in June"}),
        ({"kind": "direct"}, {"“Nobody need leave the valley,”"}),
        ({"until": "2031-03-04"}, {"“Nobody need leave the valley,”"}),
        ({"since": "2031-03-06"}, {"the fair would open in June"}),
        ({"source": "herald"}, {"the fair would open in June"}),
        ({"article": "dam", "kind": "indirect"}, {"the dam was safe", "cracks in the wall of the dam"}),
        ({"speaker": "Oduya"}, set[str]()),
    ],
)
def test_only_statements_that_the_filters_hold(news: Index, filters: dict[str, str], expected: set[str]) -> None:
    hits = news.search_statements("the dam", 50, checked_filters(**filters))
    assert set(said(hits)) == expected
    assert len(hits) == len(expected)


def test_statements_are_named_as_the_whole_index_names_them(news: Index) -> None:
    assert {hit.statement.speaker for hit in news.search_statements("fair", 9, checked_filters(article="fair"))} == {"Ann Karsk"}


def test_the_sentences_of_the_nearest_passages(near: Index) -> None:
    hits = near.search_sentences("when does the fair open?", 1)
    assert {hit.hit.article.id for hit in hits} == {"fair"}
    sentences = [hit.hit.article.text[slice(*hit.sentence)].strip() for hit in hits]
    assert sentences[0] == "Karsk said the fair would open in June."
    assert sorted(sentences) == ["It rained.", "Karsk said the fair would open in June.", "The choir sang."]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_sentences_only_of_articles_that_the_filters_hold(news: Index) -> None:
    assert {hit.hit.article.id for hit in news.search_sentences("the dam", 9, checked_filters(source="Herald"))} == {"fair"}
    assert news.search_sentences("the dam", 9, checked_filters(since="2032-01-01")) == []


@pytest.mark.parametrize("question", ["", " \n", "\ud800", "x" * 10_001])
def test_what_cannot_be_searched_for(news: Index, question: str) -> None:
    with pytest.raises(QuestionError):
        news.search_sentences(question, 5)
    with pytest.raises(QuestionError):
        news.search_statements(question, 5, ALL)


def test_an_empty_index_has_none(index: Index) -> None:
    assert index.search_statements("the dam", 5, ALL) == []
    assert index.search_sentences("the dam", 5) == []


def test_what_was_removed_or_changed_is_not_found(news: Index) -> None:
    news.remove("fair")
    news.add(Article("Karsk said the dam had broken.", id="dam"))
    assert said(news.search_statements("the dam and the fair", 9, ALL)) == ["the dam had broken"]


def test_around_counts_the_title_the_head_and_the_paragraph_before(index: Index) -> None:
    paragraphs = ["The wall leaks.", "Rain fell.", "Boats sank.", "Fish fled.", "Karsk said it would pass."]
    index.add([Article("\n\n".join(paragraphs), id="dam", title="Trouble at Alden")])

    def around(topic: str) -> float:
        (hit,) = index.search_statements(topic, 9, ALL)
        return hit.parts["around"].value

    assert [around(word) for word in "Alden leaks rain fish pass boats cheese".split()] == [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
