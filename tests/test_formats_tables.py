"""Files of many articles: .jsonl and .csv."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index import formats
from onrecord.index.errors import ArticleError
from onrecord.index.formats import BadLine, Record, read_csv, read_jsonl
from onrecord.index.model import Article

any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: bool(text.strip()))


def shown(records: Iterator[Record]) -> list[tuple[int | None, str]]:
    """The line of each record, with its text or its error; at the end, what is wrong with the whole."""
    found: list[tuple[int | None, str]] = []
    try:
        for record in records:
            found.append((record.line, record.article.text if isinstance(record.article, Article) else f"! {record.article}"))
    except ArticleError as error:
        found.append((error.line if isinstance(error, BadLine) else None, f"!! {error}"))
    return found


def jsonl(data: bytes | str) -> list[tuple[int | None, str]]:
    return shown(read_jsonl(io.BytesIO(data.encode() if isinstance(data, str) else data)))


def table(data: bytes | str) -> list[tuple[int | None, str]]:
    return shown(read_csv(io.BytesIO(data.encode() if isinstance(data, str) else data)))


def article(records: Iterator[Record]) -> Article:
    (record,) = records
    assert isinstance(record.article, Article)
    return record.article


# .jsonl


def test_jsonl_takes_every_field_and_passes_over_others():
    fields: dict[str, Any] = {
        "id": "n1", "title": "Rain", "text": " It fell.\r\n", "published": "2022-02-15T10:00:00Z", "source": "Osterby Post",
        "author": "Mara Lind", "url": "https://example.org/n1", "language": "en", "rights": "CC0",
    }  # fmt: skip
    line = json.dumps({**fields, "version": 7, "tags": [1]}).encode()
    fields["published"] = "2022-02-15"
    assert article(read_jsonl(io.BytesIO(line))) == Article(**fields)


def test_jsonl_null_is_absent():
    assert article(read_jsonl(io.BytesIO(b'{"id": null, "title": null, "text": "Rain."}'))) == Article("Rain.")


def test_jsonl_reads_on_after_each_bad_line():
    lines = [
        b'\xef\xbb\xbf{"text": "one"}',
        b"",
        b"  \r",
        b'{"text": "two"',
        b'["three"]',
        b'{"id": "4", "body": "four"}',
        b'{"text": 5}',
        b'{"text": " \\n"}',
        b'{"text": "seven", "published": "15.02.2022"}',
        b'{"text": "eight \\ud800"}',
        b'{"text": "nine", "id": 9}',
        b'{"text": "ten", "title": ["x"]}',
        b'{"text": "caf\xe9"}',
        b'{"text": null}',
        b'{"text": "tab\tin it"}',
        b'  {"text": "sixteen"}\r',
    ]
    assert jsonl(b"\n".join(lines)) == [
        (1, "one"),
        (4, "! is not valid JSON: Expecting ',' delimiter (column 15); a line is one whole JSON object"),
        (5, "! is JSON but no object, it begins '[\"three\"]'; a line is one object like {\"text\": \"...\"}"),
        (6, "! the article has no text: what it has is 'id', 'body'; 'text' is required"),
        (7, "! the article's text is 5; it must be text, in quotation marks"),
        (8, "! the article's text is empty; it needs at least one word"),
        (9, "! '15.02.2022' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        (10, "! the article's text has half of a surrogate pair at character 6, which is no valid Unicode; write the text anew as UTF-8"),
        (11, "! the article's id is 9; it must be text, in quotation marks"),
        (12, "! the article's title is a list or an object; it must be text, in quotation marks"),
        (13, "! is not UTF-8: the byte at offset 13 is 0xE9; as Windows-1252 it reads 'ext\": \"café\"}\\n': if that is right, "
             "turn it into UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"),
        (14, "! the article has no text: what it has is 'text'; 'text' is required"),
        (15, "! is not valid JSON: Invalid control character at (column 14); a line is one whole JSON object"),
        (16, "sixteen"),
    ]  # fmt: skip


def test_jsonl_bombs_are_bad_lines():
    deep = '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    nested_title = '{"text": "x", "title": ' + "[" * 500 + "]" * 500 + "}"
    digits = '{"text": "x", "a": ' + "1" * (sys.get_int_max_str_digits() + 1) + "}"
    found = jsonl(f'{deep}\n{digits}\n{nested_title}\n{{"text": "ok"}}\n')
    assert found[0] == (1, "! is JSON nested too deeply; an article is one flat object of text fields")
    assert found[1][1].startswith("! is JSON that can't be read: Exceeds the limit")
    assert found[2:] == [(3, "! the article's title is a list or an object; it must be text, in quotation marks"), (4, "ok")]


def test_jsonl_one_id_cannot_stand_for_two_articles():
    data = """{"id": "a", "text": "one"}
{"id": "b", "text": "two"}
{"id": "a", "text": "three"}
{"id": "a", "text": "one"}
{"url": "https://example.org", "text": "five"}
{"url": "https://example.org", "text": "six"}
"""
    made = Article("five", url="https://example.org").id
    cure = "give each its own id (without one, it is made from the url)"
    assert jsonl(data) == [
        (1, "one"),
        (2, "two"),
        (3, f"! the id 'a' is already that of line 1, whose article differs; {cure}"),
        (4, "one"),
        (5, "five"),
        (6, f"! the id '{made}' is already that of line 5, whose article differs; {cure}"),
    ]


@pytest.mark.parametrize("data", ["", "\n \n", "\ufeff\n"])
def test_jsonl_with_nothing_in_it(data: str):
    assert jsonl(data) == [(None, "!! is empty: there is no article in it")]


class Stream(io.BytesIO):
    """A stream that remembers the longest piece it was asked for."""

    longest = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None and size > 0, "a line of any length"
        self.longest = max(self.longest, size)
        return super().readline(size)


def test_jsonl_never_holds_a_line_over_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 100)
    monkeypatch.setattr(formats, "_BLOCK", 64)
    exact = '{"text": "' + "x" * 87 + '"}\n'
    assert len(exact) == 100
    long = '{"text": "' + "x" * 1000 + '"}'
    stream = Stream(f'{exact}{long}\n{{"text": "three"}}\n\n{long}'.encode())
    records = list(read_jsonl(stream))
    assert shown(iter(records)) == [
        (1, "x" * 87),
        (2, "! the line has more than 100 bytes; at most 10 MB are read as one article"),
        (3, "three"),
        (5, "! the line has more than 100 bytes; at most 10 MB are read as one article"),
    ]
    assert [record.bytes for record in records] == [100, len(long) + 1, 18, len(long) + 1]
    assert stream.longest == 101


@settings(deadline=None, max_examples=200)
@given(text=any_text, ascii_only=st.booleans())
def test_jsonl_gives_back_any_text(text: str, ascii_only: bool):
    line = json.dumps({"text": text}, ensure_ascii=ascii_only) + "\n"
    assert article(read_jsonl(io.BytesIO(line.encode()))).text == text


# .csv


def test_csv_columns_come_in_any_order_and_case():
    data = b'\xef\xbb\xbf" Text ",PUBLISHED,section,id,title\r\n" Rain,\r\n""heavy"" rain. ",2022-02-15,news,n1,\r\n'
    assert article(read_csv(io.BytesIO(data))) == Article(' Rain,\r\n"heavy" rain. ', id="n1", published="2022-02-15")


def test_csv_reads_on_after_each_bad_row():
    data = (
        b"id,text,published\n"
        b'1,"first\nline",\n'
        b"\n"
        b"2,two,2022-02-31\n"
        b"3,three,2022-02-15,more\n"
        b"4,four\n"
        b"5,  ,2022-02-15\n"
        b'6,"si\n\0x",\n'
        b"7,caf\xe9,\n"
        b"1,eight,\n"
        b"9,nine,\n"
    )
    cure = "put a cell that has a comma or a line break in it in quotation marks"
    assert table(data) == [
        (2, "first\nline"),
        (5, "! '2022-02-31' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        (6, f"! the row has 4 cells, the header 3; {cure}"),
        (7, f"! the row has 2 cells, the header 3; {cure}"),
        (8, "! the article has no text: what it has is 'id', 'published'; 'text' is required"),
        (9, "! the cell text has a NUL byte at character 3; remove it"),
        (11, "! the cell text is not UTF-8: the byte at offset 3 is 0xE9; it ends in the middle of a character, so it may have been "
             "cut off; get it again, whole"),
        (12, "! the id '1' is already that of line 2, whose article differs; give each its own id (without one, it is made from the url)"),
        (13, "nine"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "wrong"),
    [
        ("id,body", "there is no column text: the columns are 'id', 'body'"),
        ("id;text", "there is no column text: the columns are 'id;text'"),
        ("id,text,Text ", "a column is there twice: the columns are 'id', 'text', 'text'"),
    ],
)
def test_csv_with_a_wrong_header(header: str, wrong: str):
    known = "known are id, title, text, published, source, author, url, language, rights, with commas between them"
    assert table(f"\n{header}\n1,one\n") == [(2, f"!! {wrong}; {known}")]


@pytest.mark.parametrize("data", ["", "\n\n", "text\n", "id,text\r\n\r\n"])
def test_csv_with_nothing_in_it(data: str):
    assert table(data) == [(None, "!! is empty: there is no article in it")]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('2,"two\n3,three\n', "a quotation mark is opened and never closed"),
        ('2,"two" more\n3,three\n', "',' expected after '\"'"),
    ],
)
def test_csv_ends_at_a_wrong_quotation_mark(row: str, what: str):
    assert table(f"id,text\n1,one\n{row}") == [
        (2, "one"),
        (
            3,
            f"!! the row that begins here is not valid CSV: {what}. The rest of the file is not read: mend this row and add the file again",
        ),
    ]


def test_csv_ends_at_a_row_over_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formats, "MAX_FILE_BYTES", 100)
    assert table('id,text\n1,one\n2,"' + "two\n" * 30 + "3,three\n") == [
        (2, "one"),
        (3, "!! the row that begins here has more than 100 bytes; at most 10 MB are read as one article; is a quotation mark left open? "
            "The rest of the file is not read: mend this row and add the file again"),
    ]  # fmt: skip


def test_csv_takes_a_cell_over_the_default_limit_of_its_module():
    before = csv.field_size_limit(131_072)
    try:
        assert table("text\n" + "x" * 200_000) == [(2, "x" * 200_000)]
    finally:
        csv.field_size_limit(before)


def test_csv_with_the_line_breaks_of_old_macs():
    assert table('id,text\r1,"o\rne"\r2,two\r') == [(2, "o\rne"), (4, "two")]


@settings(deadline=None, max_examples=200)
@given(texts=st.lists(any_text.filter(lambda text: "\0" not in text), min_size=1))
def test_csv_gives_back_any_text(texts: list[str]):
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(["text", "id"])
    writer.writerows([text, str(n)] for n, text in enumerate(texts))
    records = read_csv(io.BytesIO(written.getvalue().encode()))
    assert [record.article.text for record in records if isinstance(record.article, Article)] == texts
