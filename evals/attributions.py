"""Gold attributions, in which people marked who says what in an article, and statements that were extracted, to be held against them.

    gold:      {"id", "text", "published"?, "attributions": [{"source": [[start, end]...], "cue": [...], "content": [...]}]}
    extracted: {"id", "statements": [{"speaker", "source": {"start", "end"}, "cue": {...}, "content": [{"start", "end"}...], "kind"}]}

Each is one article a line; offsets are characters of its text, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..index.model import Article, Span
from .datasets import (
    DatasetError,
    as_list,
    as_object,
    as_span,
    field,
    list_field,
    located,
    optional_text,
    put_once,
    rows_of,
    shown,
    text_field,
)


@dataclass(frozen=True)
class Attribution:
    """Who (``source``) says (``cue``) what (``content``), each in as many slices as it lies apart in; () where nobody marked one."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class AttributedArticle:
    article: Article
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True)
class Extracted:
    """A statement as an extractor gave it, of which only ``content`` is certain to be there."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    kind: str | None = None


def read_attributions(path: Path) -> list[AttributedArticle]:
    """Raises: DatasetError: the file can't be read, or a line of it isn't an article with its attributions."""
    articles: dict[str, Article] = {}
    attributed: list[AttributedArticle] = []
    for where, row in rows_of(path):
        with located(where):
            known: dict[str, Any] = {
                key: optional_text(row, key) for key in ("title", "published", "source", "author", "url", "language", "rights")
            }
            article = Article(text_field(row, "text"), id=text_field(row, "id"), **known)
            put_once(articles, article)
            attributions = [_attribution(item, n, article.text) for n, item in enumerate(list_field(row, "attributions"), 1)]
            attributed.append(AttributedArticle(article, tuple(attributions)))
    return attributed


def _attribution(value: object, n: int, text: str) -> Attribution:
    with located(f"attribution {n}"):
        row = as_object(value, "it")
        return Attribution(*(_pairs(row, key, len(text)) for key in ("source", "cue", "content")))


def _pairs(row: Mapping[str, object], key: str, length: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for item in list_field(row, key):
        pair = as_list(item, f"{key!r}, a slice of it,")
        if len(pair) != 2:
            raise DatasetError(f"{key!r} has a slice of {len(pair)} numbers; it must have two, [start, end]")
        spans.append(as_span(pair[0], pair[1], repr(key), length))
    return tuple(spans)


def read_extracted(path: Path) -> dict[str, tuple[Extracted, ...]]:
    """By article, the statements in ``onrecord statements --json``.

    Raises:
        DatasetError: the file can't be read, or a line of it isn't an article's statements.
    """
    extracted: dict[str, tuple[Extracted, ...]] = {}
    for where, row in rows_of(path):
        with located(where):
            id = text_field(row, "id")
            if id in extracted:
                raise DatasetError(f"the article {shown(id)} stands there for a second time; give all its statements in one line")
            extracted[id] = tuple(_extracted(item, n) for n, item in enumerate(list_field(row, "statements"), 1))
    return extracted


def _extracted(value: object, n: int) -> Extracted:
    with located(f"statement {n}"):
        row = as_object(value, "it")
        return Extracted(
            content=tuple(_bounds(item, "content") for item in list_field(row, "content")),
            source=None if row.get("source") is None else _bounds(row["source"], "source"),
            cue=None if row.get("cue") is None else _bounds(row["cue"], "cue"),
            speaker=optional_text(row, "speaker"),
            kind=optional_text(row, "kind"),
        )


def _bounds(value: object, key: str) -> Span:
    row = as_object(value, repr(key))
    return as_span(field(row, "start"), field(row, "end"), repr(key))
