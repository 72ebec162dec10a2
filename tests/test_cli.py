"""The command as a shell meets it: output, exit status, and what stays out of standard output."""

import json
from pathlib import Path

import pytest
from fakes import Shell

QUESTION = "what did Stoltenberg say?"


@pytest.fixture
def onrecord(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """With the article that comes along; for tests that change nothing."""
    shell = Shell(tmp_path_factory.mktemp("seeded"))
    shell("add", str(Path(__file__).parents[1] / "seeds"))
    return shell


def test_ask_prints_numbered_passages_and_where_they_stand(seeded: Shell) -> None:
    out = seeded("ask", QUESTION).stdout
    assert out.startswith("Jens Stoltenberg, ")
    quote = "we have not seen any sign of de-escalation on the ground from the Russian side,” ["
    n = out[out.index(quote) + len(quote)]
    assert f"[{n}] article 000_52871e91a9e3b963  ·  2022-02-15  ·  characters 3351–3545\n" in out
    assert "\x1b" not in out


def test_ask_as_json_is_one_answer_whose_quotes_stand_in_the_article(seeded: Shell, seed: Path) -> None:
    (answer,) = seeded.json("ask", QUESTION)
    text = seed.read_text(encoding="utf-8").removeprefix(" date 2022-02-15 ")
    assert answer["answered"] is True
    assert isinstance(answer["citations"], list)
    assert [citation["n"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert {citation["speaker"] for citation in answer["citations"]} == {"Jens Stoltenberg"}
    for citation in answer["citations"]:
        assert citation["quote"] == text[citation["start"] : citation["end"]]


def test_what_is_no_clear_answer_exits_with_3_and_shows_what_comes_nearest_as_that(seeded: Shell) -> None:
    out = seeded("ask", "what did Voss say?", status=3).stdout
    assert out.startswith("The articles don't mention Voss. What comes nearest:\n\n")
    assert " [1]\n" in out


def test_what_is_no_clear_answer_as_json_exits_with_3_too(seeded: Shell) -> None:
    answer = json.loads(seeded("ask", "what did Voss say?", "--json", status=3).stdout)
    assert (answer["answered"], answer["outcome"], answer["short"]) == (False, "unsure", None)
    assert answer["closest"] == answer["citations"] != []


def test_nothing_found_exits_with_3_too(seeded: Shell) -> None:
    answer = json.loads(seeded("ask", "thanks", "--json", status=3).stdout)
    assert (answer["outcome"], answer["text"], answer["citations"]) == ("nothing", "You’re welcome.", [])


def test_an_abstention_is_saved_as_it_was_printed(seeded: Shell, tmp_path: Path) -> None:
    receipt = tmp_path / "a.json"
    printed = json.loads(seeded("ask", "what did Voss say?", "--json", "--save", str(receipt), status=3).stdout)
    assert seeded.json("export", str(receipt)) == [printed]
    assert seeded.json("verify", str(receipt))[0]["stands"] is True


def test_a_question_that_is_no_valid_unicode_is_a_wrong_call(seeded: Shell, tmp_path: Path) -> None:
    run = seeded("ask", "what did Stoltenberg say about \udcff?", "--save", str(tmp_path / "a.json"), status=2)
    assert "no valid Unicode" in run.stderr


@pytest.mark.parametrize("question", ["what did \\ud800 say?", "x" * 10_001])
def test_a_batch_with_a_question_that_cannot_be_asked_is_named_and_nothing_is_answered(
    seeded: Shell, tmp_path: Path, question: str
) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(f'{{"question": "{QUESTION}"}}\n{{"question": "{question}"}}\n', encoding="utf-8")
    run = seeded("ask", "--batch", str(batch), "--json", status=2)
    assert (run.stdout, "line 2" in run.stderr) == ("", True)


def test_batch_and_save_do_not_go_together(seeded: Shell, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text('{"question": "what did Voss say?"}\n', encoding="utf-8")
    run = seeded("ask", "--batch", str(tmp_path / "batch.jsonl"), "--save", "a.json", status=2)
    assert "--save keeps one answer, and --batch asks for many" in run.stderr
    assert "not both" in seeded("ask", QUESTION, "--batch", str(tmp_path / "batch.jsonl"), status=2).stderr


def test_a_batch_in_words_and_without_ids(seeded: Shell, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"question": "what did Voss say?"}\n\n{"question": "what did Kuleba say?"}\n', encoding="utf-8")
    out = seeded("ask", "--batch", str(batch)).stdout
    assert out.startswith("1: what did Voss say?\nThe articles don't mention Voss. What comes nearest:\n")
    assert "\n3: what did Kuleba say?\nDmytro Kuleba, Ukrainian Foreign Minister:\n“When we see troops pulling out" in out


def test_a_question_from_standard_input(seeded: Shell) -> None:
    assert "Stoltenberg" in seeded("ask", "-", stdin=QUESTION + "\n").stdout


def test_a_batch_gives_one_line_for_each_in_order(seeded: Shell, tmp_path: Path) -> None:
    lines = [
        {"id": "q1", "question": QUESTION, "history": []},
        {"id": "q2", "question": "what did Voss say?"},
        {"id": 3, "question": "and where did he say it?", "history": [QUESTION]},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    answers = seeded.json("ask", "--batch", str(batch))
    assert [(answer["id"], answer["answered"]) for answer in answers] == [("q1", True), ("q2", False), (3, True)]
    assert answers[2]["question"] == "and where did he say it?"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{oops", "line 2: no JSON"),
        ('{"id": "q"}', "line 2: must be"),
        ("[1]", "line 2: must be"),
        ('{"question": " "}', "line 2: the question is empty"),
        ('{"question": "x", "history": "y"}', "line 2: must be"),
    ],
)
def test_a_batch_with_a_bad_line_is_named_and_nothing_is_answered(seeded: Shell, tmp_path: Path, line: str, message: str) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(f'{{"id": "q1", "question": "{QUESTION}"}}\n{line}\n', encoding="utf-8")
    run = seeded("ask", "--batch", str(batch), "--json", status=2)
    assert message in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "give a question, or --batch FILE"),
        (["ask", "  "], "the question is empty"),
        (["search", "ferries", "-k", "0"], "k is 0"),
        (["search", "ferries", "--since", "tomorrow"], "'tomorrow' is not a day"),
        (["search", "ferries", "--since", "2022-03-01", "--until", "2022-02-01"], "the first day comes after the last"),
        (["fly"], "No such command 'fly'"),
        (["add"], "Missing argument"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_what_was_wrong(seeded: Shell, arguments: list[str], message: str) -> None:
    run = seeded(*arguments, status=2)
    assert message in run.stderr
    assert run.stdout == ""


def test_asking_an_index_that_is_not_there_says_how_to_make_it(onrecord: Shell) -> None:
    run = onrecord("ask", QUESTION, status=1)
    assert f"there is no index at {onrecord.folder / 'index'}" in run.stderr
    assert "onrecord add" in run.stderr
    assert not (onrecord.folder / "index").exists()


def test_add_reports_each_and_adds_the_others_when_one_fails(onrecord: Shell) -> None:
    articles = onrecord.folder / "articles"
    articles.mkdir()
    (articles / "good.txt").write_text("Ilo Quist said the ferry would sail.", encoding="utf-8")
    (articles / "bad.txt").write_bytes(b"\x93Ferry\x94")
    (articles / "list.jsonl").write_text('{"id": "j1", "text": "The mast broke."}\n{"id": "j2"}\n', encoding="utf-8")
    run = onrecord("add", "articles", status=1)
    assert run.stdout == "2 added, 2 not added (index index)\n"
    assert "not added: articles/bad.txt: " in run.stderr
    assert "not added: articles/list.jsonl, line 2: " in run.stderr
    assert onrecord("add", "articles", status=1).stdout == "2 unchanged, 2 not added (index index)\n"
    assert [row["id"] for row in onrecord.json("articles")] == ["good", "j1"]


def test_add_from_standard_input_then_change_and_remove(onrecord: Shell) -> None:
    assert onrecord.json("add", "-", stdin='{"id": "a", "text": "The ferry sails at noon."}')[0]["added"] == ["a"]
    assert onrecord.json("add", "-", stdin='{"id": "a", "text": "The ferry sails at one."}')[0]["changed"] == ["a"]
    (now,), (before,) = onrecord.json("articles", "a"), onrecord.json("articles", "a", "--version", "1")
    assert (now["text"], now["version"]) == ("The ferry sails at one.", 2)
    assert (before["text"], before["version"]) == ("The ferry sails at noon.", 1)
    assert onrecord.json("remove", "a") == [{"removed": ["a"]}]
    assert "no article has the id 'a'" in onrecord("remove", "a", status=1).stderr
    assert onrecord.json("articles") == []


def test_search_shows_where_and_why(seeded: Shell) -> None:
    hits = seeded.json("search", "satellite images of helicopters", "-k", "2")
    assert len(hits) == 2
    assert "Maxar Technologies’ photos" in str(hits[0]["text"])
    assert isinstance(hits[0]["parts"], dict)
    assert hits[0]["score"] == pytest.approx(sum(part["share"] for part in hits[0]["parts"].values()))
    assert seeded.json("search", "satellite images", "--since", "2022-02-16") == []
    assert "Maxar" in seeded("search", "satellite images of helicopters").stdout


def test_doctor_finds_everything_in_order_and_makes_lost_vectors_anew(onrecord: Shell, seed: Path) -> None:
    onrecord("add", str(seed))
    (onrecord.folder / "index" / "vectors.faiss").unlink()
    (checkup,) = onrecord.json("doctor")
    assert (checkup["healthy"], checkup["problems"]) == (True, [])
    assert "vectors.faiss is missing" in str(checkup["repaired"])
    assert "everything agrees" in onrecord("doctor").stdout
    assert "everything agrees" in onrecord("doctor", "--rebuild").stdout


def test_settings_come_from_the_file_the_environment_and_the_flags(onrecord: Shell) -> None:
    (onrecord.folder / "onrecord.toml").write_text('index = "from-the-file"\nk = 7\n', encoding="utf-8")
    del onrecord.environment["ONRECORD_INDEX"]
    (config,) = onrecord.json("config")
    assert (config["index"], config["embedder"], config["k"]) == ("from-the-file", None, 7)
    assert onrecord.json("config", ONRECORD_INDEX="from-the-environment")[0]["index"] == "from-the-environment"
    assert "indexes/from-a-flag" in onrecord("ask", QUESTION, "--index", "from-a-flag", status=1, ONRECORD_INDEX="other").stderr


def test_settings_that_cannot_be_used_are_named(onrecord: Shell) -> None:
    (onrecord.folder / "onrecord.toml").write_text('k = "many"\ncolour = "red"\n', encoding="utf-8")
    run = onrecord("config", status=2)
    assert "k: " in run.stderr and "colour: " in run.stderr
    (onrecord.folder / "onrecord.toml").write_text("k = = 3", encoding="utf-8")
    assert "onrecord.toml can't be read" in onrecord("config", status=2).stderr


def test_control_sequences_of_an_article_do_not_reach_the_terminal(onrecord: Shell) -> None:
    text = "“The ferry \x1b]0;owned\x07sails \u202eat noon,” Ilo Quist said."
    onrecord("add", "-", stdin=json.dumps({"id": "a", "title": "Ferry\x1b[31m", "text": text}))
    for run in (onrecord("ask", "what did Quist say?"), onrecord("articles"), onrecord("articles", "a"), onrecord("search", "ferry")):
        assert not set(run.stdout) & {"\x1b", "\x07", "\u202e"}
    assert "\\u001b]0;owned" in onrecord("ask", "what did Quist say?", "--json").stdout


def test_output_that_the_terminal_cannot_show_is_no_crash(seeded: Shell) -> None:
    assert "?There are signs from Moscow" in seeded("ask", QUESTION, PYTHONIOENCODING="latin-1").stdout


@pytest.mark.parametrize("command", "add remove articles search ask statements speakers verify export eval doctor config bench".split())
def test_every_command_has_help_and_json(onrecord: Shell, command: str) -> None:
    out = onrecord(command, "--help").stdout
    assert f"Usage: onrecord {command}" in out
    assert "--json" in out


def test_statements_of_articles_without_an_index(onrecord: Shell, seed: Path) -> None:
    text = "Harbour master Ilo Quist said the ferry would stay in port. “The ice is thick,” she added."
    (row,) = onrecord.json("statements", "--from", "-", stdin=json.dumps({"id": "a", "text": text}))
    assert row["id"] == "a"
    assert isinstance(row["statements"], list)
    for statement in row["statements"]:
        assert list(statement) == ["article", "speaker", "source", "cue", "content", "kind", "said_on"]
        for span in [statement["source"], statement["cue"], *statement["content"]]:
            assert span["text"] == text[span["start"] : span["end"]]
    assert [(s["speaker"], s["kind"], s["content"][0]["text"]) for s in row["statements"]] == [
        ("Ilo Quist", "indirect", "the ferry would stay in port"),
        ("Ilo Quist", "direct", "“The ice is thick,”"),
    ]
    assert "Dmytro Kuleba (direct): “When we see troops pulling out" in onrecord("statements", "--from", str(seed)).stdout
    assert "not read: gone.txt: there is no such file" in onrecord("statements", "--from", "gone.txt", status=1).stderr
