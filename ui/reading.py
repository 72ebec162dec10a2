"""The article beside the chat: the whole of it, with the slices that an answer cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..evals.markup import Html, tag
from ..index.errors import ArticleError
from ..index.index import Index
from ..index.model import Article, Span
from ..index.sentences import paragraphs
from ..qa.page import spelled
from .message import outside

GONE = "This version of the article is no longer in the index."


@dataclass(frozen=True)
class Cited:
    """A slice of an article, and its number in the answer; 0 for one that is of no answer."""

    n: int
    span: Span


def reading(index: Index, id: str, version: int, cited: Sequence[Cited], active: int) -> Html:
    """That version of the article; the slice numbered ``active`` stands out, the others are marked lightly."""
    try:
        article = index.article(id, version)
    except ArticleError:
        return tag("article", tag("p", GONE, class_="gone"), class_="reading")
    return show(article, [one for one in cited if one.span.end <= len(article.text)], active)


def show(article: Article, cited: Sequence[Cited], active: int) -> Html:
    about = [article.source, article.author, spelled(article.published) if article.published else None]
    head = tag(
        "header",
        tag("h2", article.title or article.label),
        tag("p", " · ".join(fact for fact in about if fact), outside(article.url, " · the page itself"), class_="byline"),
        *([tag("p", f"Version {article.version} of this article", class_="version")] if article.version > 1 else []),
    )
    body = [tag("p", *_marked(article.text, paragraph, cited, active)) for paragraph in paragraphs(article.text)]
    return tag("article", head, *body, class_="reading", lang=article.language)


def _marked(text: str, paragraph: Span, cited: Sequence[Cited], active: int) -> list[str]:
    """A paragraph's text, cut where a slice begins or ends; where several lie upon each other the active one shows, or else the first."""
    edges = sorted(
        {paragraph.start, paragraph.end, *(edge for one in cited for edge in one.span if paragraph.start < edge < paragraph.end)}
    )
    found: list[str] = []
    numbered = {one.n for one in cited if one.span.start < paragraph.start}
    for start, end in zip(edges, edges[1:], strict=False):
        over = sorted((one for one in cited if one.span.start <= start and end <= one.span.end), key=lambda one: (one.n != active, one.n))
        if not over:
            found.append(text[start:end])
            continue
        first = over[0]
        number = [tag("sup", str(first.n))] if first.n and first.n not in numbered else []
        numbered.add(first.n)
        found.append(tag("mark", *number, text[start:end], class_="active" if first.n == active else None))
    return found
