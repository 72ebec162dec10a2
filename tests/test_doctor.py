import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from fakes import HashEmbedder

from onrecord.index.catalog import PLACES
from onrecord.index.index import Index
from onrecord.index.model import Article

RAIN = "Rain fell on Varnholm. The quay was closed. Ada Vell said: “It will pass.”"


@pytest.fixture
def index(index: Index) -> Index:
    """Two articles: "a" in its second version, one passage (2) of three sentences; "b" with one (3) of one sentence."""
    index.add([Article("Old rain.", id="a"), Article(RAIN, id="a"), Article("Snow fell.", id="b")])
    return index


def edit(folder: Path, *statements: str) -> None:
    """By hand, with no regard for foreign keys, as a bug or another program would."""
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as db, db:
        for statement in statements:
            db.execute(statement)


def test_a_sound_index(index: Index):
    checkup = index.doctor()
    assert (checkup.problems, checkup.repaired, checkup.healthy) == ([], [], True)
    assert (checkup.articles, checkup.passages, checkup.embeddings, checkup.generation) == (2, 2, 5, 3)


def test_an_empty_index(tmp_path: Path):
    with Index.open(tmp_path / "empty", embedder=HashEmbedder()) as index:
        checkup = index.doctor()
    assert (checkup.problems, checkup.articles, checkup.passages, checkup.embeddings) == ([], 0, 0, 0)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE articles SET text = 'Sun.' WHERE id = 'b'", "article 'b' version 1: its text is not the one it was stored with"),
        (
            "UPDATE articles SET text = 'Sun.' WHERE id = 'a' AND NOT current",
            "article 'a' version 1: its text is not the one it was stored with",
        ),
        ("UPDATE passages SET text = 'Snow melts.' WHERE id = 3", "passage 3 is not the slice of its article that it says"),
        ("UPDATE passages SET start = start + 1 WHERE id = 2", "passage 2 is not the slice of its article that it says"),
        ('UPDATE passages SET "end" = "end" - 1 WHERE id = 2', "passage 2 is not the slice of its article that it says"),
        ('UPDATE passages SET "end" = "end" + 5 WHERE id = 3', "passage 3 is not the slice of its article that it says"),
        ("UPDATE passages SET start = -10 WHERE id = 3", "passage 3 is not the slice of its article that it says"),
        ("UPDATE passages SET version = 1 WHERE id = 2", "article a has no passages"),
        ("UPDATE passages SET version = 1 WHERE id = 2", "passage 2 belongs to an article's earlier version"),
        ("DELETE FROM passages WHERE id = 3", "article b has no passages"),
        ("DELETE FROM passages WHERE id = 3", "table embeddings refers to rows that don't exist"),
        ("DELETE FROM articles WHERE id = 'b'", "table passages refers to rows that don't exist"),
        (f"DELETE FROM embeddings WHERE id = {3 * PLACES}", "passage 3 has no vector of its own"),
        (f"UPDATE embeddings SET vector = x'00' WHERE id = {3 * PLACES}", f"vector {3 * PLACES} is not in its passage, or not of its size"),
        (
            f'UPDATE embeddings SET "end" = 999 WHERE id = {2 * PLACES + 1}',
            f"vector {2 * PLACES + 1} is not in its passage, or not of its size",
        ),
        (f"UPDATE embeddings SET passage_id = 2 WHERE id = {3 * PLACES}", f"vector {3 * PLACES} is not in its passage, or not of its size"),
    ],
)
def test_what_is_wrong_with_the_truth_is_told_and_stays(index: Index, folder: Path, statement: str, problem: str):
    edit(folder, statement)
    for _ in range(2):
        checkup = index.doctor()
        assert problem in checkup.problems
        assert not checkup.healthy


def test_every_version_needs_a_current_one(index: Index, folder: Path):
    edit(folder, "UPDATE articles SET current = 0 WHERE id = 'b'")
    assert not index.doctor().healthy


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_sentence_without_its_vector_is_missed(index: Index, folder: Path, place: int):
    edit(folder, f"DELETE FROM embeddings WHERE id = {2 * PLACES + place}")
    assert not index.doctor().healthy


@pytest.mark.parametrize("change", ["start = start + 3", '"end" = "end" - 3'])
def test_sentences_that_are_moved_are_noticed(index: Index, folder: Path, change: str):
    """Nothing but white space may lie between the sentences of a passage."""
    edit(folder, f"UPDATE embeddings SET {change} WHERE id = {2 * PLACES + 2}")
    assert not index.doctor().healthy


def test_a_vector_that_is_no_direction_is_noticed(index: Index, folder: Path):
    nothing = np.full(16, np.nan, "<f2").tobytes().hex()
    edit(folder, f"UPDATE embeddings SET vector = x'{nothing}' WHERE id = {3 * PLACES}")
    assert not index.doctor().healthy


def test_many_faults_are_counted(index: Index, folder: Path):
    index.add([Article(f"Hail {i}.", id=f"h{i}") for i in range(9)])
    edit(folder, "UPDATE passages SET text = 'Sun.' WHERE article_id LIKE 'h%'")
    problems = [problem for problem in index.doctor().problems if "slice" in problem or "more" in problem]
    assert problems == [f"passage {id} is not the slice of its article that it says" for id in range(4, 9)] + [
        "... and 4 more of that kind"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO fulltext (fulltext, rowid, text) VALUES ('delete', 3, 'Snow fell.')",
        "INSERT INTO fulltext (fulltext) VALUES ('delete-all')",
        "INSERT INTO fulltext (rowid, text) VALUES (77, 'Of nothing.')",
        "INSERT INTO fulltext (rowid, text) VALUES (3, 'More words.')",
    ],
)
def test_full_text_is_made_anew(index: Index, folder: Path, statement: str):
    expected = index.search("snow")
    edit(folder, statement)
    checkup = index.doctor()
    assert checkup.problems == []
    (repair,) = checkup.repaired
    assert repair.startswith("the full text doesn't match the passages") and repair.endswith(
        "the full text was made anew from the passages"
    )
    assert index.search("snow") == expected
    assert index.doctor().repaired == []


@pytest.mark.parametrize(
    ("damage", "said"), [("missing", "is missing"), ("torn", "is torn"), ("garbage", "is torn"), ("stale", "is of generation 3")]
)
def test_vectors_are_made_anew(index: Index, folder: Path, damage: str, said: str):
    path = folder / "vectors.faiss"
    old = path.read_bytes()
    index.add(Article("Hail fell.", id="c"))
    match damage:
        case "missing":
            path.unlink()
        case "torn":
            path.write_bytes(path.read_bytes()[:100])
        case "garbage":
            path.write_bytes(b"\0" * 300)
        case _:
            path.write_bytes(old)
    embedder = index.embedder
    assert isinstance(embedder, HashEmbedder)
    embedder.embedded.clear()
    checkup = index.doctor()
    assert checkup.problems == []
    assert checkup.repaired == [f"vectors.faiss {said}: the vectors were made anew from the catalog, nothing was embedded again"]
    assert embedder.embedded == []
    assert index.doctor().repaired == []


def test_vectors_that_differ_in_a_bit_are_made_anew(index: Index, folder: Path):
    path = folder / "vectors.faiss"
    data = path.read_bytes()
    vector = index._catalog.embeddings.vectors(index._catalog.embeddings.ids(), 16)[3].tobytes()  # pyright: ignore[reportPrivateUsage]
    at = data.index(vector)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    checkup = index.doctor()
    assert (checkup.problems, len(checkup.repaired)) == ([], 1)
    assert path.read_bytes() == data


def test_vectors_of_an_edited_catalog_follow_it(index: Index, folder: Path):
    """Someone took out an article by hand, with all that belongs to it, but not by us: the generation is the same."""
    edit(
        folder,
        "DELETE FROM embeddings WHERE passage_id = 3",
        "DELETE FROM passages WHERE id = 3",
        "DELETE FROM articles WHERE id = 'b'",
        "DELETE FROM extractions WHERE article_id = 'b'",
    )
    checkup = index.doctor()
    assert checkup.problems == []
    assert checkup.repaired == [
        "vectors.faiss has 5 vectors, and the catalog 4, or others: the vectors were made anew from the catalog, nothing was embedded again"
    ]
    assert [hit.article.id for hit in index.search("snow")] == ["a"]
