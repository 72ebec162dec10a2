"""A folder as BEIR has it (https://github.com/beir-cellar/beir): corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..index.model import Article
from .datasets import DatasetError, lines_of, located, optional_text, put_once, rows_of, shown, text_field
from .trec import Qrels, put_judgement

_HEADER = ["query-id", "corpus-id", "score"]


@dataclass(frozen=True)
class BeirDataset:
    """``queries``: the text of each query that is judged in this split, by id; ``qrels``: its relevant articles, graded."""

    articles: list[Article]
    queries: dict[str, str]
    qrels: Qrels


def read_beir(folder: Path, split: str = "test") -> BeirDataset:
    """The dataset in the folder. An article of which there is only a title has it as its text.

    Raises:
        DatasetError: a file is missing or wrong, or a judgement is on a query or a text that isn't there.
    """
    articles = _articles(folder / "corpus.jsonl")
    queries = _queries(folder / "queries.jsonl")
    qrels: Qrels = {}
    path = folder / "qrels" / f"{split}.tsv"
    lines = lines_of(path)
    header = next(lines)
    if header.text.split("\t") != _HEADER:
        raise DatasetError(f"{path}, line {header.number}: is {shown(header.text)}; it must be the header {' TAB '.join(_HEADER)}")
    for line in lines:
        with located(f"{path}, line {line.number}"):
            columns = line.text.split("\t")
            if len(columns) != len(_HEADER):
                raise DatasetError(f"has {len(columns)} columns; it must have three, separated by tabs: {', '.join(_HEADER)}")
            query, article, relevance = columns
            if query not in queries:
                raise DatasetError(f"judges the query {shown(query)}, which isn't in queries.jsonl; add it there, or take the line out")
            if article not in articles:  # no search could find it, and every figure would be too low
                raise DatasetError(f"judges the text {shown(article)}, which isn't in corpus.jsonl; add it there, or take the line out")
            put_judgement(qrels, query, article, relevance)
    if not qrels:
        raise DatasetError(f"{path} has a header and no judgements; give one a line")
    return BeirDataset(list(articles.values()), {query: queries[query] for query in qrels}, qrels)


def _articles(path: Path) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    for where, row in rows_of(path):
        with located(where):
            title, text = optional_text(row, "title") or None, text_field(row, "text")
            put_once(articles, Article(text if text.strip() else title or "", id=text_field(row, "_id"), title=title))
    return articles


def _queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for where, row in rows_of(path):
        with located(where):
            id, text = text_field(row, "_id"), text_field(row, "text")
            if id in queries:
                raise DatasetError(f"the query id {shown(id)} stands there for a second time; give each query its own")
            queries[id] = text
    return queries
