"""The truth of an index: one SQLite file that holds articles with their versions, passages, embeddings and full text.

Whatever changes, changes in one transaction, and each article that is added, changed or removed raises the generation by one.
Passage ids are never reused, and a vector never changes under its id: whoever derives something from the catalog
can tell by ids alone what is missing and what is gone.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .database import Database
from .embedded import EmbeddedPassage
from .embedding_table import EmbeddingTable
from .errors import CatalogDamaged, CatalogMismatch
from .filters import Filters
from .lexical import WORD, match_expression, stem
from .model import Article, Passage, Statement
from .schema import PLACES, SCHEMA_VERSION, UPGRADES, schema_statements
from .statement_table import StatementTable

LEXICAL_DEPTH = 300  # passages beyond so many by BM25 count as not matching
_FIELDS = ("id", "version", "text", "title", "published", "source", "author", "url", "language", "rights")
_COLUMNS = ", ".join(f"articles.{field}" for field in _FIELDS)


class State(NamedTuple):
    """A moment of the catalog: how many changes it has seen, and a token that no other catalog, and no other past of this one, has."""

    generation: int
    token: str


class Catalog:
    """The catalog at ``path``, made there with ``built_with`` if it isn't there yet.

    ``built_with`` names what the passages and vectors were made with. Without it nothing is made, and whatever is there is accepted.
    All but ``transaction`` is to be called in a transaction.

    Raises:
        CatalogDamaged: the file is no catalog, or is torn.
        CatalogMismatch: it was built with something else, or by another schema. A transaction raises it too, if that has come to be since.
        CatalogBusy: another process kept it locked for too long.
    """

    def __init__(self, path: Path, built_with: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._expected = dict(built_with or {})
        self._db = Database(path)
        self.statements = StatementTable(self._db)
        self.embeddings = EmbeddingTable(self._db)
        try:
            with self._db.transaction("DEFERRED"):
                empty = not self._tables()
                old = self.built_with().get("schema") in UPGRADES
            if empty and built_with is not None:
                self._make()
            elif old:
                self._upgrade()
            if not empty:
                with self.transaction("DEFERRED"):
                    pass
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Generator[None]:
        """All of what is done inside, or nothing. ``DEFERRED`` gives a reader one unchanging view, and waits for no writer."""
        with self._db.transaction(kind):
            self._check()
            yield

    def _tables(self) -> set[str]:
        return {row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def _make(self) -> None:
        with self._db.transaction():
            if not self._tables():  # another process may have been quicker
                for statement in schema_statements():
                    self._db.execute(statement)
                self._write_meta({"schema": str(SCHEMA_VERSION), **self._expected})
                self._advance()
        with self.transaction("DEFERRED"):
            pass

    def _upgrade(self) -> None:
        """Brings a catalog of an earlier schema to this one, nothing lost."""
        with self._db.transaction():
            while (found := self.built_with().get("schema", "")) in UPGRADES:  # another process may have been quicker
                for statement in schema_statements(UPGRADES[found]):
                    self._db.execute(statement)
                self._write_meta({"schema": str(int(found) + 1)})

    def _check(self) -> None:
        """Raises what the class says if this is not the catalog that was expected."""
        found = self.built_with()
        if not found:
            raise CatalogDamaged(
                f"{self.path} is an SQLite file, but not a catalog of onrecord; name another index, or move that file away"
            )
        if found.get("schema") != str(SCHEMA_VERSION):
            raise CatalogMismatch(
                f"{self.path} has the schema version {found.get('schema')}, and this is onrecord with version {SCHEMA_VERSION}; "
                "use the onrecord that made it, or add the articles to a new index"
            )
        wrong = [f"{key} {found.get(key)!r}, not {value!r}" for key, value in self._expected.items() if found.get(key) != value]
        if wrong:
            raise CatalogMismatch(
                f"{self.path} was built with {'; '.join(wrong)}; open it with the settings it was built with, "
                f"or make its passages and vectors anew: onrecord doctor --rebuild --index {self.path.parent}"
            )

    # What it was built with, and when it is

    def built_with(self) -> dict[str, str]:
        """Empty if nothing is there yet."""
        return dict(self._db.execute("SELECT key, value FROM meta")) if "meta" in self._tables() else {}

    def _write_meta(self, values: Mapping[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values.items())

    @property
    def state(self) -> State:
        return State(*self._db.execute("SELECT generation, token FROM history ORDER BY generation DESC LIMIT 1").fetchone())

    @property
    def generation(self) -> int:
        return self.state.generation

    def has_been(self, state: State) -> bool:
        """Whether this catalog was once in that state: then every vector of that time is still right under its id, or gone."""
        return self._db.execute("SELECT 1 FROM history WHERE generation = ? AND token = ?", state).fetchone() is not None

    def _advance(self) -> None:
        query = "INSERT INTO history (generation, token) SELECT coalesce(max(generation) + 1, 0), ? FROM history"
        self._db.execute(query, (secrets.token_hex(8),))

    # Articles

    def article(self, id: str, version: int | None = None) -> Article | None:
        """The article in that version, or as it is now."""
        which, bound = ("version = ?", (id, version)) if version is not None else ("current", (id,))
        row = self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE id = ? AND {which}", bound).fetchone()
        return _article(row) if row else None

    def articles(self, filters: Filters) -> Iterator[Article]:
        """The articles as they are now, newest first, then by id."""
        where, bound = filters.on_articles()
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE {where} ORDER BY published DESC, id", bound):
            yield _article(row)

    def extent(self) -> tuple[int, str | None]:
        """How many articles there are now, and the last day of publication."""
        count, newest = self._db.execute("SELECT count(*), max(published) FROM articles WHERE current").fetchone()
        return count, newest

    def sources(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT DISTINCT source FROM articles WHERE current AND source > '' ORDER BY source")]

    def id_of_origin(self, origin: str) -> str | None:
        """The article that was read from this file, if it was one of its own."""
        row = self._db.execute("SELECT id FROM articles WHERE origin = ? AND current ORDER BY id", (origin,)).fetchone()
        return row[0] if row else None

    def origin(self, id: str) -> str | None:
        """The file that the article was read from, if it was one of its own."""
        row = self._db.execute("SELECT origin FROM articles WHERE id = ? AND current", (id,)).fetchone()
        return row[0] if row else None

    def set_origin(self, id: str, origin: str | None) -> None:
        """The article lies in another file now; nothing that is found in it changes."""
        self._db.execute("UPDATE articles SET origin = ? WHERE id = ? AND current", (origin, id))

    def put(
        self,
        article: Article,
        origin: str | None,
        passages: Sequence[EmbeddedPassage],
        statements: Sequence[Statement] = (),
        extractor: str = "",
    ) -> Article:
        """Adds the article, or replaces it: its text becomes a new version if it is another; else only what is known of it changes.

        ``passages`` are needed for a new text only; ``statements`` always, and ``extractor`` is what found them. Returns the article with
        its version.
        """
        present = self.article(article.id)
        if present is not None and present.text == article.text:
            settings = ", ".join(f"{field} = ?" for field in _FIELDS[3:])
            values = [getattr(article, field) for field in _FIELDS[3:]]
            self._db.execute(f"UPDATE articles SET {settings}, origin = ? WHERE id = ? AND current", (*values, origin, article.id))
            article = replace(article, version=present.version)
        else:
            article = replace(article, version=self._last_version(article.id) + 1)
            self._db.execute("DELETE FROM passages WHERE article_id = ?", (article.id,))
            self._db.execute("UPDATE articles SET current = 0 WHERE id = ?", (article.id,))
            values = [
                *(getattr(article, field) for field in _FIELDS),
                article.sha256,
                origin,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ]
            self._db.execute(
                f"INSERT INTO articles (current, {', '.join(_FIELDS)}, sha256, origin, added) VALUES (1{', ?' * len(values)})", values
            )
            self.put_passages(article, passages)
        self.statements.put(article, statements, extractor)
        self._advance()
        return article

    def put_statements(self, article: Article, statements: Sequence[Statement], extractor: str) -> None:
        """These are the statements of an article that is there, and no others."""
        self.statements.put(article, statements, extractor)
        self._advance()

    def put_passages(self, article: Article, passages: Sequence[EmbeddedPassage]) -> None:
        """Adds passages to an article that has none."""
        if not passages:
            raise ValueError(f"the article {article.id!r} came without passages")
        for passage in passages:
            self._put_passage(article, passage)

    def _put_passage(self, article: Article, passage: EmbeddedPassage) -> None:
        whole = passage.whole
        inserted = self._db.execute(
            'INSERT INTO passages (article_id, version, start, "end", text) VALUES (?, ?, ?, ?, ?)',
            (article.id, article.version, whole.start, whole.end, article.text[whole.start : whole.end]),
        )
        id = inserted.lastrowid
        assert id is not None
        self._db.executemany(
            'INSERT INTO embeddings (id, passage_id, start, "end", vector, pieces) VALUES (?, ?, ?, ?, ?, ?)',
            [
                (id * PLACES + place, id, slice.start, slice.end, slice.vector.astype("<f2").tobytes(), slice.pieces)
                for place, slice in enumerate((whole, *passage.sentences))
            ],
        )

    def _last_version(self, id: str) -> int:
        """The highest version that ever bore this id, 0 if none did: a removed article's versions don't come back with another text."""
        query = "SELECT max(version) FROM (SELECT version FROM articles WHERE id = ? UNION ALL SELECT version FROM removed WHERE id = ?)"
        return self._db.execute(query, (id, id)).fetchone()[0] or 0

    def remove(self, id: str) -> None:
        """Removes the article in all its versions."""
        self._db.execute("INSERT OR REPLACE INTO removed (id, version) VALUES (?, ?)", (id, self._last_version(id)))
        self._db.execute("DELETE FROM articles WHERE id = ?", (id,))
        self._advance()

    def forget_build(self, built_with: Mapping[str, str]) -> None:
        """Drops all passages and vectors, to be made anew with other settings."""
        self._db.execute("DELETE FROM passages")
        self._write_meta(built_with)
        self._advance()

    # Passages

    def count(self, table: str) -> int:
        """Rows of "articles" (as they are now), "passages", "statements" or "embeddings"."""
        query = {
            "articles": "SELECT count(*) FROM articles WHERE current",
            "passages": "SELECT count(*) FROM passages",
            "statements": "SELECT count(*) FROM statements",
            "embeddings": "SELECT count(*) FROM embeddings",
        }[table]
        return int(self._db.execute(query).fetchone()[0])

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, Article]]:
        """Each passage with its article, by passage id."""
        columns = 'passages.id, passages.article_id, passages.version, passages.start, passages."end", passages.text'
        rows = self._db.execute(
            f"SELECT {columns}, {_COLUMNS} FROM passages JOIN articles ON articles.id = article_id AND articles.version = passages.version "
            "WHERE passages.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {row[0]: (Passage(*row[:6]), _article(row[6:])) for row in rows}

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of the article as it is now, in order."""
        rows = self._db.execute(
            'SELECT passages.id, article_id, passages.version, start, "end", passages.text FROM passages '
            "JOIN articles ON articles.id = article_id AND articles.version = passages.version AND current "
            "WHERE article_id = ? ORDER BY passages.id",
            (article_id,),
        )
        return [Passage(*row) for row in rows]

    def passage_ids(self, filters: Filters) -> npt.NDArray[np.int64]:
        """(n,) the ids of all passages that the filters let through, ascending."""
        where, bound = filters.on_passages()
        rows = self._db.execute(
            "SELECT passages.id FROM passages JOIN articles ON articles.id = article_id AND articles.version = passages.version "
            f"WHERE {where} ORDER BY passages.id",
            bound,
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    # Words

    def lexical(self, words: Sequence[str], filters: Filters) -> dict[int, float]:
        """BM25 of the passages that hold any of the words, the best LEXICAL_DEPTH of them, by passage id.

        SQLite's bm25() is Okapi BM25 with k1 = 1.2 and b = 0.75 (https://sqlite.org/fts5.html#the_bm25_function), its sign turned.
        """
        if not words:
            return {}
        query, bound = "SELECT rowid, -rank FROM fulltext WHERE fulltext MATCH ?", [match_expression(words)]
        if filters:
            where, values = filters.on_passages()
            query += (
                " AND rowid IN (SELECT passages.id FROM passages JOIN articles ON articles.id = article_id"
                f" AND articles.version = passages.version WHERE {where})"
            )
            bound += values
        return dict(self._db.execute(f"{query} ORDER BY rank, rowid LIMIT {LEXICAL_DEPTH}", bound))

    def articles_with(self, phrases: Sequence[str], filters: Filters, most: int) -> list[Article]:
        """The articles with a passage in which any of the phrases stands, word by word, the best by BM25 first."""
        query = " OR ".join('"' + phrase.replace('"', " ") + '"' for phrase in phrases if any(map(str.isalnum, phrase)))
        if not query:
            return []
        where, bound = filters.on_articles()
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM fulltext JOIN passages ON passages.id = fulltext.rowid "
            "JOIN articles ON articles.id = article_id AND articles.version = passages.version "
            f"WHERE fulltext MATCH ? AND {where} ORDER BY rank, fulltext.rowid LIMIT ?",
            (query, *bound, most),
        )
        return list(dict.fromkeys(map(_article, rows)))

    def is_written(self, phrases: Sequence[str]) -> bool:
        """Whether one of these phrases stands in some passage, whatever its marks and capitals."""
        query = "SELECT 1 FROM fulltext WHERE fulltext MATCH ? LIMIT 1"
        return bool(phrases) and self._db.execute(query, (match_expression(phrases),)).fetchone() is not None

    def document_frequency(self, word: str) -> int:
        """In how many passages the word stands, in any of its inflections."""
        query = "SELECT count(*) FROM fulltext WHERE fulltext MATCH ?"
        return int(self._db.execute(query, (match_expression([word]),)).fetchone()[0])

    def terms(self, opening: str) -> list[tuple[str, int]]:
        """The stems in the full text that begin so, each with the number of its passages."""
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, fulltext, row)")
        query = "SELECT term, doc FROM temp.terms WHERE term >= ? AND term < ?"
        return self._db.execute(query, (opening, opening[:-1] + chr(ord(opening[-1]) + 1))).fetchall()

    def spelled_out(self, term: str) -> str | None:
        """A word of that stem, as some passage has it."""
        row = self._db.execute("SELECT text FROM fulltext WHERE fulltext MATCH ? LIMIT 1", (match_expression([term]),)).fetchone()
        return next((word.lower() for word in WORD.findall(row[0]) if stem(word) == term), None) if row else None

    def execute(self, query: str) -> sqlite3.Cursor:
        """For the doctor, who looks at everything."""
        return self._db.execute(query)


def _article(row: Sequence[object]) -> Article:
    return Article(**dict(zip(_FIELDS, row, strict=True)))  # pyright: ignore[reportArgumentType]  # the columns have the fields' types
