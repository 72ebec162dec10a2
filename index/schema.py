"""The tables of the catalog."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

SCHEMA_VERSION = 3
# A vector's id is its passage's id and its place in it: 0 is the whole passage, 1, 2, ... are its sentences.
PLACES = 1 << 16

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE history (generation INTEGER PRIMARY KEY, token TEXT NOT NULL);
CREATE TABLE articles (
    id TEXT NOT NULL, version INTEGER NOT NULL, current INTEGER NOT NULL,
    text TEXT NOT NULL, title TEXT, published TEXT, source TEXT, author TEXT, url TEXT, language TEXT, rights TEXT,
    sha256 TEXT NOT NULL, origin TEXT, added TEXT NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE UNIQUE INDEX current_article ON articles (id) WHERE current;
CREATE INDEX article_origin ON articles (origin) WHERE current;
CREATE TABLE removed (id TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL, version INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    FOREIGN KEY (article_id, version) REFERENCES articles (id, version) ON DELETE CASCADE
);
CREATE INDEX passages_of_article ON passages (article_id, version);
CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL, pieces BLOB
);
CREATE INDEX embeddings_of_passage ON embeddings (passage_id);
"""

# A soft hyphen only says where a word may be broken: in the full text "time\u00adtables" is one word.
_FULLTEXT = """
CREATE VIEW searched AS SELECT id, replace(text, char(173), '') AS text FROM passages;
CREATE VIRTUAL TABLE fulltext USING fts5 (
    text, content = 'searched', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
    INSERT INTO fulltext (rowid, text) VALUES (new.id, replace(new.text, char(173), ''));
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN
    INSERT INTO fulltext (fulltext, rowid, text) VALUES ('delete', old.id, replace(old.text, char(173), ''));
END;
"""
_NO_FULLTEXT = """
DROP TRIGGER passage_added;
DROP TRIGGER passage_removed;
DROP TABLE fulltext;
DROP VIEW IF EXISTS searched;
"""
_FILL_FULLTEXT = """
INSERT INTO fulltext (fulltext) VALUES ('rebuild');
"""
_STATEMENTS = """
CREATE TABLE voices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, roles TEXT NOT NULL,
    UNIQUE (name, roles)
);
CREATE TABLE statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL, version INTEGER NOT NULL,
    voice INTEGER REFERENCES voices (id),
    source_start INTEGER, source_end INTEGER, cue_start INTEGER, cue_end INTEGER,
    content TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    kind TEXT NOT NULL, said_on TEXT,
    FOREIGN KEY (article_id, version) REFERENCES articles (id, version) ON DELETE CASCADE
);
CREATE INDEX statements_of_article ON statements (article_id, version);
CREATE INDEX statements_of_voice ON statements (voice);
CREATE TABLE extractions (
    article_id TEXT NOT NULL, version INTEGER NOT NULL, extractor TEXT NOT NULL,
    PRIMARY KEY (article_id, version),
    FOREIGN KEY (article_id, version) REFERENCES articles (id, version) ON DELETE CASCADE
) WITHOUT ROWID;
"""
# What brings a catalog of each earlier version to the next one. Their articles' statements are found at the next opening.
UPGRADES = {"1": _STATEMENTS, "2": _NO_FULLTEXT + _FULLTEXT + _FILL_FULLTEXT}


def schema_statements(schema: str = _SCHEMA + _FULLTEXT + _STATEMENTS) -> Iterator[str]:
    """What makes the tables, one statement at a time: sqlite3's executescript would end the transaction."""
    statement = ""
    for line in schema.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
