"""``onrecord statements`` and ``onrecord speakers``: what they print, which they choose, and how they end.

Most run in this process, which saves a second each; what ``main`` makes of an error is seen in a process of its own.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fakes import Shell

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.ui.cli import cli

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave,” she told reporters on Tuesday.\n\n"
    "Engineer Jon Marsh warned of cracks in the wall.",
    id="dam", title="Dam watched", published="2031-03-05", source="Gazette",
)  # fmt: skip
FAIR = Article("Karsk said the fair would open in June.", id="fair", published="2031-03-20", source="Herald")
SAFE, LEAVE, CRACKS, JUNE = "the dam was safe", "“Nobody need leave,”", "cracks in the wall", "the fair would open in June"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of an index, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("on_record") / "news"
    with Index.open(folder) as index:
        index.add([DAM, FAIR])
    yield str(folder)


def run(*arguments: str, place: str | None = None, status: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(cli, [*arguments, *(["--index", place] if place else [])], input=stdin)
    assert result.exit_code == status, result.output
    return result


def rows(*arguments: str, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json", **options).stdout.splitlines()]


def said(place: str, *filters: str) -> list[str]:
    return [" … ".join(part["text"] for part in row["content"]) for row in rows("statements", *filters, place=place)]


def test_statements_newest_article_first(place: str) -> None:
    result = run("statements", place=place)
    assert result.stdout == (
        f"{FAIR.text}\n  Ann Karsk (indirect): {JUNE}\n\n"
        f"Dam watched\n  Ann Karsk (indirect): {SAFE}\n  Ann Karsk (direct  ·  2031-03-04): {LEAVE}\n  Jon Marsh (indirect): {CRACKS}\n\n"
    )
    assert result.stderr == "4 statements\n"


def test_a_statement_as_json_has_the_words_of_its_slices(place: str) -> None:
    (row,) = rows("statements", "--kind", "direct", place=place)
    start = DAM.text.index(LEAVE)
    assert list(row) == ["article", "speaker", "source", "cue", "content", "kind", "said_on"]
    assert (row["article"], row["speaker"], row["kind"], row["said_on"]) == ("dam", "Ann Karsk", "direct", "2031-03-04")
    assert row["content"] == [{"start": start, "end": start + len(LEAVE), "text": LEAVE}]
    for part in (row["source"], row["cue"]):
        assert part["text"] == DAM.text[part["start"] : part["end"]]
    assert (row["source"]["text"], row["cue"]["text"]) == ("she", "told")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([], [JUNE, SAFE, LEAVE, CRACKS]),
        (["--speaker", "Karsk"], [JUNE, SAFE, LEAVE]),
        (["--speaker", "the engineer"], [CRACKS]),
        (["--article", "fair"], [JUNE]),
        (["--article", "nowhere"], []),
        (["--kind", "indirect"], [JUNE, SAFE, CRACKS]),
        (["--source", "gazette"], [SAFE, LEAVE, CRACKS]),
        (["--since", "2031-03-06"], [JUNE]),
        (["--until", "2031-03-04"], [LEAVE]),
        (["--since", "2031-03-05", "--until", "2031-03-05"], [SAFE, CRACKS]),
        (["--about", "the cracks in the wall"], [CRACKS]),
        (["--about", "when does the fair open?", "--speaker", "Karsk"], [JUNE]),
        (["--about", "the price of barley"], []),
        (["--speaker", "Karsk", "--kind", "indirect", "--source", "Gazette", "--article", "dam"], [SAFE]),
    ],
)
def test_each_filter_and_all_together(place: str, filters: list[str], expected: list[str]) -> None:
    assert said(place, *filters) == expected


def test_nobody_of_that_name_is_on_record(place: str) -> None:
    result = run("statements", "--speaker", "Oduya", place=place)
    assert (result.stdout, result.stderr) == ("", "nobody is on record as 'Oduya'; all who are: onrecord speakers\n")
    result = run("statements", "--speaker", "Marsh", "--kind", "direct", place=place)
    assert (result.stdout, result.stderr) == ("", "0 statements\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kind", "shouted"], "Invalid value for '--kind'"),
        (["--from", "x.txt", "--speaker", "Karsk"], "leave out --speaker"),
        (["--from", "x.txt", "--index", "news"], "leave out --index"),
        (["surplus"], "unexpected extra argument"),
    ],
)
def test_a_wrong_call(arguments: list[str], message: str) -> None:
    assert message in run("statements", *arguments, status=2).stderr


def test_speakers_the_most_quoted_first(place: str) -> None:
    result = run("speakers", place=place)
    assert result.stdout.splitlines() == ["     3  Ann Karsk  Mayor  ·  also Karsk", "     1  Jon Marsh  Engineer"]
    assert result.stderr == "2 speakers\n"


def test_speakers_as_json_have_no_numbers_of_the_catalog(place: str) -> None:
    assert rows("speakers", place=place) == [
        {"name": "Ann Karsk", "aliases": ["Karsk"], "roles": ["Mayor"], "statements": 3},
        {"name": "Jon Marsh", "aliases": [], "roles": ["Engineer"], "statements": 1},
    ]


@pytest.mark.parametrize(
    ("name", "names"),
    [("karsk", ["Ann Karsk"]), ("the mayor", ["Ann Karsk"]), ("marhs", ["Jon Marsh"]), ("Oduya", []), ("", []), ('"; DROP', [])],
)
def test_the_speakers_whom_a_name_can_mean(place: str, name: str, names: list[str]) -> None:
    assert [row["name"] for row in rows("speakers", name, place=place)] == names
    if not names:
        assert run("speakers", name, place=place).stderr == f"nobody is on record as {name!r}\n"


def test_of_articles_that_are_in_no_index(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(
        json.dumps({"id": "a", "text": DAM.text, "published": "2031-03-05"}) + "\n" + json.dumps({"id": "b", "text": "It rained."}) + "\n",
        encoding="utf-8",
    )
    first, second = rows("statements", "--from", str(tmp_path / "x.jsonl"))
    assert [(each["speaker"], each["kind"], each["said_on"], each["content"][0]["text"]) for each in first["statements"]] == [
        ("Ann Karsk", "indirect", None, SAFE),
        ("Ann Karsk", "direct", "2031-03-04", LEAVE),
        ("Jon Marsh", "indirect", None, CRACKS),
    ]
    assert (first["id"], second) == ("a", {"id": "b", "statements": []})


def test_what_was_not_said_is_marked_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"{'It was late. ' * 9}Ann Karsk did not say that it rained.", "utf-8")
    (article,) = rows("statements", "--from", str(tmp_path / "x.txt"))
    assert [(each["speaker"], each["kind"]) for each in article["statements"]] == [("Ann Karsk", "denied")]
    assert "did not say" not in run("statements", "--from", str(tmp_path / "x.txt")).stdout


def test_an_article_that_cannot_be_read_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "a"}\n{"id": "b", "text": "Karsk said it rained."}\n', encoding="utf-8")
    result = run("statements", "--from", str(tmp_path / "x.jsonl"), status=1)
    assert "  Karsk (indirect): it rained\n" in result.stdout
    assert f"not read: {tmp_path / 'x.jsonl'}, line 1: " in result.stderr


def test_an_empty_index(tmp_path: Path) -> None:
    Index.open(tmp_path / "news").close()
    assert run("statements", place=str(tmp_path / "news")).stderr == "0 statements\n"
    assert run("speakers", place=str(tmp_path / "news")).stderr == "0 speakers\n"


def test_control_sequences_do_not_reach_the_terminal(tmp_path: Path) -> None:
    with Index.open(tmp_path / "news") as index:
        index.add(Article("“The \x1b[31mdam \u202eis safe,” Karsk\x07 said. \x1b]0;owned\x07", id="a", title="\x1b[2JDam"))
    for command in ("statements", "speakers"):
        result = run(command, place=str(tmp_path / "news"))
        assert not set(result.output) & {"\x1b", "\x07", "\u202e"}


def test_what_cannot_be_looked_for_ends_with_2_and_what_is_not_there_with_1(place: str, tmp_path: Path) -> None:
    onrecord = Shell(tmp_path)
    for arguments, message in (
        (("--speaker", " "), "the speaker is empty; name one"),
        (("--since", "June"), "'June' is not a day"),
        (("--about", ""), "empty"),
    ):
        assert message in onrecord("statements", *arguments, "--index", place, status=2).stderr
    assert "there is no index at" in onrecord("speakers", status=1).stderr
