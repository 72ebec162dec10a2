"""``onrecord eval`` as a shell meets it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from fakes import Shell

ARTICLES = [
    {"id": "ferry", "text": "Harbour master Ilo Quist said the Varn ferry would stay in port until May.", "published": "2031-04-07"},
    {"id": "bread", "text": "Bread prices in Port Selm rose by a tenth, baker Tam Brok said on Monday."},
]
GOLD = [
    {
        "id": "q1",
        "question": "until when will the Varn ferry stay in port?",
        "evidence": [[{"article": "ferry", "quote": "stay in port until May"}]],
        "tags": ["date"],
    },
    {"id": "q2", "question": "what is the capital of Peru?", "unanswerable": True, "tags": ["off-topic"]},
]


def lines(path: Path, rows: Sequence[Mapping[str, object]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def bay(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """With two articles in its index, and gold on them."""
    shell = Shell(tmp_path_factory.mktemp("bay"))
    shell("add", lines(shell.folder / "articles.jsonl", ARTICLES))
    lines(shell.folder / "gold.jsonl", GOLD)
    return shell


def test_a_users_gold_on_a_users_index(bay: Shell) -> None:
    (results,) = bay.json("eval", "gold.jsonl")
    assert isinstance(results["suites"], dict)
    gold = results["suites"]["gold"]
    assert (gold["n"], gold["measures"]["correct"]["value"], gold["measures"]["refused"]["n"]) == (2, 1.0, 1)
    assert sorted(gold["by_tag"]) == ["date", "off-topic"]
    assert gold["questions"]["q1"]["full_evidence"] == 1.0
    out = bay("eval", "gold.jsonl").stdout
    assert "gold: 2 questions" in out
    assert "1.000 (1.00–1.00)" in out


def test_twice_the_same_but_for_the_times_and_a_report(bay: Shell) -> None:
    for name in ("one", "two"):
        bay("eval", "gold.jsonl", "--out", name)
    one, two = (bay.folder / name for name in ("one", "two"))
    assert sorted(path.name for path in one.iterdir()) == ["answers.jsonl", "report.html", "results.json"]
    assert (one / "answers.jsonl").read_bytes() == (two / "answers.jsonl").read_bytes()
    first, second = (json.loads((folder / "results.json").read_bytes()) for folder in (one, two))
    assert first.pop("time").keys() == second.pop("time").keys() == {"gold"}
    assert first == second
    assert "no measure of" in bay("eval", "gold.jsonl", "--against", "one/results.json").stdout


def test_a_measure_that_has_fallen_exits_with_1(bay: Shell) -> None:
    bay("eval", "gold.jsonl", "--out", "before")
    results = json.loads((bay.folder / "before" / "results.json").read_bytes())
    results["suites"]["gold"]["questions"]["q1"]["quote_exact"] = 2.0
    (bay.folder / "better.json").write_text(json.dumps(results))
    run = bay("eval", "gold.jsonl", "--against", "better.json", status=1)
    assert "worse: gold quote_exact 1.500 -> 1.000" in run.stdout
    assert "worse: q1" in run.stdout


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ('{"id": "q1", "question": "x", "evidence": [[{"article": "ferry", "quote": "stay in harbour"}]]}', "line 1"),
        ("{oops", "line 1"),
        ("", "bad.jsonl"),
    ],
)
def test_gold_that_cannot_be_used_is_named(bay: Shell, gold: str, message: str) -> None:
    (bay.folder / "bad.jsonl").write_text(gold)
    run = bay("eval", "bad.jsonl", status=1)
    assert message in run.stderr
    assert run.stdout == ""


def test_results_that_cannot_be_compared_are_named(bay: Shell) -> None:
    (bay.folder / "other.json").write_text("[]")
    assert "other.json holds no results" in bay("eval", "gold.jsonl", "--against", "other.json", status=1).stderr
    (bay.folder / "other.json").write_text("{")
    assert "other.json is no JSON" in bay("eval", "gold.jsonl", "--against", "other.json", status=1).stderr
    assert "are measured alone" in bay("eval", "--beir", ".", "--out", "x", status=2).stderr
    assert "no-such-gold" in bay("eval", "no-such-gold", status=1).stderr


def test_squad(bay: Shell) -> None:
    questions = [
        {"id": "s1", "question": "Until when will the Varn ferry stay in port?", "answers": [{"text": "May", "answer_start": 70}]},
        {"id": "s2", "question": "What is the capital of Peru?", "answers": [], "is_impossible": True},
    ]
    paragraphs = [{"context": ARTICLES[0]["text"], "qas": questions}, {"context": ARTICLES[1]["text"], "qas": []}]
    (bay.folder / "squad.json").write_text(json.dumps({"version": "v2.0", "data": [{"title": "Varn", "paragraphs": paragraphs}]}))
    (results,) = bay.json("eval", "--squad", "squad.json")
    assert isinstance(results["suites"], dict)
    assert list(results["suites"]) == ["squad"]
    squad = results["suites"]["squad"]
    assert (squad["measures"]["hit@1"]["value"], squad["measures"]["full_evidence"]["value"], squad["abstention"]["auroc"]) == (
        1.0,
        1.0,
        1.0,
    )


def test_excerpts(bay: Shell) -> None:
    text = "The choir of Selm sang in the old mill on Sunday evening, and nobody in the village of forty houses left early. "
    lines(
        bay.folder / "long.jsonl",
        [{"id": "choir", "text": text}, {"id": "mill", "text": text.replace("choir", "band").replace("mill", "barn")}],
    )
    (results,) = bay.json("eval", "--excerpts", "long.jsonl", "--probes", "2")
    assert isinstance(results["suites"], dict)
    assert results["suites"]["excerpts"]["measures"]["article_right"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 2}


def test_excerpts_of_those_that_can_be_read(bay: Shell) -> None:
    text = "The choir of Selm sang in the old mill on Sunday evening, and nobody in the village of forty houses left early."
    lines(bay.folder / "torn.jsonl", [{"id": "choir", "text": text}, {"id": "mill"}])
    run = bay("eval", "--excerpts", "torn.jsonl", "--json")
    assert "not asked about: torn.jsonl, line 2: " in run.stderr
    assert json.loads(run.stdout)["suites"]["excerpts"]["n"] == 1


def test_beir(bay: Shell) -> None:
    folder = bay.folder / "beir"
    (folder / "qrels").mkdir(parents=True)
    lines(folder / "corpus.jsonl", [{"_id": row["id"], "title": "", "text": row["text"]} for row in ARTICLES])
    lines(folder / "queries.jsonl", [{"_id": "b1", "text": "price of bread"}])
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nb1\tbread\t1\n")
    (measures,) = bay.json("eval", "--beir", "beir", "--run", "run.txt")
    assert measures == {"hit@1": 1.0, "hit@5": 1.0, "hit@10": 1.0, "recall@10": 1.0, "RR@10": 1.0, "nDCG@10": 1.0}
    ranked = [line.split() for line in (bay.folder / "run.txt").read_text().splitlines()]
    assert [(row[0], row[2], row[3]) for row in ranked] == [("b1", "bread", "1"), ("b1", "ferry", "2")]
    # The same run against judgements of its own, one of them on a query that the run lacks.
    (bay.folder / "qrels.txt").write_text("b1 0 ferry 1\nb2 0 bread 1\n")
    (measures,) = bay.json("eval", "--trec", "qrels.txt", "run.txt")
    assert (measures["hit@1"], measures["hit@5"], measures["RR@10"]) == (0.0, 0.5, 0.25)


def test_attributions(bay: Shell) -> None:
    text = "Quist said the ferry would stay."
    gold = [{"id": "a", "text": text, "attributions": [{"source": [[0, 5]], "cue": [[6, 10]], "content": [[11, 31]]}]}]
    found = [
        {
            "id": "a",
            "statements": [
                {"speaker": "Ilo Quist", "source": {"start": 0, "end": 5}, "content": [{"start": 11, "end": 31}], "kind": "indirect"}
            ],
        }
    ]
    (scores,) = bay.json("eval", "--attributions", lines(bay.folder / "g.jsonl", gold), lines(bay.folder / "f.jsonl", found))
    assert isinstance(scores["all"], dict)
    assert (scores["all"]["precision"], scores["all"]["recall"], scores["all"]["source"], scores["all"]["speaker"]) == (1.0, 1.0, 1.0, 1.0)
