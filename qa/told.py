"""A source made ready to be compared with sentences: its text read, and who says which words of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from ..index.cues import CUES
from ..index.model import Article, Span, Statement
from ..index.nations import nation
from ..index.sentences import paragraphs, quotations
from ..index.spelling import name_key
from ..index.statements import extract
from .readings import Reading, root_of
from .sources import Source

_WHOLE = 60_000  # characters of an article that are read for who speaks; of a longer one what lies around the source
_BETWEEN = "\n\n"
_AROUND = 3_000
_APPOSED = re.compile(r",\s((?:for|of|the|an?|its|his|her|their)\s[^,.;:“”\"‘’()]{3,60})(?=[,.;])")  # "said Ann Karsk, for the defence,"


@dataclass(frozen=True)
class Saying:
    """Somebody's words in a source. Slices are of the source's text, those of the content in order.

    ``cue`` is the bare verb, "" where the words stand by themselves.
    """

    names: tuple[str, ...]
    content: tuple[Span, ...]
    cue: str
    cue_at: Span | None
    whom: Span | None
    speaker: str | None

    def holds(self, start: int, end: int) -> bool:
        return any(each.start <= start and end <= each.end for each in self.content)


@dataclass(frozen=True)
class Told:
    """A source, read; or several of one article, as one text in which they follow each other."""

    sources: tuple[Source, ...]

    @property
    def source(self) -> Source:
        """The first of them."""
        return self.sources[0]

    @property
    def article(self) -> Article:
        return self.source.article

    @cached_property
    def text(self) -> str:
        return _BETWEEN.join(source.text for source in self.sources)

    @cached_property
    def starts(self) -> list[int]:
        """Where each of them begins in the text."""
        starts = [0]
        for source in self.sources[:-1]:
            starts.append(starts[-1] + len(source.text) + len(_BETWEEN))
        return starts

    def source_at(self, place: int) -> Source:
        return self.sources[max(i for i, start in enumerate(self.starts) if start <= place)]

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.text, day_of(self.article))

    @cached_property
    def sayings(self) -> list[Saying]:
        """Who says what in it, the innermost first where one reports another."""
        found = [
            saying
            for source, start in zip(self.sources, self.starts, strict=True)
            for saying in _sayings(source.article, source.span, source.evidence.statement, start)
        ]
        return sorted(found, key=lambda each: sum(part.end - part.start for part in each.content))

    @cached_property
    def quoted(self) -> list[Span]:
        """What stands in quotation marks, marks included, or is quoted without any; the marks may open or close outside of it."""
        found: list[Span] = []
        text = self.article.text
        for source, shift in zip(self.sources, self.starts, strict=True):
            start, end = source.span
            whole = [span for part in paragraphs(text) if part.start < end and start < part.end for span in quotations(text, part)]
            if source.evidence.statement and source.evidence.statement.kind == "direct":
                whole += source.evidence.statement.content  # a block behind a colon, speech behind a dash
            found += [Span(max(s - start, 0) + shift, min(e - start, end - start) + shift) for s, e in whole if s < end and start < e]
        return found

    @cached_property
    def beside(self) -> Reading:
        """What stands before the sources, which may say who and what is meant in them."""
        before = "\n\n".join(source.before for source in self.sources)
        return Reading(f"{self.article.title or ''}.\n\n{before}", day_of(self.article))

    @cached_property
    def known(self) -> frozenset[str]:
        """Keys of the words of who speaks, the title, the outlet and the author: known, though they tell nothing."""
        article = self.article
        others = (article.title, article.source, article.author)
        said = (name for saying in self.sayings for name in saying.names)
        given = (name for source in self.sources for name in source.names)
        words = " ".join(filter(None, (*given, *others, *said))).replace("’s", "").replace("'s", "").split()
        return frozenset(name_key(word) for word in words if name_key(word)) | frozenset(root_of(word.lower()) for word in words)

    @cached_property
    def nations(self) -> frozenset[str]:
        words = f"{self.text} {self.beside.text}".replace("’s", "").replace("'s", "").split()
        words = [word.strip(",.;:“”\"'()") for word in words]
        pairs = map(" ".join, zip(words, words[1:], strict=False))
        return frozenset(found for word in (*words, *pairs) if (found := nation(word)))

    @cached_property
    def outlet(self) -> tuple[str, ...]:
        return tuple(name for name in (self.article.source, self.article.author) if name)

    @cached_property
    def days(self) -> frozenset[str]:
        """When it was said, and when it was published."""
        return frozenset(day for source in self.sources for day in (source.day, self.article.published) if day)

    def saying_at(self, start: int, end: int) -> Saying | None:
        """Whose words a slice of the text is; None for the article's own."""
        return next((each for each in self.sayings if each.holds(start, end)), None)


def day_of(article: Article) -> date | None:
    return date.fromisoformat(article.published) if article.published else None


def _sayings(article: Article, span: Span, given: Statement | None, shift: int) -> list[Saying]:
    found = [*([given] if given else []), *(each for each in _statements(article, span) if given is None or each.content != given.content)]
    inside = [(each, _within(each.content, span)) for each in found]
    kept = sorted(((each, content) for each, content in inside if content), key=lambda one: sum(part.end - part.start for part in one[1]))
    base = Span(span.start - shift, span.end)
    return [_saying(article.text, base, statement, _shifted(content, shift)) for statement, content in kept]


def _saying(text: str, span: Span, statement: Statement, content: Sequence[Span]) -> Saying:
    mention = text[slice(*statement.source)] if statement.source else ""
    cue = text[slice(*statement.cue)] if statement.cue else ""
    first = next((CUES[word].lemma for word in cue.lower().split() if word in CUES), cue.lower())
    beside = _APPOSED.match(text, statement.source.end) if statement.source else None
    called = (statement.speaker or "", *statement.roles, mention, beside[1] if beside else "")
    names = tuple(dict.fromkeys(name for name in called if name))
    return Saying(names, tuple(content), first, _moved(statement.cue, span), _moved(statement.source, span), statement.speaker)


def _shifted(spans: Sequence[Span], by: int) -> list[Span]:
    return [Span(s + by, e + by) for s, e in spans]


def _within(spans: Sequence[Span], whole: Span) -> list[Span]:
    return [Span(max(s, whole.start) - whole.start, min(e, whole.end) - whole.start) for s, e in spans if s < whole.end and whole.start < e]


def _moved(span: Span | None, whole: Span) -> Span | None:
    return Span(span.start - whole.start, span.end - whole.start) if span and whole.start <= span.start and span.end <= whole.end else None


@lru_cache(maxsize=256)
def _all_statements(text: str, published: str | None) -> tuple[Statement, ...]:
    return tuple(extract(text, published=published))


def _statements(article: Article, span: Span) -> list[Statement]:
    """The statements that reach into a slice of the article."""
    text, begin = article.text, 0
    if len(text) > _WHOLE:
        begin = max(0, span.start - _AROUND)
        text = text[begin : span.end + _AROUND]
    found = [_later(each, begin) for each in _all_statements(text, article.published)]
    return [each for each in found if any(part.start < span.end and span.start < part.end for part in each.content)]


def _later(statement: Statement, by: int) -> Statement:
    if not by:
        return statement
    from dataclasses import replace

    def moved(span: Span | None) -> Span | None:
        return Span(span.start + by, span.end + by) if span else None

    content = tuple(Span(s + by, e + by) for s, e in statement.content)
    return replace(statement, source=moved(statement.source), cue=moved(statement.cue), content=content)
