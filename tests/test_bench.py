"""The bench: its queries, its arithmetic, and once the whole of it."""

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.evals import bench as bench_module
from onrecord.evals.bench import bench
from onrecord.evals.comparison import BenchResult, Kind, Measure, Round, percentile
from onrecord.evals.workload import evenly, make_queries, read_articles, read_queries
from onrecord.index.errors import ArticleError, MissingExtra, OnRecordError, QuestionError
from onrecord.index.model import Article

TEXTS = [
    'The harbour of Orsk Bay will open in May, its mayor said. "We are ready," Mara Vell told the council.',
    "A fire destroyed the old mill in Tarn. Nobody was hurt. The cause is not known.",
    "Ferries to Lund Island are cancelled until Friday. The operator blamed the wind.",
    'Teachers in Vessby ended their strike. "It was time," said their speaker, Ilo Brandt.',
    "The price of salt rose by a tenth in March. Fishermen asked for help from the crown.",
]
MEASURES = {
    "articles_per_second": "times_faster",
    "passages_per_second": "times_faster",
    "query_plain_p50_ms": "times_faster",
    "query_plain_p95_ms": "times_faster",
    "query_reranked_p50_ms": "times_faster",
    "query_reranked_p95_ms": "times_faster",
    "ask_cold_seconds": "times_faster",
    "peak_memory_adding_mb": "share_of_theirs",
    "peak_memory_querying_mb": "share_of_theirs",
}
KEYS = ["date", "machine", "versions", "model", "k", "articles", "queries", "repeat", "passages", "measures", "rounds"]


# Articles and queries


def test_articles_are_the_first_ones(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)), "utf-8")
    assert [article.id for article in read_articles(file, 2)] == ["a0", "a1"]
    assert [article.id for article in read_articles(file, 99)] == ["a0", "a1", "a2", "a3", "a4"]


def test_an_article_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"text": "Snow in Tarn."}\n{"title": "No text"}\n', "utf-8")
    assert len(read_articles(file, 1)) == 1
    with pytest.raises(ArticleError, match=r"news\.jsonl, line 2: .*; the bench takes every article or none"):
        read_articles(file, 2)


def test_queries_are_titles() -> None:
    articles = [Article(text, title=title) for text, title in zip(TEXTS, ["Harbour", None, "Ferries", "Ferries", "Salt"], strict=True)]
    assert make_queries(articles, 9) == ["Harbour", "Ferries", "Salt"]
    assert make_queries(articles, 2) == ["Harbour", "Ferries"]


def test_queries_are_first_sentences_where_there_are_no_titles() -> None:
    assert make_queries([Article(text) for text in TEXTS], 2) == [
        "The harbour of Orsk Bay will open in May, its mayor said.",
        "Ferries to Lund Island are cancelled until Friday.",
    ]


def test_a_first_sentence_that_does_not_end_is_cut() -> None:
    assert make_queries([Article("no end " * 1000)], 1) == [("no end " * 1000)[:1000].strip()]


def test_evenly_chosen() -> None:
    assert evenly("abcdefghij", 3) == ["a", "d", "g"]
    assert evenly("abc", 3) == ["a", "b", "c"]
    assert evenly("abc", 5) == ["a", "b", "c"]


def test_queries_from_a_file(tmp_path: Path) -> None:
    lines, rows = tmp_path / "queries.txt", tmp_path / "queries.jsonl"
    lines.write_text("who is ill?\n\nwhat burns?\n", "utf-8")
    rows.write_text('{"question": "who is ill?", "id": 1}\n{"question": "what burns?"}\n', "utf-8")
    assert read_queries(lines, 9) == read_queries(rows, 9) == ["who is ill?", "what burns?"]
    assert read_queries(lines, 1) == ["who is ill?"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.txt", "\n", r"q\.txt has no questions in it; write one a line"),
        ("q.jsonl", '{"question": "why?"}\n{"q": "why?"}\n', r'line 2: must be \{"question": "\.\.\."\}, and is \{"q": "why\?"\}'),
        ("q.jsonl", "why?\n", r"q\.jsonl, line 1: no JSON"),
    ],
)
def test_queries_that_cannot_be_used(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(QuestionError, match=message):
        read_queries(tmp_path / name, 9)


def test_queries_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="can't be read"):
        read_queries(tmp_path / "none.txt", 9)


# Arithmetic


def test_percentile() -> None:
    values = [40.0, 15.0, 50.0, 20.0, 35.0]  # in order: 15 20 35 40 50, at ranks 1 to 5
    assert percentile(values, 5) == 15.0  # rank ceil(0.25)
    assert percentile(values, 40) == 20.0  # rank 2 exactly
    assert percentile(values, 50) == 35.0  # rank ceil(2.5)
    assert percentile(values, 95) == 50.0  # rank ceil(4.75)
    assert percentile([7.0], 50) == percentile([7.0], 95) == 7.0
    assert percentile([float(n) for n in range(1, 201)], 95) == 190.0


def test_ratios_say_which_way_they_go() -> None:
    rate = Measure("r", "r", "articles/s", Kind.RATE, (30.0, 10.0, 20.0), (5.0, 4.0, 6.0))
    time = Measure("t", "t", "ms", Kind.TIME, (5.0,), (20.0,))
    memory = Measure("m", "m", "MB", Kind.MEMORY, (100.0,), (400.0,))
    assert (rate.ratio, rate.ratio_text, rate.to_json()["times_faster"]) == (4.0, "4.00 times faster", 4.0)
    assert (time.ratio, time.ratio_text, time.to_json()["times_faster"]) == (4.0, "4.00 times faster", 4.0)
    assert (memory.ratio, memory.ratio_text, memory.to_json()["share_of_theirs"]) == (0.25, "25% of theirs", 0.25)
    assert rate.to_json()["onrecord"] == {"median": 20.0, "min": 10.0, "max": 30.0, "all": [30.0, 10.0, 20.0]}


def result() -> BenchResult:
    ours = Round(2.0, 0.4, 30, 200.0, {"plain": [1.0, 3.0], "reranked": [4.0, 8.0], "ask": [5.0, 9.0]}, 150.0, 0.5)
    theirs = Round(10.0, 0.0, 50, 800.0, {"plain": [10.0, 12.0]}, 600.0, 5.0)
    return BenchResult("2026-01-02T03:04:05+00:00", {"cpu": "Abacus", "cores": 2}, {"onrecord": "1"}, "m", 5, 20, 2, (ours,), (theirs,))


def test_measures_of_a_round() -> None:
    found = {name: (row["onrecord"]["median"], row["llamaindex"]["median"]) for name, row in result().to_json()["measures"].items()}
    assert found == {
        "articles_per_second": (10.0, 2.0),
        "passages_per_second": (15.0, 5.0),
        "query_plain_p50_ms": (1.0, 10.0),
        "query_plain_p95_ms": (3.0, 12.0),
        "query_reranked_p50_ms": (4.0, 10.0),
        "query_reranked_p95_ms": (8.0, 12.0),
        "query_ask_p50_ms": (5.0, 10.0),
        "query_ask_p95_ms": (9.0, 12.0),
        "ask_cold_seconds": (0.5, 5.0),
        "peak_memory_adding_mb": (200.0, 800.0),
        "peak_memory_querying_mb": (150.0, 600.0),
    }


def test_the_table_shows_both_sides_and_the_ratio() -> None:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(result().table())
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in capture.get().splitlines() if line.startswith("│")]
    assert lines[0] == ["articles added", "articles/s", "10", "2", "5.00 times faster"]
    assert lines[-1] == ["peak memory, querying", "MB", "150", "600", "25% of theirs"]
    assert "finding who said what, while the model computes, takes 20.0% of the time of adding" in " ".join(capture.get().split())


# The call


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_psutil(name: str) -> str:
        if name == "psutil":
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(bench_module, "version", without_psutil)
    with pytest.raises(MissingExtra, match=r"the bench, which runs psutil, .*: pip install 'onrecord\[bench\]'"):
        bench(tmp_path)


def test_numbers_below_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="repeat = 0; it must be 1 at least"):
        bench(tmp_path, repeat=0)


def needs_extra() -> None:
    for name in ("llama-index-embeddings-huggingface", "llama-index-vector-stores-faiss", "psutil"):
        try:
            version(name)
        except PackageNotFoundError:
            pytest.skip(f"the bench runs {name}, which isn't installed: pip install 'onrecord[bench]'")


@pytest.mark.slow
def test_the_whole_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_extra()
    monkeypatch.setenv("ONRECORD_EMBEDDER", "no such model")  # a setting of the person's must not change what is measured
    for n, text in enumerate(TEXTS):
        (tmp_path / f"{n}.txt").write_text(text, "utf-8")
    told: list[str] = []
    found = bench(tmp_path, n_queries=3, repeat=1, progress=told.append)
    assert (found.articles, found.queries, len(found.ours), len(found.theirs)) == (5, 3, 1, 1)
    assert told[0] == "warming up" and told[1] == "round 1 of 1: add, onrecord"
    assert {name: len(ms) for name, ms in found.ours[0].query_ms.items()} == {"plain": 3, "reranked": 3}
    as_json = json.loads(json.dumps(found.to_json(), allow_nan=False))  # all finite
    assert list(as_json) == KEYS
    assert as_json["passages"] == {"onrecord": 5, "llamaindex": 5}
    assert {name: list(row) for name, row in as_json["measures"].items()} == {
        name: ["unit", "onrecord", "llamaindex", ratio] for name, ratio in MEASURES.items()
    }
    for name, ratio in MEASURES.items():
        row = as_json["measures"][name]
        assert min(row["onrecord"]["min"], row["llamaindex"]["min"], row[ratio]) > 0


@pytest.mark.slow
def test_a_side_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_extra()
    broken = tmp_path / "worker.py"
    broken.write_text("import sys; sys.exit('no room at the inn')", "utf-8")
    monkeypatch.setattr(bench_module, "_WORKER", broken)
    (tmp_path / "a.txt").write_text(TEXTS[0], "utf-8")
    with pytest.raises(OnRecordError, match=r"(?s)llamaindex ended with status 1.*no room at the inn"):
        bench(tmp_path / "a.txt", repeat=1)
