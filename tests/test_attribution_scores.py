import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals.attribution_scores import AttributionScores, attribution_scores, last_name
from onrecord.evals.attributions import AttributedArticle, Attribution, Extracted
from onrecord.index.model import Article, Span

TEXT = (
    "“The harbour opens in May,” said Mara Vell, the mayor. "
    "She warned that the old quay would not hold. "
    "Tobin Ashgrove denied everything. "
    "According to one report, ships wait for days."
)


def said(source: tuple[Span, ...], content: Span) -> Attribution:
    return Attribution(source, (), (content,))


def article(*attributions: Attribution, id: str = "a") -> AttributedArticle:
    return AttributedArticle(Article(TEXT, id=id), attributions)


def found(content: Span, speaker: str | None = None, source: Span | None = None, kind: str = "indirect") -> Extracted:
    return Extracted((content,), source, speaker=speaker, kind=kind)


def span(quote: str) -> Span:
    assert TEXT.count(quote) == 1
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


OPENS = said((span("Mara Vell, the mayor"),), span("“The harbour opens in May,”"))  # 5 words
QUAY = said((span("She"),), span("the old quay would not hold"))  # 6 words
WAIT = said((), span("ships wait for days"))  # 4 words
DENIED = said((span("Tobin Ashgrove"),), span("everything"))  # 1 word
GOLD = [article(OPENS, QUAY, WAIT, DENIED)]

FOUND = [
    found(span("The harbour opens in"), "Mara Vell", span("Mara Vell"), "direct"),  # 4 of 5 words
    found(span("would not hold"), "Tobin Ashgrove", span("Tobin Ashgrove")),  # 3 of 6: half is enough
    found(span("one report, ships")),  # 1 of 4, and 2 words that nobody said
]


def test_all_by_hand():
    scores = attribution_scores(GOLD, {"a": FOUND})
    assert scores == AttributionScores(
        attributions=4,
        precision=8 / 10,  # 4 + 3 + 1 of 4 + 3 + 3
        recall=8 / 16,  # of 5 + 6 + 4 + 1
        source=1 / 3,  # Mara Vell's, not "She", nor that of "everything", which wasn't found
        speaker=1 / 2,  # Vell, not Ashgrove; "She" is no name
        wrong=0 / 1,  # "everything" wasn’t found, so nobody is wronged
    )
    assert scores.f1 == pytest.approx(2 * 0.8 * 0.5 / 1.3, abs=1e-15)


def test_quoted_by_hand():
    scores = attribution_scores(GOLD, {"a": FOUND}, "quoted")
    assert scores == AttributionScores(attributions=1, precision=4 / 4, recall=4 / 5, source=1.0, speaker=1.0, wrong=0.0)


def test_a_quotation_that_is_anothers_words_costs_no_precision():
    """A statement may be of kind mixed where the gold has no mark: its words are right all the same."""
    statements = [found(span("the old quay would not hold"), kind="mixed")]
    scores = attribution_scores(GOLD, {"a": statements}, "quoted")
    assert (scores.precision, scores.recall, scores.f1) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("speaker", "right", "wrong"),
    [("Mayor Mara VELL", 1.0, 0.0), ("Tobin Ashgrove", 0.0, 1.0), ("the mayor", 0.0, 1.0), ("", 0.0, 0.0), (None, 0.0, 0.0)],
)
def test_a_speaker_is_right_wrong_or_unknown(speaker: str | None, right: float, wrong: float):
    gold = [article(OPENS)]
    scores = attribution_scores(gold, {"a": [found(OPENS.content[0], speaker)]})
    assert (scores.speaker, scores.wrong, scores.source) == (right, wrong, 0.0)


def test_less_than_half_of_the_words_is_another_statement():
    gold = [article(OPENS)]
    scores = attribution_scores(gold, {"a": [found(span("harbour opens"), "Mara Vell", span("Mara Vell"))]})
    assert scores == AttributionScores(attributions=1, precision=1.0, recall=2 / 5, source=0.0, speaker=0.0, wrong=None)
    half = attribution_scores([article(QUAY)], {"a": [found(span("would not hold"), source=span("She"))]})
    assert half.source == 1.0


def test_the_statement_with_most_words_counts_and_the_first_of_several():
    gold = [article(OPENS)]
    some = found(span("The harbour opens"), "Tobin Ashgrove")
    most = found(OPENS.content[0], "Mara Vell")
    assert attribution_scores(gold, {"a": [some, most]}).speaker == 1.0
    assert attribution_scores(gold, {"a": [most, found(OPENS.content[0], "Tobin Ashgrove")]}).speaker == 1.0
    assert attribution_scores(gold, {"a": [found(OPENS.content[0], "Tobin Ashgrove"), most]}).speaker == 0.0


def test_a_source_may_be_in_parts_and_must_overlap():
    parts = said((span("Mara Vell"), span("the mayor")), OPENS.content[0])
    gold = [article(parts)]

    def source(where: Span) -> float | None:
        return attribution_scores(gold, {"a": [found(OPENS.content[0], source=where)]}).source

    assert source(span("mayor")) == 1.0
    assert source(span(", the")) == 1.0
    assert source(Span(span("Mara Vell").end, span("the mayor").start)) == 0.0


def test_an_article_without_statements_counts_as_nothing_found():
    gold = [*GOLD, article(OPENS, id="b")]
    scores = attribution_scores(gold, {"a": FOUND, "of no gold": FOUND})
    assert (scores.precision, scores.recall) == (8 / 10, 8 / 21)  # over both articles; "b" has 5 words more
    assert (scores.source, scores.speaker, scores.wrong) == (1 / 4, 1 / 3, 0.0)
    nothing = AttributionScores(attributions=4, precision=0.0, recall=0.0, source=0.0, speaker=0.0, wrong=None)
    assert attribution_scores(GOLD, {}) == nothing


def test_without_gold_there_is_nothing_to_have_a_share_of():
    nothing = AttributionScores(attributions=0, precision=0.0, recall=0.0, source=None, speaker=None, wrong=None)
    assert attribution_scores([], {}) == nothing
    assert attribution_scores([article()], {"a": FOUND}) == nothing


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Mara Vell, the mayor", "Vell"),
        ("Orsk Bay’s harbour master", "Bay"),
        ("the O’Dell-Ruan's lawyer", "O’Dell-Ruan"),
        ("Élodie", "Élodie"),
        ("She", None),
        ("one report", None),
        ("They told Vell", "Vell"),
        ("It", None),
    ],
)
def test_last_name(source: str, name: str | None):
    assert last_name(source) == name


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: Span(*sorted(ends)))


@given(st.lists(st.builds(found, SPANS, st.sampled_from([None, "Mara Vell"]), SPANS, st.sampled_from(["direct", "indirect"]))))
@settings(deadline=None, max_examples=100)
def test_scores_are_shares(statements: list[Extracted]):
    for scores in (attribution_scores(GOLD, {"a": statements}), attribution_scores(GOLD, {"a": statements}, "quoted")):
        shares = [scores.precision, scores.recall, scores.f1, scores.source, scores.speaker]
        assert all(value is not None and 0 <= value <= 1 for value in shares)
        assert scores.wrong is None or 0 <= scores.wrong <= 1
