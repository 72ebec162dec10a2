"""Where a pasted excerpt stands, over all articles."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.filters import Filters, checked_filters
from onrecord.index.index import Index
from onrecord.index.model import Article

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave — not today,” she told reporters on Tuesday in the town hall of Alden.\n\n"
    "The ice doesn’t read time\u00adtables, Quist wrote … and nobody laughed. The ferry’s mast broke in the storm of last November.\n\n"
    "“So be it.” “So be it.” The bell tolled, the choir sang, and the fair was over for good.",
    id="dam", published="2031-03-05", source="Gazette",
)  # fmt: skip
WIRE = Article("Karsk: ‘NOBODY NEED LEAVE - NOT TODAY’, wires say.", id="wire", published="2031-03-06", source="Herald")
LONG = Article(" ".join(f"The {n}th boat of the year came in with salt, rope and {n} barrels of tar." for n in range(1, 60)), id="boats")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("locate") / "news", embedder=HashEmbedder()) as index:
        index.add([DAM, WIRE, LONG])
        yield index


def places(index: Index, words: str, filters: Filters | None = None) -> list[tuple[str, str]]:
    return [(article.id, article.text[slice(*span)]) for article, span in index.locate(words, filters or Filters())]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the dam was safe", ["the dam was safe"]),
        ("THE   dam\nwas safe", ["the dam was safe"]),
        ("the ice doesn't read", ["The ice doesn’t read"]),
        ("read timetables", ["read time\u00adtables"]),
        ("the ice doesn't read time\u00adtables", ["The ice doesn’t read time\u00adtables"]),
        ("read timetables, Qui\u00adst wrote", ["read time\u00adtables, Quist wrote"]),
        ("Quist wrote … and nobody laughed", ["Quist wrote … and nobody laughed"]),
        ("Quist wrote ... and nobody laughed", ["Quist wrote … and nobody laughed"]),
        ("the ferry's mast", ["The ferry’s mast"]),
        ("So be it", ["So be it", "So be it"]),
        ("dam was saf", []),
        ("he dam was safe", []),
        ("the dam is safe", []),
    ],
)
def test_words_as_they_stand_whatever_marks_and_capitals(news: Index, words: str, expected: list[str]) -> None:
    assert places(news, words, checked_filters(article="dam")) == [("dam", place) for place in expected]


def test_that_which_stands_there_to_the_character_comes_first(news: Index) -> None:
    assert places(news, "NOBODY NEED LEAVE - NOT TODAY") == [
        ("wire", "NOBODY NEED LEAVE - NOT TODAY"),
        ("dam", "Nobody need leave — not today"),
    ]
    assert [id for id, _ in places(news, "Nobody need leave — not today")] == ["dam", "wire"]


def test_only_in_articles_that_the_filters_hold(news: Index) -> None:
    assert [id for id, _ in places(news, "nobody need leave", checked_filters(source="gazette"))] == ["dam"]
    assert [id for id, _ in places(news, "nobody need leave", checked_filters(since="2031-03-06"))] == ["wire"]
    assert places(news, "nobody need leave", checked_filters(until="2030-01-01")) == []


def test_with_something_left_out(news: Index) -> None:
    words = (
        "Nobody need leave — not today,” she told reporters [...] in the town hall of Alden. The ice doesn’t read timetables, Quist wrote"
    )
    ((id, place),) = places(news, words)
    assert (id, place[:17], place[-11:]) == ("dam", "Nobody need leave", "Quist wrote")


@pytest.mark.parametrize(
    "words", ["the bell tolled … for good", "The ferry’s mast broke ... of last November", "nobody need … [...] town hall"]
)
def test_with_something_left_out_between_few_words(news: Index, words: str) -> None:
    assert [id for id, _ in places(news, words)] == ["dam"]


@pytest.mark.parametrize(
    "words", ["", " ", "...", "“”", "—", "\ud800", "\x00", "AND", '"', "dam*", "NEAR(dam safe)", "{}", "%s", "zzz" * 3_000]
)
def test_what_stands_nowhere(news: Index, words: str) -> None:
    assert places(news, words) == [] or words == "AND"


@pytest.mark.parametrize("words", ["the dam AND NOT safe", '"the dam" OR "safe"', "text:dam", "dam^2", "'; DROP TABLE articles; --"])
def test_operators_are_words(news: Index, words: str) -> None:
    assert places(news, words) == []


def test_an_empty_index_has_no_place(index: Index) -> None:
    assert places(index, "the dam was safe") == []


def test_an_article_as_it_is_now(index: Index) -> None:
    index.add(Article("The dam was safe.", id="a"))
    index.add(Article("The dam was broken.", id="a"))
    assert places(index, "dam was safe") == []
    assert places(index, "dam was broken") == [("a", "dam was broken")]
    index.remove("a")
    assert places(index, "dam was broken") == []


WORDS = LONG.text.split(" ")


def starts(news: Index, words: str) -> list[int]:
    return [span.start for article, span in news.locate(words) if article.id == "boats"]


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(WORDS) - 24), st.integers(24, 60))
def test_many_words_in_a_row_are_found_where_they_stand(news: Index, first: int, count: int) -> None:
    """Across the ends of passages too, of which this article has many."""
    assert len(" ".join([*WORDS[:first], ""])) in starts(news, " ".join(WORDS[first : first + count]))


def test_few_words_in_a_row_are_found_across_the_end_of_a_passage(news: Index) -> None:
    ends = [passage.end for passage in news.passages("boats")][:-1]
    excerpts = [LONG.text[LONG.text.rindex(" ", 0, end - 20) + 1 : LONG.text.index(" ", end + 20)] for end in ends]
    assert [excerpt for excerpt in excerpts if not starts(news, excerpt)] == []


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80))
def test_any_text_is_looked_for_without_harm(news: Index, words: str) -> None:
    for article, span in news.locate(words):
        assert 0 <= span.start < span.end <= len(article.text)


def test_a_full_text_of_the_schema_before_finds_words_with_soft_hyphens(tmp_path: Path) -> None:
    Index.open(tmp_path, embedder=HashEmbedder()).close()
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3")) as file, file:
        for old in (
            "DROP TRIGGER passage_added",
            "DROP TABLE fulltext",
            "DROP VIEW searched",
            "CREATE VIRTUAL TABLE fulltext USING fts5 (text, content = 'passages', content_rowid = 'id', tokenize = 'porter unicode61')",
            "CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN SELECT 1; END",
            "UPDATE meta SET value = '2' WHERE key = 'schema'",
        ):
            file.execute(old)
    with Index.open(tmp_path, embedder=HashEmbedder()) as index:
        index.add(DAM)
        assert places(index, "read timetables") == [("dam", "read time\u00adtables")]
        assert index.doctor().problems == []
