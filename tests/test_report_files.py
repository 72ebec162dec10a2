"""The files of a report: results.json, answers.jsonl, report.html."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from reported import (
    SHELF,
    Shelf,
    harbour_page,
    island,
    outcomes,
    results,
)

from onrecord.evals.report import write_report


def test_the_files(tmp_path: Path) -> None:
    write_report(tmp_path / "new" / "out", results(), {"harbour": outcomes()}, {"harbour": SHELF.article})
    files = {file.name: file.read_text("utf-8") for file in (tmp_path / "new" / "out").iterdir()}
    assert sorted(files) == ["answers.jsonl", "report.html", "results.json"]
    assert files["results.json"] == json.dumps(results(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert [json.loads(line) for line in files["answers.jsonl"].splitlines()] == [{"suite": "harbour", **one} for one in outcomes()]
    assert files["report.html"] == harbour_page()


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report(tmp_path / name, deepcopy(results()), {"harbour": outcomes()}, {"harbour": Shelf(*SHELF.articles.values()).article})
    for name in ("results.json", "answers.jsonl", "report.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_half_a_surrogate_pair_comes_back_out_of_the_files(tmp_path: Path) -> None:
    asked = outcomes()
    asked[0]["question"] = "what did \ud83d say?"
    write_report(tmp_path, results(), {"harbour": asked}, {"harbour": SHELF.article})
    [first, *_] = (tmp_path / "answers.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first)["question"] == "what did \ud83d say?"
    assert island((tmp_path / "report.html").read_text("utf-8"))["questions"][2]["question"] == "what did \ud83d say?"


def test_what_is_no_number_is_not_written(tmp_path: Path) -> None:
    made = results()
    made["suites"]["harbour"]["measures"]["hit@1"]["value"] = float("nan")
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_report(tmp_path, made, {"harbour": outcomes()}, {"harbour": SHELF.article})
    assert list(tmp_path.iterdir()) == []
