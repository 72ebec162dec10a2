"""Fitting what stands in gate.json and support.json: on a small gold, and what it makes of scores by themselves."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals import fitting
from onrecord.evals.fit_changes import Changes
from onrecord.evals.fitting import fit, main, write
from onrecord.evals.platt import balance, cross_calibrated, figures, folds, platt
from onrecord.evals.suites import SUITES, Suite
from onrecord.evals.thresholds import Judged, best_thresholds, held_out, shares
from onrecord.index.errors import OnRecordError
from onrecord.qa.gate import Calibration, Gate, log_odds
from onrecord.qa.support import Model, read_models

TOWNS = [("Tarn", "Orrel", "mill", 1871), ("Brask", "Vell", "harbour", 1902), ("Lund", "Karsk", "lighthouse", 1955)]


def article(town: str, name: str, what: str, year: int) -> dict[str, str]:
    text = (
        f"Ann {name}, the mayor of {town}, said on Monday that the {what} would open in May. “The {what} has cost us too much,” "
        f"{name} told the council. She said that schools in {town} needed new roofs.\n\n"
        f"The {what} of {town} was built in {year}. It burnt twice. Nobody lives there now."
    )
    return {"id": town.lower(), "title": f"The {what} of {town}", "text": text, "published": "2031-03-04"}


def questions(town: str, name: str, what: str, year: int) -> list[dict[str, object]]:
    def asked(id: str, question: str, quote: str | None = None) -> dict[str, object]:
        evidence: dict[str, object] = {"evidence": [[{"article": town.lower(), "quote": quote}]]} if quote else {"unanswerable": True}
        return {"id": f"{town}-{id}", "question": question, **evidence}

    return [
        asked("1", f"What did {name} say about schools in {town}?", f"schools in {town} needed new roofs"),
        asked("2", f"What did {name} say about what the {what} cost?", f"The {what} has cost us too much"),
        asked("3", f"What did {name} say about whales and penguins?"),
        asked("4", f"In what year was the {what} of {town} built?", f"The {what} of {town} was built in {year}."),
        asked("5", f"Who painted the ceiling of the {what} with angels?"),
        asked("6", f"What did {name} say?", f"schools in {town} needed new roofs"),
        asked("7", f"Who said that schools in {town} needed new roofs?", f"schools in {town} needed new roofs"),
    ]


@pytest.fixture(scope="module")
def suites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Suite]:
    folder = tmp_path_factory.mktemp("gold")
    gold, corpus = folder / "gold.jsonl", folder / "articles.jsonl"
    corpus.write_text("".join(json.dumps(article(*town)) + "\n" for town in TOWNS), encoding="utf-8")
    gold.write_text("".join(json.dumps(each) + "\n" for town in TOWNS for each in questions(*town)), encoding="utf-8")
    return {"towns": Suite(gold, (corpus,))}


@pytest.fixture(scope="module")
def fitted(suites: dict[str, Suite]) -> dict[str, dict[str, object]]:
    return fit(suites)


def numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [x for each in value.values() for x in numbers(each)]
    if isinstance(value, list):
        return [x for each in value for x in numbers(each)]
    return [float(value)] if isinstance(value, int | float) else []


def test_what_is_fitted_has_the_keys_of_what_is_shipped_and_finite_numbers(root: Path, fitted: dict[str, dict[str, object]]) -> None:
    assert sorted(fitted) == ["gate.json", "support.json"]
    for name, made in fitted.items():
        shipped = json.loads(root.joinpath("qa", name).read_text("utf-8"))
        assert made.keys() == shipped.keys()
        assert [x for x in numbers(made) if not math.isfinite(x)] == []
        for key in ("said", "calibration"):
            assert made.get(key, {}).keys() == shipped.get(key, {}).keys()  # pyright: ignore[reportAttributeAccessIssue]


def test_fitted_numbers_make_a_gate_and_models(fitted: dict[str, dict[str, object]], tmp_path: Path) -> None:
    write(fitted, tmp_path / "new")
    read = json.loads(tmp_path.joinpath("new", "gate.json").read_text("utf-8"))
    assert read == fitted["gate.json"]
    gate = Gate(read)
    assert 0 < gate.answers < 1 and 0 < gate.tells < 1 and 0 < gate.sure < 1
    choice, answer = read_models(tmp_path.joinpath("new", "support.json").read_text("utf-8"))
    assert all(isinstance(model, Model) and each.scale > 0 for model in (choice, answer) for each in model.weights.values())


def test_what_it_was_fitted_on_is_counted(fitted: dict[str, dict[str, object]]) -> None:
    assert fitted["gate.json"]["fitted on"] == "21 questions of the suites towns: 9 heard, 3 named, 6 told, 3 sure, 0 none"
    assert str(fitted["support.json"]["fitted on"]).startswith("6 questions about facts of the suites towns; ")


def test_the_same_gold_gives_the_same_numbers_whatever_is_held_out(suites: dict[str, Suite], fitted: dict[str, dict[str, object]]) -> None:
    assert fit({**suites, "aside": Suite(Path("not even read"), (), held_out=True)}) == fitted


def test_of_the_suites_that_come_along_one_is_held_out() -> None:
    assert [name for name, suite in SUITES.items() if suite.held_out] == ["lorrin"]


def test_gold_about_one_article_is_too_little(tmp_path: Path) -> None:
    gold, corpus = tmp_path / "gold.jsonl", tmp_path / "articles.jsonl"
    corpus.write_text(json.dumps(article(*TOWNS[0])) + "\n", encoding="utf-8")
    gold.write_text("".join(json.dumps(each) + "\n" for each in questions(*TOWNS[0])), encoding="utf-8")
    with pytest.raises(OnRecordError, match="the gold is about one/tarn; to fit on some articles and measure on others takes two"):
        fit({"one": Suite(gold, (corpus,))})


def test_the_command_writes_and_prints(
    suites: dict[str, Suite], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fitting, "SUITES", suites)
    assert main(["--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gate.json", "support.json"]
    assert "21 questions of the suites towns" in capsys.readouterr().out
    assert main(["--out", str(tmp_path), "--squad", str(tmp_path / "gate.json")]) == 1
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Did Ann Orrel open the mill before 1871?", {"name", "number", "opposite"}),
        ("Was the mill built by Ann Orrel?", {"name"}),
        ("what burnt?", set[str]()),
    ],
)
def test_a_changed_question_has_one_thing_changed(text: str, kinds: set[str]) -> None:
    found = Changes([text, "Who met Tom Brask?"], 1).of(text)
    assert {kind for kind, _ in found} - {"not"} == kinds
    assert all(other != text for _, other in found)
    assert [other for kind, other in found if kind == "name"] in ([], [text.replace("Ann Orrel", "Tom Brask")])
    assert found == Changes([text, "Who met Tom Brask?"], 1).of(text)


def test_no_group_is_in_two_folds() -> None:
    assert folds(["b", "a", "c", "a"], most=2) == [{"a", "c"}, {"b"}]
    assert folds(["b", "a", "a"]) == [{"a"}, {"b"}]


def test_both_kinds_weigh_alike() -> None:
    assert balance([True, True, True, False]).tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])


def test_platt_finds_the_share_where_scores_say_nothing() -> None:
    found = platt([0.0] * 8, [True] * 6 + [False] * 2)
    assert found(0.5) == pytest.approx((6 * 7 / 8 + 2 * 1 / 4) / 8, abs=1e-4)


def test_platt_never_turns_the_order_round() -> None:
    assert platt([3.0, 2.0, -2.0, -3.0], [False, False, True, True]).slope == 0.0
    assert platt([], []) == Calibration(1.0, 0.0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(-8, 8), st.booleans()), min_size=1, max_size=20), st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_is_never_less_sure(examples: list[tuple[float, bool]], one: float, other: float) -> None:
    found = platt([odds for odds, _ in examples], [label for _, label in examples])
    low, high = sorted((one, other))
    assert 0 <= found(low) <= found(high) <= 1


def test_calibration_of_a_group_has_not_seen_it() -> None:
    odds, groups = [2.0, -2.0, 2.0, -2.0], ["a", "a", "b", "b"]
    by_a, by_b = platt([2.0, -2.0], [True, False]), platt([2.0, -2.0], [True, True])
    found = cross_calibrated(odds, [True, False, True, True], groups)
    expected = [by_b, by_b, by_a, by_a]
    assert found == pytest.approx([each.at(x) for each, x in zip(expected, odds, strict=True)])


def test_figures_by_hand() -> None:
    assert figures([0.9, 0.6, 0.7, 0.1], [True, True, False, False]) == {
        "answerable": 2,
        "unanswerable": 2,
        "auroc": 0.75,
        "expected_calibration_error": pytest.approx((0.1 + 0.4 + 0.7 + 0.1) / 4),
        "refused, with 0.9 answered": 0.5,
    }


def row(confidence: float, answerable: bool, group: str = "a", full: bool = True, refused: bool = False) -> Judged:
    return Judged(group, confidence, answerable, full, refused)


def test_shares_by_hand() -> None:
    rows = [row(0.9, True), row(0.8, True, full=False), row(0.3, True), row(0.6, False), row(0.9, False, refused=True)]
    assert shares(rows, 0.5) == (1 / 3, 0.5)
    assert shares(rows, 0.61) == (1 / 3, 1.0)
    assert shares([], 0.5) == (0.0, 0.0)


def test_thresholds_are_in_the_middle_between_yes_and_no() -> None:
    words, facts = [row(0.8, True), row(0.4, False)], [row(0.6, True), row(0.2, False)]
    assert best_thresholds(words, facts, [], 0.8) == (0.61, 0.41)


def test_thresholds_refuse_enough_even_if_that_costs_answers() -> None:
    facts = [row(0.6, True), row(0.6, True), row(0.9, True), row(0.7, False), row(0.1, False)]
    assert best_thresholds([], facts, [], 0.0)[1] <= 0.6
    assert 0.7 < best_thresholds([], facts, [], 0.8)[1] <= 0.9


def test_what_is_refused_anyway_counts_among_the_refused() -> None:
    facts = [row(0.6, True), row(0.6, True), row(0.9, True), row(0.7, False), row(0.1, False)]
    refused = [row(0.0, False, refused=True)] * 4
    assert best_thresholds([], facts, refused, 0.8)[1] <= 0.6


def test_held_out_thresholds_are_those_of_the_other_articles() -> None:
    facts = [row(0.8, True, "a"), row(0.6, False, "a"), row(0.5, True, "b"), row(0.3, False, "b")]
    assert held_out([], facts, [], 0.8) == (0.5, 0.5)


def test_log_odds_and_calibration_by_hand() -> None:
    assert log_odds(0.75) == pytest.approx(math.log(3))
    assert (log_odds(0.0), log_odds(1.0)) == (-50.0, 50.0)
    assert Calibration(2.0, -1.0)(0.75) == pytest.approx(1 / (1 + math.exp(-(2 * math.log(3) - 1))))
