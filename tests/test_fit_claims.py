import numpy as np
import pytest
from sourced import sources

from onrecord.evals.checking import Example
from onrecord.evals.fit_claims import Row, fit_claims, folds, logistic_regression, rows_of
from onrecord.index.errors import OnRecordError
from onrecord.qa.check import Checker


def example(text: str, label: bool, article: str = "a", kind: str = "said that", cited: tuple[int, ...] = (1,)) -> Example:
    given = tuple(sources("The county closed two mills.", "Rain fell on Alden."))
    return Example(f"{article}-{text}", text, given, cited, label, kind, "bay", article, cited, text)


def row(share: float, label: bool, article: str, wrong: str = "") -> Row:
    return Row(example("x", label, article), {"missing": share, "run": 1 - share}, wrong)


def test_examples_are_compared_with_what_they_cite():
    rows = rows_of(
        Checker(),
        [
            example("The county closed two mills.", True),
            example("The county closed three mills.", False),
            example("The county closed two mills.", True, kind="wrong number"),
            example("The county closed two mills, while rain fell.", True, cited=(1, 2)),
            example("“Three mills”, it said.", False),
        ],
    )
    assert [(each.label, each.wrong, each.signs["missing"]) for each in rows] == [(True, "", 0.0), (False, "amount", 0.0)]


def test_the_threshold_catches_what_it_must():
    rows = [row(share, label, article) for article in "abcd" for share, label in ((0.0, True), (0.1, True), (0.8, False), (0.9, False))]
    fitted = fit_claims([*rows, row(0.0, False, "a", wrong="number")], names=("missing", "run"))
    assert fitted["weights"]["missing"][0] < 0 < fitted["weights"]["run"][0]
    figures = fitted["figures"]["fitted to, cross-validated by article"]
    assert figures == {
        "true verified, by program": 1.0,
        "true shown, by program": 1.0,
        "false verified, by program": 0.0,
        "false shown, by program": 0.0,
    }
    assert fitted["threshold"] == 0.35
    assert 0.5 < fitted["plausible"]["least"] < 1


def test_what_a_rule_objects_to_may_be_shown_where_it_only_objects_to_wording():
    rows = [row(share, label, article) for article in "abcd" for share, label in ((0.0, True), (0.1, True), (0.8, False), (0.9, False))]
    objected = [row(0.0, True, "a", wrong=rule) for rule in ("word", "number")]
    figures = fit_claims([*rows, *objected], names=("missing", "run"))["figures"]["fitted to, cross-validated by article"]
    assert (figures["true verified, by program"], figures["true shown, by program"]) == (0.8, 0.9)


def test_signs_that_would_weigh_the_wrong_way_are_left_out():
    rows = [row(share, label, article) for article in "abcd" for share, label in ((0.0, False), (0.1, False), (0.8, True), (0.9, True))]
    with pytest.raises(OnRecordError, match="no sign tells true sentences from false ones"):
        fit_claims(rows, names=("missing", "run"))


def test_of_one_kind_alone_nothing_is_learnt():
    with pytest.raises(OnRecordError, match="labelled True; there must be some of either kind"):
        fit_claims([row(0.0, True, article) for article in "ab"])


def test_of_nothing_nothing_is_learnt():
    with pytest.raises(OnRecordError) as caught:
        logistic_regression(np.zeros((0, 1)), [], np.zeros(0), 1.0)
    assert str(caught.value) == "there are no examples to fit to; there must be some of either kind"


def test_of_one_article_nothing_can_be_measured():
    with pytest.raises(OnRecordError) as caught:
        fit_claims([row(share, label, "a") for share, label in ((0.0, True), (1.0, False))])
    assert str(caught.value) == "the sentences are about a; to fit on some articles and measure on others takes two"
    with pytest.raises(OnRecordError, match="the sentences are about nothing; "):
        folds([])


def test_articles_are_dealt_out_to_folds():
    assert folds(["b", "a", "c", "a", "b"]) == [{"a"}, {"b"}, {"c"}]
    assert folds(list("gfedcba"), most=3) == [{"a", "d", "g"}, {"b", "e"}, {"c", "f"}]
    assert len(folds([f"{n:03}" for n in range(95)])) == 10


def test_examples_that_weigh_more_count_for_more():
    """Of one value three are of one kind and one of the other, so that without a penalty the odds are 3, or as they weigh."""
    inputs, labels = np.array([[0.0], [0.0], [0.0], [0.0], [1.0]]), [True, True, True, False, False]
    for weight, odds in ((1.0, 3.0), (3.0, 1.0), (6.0, 0.5)):
        found = logistic_regression(inputs, labels, np.array([1.0, 1.0, 1.0, weight, 1.0]), 1e6)
        assert np.exp(found.intercept_[0]) == pytest.approx(odds, rel=1e-2)
        assert found.coef_[0, 0] < -5


def test_what_is_learnt_has_the_weights_of_a_model_and_figures_of_what_is_held_out():
    rows = [row(share, label, article) for article in "abcd" for share, label in ((0.0, True), (0.1, True), (0.8, False), (0.9, False))]
    fitted = fit_claims(rows, [row(0.0, True, "e"), row(1.0, False, "e"), row(1.0, True, "e")], names=("missing", "run"))
    assert fitted.keys() == {"figures", "threshold", "intercept", "weights", "plausible"}
    assert fitted["weights"]["missing"][1:] == [0.45, 0.4031]  # the mean and the spread of what it was fitted to
    assert fitted["figures"]["held out"] == {
        "true verified, by program": 0.5,
        "true shown, by program": 0.5,
        "false verified, by program": 0.0,
        "false shown, by program": 0.0,
    }
