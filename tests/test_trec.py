import math
from pathlib import Path
from tempfile import TemporaryDirectory

import ir_measures
import pytest
from fakes import write
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals.datasets import DatasetError
from onrecord.evals.trec import Run, ranking, read_qrels, read_run, write_run


def test_qrels(tmp_path: Path) -> None:
    path = write(tmp_path / "qrels.txt", "q2 0 d1 1\nq1 Q0  d2\t0\n\nq1 0 d1 -1\nq1 0 d/ö 3\r\n")
    assert read_qrels(path) == {"q2": {"d1": 1}, "q1": {"d2": 0, "d1": -1, "d/ö": 3}}


def test_a_run_is_ordered_by_score_and_not_by_rank(tmp_path: Path) -> None:
    path = write(tmp_path / "run.txt", "q1 Q0 a 1 0.5 me\nq1 Q0 b 2 7e-1 me\nq2 Q0 c 9 -1 me\nq1 Q0 c 1 0.6 me\n")
    run = read_run(path)
    assert [(query, list(scores.items())) for query, scores in run.items()] == [
        ("q1", [("b", 0.7), ("c", 0.6), ("a", 0.5)]),
        ("q2", [("c", -1.0)]),
    ]


def test_of_equal_scores_the_last_id_comes_first() -> None:
    assert ranking({"a": 1.0, "c": 1.0, "b": 1.0, "é": 1.0, "Z": 2.0}) == ["Z", "é", "c", "b", "a"]


def test_scores_are_equal_that_a_float_of_32_bits_cannot_tell_apart() -> None:
    assert ranking({"a": 0.5 + 1e-9, "b": 0.5}) == ["b", "a"]
    assert ranking({"a": 0.5 + 1e-6, "b": 0.5}) == ["a", "b"]
    assert ranking({"a": 1e300, "b": 1e200}) == ["b", "a"]


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "B", "é", "doc-10", "doc-9", "𝔇"]), st.floats(-2, 2).map(lambda x: round(x, 1)), min_size=1)
)
def test_trec_eval_has_the_same_ranking(scores: dict[str, float]) -> None:
    """Which it doesn't print, but the reciprocal rank of a document that alone is relevant tells its place."""
    for rank, document in enumerate(ranking(scores), 1):
        (result,) = ir_measures.pytrec_eval.iter_calc([ir_measures.RR], {"q": {document: 1}}, {"q": scores})
        assert math.isclose(result.value, 1 / rank)


def test_what_is_written(tmp_path: Path) -> None:
    write_run(tmp_path / "run.txt", {"q1": {"a": 0.25, "b": 1 / 3, "c": 0.25}, "q2": {"a": 1}}, "mine")
    assert (tmp_path / "run.txt").read_text("utf-8") == (
        "q1 Q0 b 1 0.3333333333333333 mine\nq1 Q0 c 2 0.25 mine\nq1 Q0 a 3 0.25 mine\nq2 Q0 a 1 1.0 mine\n"
    )


IDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=5).filter(
    lambda id: "\ufeff" not in id
)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(IDS, st.dictionaries(IDS, st.floats(allow_nan=False, allow_infinity=False), min_size=1), min_size=1))
def test_what_is_written_is_read(run: Run) -> None:
    with TemporaryDirectory() as folder:
        write_run(Path(folder) / "run", run)
        assert read_run(Path(folder) / "run") == run


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("q1 0 d1", "has 3 columns; it must have 4, separated by blanks: query, iteration, document, relevance"),
        ("q1 0 d 1 1", "has 5 columns; it must have 4, separated by blanks: query, iteration, document, relevance"),
        ("q1 0 d1 yes", 'the relevance is "yes"; it must be a whole number, such as 1'),
        ("q1 0 d0 2", 'has document "d0" for query "q1" a second time; leave one of the two lines'),
    ],
)
def test_wrong_qrels(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "qrels.txt", f"q1 0 d0 1\n{line}\n")
    with pytest.raises(DatasetError) as caught:
        read_qrels(path)
    assert str(caught.value) == f"{path}, line 2: {message}"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("q1 0 d1 1", "has 4 columns; it must have 6, separated by blanks: query, Q0, document, rank, score, name of the run"),
        ("q1 Q0 d1 1 high me", 'the score is "high"; it must be a number, such as 0.5'),
        ("q1 Q0 d1 1 nan me", 'the score is "nan"; it must be a number, such as 0.5'),
        ("q1 Q0 d1 1 1e999 me", 'the score is "1e999"; it must be a number, such as 0.5'),
        ("q1 Q0 d0 2 0.1 me", 'has document "d0" for query "q1" a second time; leave one of the two lines'),
    ],
)
def test_a_wrong_run(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "run.txt", f"q1 Q0 d0 1 0.9 me\n{line}\n")
    with pytest.raises(DatasetError) as caught:
        read_run(path)
    assert str(caught.value) == f"{path}, line 2: {message}"


def test_what_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    with pytest.raises(DatasetError, match="^the id \"two words\" can't be written: blanks separate the columns of TREC's files"):
        write_run(path, {"q1": {"a": 1.0, "two words": 0.5}})
    with pytest.raises(DatasetError, match='^the id "" can\'t be written: '):
        write_run(path, {"": {"a": 1.0}})
    with pytest.raises(DatasetError, match='^the score is "inf"; it must be a number, such as 0.5$'):
        write_run(path, {"q1": {"a": math.inf}})
    assert not path.exists()
    with pytest.raises(DatasetError, match="can't be written: No such file or directory; name another file$"):
        write_run(tmp_path / "none" / "run.txt", {"q1": {"a": 1.0}})
