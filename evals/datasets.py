"""What the readers of datasets share: lines, JSON objects and their fields, and an error that names the file and the line.

Each format has a file of its own: gold (ours), squad, beir, trec, attributions.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

from ..index.errors import ArticleError, OnRecordError
from ..index.model import Article, Span

_SHOWN = 60  # characters of a wrong value


class DatasetError(OnRecordError):
    """A dataset, or results on one, that can't be used; the message names the file and, where it has lines, the line."""


class Line(NamedTuple):
    number: int  # from 1
    text: str


class Row(NamedTuple):
    """A line's JSON object, and the place that an error names."""

    where: str
    fields: Mapping[str, object]


@contextmanager
def located(where: str) -> Generator[None]:
    """What is found wrong inside has its place put before it."""
    try:
        yield
    except (ArticleError, DatasetError) as error:
        raise DatasetError(f"{where}: {error}") from None


def lines_of(path: Path) -> Iterator[Line]:
    """The lines that aren't blank, without their ends, out of a file in UTF-8.

    Raises:
        DatasetError: the file can't be read, isn't in UTF-8, or has nothing in it.
    """
    filled = False
    for number, data in enumerate(_bytes_of_lines(path), 1):
        text = _decoded(data, f"{path}, line {number}").removeprefix("\ufeff" if number == 1 else "")
        if text.strip():
            filled = True
            yield Line(number, text.rstrip("\r\n"))
    if not filled:
        raise DatasetError(f"{path} is empty; give a file with at least one line in it")


def json_of(path: Path) -> dict[str, object]:
    """The one JSON object that a file is.

    Raises:
        DatasetError: the file can't be read, isn't in UTF-8, or is no JSON object.
    """
    text = _decoded(b"".join(_bytes_of_lines(path)), str(path)).removeprefix("\ufeff")
    with located(str(path)):
        return json_object(text)


def _bytes_of_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            yield from stream
    except OSError as error:
        raise DatasetError(f"{path} can't be read: {error.strerror}; give a file that is there and may be read") from None


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start + 1} of it is 0x{data[error.start]:02x}"
        raise DatasetError(f"{where}: is not UTF-8 ({wrong}); save the file as UTF-8") from None


def rows_of(path: Path) -> Iterator[Row]:
    """The JSON object of each line that isn't blank.

    Raises:
        DatasetError: as in ``lines_of``; or a line that is no JSON object.
    """
    for number, text in lines_of(path):
        where = f"{path}, line {number}"
        with located(where):
            fields = json_object(text)
        yield Row(where, fields)


def json_object(text: str) -> dict[str, object]:
    """The object that a JSON text is.

    Raises:
        DatasetError: it is no JSON, no object, or has a key twice, of which one would be lost.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise DatasetError(f"is no JSON: {error.msg} ({line}column {error.colno}); it must be one whole JSON object") from None
    except RecursionError:
        raise DatasetError("is JSON nested too deeply to be read") from None
    except ValueError as error:  # a number of thousands of digits
        raise DatasetError(f"is JSON that can't be read: {error}") from None
    return as_object(value, "the JSON")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise DatasetError(f"the key {twice!r} stands in one object twice; leave one of them")
    return found


def shown(value: object) -> str:
    """A value from a file, for a message: short, and with nothing in it that a terminal would obey."""
    if isinstance(value, list | dict):  # may be large, and nested to any depth
        return "an empty list" if value == [] else "a list" if isinstance(value, list) else "an object"
    text = json_text(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 2]} …"


def json_text(value: object) -> str:
    """The value as JSON, with letters as they are and everything invisible as an escape."""
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in json.dumps(value, ensure_ascii=False))


def as_object(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise DatasetError(f"{what} is {shown(value)}; it must be an object, in {{ }}")
    return cast(dict[str, object], value)


def as_list(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        raise DatasetError(f"{what} is {shown(value)}; it must be a list, in [ ]")
    return cast(list[object], value)


def as_text(value: object, what: str) -> str:
    """A text that can be written as UTF-8, blank or not."""
    if not isinstance(value, str):
        raise DatasetError(f"{what} is {shown(value)}; it must be text, in quotation marks")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise DatasetError(f"{what} has half of a surrogate pair at character {error.start}, which is no valid Unicode") from None
    return value


def as_span(start: object, end: object, what: str, length: int | None = None) -> Span:
    """A slice of a text, of ``length`` characters if that is known."""
    if not (_is_integer(start) and _is_integer(end)):
        raise DatasetError(f"{what} goes from {shown(start)} to {shown(end)}; both must be whole numbers, counting characters")
    span = Span(cast(int, start), cast(int, end))
    if not 0 <= span.start < span.end <= (span.end if length is None else length):
        limit = "" if length is None else f" of its {length:,} characters"
        raise DatasetError(f"{what} goes from {span.start} to {span.end}; that is no slice of the text{limit}, whose end is exclusive")
    return span


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def field(fields: Mapping[str, object], key: str) -> object:
    """Raises: DatasetError: there is no such field; which there are is said."""
    if key not in fields:
        raise DatasetError(f"there is no {key!r}; what is there: {', '.join(map(shown, list(fields)[:12])) or 'nothing'}")
    return fields[key]


def text_field(fields: Mapping[str, object], key: str) -> str:
    return as_text(field(fields, key), repr(key))


def list_field(fields: Mapping[str, object], key: str) -> list[object]:
    return as_list(field(fields, key), repr(key))


def optional_text(fields: Mapping[str, object], key: str) -> str | None:
    return None if fields.get(key) is None else text_field(fields, key)


def put_once(articles: dict[str, Article], article: Article) -> None:
    """Adds the article under its id; a second one would take the first one's place.

    Raises:
        DatasetError: there is one of that id.
    """
    if article.id in articles:
        raise DatasetError(f"the article id {article.id!r} stands there for a second time; give each article its own")
    articles[article.id] = article
