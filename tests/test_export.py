"""Exports: what is a stranger's takes effect in none of the formats, and links lead to the quotation."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord.index.errors import OnRecordError
from onrecord.index.model import Article, Span
from onrecord.qa.answer import Answer, Citation, IndexState, cite
from onrecord.qa.export import escape_markdown, escape_tex, link, text_directive, to_bibtex, to_csl, to_markdown

FERRY = Article(
    "Harbour master Ilo Quist spoke on Monday. “The ferry stays in port until May, and nobody will sail before the ice has gone,” "
    "she said.\nNobody asked why.",
    id="ferry",
    title="The ferry stays",
    published="2031-05-06",
    source="The Bay Post",
    author="Tam Brok",
    url="https://bay.example/ferry?a=1&copy=2",
)
QUOTE = "“The ferry stays in port until May, and nobody will sail before the ice has gone,” she said."
URL = (
    "https://bay.example/ferry?a=1&copy=2#:~:text=%E2%80%9CThe%20ferry%20stays%20in%20port%20until%20May%2C%20and%20nobody%20will%20sail"
    "%20before%20the%20ice%20has%20gone%2C%E2%80%9D%20she%20said."
)


def cited(article: Article, *quotes: str) -> tuple[Citation, ...]:
    return tuple(cite(n, article, Span(start := article.text.index(quote), start + len(quote))) for n, quote in enumerate(quotes, 1))


def answered(text: str, *citations: Citation, question: str = "What about the ferry?") -> dict[str, Any]:
    return Answer(question, "answered", text, citations, 0.9, IndexState("bay", 7)).to_json()


# Markdown


def test_markdown_has_footnotes_with_source_link_and_quotation() -> None:
    assert to_markdown(answered(f"{QUOTE} [1]\n\nNobody sails [7].", *cited(FERRY, QUOTE))) == (
        "# What about the ferry?\n\n"
        f"{QUOTE} [^1]\n\n"
        "Nobody sails \\[7\\]\\.\n\n"
        f"[^1]: From [The ferry stays]({URL.replace('&', '&amp;')}), The Bay Post, Tam Brok, 2031-05-06:\n\n"
        f"    > {QUOTE}\n"
    )


def test_what_is_no_clear_answer_says_so_and_cites_like_one() -> None:
    (closest,) = cited(replace(FERRY, url=None, title=None), "Nobody asked why.")
    text = "No clear answer. What comes nearest:\n\nNobody asked why. [1]"
    answer = Answer("Why?", "unsure", text, (closest,), 0.1, IndexState("bay", 7)).to_json()
    assert to_markdown(answer) == (
        "# Why?\n\nNo clear answer. What comes nearest:\n\nNobody asked why. [^1]\n\n"
        "[^1]: From article ferry, The Bay Post, Tam Brok, 2031-05-06:\n\n    > Nobody asked why.\n"
    )
    assert "annote = {Nobody asked why.}" in to_bibtex(answer)
    assert to_csl(answer)[0]["custom"] == {"quotations": ["Nobody asked why."]}


def test_nothing_is_what_it_says() -> None:
    answer = Answer("Why?", "nothing", "Nothing in these articles comes near that.", (), 0.0, IndexState("bay", 7)).to_json()
    assert to_markdown(answer) == "# Why?\n\nNothing in these articles comes near that.\n"
    assert (to_bibtex(answer), to_csl(answer)) == ("", [])


def test_an_answer_of_before_there_were_three_outcomes_is_exported_as_well() -> None:
    (closest,) = cited(replace(FERRY, url=None, title=None), "Nobody asked why.")
    old = Answer("Why?", "unsure", "The articles don't say.", (closest,), 0.1, IndexState("bay", 7)).to_json()
    del old["outcome"]
    old["citations"] = []
    assert to_markdown(old) == (
        "# Why?\n\nThe articles don\\'t say.\n\n[^1]: From article ferry, The Bay Post, Tam Brok, 2031-05-06:\n\n    > Nobody asked why.\n"
    )


def test_lines_of_a_quotation_stay_lines_and_its_paragraphs_paragraphs() -> None:
    article = Article("One said:\r\n  - two\rthree\n\n \n    four")
    assert to_markdown(answered("[1]", *cited(article, article.text))).split(":\n\n", 1)[1] == (
        "    > One said:\\\n    > \\- two\\\n    > three\n    >\n    > four\n"
    )


def test_a_mark_within_a_quotation_is_no_footnote() -> None:
    article = Article("The report [1] is short. It ends.")
    text = to_markdown(answered("The report [1] is short. [1]", *cited(article, "The report [1] is short.")))
    assert "\nThe report \\[1\\] is short. [^1]\n" in text


def rendered(markdown: str) -> list[tuple[str, str]]:
    """(type, text) of all that Markdown makes of it, with footnotes taken for what they hold; types without a text are told with ""."""
    plain = re.sub(r"(?m)^\[\^\d+\]: ", "", markdown)
    plain = re.sub(r"\[\^(\d+)\]", r"^\1", re.sub(r"(?m)^    (?=>)", "", plain))
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: list[tuple[str, str]] = []
    for token in parser.parse(plain):
        for part in token.children if token.children is not None else [token]:
            found.append((part.type, str(part.attrGet("href") or part.content)))
    return found


BLOCKS = {f"{block}_{side}" for block in ("heading", "paragraph", "blockquote") for side in ("open", "close")}
OURS = BLOCKS | {"text", "softbreak", "hardbreak", "link_open", "link_close"}

TRICKS = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<pre x",
        "<!-- ",
        " -->",
        "![x](http://evil.example/x.png)",
        "[x](http://evil.example)",
        "](http://evil.example)",
    ]
    + ["[x]: http://evil.example", "<http://evil.example>", "http://a.example", "[^1]", "[^1]: x", "[1]", "&lt;", "&#60;b>", "&copy;"]
    + [
        "\n```\n",
        "\n~~~\n",
        "\n# h",
        "\n- ",
        "\n1. ",
        "\n2) ",
        "\n===\n",
        "\n---\n",
        "\n> ",
        "\n    code",
        "\n\tcode",
        "\n\n",
        "\r",
        "\r\n",
    ]
    + [
        "**b**",
        "__b__",
        "~~s~~",
        "`",
        "# ",
        "\\",
        "\\\n",
        "  \n",
        "| a | b |\n|---|---|\n",
        "$x$",
        "{{x}}",
        "\x00",
        "\u2028",
        "\x0c",
        "\xa0",
    ]
    + ["word", "two words", "5", "1.", "iv. ", *".-+*_:!\"'()"]
)
STRANGE = st.one_of(st.lists(TRICKS, min_size=1, max_size=8).map("".join), st.text(min_size=1, max_size=30)).filter(str.strip)


@settings(deadline=None, max_examples=400)
@given(
    question=STRANGE,
    text=STRANGE,
    title=STRANGE,
    source=STRANGE,
    author=STRANGE,
    url=st.one_of(STRANGE, STRANGE.map("https://bay.example/{}".format)),
)
def test_nothing_of_a_strangers_takes_effect_in_markdown(question: str, text: str, title: str, source: str, author: str, url: str) -> None:
    article = Article(text, id="a", title=title, source=source, author=author, url=url)
    citation = cite(1, article, Span(0, len(text)))
    markdown = to_markdown(answered(f"{text} [1]", citation, question=question))
    found = rendered(markdown)
    assert {kind for kind, _ in found} - OURS == set()
    address = link(url, [citation])
    assert [value for kind, value in found if kind == "link_open"] == ([] if address is None else [address])
    assert address is None or urlsplit(address).scheme in ("http", "https")
    assert len([kind for kind, _ in found if kind == "heading_open"]) == 1
    shown = "".join(value if kind == "text" else " " for kind, value in found)
    for words in (question, text, title, source, author):
        assert "".join(words.replace("\0", "\ufffd").split()) in "".join(shown.split())
    # As a Markdown without footnotes sees it, too; there the indented quotation is code.
    raw = MarkdownIt("commonmark", {"html": True}).render(markdown)
    tags = set(re.findall(r"</?(\w+)", raw))
    assert tags <= {"h1", "p", "a", "pre", "code", "br"}
    assert [html.unescape(href) for href in re.findall(r'href="([^"]*)"', raw)] == ([] if address is None else [address])


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Secretary-General Ilo Quist said: no.", "Secretary-General Ilo Quist said: no."),
        ("http://a.example and www.b.example", r"http\://a\.example and www\.b\.example"),
        ("1. one", r"1\. one"),
        ("iv. four", r"iv\. four"),
        ("3.5 - 4", r"3\.5 \- 4"),
        (":term", r"\:term"),
        ("a@b.example", r"a\@b\.example"),
    ],
)
def test_what_is_escaped_and_what_may_stand(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


# Links


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (None, None),
        ("", None),
        ("javascript:alert(1)", None),
        (" JAVASCRIPT://bay.example/%0aalert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<b>", None),
        ("//bay.example/a", None),
        ("bay.example/a", None),
        ("ftp://bay.example/a", None),
        ("https://", None),
        ("https://[::1", None),
        ("https://bay.example:port/", None),
        ("https://bay_example/<b>", "https://bay_example/%3Cb%3E"),
        ("https://bay.exam)ple/", None),
        ("HTTPS://Bay.Example/a b(c)\"d'[e]`|\\^{}*$!", "https://bay.example/a%20b%28c%29%22d%27%5Be%5D%60%7C%5C%5E%7B%7D%2A%24%21"),
        ("https://bay.example/50%/%41?q=ä#top", "https://bay.example/50%25/%41?q=%C3%A4#top"),
        ("https://bank.example@evil.example/", "https://evil.example/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
    ],
)
def test_only_the_webs_urls_are_links(url: str | None, address: str | None) -> None:
    assert link(url) == address


def test_a_link_keeps_its_place_and_loses_a_directive_that_it_has() -> None:
    (citation,) = cited(FERRY, QUOTE)
    start = URL.partition("#")[2]
    assert link("https://bay.example/#top:~:text=other", [citation]) == f"https://bay.example/#top{start}"
    directive = text_directive(citation)
    assert link("https://bay.example/", [citation, citation]) == f"https://bay.example/#:~:{directive}&{directive}"


def test_a_short_quotation_comes_with_the_words_around_it() -> None:
    article = Article("The mayor said on Monday, in Port-Selm: “no” & sat down, as people of the quiet harbour do.")
    (citation,) = cited(article, "“no”")
    assert text_directive(citation) == "text=on%20Monday%2C%20in%20Port%2DSelm%3A-,%E2%80%9Cno%E2%80%9D,-%26%20sat%20down%2C%20as"


def test_a_long_quotation_is_given_by_its_first_and_last_words() -> None:
    article = Article(" ".join(f"word{n}" for n in range(100)))
    (citation,) = cited(article, " ".join(f"word{n}" for n in range(10, 90)))
    assert text_directive(citation) == (
        "text=word10%20word11%20word12%20word13%20word14%20word15,word84%20word85%20word86%20word87%20word88%20word89"
    )


def test_last_words_that_come_earlier_too_are_given_with_more() -> None:
    refrain = "and so we stay at home tonight"
    article = Article(f"{'We sang of ships. ' * 20}Then {refrain}, all said. Once more now {refrain}")
    (citation,) = cited(article, article.text)
    assert unquote(str(text_directive(citation))) == f"text=We sang of ships. We sang,now {refrain}"


def found_by(directive: str, text: str) -> str | None:
    """What a browser finds in a page with one paragraph a line, by the specification's steps; spaces count as one."""
    tokens = directive.removeprefix("text=").split(",")
    before = unquote(tokens.pop(0)[:-1]) if tokens[0].endswith("-") else ""
    after = unquote(tokens.pop()[1:]) if tokens[-1].startswith("-") else ""
    assert len(tokens) in (1, 2) and all(tokens)
    page = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    start, end = re.escape(unquote(tokens[0])), re.escape(unquote(tokens[-1]))
    wanted = start if len(tokens) == 1 else rf"{start}[\s\S]*?(?<!\w){end}"
    left = rf"(?<!\w){re.escape(before)}\s*" if before else r"(?<!\w)(?=\w)|(?=\W)"
    right = rf"\s*{re.escape(after)}(?!\w)" if after else r"(?!\w)|(?<=\W)"
    match = re.search(rf"(?:{left})({wanted})(?:{right})", page, re.I)
    return match[1] if match else None


WORD = st.text(st.sampled_from("abcdefgh,-&%“”.é"), max_size=12)
WORDS = st.lists(WORD, min_size=3, max_size=120).map(lambda words: [f"w{word}{n:03}" for n, word in enumerate(words)])  # each is there once


@settings(deadline=None, max_examples=300)
@given(
    words=WORDS,
    gaps=st.lists(st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\r\n"]), min_size=120, max_size=120),
    data=st.data(),
)
def test_the_words_that_a_link_names_are_found_in_the_page(words: Sequence[str], gaps: Sequence[str], data: st.DataObject) -> None:
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    begin = sum(len(word) + len(gap) for word, gap in zip(words[:first], gaps, strict=False))
    end = sum(len(word) + len(gap) for word, gap in zip(words[:last], gaps, strict=False)) + len(words[last])
    citation = cite(1, Article(text), Span(begin, end))
    directive = text_directive(citation)
    assert directive is not None
    assert re.fullmatch(r"text=(?:[\w.~%]+-,)?[\w.~%]+(?:,[\w.~%]+)?(?:,-[\w.~%]+)?", directive, re.A)
    found = found_by(directive, text)
    assert found is not None
    assert found.split() == citation.quote.split()


def test_a_quotation_without_a_word_has_no_directive() -> None:
    (citation,) = cited(Article("a \n b"), " \n ")
    assert text_directive(citation) is None
    assert link("https://bay.example/", [citation]) == "https://bay.example/"


# Bibliographies


def test_bibtex() -> None:
    assert to_bibtex(answered("x [1] [2]", *cited(FERRY, QUOTE, "Nobody asked why."))) == (
        "@article{ferry-50dc64ea,\n"
        "  author = {{Tam Brok}},\n"
        "  title = {{The ferry stays}},\n"
        "  journal = {The Bay Post},\n"
        "  year = {2031},\n"
        "  month = may,\n"
        "  date = {2031-05-06},\n"
        f"  url = {{{URL}&text=has%20gone%2C%E2%80%9D%20she%20said.-,Nobody%20asked%20why.}},\n"
        f"  annote = {{{QUOTE} / Nobody asked why.}},\n"
        "}\n"
    )


def test_bibtex_of_an_article_of_which_little_is_known() -> None:
    assert to_bibtex(answered("x [1]", *cited(Article("Nobody asked why.", id="§"), "Nobody asked why."))) == (
        "@misc{article-63e87bcc,\n  title = {{article §}},\n  annote = {Nobody asked why.},\n}\n"
    )


def test_csl() -> None:
    assert to_csl(answered("x [1] [2]", *cited(FERRY, QUOTE, "Nobody asked why."))) == [
        {
            "id": "ferry-50dc64ea",
            "type": "article-newspaper",
            "title": "The ferry stays",
            "container-title": "The Bay Post",
            "author": [{"literal": "Tam Brok"}],
            "issued": {"date-parts": [[2031, 5, 6]]},
            "URL": f"{URL}&text=has%20gone%2C%E2%80%9D%20she%20said.-,Nobody%20asked%20why.",
            "note": "article ferry, version 1, characters 42–134, 135–152",
            "custom": {"quotations": [QUOTE, "Nobody asked why."]},
        }
    ]


def test_keys_are_one_an_article_and_the_same_whatever_is_known_of_it() -> None:
    same = [replace(FERRY, id=id) for id in ("a b", "a_b", "a-b", "é", "ü")]
    citations = [replace(cited(article, QUOTE)[0], n=n) for n, article in enumerate(same, 1)]
    keys = [item["id"] for item in to_csl(answered("x", *citations))]
    assert len(set(keys)) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in keys)
    renamed = [replace(citation, title="Other", source=None, published=None) for citation in citations]
    assert [item["id"] for item in to_csl(answered("x", *renamed))] == keys


def test_a_note_gives_a_citation_processor_nothing_to_read() -> None:
    (citation,) = cited(Article("Nobody asked why.", id="{:type: book}\u2028title: x"), "Nobody asked why.")
    assert to_csl(answered("x [1]", citation))[0]["note"] == "article   type  book  title  x, version 1, characters 0–17"


@settings(deadline=None, max_examples=300)
@given(text=st.text(st.sampled_from('ab \\{}$&#%_~^<>|`"\n@,=\x00\u202e'), min_size=1))
def test_tex_shows_the_text_and_no_field_ends_early(text: str) -> None:
    escaped = escape_tex(text)
    depth = 0
    for character in escaped:
        depth += (character == "{") - (character == "}")
        assert depth in (0, 1)
    assert depth == 0
    assert "\n" not in escaped
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^", "less": "<", "greater": ">"}
    names |= {"bar": "|", "asciigrave": "`", "quotedbl": '"'}
    shown = re.sub(r"\\text(\w+)\{\}|\\(.)", lambda match: names[match[1]] if match[1] else match[2], escaped)
    assert shown == "".join(character for character in " ".join(text.split()) if character.isprintable())


def test_a_title_cannot_break_out_of_its_bibtex_entry() -> None:
    article = replace(FERRY, title="x}}, evil = {1} } @misc{other,")
    entry = to_bibtex(answered("x [1]", *cited(article, QUOTE)))
    assert re.findall(r"(?m)^  (\w+) = ", entry) == ["author", "title", "journal", "year", "month", "date", "url", "annote"]
    assert "title = {{x\\textbraceright{}\\textbraceright{}, evil = \\textbraceleft{}1" in entry


@pytest.mark.parametrize("export", [to_markdown, to_bibtex, to_csl])
def test_what_is_no_answer_is_an_error(export: Any) -> None:
    with pytest.raises(OnRecordError, match=r"this is no answer: question: Field required; .* and \d+ more"):
        export({})
    with pytest.raises(OnRecordError, match=r"citations\.0\.url: Input should be a valid string"):
        export(answered("x [1]", replace(cited(FERRY, QUOTE)[0], url=7)))  # pyright: ignore[reportArgumentType]
