"""TREC's qrels and run files, as trec_eval reads them (https://github.com/usnistgov/trec_eval): columns separated by blanks.

    qrels: query, iteration (not used), document, relevance
    run:   query, "Q0", document, rank (not used), score, name of the run

trec_eval takes no notice of the ranks in a run. It orders by score; equal scores, as 32-bit floats, by document id, the last in byte
order first. What is read and written here is in that order, so that the figures of both agree.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from .datasets import DatasetError, lines_of, located, shown

_Value = TypeVar("_Value")
Qrels = dict[str, dict[str, int]]
"""By query and document, the document's relevance: 0 is none, and below 0 is not judged."""
Run = dict[str, dict[str, float]]
"""By query and document, the document's score, best first."""


def read_qrels(path: Path) -> Qrels:
    """Raises: DatasetError: the file can't be read, or a line of it isn't a judgement."""
    qrels: Qrels = {}
    for where, (query, _, document, relevance) in _columns(path, 4, "query, iteration, document, relevance"):
        with located(where):
            put_judgement(qrels, query, document, relevance)
    return qrels


def put_judgement(qrels: Qrels, query: str, document: str, relevance: str) -> None:
    """Raises: DatasetError: the relevance is no whole number, or the document is judged for the query already."""
    try:
        grade = int(relevance)
    except ValueError:
        raise DatasetError(f"the relevance is {shown(relevance)}; it must be a whole number, such as 1") from None
    _put(qrels, query, document, grade)


def read_run(path: Path) -> Run:
    """Raises: DatasetError: the file can't be read, or a line of it isn't a document with its score."""
    run: Run = {}
    for where, (query, _, document, _, score, _) in _columns(path, 6, "query, Q0, document, rank, score, name of the run"):
        with located(where):
            _put(run, query, document, _score(score))
    return {query: {document: scores[document] for document in ranking(scores)} for query, scores in run.items()}


def ranking(scores: Mapping[str, float]) -> list[str]:
    """The documents in trec_eval's order."""
    return sorted(scores, key=lambda document: (_single(scores[document]), document), reverse=True)


def _single(score: float) -> float:
    return ctypes.c_float(score).value


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = math.nan
    if not math.isfinite(score):
        raise DatasetError(f"the score is {shown(text)}; it must be a number, such as 0.5")
    return score


def _put(table: dict[str, dict[str, _Value]], query: str, document: str, value: _Value) -> None:
    documents = table.setdefault(query, {})
    if document in documents:
        raise DatasetError(f"has document {shown(document)} for query {shown(query)} a second time; leave one of the two lines")
    documents[document] = value


def _columns(path: Path, n: int, names: str) -> Iterator[tuple[str, list[str]]]:
    """The columns of each line, and the place that an error names."""
    for number, text in lines_of(path):
        columns = text.split()
        if len(columns) != n:
            raise DatasetError(f"{path}, line {number}: has {len(columns)} columns; it must have {n}, separated by blanks: {names}")
        yield f"{path}, line {number}", columns


def write_run(path: Path, run: Mapping[str, Mapping[str, float]], name: str = "onrecord") -> None:
    """Writes each query's documents in trec_eval's order, with ranks from 1.

    Raises:
        DatasetError: an id or the name can't be written, a score is no finite number, or the file can't be written.
    """
    _write(
        path,
        (
            f"{_id(query)} Q0 {_id(document)} {rank} {_score(repr(float(scores[document])))!r} {_id(name)}"
            for query, scores in run.items()
            for rank, document in enumerate(ranking(scores), 1)
        ),
    )


def _id(id: str) -> str:
    if id.split() != [id]:
        raise DatasetError(f"the id {shown(id)} can't be written: blanks separate the columns of TREC's files; give it one without")
    return id


def _write(path: Path, lines: Iterator[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)  # all of it, before anything is written
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise DatasetError(f"{path} can't be written: {error.strerror}; name another file") from None
