"""The load on the chat's server: what is asked, the arithmetic, and once the whole of it."""

import http.client
import json
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from alden import CUT, DAM, FAIR, TAX, WIRE

from onrecord.evals.load import LoadResult, People, load, questions_about
from onrecord.index.errors import QuestionError
from onrecord.index.index import Index

ARTICLES = [DAM, WIRE, FAIR, TAX, CUT]


class Echo:
    """A server that answers each second question, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["question"]
                asked.append(question)
                body = b"{}" if question == "a" else b"no"
                self.send_response(200 if question == "a" else 429)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @contextmanager
    def connection(self) -> Generator[http.client.HTTPConnection]:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.server_port, timeout=10)
        try:
            yield connection
        finally:
            connection.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


def test_each_answer_is_timed_and_what_is_refused_is_an_error(echo: Echo) -> None:
    people = People(echo, ["a", "b"], 3)  # pyright: ignore[reportArgumentType]  # it asks for no more than a connection
    people.ask(9)  # four each: the first and the third begin with a, the second with b
    assert sorted(echo.asked) == ["a"] * 6 + ["b"] * 6
    assert len(people.answers) == 6 and min(people.answers) > 0
    assert people.errors == ["OnRecordError: the server answered 429: b'no'"] * 6


def test_questions_are_about_the_articles(index: Index) -> None:
    index.add(ARTICLES)
    questions = questions_about(index, ARTICLES)
    assert set(questions) >= {"What did Ann Karsk say?", "Alden dam under watch"}
    assert any(question.startswith("What did Ann Karsk say about ") for question in questions)


def result(**changes: object) -> LoadResult:
    fields = {"date": "2026-01-02", "machine": {"cores": 2, "cpu": "Abacus", "load": 0.1}, "articles": 20, "passages": 1000, "people": 4,
              "seconds": 10.0, "answers": tuple(n / 100 for n in range(1, 101)), "errors": (), "memory_start_mb": 300.0,
              "memory_end_mb": 301.0, "seen_after": (0.25, 0.5)}  # fmt: skip
    return LoadResult(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def test_a_result_for_programs_and_for_people() -> None:
    about = result().to_json()
    assert (about["answers"], about["errors"], about["p50_s"], about["p95_s"], about["requests_per_second"]) == (100, 0, 0.5, 0.95, 10.0)
    assert result(errors=("x",)).lines() == [
        "4 people asking at once for 10 s, 20 articles, 1,000 passages, 2 cores (Abacus), load before: 0.1",
        "answers              100 (10.0 a second)",
        "errors               1 (x)",
        "p50, p95             0.500 s, 0.950 s",
        "memory of the server 300 MB at the start, 301 MB at the end",
        "seen once added      after 0.25, 0.50 s",
    ]


def test_numbers_below_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="people = 0; it must be 1 at least"):
        load(tmp_path, people=0)


@pytest.mark.slow
def test_the_whole_of_it(tmp_path: Path) -> None:
    pytest.importorskip("psutil", reason="the load is measured with psutil: pip install 'onrecord[bench]'")
    file = tmp_path / "news.jsonl"
    rows = [{"id": each.id, "title": each.title, "text": each.text, "published": each.published} for each in ARTICLES]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = load(file, passages=100, people=2, seconds=3)
    assert (found.articles, found.people, found.errors) == (5, 2, ())
    assert found.passages >= 5
    assert len(found.answers) > 2
    assert len(found.seen_after) == 3 and max(found.seen_after) < 20
    assert found.memory_start_mb > 50
