"""Index: articles in and out, opening, and what is asked of it."""

import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from fakes import HashEmbedder, found, report, write

from onrecord.index import database as database_module
from onrecord.index.catalog import Catalog
from onrecord.index.errors import (
    ArticleError,
    CatalogBusy,
    CatalogDamaged,
    CatalogError,
    CatalogMismatch,
    ModelError,
    QuestionError,
)
from onrecord.index.index import MAX_K, Index
from onrecord.index.model import Article

# Adding, changing, removing


def test_the_extent_is_told_anew_after_each_change(index: Index, folder: Path):
    assert index.extent() == (0, None)
    index.add([Article("Rain.", id="a", published="2022-02-15"), Article("Snow.", id="b")])
    assert index.extent() == index.extent() == (2, date(2022, 2, 15))
    with Index.open(folder, embedder=HashEmbedder()) as other:  # as another process would
        other.add(Article("Hail.", id="c", published="2022-03-01"))
    assert index.extent() == (3, date(2022, 3, 1))
    index.remove(["a", "c"])
    assert index.extent() == (1, None)


def test_adding_changing_and_leaving_alone(index: Index):
    assert report(index, Article("Rain.", id="a"), Article("Snow.", id="b")) == (["a", "b"], [], [], [])
    assert report(index, Article("Rain.", id="a"), Article("Hail.", id="b"), Article("Sun.", id="c")) == (["c"], ["b"], ["a"], [])
    assert [(article.id, article.version) for article in index.articles()] == [("a", 1), ("b", 2), ("c", 1)]
    assert index.article("b", 1).text == "Snow."


def test_adding_an_unchanged_article_does_nothing(index: Index):
    embedder = index.embedder
    assert isinstance(embedder, HashEmbedder)
    article = Article("Rain.", id="a", title="Weather", published="2022-02-15", source="Gazette")
    index.add(article)
    before = index.generation, index.search("rain")[0].passage.id, embedder.embedded.copy()
    embedder.embedded.clear()
    assert report(index, article) == ([], [], ["a"], [])
    assert embedder.embedded == []
    assert (index.generation, index.search("rain")[0].passage.id) == before[:2]


def test_what_is_known_of_an_article_changes_without_embedding_it_again(index: Index):
    embedder = index.embedder
    assert isinstance(embedder, HashEmbedder)
    index.add(Article("Rain.", id="a", title="Old"))
    passage = index.search("rain")[0].passage
    embedder.embedded.clear()
    assert report(index, Article("Rain.", id="a", title="New", source="Gazette")) == ([], ["a"], [], [])
    assert embedder.embedded == []
    (hit,) = index.search("rain", source="Gazette")
    assert (hit.passage, hit.article.title, hit.article.version) == (passage, "New", 1)


def test_change_back_remove_and_add_again(index: Index):
    for text in ("Rain.", "Snow.", "Rain."):
        index.add(Article(text, id="a"))
    assert [index.article("a", version).text for version in (1, 2, 3)] == ["Rain.", "Snow.", "Rain."]
    assert index.remove("a") == ["a"]
    with pytest.raises(ArticleError, match="no article has the id 'a' in version 3; the ids are listed by: onrecord articles"):
        index.article("a", 3)
    index.add(Article("Rain.", id="a"))
    assert index.article("a").version == 4
    (hit,) = index.search("rain")
    assert (hit.passage.version, hit.article.version) == (4, 4)


def test_ids_of_passages_are_never_reused(index: Index):
    ids: set[int] = set()
    for i in range(5):
        index.add(Article(f"Rain {i}.", id="a"))
        ids.add(index.search("rain")[0].passage.id)
        index.remove("a")
    assert len(ids) == 5


def test_removing_is_all_or_nothing(index: Index):
    index.add([Article("Rain.", id="a"), Article("Snow.", id="b")])
    with pytest.raises(ArticleError) as caught:
        index.remove(["a", "x"])
    assert str(caught.value) == "no article has the id 'x', so nothing was removed; the ids are listed by: onrecord articles"
    assert found(index, "rain snow") == ["a", "b"]
    assert index.remove(["a", "a"]) == ["a"]
    assert found(index, "rain snow") == ["b"]
    assert index.remove([]) == []


def test_the_same_id_twice_at_once(index: Index):
    assert report(index, Article("Rain.", id="a"), Article("Snow.", id="a"), Article("Snow.", id="a")) == (["a"], ["a"], ["a"], [])
    assert index.article("a").version == 2


def test_an_article_given_alone(index: Index):
    assert index.add(Article("Rain.", id="a")).added == ["a"]


def test_failures_are_reported_and_the_others_added(index: Index, tmp_path: Path):
    (tmp_path / "good.txt").write_text("Rain fell.")
    (tmp_path / "empty.txt").write_text("")
    added, _, _, failed = report(index, tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "none.txt")
    assert added == ["good"]
    assert [line.split(": ")[0] for line in failed] == [str(tmp_path / "empty.txt"), str(tmp_path / "none.txt")]
    (tmp_path / "empty.txt").write_text("Snow fell.")
    assert report(index, tmp_path / "empty.txt") == (["empty"], [], [], [])


def test_progress(index: Index, tmp_path: Path):
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(f"Rain {i}. " * 8000)
    seen: list[tuple[int, int, int]] = []
    index.add([tmp_path / f"{i}.txt" for i in range(3)], progress=lambda *at: seen.append(at))
    assert seen[-1] == (3 * 64000, 3 * 64000, 3)
    assert seen == sorted(seen)


# Every character


@pytest.mark.parametrize(
    "text",
    ["Rain\0fell.\0\0 Snow\0.", "🦊 👩‍👩‍👧‍👦 said: “🎉”.", "首相说：“下雨了。”她走了。" * 60, "אמר השר: ‏«שלום». הלך.",
     "e\u0301t\u00e9. " * 50,
     "\r\n\r\nRain.\r\n\u2028Snow.\x0b\x85", "a" * 1_000_000, "Rain fell. " * 90_000],
    ids=["nul", "emoji", "cjk", "rtl", "accents", "line ends", "a megabyte unbroken", "a megabyte in one line"],
)  # fmt: skip
def test_texts_come_back_to_the_character_and_passages_are_slices(index: Index, text: str):
    index.add(Article(text, id="a"))
    assert index.article("a").text == text
    hits = index.search(text.split()[0][:50], k=3)
    assert hits
    for hit in hits:
        assert hit.passage.text == text[hit.passage.start : hit.passage.end] != ""
        assert hit.passage.start <= hit.sentence.start < hit.sentence.end <= hit.passage.end
    assert index.doctor().problems == []


# Opening


def test_a_new_index_is_an_empty_one(index: Index, folder: Path):
    assert (index.name, index.generation, index.articles(), index.search("rain")) == ("news", 0, [], [])
    assert (folder / "catalog.sqlite3").is_file()


def test_names_lie_in_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path))
    with Index.open("news", embedder=HashEmbedder()) as index:
        assert index.folder == tmp_path / "indexes" / "news"


def test_no_index_where_none_may_be_made(folder: Path):
    with pytest.raises(CatalogError) as caught:
        Index.open(folder, create=False)
    assert str(caught.value) == f"there is no index at {folder}; make one by adding articles: onrecord add FILES --index news"
    assert not folder.exists()


def test_a_folder_of_something_else_is_left_alone(folder: Path):
    write(folder / "recipes.txt", "Soup.")
    with pytest.raises(CatalogError, match="holds other files and no index; name another folder, so that nothing of them is touched"):
        Index.open(folder)
    assert [entry.name for entry in folder.iterdir()] == ["recipes.txt"]


def test_hidden_files_do_not_count(folder: Path):
    write(folder / ".DS_Store", "")
    with Index.open(folder, embedder=HashEmbedder()) as index:
        assert index.articles() == []


def test_a_file_is_no_folder(tmp_path: Path):
    path = write(tmp_path / "x.txt", "Rain.")
    with pytest.raises(CatalogError, match="is a file, and an index is a folder; name another"):
        Index.open(path)
    with pytest.raises(CatalogError, match=r"x\.txt"):
        Index.open(path / "news", embedder=HashEmbedder())


def test_no_database(folder: Path):
    write(folder / "catalog.sqlite3", "Rain fell on Varnholm. " * 100)
    with pytest.raises(CatalogDamaged, match="is no catalog, or is damaged"):
        Index.open(folder)


def test_another_embedder_is_refused_until_the_index_is_rebuilt(folder: Path):
    with Index.open(folder, embedder=HashEmbedder()) as index:
        index.add([Article("Rain. Snow.", id="a", title="Weather"), Article("Hail.", id="b"), Article("Storm.", id="b")])
    other = HashEmbedder(dim=32, name="other")
    with pytest.raises(
        CatalogMismatch, match=rf"embedder 'hash', not 'other'; dim '16', not '32'.*onrecord doctor --rebuild --index {folder}"
    ):
        Index.open(folder, embedder=other)
    seen: list[tuple[int, int, int]] = []
    with Index.rebuild(folder, embedder=other, progress=lambda *at: seen.append(at)) as index:
        assert found(index, "hail storm") == ["b", "a"]
        assert (index.article("b", 1).text, index.article("b").version, index.article("a").title) == ("Hail.", 2, "Weather")
        assert index.doctor().problems == []
    assert seen == [(1, 2, 1), (2, 2, 2)]
    with pytest.raises(CatalogMismatch):
        Index.open(folder, embedder=HashEmbedder())


def test_rebuilding_what_is_not_there(folder: Path):
    with pytest.raises(CatalogError, match="there is no index at"):
        Index.rebuild(folder)


def test_an_article_added_during_a_rebuild_is_not_lost(index: Index, folder: Path):
    index.add(Article("Rain.", id="a"))
    with Index.rebuild(folder, embedder=HashEmbedder(before_embedding=lambda: index.add(Article("Snow.", id="b")))) as rebuilt:
        assert rebuilt.doctor().problems == []
        assert sorted(found(rebuilt, "rain snow")) == ["a", "b"]


@pytest.mark.parametrize("dim", [16, 32])
def test_an_index_open_during_a_rebuild_says_that_it_is_outdated(index: Index, folder: Path, dim: int):
    index.add(Article("Rain.", id="a"))
    index.search("rain")
    Index.rebuild(folder, embedder=HashEmbedder(dim=dim, name="other")).close()
    with pytest.raises(CatalogMismatch):
        index.search("rain")
    with pytest.raises(CatalogMismatch):
        index.add(Article("Snow.", id="b"))


def test_an_embedder_that_is_not_on_this_machine(folder: Path):
    with pytest.raises(ModelError, match="no-such-model"):
        Index.open(folder, embedder="no-such-model")
    assert not folder.exists()


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path):
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    with Index.open(folder, embedder=HashEmbedder()) as index, closing(Catalog(folder / "catalog.sqlite3")) as other:
        index.add(Article("Rain.", id="a"))
        with other.transaction():
            with pytest.raises(CatalogBusy, match="try again when it is done"):
                index.add(Article("Snow.", id="b"))
            assert found(index, "rain") == ["a"]
        assert index.add(Article("Snow.", id="b")).added == ["b"]


def test_a_closed_index_says_so_and_not_that_it_is_damaged(folder: Path):
    index = Index.open(folder, embedder=HashEmbedder())
    index.close()
    index.close()
    for use in (lambda: index.search("rain"), lambda: index.article("a"), lambda: index.generation, lambda: index.add(Article("Rain."))):
        with pytest.raises(CatalogError) as caught:
            use()
        assert not isinstance(caught.value, CatalogDamaged)


# Asking


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "the question is empty; ask something, say: what did the minister say?"),
        (" \n", "the question is empty; ask something, say: what did the minister say?"),
        ("a" * 10_001, "the question has 10,001 characters; at most 10,000 are taken, so ask with less of it"),
        ("ab\ud800", "the question is no valid Unicode at character 2; type it anew"),
    ],
)
def test_what_is_no_question(index: Index, question: str, message: str):
    with pytest.raises(QuestionError) as caught:
        index.search(question)
    assert str(caught.value) == message


@pytest.mark.parametrize("k", [0, -1, MAX_K + 1, True, 2.5, "5", None])
def test_what_is_no_number_of_hits(index: Index, k: int):
    index.add(Article("Rain.", id="a"))
    with pytest.raises(QuestionError) as caught:
        index.search("rain", k)
    assert str(caught.value) == f"k is {k!r}; it is the number of hits to return, from 1 to 1000"


def test_what_is_no_filter(index: Index):
    with pytest.raises(QuestionError, match="since and until are days: 'tuesday' is not a day; write it as YYYY-MM-DD"):
        index.search("rain", since="tuesday")
    with pytest.raises(QuestionError, match="nothing is since 2022-02-16 and until 2022-02-15: the first day comes after the last"):
        index.search("rain", since="2022-02-16", until=date(2022, 2, 15))
    for name in ("source", "article", "speaker"):
        with pytest.raises(QuestionError, match="Unicode"):
            index.search("rain", **{name: "\ud800"})  # pyright: ignore[reportArgumentType]


def test_what_is_not_there(index: Index):
    with pytest.raises(ArticleError) as caught:
        index.article("x")
    assert str(caught.value) == "no article has the id 'x'; the ids are listed by: onrecord articles"
    index.add(Article("Rain.", id="x"))
    for version in (0, 2, 2**70):
        with pytest.raises(ArticleError, match=f"no article has the id 'x' in version {version}"):
            index.article("x", version)
    with pytest.raises(ArticleError):
        index.article("\ud800")


_ANSWER = """
import sys
from onrecord.index.index import Index
with Index.open(sys.argv[1]) as index:
    print(index.search("what did Stoltenberg say?", 1)[0].passage.start)
print(sorted({"torch", "transformers", "sentence_transformers", "llama_index", "onnx", "sklearn"} & set(sys.modules)))
"""


def test_the_seed_is_answered_from_without_the_heavy_libraries(folder: Path, seed: Path):
    with Index.open(folder) as index:
        assert index.add([seed]).added == ["000_52871e91a9e3b963"]
        (hit,) = index.search("what did Stoltenberg say?", 1)
        assert "Stoltenberg" in hit.passage.text
        assert index.doctor().problems == []
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _ANSWER, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == (f"{hit.passage.start}\n[]\n", "")


def test_the_passages_of_an_article(index: Index):
    text = "Rain fell on the harbour. " * 12 + "\n\n" + "Snow fell on the hills. " * 12
    index.add([Article("Hail.", id="b"), Article("Old.", id="a")])
    index.add(Article(text.strip(), id="a"))
    passages = index.passages("a")
    assert len(passages) > 1
    assert [(passage.article_id, passage.version) for passage in passages] == [("a", 2)] * len(passages)
    assert " ".join(passage.text for passage in passages).split() == text.split()
    with pytest.raises(ArticleError, match="no article has the id 'c'"):
        index.passages("c")
