"""SQLite as the catalog uses it: opening, transactions, and its errors as ours."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import CatalogBusy, CatalogDamaged, CatalogError

BUSY_SECONDS = 10.0


class Database:
    """One connection to the file at ``path``, made if it isn't there. Other processes may read and write meanwhile.

    Not for two threads at once; whoever shares it holds a lock around it.

    Raises:
        CatalogBusy: another process kept the file locked for too long.
        CatalogDamaged: the file is no SQLite file, or is torn, or can't be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._errors():
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._write_ahead()
            for pragma in ("foreign_keys = ON", "synchronous = NORMAL"):
                self.execute(f"PRAGMA {pragma}")
        except BaseException:
            self.close()
            raise

    def _write_ahead(self) -> None:
        """Readers and a writer don't wait for each other then. SQLite switches to it without waiting its turn, so this does the waiting."""
        patience = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self.execute("PRAGMA journal_mode = WAL")
                return
            except CatalogBusy:
                if time.monotonic() > patience:
                    raise
                time.sleep(0.01)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors(self) -> Generator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            if "closed" in str(error):
                raise CatalogError(f"the index at {self.path.parent} has been closed; open it again") from error
            raise
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise CatalogBusy(
                    f"{self.path} has been locked by another process for {BUSY_SECONDS:.0f} s; try again when it is done"
                ) from error
            raise CatalogDamaged(f"{self.path} can't be used: SQLite says {str(error)!r}") from error
        except sqlite3.DatabaseError as error:
            raise CatalogDamaged(
                f"{self.path} is no catalog, or is damaged: SQLite says {str(error)!r}; "
                "restore it from a copy, or delete its folder and add the articles again"
            ) from error

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Generator[None]:
        """All of what is done inside, or nothing. ``DEFERRED`` gives a reader one unchanging view, and waits for no writer."""
        with self._errors():
            self._connection.execute(f"BEGIN {kind}")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it by itself after some errors, a full disk among them
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def execute(self, query: str, bound: Sequence[Any] = ()) -> sqlite3.Cursor:
        with self._errors():
            return self._connection.execute(query, bound)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._errors():
            self._connection.executemany(query, rows)
