import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import HashEmbedder

from onrecord.index.embedder import MiniLM
from onrecord.index.home import cache_folder
from onrecord.index.index import Index
from onrecord.index.model import Article, Hit
from onrecord.index.search import MAX_QUESTION

# None of these words has an ending that the stemmer takes off.
NEWS = [
    Article("Fog hid harbor. Pilot Ada Vell wept.", id="a", published="2022-02-14", source="Gazette"),
    Article("Fog fog fog. Harbor shut.", id="b", published="2022-02-15", source="Herald"),
    Article("Snow fell on Varnholm.", id="c", published="2022-02-16", source="Gazette"),
    Article("Pilot said harbor would shut until fog left town. Town wept. Ada Vell slept on.", id="d", source="Herald"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "news", embedder=HashEmbedder()) as opened:
        opened.add(NEWS)
        yield opened


def ids(hits: list[Hit]) -> list[str]:
    return [hit.article.id for hit in hits]


def bm25(question: list[str], texts: list[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    """Okapi BM25, written down again from the page of SQLite's FTS5 that the catalog names."""
    documents = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    mean = sum(document.total() for document in documents) / len(documents)
    scores = [0.0] * len(texts)
    for word in question:
        df = sum(word in document for document in documents)
        idf = max(math.log((len(texts) - df + 0.5) / (df + 0.5)), 1e-6)
        for i, document in enumerate(documents):
            scores[i] += idf * document[word] * (k1 + 1) / (document[word] + k1 * (1 - b + b * document.total() / mean))
    return scores


def test_hits_are_those_of_the_formula_by_brute_force(index: Index):
    embedder = HashEmbedder()
    question = "pilot snow"
    (asked,) = embedder.embed([question])

    def cosine(text: str) -> float:
        return float(embedder.embed([text])[0].astype(np.float16).astype(np.float32) @ asked)

    texts = [article.text for article in NEWS]
    values = {
        "dense": [cosine(text) for text in texts],
        "dense_sentence": [max(cosine(sentence) for sentence in re.split(r"(?<=\.) ", text)) for text in texts],
        "lexical": bm25(["pilot", "snow"], texts),
    }
    weights = {"dense": 0.1, "dense_sentence": 0.5, "lexical": 0.4}
    shares = {name: [weights[name] * max(value, 0) / max(values[name]) for value in values[name]] for name in weights}
    score = {article.id: sum(share[i] for share in shares.values()) for i, article in enumerate(NEWS)}

    hits = index.search(question, k=4)
    assert ids(hits) == sorted(score, key=lambda id: -score[id])
    for hit in hits:
        i = [article.id for article in NEWS].index(hit.article.id)
        assert hit.score == pytest.approx(score[hit.article.id], abs=1e-5)
        assert {name: part.value for name, part in hit.parts.items()} == {
            name: pytest.approx(values[name][i], abs=1e-5) for name in weights
        }
        assert {name: part.share for name, part in hit.parts.items()} == {
            name: pytest.approx(shares[name][i], abs=1e-5) for name in weights
        }


def test_hits_are_whole(index: Index):
    for hit in index.search("fog in the harbor", k=10):
        assert hit.passage.text == hit.article.text[hit.passage.start : hit.passage.end]
        assert (hit.passage.article_id, hit.passage.version) == (hit.article.id, hit.article.version)
        assert hit.passage.start <= hit.sentence.start < hit.sentence.end <= hit.passage.end


def test_shares_sum_to_the_score_which_lies_between_0_and_1(index: Index):
    for question in ("fog", "pilot wept", "nothing of the kind", "snow fell on varnholm", "?"):
        hits = index.search(question, k=10)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        for hit in hits:
            assert 0 <= hit.score <= 1 + 1e-9
            assert hit.score == pytest.approx(sum(part.share for part in hit.parts.values()), abs=1e-12)


def test_the_nearest_sentence_is_the_one_that_says_it(index: Index):
    (hit,) = index.search("Ada Vell slept on", k=1)
    assert hit.article.text[slice(*hit.sentence)] == "Ada Vell slept on."


def test_filters(index: Index):
    assert sorted(ids(index.search("fog", since="2022-02-15"))) == ["b", "c"]
    assert sorted(ids(index.search("fog", until="2022-02-15"))) == ["a", "b"]
    assert sorted(ids(index.search("fog", since="2022-02-15", until="2022-02-15"))) == ["b"]
    assert sorted(ids(index.search("fog", source="gazette"))) == ["a", "c"]
    assert ids(index.search("fog", article="d")) == ["d"]
    assert ids(index.search("fog", article="d", source="Gazette")) == []
    assert ids(index.search("fog", article="nobody's")) == []
    assert ids(index.search("fog", since="2030-01-01")) == []


def test_a_filter_does_not_hide_what_lies_beyond_the_nearest(tmp_path: Path):
    with Index.open(tmp_path / "many", embedder=HashEmbedder()) as index:
        index.add([Article("Fog hid harbor.", id=f"{i:04}", source="Herald") for i in range(600)])
        index.add(Article("Snow fell.", id="z", source="Gazette"))
        assert ids(index.search("fog hid harbor", source="Gazette")) == ["z"]


def test_ties_are_broken_by_id(tmp_path: Path):
    with Index.open(tmp_path / "same", embedder=HashEmbedder()) as index:
        index.add([Article("Fog hid harbor.", id=id) for id in "dbca"])
        index.add([Article("Fog hid harbor.", id=f"z{i}") for i in range(700)])
        hits = index.search("fog", k=6)
        assert ids(hits) == ["d", "b", "c", "a", "z0", "z1"]
        assert [hit.passage.id for hit in hits] == [1, 2, 3, 4, 5, 6]


def test_ties_are_broken_by_id_after_reranking_too(tmp_path: Path):
    with Index.open(tmp_path / "same") as index:
        index.add([Article("Fog hid the harbour on Monday, said Ada Vell.", id=f"{i:02}") for i in range(60)])
        for question in ("what did Ada Vell say of the fog?", "harbour", "Monday's weather in Varnholm and elsewhere"):
            hits = index.search(question, k=60)
            assert ids(hits) == [f"{i:02}" for i in range(60)]
            assert len({hit.score for hit in hits[:30]}) == 1


@pytest.mark.parametrize("k", [500, 700])
def test_as_many_hits_as_were_asked_for(tmp_path: Path, k: int):
    with Index.open(tmp_path / "many", embedder=HashEmbedder()) as index:
        index.add([Article(f"Fog {i}. Harbor {i}.", id=f"{i:04}") for i in range(800)])
        assert len(index.search("snow", k=k)) == k


def test_fewer_hits_are_the_first_of_more(index: Index):
    hits = index.search("fog in town", k=4)
    assert [index.search("fog in town", k=k) for k in (1, 2, 3)] == [hits[:1], hits[:2], hits[:3]]


def test_the_order_of_adding_changes_nothing_but_ties(tmp_path: Path, index: Index):
    with Index.open(tmp_path / "other", embedder=HashEmbedder()) as other:
        other.add(NEWS[::-1])
        other.add(Article("Extra.", id="x"))
        other.remove("x")
        for question in ("fog", "pilot wept", "harbor town snow"):
            expected, got = index.search(question, k=10), other.search(question, k=10)
            assert [(hit.article, hit.score, hit.parts, hit.sentence) for hit in got] == [
                (hit.article, hit.score, hit.parts, hit.sentence) for hit in expected
            ]


def test_the_same_question_has_the_same_hits(index: Index):
    assert index.search("fog in town", k=4) == index.search("fog in town", k=4)


@pytest.mark.parametrize(
    "question",
    ['" OR NEAR( * ^ col:', "text:fog AND", "NOT", "fog*", "?", "🦊", "\u200b", "\0", "a" * MAX_QUESTION, "fog " * 2500, "🦊" * 9000],
)
def test_no_question_raises(index: Index, question: str):
    assert len(index.search(question, k=4)) == 4


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM(cache_folder())


@pytest.mark.parametrize("question", ["\u200b", "\0", "🦊" * 300, "a" * MAX_QUESTION, "fog " * 2500])
def test_no_question_raises_with_the_real_model_either(tmp_path: Path, minilm: MiniLM, question: str):
    with Index.open(tmp_path / "real", embedder=minilm) as index:
        index.add([*NEWS, Article("\u200b\u200b", id="nothing")])
        assert len(index.search(question, k=5)) == 5


def test_reranking_says_what_it_contributed(tmp_path: Path, minilm: MiniLM):
    with Index.open(tmp_path / "real", embedder=minilm) as index:
        index.add(NEWS)
        for hit in index.search("who slept through it all?", k=4):
            assert list(hit.parts) == ["dense", "dense_sentence", "lexical", "late", "late_sentence"]
            assert hit.score == pytest.approx(sum(part.share for part in hit.parts.values()), abs=1e-12)
        for hit in index.search("who slept through it all?", k=4, rerank=False):
            assert list(hit.parts) == ["dense", "dense_sentence", "lexical"]
        (hit,) = index.search("who slept through it all?", k=1)
        assert hit.article.text[slice(*hit.sentence)] == "Ada Vell slept on."


class Backwards:
    """A reranker that likes best what has the fewest letters."""

    name = "backwards"

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        return [1 / (1 + len(text)) for text in texts]


def test_a_reranker_orders_the_first_hits(folder: Path) -> None:
    with Index.open(folder, embedder=HashEmbedder(), reranker=Backwards()) as index:
        index.add([Article("Rain fell on the harbour all day long.", id="long"), Article("Rain fell.", id="short")])
        hits = index.search("rain on the harbour all day", 2)
        assert [hit.article.id for hit in hits] == ["short", "long"]
        assert [hit.score for hit in hits] == [hit.parts["cross"].value for hit in hits]
        assert [hit.article.id for hit in index.search("rain on the harbour all day", 2, rerank=False)] == ["long", "short"]
        assert [hit.article.id for hit in index.search("rain on the harbour all day", 1)] == ["short"]
