import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from bay import FERRY, bay
from click.testing import CliRunner
from rich.console import Console

from onrecord.evals.checker_report import checker_tables, write_checked
from onrecord.evals.checking import Example, Judged, examples, figures, group, judge, paraphrased
from onrecord.evals.corruptions import INVENTED_NUMBER, WRONG_NUMBER
from onrecord.index.embedder import Embedder
from onrecord.qa.check import Part, Verdict
from onrecord.qa.evidence import Evidence
from onrecord.qa.sources import Source, sources_of
from onrecord.ui.evaluate import evaluate


class KeepsAll:
    """Believes everything, and every number that it is given."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder = embedder

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        return Verdict((Part("prose", sentence),), tuple(cited))


class RemovesAll:
    """Believes nothing."""

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        return Verdict((), (), "nothing is true")


class CitesFirst:
    """Keeps all, on the word of the first source, with a quotation of its own making."""

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        return Verdict((Part("prose", sentence), Part("quote", "“Never said.”")), (1,))


def sources() -> tuple[Source, ...]:
    return tuple(sources_of(bay().statements[:3]))


def example(kind: str, label: bool, cited: tuple[int, ...] = (1,), by_hand: bool = False, suite: str = "bay") -> Example:
    return Example(f"{suite}-{kind}", "The ferry sails.", sources(), cited, label, kind, suite, "ferry", (1,), "bay", by_hand)


GIVEN = [
    example("as it is", True),
    example("not dropped", False),
    example("quoted word added", False),
    example(INVENTED_NUMBER, True, (9,)),
    example(WRONG_NUMBER, True, (2,)),
    example("synonym", True, by_hand=True),
    example("number", False, by_hand=True, suite="cove"),
]


@pytest.mark.parametrize(
    ("checker", "right"),
    [
        (KeepsAll(), [True, False, False, False, False, True, False]),
        (RemovesAll(), [False, True, True, True, False, False, True]),  # a number that doesn't come out is caught; a wrong one isn't mended
        (CitesFirst(), [True, False, False, True, True, True, False]),
    ],
)
def test_what_is_right(checker: KeepsAll, right: list[bool]) -> None:
    assert [one.right for one in judge(checker, GIVEN)] == right


def test_the_groups() -> None:
    assert [group(one) for one in GIVEN] == ["true", "false", "false", "false", "false", "true by hand", "false by hand"]


def test_kept_with_the_right_numbers() -> None:
    (one, *_) = judge(KeepsAll(), [example("as it is", True, (1, 2))])
    assert (one.kept, one.right, one.numbered) == (True, True, False)
    (one, *_) = judge(KeepsAll(), [example("as it is", True, (1,))])
    assert (one.kept, one.right, one.numbered) == (True, True, True)


def test_a_quotation_that_no_article_has_is_seen() -> None:
    part = Part("quote", "“The pilot has waited nine days for a berth,”")
    assert Judged(GIVEN[0], Verdict((part,), (1,))).exact
    assert not Judged(GIVEN[0], Verdict((Part("quote", "“The pilot has waited.”"),), (1,))).exact
    assert Judged(GIVEN[0], Verdict((), (), "no")).exact


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    judge(RemovesAll(), GIVEN[:2], lambda done, in_all: told.append((done, in_all)))
    assert told == [(1, 2), (2, 2)]


def test_figures_by_group_kind_and_suite() -> None:
    found = figures(judge(CitesFirst(), GIVEN))
    assert list(found) == ["true", "false", "true by hand", "false by hand"]
    assert found["true"]["as it is"]["all"] == {"n": 1, "right": 1, "numbered": 1, "shown": 1, "exact": 0}
    assert found["false"]["all"]["bay"] == {"n": 4, "right": 2, "numbered": 4, "shown": 4, "exact": 0}
    assert found["false"]["all quotations"]["all"] == {"n": 1, "right": 0, "numbered": 1, "shown": 1, "exact": 0}
    assert found["false by hand"] == {
        kind: {suite: {"n": 1, "right": 0, "numbered": 1, "shown": 1, "exact": 0} for suite in ("all", "cove")}
        for kind in ("all", "number")
    }


def test_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(width=100)
    for table in checker_tables(figures(judge(CitesFirst(), GIVEN))):
        console.print(table)
    shown = " ".join(capsys.readouterr().out.split())
    assert "False sentences, by kind of corruption" in shown
    assert "all 0.500 of 4 0.500 of 4" in shown
    assert "with a quotation that no article has: 4" in shown


def test_every_sentence_is_written_with_its_verdict(tmp_path: Path) -> None:
    path = write_checked(tmp_path / "out", judge(RemovesAll(), GIVEN[:1]))
    (row,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert path.name == "checked.jsonl"
    assert {key: row[key] for key in ("group", "kind", "right", "text", "why", "cited", "support", "cites", "parts")} == {
        "group": "true", "kind": "as it is", "right": False, "text": "The ferry sails.", "why": "nothing is true", "cited": [1],
        "support": [1], "cites": [], "parts": [],
    }  # fmt: skip
    assert row["sources"][0] == {
        "n": 1, "article": "ferry", "speaker": "Ilo Quist", "day": "2031-05-05",
        "text": "Harbour master Ilo Quist said on Monday that the ferry would not sail before nine o’clock.",
    }  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> list[Example]:
    return examples("seeds")


def test_the_examples_of_a_suite(seeds: list[Example]) -> None:
    labels = [one.label for one in seeds]
    assert labels.count(True) > 90
    assert labels.count(False) > 300
    assert len({one.id for one in seeds}) == len(seeds)
    assert {one.suite for one in seeds} == {"seeds"}
    assert all(one.cited == one.support for one in seeds if one.kind not in (INVENTED_NUMBER, WRONG_NUMBER))
    ids = {one.id for one in seeds}
    assert all(one.of in ids for one in seeds)


def test_true_examples_come_first(seeds: list[Example]) -> None:
    groups = [group(one) for one in seeds]
    assert groups == sorted(groups, reverse=True)


def test_a_paraphrase_is_an_example(tmp_path: Path) -> None:
    row = {
        "id": "p1",
        "claim": "Repairs will cost three million, says the Port Council.",
        "true": True,
        "kind": "synonym",
        "sources": [
            {"article": "bread", "quote": "The Grain Board criticised the Port Council"},
            {"article": "ferry", "quote": "the repairs would cost 3 million florins"},
        ],
        "cites": [2],
    }
    path = tmp_path / "paraphrases.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (one,) = paraphrased(path, [bay()])
    assert (one.id, one.text, one.label, one.kind) == ("p1", row["claim"], True, "synonym")
    assert (one.suite, one.article, one.cited, one.support, one.by_hand) == ("bay", "ferry", (2,), (2,), True)
    assert [each.text for each in one.sources] == [
        "The Grain Board criticised the Port Council in a letter.",
        "The Port Council said that the repairs would cost 3 million florins.",
    ]
    assert one.sources[1].speaker == "Port Council"


def test_evidence_that_nobody_says_has_no_speaker() -> None:
    corpus = bay()
    start = FERRY.text.index("who leads the bakers")
    assert corpus.evidence_at("ferry", start, start + 20) == Evidence(FERRY, corpus.evidence_at("ferry", start, start + 20).span)


@pytest.fixture
def only_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command with a checker that believes everything, and the smallest suite."""
    monkeypatch.setattr("onrecord.qa.check.Checker", KeepsAll)
    monkeypatch.setattr("onrecord.evals.checker_report.SUITES", ["seeds"])
    monkeypatch.setattr("onrecord.evals.checker_report.paraphrased", lambda path, corpora: [])


@pytest.mark.usefixtures("only_seeds")
def test_the_command(tmp_path: Path, seeds: list[Example]) -> None:
    run = CliRunner().invoke(evaluate, ["--checker", "--out", str(tmp_path / "out"), "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout) == figures(judge(KeepsAll(), seeds))
    assert len((tmp_path / "out" / "checked.jsonl").read_text(encoding="utf-8").splitlines()) == len(seeds)
    shown = CliRunner().invoke(evaluate, ["--checker"]).stdout
    assert "True sentences, by form" in shown
    assert "False sentences, by kind of corruption" in shown


@pytest.mark.parametrize("more", [["seeds"], ["--from-feedback"]])
def test_the_command_asks_nothing_else(more: list[str]) -> None:
    run = CliRunner().invoke(evaluate, ["--checker", *more])
    assert run.exit_code == 2
    assert "asks nothing" in run.output
