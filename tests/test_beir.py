from pathlib import Path

import pytest
from fakes import write

from onrecord.evals.beir import BeirDataset, read_beir
from onrecord.evals.datasets import DatasetError
from onrecord.index.model import Article

CORPUS = """\
{"_id": "d1", "title": "Harbour opens", "text": "The harbour opened in May.", "metadata": {}}
{"_id": "d2", "title": "", "text": "The bridge closed."}

{"_id": "d3", "title": "Ferry late again", "text": ""}
"""
QUERIES = """\
{"_id": "q1", "text": "when did the harbour open?", "metadata": {}}
{"_id": "q2", "text": "is the ferry late?"}
{"_id": "q3", "text": "judged in another split only"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq2\td3\t2\nq1\td1\t1\nq1\td2\t0\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    write(tmp_path / "corpus.jsonl", CORPUS)
    write(tmp_path / "queries.jsonl", QUERIES)
    write(tmp_path / "qrels" / "test.tsv", QRELS)
    return tmp_path


def test_a_dataset(dataset: Path) -> None:
    assert read_beir(dataset) == BeirDataset(
        articles=[
            Article("The harbour opened in May.", id="d1", title="Harbour opens"),
            Article("The bridge closed.", id="d2"),
            Article("Ferry late again", id="d3", title="Ferry late again"),
        ],
        queries={"q2": "is the ferry late?", "q1": "when did the harbour open?"},
        qrels={"q2": {"d3": 2}, "q1": {"d1": 1, "d2": 0}},
    )


def test_another_split(dataset: Path) -> None:
    write(dataset / "qrels" / "dev.tsv", "query-id\tcorpus-id\tscore\r\nq3\td2\t1\r\n")
    assert read_beir(dataset, "dev").queries == {"q3": "judged in another split only"}
    assert read_beir(dataset, "dev").qrels == {"q3": {"d2": 1}}


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("corpus.jsonl", '{"_id": "d1"}', "line 1: there is no 'text'; what is there: \"_id\""),
        ("corpus.jsonl", '{"_id": "d1", "text": ""}', "line 1: the article's text is empty; it needs at least one word"),
        ("corpus.jsonl", '{"_id": 1, "text": "A."}', "line 1: '_id' is 1; it must be text, in quotation marks"),
        (
            "corpus.jsonl",
            '{"_id": "d1", "text": "A."}\n{"_id": "d1", "text": "B."}',
            "line 2: the article id 'd1' stands there for a second time; give each article its own",
        ),
        ("queries.jsonl", "q1 when?", "line 1: is no JSON: Expecting value (column 1); it must be one whole JSON object"),
        (
            "queries.jsonl",
            '{"_id": "q1", "text": "A?"}\n\n{"_id": "q1", "text": "B?"}',
            'line 3: the query id "q1" stands there for a second time; give each query its own',
        ),
        ("qrels/test.tsv", "q1\td1\t1\n", 'line 1: is "q1\\td1\\t1"; it must be the header query-id TAB corpus-id TAB score'),
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq1 d1 1\n",
            "line 2: has 1 columns; it must have three, separated by tabs: query-id, corpus-id, score",
        ),
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq9\td1\t1\n",
            'line 2: judges the query "q9", which isn\'t in queries.jsonl; add it there, or take the line out',
        ),
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq1\td9\t1\n",
            'line 2: judges the text "d9", which isn\'t in corpus.jsonl; add it there, or take the line out',
        ),
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq1\td1\t0.5\n",
            'line 2: the relevance is "0.5"; it must be a whole number, such as 1',
        ),
        (
            "qrels/test.tsv",
            "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t0\n",
            'line 3: has document "d1" for query "q1" a second time; leave one of the two lines',
        ),
    ],
)
def test_a_wrong_file_is_named_with_the_line(dataset: Path, file: str, text: str, message: str) -> None:
    write(dataset / file, text)
    with pytest.raises(DatasetError) as caught:
        read_beir(dataset)
    assert str(caught.value) == f"{dataset / file}, {message}"


def test_no_judgements(dataset: Path) -> None:
    path = write(dataset / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore\n")
    with pytest.raises(DatasetError) as caught:
        read_beir(dataset)
    assert str(caught.value) == f"{path} has a header and no judgements; give one a line"


def test_a_split_that_is_not_there(dataset: Path) -> None:
    with pytest.raises(DatasetError, match=r"qrels/train\.tsv can't be read: No such file or directory"):
        read_beir(dataset, "train")
