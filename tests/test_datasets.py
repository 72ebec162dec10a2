import json
from pathlib import Path

import pytest
from fakes import write
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evals.datasets import (
    DatasetError,
    Line,
    as_span,
    as_text,
    field,
    json_object,
    json_of,
    json_text,
    lines_of,
    located,
    optional_text,
    put_once,
    rows_of,
    shown,
)
from onrecord.index.errors import OnRecordError
from onrecord.index.model import Article, Span


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes("\ufefffirst\r\n\n \t\nfourth, with a line\u2028separator in it".encode())
    assert list(lines_of(path)) == [Line(1, "first"), Line(4, "fourth, with a line\u2028separator in it")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", " is empty; give a file with at least one line in it"),
        (b"\n \n", " is empty; give a file with at least one line in it"),
        (b"fine\ncaf\xe9\n", ", line 2: is not UTF-8 (byte 4 of it is 0xe9); save the file as UTF-8"),
    ],
)
def test_lines_that_cannot_be_read(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(data)
    with pytest.raises(DatasetError) as caught:
        list(lines_of(path))
    assert str(caught.value) == f"{path}{message}"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"lines\.txt can't be read: No such file or directory; give a file that is there"):
        list(lines_of(tmp_path / "lines.txt"))


def test_rows_know_their_place(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", '{"a": 1}\n\n{"a": 2}\n')
    assert [(row.where, dict(row.fields)) for row in rows_of(path)] == [(f"{path}, line 1", {"a": 1}), (f"{path}, line 3", {"a": 2})]


def test_a_row_that_is_none(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", '{"a": 1}\n[2]\n')
    with pytest.raises(DatasetError) as caught:
        list(rows_of(path))
    assert str(caught.value) == f"{path}, line 2: the JSON is a list; it must be an object, in {{ }}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": }', "is no JSON: Expecting value (column 7); it must be one whole JSON object"),
        ('{"a":\n 1', "is no JSON: Expecting ',' delimiter (line 2, column 3); it must be one whole JSON object"),
        ('"a"', 'the JSON is "a"; it must be an object, in { }'),
        ('{"a": 1, "b": 2, "a": 3}', "the key 'a' stands in one object twice; leave one of them"),
        ("[" * 100_000, "is JSON nested too deeply to be read"),
    ],
)
def test_what_is_no_json_object(text: str, message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        json_object(text)
    assert str(caught.value) == message


def test_a_number_too_long_to_be_read() -> None:
    with pytest.raises(DatasetError, match="is JSON that can't be read: Exceeds the limit"):
        json_object(f'{{"a": {"1" * 5000}}}')


def test_a_file_that_is_one_object(tmp_path: Path) -> None:
    assert json_of(write(tmp_path / "one.json", '\ufeff{\n"a": [1]\n}\n')) == {"a": [1]}
    path = write(tmp_path / "torn.json", '{\n"a": [1\n')
    with pytest.raises(DatasetError) as caught:
        json_of(path)
    assert str(caught.value) == f"{path}: is no JSON: Expecting ',' delimiter (line 3, column 1); it must be one whole JSON object"


def test_errors_get_their_place() -> None:
    with pytest.raises(DatasetError, match="^a.jsonl, line 3: the article's text is empty"), located("a.jsonl, line 3"):
        Article(" ")
    with pytest.raises(DatasetError, match="^outer: inner: wrong$"), located("outer"), located("inner"):
        raise DatasetError("wrong")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1.5, "1.5"),
        ("“Vell”\x1b[2J\u202e\xa0", '"“Vell”\\u001b[2J\\u202e\\u00a0"'),
        ([], "an empty list"),
        ([1], "a list"),
        ({}, "an object"),
        ("a" * 59, '"' + "a" * 57 + " …"),
        ("a" * 58, '"' + "a" * 58 + '"'),
    ],
)
def test_a_wrong_value_is_shown_short_and_harmless(value: object, text: str) -> None:
    assert shown(value) == text


@given(st.text())
def test_json_text_is_json_and_all_visible(text: str) -> None:
    assert json.loads(json_text(text)) == text
    assert json_text(text).isprintable()


def test_fields() -> None:
    assert field({"a": None}, "a") is None
    assert optional_text({"a": None}, "a") is None
    assert optional_text({}, "a") is None
    assert optional_text({"a": "x"}, "a") == "x"
    with pytest.raises(DatasetError, match='^there is no \'a\'; what is there: "b", "c"$'):
        field({"b": 1, "c": 2}, "a")
    with pytest.raises(DatasetError, match="^there is no 'a'; what is there: nothing$"):
        field({}, "a")
    with pytest.raises(DatasetError, match="^'a' is 7; it must be text, in quotation marks$"):
        optional_text({"a": 7}, "a")
    with pytest.raises(DatasetError, match="^'a' has half of a surrogate pair at character 1, which is no valid Unicode$"):
        as_text("x\ud800", "'a'")


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (0, 6, "it goes from 0 to 6; that is no slice of the text of its 5 characters, whose end is exclusive"),
        (-1, 3, "it goes from -1 to 3; that is no slice of the text of its 5 characters, whose end is exclusive"),
        (3, 3, "it goes from 3 to 3; that is no slice of the text of its 5 characters, whose end is exclusive"),
        (True, 3, "it goes from true to 3; both must be whole numbers, counting characters"),
        (0, 3.0, "it goes from 0 to 3.0; both must be whole numbers, counting characters"),
    ],
)
def test_what_is_no_span(start: object, end: object, message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        as_span(start, end, "it", 5)
    assert str(caught.value) == message


def test_spans() -> None:
    assert as_span(0, 5, "it", 5) == Span(0, 5)
    assert as_span(7, 9, "it") == Span(7, 9)
    with pytest.raises(DatasetError, match="^it goes from 9 to 7; that is no slice of the text, whose end is exclusive$"):
        as_span(9, 7, "it")


def test_one_article_an_id() -> None:
    articles: dict[str, Article] = {}
    put_once(articles, Article("One.", id="a"))
    with pytest.raises(OnRecordError, match="^the article id 'a' stands there for a second time; give each article its own$"):
        put_once(articles, Article("Two.", id="a"))
    assert [article.text for article in articles.values()] == ["One."]
