import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import faiss
import numpy as np
import pytest

from onrecord.index.catalog import Catalog
from onrecord.index.embedded import EmbeddedPassage, EmbeddedSlice
from onrecord.index.embedder import Array, unit
from onrecord.index.filters import Filters
from onrecord.index.model import Article
from onrecord.index.schema import PLACES
from onrecord.index.vectors import Vectors

DIM = 16


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog(tmp_path / "catalog.sqlite3", {"embedder": "none"})) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.faiss"


def random_vectors(seed: int, n: int) -> Array:
    return unit(np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32))


def put(catalog: Catalog, id: str, seed: int, sentences: int = 2) -> None:
    """An article of one passage with this many sentences, vectors by chance."""
    text = "abcdefgh"[: max(sentences, 1)]
    whole, *parts = (EmbeddedSlice(0, 1, row.astype(np.float16)) for row in random_vectors(seed, 1 + sentences))
    with catalog.transaction():
        catalog.put(Article(text + str(seed), id=id), None, [EmbeddedPassage(whole, tuple(parts))])


def remove(catalog: Catalog, id: str) -> None:
    with catalog.transaction():
        catalog.remove(id)


def synced(vectors: Vectors, catalog: Catalog) -> Vectors:
    with catalog.transaction("DEFERRED"):
        vectors.sync(catalog)
    return vectors


def assert_in_line(vectors: Vectors, catalog: Catalog) -> None:
    ids = catalog.embeddings.ids()
    assert vectors.generation == catalog.generation
    assert vectors.ids.tolist() == ids.tolist()
    assert vectors.vectors().tobytes() == catalog.embeddings.vectors(ids, DIM).tobytes()


def test_they_follow_the_catalog(catalog: Catalog, path: Path):
    vectors = Vectors(path, DIM)
    assert vectors.generation == -1
    assert_in_line(synced(vectors, catalog), catalog)
    put(catalog, "a", 1)
    put(catalog, "b", 2)
    assert_in_line(synced(vectors, catalog), catalog)
    remove(catalog, "a")
    put(catalog, "c", 3)
    assert_in_line(synced(vectors, catalog), catalog)
    put(catalog, "b", 4)
    assert_in_line(synced(vectors, catalog), catalog)
    remove(catalog, "b")
    remove(catalog, "c")
    assert_in_line(synced(vectors, catalog), catalog)
    put(catalog, "d", 5)
    assert_in_line(synced(vectors, catalog), catalog)
    assert_in_line(Vectors(path, DIM), catalog)


def test_what_is_on_disk_is_read_and_not_made_again(catalog: Catalog, path: Path, monkeypatch: pytest.MonkeyPatch):
    put(catalog, "a", 1)
    synced(Vectors(path, DIM), catalog)
    monkeypatch.setattr(catalog.embeddings, "vectors", None)
    assert synced(Vectors(path, DIM), catalog).ids.tolist() == [PLACES, PLACES + 1, PLACES + 2]


def test_a_stale_file_is_brought_into_line(catalog: Catalog, path: Path):
    put(catalog, "a", 1)
    put(catalog, "b", 2)
    synced(Vectors(path, DIM), catalog)
    remove(catalog, "a")
    put(catalog, "c", 3)
    assert Vectors(path, DIM).generation == 2
    assert_in_line(synced(Vectors(path, DIM), catalog), catalog)


@pytest.mark.parametrize(
    "damage", ["missing", "empty", "cut", "longer", "garbage", "garbage of its size", "folder", "of another dimension"]
)
def test_a_file_that_is_not_whole_counts_as_none(catalog: Catalog, path: Path, damage: str):
    put(catalog, "a", 1)
    synced(Vectors(path, DIM), catalog)
    data = path.read_bytes()
    path.unlink()
    match damage:
        case "folder":
            path.mkdir()
        case "of another dimension":
            with closing(Catalog(path.parent / "other.sqlite3", {})) as other:
                synced(Vectors(path, 2 * DIM), other)
        case "missing":
            pass
        case _:
            damaged = {
                "empty": b"",
                "cut": data[:-20],
                "longer": data + b"x",
                "garbage": b"\x93" * 999,
                "garbage of its size": b"\0" * len(data),
            }
            path.write_bytes(damaged[damage])
    vectors = Vectors(path, DIM)
    assert vectors.generation == -1
    assert_in_line(synced(vectors, catalog), catalog)


def test_a_file_with_a_damaged_head_counts_as_none(catalog: Catalog, path: Path):
    put(catalog, "a", 1)
    synced(Vectors(path, DIM), catalog)
    data = bytearray(path.read_bytes())
    for at in range(min(len(data) - 80, 120)):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        path.write_bytes(damaged)
        vectors = Vectors(path, DIM)
        if vectors.generation != -1:  # FAISS took it: then it must be harmless
            assert (vectors.dim, len(vectors.ids)) == (DIM, 3), at


def test_a_file_of_another_catalog_is_not_taken_for_this_ones(catalog: Catalog, path: Path, tmp_path: Path):
    """Two indexes, both of generation 1: someone mixed up the files of two copies."""
    put(catalog, "a", 1)
    with closing(Catalog(tmp_path / "other.sqlite3", {"embedder": "none"})) as other:
        put(other, "z", 9)
        synced(Vectors(path, DIM), other)
    assert_in_line(synced(Vectors(path, DIM), catalog), catalog)


def test_a_catalog_put_back_from_a_copy_is_not_taken_for_the_one_since(catalog: Catalog, path: Path, tmp_path: Path):
    """Ids and generations then begin again where the copy stood."""
    put(catalog, "a", 1)
    catalog.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(catalog.path, tmp_path / "copy.sqlite3")
    put(catalog, "b", 2)
    synced(Vectors(path, DIM), catalog)
    with closing(Catalog(tmp_path / "copy.sqlite3")) as restored:
        put(restored, "c", 3)
        assert_in_line(synced(Vectors(path, DIM), restored), restored)


def test_a_disk_that_takes_nothing_costs_only_the_file(catalog: Catalog, path: Path, monkeypatch: pytest.MonkeyPatch):
    write_index = faiss.write_index
    put(catalog, "a", 1)
    monkeypatch.setattr(faiss, "write_index", lambda index, name: write_index(index, "/dev/full"))  # pyright: ignore[reportUnknownLambdaType]
    put(catalog, "b", 2, sentences=4)
    for seed in range(3, 60):  # more than the C library keeps back before it writes
        put(catalog, str(seed), seed)
    assert_in_line(synced(Vectors(path, DIM), catalog), catalog)
    assert [entry.name for entry in path.parent.iterdir() if "faiss" in entry.name] == []


def test_nothing_is_left_beside_the_file(catalog: Catalog, path: Path):
    put(catalog, "a", 1)
    synced(Vectors(path, DIM), catalog)
    assert sorted(entry.name for entry in path.parent.iterdir() if "faiss" in entry.name) == ["vectors.faiss"]


# Finding


def test_near_ones_are_those_that_brute_force_finds(catalog: Catalog, path: Path):
    for i in range(50):
        put(catalog, str(i), i, sentences=i % 4)
    vectors = synced(Vectors(path, DIM), catalog)
    question = random_vectors(99, 1)[0]
    ids = catalog.embeddings.ids()
    cosines = catalog.embeddings.vectors(ids, DIM).astype(np.float32) @ question
    best = ids[np.argsort(-cosines)]
    for n in (1, 5, 50, len(ids), 1000):
        assert vectors.passages_near(question, n).tolist() == np.unique(best[:n] // PLACES).tolist()
    allowed = catalog.passage_ids(Filters())[::3]
    among = best[np.isin(best // PLACES, allowed)]
    for n in (1, 5, 1000):
        assert vectors.passages_near(question, n, passages=allowed).tolist() == np.unique(among[:n] // PLACES).tolist()


def test_similarities_are_of_the_whole_and_of_the_best_sentence(catalog: Catalog, path: Path):
    for i in range(30):
        put(catalog, str(i), i, sentences=i % 4)
    vectors = synced(Vectors(path, DIM), catalog)
    question = random_vectors(99, 1)[0]
    found = zip(*vectors.similarities(question, catalog.passage_ids(Filters())), strict=True)
    for passage, (of_whole, of_sentence, sentence) in enumerate(found, start=1):
        ids = np.array([id for id in catalog.embeddings.ids() if id // PLACES == passage])
        cosines = catalog.embeddings.vectors(ids, DIM).astype(np.float32) @ question
        best = int(cosines[1:].argmax()) + 1 if len(ids) > 1 else 0
        assert (of_whole, of_sentence) == (pytest.approx(cosines[0], abs=1e-6), pytest.approx(cosines[best], abs=1e-6))
        assert sentence == ids[best]


def test_a_similarity_is_the_same_to_the_bit_in_any_company(catalog: Catalog, path: Path):
    for i in range(40):
        put(catalog, str(i), i, sentences=i % 4)
    vectors = synced(Vectors(path, DIM), catalog)
    question = random_vectors(99, 1)[0]
    ids = catalog.passage_ids(Filters())
    alone = [np.concatenate(vectors.similarities(question, ids[i : i + 1])).tolist() for i in range(len(ids))]
    assert np.transpose(vectors.similarities(question, ids)).tolist() == alone
    assert np.transpose(vectors.similarities(question, ids[::7])).tolist() == alone[::7]


def test_nothing_to_find(catalog: Catalog, path: Path):
    vectors = synced(Vectors(path, DIM), catalog)
    question = random_vectors(99, 1)[0]
    assert vectors.passages_near(question, 5).tolist() == []
    assert vectors.passages_near(question, 5, passages=np.zeros(0, np.int64)).tolist() == []
    put(catalog, "a", 1)
    assert synced(vectors, catalog).passages_near(question, 5, passages=np.zeros(0, np.int64)).tolist() == []
