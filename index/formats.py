"""What a file of each kind says -> articles: one in .txt and .md, one a line in .jsonl, one a row in .csv.

A format knows nothing of paths: it takes a stream, and gives a Record for each article and for each line or row that isn't one. What is
wrong with the file as a whole it raises. The text of an article is kept to the character.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar, cast

import yaml
from yaml.reader import ReaderError
from yaml.scanner import ScannerError

from .decoding import EMPTY, decode, decode_file
from .errors import ArticleError
from .model import Article, parse_day

MAX_FILE_BYTES = 10_000_000  # of one article: a .txt or .md file, a line of .jsonl, a row of .csv
TOO_LONG = f"at most {MAX_FILE_BYTES // 1_000_000} MB are read as one article"
_MAX_FRONT_MATTER = 65_536  # characters
_BLOCK = 65_536  # bytes
_FIELDS = ("id", "title", "text", "published", "source", "author", "url", "language", "rights")

_Data = TypeVar("_Data")


class Record(NamedTuple):
    """An article, or why there is none; the line it begins on (None when it is the whole file); the bytes it took."""

    article: Article | ArticleError
    line: int | None
    bytes: int


class BadLine(ArticleError):
    """What is wrong with a file, at a line that is known."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Item(NamedTuple, Generic[_Data]):
    """A line or a row, before it is understood: the line it begins on, what it holds, its size in bytes."""

    line: int
    data: _Data
    bytes: int


def _article(fields: Mapping[str, object]) -> Article:
    """The article of these fields; None is as good as absent, and fields that no article has are passed over."""
    known: dict[str, Any] = {name: fields[name] for name in _FIELDS if fields.get(name) is not None}
    if "text" not in known:
        raise ArticleError(f"the article has no text: what it has is {', '.join(map(repr, fields))[:200] or 'nothing'}; 'text' is required")
    for name, value in known.items():
        if not isinstance(value, str):
            # A list may be nested to any depth, so it isn't shown.
            shown = f"{value!r:.60}" if isinstance(value, bool | int | float) else "a list or an object"
            raise ArticleError(f"the article's {name} is {shown}; it must be text, in quotation marks")
    return Article(**known)


def _records(items: Iterable[Item[_Data]], fields_of: Callable[[_Data], Mapping[str, object]]) -> Iterator[Record]:
    """The article of each line or row. One id can't stand for two articles: the second would take the first one's place."""
    first: dict[str, tuple[int, int]] = {}
    item = None
    for item in items:
        try:
            article = _article(fields_of(item.data))
            line, content = first.setdefault(article.id, (item.line, hash(article)))
            if content != hash(article):
                cure = "give each its own id (without one, it is made from the url)"
                raise ArticleError(f"the id {article.id!r} is already that of line {line}, whose article differs; {cure}")
        except ArticleError as error:
            yield Record(error, item.line, item.bytes)
        else:
            yield Record(article, item.line, item.bytes)
    if item is None:
        raise ArticleError(EMPTY)


# .txt

_DATE_LINE = re.compile(r"[ \t]?date[ \t]([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:T\S*)?)(?:[ \t]*(?:\r\n|\r|\n|\Z)|[ \t])")


def read_txt(data: bytes, stem: str) -> Article:
    """The text, after its day of publication if it opens with one: "date 2022-02-15 Russia's president ..."."""
    text = decode_file(data)
    match = _DATE_LINE.match(text)
    if not match:
        return Article(text, id=stem)
    try:
        published = parse_day(match[1])
    except ArticleError as error:
        raise BadLine(1, f"it opens with the day of publication, but {error}") from None
    return Article(text[match.end() :], id=stem, published=published)


# .md

_FENCE = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def read_md(data: bytes, stem: str) -> Article:
    """All text after the front matter's closing line, with the front matter's fields.

    Without a title there, a heading that opens the text is the title; it stays in the text.
    """
    text = decode_file(data)
    fields: dict[str, str] = {}
    if opening := _FENCE.match(text):
        closing = _FENCE.search(text, opening.end())
        if not closing or closing.start() - opening.end() > _MAX_FRONT_MATTER:
            cure = "close it with a line of --- alone, or begin the file with an empty line if --- is a rule across the page"
            raise BadLine(1, f"the front matter opened here is not closed within {_MAX_FRONT_MATTER:,} characters; {cure}")
        fields = _front_matter(text[opening.end() : closing.start()])
        text = text[closing.end() :]
    return _article({"id": stem, "title": _heading(text), **fields, "text": text})


def _heading(text: str) -> str | None:
    """The first line that isn't blank, if it is "# a heading" (an ATX heading of CommonMark, which may end in " #" too)."""
    line = re.match(r"[^\r\n]*", text.lstrip())
    words = line[0].split() if line else []
    if words[:1] != ["#"]:
        return None
    if set(words[-1]) == {"#"}:
        words.pop()
    return " ".join(words[1:]) or None


def _front_matter(block: str) -> dict[str, str]:
    """The fields of an article in a block of YAML, which begins on the file's second line.

    Only its nodes are looked at and nothing is constructed: each value stays the text it is ("no" is Norwegian, not False; 1984 is
    a title), and tags and aliases can do no harm.
    """
    not_yaml = "the front matter is not valid YAML"
    try:
        root = yaml.BaseLoader(block).get_single_node()
    except yaml.MarkedYAMLError as error:
        # The scanner's context is where a quotation was opened, the parser's where the whole mapping begins.
        mark = (isinstance(error, ScannerError) and error.context_mark) or error.problem_mark
        cure = "a value with ': ' or ' #' in it needs quotation marks around it"
        raise BadLine(mark.line + 2 if mark else 1, f"{not_yaml}: {error.problem}; {cure}") from None
    except ReaderError as error:
        raise BadLine(block.count("\n", 0, error.position) + 2, f"{not_yaml}: {error.reason}; remove that character") from None
    except RecursionError:
        raise BadLine(2, f"{not_yaml}: it is nested too deeply; write plain lines like title: ...") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise BadLine(root.start_mark.line + 2, "the front matter is not made of keys and values; write lines like title: ...")
    nodes = {key.value: node for key, node in root.value if isinstance(key, yaml.ScalarNode)}
    nodes = {"published": nodes.get("date"), **nodes}
    fields = {name: _yaml_text(name, node) for name in _FIELDS if name != "text" and (node := nodes.get(name))}
    return {name: value for name, value in fields.items() if value}


def _yaml_text(name: str, node: yaml.Node) -> str | None:
    if name == "author" and isinstance(node, yaml.SequenceNode):
        return ", ".join(filter(None, (_yaml_text("author's name", author) for author in node.value)))
    line = node.start_mark.line + 2
    if not isinstance(node, yaml.ScalarNode):
        raise BadLine(line, f"the front matter's {name} is a list or a mapping; it must be text")
    value = None if node.style is None and node.value.lower() in ("null", "~") else str(node.value)
    try:
        return parse_day(value) if name == "published" else value
    except ArticleError as error:
        raise BadLine(line, str(error)) from None


# .jsonl


def read_jsonl(stream: BinaryIO) -> Iterator[Record]:
    """One article a line, read line by line; blank lines are passed over.

    Raises:
        ArticleError: there is no article in it.
    """
    return jsonl_records(lines_of(stream))


def jsonl_records(lines: Iterable[Item[bytes]]) -> Iterator[Record]:
    """The same, of lines already read."""
    return _records(_filled(lines), _json_fields)


def lines_of(stream: BinaryIO) -> Iterator[Item[bytes]]:
    """Each line, blank or not. Of one over the limit only a beginning that is over it too is kept; the rest is passed over in blocks."""
    number = 0
    while data := stream.readline(MAX_FILE_BYTES + 1):
        number += 1
        size, block = len(data), data
        while size > MAX_FILE_BYTES and block and not block.endswith(b"\n"):
            block = stream.readline(_BLOCK)
            size += len(block)
        yield Item(number, data, size)


def _filled(lines: Iterable[Item[bytes]]) -> Iterator[Item[bytes]]:
    """The lines that aren't blank; each takes the bytes of the blank ones before it."""
    blank = 0
    for line in lines:
        if line.data.removeprefix(codecs.BOM_UTF8).strip():
            yield line._replace(bytes=line.bytes + blank)
            blank = 0
        else:
            blank += line.bytes


def _json_fields(line: bytes) -> Mapping[str, object]:
    if len(line) > MAX_FILE_BYTES:
        raise ArticleError(f"the line has more than {MAX_FILE_BYTES:,} bytes; {TOO_LONG}")
    text = decode(line).removeprefix("\ufeff").rstrip("\r\n")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError(f"is not valid JSON: {error.msg} (column {error.colno}); a line is one whole JSON object") from None
    except ValueError as error:  # a number of thousands of digits
        raise ArticleError(f"is JSON that can't be read: {error}") from None
    except RecursionError:
        raise ArticleError("is JSON nested too deeply; an article is one flat object of text fields") from None
    if not isinstance(value, dict):
        raise ArticleError(f'is JSON but no object, it begins {text[:20]!r}; a line is one object like {{"text": "..."}}')
    return cast(dict[str, object], value)


# .csv

# What follows a wrong quotation mark may be the middle of a cell, and reading on could make articles of broken pieces.
_STOPPED = "The rest of the file is not read: mend this row and add the file again"


def read_csv(stream: BinaryIO) -> Iterator[Record]:
    """One article a row, under a header that names the columns, in any order; empty cells are as good as absent.

    Raises:
        ArticleError: there is no column text, a wrong quotation mark, or no article in it.
    """
    rows = _rows(stream)
    header = next(rows, None)
    if header is None:
        raise ArticleError(EMPTY)
    columns = [name.strip().lower() for name in header.data]
    known = [name for name in columns if name in _FIELDS]
    if "text" not in known or len(set(known)) < len(known):
        wrong = "there is no column text" if "text" not in known else "a column is there twice"
        found = ", ".join(map(ascii, columns))[:200]
        raise BadLine(header.line, f"{wrong}: the columns are {found}; known are {', '.join(_FIELDS)}, with commas between them")
    yield from _records(rows, partial(_csv_fields, columns))


def _rows(stream: BinaryIO) -> Iterator[Item[list[str]]]:
    """Each row that isn't blank. Bytes that are not UTF-8 come as lone surrogates, so that only their row fails."""
    # The csv module has one limit for the whole process: it is raised, and never lowered under whoever else uses it.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FILE_BYTES))
    start = size = 0

    def lines(text: io.TextIOWrapper) -> Iterator[str]:
        nonlocal size
        while line := text.readline(MAX_FILE_BYTES + 1):
            size += len(line.encode("utf-8", "surrogateescape"))
            if size > MAX_FILE_BYTES:
                reason = f"the row that begins here has more than {MAX_FILE_BYTES:,} bytes; {TOO_LONG}; is a quotation mark left open?"
                raise BadLine(start, f"{reason} {_STOPPED}")
            yield line

    with io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="") as text:
        reader = csv.reader(lines(text), strict=True)
        while True:
            start = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                what = "a quotation mark is opened and never closed" if str(error) == "unexpected end of data" else str(error)
                raise BadLine(start, f"the row that begins here is not valid CSV: {what}. {_STOPPED}") from None
            if row is None:
                return
            if row:
                yield Item(start, row, size)
                size = 0


def _csv_fields(columns: list[str], row: list[str]) -> Mapping[str, object]:
    if len(row) != len(columns):
        cure = "put a cell that has a comma or a line break in it in quotation marks"
        raise ArticleError(f"the row has {len(row)} cells, the header {len(columns)}; {cure}")
    cells = {name: cell for name, cell in zip(columns, row, strict=True) if name in _FIELDS and cell.strip()}
    for name, cell in cells.items():
        if "\0" in cell:
            raise ArticleError(f"the cell {name} has a NUL byte at character {cell.index(chr(0)):,}; remove it")
        try:
            decode(cell.encode("utf-8", "surrogateescape"))
        except ArticleError as error:
            raise ArticleError(f"the cell {name} {error}") from None
    return cells
