"""Sources: the evidence of an answer, numbered, as a language model is given it and as what it writes is checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..index.model import Article, Span
from ..index.sentences import paragraphs, split_sentences
from .evidence import Evidence

_BEFORE = 400  # characters


@dataclass(frozen=True)
class Source:
    """Evidence number ``n``, with the whole sentences that its slice stands in."""

    n: int
    evidence: Evidence
    span: Span
    """Of these sentences in the article's text; the slice lies in it."""

    @property
    def article(self) -> Article:
        return self.evidence.article

    @property
    def text(self) -> str:
        """What a sentence that cites this is checked against."""
        return self.article.text[slice(*self.span)]

    @property
    def before(self) -> str:
        """What stands before it in the article, which may say who "he" is and what "the plan" is."""
        return self.article.text[max(0, self.span.start - _BEFORE) : self.span.start]

    @property
    def speaker(self) -> str | None:
        return self.evidence.statement.speaker if self.evidence.statement else None

    @property
    def names(self) -> tuple[str, ...]:
        """What the one who speaks is called: by name, by role, and as the article has it here ("he")."""
        statement = self.evidence.statement
        if statement is None:
            return ()
        mention = self.article.text[slice(*statement.source)] if statement.source else None
        return tuple(dict.fromkeys(name for name in (statement.speaker, *statement.roles, mention) if name))

    @property
    def day(self) -> str | None:
        """When it was said, or else published, as 2022-02-15."""
        return self.evidence.day or None


def sources_of(evidence: Iterable[Evidence]) -> list[Source]:
    """Numbered from 1, in this order."""
    return [Source(n, each, _whole(each.article.text, each.span)) for n, each in enumerate(evidence, 1)]


def _whole(text: str, span: Span) -> Span:
    """The span, grown to the beginning of its first sentence and to the end of its last."""
    sentences = [each for paragraph in paragraphs(text) for each in split_sentences(text, paragraph)]
    touched = [each for each in sentences if each.start < span.end and span.start < each.end]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end)) if touched else span
