"""Which articles, passages and statements to look in, as conditions of SQL with everything that was typed bound to question marks."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from .errors import ArticleError, QuestionError
from .model import parse_day

Kind = Literal["direct", "indirect", "mixed"]
DENIED = "denied"
"""The kind of a statement of which its article says that nobody made it."""
SAID = f"statements.kind <> '{DENIED}'"
"""The condition that leaves those out."""
Condition = tuple[str, list[Any]]
"""A condition, and what to bind to its question marks."""


@dataclass(frozen=True)
class Filters:
    """Every field that is set must hold. Undated articles lie in no period.

    ``speaker`` is a name, an alias or a role as it was typed; ``voices`` are the ids of those in the catalog who are meant by it, and are
    what is looked for.
    """

    since: str | None = None
    until: str | None = None
    source: str | None = None
    article: str | None = None
    speaker: str | None = None
    kind: Kind | None = None
    voices: tuple[int, ...] | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    def of_passages(self) -> Filters:
        """Without what only statements have: the days on which something was said, and its kind."""
        return replace(self, since=None, until=None, kind=None)

    def on_articles(self) -> Condition:
        """On the table of articles: those published in the period, as they are now."""
        return self._joined({"articles.published >= ?": self.since, "articles.published <= ?": self.until})

    def on_passages(self) -> Condition:
        """On the tables of articles and passages: those of which a part was said by the speaker."""
        where, bound = self.on_articles()
        if self.voices is None:
            return where, bound
        spoken = (
            "passages.id IN (SELECT spoken.id FROM statements JOIN passages AS spoken ON spoken.article_id = statements.article_id "
            'AND spoken.version = statements.version AND spoken.start < statements."end" AND spoken."end" > statements.start '
            "WHERE voice IN (SELECT value FROM json_each(?)) "
            f"AND {SAID})"
        )
        return f"{where} AND {spoken}", [*bound, json.dumps(self.voices)]

    def on_statements(self) -> Condition:
        """On the tables of articles and statements: what was said in the period, by the day of publication where no other is known."""
        day = "coalesce(said_on, articles.published)"
        where, bound = self._joined({f"{day} >= ?": self.since, f"{day} <= ?": self.until, "statements.kind = ?": self.kind})
        where = f"{where} AND {SAID}"
        if self.voices is None:
            return where, bound
        return f"{where} AND voice IN (SELECT value FROM json_each(?))", [*bound, json.dumps(self.voices)]

    def _joined(self, conditions: dict[str, str | None]) -> Condition:
        conditions = {**conditions, "articles.source = ? COLLATE NOCASE": self.source, "articles.id = ?": self.article}
        held = {condition: value for condition, value in conditions.items() if value is not None}
        return " AND ".join(["articles.current", *held]), list(held.values())


def checked_filters(
    since: object = None,
    until: object = None,
    source: str | None = None,
    article: str | None = None,
    speaker: str | None = None,
    kind: str | None = None,
) -> Filters:
    """Filters out of what somebody typed.

    Raises:
        QuestionError: a day that doesn't exist, a period that ends before it begins, no valid Unicode, an empty name, an unknown kind.
    """
    try:
        first, last = parse_day(since), parse_day(until)
    except ArticleError as error:
        raise QuestionError(f"since and until are days: {error}") from None
    for name, value in (("source", source), ("article", article), ("speaker", speaker)):
        if value is not None and not is_storable(value):
            raise QuestionError(f"the {name} to look in is no valid Unicode: {value!r:.60}; type it anew")
    if first and last and first > last:
        raise QuestionError(f"nothing is since {first} and until {last}: the first day comes after the last")
    if speaker is not None and not speaker.strip():
        raise QuestionError("the speaker is empty; name one, say: Stoltenberg, or leave it out; they are listed by: onrecord speakers")
    if kind is not None and kind not in get_args(Kind):
        raise QuestionError(f"the kind of statement is {kind!r:.60}; it must be one of {', '.join(get_args(Kind))}")
    return Filters(first, last, source, article, speaker, kind)  # pyright: ignore[reportArgumentType]  # looked at just above


def is_storable(text: str) -> bool:
    """Whether SQLite can hold it: lone surrogates, which the command line may hand on, are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
