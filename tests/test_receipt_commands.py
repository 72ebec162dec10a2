"""Receipts on the command line: onrecord verify and onrecord export."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.qa.answer import Answer, IndexState, cite
from onrecord.qa.receipt import receipt, save
from onrecord.ui.receipts import export
from onrecord.ui.receipts import verify as verify_command

FERRY = Article(
    "Harbour master Ilo Quist spoke on Monday. “The ferry stays in port until May,” she said. Nobody asked why.",
    id="ferry",
    title="The ferry stays",
    published="2031-05-06",
    source="The Bay Post",
    author="Tam Brok",
    url="https://bay.example/ferry",
)


BREAD = Article("Bread prices in Port Selm rose by a tenth, baker Tam Brok said.", id="bread")


QUOTE = "“The ferry stays in port until May,” she said."


def answer_from(index: Index, *quotes: tuple[str, str]) -> Answer:
    citations = tuple(
        cite(n, index.article(id), Span(start := index.article(id).text.index(quote), start + len(quote)))
        for n, (id, quote) in enumerate(quotes, 1)
    )
    text = "\n\n".join(f"{citation.quote} [{citation.n}]" for citation in citations)
    return Answer("What about the ferry?", "answered", text, citations, 0.9, IndexState(index.name, index.generation))


@pytest.fixture
def kept(index: Index) -> dict[str, Any]:
    """The receipt of an answer with a quotation out of each of two articles."""
    index.add([FERRY, BREAD])
    return json.loads(json.dumps(receipt(answer_from(index, ("ferry", QUOTE), ("bread", "rose by a tenth")), index)))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index "news" in it, and a receipt of each kind."""
    folder = tmp_path_factory.mktemp("shelf")
    with Index.open(folder / "news") as index:
        index.add([FERRY, BREAD])
        save(folder / "good.json", receipt(answer_from(index, ("ferry", QUOTE), ("bread", "rose by a tenth")), index))
        save(folder / "old.json", receipt(answer_from(index, ("bread", "a tenth")), index))
        index.add(Article(BREAD.text.replace("tenth", "fifth"), id="bread"))
    return folder


def call(shelf: Path, command: Any, *arguments: str, stdin: bytes | None = None) -> Result:
    where = ["--index", str(shelf / "news")] if command is verify_command else []
    return CliRunner().invoke(command, [*arguments, *where], input=stdin)


def test_the_command_names_the_article_that_has_changed(shelf: Path) -> None:
    result = call(shelf, verify_command, str(shelf / "old.json"))
    assert result.exit_code == 1
    assert "[1] does not stand" in result.stdout
    assert "article 'bread': untitled" in result.stdout
    assert "the article has changed since (version 1 then, 2 now); the quotation is not in it any more" in result.stdout
    assert "0 of 1 quotations stand" in result.stdout


def test_the_command_as_json_from_standard_input(shelf: Path) -> None:
    result = call(shelf, verify_command, "-", "--json", stdin=(shelf / "good.json").read_bytes())
    printed = json.loads(result.stdout)
    assert (result.exit_code, printed["stands"]) == (1, False)
    assert [(one["article"], one["stands"], one["faults"]) for one in printed["quotations"]] == [
        ("ferry", True, []),
        ("bread", False, ["retracted"]),
    ]


def test_the_command_on_what_is_no_receipt(shelf: Path) -> None:
    (shelf / "bad.json").write_text("{")
    assert "bad.json is no receipt: it: Invalid JSON" in str(call(shelf, verify_command, str(shelf / "bad.json")).exception)
    assert "standard input is no receipt" in str(call(shelf, verify_command, "-", stdin=b"[]").exception)
    result = call(shelf, verify_command, str(shelf / "gone.json"))
    assert (result.exit_code, "No such file" in result.stderr) == (2, True)


def test_a_strangers_receipt_opens_no_index_and_writes_no_control_sequences(shelf: Path) -> None:
    kept = json.loads((shelf / "good.json").read_bytes())
    for citation in kept["answer"]["citations"]:
        citation.update(quote="\x1b]0;owned\x07\u202e" * 1000, title="\x1b[31m" * 1000)
    for state in (kept["index"], kept["answer"]["index"]):
        state.update(name=str(shelf / "made\x1b[31m"))
    result = call(shelf, verify_command, "-", stdin=json.dumps(kept).encode())
    assert result.exit_code == 1
    assert not set(result.stdout + result.stderr) & {"\x1b", "\x07", "\u202e"}
    assert len(result.output) < 2500
    assert not [path for path in shelf.iterdir() if path.name.startswith("made")]


def test_export_prints_each_format(shelf: Path) -> None:
    file = str(shelf / "good.json")
    assert call(shelf, export, file).stdout == call(shelf, export, file, "--to", "markdown").stdout
    assert "# What about the ferry?\n" in call(shelf, export, file).stdout
    assert "@article{ferry-" in call(shelf, export, file, "--to", "bibtex").stdout
    assert [item["title"] for item in json.loads(call(shelf, export, file, "--to", "csl").stdout)] == ["The ferry stays", "article bread"]
    answer = json.loads((shelf / "good.json").read_bytes())["answer"]
    assert json.loads(call(shelf, export, file, "--json").stdout) == json.loads(call(shelf, export, file, "--to", "json").stdout) == answer
    assert call(shelf, export, file, "--json", "--to", "csl").exit_code == 2
    assert call(shelf, export, file, "--to", "pdf").exit_code == 2
