"""Ids for articles that are a file each: the file's name, with as much of its path as tells it from other articles' files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .catalog import Catalog
from .model import Article
from .readers import Read


class Names:
    """Gives out ids, none to two of the files met so far."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}  # id -> origin, of the files met so far

    def named(self, read: Read, catalog: Catalog) -> Article:
        """The article that was read, under its own id. Call it in a transaction of the catalog's."""
        if read.path is None or read.origin is None or read.article.id != Path(read.path).stem:
            return read.article  # no file of its own, or an id that the file itself states
        path = Path(read.path).absolute()
        names = [path.stem, path.name, *("/".join(path.parts[-n:]) for n in range(2, len(path.parts) + 1))]
        free = (name for name in names if self._is_free(name, read.article.text, read.origin, catalog))
        id = catalog.id_of_origin(read.origin) or next(free)
        self._taken[id] = read.origin
        return replace(read.article, id=id)

    def _is_free(self, name: str, text: str, origin: str, catalog: Catalog) -> bool:
        """Free for this file: nobody's yet; or that of the same text, whose file has gone, and lies in another place now."""
        if name in self._taken:
            return self._taken[name] == origin
        present = catalog.article(name)
        before = catalog.origin(name)
        return present is None or (present.text == text and (before is None or not Path(before).exists()))
