import pytest
from sourced import sources

from onrecord.evals.checking import Example
from onrecord.evals.fit_claims import Row, fit_claims, rows_of
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
    fitted = fit_claims([*rows, row(0.0, False, "a", wrong="amount")], names=("missing", "run"))
    assert fitted["weights"]["missing"][0] < 0 < fitted["weights"]["run"][0]
    figures = fitted["figures"]["fitted to, cross-validated by article"]
    assert figures == {"true kept, by program": 1.0, "false caught, by program": 1.0}
    assert fitted["threshold"] == 0.35


def test_signs_that_would_weigh_the_wrong_way_are_left_out():
    rows = [row(share, label, article) for article in "abcd" for share, label in ((0.0, False), (0.1, False), (0.8, True), (0.9, True))]
    with pytest.raises(OnRecordError, match="no sign tells true sentences from false ones"):
        fit_claims(rows, names=("missing", "run"))


def test_of_one_kind_alone_nothing_is_learnt():
    with pytest.raises(OnRecordError, match="labelled True"):
        fit_claims([row(0.0, True, article) for article in "ab"])
