import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onrecord.index import database as database_module
from onrecord.index.catalog import Catalog
from onrecord.index.embedded import EmbeddedPassage, EmbeddedSlice
from onrecord.index.errors import CatalogBusy, CatalogDamaged, CatalogError, CatalogMismatch
from onrecord.index.filters import Filters
from onrecord.index.model import Article, Passage, Span
from onrecord.index.schema import PLACES

BUILT_WITH = {"embedder": "none", "dim": "4"}
EVERYTHING = Filters()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.sqlite3"


@pytest.fixture
def catalog(path: Path) -> Iterator[Catalog]:
    with closing(Catalog(path, BUILT_WITH)) as opened:
        yield opened


def whole(text: str, sentences: list[Span] | None = None) -> list[EmbeddedPassage]:
    """The text as one passage, its length the first entry of its vector."""

    def embedded(span: Span) -> EmbeddedSlice:
        return EmbeddedSlice(*span, np.array([min(span.end - span.start, 99), 0, 0, 0], np.float16), None)

    return [EmbeddedPassage(embedded(Span(0, len(text))), tuple(embedded(span) for span in sentences or []))]


def put(catalog: Catalog, article: Article, origin: str | None = None) -> Article:
    with catalog.transaction():
        return catalog.put(article, origin, whole(article.text))


def remove(catalog: Catalog, id: str) -> None:
    with catalog.transaction():
        catalog.remove(id)


def test_an_article_comes_back_as_it_went_in(catalog: Catalog):
    article = Article("Rain.", "a", "Weather", "2022-02-15", "Gazette", "Ada Vell", "https://news.example/1", "en", "CC0")
    assert put(catalog, article) == article
    assert catalog.article("a") == catalog.article("a", 1) == article
    assert (catalog.article("a", 2), catalog.article("b")) == (None, None)


@pytest.mark.parametrize("text", ["a\0b\0", "🦊👩‍👩‍👧", "日本語。", "‏שלום‎", "e\u0301é", "\r\n\u2028 x", "\ufeffx", "x\U0010ffff"])
def test_every_character_comes_back(catalog: Catalog, text: str):
    put(catalog, Article(text, id="a", title=text))
    found = catalog.article("a")
    assert found is not None
    assert (found.text, found.title) == (text, text)
    ((passage, _),) = catalog.passages([1]).values()
    assert passage == Passage(1, "a", 1, 0, len(text), text)


def test_versions_go_up_and_old_ones_resolve_until_the_article_is_removed(catalog: Catalog):
    for text in ("Rain.", "Snow.", "Rain."):
        put(catalog, Article(text, id="a"))
    assert [found.text for version in (1, 2, 3) if (found := catalog.article("a", version))] == ["Rain.", "Snow.", "Rain."]
    current = catalog.article("a")
    assert current is not None
    assert (current.text, current.version) == ("Rain.", 3)
    assert catalog.count("articles") == catalog.count("passages") == 1

    remove(catalog, "a")
    assert [catalog.article("a", version) for version in (None, 1, 2, 3)] == [None] * 4
    assert put(catalog, Article("Hail.", id="a")).version == 4
    remove(catalog, "a")
    assert put(catalog, Article("Hail.", id="a")).version == 5


def test_what_is_known_of_an_article_changes_without_a_new_version(catalog: Catalog):
    put(catalog, Article("Rain.", id="a", title="Old", source="Gazette"))
    with catalog.transaction():
        changed = catalog.put(Article("Rain.", id="a", title="New"), None, [])
    assert changed == catalog.article("a") == Article("Rain.", id="a", title="New")
    assert list(catalog.passages([1])) == [1]


def test_each_change_is_a_generation(catalog: Catalog):
    generations = [catalog.generation]
    for change in (
        lambda: put(catalog, Article("Rain.", id="a")),
        lambda: put(catalog, Article("Snow.", id="a")),
        lambda: remove(catalog, "a"),
    ):
        change()
        generations.append(catalog.generation)
    assert generations == [0, 1, 2, 3]


def test_ids_are_never_reused(catalog: Catalog):
    put(catalog, Article("Rain.", id="a"))
    put(catalog, Article("Snow.", id="b"))
    remove(catalog, "b")
    put(catalog, Article("Hail.", id="c"))
    put(catalog, Article("Sun.", id="a"))
    assert catalog.passage_ids(EVERYTHING).tolist() == [3, 4]
    assert catalog.embeddings.ids().tolist() == [3 * PLACES, 4 * PLACES]


def test_all_or_nothing(catalog: Catalog):
    with pytest.raises(ZeroDivisionError), catalog.transaction():
        catalog.put(Article("Rain.", id="a"), None, whole("Rain."))
        raise ZeroDivisionError
    assert (catalog.article("a"), catalog.generation, catalog.count("passages"), catalog.count("embeddings")) == (None, 0, 0, 0)
    assert put(catalog, Article("Snow.", id="b")).version == 1


def test_an_article_without_passages_is_refused(catalog: Catalog):
    with pytest.raises(ValueError, match="the article 'a' came without passages"), catalog.transaction():
        catalog.put(Article("Rain.", id="a"), None, [])
    assert catalog.count("articles") == 0


def test_vectors_and_sentences(catalog: Catalog):
    with catalog.transaction():
        catalog.put(Article("Rain. Snow.", id="a"), None, whole("Rain. Snow.", [Span(0, 5), Span(6, 11)]))
    ids = catalog.embeddings.ids()
    assert ids.tolist() == [PLACES, PLACES + 1, PLACES + 2]
    assert catalog.embeddings.spans(ids.tolist()) == dict(zip(ids.tolist(), [Span(0, 11), Span(0, 5), Span(6, 11)], strict=True))
    assert catalog.embeddings.vectors(ids, 4)[:, 0].tolist() == [11, 5, 5]
    assert catalog.embeddings.vectors(ids[1:2], 4).tolist() == [[5, 0, 0, 0]]


@pytest.mark.parametrize(("ids", "dim"), [([PLACES, 7 * PLACES], 4), ([7], 4), ([PLACES], 8), ([PLACES, PLACES + 1, PLACES + 2], 4)])
def test_vectors_that_are_not_there_or_of_another_size(catalog: Catalog, ids: list[int], dim: int):
    put(catalog, Article("Rain.", id="a"))
    with pytest.raises(CatalogDamaged, match="onrecord doctor"):
        catalog.embeddings.vectors(np.array(ids, np.int64), dim)


def ids_of(catalog: Catalog, filters: Filters) -> list[str]:
    return [article.id for article in catalog.articles(filters)]


def test_filters(catalog: Catalog):
    put(catalog, Article("Rain.", id="a", published="2022-02-14", source="Gazette"))
    put(catalog, Article("Rain.", id="b", published="2022-02-15", source="Herald"))
    put(catalog, Article("Rain.", id="c", published="2022-02-15", source="Gazette"))
    put(catalog, Article("Rain.", id="d", source="Gazette"))
    assert ids_of(catalog, EVERYTHING) == ["b", "c", "a", "d"]
    assert ids_of(catalog, Filters(since="2022-02-15")) == ["b", "c"]
    assert ids_of(catalog, Filters(until="2022-02-14")) == ["a"]
    assert ids_of(catalog, Filters(source="gazette")) == ["c", "a", "d"]
    assert ids_of(catalog, Filters(article="d")) == ["d"]
    assert ids_of(catalog, Filters("2022-02-14", "2022-02-15", "Gazette", "a")) == ["a"]
    assert ids_of(catalog, Filters(source="Gazette' OR 1 --")) == []
    assert catalog.passage_ids(Filters(source="Gazette")).tolist() == [1, 3, 4]
    assert list(catalog.lexical(["rain"], Filters(source="Herald"))) == [2]
    assert [bool(filters) for filters in (EVERYTHING, Filters(since="2022-02-15"), Filters(source=""))] == [False, True, True]


def test_words(catalog: Catalog):
    put(catalog, Article("The minister warned of storms.", id="a"))
    put(catalog, Article("A café by the quay, with warnings and warnings.", id="b"))
    assert list(catalog.lexical(["warning"], EVERYTHING)) == [2, 1]
    assert list(catalog.lexical(["cafe", "storm"], EVERYTHING)) == [1, 2]
    assert catalog.lexical([], EVERYTHING) == catalog.lexical(["ferry"], EVERYTHING) == {}
    assert [catalog.document_frequency(word) for word in ("warn", "storm", "ferry")] == [2, 1, 0]
    remove(catalog, "b")
    assert list(catalog.lexical(["warning"], EVERYTHING)) == [1]


def test_the_article_of_a_file(catalog: Catalog):
    put(catalog, Article("Rain.", id="a"), origin="/news/a.txt")
    assert (catalog.id_of_origin("/news/a.txt"), catalog.id_of_origin("/news/b.txt")) == ("a", None)
    remove(catalog, "a")
    assert catalog.id_of_origin("/news/a.txt") is None


# What it was built with


def test_it_says_what_it_was_built_with(catalog: Catalog, path: Path):
    assert catalog.built_with() == {"schema": "3", **BUILT_WITH}
    with closing(Catalog(path)) as other:
        assert other.built_with() == {"schema": "3", **BUILT_WITH}


def test_another_embedder_is_refused_with_the_way_out(catalog: Catalog, path: Path):
    with pytest.raises(CatalogMismatch) as caught:
        Catalog(path, {"embedder": "other", "dim": "4"})
    assert str(caught.value) == (
        f"{path} was built with embedder 'none', not 'other'; open it with the settings it was built with, "
        f"or make its passages and vectors anew: onrecord doctor --rebuild --index {path.parent}"
    )


def test_another_schema_is_refused(catalog: Catalog, path: Path):
    catalog.execute("UPDATE meta SET value = '7' WHERE key = 'schema'")
    with pytest.raises(
        CatalogMismatch, match="has the schema version 7, and this is onrecord with version 3; use the onrecord that made it"
    ):
        Catalog(path, BUILT_WITH)


def test_a_catalog_that_was_never_filled_in_is_made_whoever_looks_first(path: Path):
    """A crash, or another process that is just making it, leaves an empty file."""
    path.touch()
    with closing(Catalog(path)) as looked:
        assert "embedder" not in looked.built_with()
    with closing(Catalog(path, BUILT_WITH)) as opened:
        assert put(opened, Article("Rain.", id="a")).version == 1


# What can be wrong with the file


@pytest.mark.parametrize("content", [b"Rain fell on Varnholm. " * 500, b"SQLite format 3\0" + b"\x07" * 5000])
def test_no_database(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(CatalogDamaged, match="catalog.sqlite3 is no catalog, or is damaged: SQLite says '.+'; restore it from a copy"):
        Catalog(path, BUILT_WITH)
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_left_alone(path: Path):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE birds (name TEXT)")
    with pytest.raises(
        CatalogDamaged, match="is an SQLite file, but not a catalog of onrecord; name another index, or move that file away"
    ):
        Catalog(path, BUILT_WITH)
    with closing(sqlite3.connect(path)) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["birds"]


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(CatalogError, match="unable to open"):
        Catalog(tmp_path / "nowhere" / "catalog.sqlite3", BUILT_WITH)


def test_a_torn_file(catalog: Catalog, path: Path):
    for i in range(60):
        put(catalog, Article(f"Rain fell on Varnholm {i}. " * 40, id=str(i)))
    catalog.close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(CatalogDamaged), closing(Catalog(path, BUILT_WITH)) as torn:
        for i in range(60):
            torn.article(str(i))


def test_a_closed_catalog_is_not_called_damaged(path: Path):
    catalog = Catalog(path, BUILT_WITH)
    catalog.close()
    with pytest.raises(CatalogError) as caught, catalog.transaction():
        pass
    assert not isinstance(caught.value, CatalogDamaged)


def test_a_full_disk_undoes_the_transaction_and_says_so(catalog: Catalog):
    put(catalog, Article("Rain.", id="a"))
    pages = catalog.execute("PRAGMA page_count").fetchone()[0]
    catalog.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(CatalogError, match="full"):
        put(catalog, Article("Snow fell on Varnholm. " * 3000, id="b"))
    catalog.execute("PRAGMA max_page_count = 100000")
    assert catalog.article("b") is None
    assert put(catalog, Article("Hail.", id="c")) == catalog.article("c")


# Others at work on it


@pytest.fixture
def writer(path: Path, catalog: Catalog) -> Iterator[sqlite3.Connection]:
    """Another process in the middle of writing."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch, path: Path, writer: sqlite3.Connection):
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    with pytest.raises(CatalogBusy, match="catalog.sqlite3 has been locked by another process for 0 s; try again when it is done"):
        with closing(Catalog(path, BUILT_WITH)) as waiting:
            put(waiting, Article("Rain.", id="a"))


def test_reading_does_not_wait_for_a_writer(monkeypatch: pytest.MonkeyPatch, path: Path, writer: sqlite3.Connection):
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    with closing(Catalog(path, BUILT_WITH)) as reader, reader.transaction("DEFERRED"):
        assert reader.generation == 0


def test_who_waits_long_enough_gets_in(path: Path, writer: sqlite3.Connection):
    timer = threading.Timer(0.2, writer.execute, ["COMMIT"])
    timer.start()
    with closing(Catalog(path, BUILT_WITH)) as waiting:
        put(waiting, Article("Rain.", id="a"))
    timer.join()


def test_a_reader_sees_one_moment(catalog: Catalog, path: Path):
    put(catalog, Article("Rain.", id="a"))
    with closing(Catalog(path, BUILT_WITH)) as reader:
        with reader.transaction("DEFERRED"):
            assert ids_of(reader, EVERYTHING) == ["a"]
            put(catalog, Article("Snow.", id="b"))
            assert (ids_of(reader, EVERYTHING), reader.generation) == (["a"], 1)
        assert (ids_of(reader, EVERYTHING), reader.generation) == (["a", "b"], 2)


_MAKE = """
import sys, time
from pathlib import Path
from onrecord.index.catalog import Catalog
folder, begin = Path(sys.argv[1]), float(sys.argv[2])
time.sleep(max(begin - time.time(), 0))
for i in range(30):
    Catalog(folder / f"{i}.sqlite3", {"embedder": "none"}).close()
"""


def test_two_processes_make_it_at_once(tmp_path: Path):
    """Thirty times over, so that they meet."""
    import time

    command = [sys.executable, "-c", _MAKE, str(tmp_path), str(time.time() + 1.5)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[1] for process in processes] == ["", ""]
    for i in range(30):
        with closing(Catalog(tmp_path / f"{i}.sqlite3", {"embedder": "none"})) as made:
            assert made.generation == 0


def test_a_copy_opens_as_well(catalog: Catalog, path: Path, tmp_path: Path):
    article = put(catalog, Article("Rain.", id="a"))
    catalog.close()
    copy = shutil.copy(path, tmp_path / "copy.sqlite3")
    with closing(Catalog(Path(copy), BUILT_WITH)) as other:
        assert other.article("a") == replace(article)
