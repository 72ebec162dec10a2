"""Who said what, through the whole index: stored, found by speaker, topic and day, written anew when article or extractor change."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fakes import HashEmbedder

from onrecord.index.errors import QuestionError
from onrecord.index.index import Index
from onrecord.index.model import Article, Speaker, Statement

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave,” she told reporters on Tuesday.\n\n"
    "Engineer Jon Marsh warned of cracks in the wall.",
    id="dam", published="2031-03-05", source="Gazette",
)  # fmt: skip
FAIR = Article("Karsk said the fair would open in June.", id="fair", published="2031-03-09", source="Herald")


def said(index: Index, found: list[Statement]) -> list[tuple[str, str | None, str]]:
    """Article, speaker and words of each."""
    return [
        (each.article, each.speaker, " … ".join(index.article(each.article).text[slice(*span)] for span in each.content)) for each in found
    ]


SAFE = ("dam", "Ann Karsk", "the dam was safe")
LEAVE = ("dam", "Ann Karsk", "“Nobody need leave,”")
CRACKS = ("dam", "Jon Marsh", "cracks in the wall")
JUNE = ("fair", "Ann Karsk", "the fair would open in June")


@pytest.fixture
def news(index: Index) -> Index:
    index.add([DAM, FAIR])
    return index


def test_all_statements_newest_article_first(news: Index) -> None:
    assert said(news, news.statements()) == [JUNE, SAFE, LEAVE, CRACKS]


def test_what_was_not_said_is_never_listed(index: Index) -> None:
    index.add([Article("Mayor Ann Karsk did not say the dam was safe. Jon Marsh never said that it would break.", id="denied")])
    assert [each.kind for each in index.statements()] == []
    assert index.statements(article="denied", speaker="Karsk") == []
    assert index.speakers() == []


def test_by_speaker(news: Index) -> None:
    for mention in ("Karsk", "Ann Karsk", "ann karsk", "the mayor", "Mayor Karsk"):
        assert said(news, news.statements(speaker=mention)) == [JUNE, SAFE, LEAVE]
    (marsh,) = news.speakers("engineer")
    assert said(news, news.statements(speaker=marsh)) == [CRACKS]
    assert news.statements(speaker="Oduya") == []


def test_by_article_source_and_kind(news: Index) -> None:
    assert said(news, news.statements(article="fair")) == [JUNE]
    assert said(news, news.statements(source="gazette")) == [SAFE, LEAVE, CRACKS]
    assert said(news, news.statements(kind="direct")) == [LEAVE]
    assert said(news, news.statements(kind="indirect", speaker="Karsk")) == [JUNE, SAFE]


def test_by_the_day_it_was_said_or_else_published(news: Index) -> None:
    assert said(news, news.statements(until="2031-03-04")) == [LEAVE]
    assert said(news, news.statements(since="2031-03-05", until="2031-03-05")) == [SAFE, CRACKS]
    assert said(news, news.statements(since="2031-03-06")) == [JUNE]


def test_what_is_no_filter(news: Index) -> None:
    for filters, message in (
        ({"kind": "shouted"}, "kind of statement is 'shouted'; it must be one of direct, indirect, mixed"),
        ({"speaker": " "}, "the speaker is empty; name one"),
        ({"since": "June"}, "'June' is not a day"),
        ({"about": ""}, "empty"),
    ):
        with pytest.raises(QuestionError, match=message):
            news.statements(**filters)


def test_about_a_topic(seed: Path, tmp_path: Path) -> None:
    with Index.open(tmp_path / "seeds") as index:
        index.add(seed)
        found = said(index, index.statements(about="intermediate-range missiles"))
        assert {speaker for _, speaker, _ in found} == {"Vladimir Putin"}
        assert "intermediate-range missiles in Europe" in found[0][2]
        assert index.statements(about="the price of barley") == []
        assert index.statements(about="intermediate-range missiles", speaker="Stoltenberg") == []


def test_search_for_what_somebody_says(news: Index) -> None:
    assert {hit.article.id for hit in news.search("dam", speaker="Marsh")} == {"dam"}
    assert {hit.article.id for hit in news.search("dam", speaker="Karsk")} == {"dam", "fair"}
    assert news.search("dam", speaker="Oduya") == []


def test_hits_carry_what_is_said_in_them(news: Index) -> None:
    (hit,) = news.search("fair", 1, article="fair")
    assert (said(news, list(hit.statements)), hit.speakers) == ([JUNE], ["Ann Karsk"])


def test_an_article_added_again_has_its_statements_written_anew(news: Index) -> None:
    news.add(Article("Karsk said the fair would open in July.", id="fair", published="2031-03-09"))
    assert said(news, news.statements(article="fair")) == [("fair", "Ann Karsk", "the fair would open in July")]
    assert [statement.version for statement in news.statements(article="fair")] == [2]
    news.remove("fair")
    assert said(news, news.statements(speaker="Karsk")) == [SAFE, LEAVE]


def test_another_day_of_publication_is_another_day_of_saying(news: Index) -> None:
    assert [each.said_on for each in news.statements(kind="direct")] == ["2031-03-04"]
    news.add(Article(DAM.text, id="dam", published="2031-03-12", source="Gazette"))
    assert [each.said_on for each in news.statements(kind="direct")] == ["2031-03-11"]


def test_another_extractor_goes_over_all_articles_without_embedding(news: Index, folder: Path) -> None:
    before = news.statements()
    news.close()
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as file, file:
        file.execute("UPDATE extractions SET extractor = 'of old'")
        file.execute("DELETE FROM statements WHERE article_id = 'dam'")
    embedder = HashEmbedder()
    with Index.open(folder, embedder=embedder) as index:
        assert index.statements() == before
        assert embedder.embedded == []


def test_a_catalog_without_statements_is_brought_up_to_date(news: Index, folder: Path) -> None:
    """As the first schema had it."""
    before = news.statements()
    news.close()
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as file, file:
        for table in ("statements", "voices", "extractions"):
            file.execute(f"DROP TABLE {table}")
        file.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    embedder = HashEmbedder()
    with Index.open(folder, embedder=embedder) as index:
        assert index.statements() == before
        assert index.doctor().problems == []
        assert embedder.embedded == []


def test_another_process_s_articles_bring_their_speakers(news: Index, folder: Path) -> None:
    assert news.speakers("Oduya") == []
    with Index.open(folder, embedder=HashEmbedder()) as other:
        other.add(Article("Bea Oduya said it rained.", id="rain"))
    assert [speaker.name for speaker in news.speakers("Oduya")] == ["Bea Oduya"]


def test_who_is_who_is_kept_in_line_with_the_articles(news: Index, folder: Path) -> None:
    def as_opened() -> list[Speaker]:
        with Index.open(folder, embedder=HashEmbedder()) as other:
            return other.speakers()

    assert news.speakers() == as_opened()
    news.add(Article("Mayor Bea Karsk said no. Jon Marsh agreed that it was late.", id="late", published="2031-03-10"))
    assert [(each.name, each.statements) for each in news.speakers()] == [
        ("Ann Karsk", 2), ("Jon Marsh", 2), ("Bea Karsk", 1), ("Karsk", 1),
    ]  # fmt: skip
    assert news.speakers() == as_opened()
    news.remove(["late", "fair"])
    assert [(each.name, each.statements) for each in news.speakers()] == [("Ann Karsk", 2), ("Jon Marsh", 1)]
    assert news.speakers() == as_opened()


def test_the_country_of_an_office_may_stand_in_another_article(news: Index) -> None:
    news.add(Article("President Bea Lind said no.", id="no"))
    assert news.speakers("norway's president") == []
    news.add(Article("They met Norwegian President Bea Lind in June.", id="met"))
    assert [each.name for each in news.speakers("norway's president")] == ["Bea Lind"]


def test_the_doctor_finds_a_statement_that_is_no_slice(news: Index, folder: Path) -> None:
    assert news.doctor().statements == 4
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as file, file:
        file.execute("UPDATE statements SET content = '[[5, 99999]]' WHERE id = 2")
    assert news.doctor().problems == ["statement 2 is not made of slices of its article as it is now"]
