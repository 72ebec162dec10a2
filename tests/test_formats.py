"""Files of one article: .txt and .md."""

from collections.abc import Callable

import pytest

from onrecord.index.errors import ArticleError
from onrecord.index.formats import BadLine, read_md, read_txt
from onrecord.index.model import Article


def bad(data: bytes, read: Callable[[bytes, str], Article] = read_txt) -> tuple[int | None, str]:
    with pytest.raises(ArticleError) as caught:
        read(data, "a")
    return caught.value.line if isinstance(caught.value, BadLine) else None, str(caught.value)


# .txt


def test_txt_is_its_whole_content():
    text = "\n  Rain fell on Osterby.\r\n\r\n“It is wet,” Mara Lind said. \n"
    assert read_txt(text.encode(), "rain") == Article(text, id="rain")


@pytest.mark.parametrize("opening", [" date 2022-02-15 ", "date 2022-02-15 ", " date 2022-02-15\t", "\ufeff date 2022-02-15 "])
def test_txt_takes_the_day_it_opens_with(opening: str):
    assert read_txt(f"{opening} Rain fell.\n\nMore. ".encode(), "rain") == Article(
        " Rain fell.\n\nMore. ", id="rain", published="2022-02-15"
    )


@pytest.mark.parametrize("opening", [" date 2022-02-15\n", " date 2022-02-15\r\n", " date 2022-02-15 \t\n"])
def test_txt_after_a_line_of_the_day_alone_begins_on_the_next_line(opening: str):
    assert read_txt(f"{opening}\nRain fell.".encode(), "rain") == Article("\nRain fell.", id="rain", published="2022-02-15")


def test_txt_takes_a_time_stamp_for_its_day():
    assert read_txt(b"date 2022-02-15T08:30:00Z Rain.", "rain") == Article("Rain.", id="rain", published="2022-02-15")


@pytest.mark.parametrize(
    "text",
    [
        "date palms grow in Osterby.",
        "date 2022 was a wet year.",
        "date: 2022-02-15 Rain.",
        "Date 2022-02-15 Rain.",
        "date 2022-02-155 Rain.",
        "  date 2022-02-15 Rain.",
        "\ndate 2022-02-15 Rain.",
        "update 2022-02-15 Rain.",
        "Rain.\n date 2022-02-15 more",
    ],
)
def test_txt_that_opens_with_anything_else_is_all_text(text: str):
    assert read_txt(text.encode(), "a") == Article(text, id="a", published=None)


@pytest.mark.parametrize("day", ["2022-02-31", "2022-2-5", "2022-13-01"])
def test_txt_with_a_day_that_does_not_exist(day: str):
    expected = f"it opens with the day of publication, but '{day}' is not a day; write it as YYYY-MM-DD, say 2022-02-15"
    assert bad(f" date {day} Rain fell.".encode()) == (1, expected)


def test_txt_with_a_day_and_no_text():
    assert bad(b"date 2022-02-15\n") == (None, "the article's text is empty; it needs at least one word")


# .md


def test_md_takes_its_front_matter():
    data = b"""---
id: n1
title: "Rain: a report"
date: 2022-02-15
source: Osterby Post
author:
  - Mara Lind
  - Jon Vale
url: https://example.org/n1
language: no
rights: 1984
tags: [weather, {deep: [1]}]
text: not this
---

# Heading

Rain fell.
"""
    assert read_md(data, "stem") == Article(
        "\n# Heading\n\nRain fell.\n",
        id="n1",
        title="Rain: a report",
        published="2022-02-15",
        source="Osterby Post",
        author="Mara Lind, Jon Vale",
        url="https://example.org/n1",
        language="no",
        rights="1984",
    )


@pytest.mark.parametrize("line", ["date: 2022-02-15 10:30:00", "published: '2022-02-15'", "published: 2022-02-15\ndate: 2020-01-01"])
def test_md_days(line: str):
    assert read_md(f"---\n{line}\n---\nRain.".encode(), "a").published == "2022-02-15"


@pytest.mark.parametrize("value", ["", "~", "null", '""'])
def test_md_null_is_absent(value: str):
    assert read_md(f"---\nid: {value}\ntitle: {value}\npublished: {value}\n---\n# Rain\n".encode(), "stem") == Article(
        "# Rain\n", id="stem", title="Rain"
    )


def test_md_quoted_null_is_a_word():
    assert read_md(b'---\ntitle: "null"\n---\nRain.', "a").title == "null"


def test_md_with_windows_line_breaks_and_an_empty_front_matter():
    assert read_md(b"---\r\n---\r\nRain.\r\n", "a") == Article("Rain.\r\n", id="a")
    assert read_md(b"---\r\ntitle: Rain\r\n--- \r\n\r\nIt fell.", "a") == Article("\r\nIt fell.", id="a", title="Rain")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Rain in  Osterby #\nIt fell.", "Rain in Osterby"),
        ("\n\n# In C#\r\nIt fell.", "In C#"),
        ("#hashtag\nIt fell.", None),
        ("## Rain\nIt fell.", None),
        ("It fell.\n# Rain", None),
        ("#\nIt fell.", None),
        ("# #\nIt fell.", None),
    ],
)
def test_md_without_front_matter_is_all_text_and_its_heading_the_title(text: str, title: str | None):
    assert read_md(text.encode(), "a") == Article(text, id="a", title=title)


def test_md_with_a_rule_later_on_has_no_front_matter():
    assert read_md(b"Rain.\n---\ntitle: x\n---\n", "a") == Article("Rain.\n---\ntitle: x\n---\n", id="a")


@pytest.mark.parametrize(
    ("front", "line", "reason"),
    [
        ("id: a\ntitle: Rain: a report", 3, "mapping values are not allowed here"),
        ("id: a\ntitle: 'Rain", 3, "found unexpected end of stream"),
        ("a: 1\nb: 2\ntitle: R\x07n", 4, "special characters are not allowed"),
        ("- a\n- b", 2, "the front matter is not made of keys and values; write lines like title: ..."),
        ("Rain fell.", 2, "the front matter is not made of keys and values; write lines like title: ..."),
        ("id: a\ntitle: [a, b]", 3, "the front matter's title is a list or a mapping; it must be text"),
        ("author: [a, [b]]", 2, "the front matter's author's name is a list or a mapping; it must be text"),
        ("id: a\n\ndate: 2022-02-31", 4, "'2022-02-31' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        ("a: " + "[" * 20_000, 2, "nested too deeply"),
    ],
)
def test_md_with_a_wrong_front_matter(front: str, line: int, reason: str):
    found = bad(f"---\n{front}\n---\nIt fell.".encode(), read_md)
    assert found[0] == line
    assert reason in found[1]


def test_md_with_an_unclosed_or_endless_front_matter():
    expected = (1, "the front matter opened here is not closed within 65,536 characters; close it with a line of --- alone, "
                   "or begin the file with an empty line if --- is a rule across the page")  # fmt: skip
    assert bad(b"---\ntitle: Rain\nIt fell.", read_md) == expected
    assert bad(b"---\n" + b"a: b\n" * 20_000 + b"---\nIt fell.", read_md) == expected


def test_md_front_matter_constructs_nothing():
    bomb = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    data = f"---\n{bomb}id: !!python/object/apply:os.getcwd []\ntitle: *i\n---\nRain.".encode()
    assert bad(data, read_md) == (len(bomb.splitlines()) + 2, "the front matter's id is a list or a mapping; it must be text")
    assert read_md(b"---\nid: !!int x\n<<: {title: y}\n---\nRain.", "a") == Article("Rain.", id="x")


def test_md_with_front_matter_and_no_text():
    assert bad(b"---\ntitle: Rain\n---\n\n", read_md) == (None, "the article's text is empty; it needs at least one word")
