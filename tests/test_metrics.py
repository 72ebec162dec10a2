import math
import string
from collections import Counter
from itertools import groupby

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from onrecord.evals.metrics import (
    COVERED,
    covered,
    exact_match,
    hit,
    ndcg,
    normalized,
    precision_recall,
    recall,
    reciprocal_rank,
    share,
    token_f1,
    token_overlap,
    words,
)
from onrecord.index.model import Span

TEXT = "“The harbour opens in May,” said Mara Vell. Nobody asked why."


def span(quote: str, text: str = TEXT) -> Span:
    assert text.count(quote) == 1
    return Span(text.index(quote), text.index(quote) + len(quote))


def test_a_share_of_nothing_is_none():
    assert share([]) is None
    assert share([True, False, False, True]) == 0.5
    assert share([False]) == 0.0


# Rankings


@pytest.mark.parametrize(("k", "expected"), [(1, 0.0), (2, 0.0), (3, 1.0), (4, 1.0), (10, 1.0)])
def test_hit_is_whether_one_of_the_first_k_is_relevant(k: int, expected: float):
    assert hit([False, False, True, True], k) == expected


@pytest.mark.parametrize(("k", "expected"), [(2, 0.0), (3, 1 / 3), (10, 1 / 3)])
def test_reciprocal_rank_is_of_the_first_relevant(k: int, expected: float):
    assert reciprocal_rank([False, False, True, True], k) == expected


def test_ndcg_by_hand():
    # DCG = 1/log2(2) + 1/log2(4) = 1 + 0.5; ideal, for 3: 1 + 1/log2(3) + 1/2 = 1 + 0.63093 + 0.5
    assert ndcg([True, False, True], 3) == pytest.approx(1.5 / 2.1309297535714573, abs=1e-15)
    # Cut to the first two, one is left, of an ideal two: 1 / (1 + 0.63093)
    assert ndcg([True, False, True], 3, k=2) == pytest.approx(1 / 1.6309297535714573, abs=1e-15)
    assert ndcg([False, True], 1) == 1 / math.log2(3)
    assert ndcg([True, True], 2) == 1.0


def test_nothing_found_and_nothing_to_find_count_nothing():
    assert (hit([], 10), reciprocal_rank([]), ndcg([], 3), recall(0, 3)) == (0.0, 0.0, 0.0, 0.0)
    assert (ndcg([], 0), ndcg([False], 0), recall(0, 0)) == (0.0, 0.0, 0.0)


def test_more_found_than_there_is_would_be_a_lie():
    with pytest.raises(ValueError, match="2 hits are relevant, of 1 relevant items in all"):
        ndcg([True, True], 1)
    with pytest.raises(ValueError, match="3 pieces were found, of 2 in all"):
        recall(3, 2)


def test_recall_is_the_share_of_pieces():
    assert (recall(1, 4), recall(4, 4)) == (0.25, 1.0)


def test_ir_measures_agrees_on_random_runs():
    """Scores are coarse, for ties: of equal ones trec_eval takes the later id first, and MS MARCO's RR@k the earlier."""
    rng = np.random.default_rng(7)
    docs = [f"d{i:02}" for i in range(30)]
    qrels = {f"q{q}": {doc: int(rng.random() < 0.15) for doc in docs} | {"never-found": 1} for q in range(200)}
    found = {
        f"q{q}": {doc: int(rng.integers(8)) / 8 for doc in docs if rng.random() < rng.choice([0.1, 0.9])} for q in range(200) if q % 10
    }
    run = {q: scored for q, scored in found.items() if scored}
    measures = [nDCG @ 10, nDCG @ 3, RR @ 10, RR @ 2, R @ 5, R @ 10, Success @ 1, Success @ 5]
    theirs = {(metric.query_id, str(metric.measure)): metric.value for metric in ir_measures.iter_calc(measures, qrels, run)}
    ours: dict[tuple[str, str], float] = {}
    for q, relevance in qrels.items():  # not of the run, which lacks some

        def ranked(last_first: bool, q: str = q) -> list[bool]:
            scored = run.get(q, {})
            return [qrels[q][doc] == 1 for doc in sorted(sorted(scored, reverse=last_first), key=lambda doc: -scored[doc])]

        relevant, n_relevant = ranked(last_first=True), sum(relevance.values())
        ours |= {(q, f"nDCG@{k}"): ndcg(relevant, n_relevant, k) for k in (3, 10)}
        ours |= {(q, f"RR@{k}"): reciprocal_rank(ranked(last_first=False), k) for k in (2, 10)}
        ours |= {(q, f"R@{k}"): recall(sum(relevant[:k]), n_relevant) for k in (5, 10)}
        ours |= {(q, f"Success@{k}"): hit(relevant, k) for k in (1, 5)}
    assert ours == pytest.approx(theirs, abs=1e-12)
    assert "q0" not in run
    assert ours["q0", "nDCG@10"] == 0.0
    assert len(set(ours.values())) > 100


@given(st.lists(st.booleans(), max_size=15), st.integers(0, 5), st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_ranking_measures_are_between_0_and_1_and_moving_a_hit_up_never_hurts(relevant: list[bool], missed: int, k: int):
    n_relevant = sum(relevant) + missed
    for rank in range(1, len(relevant)):
        if relevant[rank] and not relevant[rank - 1]:
            better = [*relevant[: rank - 1], True, False, *relevant[rank + 1 :]]
            assert 0 <= hit(relevant, k) <= hit(better, k) <= 1
            assert 0 <= reciprocal_rank(relevant, k) <= reciprocal_rank(better, k) <= 1
            assert 0 <= ndcg(relevant, n_relevant, k) <= ndcg(better, n_relevant, k) + 1e-12 <= 1 + 2e-12
    assert hit(relevant, k) <= hit(relevant, k + 1)
    assert reciprocal_rank(relevant, k) <= reciprocal_rank(relevant, k + 1)


# Short answers


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The  Harbour of\tOrsk Bay.", "harbour of orsk bay"),
        ("A. (an) “the”", "“ ”"),  # "the" is an article inside marks that stay
        ("theatre, an anthem", "theatre anthem"),
        ("U.S.-led", "usled"),
        ("Vell's", "vells"),
        ("Vell’s", "vell’s"),
        ("The the THE", ""),
        ("...", ""),
    ],
)
def test_normalized(answer: str, expected: str):
    assert normalized(answer) == expected


def test_exact_match_takes_any_of_the_answers():
    assert exact_match("the Harbour!", ["Orsk Bay", "harbour"]) == 1.0
    assert exact_match("harbour of Orsk Bay", ["Orsk Bay", "harbour"]) == 0.0
    assert exact_match("", ["harbour"]) == 0.0


def test_token_f1_by_hand():
    # 2 of 4 predicted, 2 of 3 wanted: 2 * 1/2 * 2/3 / (1/2 + 2/3) = (2/3) / (7/6) = 4/7
    assert token_f1("the harbour in Orsk Bay", ["Orsk Bay quay"]) == pytest.approx(4 / 7, abs=1e-15)
    # The largest of 4/7 and, with 4 of 4 and 4 of 5, 8/9
    assert token_f1("harbour in Orsk Bay", ["Orsk Bay quay", "old harbour in Orsk Bay"]) == pytest.approx(8 / 9, abs=1e-15)
    # Tokens are a bag: "no" is wanted twice, and found once: P = 1/1, R = 1/3
    assert token_f1("no", ["no no never"]) == 0.5
    assert token_f1("quay", ["harbour"]) == 0.0


@pytest.mark.parametrize(
    ("prediction", "answers", "expected"),
    [
        ("", [], 1.0),
        ("the", [], 1.0),
        ("May", [], 0.0),
        ("", ["May"], 0.0),
        ("", ["", "May"], 0.0),
        ("", ["the", "..."], 1.0),
        ("May", [""], 0.0),
    ],
)
def test_no_answer_is_right_where_there_is_none(prediction: str, answers: list[str], expected: float):
    assert exact_match(prediction, answers) == expected
    assert token_f1(prediction, answers) == expected


def squad_tokens(answer: str) -> list[str]:
    """The rules of the official script, one after the other: lower case, punctuation off, articles off, white space."""
    plain = "".join(c for c in answer.lower() if c not in string.punctuation)
    runs = ["".join(run) for _, run in groupby(plain, key=str.isalnum)]
    return "".join(" " if run in {"a", "an", "the"} else run for run in runs).split()


def squad_f1(prediction: list[str], gold: list[str]) -> float:
    if not prediction or not gold:
        return float(prediction == gold)
    left = Counter(gold)
    left.subtract(prediction)
    same = len(gold) - sum(n for n in left.values() if n > 0)
    if not same:
        return 0.0
    precision, recalled = same / len(prediction), same / len(gold)
    return 2 * precision * recalled / (precision + recalled)


ANSWERS = st.lists(st.sampled_from([*"aAthenx.,-'’_ \t“é7", "the ", "The", " an ", "quay", "bay "]), max_size=8).map("".join)


@given(ANSWERS, st.lists(ANSWERS, max_size=3))
@settings(deadline=None, max_examples=500)
def test_answers_are_scored_by_the_rules_of_squad(prediction: str, answers: list[str]):
    golds = [tokens for answer in answers if (tokens := squad_tokens(answer))] or [[]]
    predicted = squad_tokens(prediction)
    assert exact_match(prediction, answers) == max(float(" ".join(predicted) == " ".join(gold)) for gold in golds)
    assert token_f1(prediction, answers) == pytest.approx(max(squad_f1(predicted, gold) for gold in golds), abs=1e-12)
    assert exact_match(prediction, answers) <= token_f1(prediction, answers) <= 1


# Spans


def test_words_are_known_by_where_they_start():
    assert words("We’ll see", [Span(0, 9)]) == {0, 3, 6}
    assert words("We’ll see", [Span(6, 9), Span(0, 2), Span(0, 1)]) == {0, 6}
    assert words("We’ll see", [Span(7, 9)]) == {7}
    assert words("We’ll see", []) == set()


def test_covered_is_the_share_of_words():
    said = span("The harbour opens in May")
    assert covered(TEXT, said, [span("harbour opens in May,” said Mara Vell")]) == 0.8 >= COVERED  # 4 of 5
    assert covered(TEXT, said, [span("harbour opens"), span("opens in")]) == 0.6  # 3 of 5, in two parts
    assert covered(TEXT, said, [span("harbour opens "), span("e harbour")]) == 0.4  # the space before "in" isn't "in", nor "e" "The"
    assert covered(TEXT, said, [Span(0, len(TEXT))]) == 1.0
    assert covered(TEXT, said, [span("Nobody asked why")]) == 0.0
    assert covered(TEXT, said, []) == 0.0


def test_punctuation_need_not_be_covered_and_alone_is_nothing():
    assert covered(TEXT, span("May,” said"), [span("May"), span("said")]) == 1.0
    assert covered(TEXT, span(",”"), [Span(0, len(TEXT))]) == 0.0


SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(*sorted(ends)))
TEXTS = st.text("ab ’.", min_size=20, max_size=20)


@given(TEXTS, SPANS, st.lists(SPANS, max_size=4), SPANS)
@settings(deadline=None, max_examples=200)
def test_covering_more_never_covers_less(text: str, one: Span, by: list[Span], another: Span):
    assert 0 <= covered(text, one, by) <= covered(text, one, [*by, another]) <= 1
    assert covered(text, one, [*by, one]) == float(bool(words(text, [one])))


def test_precision_and_recall_are_of_the_sums():
    # (1 + 0) of (2 + 1) predicted and of (3 + 1) gold; the mean over articles would be 1/4 and 1/6
    assert precision_recall([({0, 4}, {4, 8, 12}), ({0}, {2})]) == (1 / 3, 1 / 4)
    assert precision_recall([({1}, set())]) == (0.0, 0.0)
    assert precision_recall([]) == (0.0, 0.0)


def test_token_overlap_over_articles():
    texts = {"a": TEXT, "b": "No ferry sails before noon."}
    cited = {"a": [span("The harbour opens"), span("opens in May,” said")]}
    evidence = {"a": [span("The harbour opens in May")], "b": [span("No ferry sails", texts["b"])]}
    # Cited: The harbour opens in May said, 6 words, 5 of them evidence; evidence: these 5, and 3 in "b"
    assert token_overlap(texts, cited, evidence) == (5 / 6, 5 / 8)
    assert token_overlap(texts, {}, evidence) == (0.0, 0.0)
    assert token_overlap(texts, cited, {}) == (0.0, 0.0)


@given(TEXTS, st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4))
@settings(deadline=None, max_examples=200)
def test_precision_one_way_is_recall_the_other_way(text: str, some: list[Span], others: list[Span]):
    precision, recalled = token_overlap({"a": text}, {"a": some}, {"a": others})
    assert token_overlap({"a": text}, {"a": others}, {"a": some}) == (recalled, precision)
    assert 0 <= precision <= 1
    assert 0 <= recalled <= 1
