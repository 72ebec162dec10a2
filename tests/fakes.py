"""Stand-ins that tests share: real classes that keep the promises of what they stand for."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from onrecord.index.embedder import Array, unit
from onrecord.index.index import Index
from onrecord.index.model import Article, SentenceHit
from onrecord.qa.relevance import Judged, Relevance
from onrecord.ui import cli

WORDS = st.sampled_from(
    "on in the last next this Tuesday Monday, March May 3 30 31 2021 2014 1990s from to between and until ago two days week weekend early "
    "mid-June today yesterday earlier before after 2022-02-30 0001-01-01 9999-12-31 said Karsk will “ ” . \n\n ’s ( ) , - – 3–5".split(" ")
)
TIMED_TEXTS = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.lists(WORDS, max_size=25).map(" ".join))
"""Texts full of times, sensible and not."""


class HashEmbedder:
    """An Embedder without word pieces' vectors: a text's vector is the sum of its words', and a word's comes from its hash.

    ``embedded`` keeps every text in order, so that a test can tell what was embedded, and how often. ``before_embedding`` is called
    before each batch, for tests of what happens meanwhile.
    """

    def __init__(self, dim: int = 16, name: str = "hash", window: int = 60, before_embedding: Callable[[], object] | None = None) -> None:
        self.name = name
        self.dim = dim
        self.window = window
        self.fingerprint = f"{name}-{dim}"
        self.embedded: list[str] = []
        self.before_embedding = before_embedding

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Array:
        if self.before_embedding is not None:
            self.before_embedding()
        self.embedded += texts
        sums = [sum((self._word(word) for word in re.findall(r"\w+", text.lower())), np.zeros(self.dim, np.float32)) for text in texts]
        return unit(np.array(sums, np.float32).reshape(len(texts), self.dim))

    def _word(self, word: str) -> Array:
        digest = hashlib.blake2b(word.encode(), digest_size=self.dim).digest()
        return np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5


class WordRelevance(Relevance):
    """As sure of a sentence as the first of these words that stands in it says, and not at all of others; no reader is asked."""

    def __init__(self, sure_of: Mapping[str, float]) -> None:
        super().__init__()
        self.answered = 0.5
        self._sure_of = sure_of

    def judge(self, question: str, hits: Sequence[SentenceHit]) -> list[Judged]:
        def sure(hit: SentenceHit) -> float:
            said = hit.hit.article.text[slice(*hit.sentence)]
            return next((sure for word, sure in self._sure_of.items() if word in said), 0.0)

        judged = [Judged(hit, {}, sure(hit), None, -10.0) for hit in hits]
        return sorted(judged, key=lambda each: (-each.relevance, each.hit.hit.passage.id, each.hit.sentence))

    def confidence(self, question: str, judged: Sequence[Judged]) -> float:
        return max((each.relevance for each in judged), default=0.0)


def calls(read: Callable[[str], object], part: str, length: int) -> int:
    """How many calls it takes to read so many characters of this part again and again: the same on every machine, unlike seconds."""
    text = part * (length // len(part))
    n = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal n
        n += 1

    gc.disable()  # what others do at a collection is no call of this
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
        gc.enable()
    return n


def found(index: Index, question: str, k: int = 5) -> list[str]:
    """The ids of the articles that are found, best first."""
    return [hit.article.id for hit in index.search(question, k)]


def report(index: Index, *inputs: str | Path | Article) -> tuple[list[str], list[str], list[str], list[str]]:
    """What adding these does: ids added, changed and unchanged, and the failures as text."""
    added = index.add(inputs)
    return added.added, added.changed, added.unchanged, [str(failure) for failure in added.failed]


def write(path: Path, text: str) -> Path:
    """The file, with its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["fakes", "onrecord.ui.cli", "onrecord.qa.server", "llama_index.llms.openai_like"])


def _run(arguments: Sequence[str], folder: Path, streams: Path, environment: Mapping[str, str]) -> None:
    """The command in a folder, in a process that has its imports already; what it reads and writes are files in ``streams``."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, (name, mode) in enumerate((("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY))):
        os.dup2(os.open(streams / name, mode), number)
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115  # they last as long as the process
        for number, mode, errors in ((0, "r", "strict"), (1, "w", "strict"), (2, "w", "backslashreplace"))
    )
    sys.argv = ["onrecord", *arguments]
    cli.main()


class Shell:
    """Runs ``onrecord`` in a folder of its own, with an index of its own: a process for each call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "ONRECORD_INDEX": str(folder / "index")}

    def __call__(self, *arguments: str, status: int = 0, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as streams:
            texts = {"stdin": stdin, "stdout": "", "stderr": ""}
            for name, text in texts.items():
                Path(streams, name).write_text(text, "utf-8")
            process = _FORKS.Process(target=_run, args=(arguments, self.folder, Path(streams), {**self.environment, **environment}))
            process.start()
            process.join()
            out, err = (Path(streams, name).read_text("utf-8", "replace") for name in ("stdout", "stderr"))
        run = subprocess.CompletedProcess(arguments, process.exitcode or 0, out, err)
        assert run.returncode == status, run.stderr
        assert "Traceback" not in run.stderr
        return run

    def json(self, *arguments: str, **options: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self(*arguments, "--json", **options).stdout.splitlines()]  # pyright: ignore[reportArgumentType]
