"""What the bench works on: articles, and queries that are given or made from them. The same call gives the same workload."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..index.errors import ArticleError, QuestionError
from ..index.model import Article
from ..index.readers import Failure, Sources
from ..index.sentences import split_sentences

_LONGEST_OPENING = 1000  # characters of an article that a query is made of, should its first sentence not end
_Item = TypeVar("_Item")


def read_articles(path: Path, n: int) -> list[Article]:
    """The first ``n`` articles of a file or folder; all, if it has fewer.

    Raises:
        ArticleError: something before the last of them can't be read, or there is no article at all.
    """
    articles = list(islice(_articles(path), n))
    if not articles:
        raise ArticleError(f"{path} holds no articles; the bench needs one at least: give a .jsonl file, or a folder of articles")
    return articles


def _articles(path: Path) -> Iterator[Article]:
    for read in Sources([path]):
        if isinstance(read, Failure):  # the numbers would be of other articles than those that were named
            raise ArticleError(f"{read}; the bench takes every article or none: mend it, or give another file")
        yield read.article


def read_queries(path: Path, n: int) -> list[str]:
    """``n`` queries at most, evenly chosen from a file, one a line: ``{"question": "..."}`` in .jsonl and .ndjson, bare in others.

    Raises:
        QuestionError: the file can't be read, has no questions, or a line of its JSON has none.
    """
    try:
        lines = list(enumerate(path.read_text("utf-8-sig").splitlines(), 1))
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"the queries in {path} can't be read ({error}); give a file of questions in UTF-8, one a line") from None
    is_json = path.suffix.lower() in {".jsonl", ".ndjson"}
    queries = [_question(f"{path}, line {number}", line) if is_json else line.strip() for number, line in lines if line.strip()]
    if not queries:
        raise QuestionError(f"{path} has no questions in it; write one a line")
    return evenly(queries, n)


def _question(where: str, line: str) -> str:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise QuestionError(f"{where}: no JSON ({error})") from None
    question = row.get("question") if isinstance(row, dict) else None
    if not isinstance(question, str) or not question.strip():
        raise QuestionError(f'{where}: must be {{"question": "..."}}, and is {line.strip()[:80]}')
    return question


def make_queries(articles: Sequence[Article], n: int) -> list[str]:
    """``n`` queries at most, all different: titles of evenly chosen articles, or, where no article has one, their first sentences."""
    texts = [article.title for article in articles if article.title] or [_first_sentence(article.text) for article in articles]
    return evenly(list(dict.fromkeys(texts)), n)


def _first_sentence(text: str) -> str:
    opening = text.strip()[:_LONGEST_OPENING]
    first = split_sentences(opening)[0]
    return opening[first.start : first.end]


def evenly(items: Sequence[_Item], n: int) -> list[_Item]:
    """``n`` of the items at even distances, in order; all of them, if there are no more."""
    n = min(n, len(items))
    return [items[i * len(items) // n] for i in range(n)]
