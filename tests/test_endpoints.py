"""What programs may call: the same JSON as the command's, by plain HTTP, by Gradio's client, and in Gradio's own way."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes import HashEmbedder
from gradio_client import Client
from gradio_client.exceptions import AppError
from served import Served, apart_from_cost, stocked

from onrecord.index.index import Index
from onrecord.ui.records import article_json, hit_json, statement_json
from onrecord.ui.serving import Serving

QUESTION = "what did Oda Lind say?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Index.open(tmp_path_factory.mktemp("served") / "news", embedder=HashEmbedder()) as index, Served(stocked(index)) as server:
        yield server


@pytest.fixture(scope="module")
def client(served: Served) -> Client:
    return Client(served.url, verbose=False, analytics_enabled=False, download_files=False)


def as_json(value: object) -> Any:
    return json.loads(json.dumps(value))


# What is offered


def test_there_are_four_endpoints_and_no_more(served: Served) -> None:
    info = served.get("gradio_api/info", params={"all_endpoints": "true"}).json()
    assert list(info["named_endpoints"]) == ["/ask", "/search", "/statements", "/article"]
    assert info["unnamed_endpoints"] == {}


def test_each_parameter_is_named_and_described(served: Served) -> None:
    endpoints = served.get("gradio_api/info").json()["named_endpoints"]
    assert {name: [each["parameter_name"] for each in about["parameters"]] for name, about in endpoints.items()} == {
        "/ask": ["question", "history"],
        "/search": ["question", "k", "since", "until", "source", "speaker"],
        "/statements": ["speaker", "about", "since", "until", "kind", "article", "limit"],
        "/article": ["id", "version"],
    }
    labels = [each["label"] for about in endpoints.values() for each in about["parameters"]]
    assert all(re.match(r"[A-Z].{15,}", label) for label in labels), labels
    assert all(len(about["description"]) > 50 for about in endpoints.values())


# What comes back


def test_an_answer_is_the_assistants(served: Served, client: Client) -> None:
    answer = apart_from_cost(served.assistant.ask(QUESTION).to_json())
    assert answer["answered"] and len(answer["citations"]) == 4
    assert apart_from_cost(served.post("ask", {"question": QUESTION}).json()) == answer
    assert apart_from_cost(client.predict(question=QUESTION, api_name="/ask")) == answer


def test_a_follow_up_has_a_history(served: Served, client: Client) -> None:
    answer = apart_from_cost(served.assistant.ask("and in June?", [QUESTION]).to_json())
    assert apart_from_cost(served.post("ask", {"question": "and in June?", "history": [QUESTION]}).json()) == answer
    assert apart_from_cost(client.predict("and in June?", [QUESTION], api_name="/ask")) == answer


def test_hits_are_the_searchs(served: Served, client: Client) -> None:
    filters = {"since": "2031-03-05", "until": "2031-06-30", "source": "Herald", "speaker": "Karsk"}
    found = served.index.search("spring fair", 2, since="2031-03-05", until="2031-06-30", source="Herald", speaker="Karsk")
    hits = as_json([hit_json(hit) for hit in found])
    assert [hit["article"] for hit in hits] == ["fair", "wire"]
    assert served.post("search", {"question": "spring fair", "k": 2, **filters}).json() == hits
    assert client.predict("spring fair", 2, *filters.values(), api_name="/search") == hits


def test_statements_are_the_indexs(served: Served, client: Client) -> None:
    found = served.index.statements(speaker="Karsk")
    rows = as_json([statement_json(served.index.article(each.article).text, each) for each in found])
    assert len(rows) == 4
    assert served.post("statements", {"speaker": "Karsk"}).json() == rows
    assert served.post("statements", {"speaker": "Karsk", "limit": 2}).json() == rows[:2]
    assert client.predict(speaker="Karsk", kind="direct", article="wire", api_name="/statements") == [
        row for row in rows if (row["article"], row["kind"]) == ("wire", "direct")
    ]
    about = served.index.statements(about="harbour tax", since="2031-06-01")
    assert [row["content"][0]["start"] for row in served.post("statements", {"about": "harbour tax", "since": "2031-06-01"}).json()] == [
        each.content[0].start for each in about
    ]


def test_an_article_is_whole(served: Served, client: Client) -> None:
    article = as_json(article_json(served.index.article("dam")))
    assert served.post("article", {"id": "dam"}).json() == article
    assert client.predict("dam", 1, api_name="/article") == article


def test_gradios_own_two_requests_do_too(served: Served) -> None:
    event = served.post("gradio_api/call/v2/ask", {"question": QUESTION}).json()["event_id"]
    kind, data = served.get(f"gradio_api/call/ask/{event}").text.strip().split("\n")[-2:]
    assert kind == "event: complete"
    (answer,) = json.loads(data.removeprefix("data: "))
    assert apart_from_cost(answer) == apart_from_cost(served.assistant.ask(QUESTION).to_json())


# What can't be used


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        ("ask", {"question": " "}, r"the question is empty"),
        ("ask", {"question": "x" * 10_001}, r"the question has 10,001 characters; at most 10,000 are taken"),
        ("ask", {"question": 5}, r"question: Input should be a valid string \(it is 5\)"),
        ("ask", {}, r"question: Missing required argument$"),
        ("ask", {"question": "who?", "why": 1}, r"why: Unexpected keyword argument"),
        ("ask", {"question": "who?", "history": ["who?"] * 101}, r"history: List should have at most 100 items"),
        ("ask", {"question": "who?", "history": [{}]}, r"history\.0: Input should be a valid string \(it is \{\}\)"),
        ("ask", ["who?"], r"the request is \['who\?'\]; send an object"),
        ("search", {"question": "who?", "k": 0}, r"k: Input should be greater than or equal to 1"),
        ("search", {"question": "who?", "since": "2031-02-30"}, r"since and until are days: '2031-02-30' is not a day"),
        ("statements", {"kind": "sung"}, r"kind: Input should be 'direct', 'indirect' or 'mixed'"),
        ("statements", {"limit": 1001}, r"limit: Input should be less than or equal to 1000"),
        ("article", {"id": "nowhere"}, r"no article has the id 'nowhere'"),
    ],
)
def test_bad_input_is_told_in_a_sentence(served: Served, path: str, values: object, message: str) -> None:
    response = served.post(path, values)
    assert response.status_code == 400
    assert list(response.json()) == ["error"]
    assert re.search(message, response.json()["error"])


def test_what_is_no_json_is_told(served: Served) -> None:
    for body in (b"{{{", b"[" * 100_000, b"\xff"):
        response = httpx.post(served.url + "ask", content=body)
        assert (response.status_code, response.json()["error"][:27]) == (400, "the request holds no JSON; ")


def test_gradios_client_is_told_too(client: Client) -> None:
    with pytest.raises(AppError, match="the question is empty; ask something"):
        client.predict("", api_name="/ask")
    with pytest.raises(AppError, match=r"^this can't be used: k: Input should be a valid integer"):
        client.predict("who?", "many", api_name="/search")


def test_an_error_is_no_trace(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    response = served.post("gradio_api/run/ask", {"data": ["", None]})
    assert response.json()["error"] == "the question is empty; ask something, say: what did the minister say?"
    assert capfd.readouterr().err == ""


# The documentation


def test_the_documents_examples_run(root: Path, tmp_path: Path) -> None:
    """One after the other, on the article that they are about."""
    if shutil.which("curl") is None:
        pytest.skip("the examples run curl, which isn't installed")
    page = (root / "docs/serve.md").read_text(encoding="utf-8")
    examples = re.findall(r"```(sh|python)\n(.*?)```(?:\n\n```json\n(.*?)```)?", page, re.DOTALL)
    with Index.open(tmp_path / "news", embedder=HashEmbedder()) as index:
        index.add([root / "seeds"])
        with Served(index, Serving(mcp=False)) as server:
            ran = 0
            for language, example, shown in examples:
                code = example.replace("http://127.0.0.1:7860/", server.url)
                if language == "python":
                    exec(compile(code, "docs/serve.md", "exec"), {})
                elif "curl" in code:
                    out = subprocess.run(["bash", "-euc", code], check=True, capture_output=True, text=True).stdout
                    expected = json.loads(shown.replace("...", "")) if shown else None
                    if expected is not None:
                        found = json.loads(out)
                        assert {key: found[key] for key in expected} == expected
                else:
                    continue
                ran += 1
    assert ran == 3
