"""What the index holds and gives back: articles, passages, statements, speakers, hits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from .errors import ArticleError

MAX_TEXT = 5_000_000  # characters; the longest news features have some 100,000
_MAX_ID = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LABEL_WIDTH = 72
_NEAR = {"late": 0.45, "dense": 0.46}  # from which on a sentence is more likely than not about what was asked


class Span(NamedTuple):
    """A slice of a text, in characters: ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One news article. Only ``text`` is required, and it is kept to the character.

    ``published`` is a day, as "2022-02-15"; a ``datetime.date`` or an ISO time stamp is taken too and cut to its day.
    Without an ``id`` one is made from what identifies the article: its URL, or else its outlet, day, title and text.
    ``version`` is given by the index: 1 at first, one more each time the text changes.

    Raises:
        ArticleError: a field of the wrong type, an empty text, a text that is no valid Unicode, a day that doesn't exist.
    """

    text: str
    id: str = ""
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    rights: str | None = None
    version: int = 1

    def __post_init__(self) -> None:
        _check_text("text", self.text)
        if not self.text.strip():
            raise ArticleError("the article's text is empty; it needs at least one word")
        if len(self.text) > MAX_TEXT:
            raise ArticleError(f"the article's text has {len(self.text):,} characters; at most {MAX_TEXT:,} are taken as one article")
        for name in ("id", "title", "source", "author", "url", "language", "rights"):
            value = getattr(self, name)
            if value is not None:
                _check_text(name, value)
        object.__setattr__(self, "published", parse_day(self.published))
        object.__setattr__(self, "id", self.id or self._made_id())
        if len(self.id) > _MAX_ID or _CONTROL.search(self.id):
            raise ArticleError(f"the id {self.id[:40]!r} is longer than {_MAX_ID} characters or has control characters in it")

    def _made_id(self) -> str:
        identity = [self.url] if self.url else [self.source, self.published, self.title, self.text]
        return hashlib.sha256("\0".join(part or "" for part in identity).encode()).hexdigest()[:16]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def label(self) -> str:
        """The title, or the opening words of an article that has none."""
        if self.title:
            return self.title
        opening = " ".join(self.text[: 4 * _LABEL_WIDTH].split())
        return opening if len(opening) <= _LABEL_WIDTH else opening[:_LABEL_WIDTH].rsplit(" ", 1)[0] + " …"


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str):
        raise ArticleError(f"the article's {name} is {value!r:.60}, of type {type(value).__name__}; it must be text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"the article's {name} has half of a surrogate pair at character {error.start}, which is no valid Unicode; "
            "write the text anew as UTF-8"
        ) from None


def parse_day(value: object) -> str | None:
    """A day as "YYYY-MM-DD", out of that, an ISO 8601 time stamp, or a ``date``; None stays None, and "" becomes None.

    Raises:
        ArticleError: anything else, and days that don't exist.
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?", value.strip())):
        try:
            return date.fromisoformat(match[1]).isoformat()
        except ValueError:
            pass
    raise ArticleError(f"{value!r:.60} is not a day; write it as YYYY-MM-DD, say 2022-02-15")


@dataclass(frozen=True)
class Passage:
    """A contiguous slice of an article's text: ``article.text[start:end] == text``. ``id`` is never reused."""

    id: int
    article_id: str
    version: int
    start: int
    end: int
    text: str


class Part(NamedTuple):
    """What one way of searching made of a passage: its own ``value`` (a cosine, a BM25 score) and its ``share`` of the hit's score."""

    value: float
    share: float


@dataclass(frozen=True)
class Hit:
    """A passage as retrieval returns it, with the article it stands in.

    ``score`` is between 0 and 1, for ranking within one search; it is the sum of the shares in ``parts``.
    ``sentence`` is the passage's sentence that lies nearest to the question, as a span of the article's text.
    """

    passage: Passage
    article: Article
    score: float
    parts: Mapping[str, Part]
    sentence: Span
    statements: tuple[Statement, ...] = ()
    """What is said in the passage, or partly in it."""

    @property
    def speakers(self) -> list[str]:
        """Who says something in the passage, in order, each once."""
        return list(dict.fromkeys(each.speaker for each in self.statements if each.speaker is not None))


@dataclass(frozen=True)
class Statement:
    """Who said what: slices of the article's text for the one who speaks, the verb, and what was said.

    ``speaker`` is the name of the one who speaks, None where the text doesn't tell. ``content`` has one slice or more, in order.
    ``said_on`` is a day, as "2022-02-15", where the text supports one. ``roles`` are those that the article gives the speaker.
    """

    article: str
    speaker: str | None
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed", "denied"]
    """ "denied" where the text says that it was not said; an index lists no such statement."""
    said_on: str | None = None
    roles: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class Speaker:
    """One to whom statements are attributed, over all articles of an index: a person or a body, with a name or without one.

    ``aliases`` are the other ways in which articles name them. Two people of one name are two speakers.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    statements: int
    voices: tuple[int, ...]
    """Ids of the names with roles in the catalog that are taken for this one."""


@dataclass(frozen=True)
class SentenceHit:
    """A sentence of a hit's passage, as a span of the article's text; ``score`` and ``parts`` as in a Hit."""

    sentence: Span
    hit: Hit
    score: float
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class StatementHit:
    """A statement as retrieval returns it, with the article it stands in; ``score`` and ``parts`` as in a Hit."""

    statement: Statement
    article: Article
    score: float
    parts: Mapping[str, Part]

    @property
    def is_near(self) -> bool:
        """Whether it is about what was asked, rather than merely the nearest of what there is."""
        signal = "late" if "late" in self.parts else "dense"
        return self.parts[signal].value >= _NEAR[signal]
