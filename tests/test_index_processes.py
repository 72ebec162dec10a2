"""Index under threads, other processes, sudden ends and lost files."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import HashEmbedder, found
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.embedder import MiniLM
from onrecord.index.errors import (
    ArticleError,
)
from onrecord.index.index import Index
from onrecord.index.model import Article

TESTS = Path(__file__).parent


def test_another_open_index_sees_changes_at_its_next_search(index: Index, folder: Path):
    with Index.open(folder, embedder=HashEmbedder()) as other:
        assert found(other, "rain") == []
        index.add([Article("Rain.", id="a"), Article("More rain.", id="b")])
        assert sorted(found(other, "rain")) == ["a", "b"]
        index.remove("a")
        assert found(other, "rain") == ["b"]
        other.add(Article("Snow.", id="b"))
        assert [hit.passage.text for hit in index.search("rain")] == ["Snow."]
        assert index.generation == other.generation == 4


def test_an_article_changed_by_another_while_its_neighbour_is_embedded(index: Index, folder: Path):
    index.add(Article("Rain.", id="a"))

    def meanwhile() -> None:
        with Index.open(folder, embedder=HashEmbedder()) as other:
            other.add(Article("Changed meanwhile.", id="a"))

    with Index.open(folder, embedder=HashEmbedder(before_embedding=meanwhile)) as late:
        late.add([Article("Rain.", id="a"), Article("Snow.", id="b")])
        assert (late.article("a").text, late.article("b").text) == ("Rain.", "Snow.")
        assert late.doctor().problems == []


_ADD = """
import sys, time
sys.path.insert(0, sys.argv[1])
from fakes import HashEmbedder
from onrecord.index.index import Index
from onrecord.index.model import Article
index = Index.open(sys.argv[2], embedder=HashEmbedder())
print("ready", flush=True)
for i in range(int(sys.argv[4])):
    index.add(Article(f"Rain fell on {sys.argv[3]} for {i} days. It stopped.", id=f"{sys.argv[3]}{i}"))
    if i % 5 == 4:
        index.remove(f"{sys.argv[3]}{i}")
"""


def adding(folder: Path, prefix: str, n: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ADD, str(TESTS), str(folder), prefix, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_add_at_once(folder: Path):
    processes = [adding(folder, prefix, 20) for prefix in "ab"]
    assert [process.communicate(timeout=60) for process in processes] == [("ready\n", "")] * 2
    with Index.open(folder, embedder=HashEmbedder()) as index:
        kept = sorted(f"{prefix}{i}" for prefix in "ab" for i in range(20) if i % 5 != 4)
        assert sorted(article.id for article in index.articles()) == sorted(found(index, "rain", k=100)) == kept
        assert index.doctor().problems == []


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.08, 0.2])
def test_killed_in_the_middle(folder: Path, delay: float):
    with adding(folder, "a", 100_000) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
    with Index.open(folder, embedder=HashEmbedder()) as index:
        before = sorted(found(index, "rain", k=1000))
        checkup = index.doctor()
        assert (checkup.problems, checkup.articles) == ([], len(before))
        assert [article.id for article in index.articles()] == before
        index.add(Article("Snow.", id="z"))
        assert "z" in found(index, "snow", k=1000)
        assert index.doctor().repaired == []


def test_killed_while_the_index_is_made(folder: Path):
    """SQLite makes its file empty, and fills it a moment later."""
    folder.mkdir()
    (folder / "catalog.sqlite3").touch()
    with Index.open(folder) as index:
        assert isinstance(index.embedder, MiniLM)
        assert index.articles() == []


def test_eight_threads_search_while_one_adds(index: Index):
    index.add([Article(f"Rain fell on {i}.", id=f"a{i}") for i in range(20)])
    errors: list[BaseException] = []
    stop = threading.Event()

    def work(step: Callable[[], object]) -> None:
        try:
            while not stop.is_set():
                step()
        except BaseException as error:  # noqa: BLE001  # a thread's errors are shown by nobody else
            errors.append(error)

    def look() -> None:
        hits = index.search("rain", k=30)
        assert {f"a{i}" for i in range(20)} <= {hit.article.id for hit in hits}
        assert all(hit.passage.text == hit.article.text[hit.passage.start : hit.passage.end] for hit in hits)

    threads = [threading.Thread(target=work, args=[look]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for i in range(10):
        index.add(Article(f"More rain {i}.", id="b"))
    index.remove("b")
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert index.doctor().problems == []


# What is derived


@pytest.mark.parametrize("damage", ["deleted", "cut", "garbage", "of an older generation", "of another dimension"])
def test_vectors_are_derived_again_without_embedding(tmp_path: Path, folder: Path, damage: str):
    path = folder / "vectors.faiss"
    with Index.open(folder, embedder=HashEmbedder()) as index:
        index.add([Article("Rain fell.", id="a"), Article("Snow fell.", id="b")])
        old = path.read_bytes()
        index.remove("b")
        index.add([Article("Hail fell.", id="c")])
        expected = index.search("hail fell")
    with Index.open(tmp_path / "wide", embedder=HashEmbedder(dim=32)) as wide:
        wide.add(Article("Sun.", id="a"))
    match damage:
        case "deleted":
            path.unlink()
        case "cut":
            path.write_bytes(path.read_bytes()[:-30])
        case "garbage":
            path.write_bytes(b"\x07" * 1000)
        case "of an older generation":
            path.write_bytes(old)
        case _:
            shutil.copy(tmp_path / "wide" / "vectors.faiss", path)
    embedder = HashEmbedder()
    with Index.open(folder, embedder=embedder) as index:
        assert index.search("hail fell") == expected
        assert embedder.embedded == ["hail fell"]
        assert index.doctor().repaired == []


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "Rain.", "Snow fell. Hail fell.", "Sun. " * 50])), max_size=12))
def test_any_sequence_of_changes(tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]):
    model: dict[str, str] = {}
    with Index.open(tmp_path_factory.mktemp("index"), embedder=HashEmbedder()) as index:
        for id, text in changes:
            before = model.get(id)
            if text:
                added = index.add(Article(text, id=id))
                kinds = {"added": added.added, "changed": added.changed, "unchanged": added.unchanged}
                expected = "added" if before is None else "unchanged" if before == text else "changed"
                assert kinds == {"added": [], "changed": [], "unchanged": [], expected: [id]}
                model[id] = text
            elif before is not None:
                index.remove(id)
                del model[id]
            else:
                with pytest.raises(ArticleError):
                    index.remove(id)
        assert {article.id: article.text for article in index.articles()} == model
        assert {hit.article.id for hit in index.search("rain snow hail sun fell", k=1000)} == set(model)
        checkup = index.doctor()
        assert (checkup.problems, checkup.articles) == ([], len(model))
