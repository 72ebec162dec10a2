"""What the reader reads, as word pieces: their order, where in the article they stand, and what is cut off."""

import pytest

from onrecord.index.embedder import default_tokenizer
from onrecord.index.model import Article, Span
from onrecord.qa.reading.passage import Pieces, ReadPassage, sentences_in

TEXT = "Rain fell on Varnholm.\n\nThe mill burned. Nobody was hurt."
MILL = Article(TEXT, id="mill", title="Fire at the mill", published="2031-05-04")
SECOND = Span(TEXT.index("The mill"), len(TEXT))
LONG = Article("One. Rain " + "rain " * 300 + "fell. Snow came.", id="long", title="wind " * 40)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(default_tokenizer())


def words(ids: list[int]) -> str:
    tokenizer = default_tokenizer()
    return " ".join(str(tokenizer.id_to_token(each)) for each in ids)


def whole(article: Article) -> ReadPassage:
    return ReadPassage.of(article, Span(0, len(article.text)))


# What is read


def test_the_heading_is_the_title_and_the_day():
    passage = ReadPassage.of(MILL, SECOND)
    assert passage.heading == "Fire at the mill, 4 May 2031"
    assert passage.text == "The mill burned. Nobody was hurt."
    assert [TEXT[slice(*each)] for each in passage.sentences] == ["The mill burned.", "Nobody was hurt."]


@pytest.mark.parametrize(
    ("title", "published", "heading"),
    [
        ("Fire", None, "Fire"),
        ("Fire", "2031-12-24", "Fire, 24 December 2031"),
        (None, None, "The mill burned. Nobody was hurt."),
        (None, "2031-05-04", "The mill burned. Nobody was hurt., 4 May 2031"),
    ],
)
def test_without_a_title_the_opening_words_stand_for_it(title: str | None, published: str | None, heading: str):
    article = Article("The mill burned. Nobody was hurt.", title=title, published=published)
    assert whole(article).heading == heading


def test_sentences_that_are_given_stay_as_they_are():
    assert ReadPassage.of(MILL, SECOND, [Span(30, 34)]).sentences == (Span(30, 34),)
    assert ReadPassage.of(MILL, SECOND, []).sentences == ()


def test_sentences_are_cut_to_the_slice():
    span = Span(TEXT.index("fell"), TEXT.index("burned"))
    assert [TEXT[slice(*each)] for each in sentences_in(TEXT, span)] == ["fell on Varnholm.", "The mill "]
    assert sentences_in(TEXT, Span(5, 5)) == []
    assert sentences_in(TEXT, Span(22, 24)) == []  # the blank line


# A question and a passage


def test_the_question_the_heading_and_the_passage_one_after_the_other(pieces: Pieces):
    read = pieces.of_passage("What burned?", ReadPassage.of(MILL, SECOND))
    assert words(read.ids) == ("[CLS] what burned ? [SEP] fire at the mill , 4 may 203 ##1 [SEP] the mill burned . nobody was hurt . [SEP]")
    assert read.body == 15
    assert read.sentences == [(15, 19), (19, 23)]


def test_offsets_are_those_in_the_article(pieces: Pieces):
    read = pieces.of_passage("What burned?", ReadPassage.of(MILL, SECOND))
    assert [TEXT[first:last] for first, last in read.offsets] == ["The", "mill", "burned", ".", "Nobody", "was", "hurt", "."]
    assert read.offsets[0] == (24, 27)


def test_offsets_count_characters(pieces: Pieces):
    article = Article("🦊 “Café” Ørn said. 日本 sank.", id="fox")
    read = pieces.of_passage("?", whole(article))
    assert [article.text[first:last] for first, last in read.offsets] == "🦊 “ Café ” Ø rn said . 日 本 sank .".split()
    assert [words(read.ids[first:last]).split()[-2] for first, last in read.sentences] == ["said", "sank"]


def test_without_a_question_or_a_heading_the_marks_stay(pieces: Pieces):
    assert words(pieces.of_passage("", ReadPassage(MILL, Span(24, 32), (), "")).ids) == "[CLS] [SEP] [SEP] the mill [SEP]"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("The mill", (15, 16)),
        ("mill", (16, 16)),
        ("il", (16, 16)),
        ("mill burned.", (16, 18)),
        (" burned. Nobody ", (17, 19)),
        ("The mill burned. Nobody was hurt.", (15, 22)),
        ("Rain", (0, 0)),  # stands before the passage
    ],
)
def test_the_word_pieces_that_a_slice_stands_in(pieces: Pieces, asked: str, found: tuple[int, int]):
    read = pieces.of_passage("What burned?", ReadPassage.of(MILL, SECOND))
    start = TEXT.index(asked)
    assert read.covering(Span(start, start + len(asked))) == found


# What is too long


def test_long_questions_and_headings_are_cut(pieces: Pieces):
    read = pieces.of_passage("why " * 100, whole(Article("Snow came.", title="wind " * 40)))
    assert words(read.ids) == " ".join(["[CLS]", *["why"] * 64, "[SEP]", *["wind"] * 28, "[SEP] snow came . [SEP]"])
    assert (read.body, read.sentences) == (95, [(95, 98)])


def test_long_passages_are_cut(pieces: Pieces):
    read = pieces.of_passage("why " * 100, whole(LONG))
    assert len(read.ids) == 320
    assert words(read.ids[93:98]) == "wind [SEP] one . rain"
    assert words(read.ids[-3:]) == "rain rain [SEP]"
    assert len(read.offsets) == 320 - 95 - 1
    assert read.sentences == [(95, 97), (97, 319), (319, 319)]
    cut = LONG.text.index("Snow")
    assert read.covering(Span(cut, cut + 4)) == (0, 0)


def test_a_passage_that_just_fits_is_not_cut(pieces: Pieces):
    def read(n: int) -> tuple[int, str]:
        ids = pieces.of_passage("", ReadPassage(article := Article("rain " * n + "snow"), Span(0, len(article.text)), (), "")).ids
        return len(ids), words(ids[-2:])

    assert [read(n) for n in (314, 315, 316)] == [(319, "snow [SEP]"), (320, "snow [SEP]"), (320, "rain [SEP]")]


# A claim and a text


def test_a_claim_and_a_text(pieces: Pieces):
    assert words(pieces.of_claim("It burned.", "The mill burned.")) == "[CLS] it burned . [SEP] [SEP] the mill burned . [SEP]"


def test_long_claims_and_texts_are_cut(pieces: Pieces):
    assert words(pieces.of_claim("why " * 200, "Snow.")) == " ".join(["[CLS]", *["why"] * 128, "[SEP] [SEP] snow . [SEP]"])
    ids = pieces.of_claim("Why?", "rain " * 400)
    assert len(ids) == 320
    assert words([*ids[:6], ids[-1]]) == "[CLS] why ? [SEP] [SEP] rain [SEP]"
