"""Files -> articles: finds the files in what is given, and reads each by its kind; standard input and Article objects too.

What can't be read comes back as a Failure with its reason, beside what can.
"""

from __future__ import annotations

import codecs
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, NamedTuple

from .decoding import check_mark
from .errors import ArticleError
from .formats import (
    MAX_FILE_BYTES,
    TOO_LONG,
    BadLine,
    Item,
    Record,
    jsonl_records,
    lines_of,
    read_csv,
    read_jsonl,
    read_md,
    read_txt,
)
from .model import Article

_ONE = {".txt": read_txt, ".md": read_md, ".markdown": read_md}  # the file is one article
_MANY = {".jsonl": read_jsonl, ".ndjson": read_jsonl, ".csv": read_csv}
_STDIN = "standard input"


@dataclass(frozen=True)
class Read:
    """An article, as it was read.

    ``path`` and ``origin`` are the file's path, as it was found and with its links resolved, when the whole file is this one article
    (.txt, .md), else None. ``bytes`` is how much of the input it took, for a progress bar.
    """

    article: Article
    origin: str | None
    bytes: int
    path: str | None = None


@dataclass(frozen=True)
class Failure:
    """What could not be read: ``where`` is the path as it was given, or found under the folder given; ``line`` counts from 1."""

    where: str
    line: int | None
    reason: str
    bytes: int = 0

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" if self.line is None else f"{self.where}, line {self.line}: {self.reason}"


class Sources:
    """The articles of files, folders, Article objects, and standard input (the string "-").

    Folders are walked with all that is under them, sorted by name, links followed. Names with a leading dot are passed over there;
    every other file is read or is a Failure. The same file, given or found twice, is read once. The files are found when this is made,
    and read one by one as it is iterated. ``total_bytes`` is the size of them all, standard input not counted. What lies in the folder
    ``apart`` is passed over: an index may lie among its articles.

    Standard input is JSONL when its first byte that is no blank is ``{``, and else one article, as a .txt file holds it.

    Raises:
        TypeError: an input is no string, path or Article. Whatever is wrong with a file is a Failure instead.
    """

    def __init__(self, inputs: Iterable[str | os.PathLike[str] | Article], apart: str | os.PathLike[str] | None = None) -> None:
        if isinstance(inputs, str):
            raise TypeError(f"the inputs are a list of files, folders and Articles; for {inputs!r} alone write [{inputs!r}]")
        self._found: list[Article | _File | Failure | None] = []  # None is standard input
        seen = {os.path.realpath(apart)} if apart else set[str]()
        for given in inputs:
            if isinstance(given, Article):
                self._found.append(given)
            elif given != "-":
                self._found.extend(_find(_path(given), seen))
            elif None not in self._found:
                self._found.append(None)
        self.total_bytes = sum(found.size for found in self._found if isinstance(found, _File))

    def __iter__(self) -> Iterator[Read | Failure]:
        for found in self._found:
            if isinstance(found, Article):
                yield Read(found, None, 0)
            elif isinstance(found, Failure):
                yield found
            elif isinstance(found, _File):
                yield from _results(found, _records(found))
            else:
                yield from _results(_File("-", _STDIN, "", 0), _standard_input(sys.stdin.buffer))


class _File(NamedTuple):
    path: str
    where: str  # the path, printable
    real: str  # the path, its links resolved
    size: int  # in bytes

    @property
    def stem(self) -> str:
        return os.path.splitext(os.path.basename(self.path))[0]

    @property
    def kind(self) -> str:
        return os.path.splitext(self.path)[1].lower()


# Finding


def _path(given: str | os.PathLike[str]) -> str:
    try:
        return os.fsdecode(os.fspath(given))
    except TypeError:
        got = f"{given!r:.60} is of type {type(given).__name__}"
        raise TypeError(f"{got}; an input is a path, an Article, or '-' for standard input") from None


def _find(given: str, seen: set[str]) -> Iterator[_File | Failure]:
    """The file of this path, or those under it in order; real paths seen before are left out."""
    empty = True
    paths = [given]
    while paths:
        path = paths.pop()
        where = _printable(path)
        try:
            status, real = os.stat(path), os.path.realpath(path)
            names = os.listdir(path) if stat.S_ISDIR(status.st_mode) else None
        except (OSError, ValueError) as error:
            empty = False
            yield Failure(where, None, _why_unreadable(path, error))
            continue
        if names is None or real in seen:
            empty = False
        if real in seen:  # which also ends a link to a folder above
            continue
        seen.add(real)
        if names is None:
            yield _checked(_File(path, where, real, status.st_size), status.st_mode)
        else:
            paths.extend(os.path.join(path, name) for name in sorted(names, reverse=True) if not name.startswith("."))
    if empty:
        yield Failure(_printable(given), None, "has no files in it (names with a leading dot are passed over)")


def _checked(file: _File, mode: int) -> _File | Failure:
    if not stat.S_ISREG(mode):  # opening a named pipe would wait for its other end, perhaps for ever
        reason = "is a pipe, a socket or a device, not a file; to read from a pipe, give - and send it to standard input"
    elif file.kind not in {**_ONE, **_MANY}:
        kind = _printable(file.kind) or "a name without a suffix"
        reason = f"{kind} is not a kind of file that is read (.txt, .md, .jsonl, .csv)"
    elif file.path != file.where or file.real != _printable(file.real):
        reason = "has a name, or lies in a folder with a name, that is not valid UTF-8; rename it"
    else:
        return file
    return Failure(file.where, None, reason)


def _printable(path: str) -> str:
    """The path with bytes that are not UTF-8, which Python keeps as lone surrogates, written as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


def _why_unreadable(path: str, error: OSError | ValueError) -> str:
    if not path:
        return "the path is empty; give a file or a folder, or . for this folder"
    if isinstance(error, FileNotFoundError):
        return "is a link to something that isn't there" if os.path.islink(path) else "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "can't be read: permission denied; ask its owner for the right to read it"
    return f"can't be read: {error.strerror if isinstance(error, OSError) else error}"


# Reading


def _results(file: _File, records: Iterator[Record]) -> Iterator[Read | Failure]:
    """What the records say, for this file; what ends them early is a Failure too, and takes the bytes that are left."""
    left = file.size
    try:
        for article, line, size in records:
            left -= size
            if isinstance(article, ArticleError):
                yield Failure(file.where, line, str(article), size)
            else:
                alone = line is None and bool(file.real)
                yield Read(article, file.real if alone else None, size, file.path if alone else None)
    except ArticleError as error:
        yield Failure(file.where, error.line if isinstance(error, BadLine) else None, str(error), max(left, 0))
    except OSError as error:
        yield Failure(file.where, None, _why_unreadable(file.path, error), max(left, 0))


def _records(file: _File) -> Iterator[Record]:
    with open(file.path, "rb") as stream:
        check_mark(stream.peek(4))
        if file.kind in _MANY:
            yield from _MANY[file.kind](stream)
            return
        if file.size > MAX_FILE_BYTES:
            cure = f"a {file.kind} file is one article; write many articles as a .jsonl file, one a line"
            raise ArticleError(f"has {file.size / 1e6:,.1f} MB; {TOO_LONG}, and {cure}")
        data = stream.read(MAX_FILE_BYTES)
    yield Record(_ONE[file.kind](data, file.stem), None, len(data))


def _standard_input(stream: BinaryIO) -> Iterator[Record]:
    lines = lines_of(stream)
    opening: list[Item[bytes]] = []
    for line in lines:
        opening.append(line)
        if line.data.strip():
            break
    everything = chain(opening, lines)
    if opening and opening[-1].data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from jsonl_records(everything)
        return
    data = bytearray()
    for line in everything:
        data += line.data
        if len(data) > MAX_FILE_BYTES:
            raise ArticleError(f"has more than {MAX_FILE_BYTES:,} bytes; {TOO_LONG}; send many articles as JSONL, one a line")
    yield Record(read_txt(bytes(data), ""), None, len(data))
