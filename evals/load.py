"""The chat's server under load: many people asking at once over HTTP, while articles are added.

A real server process on this machine's loopback, and each person a thread here with a connection of their own, who asks the next question
as soon as the last is answered. People read what they are told, so this is many more than it says.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..index.errors import OnRecordError, QuestionError
from ..index.index import Index
from ..index.model import Article
from .bench import environment, machine
from .comparison import percentile
from .workload import evenly, make_queries, read_articles

PASSAGES, PEOPLE, SECONDS = 10_000, 32, 60
_ARTICLES = 100_000  # that are read at most
_AT_ONCE = 200  # articles, between two looks at how many passages there are
_ADDED = 3  # articles, while people ask
_QUESTIONS = 300
_WARM_UP = 64  # questions
_PATIENCE = 60  # seconds for the server to start, for an answer, and for an article to be seen
_OPEN = re.compile(r"is open at http://([\d.]+):(\d+)/")
_PACKAGE = __name__.partition(".")[0]


@dataclass(frozen=True)
class LoadResult:
    """What came of it: seconds for each answer, and what failed."""

    date: str
    machine: Mapping[str, Any]
    articles: int
    passages: int
    people: int
    seconds: float
    answers: tuple[float, ...]
    errors: tuple[str, ...]
    memory_start_mb: float
    memory_end_mb: float
    seen_after: tuple[float, ...] = field(default=())
    """Seconds from when an article had been added by another process until an answer of the server's held it."""

    def to_json(self) -> dict[str, Any]:
        measures = {"p50_s": self.p(50), "p95_s": self.p(95), "requests_per_second": len(self.answers) / self.seconds}
        return {**asdict(self), "answers": len(self.answers), "errors": len(self.errors), "first_errors": self.errors[:5], **measures}

    def p(self, share: int) -> float:
        return percentile(self.answers, share) if self.answers else float("inf")

    def lines(self) -> list[str]:
        """For people to read."""
        seen = ", ".join(f"{each:.2f}" for each in self.seen_after)
        return [
            f"{self.people} people asking at once for {self.seconds:.0f} s, {self.articles:,} articles, {self.passages:,} passages, "
            f"{self.machine['cores']} cores ({self.machine['cpu']}), load before: {self.machine['load']}",
            f"answers              {len(self.answers):,} ({len(self.answers) / self.seconds:.1f} a second)",
            f"errors               {len(self.errors)}{f' ({self.errors[0]})' if self.errors else ''}",
            f"p50, p95             {self.p(50):.3f} s, {self.p(95):.3f} s",
            f"memory of the server {self.memory_start_mb:.0f} MB at the start, {self.memory_end_mb:.0f} MB at the end",
            f"seen once added      after {seen} s",
        ]


def load(
    articles: Path,
    *,
    passages: int = PASSAGES,
    people: int = PEOPLE,
    seconds: float = SECONDS,
    progress: Callable[[str], None] | None = None,
) -> LoadResult:
    """Makes an index of so many passages out of these articles, serves it, and asks.

    Raises:
        ArticleError: the articles can't be read.
        OnRecordError: a number below 1, or the server doesn't start.
    """
    for name, value in (("passages", passages), ("people", people), ("seconds", seconds)):
        if value < 1:
            raise QuestionError(f"the load is to be measured with {name} = {value}; it must be 1 at least")
    tell = progress or (lambda message: None)
    found = read_articles(articles, _ARTICLES)
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    with tempfile.TemporaryDirectory(prefix="onrecord-load-") as folder:
        index = Path(folder, "index")
        tell(f"adding articles until there are {passages:,} passages")
        n_articles, n_passages, questions = _filled(index, found, passages)
        about = machine()
        with _Server(index, Path(folder)) as server:
            tell("warming up")
            People(server, questions, min(people, 8)).ask(_WARM_UP)
            at_start = server.memory_mb()
            tell(f"{people} people ask for {seconds:.0f} s")
            crowd = People(server, questions, people)
            seen = crowd.ask_for(seconds, lambda: [server.seen_after(n, seconds / (2 * _ADDED)) for n in range(_ADDED)])
            at_end = server.memory_mb()
    measured = (crowd.seconds, tuple(crowd.answers), tuple(crowd.errors), at_start, at_end, tuple(seen))
    return LoadResult(begun, about, n_articles, n_passages, people, *measured)


def _filled(folder: Path, articles: Sequence[Article], passages: int) -> tuple[int, int, list[str]]:
    """Fills the index; how many articles and passages it has then, and questions about them."""
    with Index.open(folder) as index:
        taken: list[Article] = []
        count = 0
        while count < passages and len(taken) < len(articles):
            part = articles[len(taken) : len(taken) + _AT_ONCE]
            taken += part
            count += sum(len(index.passages(id)) for id in index.add(part).added)
        return index.extent()[0], count, questions_about(index, taken)


def questions_about(index: Index, articles: Sequence[Article]) -> list[str]:
    """What people may ask: what somebody said, what somebody said about something, and headlines."""
    speakers = [speaker.name for speaker in evenly(index.speakers()[:_QUESTIONS], _QUESTIONS // 3)]
    titles = make_queries(articles, _QUESTIONS // 3)
    asked = [f"What did {name} say?" for name in speakers]
    asked += [f"What did {name} say about {title}?" for name, title in zip(speakers, titles, strict=False)]
    return [question for turn in zip(asked, [*titles, *asked], strict=False) for question in turn] or titles


class People:
    """Threads that ask the server the questions in turn, each person beginning elsewhere among them."""

    def __init__(self, server: _Server, questions: Sequence[str], n: int) -> None:
        self._server, self._questions, self._n = server, questions, n
        self.answers: list[float] = []
        self.errors: list[str] = []
        self.seconds = 0.0

    def ask(self, each: int) -> None:
        """So many questions a person."""
        self._run(lambda asked: asked < each // self._n + 1, lambda: [])

    def ask_for(self, seconds: float, meanwhile: Callable[[], list[float]]) -> list[float]:
        until = time.perf_counter() + seconds
        return self._run(lambda asked: time.perf_counter() < until, meanwhile)

    def _run(self, goes_on: Callable[[int], bool], meanwhile: Callable[[], list[float]]) -> list[float]:
        begun = time.perf_counter()
        threads = [threading.Thread(target=self._person, args=(n, goes_on)) for n in range(self._n)]
        for thread in threads:
            thread.start()
        try:
            return meanwhile()
        finally:
            for thread in threads:
                thread.join()
            self.seconds = time.perf_counter() - begun

    def _person(self, n: int, goes_on: Callable[[int], bool]) -> None:
        asked = 0
        with self._server.connection() as connection:
            while goes_on(asked):
                question = self._questions[(n * 7 + asked) % len(self._questions)]
                begun = time.perf_counter()
                try:
                    post(connection, "/ask", {"question": question})
                    self.answers.append(time.perf_counter() - begun)
                except (OSError, http.client.HTTPException, OnRecordError, ValueError) as error:
                    self.errors.append(f"{type(error).__name__}: {error}")
                    connection.close()
                asked += 1


def post(connection: http.client.HTTPConnection, path: str, values: dict[str, Any]) -> Any:
    """Raises: OnRecordError: the server refused it."""
    connection.request("POST", path, json.dumps(values), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise OnRecordError(f"the server answered {answer.status}: {body[:200]!r}")
    return json.loads(body)


class _Server:
    """``onrecord chat`` on an index, as a process of its own."""

    def __init__(self, index: Path, folder: Path) -> None:
        self._index, self._folder = index, folder
        self._environment = environment(folder) | {"ONRECORD_REQUESTS_PER_MINUTE": "1000000"}

    def __enter__(self) -> _Server:
        log = self._folder / "server.log"
        with log.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _PACKAGE, "chat", "--no-open", "--port", "0", "--index", str(self._index)],
                cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8",
            )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        opened = _OPEN.search(line)
        if opened is None:
            self.__exit__()
            raise OnRecordError(f"the server didn't start, and said: {line}{log.read_text('utf-8')[-500:]}")
        self._host, self._port = opened[1], int(opened[2])
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=_PATIENCE)

    @contextmanager
    def connection(self) -> Generator[http.client.HTTPConnection]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE)
        try:
            yield connection
        finally:
            connection.close()

    def memory_mb(self) -> float:
        import psutil  # of the extra

        return psutil.Process(self._process.pid).memory_info().rss / 1e6

    def seen_after(self, n: int, wait: float) -> float:
        """Adds an article by another process, after a while, and asks until the server has seen it."""
        time.sleep(wait)
        word = f"Quarn{chr(97 + n)}vel"
        file = self._folder / f"added{n}.jsonl"
        file.write_text(json.dumps({"id": word, "text": f"The beacon of {word} will be lit in May, said the warden Ilo Brandt."}), "utf-8")
        adding = [sys.executable, "-m", _PACKAGE, "add", str(file), "--index", str(self._index)]
        subprocess.run(adding, cwd=self._folder, env=self._environment, check=True, capture_output=True)
        added = time.perf_counter()
        with self.connection() as connection:
            while word not in json.dumps(post(connection, "/search", {"question": f"beacon of {word}"})):
                if time.perf_counter() - added > _PATIENCE:
                    return float("inf")
        return time.perf_counter() - added
