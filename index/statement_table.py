"""The statements in the catalog, and the voices that made them.

A voice is a name with the roles that one article gives it. Who is who over all articles is not stored but worked out from the
voices (see registry.py), so that a new article can tell two people apart who looked like one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from .database import Database
from .filters import SAID, Filters
from .model import Article, Span, Statement
from .schema import PLACES

_COLUMNS = (
    "statements.id, voice, statements.article_id, statements.version, source_start, source_end, cue_start, cue_end, content, "
    "statements.kind, said_on, name, roles"
)
_JOINS = (
    "statements JOIN articles ON articles.id = statements.article_id AND articles.version = statements.version "
    "LEFT JOIN voices ON voices.id = voice"
)


class Voice(NamedTuple):
    """A name as an article has it, with the roles it gives; ``statements`` in how many it speaks."""

    id: int
    name: str
    roles: tuple[str, ...]
    statements: int


class Row(NamedTuple):
    """A statement with its id and that of its voice; its speaker is named as in its article."""

    id: int
    voice: int | None
    statement: Statement


class StatementTable:
    """The statements of the articles as they are now. All is to be called in a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, article: Article, statements: Sequence[Statement], extractor: str) -> None:
        """These are the article's statements, and no others; ``extractor`` names what found them."""
        self._db.execute("DELETE FROM statements WHERE article_id = ?", (article.id,))
        voices: dict[tuple[str, str], int] = {}
        for statement in statements:
            if statement.speaker is not None:
                voice = (statement.speaker, json.dumps(statement.roles, ensure_ascii=False))
                voices.setdefault(voice, self._voice(*voice))
        self._db.executemany(
            "INSERT INTO statements (article_id, version, voice, source_start, source_end, cue_start, cue_end, content, "
            'start, "end", kind, said_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            [
                (
                    article.id,
                    article.version,
                    None if each.speaker is None else voices[each.speaker, json.dumps(each.roles, ensure_ascii=False)],
                    *(each.source or (None, None)),
                    *(each.cue or (None, None)),
                    json.dumps(each.content),
                    each.content[0].start,
                    each.content[-1].end,
                    each.kind,
                    each.said_on,
                )
                for each in statements
            ],
        )
        self._db.execute(
            "INSERT OR REPLACE INTO extractions (article_id, version, extractor) VALUES (?, ?, ?)", (article.id, article.version, extractor)
        )

    def _voice(self, name: str, roles: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO voices (name, roles) VALUES (?, ?)", (name, roles))
        return int(self._db.execute("SELECT id FROM voices WHERE name = ? AND roles = ?", (name, roles)).fetchone()[0])

    def outdated(self, extractor: str) -> list[str]:
        """Ids of the articles whose statements another extractor found, or none yet."""
        rows = self._db.execute(
            "SELECT id FROM articles LEFT JOIN extractions ON article_id = id AND extractions.version = articles.version "
            "WHERE current AND extractor IS NOT ? ORDER BY id",
            (extractor,),
        )
        return [row[0] for row in rows]

    def voices(self, known: Mapping[int, int] = MappingProxyType({})) -> tuple[list[Voice], list[int]]:
        """Those who say anything in the articles as they are now, except those ``known`` with as many statements; and the ids of those
        known who say nothing any more."""
        counts = dict(self._db.execute(f"SELECT voice, count(*) FROM statements WHERE voice IS NOT NULL AND {SAID} GROUP BY voice"))
        other = {id for id, _ in counts.items() ^ known.items()}
        rows = self._db.execute(
            "SELECT id, name, roles FROM voices WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(list(other)),)
        )
        found = [Voice(id, name, tuple(json.loads(roles)), counts[id]) for id, name, roles in rows if id in counts]
        return found, [id for id in other if id not in counts]

    def find(self, filters: Filters, most: int = -1) -> list[Row]:
        """Newest article first, then in the order of its text; at most so many, if ``most`` is not negative."""
        where, bound = filters.on_statements()
        query = f"SELECT {_COLUMNS} FROM {_JOINS} WHERE {where} ORDER BY articles.published DESC, articles.id, statements.id LIMIT ?"
        return list(map(_row, self._db.execute(query, (*bound, most))))

    def count(self, filters: Filters) -> int:
        where, bound = filters.on_statements()
        return int(self._db.execute(f"SELECT count(*) FROM {_JOINS} WHERE {where}", bound).fetchone()[0])

    def in_passages(self, passage_ids: Sequence[int], filters: Filters) -> list[tuple[int, Row]]:
        """The statements of which a slice stands in one of these passages, each with the passage's id, in the order of the text."""
        where, bound = filters.on_statements()
        rows = self._db.execute(
            f'SELECT passages.id, passages.start, passages."end", {_COLUMNS} FROM {_JOINS} '
            "JOIN passages ON passages.article_id = statements.article_id AND passages.version = statements.version "
            'AND passages.start < statements."end" AND passages."end" > statements.start '
            f"WHERE passages.id IN (SELECT value FROM json_each(?)) AND {where} ORDER BY statements.id, passages.id",
            (json.dumps(list(passage_ids)), *bound),
        )
        found: list[tuple[int, Row]] = []
        for id, start, end, *columns in rows:
            row = _row(columns)
            if any(span.start < end and span.end > start for span in row.statement.content):
                found.append((id, row))
        return found

    def sentences(self, statement_ids: Sequence[int]) -> dict[int, list[int]]:
        """For each statement the ids of the vectors of the sentences that its content stands in, in order."""
        rows = self._db.execute(
            'SELECT statements.id, content, embeddings.id, embeddings.start, embeddings."end" FROM statements '
            "JOIN passages ON passages.article_id = statements.article_id AND passages.version = statements.version "
            'AND passages.start < statements."end" AND passages."end" > statements.start '
            'JOIN embeddings ON passage_id = passages.id AND embeddings.start < statements."end" AND embeddings."end" > statements.start '
            "WHERE statements.id IN (SELECT value FROM json_each(?)) AND (embeddings.id <> passage_id * ? OR NOT EXISTS "
            "(SELECT 1 FROM embeddings AS other WHERE other.passage_id = passages.id AND other.id <> passage_id * ?)) "
            "ORDER BY statements.id, embeddings.id",
            (json.dumps(list(statement_ids)), PLACES, PLACES),
        )
        found: dict[int, list[int]] = {}
        for id, content, vector, start, end in rows:
            if any(first < end and last > start for first, last in json.loads(content)):
                found.setdefault(id, []).append(vector)
        return found

    def problems(self) -> Iterator[str]:
        """Statements that are not slices of their article as it is now, for the doctor."""
        rows = self._db.execute(
            "SELECT statements.id, content, coalesce(source_start, 0), coalesce(source_end, 1), "
            "coalesce(cue_start, 0), coalesce(cue_end, 1), length(text), current FROM statements "
            "JOIN articles ON articles.id = article_id AND articles.version = statements.version ORDER BY statements.id"
        )
        for id, content, source_start, source_end, cue_start, cue_end, length, current in rows:
            spans = [*map(tuple, json.loads(content)), (source_start, source_end), (cue_start, cue_end)]
            if not current or len(spans) < 3 or not all(0 <= start < end <= length for start, end in spans):
                yield str(id)


def _row(columns: Sequence[Any]) -> Row:
    id, voice, article, version, source_start, source_end, cue_start, cue_end, content, kind, said_on, name, roles = columns
    return Row(
        id,
        voice,
        Statement(
            article=article,
            speaker=name,
            source=None if source_start is None else Span(source_start, source_end),
            cue=None if cue_start is None else Span(cue_start, cue_end),
            content=tuple(Span(*span) for span in json.loads(content)),
            kind=kind,
            said_on=said_on,
            roles=tuple(json.loads(roles)) if roles else (),
            version=version,
        ),
    )
