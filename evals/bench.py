"""The bench: how fast, and in how much memory, beside LlamaIndex's quickstart on the same model, the same articles and the same machine.

Each measurement runs in a process of its own, the sides take turns, and medians are compared, because machines are noisy. Threads are
left at each side's defaults, and nothing is downloaded.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .. import __version__
from ..index.embedder import DEFAULT_NAME
from ..index.errors import MissingExtra, OnRecordError, QuestionError
from .comparison import BenchResult, Round
from .worker import K
from .workload import make_queries, read_articles, read_queries

OURS, THEIRS = "onrecord", "llamaindex"
_EXTRA = ("llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss", "psutil")
_LIBRARIES = ("llama-index-core", "sentence-transformers", "transformers", "torch", "faiss-cpu", "onnxruntime", "tokenizers", "numpy")
_WORKER = Path(__file__).with_name("worker.py")
_PACKAGE = __name__.partition(".")[0]
_ABSTAINED = 3  # the exit status of `onrecord ask` without an answer, which takes no less time
_WARM_UP = 3  # articles


def bench(
    articles: Path,
    *,
    n_articles: int = 600,
    queries: Path | None = None,
    n_queries: int = 200,
    repeat: int = 3,
    progress: Callable[[str], None] | None = None,
) -> BenchResult:
    """Measures both sides on the first ``n_articles`` of a file or folder, with queries out of a file, or made from the articles' titles.

    ``progress`` is told in words what is being measured.

    Raises:
        MissingExtra: what the bench needs isn't installed.
        ArticleError, QuestionError: the articles or queries can't be read.
        OnRecordError: a number below 1, or a side that ends with an error of its own.
    """
    for name, value in (("articles", n_articles), ("queries", n_queries), ("repeat", repeat)):
        if value < 1:
            raise QuestionError(f"the bench is to run with {name} = {value}; it must be 1 at least")
    versions = _versions()
    found = read_articles(articles, n_articles)
    texts = [article.text for article in found]
    asked = make_queries(found, n_queries) if queries is None else read_queries(queries, n_queries)
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    about = machine()
    rounds: dict[str, list[Round]] = {OURS: [], THEIRS: []}
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        workers = _Workers(Path(folder), texts, asked, progress or (lambda message: None))
        workers.warm_up()
        for n in range(repeat):
            sides = (OURS, THEIRS) if n % 2 == 0 else (THEIRS, OURS)
            for side, round in workers.round(n, repeat, sides).items():
                rounds[side].append(round)
    return BenchResult(begun, about, versions, DEFAULT_NAME, K, len(texts), len(asked), tuple(rounds[OURS]), tuple(rounds[THEIRS]))


class _Workers:
    """Processes that measure, in a folder of their own."""

    def __init__(self, folder: Path, texts: Sequence[str], queries: Sequence[str], tell: Callable[[str], None]) -> None:
        self._folder, self._queries, self._tell = folder, queries, tell
        self._environment = environment(folder)
        for name, content in (("articles", texts), ("few", texts[:_WARM_UP]), ("queries", queries)):
            (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")

    def warm_up(self) -> None:
        """Everything once, on a few articles: the disk's cache is filled, and our copy of the model made."""
        self._tell("warming up")
        for side in (OURS, THEIRS):
            self._measure(side, "add", "warm", "few")
            self._measure(side, "query", "warm", "few")
            self._ask(side, "warm", self._queries[0])

    def round(self, n: int, of: int, sides: Sequence[str]) -> dict[str, Round]:
        """The next round; in each task the sides take turns in this order."""
        name = f"round{n}"
        found: dict[str, dict[str, Any]] = {side: {} for side in sides}
        for task, run in (("add", "articles"), ("query", "queries"), ("ask", "")):
            for side in sides:
                self._tell(f"round {n + 1} of {of}: {task}, {side}")
                if task == "ask":
                    found[side][task] = self._ask(side, name, self._queries[n % len(self._queries)])
                else:
                    found[side][task] = self._measure(side, task, name, run)
        return {side: _round(found[side]["add"], found[side]["query"], found[side]["ask"]) for side in sides}

    def _measure(self, side: str, task: str, index: str, given: str) -> dict[str, Any]:
        # Theirs by its path, so that nothing of ours is imported there; -P keeps our files beside it out of its import path.
        program = ["-m", f"{_PACKAGE}.evals.worker"] if side == OURS else ["-P", str(_WORKER)]
        output = self._run(side, [*program, side, task, self._index(side, index), str(self._folder / f"{given}.json")])
        return json.loads(output.splitlines()[-1])

    def _ask(self, side: str, index: str, question: str) -> float:
        """Seconds from no process to an answer printed."""
        where = self._index(side, index)
        theirs = ["-P", str(_WORKER), side, "ask", where, question]
        ours = ["-m", _PACKAGE, "ask", "--json", "--index", where, "--", question]
        begun = time.perf_counter()
        self._run(side, ours if side == OURS else theirs)
        return time.perf_counter() - begun

    def _index(self, side: str, name: str) -> str:
        return str(self._folder / name / side)

    def _run(self, side: str, arguments: Sequence[str]) -> str:
        """What the process printed. Raises: OnRecordError: it failed."""
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        if ended.returncode not in (0, _ABSTAINED):
            last = "\n".join(ended.stderr.splitlines()[-5:])
            raise OnRecordError(f"a process for {side} ended with status {ended.returncode}, and the bench with it; it wrote:\n{last}")
        return ended.stdout


def _round(add: dict[str, Any], query: dict[str, Any], ask_seconds: float) -> Round:
    return Round(add["seconds"], add["statements_seconds"], add["passages"], add["peak_mb"], query["ms"], query["peak_mb"], ask_seconds)


def environment(folder: Path) -> dict[str, str]:
    """This process's, without its settings for onrecord, which would change what is measured; and what it can import, they can."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    return kept | {
        "ONRECORD_HOME": str(folder / "home"),
        "LLAMA_INDEX_CACHE_DIR": str(folder / "cache"),
        "HF_HUB_OFFLINE": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path),
    }


def _versions() -> dict[str, str]:
    """Raises: MissingExtra: something of the extra isn't installed."""
    versions = {"onrecord": __version__, "python": platform.python_version()}
    for name in (*_EXTRA, *_LIBRARIES):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            raise MissingExtra(f"the bench, which runs {name},", "bench") from None
    return versions


def machine() -> dict[str, Any]:
    """What it ran on. ``load`` is the mean number of busy processes in the minute before: above 0, others were at work."""
    import psutil  # of the extra

    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(),
        "memory_mb": round(psutil.virtual_memory().total / 1e6),
        "system": platform.platform(),
        "load": round(psutil.getloadavg()[0], 2),
    }
