"""Hits, statements and articles as the documented JSON, the same in a terminal, over HTTP and for a model's tools."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..index.model import Article, Hit, Span, Statement


def hit_json(hit: Hit) -> dict[str, Any]:
    passage, article = hit.passage, hit.article
    return {
        "article": article.id,
        "version": passage.version,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "passage": passage.id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "sentence": {"start": hit.sentence.start, "end": hit.sentence.end},
        "speakers": hit.speakers,
        "score": hit.score,
        "parts": {name: {"value": part.value, "share": part.share} for name, part in hit.parts.items()},
    }


def statement_json(text: str, statement: Statement) -> dict[str, Any]:
    """With the words of its slices, out of the article's text."""

    def sliced(span: Span | None) -> dict[str, Any] | None:
        return None if span is None else {"start": span.start, "end": span.end, "text": text[span.start : span.end]}

    return {
        "article": statement.article,
        "speaker": statement.speaker,
        "source": sliced(statement.source),
        "cue": sliced(statement.cue),
        "content": [sliced(span) for span in statement.content],
        "kind": statement.kind,
        "said_on": statement.said_on,
    }


def article_json(article: Article) -> dict[str, Any]:
    return {**asdict(article), "sha256": article.sha256, "characters": len(article.text)}
