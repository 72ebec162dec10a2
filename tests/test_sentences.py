import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Span
from onrecord.index.sentences import paragraphs, quotations, split_sentences

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NEWS_TEXT = st.lists(
    st.sampled_from(
        ["Ravel", "said", "the", "I", "U.S.", "3.5m", "Mr.", "p.m.", "don't", "’90s", "今日", "نعم", "e\u0301", "\u200b", "1.", "•", "-"]
        + [".", "?", "!", "…", "...", "。", "؟", ",", ":", "—", "(", ")", "[", "]", '"', "'", "''", *"“”‘’„«»「」"]
        + [" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\u2028", "\u2029", "\xa0", "\t"]
    ),
    max_size=60,
).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def assert_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ravel met Dr. Oduya and Sen. Marsh in St. Alden.",
        "Gen. Ravel and Lt. Col. Oduya left.",
        "Sen. Marsh (R-Ala.) spoke.",
        "J. K. Rowan and Mary J. Oduya, Ph.D., won.",
        "The U.S. Court of Appeals met at 5 p.m. Tuesday.",
        "Harrow Inc. Chairman Ravel left Harrow Co. Ltd. Partners.",
        "Prices rose 3.5m to $1.25 on Jan. 20, i.e. Friday, at No. 10 Hill Rd. Alden.",
        "Read example.com or U.N.-backed news.",
        "1. Ravel won.",
        "N. Karsk denied it.",
        "We need it now … [and] we hope so.",
        "We need it... and soon.",
        "It was reached … Karsk agreed.",
        "Well ... I think so.",
        "iPhone sales fell.",
    ],
)
def test_no_sentence_ends_here(text: str) -> None:
    assert_one(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He left.", "She stayed."),
        ("He left the U.S.", "The talks went on."),
        ("He left the E.U.", "He had no choice."),
        ("It began at 5 a.m.", "It ended at noon."),
        ("She runs Harrow Inc.", "She likes it."),
        ("He met Ravel Jr.", "They talked."),
        ("He said no.", "She agreed."),
        ("It grew 3.5%.", "Prices fell."),
        ("So did I.", "Ravel left."),
        ("It was over…", "Ravel left."),
        ("It was over...", "Ravel left."),
        ("Was it over?", "Ravel left."),
        ("He owns an X-Z.", "Ravel left."),
        ("iPhone sales fell.", "eBay gained."),
        ("It rose in 2004.", "20 people came."),
        ("“We will win.”", "Ravel left."),
        ('"We will win."', '"We must."'),
        ("He left (in May.)", "She stayed."),
        ("»Wir gehen.«", "Ravel left."),
        ("„Wir gehen.“", "Ravel left."),
        ("« Nous partons.\xa0»", "Ravel left."),
        ("He saw “Cell Block H.”", "Ravel left."),
        ("“Really?”", "He said he would stay."),
        ("هل تم؟", "نعم."),
        ("- We try.", "- We fail."),
    ],
)
def test_a_sentence_ends_here(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "expected",
    [
        ["It was theirs.", '"The delay is dear," Karsk said.'],
        ['He said "all of Alden."', "He accused her of it."],
        ["“It is over.”", "He left."],
        ["They learned.", "“It is over,” he said."],
    ],
)
def test_a_lost_blank_between_a_stop_and_a_mark(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


def test_a_lost_blank_after_a_stop() -> None:
    assert sentences("It was over.He left.") == ["It was over.", "He left."]


@pytest.mark.parametrize(
    "text",
    [
        "“Are you sure?” he asked.",
        '"Are you sure?" he asked.',
        "„Sind Sie sicher?“ asked Ravel.",
        "“Really?” Ravel said.",
        "“Go away!” Mr. Anton Ravel shouted at them.",
        "“Stop!”, he said.",
    ],
)
def test_a_quotation_that_asks_keeps_its_speaker(text: str) -> None:
    assert_one(text)


def test_sentences_inside_a_quotation() -> None:
    text = "“[And] as for war … about whether we want it or not? Of course not. That is why we offer talks,” he said."
    assert sentences(text) == [
        "“[And] as for war … about whether we want it or not?",
        "Of course not.",
        "That is why we offer talks,” he said.",
    ]


def test_chinese_needs_no_blanks() -> None:
    assert sentences("他说：“你好。”我笑了！今天好吗？好。") == ["他说：“你好。”", "我笑了！", "今天好吗？", "好。"]


def test_a_text_without_stops_is_one_sentence() -> None:
    assert_one("no stops here at all")
    assert_one("これはテストです")


def test_nothing_is_nothing() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\u2029 ") == []
    assert paragraphs("\r\n\r\n") == []


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\r\n \t\r\n", "\n\n\n", "\u2029", "\r\r"])
def test_a_blank_line_ends_a_paragraph_and_a_sentence(gap: str) -> None:
    text = f"  Talks go on{gap}but nobody knows. "
    assert [text[start:end] for start, end in paragraphs(text)] == ["Talks go on", "but nobody knows."]
    assert sentences(text) == ["Talks go on", "but nobody knows."]


def test_a_line_broken_by_a_machine_goes_on() -> None:
    text = (
        "The minister met the delegation from the harbour town of Alden, where Mr.\n"
        "Ravel was born, on Monday. She promised them that the bridge over the Osk\n"
        "River would be mended by spring.\n"
        "Work begins in May."
    )
    assert [text[start:end] for start, end in paragraphs(text)] == [text[:-20], "Work begins in May."]
    assert sentences(text)[0].endswith("where Mr.\nRavel was born, on Monday.")
    assert len(sentences(text)) == 3


def test_each_line_a_paragraph() -> None:
    text = (
        "Bridge to reopen\nThe bridge reopens in May, the council said. "
        + "It was shut for a year after the flood. " * 3
        + "\nRavel was glad."
    )
    assert [text[start:end] for start, end in paragraphs(text)] == [line.strip() for line in text.split("\n")]
    assert sentences(text)[:2] == ["Bridge to reopen", "The bridge reopens in May, the council said."]


def test_bullets_are_paragraphs_and_broken_lines_are_not() -> None:
    text = "The plan:\r\n • a new bridge\r\n • more\r\nbuses for Alden"
    assert sentences(text) == ["The plan:", "• a new bridge", "• more\r\nbuses for Alden"]


def test_a_slice_is_read_as_if_it_stood_alone() -> None:
    text = "One. Two. Three."
    assert split_sentences(text, Span(5, 16)) == [Span(5, 9), Span(10, 16)]
    assert paragraphs("A\n\nB\n\nC", Span(3, 7)) == [Span(3, 4), Span(6, 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes. Yes” and ‘no’.", ["“yes. Yes”", "‘no’"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("Er sagte „ja“ und »nein«, puis « oui ».", ["„ja“", "»nein«", "« oui »"]),
        ("''Yes,'' he said.", ["''Yes,''"]),
        ("彼は「はい『いいえ』」と", ["「はい『いいえ』」"]),
        ('“He told me: ‘Don\'t go.’ I went,” she said. "Why?"', ["“He told me: ‘Don't go.’ I went,”", '"Why?"']),
        ("‘We’ll see,’ he said of the ’90s and the workers’ tools.", ["‘We’ll see,’"]),
        ("He didn't say 'it's over', nor 'so be it'.", ["'it's over'", "'so be it'"]),
        ('The 12" pipe is 6\' long. "Yes," he said.', ['"Yes,"']),
        ("He said: “Yes. We go on.", ["“Yes. We go on."]),
        ('“We stay," she said. "We go."', ['“We stay,"', '"We go."']),
        ('„Ja“, he said. "No."', ["„Ja“", '"No."']),
        ("It was ‘over. He left.", []),
        ("Nothing.”", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text, Span(0, len(text)))] == expected


def assert_tiles(text: str, spans: list[Span], within: Span) -> None:
    """In order, trimmed, and nothing but white space outside."""
    at = within.start
    for span in spans:
        assert not text[at : span.start].strip()
        assert at <= span.start < span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert at <= within.end
    assert not text[at : within.end].strip()


@settings(deadline=None, max_examples=300)
@given(st.one_of(ANY_TEXT, NEWS_TEXT))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    whole = Span(0, len(text))
    assert_tiles(text, paragraphs(text), whole)
    assert_tiles(text, split_sentences(text), whole)
    by_paragraph = [sentence for paragraph in paragraphs(text) for sentence in split_sentences(text, paragraph)]
    assert by_paragraph == split_sentences(text)
    for paragraph in paragraphs(text):
        assert paragraphs(text, paragraph) == [paragraph]
        assert not re.search(r"\n\s*\n|\u2029", text[paragraph.start : paragraph.end])
        found = quotations(text, paragraph)
        assert all(paragraph.start <= start < end <= paragraph.end for start, end in found)
        assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


@settings(deadline=None, max_examples=100)
@given(NEWS_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_slice_gives_what_its_text_alone_gives(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    alone = [Span(start + a, start + b) for a, b in split_sentences(text[start:end])]
    assert split_sentences(text, Span(start, end)) == alone


HARD = ["a", '"', "“", "”", "’", ".", "!", "…", " ", "\n", "(", "。", "a. ", "A. ", '" . ', ".\u201d", "!” A", "a\n", "A.\n", ". (", "? ' "]


@pytest.mark.parametrize("unit", HARD)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    text = "x" + unit * (200_000 // len(unit)) + "x"
    began = time.perf_counter()
    spans = split_sentences(text)
    found = [quotation for paragraph in paragraphs(text) for quotation in quotations(text, paragraph)]
    # A quadratic rule takes minutes on 200,000 characters, a linear one some tenths of a second; the bound is far from both.
    assert time.perf_counter() - began < 60
    assert spans[-1].end == len(text)
    assert all(start < end for start, end in found)
