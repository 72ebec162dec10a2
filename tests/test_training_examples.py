"""What the reader is trained on: our data, checked, and public data in its form."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from fakes import HashEmbedder
from towns import CLAIMS, OTHERS, QUESTIONS, TOWN, evidence

from onrecord.evals.training import examples
from onrecord.evals.training.examples import (
    DATA,
    LABELS,
    Asked,
    Claimed,
    Labelled,
    fingerprint,
    our_claims,
    our_questions,
    public_claims,
    public_files,
    public_questions,
    rows,
)
from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.qa.reading.passage import ReadPassage

if TYPE_CHECKING:
    pass
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")


ARTICLES = {row["id"]: row for row in rows(DATA / "articles.jsonl")}


def misplaced(slices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that don't stand in their article exactly once."""
    return [(article, quote) for article, quote in slices if not quote or ARTICLES[article]["text"].count(quote) != 1]


def test_there_is_enough_of_it_and_nothing_twice() -> None:
    assert (len(ARTICLES) >= 120, len(QUESTIONS) >= 2_500, len(CLAIMS) >= 1_500) == (True, True, True)
    assert len(rows(DATA / "articles.jsonl")) == len(ARTICLES) == len({row["text"] for row in ARTICLES.values()})
    assert len({row["id"] for row in QUESTIONS}) == len({row["question"] for row in QUESTIONS}) == len(QUESTIONS)
    assert len({(row["article"], row["premise"], row["claim"]) for row in CLAIMS}) == len(CLAIMS)


def test_articles_are_whole() -> None:
    for row in ARTICLES.values():
        made = Article(**{key: row[key] for key in ("id", "title", "published", "source", "text")})
        assert made.title and made.source and made.published == row["published"]


def test_each_quote_is_a_slice_that_stands_once() -> None:
    assert misplaced([(each["article"], each["quote"]) for row in QUESTIONS for each in (*evidence(row), *row["near"])]) == []
    assert [row["id"] for row in QUESTIONS if not all(row["evidence"])] == []


def test_questions_without_an_answer_have_no_evidence_and_others_have() -> None:
    unanswerable = [row for row in QUESTIONS if row["kind"].startswith("unanswerable")]
    assert [row["id"] for row in QUESTIONS if bool(row["evidence"]) is (row in unanswerable)] == []
    assert [row["id"] for row in unanswerable if row["answer"] or row["speaker"]] == []
    assert 0.2 < len(unanswerable) / len(QUESTIONS) < 0.5


def test_short_answers_are_slices_of_their_evidence_or_yes_or_no() -> None:
    answered = [row for row in QUESTIONS if row["answer"] is not None]
    assert len(answered) > 500
    assert [
        row["id"]
        for row in answered
        if row["answer"] not in ("yes", "no") and not any(row["answer"] and row["answer"] in each["quote"] for each in evidence(row))
    ] == []


def test_claims_have_premises_that_are_slices() -> None:
    assert misplaced([(row["article"], row["premise"]) for row in CLAIMS]) == []
    assert {row["label"] for row in CLAIMS} == {"supported", "neither", "contradicted"}
    assert [row for row in CLAIMS if not row["claim"].strip()] == []


def test_questions_answered_with_yes_or_no_are_claims_too() -> None:
    claimed = our_claims()
    decided = [row for row in QUESTIONS if row["answer"] in ("yes", "no")]
    assert len(claimed) == len(CLAIMS) + sum(min(len(evidence(row)), 2) for row in decided)
    assert {each.label for each in claimed} == set(LABELS)
    texts = [row["text"] for row in ARTICLES.values()]
    assert [each for each in claimed[len(CLAIMS) :] if not any(each.text in text for text in texts)] == []


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like ours with five articles and four questions, searched with an embedder that takes no time."""
    monkeypatch.setattr(examples, "Index", SimpleNamespace(open=lambda path: Index.open(path, embedder=HashEmbedder())))  # pyright: ignore[reportUnknownLambdaType]
    common = {"title": "News", "published": "2031-05-04", "source": "Post"}
    articles = [{"id": id, "text": text, **common} for id, text in {"a": TOWN, **OTHERS}.items()]
    burned = [[{"article": "a", "quote": "The mill burned on Tuesday"}]]
    near = [{"article": "b", "quote": "The mill reopened."}]
    questions = [
        {"question": "When did the mill burn?", "evidence": burned, "answer": "Tuesday", "near": near},
        {"question": "Did the mill burn?", "evidence": burned, "answer": "yes", "near": near},
        {"question": "Who burned the mill?", "evidence": [], "answer": None, "near": near},
        {"question": "What burned?", "evidence": burned, "answer": None, "near": []},
    ]
    claims = [
        {"article": "a", "premise": "Nobody was hurt.", "claim": claim, "label": label}
        for claim, label in (("All are well.", "supported"), ("Two were hurt.", "contradicted"), ("It was late.", "neither"))
    ]
    for name, given in (("articles", articles), ("questions", questions), ("claims", claims)):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in given), encoding="utf-8")
    return tmp_path


def labels(asked: Asked) -> dict[str, tuple[tuple[bool, ...], str | None, bool]]:
    return {
        each.passage.article.id: (each.right, each.answer and each.passage.article.text[slice(*each.answer)], each.marked)
        for each in asked.passages
    }


def test_the_passages_of_our_questions_are_labelled(ours: Path) -> None:
    when, did, who, what = our_questions(1, ours)
    assert [len(each.passages) for each in (when, did, who, what)] == [4, 4, 4, 4]
    assert when.question == "When did the mill burn?"
    right = (False, True, False)
    assert [labels(each)["a"] for each in (when, did, what)] == [(right, "Tuesday", True), (right, None, False), (right, None, False)]
    wrong = [each for asked in (when, did, who, what) for id, each in labels(asked).items() if id != "a" or asked is who]
    assert len(wrong) == 13
    assert [each for each in wrong if any(each[0]) or each[1:] != (None, True)] == []
    assert all(each.passage.heading == "News, 4 May 2031" for each in when.passages)


def test_they_are_the_same_with_the_same_seed(ours: Path) -> None:
    assert our_questions(1, ours) == our_questions(1, ours)
    assert our_questions(1, ours) != our_questions(2, ours)


def test_our_claims_have_the_labels_of_the_reader(ours: Path) -> None:
    assert our_claims(ours) == [
        Claimed("All are well.", "Nobody was hurt.", "entailment"),
        Claimed("Two were hurt.", "Nobody was hurt.", "contradiction"),
        Claimed("It was late.", "Nobody was hurt.", "neutral"),
        Claimed("Did the mill burn?", "The mill burned on Tuesday night.", "entailment"),
    ]


def asked(context: str, answer: str | None, question: str = "When did the mill burn?") -> dict[str, Any]:
    found = [] if answer is None else [answer]
    starts = [context.index(each) for each in found]
    return {"question": question, "context": context, "answers": found, "answer_starts": starts, "unanswerable": answer is None}


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    def write(most: int, **sets: Sequence[dict[str, Any]]) -> Path:
        for name, given in sets.items():
            lines = "".join(f"{json.dumps(each)}\n" for each in given)
            (tmp_path / f"{name.replace('_', '-')}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        for kind, prefix in (("QUESTIONS", "qa"), ("CLAIMS", "nli")):
            monkeypatch.setattr(examples, kind, {name.replace("_", "-"): most for name in sets if name.startswith(prefix)})
        return tmp_path

    return write


def test_public_questions_are_labelled_by_where_their_answer_stands(public: Callable[..., Path]) -> None:
    folder = public(9, qa_town=[asked(TOWN, "Tuesday")], qa_none=[asked(TOWN, None)])
    passage = ReadPassage(Article(TOWN, id="public"), Span(0, len(TOWN)), (Span(0, 19), Span(20, 53), Span(54, 70)), "")
    tuesday = Span(TOWN.index("Tuesday"), TOWN.index("Tuesday") + 7)
    assert public_questions(folder, 1) == [
        Asked("When did the mill burn?", (Labelled(passage, (False, True, False), tuesday, True),)),
        Asked("When did the mill burn?", (Labelled(passage, (False, False, False), None, True),)),
    ]


def test_a_public_text_without_capitals_has_its_sentences_too(public: Callable[..., Path]) -> None:
    text = 'it rained at 3.5 cm an hour . " who knew ? " the mill burned on tuesday .'
    folder = public(9, qa_town=[asked(text, "tuesday")])
    (one,) = public_questions(folder, 1)[0].passages
    assert [text[slice(*each)].strip() for each in one.passage.sentences] == [
        "it rained at 3.5 cm an hour .",
        '" who knew ?',
        '" the mill burned on tuesday .',
    ]
    assert one.right == (False, False, True)


def test_of_a_public_set_so_many_and_none_with_long_texts(public: Callable[..., Path]) -> None:
    given = [asked(TOWN, "Tuesday", f"{n}?") for n in range(5)]
    claims = [{"premise": "Rain fell.", "hypothesis": f"{n}", "label": "neutral"} for n in range(5)]
    long = "x" * 1_201
    folder = public(
        3, qa_town=[*given, asked(long, None, "long?")], qa_long=[asked(long, None)], nli_town=[*claims, {**claims[0], "premise": long}]
    )
    questions = [each.question for each in public_questions(folder, 1)]
    assert len(set(questions)) == 3 and set(questions) <= {f"{n}?" for n in range(5)}
    assert [each.claim for each in public_claims(folder, 1)] != [each.claim for each in public_claims(folder, 2)]
    assert {(each.text, each.label) for each in public_claims(folder, 1)} == {("Rain fell.", "neutral")}
    assert len(public_claims(folder, 1)) == 3


def test_some_public_questions_come_with_a_text_like_theirs_that_does_not_answer(public: Callable[..., Path]) -> None:
    like, unlike = "The mill did burn, or so they say.", "Karsk sang."
    folder = public(99, qa_town=[*(asked(TOWN, "Tuesday") for _ in range(50)), asked(like, None), asked(unlike, None)])
    found = [each.passages for each in public_questions(folder, 1) if each.passages[0].passage.text == TOWN]
    second = [each[1] for each in found if len(each) == 2]
    assert len(found) == 50 and 10 <= len(second) <= 30
    assert {each.passage.text for each in second} == {like}
    assert {(each.right, each.answer, each.marked) for each in second} == {((False,), None, True)}


def test_public_claims_keep_their_labels(public: Callable[..., Path]) -> None:
    given = [{"premise": "Rain fell.", "hypothesis": label, "label": label} for label in (*LABELS, "not_entailment")]
    found = public_claims(public(9, nli_town=given), 1)
    assert sorted((each.claim, each.label) for each in found) == sorted((each, each) for each in (*LABELS, "not_entailment"))


def test_what_it_was_made_from_is_told_by_hash(public: Callable[..., Path]) -> None:
    folder = public(9, nli_a=[{"premise": "Rain."}], qa_b=[asked(TOWN, None)])
    files = public_files(folder)
    assert [file.name for file in files] == ["qa-b.jsonl.gz", "nli-a.jsonl.gz"]
    assert fingerprint(files) == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
