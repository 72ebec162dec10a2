"""Sources for tests of the checker: short invented articles, each of them whole as one piece of evidence."""

from __future__ import annotations

from onrecord.index.model import Article, Span
from onrecord.index.statements import extract
from onrecord.qa.claim import Claim, claim_of
from onrecord.qa.evidence import Evidence, said_in
from onrecord.qa.particulars import Stretch
from onrecord.qa.sources import Source, sources_of
from onrecord.qa.told import Told, day_of

DAY = "2031-05-07"  # a Wednesday


def sources(*texts: str, published: str | None = DAY, title: str | None = None) -> list[Source]:
    """One of each text, numbered from 1."""
    return sources_of(evidence(text, Span(0, len(text)), published, title) for text in texts)


def evidence(text: str, span: Span, published: str | None = DAY, title: str | None = None) -> Evidence:
    """A slice of an article, with who says it."""
    article = Article(text, id=" ".join(text.split())[:40], published=published, title=title, source="Alden Post")
    return Evidence(article, span, said_in(span, extract(text, article.id, published)))


def told(*texts: str) -> Told:
    """A source read; of several texts, one article in whose paragraphs they stand."""
    if len(texts) == 1:
        return Told((sources(texts[0])[0],))
    whole = "\n\n".join(texts)
    starts = [whole.index(text) for text in texts]
    return Told(tuple(sources_of(evidence(whole, Span(at, at + len(text))) for at, text in zip(starts, texts, strict=True))))


def stretch(sentence: str, source: Told) -> Stretch:
    """A whole sentence as it is compared with a source."""
    claim: Claim = claim_of(sentence)
    return Stretch(claim.reading(day_of(source.article)), claim.span, tuple(each.span for each in claim.quotations))
