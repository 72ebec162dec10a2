"""What readers think of answers: kept beside the catalog, and made into drafts of gold."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from alden import CUT, DAM, TAX, WIRE
from fakes import Shell
from pages import ATTACK, blocks

from onrecord import Answer
from onrecord.evals import feedback as kept
from onrecord.evals.feedback import FILE, Judgement, drafts, read_judgements, write_drafts
from onrecord.evals.questions import GoldError, read_gold
from onrecord.index.errors import OnRecordError
from onrecord.index.index import Index
from onrecord.index.model import Span, Statement
from onrecord.qa.answer import IndexState, cite
from onrecord.qa.receipt import read_answer
from onrecord.ui.feedback import OPTIONS, add, opinion, questions_before, record, remembered, wire

ASKED = "what did Oda Lind say?"


def answered(index: Index, *slices: tuple[str, str], short: str | None = None) -> dict[str, Any]:
    """An answer that cites these words of these articles."""
    citations: list[Any] = []
    for n, (id, words) in enumerate(slices, 1):
        article = index.article(id)
        span = Span(article.text.index(words), article.text.index(words) + len(words))
        statement = Statement(id, "Oda Lind", None, None, (span,), "indirect", "2031-03-03")
        citations.append(cite(n, article, span, statement))
    text = " ".join(f"{citation.quote} [{citation.n}]" for citation in citations)
    return Answer(ASKED, "answered", text, tuple(citations), 0.9, IndexState(index.name, index.generation), short=short).to_json()


def refused(index: Index) -> dict[str, Any]:
    return Answer(ASKED, "nothing", "The articles don't say.", (), 0.1, IndexState(index.name, index.generation)).to_json()


def unsure(index: Index, *slices: tuple[str, str]) -> dict[str, Any]:
    """The same as no clear answer."""
    answer = read_answer(answered(index, *slices))
    return replace(answer, outcome="unsure", text=f"No clear answer. What comes nearest:\n\n{answer.text}").to_json()


def line(index: Index) -> dict[str, Any]:
    judgements, torn = read_judgements(index.folder)
    assert torn == 0
    (made,) = drafts(index, judgements)
    return made


# Keeping


def test_what_is_kept_is_read_again(index: Index) -> None:
    answer = refused(index)
    record(index, ASKED, ["who is Lind?"], answer, False, "There is an answer")
    record(index, f"{ATTACK}\n\u2028\ud800", [], None, True)
    first, second = read_judgements(index.folder)[0]
    assert replace(first, made="") == Judgement("", ASKED, ("who is Lind?",), False, "There is an answer", json.loads(json.dumps(answer)))
    assert (second.question, second.liked, second.answer) == (f"{ATTACK}\n\u2028?", True, None)
    assert len((index.folder / FILE).read_bytes().splitlines()) == 2
    assert index.doctor().healthy


def test_a_line_that_a_crash_cut_short_costs_only_itself(index: Index) -> None:
    record(index, "one", [], None, True)
    with open(index.folder / FILE, "ab") as file:
        file.write(b'{"made": "2031-01-01T00:00:00", "question": "two", "hist')
    record(index, "three", [], None, False)
    found, torn = read_judgements(index.folder)
    assert ([each.question for each in found], torn) == (["one", "three"], 1)


def test_many_may_judge_at_once(index: Index) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: record(index, f"question {n} {'x' * 5_000}", [], None, True), range(100)))
    found, torn = read_judgements(index.folder)
    assert ({each.question.split()[1] for each in found}, torn) == (set(map(str, range(100))), 0)


def test_there_is_an_end_to_what_is_kept(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OnRecordError, match="at most 1,000,000 are kept"):
        record(index, "x" * 1_000_001, [], None, True)
    monkeypatch.setattr(kept, "MAX_FILE_BYTES", 300)
    record(index, "one", [], None, True)
    with pytest.raises(OnRecordError, match="make drafts of it and move it away"):
        record(index, "x" * 300, [], None, True)
    assert len(read_judgements(index.folder)[0]) == 1


def test_an_index_without_feedback_has_none(index: Index) -> None:
    assert read_judgements(index.folder) == ([], 0)


# From the page


def turns(*texts: str) -> list[dict[str, Any]]:
    """Questions and answers in turn, some as plain text and some in parts, as Gradio has them."""
    contents = [text if i % 4 < 2 else [{"type": "text", "text": text}] for i, text in enumerate(texts)]
    return [{"role": ("user", "assistant")[i % 2], "content": content} for i, content in enumerate(contents)]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (True, (True, None)),
        (False, (False, None)),
        ("Wrong speaker", (False, "Wrong speaker")),
        ("", (None, None)),
        (None, (None, None)),
        ("<script>", (None, None)),
        (["Wrong speaker"], (None, None)),
    ],
)
def test_opinions(given: object, read: tuple[bool | None, str | None]) -> None:
    assert opinion(given) == read


def test_the_question_is_the_one_before_the_answer() -> None:
    said = turns("one?", "1", "two?", "2")
    assert questions_before(said, 1) == ["one?"]
    assert questions_before(said, 3) == ["one?", "two?"]
    assert questions_before(said, [3, 0]) == ["one?", "two?"]
    assert questions_before(said, "3") == questions_before(said, -1) == questions_before([None, 7], 2) == []


def test_thumbs_are_listened_to(index: Index) -> None:
    index.add([TAX])
    answer = answered(index, ("tax", "the harbour tax would stay"))
    with blocks() as page:
        chatbot = gr.Chatbot()
        wire(chatbot, index, gr.State([]))
    assert chatbot.feedback_options == OPTIONS
    (event,) = page.fns.values()
    assert event.fn is not None
    assert (event.api_visibility, event.concurrency_limit) == ("private", None)
    said = turns("who is Lind?", "the minister", ASKED, "…")
    event.fn(said, [refused(index), answer], gr.LikeData(None, {"index": 3, "value": "…", "liked": "Wrong speaker"}))
    event.fn(said, [], gr.LikeData(None, {"index": 3, "value": "…", "liked": True}))
    event.fn(said, None, gr.LikeData(None, {"index": 0, "value": "…", "liked": True}))  # before any question
    first, second = read_judgements(index.folder)[0]
    assert (first.question, first.history, first.liked, first.reason) == (ASKED, ("who is Lind?",), False, "Wrong speaker")
    assert first.answer is not None
    assert first.answer["text"] == answer["text"]
    assert (second.liked, second.answer) == (True, None)


def test_the_answers_of_a_visit_are_remembered(index: Index) -> None:
    answer = refused(index)
    assert add([], None) == []
    answers = add([], answer)
    for n in range(60):
        answers = add(answers, {**answer, "question": str(n)})
    assert [each["question"] for each in answers] == [str(n) for n in range(10, 60)]
    with blocks() as page:
        assert remembered(gr.State(None)).value == []
    assert {event.api_visibility for event in page.fns.values()} == {"private"}


def test_an_opinion_that_cannot_be_kept_breaks_nothing(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_FILE_BYTES", 1)
    told: list[str] = []
    monkeypatch.setattr(gr, "Warning", told.append)
    with blocks() as page:
        wire(gr.Chatbot(), index, gr.State([]))
    (event,) = page.fns.values()
    assert event.fn is not None
    event.fn(turns(ASKED, "…"), [], gr.LikeData(None, {"index": 1, "value": "…", "liked": True}))
    assert len(told) == 1
    assert told[0].startswith("Your opinion could not be kept: ")


# Drafts


def test_what_was_cited_in_a_liked_answer_becomes_evidence(index: Index) -> None:
    index.add([TAX, CUT])
    record(
        index,
        ASKED,
        ["who is Lind?"],
        answered(index, ("tax", "the harbour tax would stay"), ("cut", "“We listened,”"), short="stay"),
        True,
    )
    made = line(index)
    assert made["id"].startswith("feedback-")
    assert {key: value for key, value in made.items() if key not in ("id", "draft")} == {
        "question": ASKED,
        "history": ["who is Lind?"],
        "evidence": [[{"article": "tax", "quote": "the harbour tax would stay"}], [{"article": "cut", "quote": "“We listened,”"}]],
        "answers": ["stay"],
        "speaker": "Oda Lind",
        "said_on": "2031-03-03",
        "tags": ["feedback"],
    }
    assert made["draft"].startswith("liked by a reader: is this all of the evidence")


def test_a_slice_that_stands_twice_is_lengthened(index: Index) -> None:
    index.add([replace(TAX, text="Lind said the tax would stay. Brok denied that the tax would stay.")])
    record(index, ASKED, [], answered(index, ("tax", "the tax would stay")), True)
    assert line(index)["evidence"] == [[{"article": "tax", "quote": "said the tax would stay."}]]


def test_a_slice_that_cannot_be_told_apart_is_left_to_the_person(index: Index) -> None:
    index.add([replace(TAX, text="So it is. " * 60)])
    record(index, ASKED, [], answered(index, ("tax", "So it is.")), True)
    assert line(index)["evidence"] == []
    assert "these words stand more than once in 'tax', so write more of them: So it is." in line(index)["draft"]


def test_an_article_that_has_changed_or_gone_is_told(index: Index) -> None:
    index.add([TAX, CUT, WIRE])
    slices = [("tax", "the harbour tax would stay"), ("cut", "“We listened,”"), ("wire", "“Nobody need leave the valley,”")]
    record(index, ASKED, [], answered(index, *slices), True)
    index.add([replace(TAX, text="Nothing."), replace(WIRE, text="Now: “Nobody need leave the valley,” again.")])
    index.remove("cut")
    made = line(index)
    assert made["evidence"] == [[{"article": "wire", "quote": "“Nobody need leave the valley,”"}]]
    assert "the article 'tax' has changed, and doesn't say any more: the harbour tax would stay" in made["draft"]
    assert "the article 'cut' is not there any more, in which was cited: “We listened,”" in made["draft"]


def test_a_disliked_answer_leaves_the_question_open(index: Index) -> None:
    index.add([TAX])
    record(index, ASKED, [], answered(index, ("tax", "the harbour tax would stay")), False, "Wrong speaker")
    made = line(index)
    assert made["evidence"] == []
    assert made["draft"] == (
        'disliked by a reader (“Wrong speaker”): fill in the evidence, or write "unanswerable": true if the articles don\'t say; '
        "cited was: the harbour tax would stay (tax)"
    )
    assert "speaker" not in made


def test_of_a_disliked_answer_that_was_not_clear_what_came_nearest_is_told(index: Index) -> None:
    index.add([TAX])
    record(index, ASKED, [], unsure(index, ("tax", "the harbour tax would stay")), False, "There is an answer")
    made = line(index)
    assert (made["evidence"], "unanswerable" in made) == ([], False)
    assert made["draft"].startswith("disliked by a reader (“There is an answer”): ")
    assert made["draft"].endswith("; cited was: the harbour tax would stay (tax)")


def test_what_came_nearest_in_a_liked_answer_becomes_evidence(index: Index) -> None:
    index.add([TAX])
    record(index, ASKED, [], unsure(index, ("tax", "the harbour tax would stay")), True)
    made = line(index)
    assert (made["evidence"], made["speaker"]) == ([[{"article": "tax", "quote": "the harbour tax would stay"}]], "Oda Lind")
    assert not {"unanswerable", "answers"} & set(made)


def test_an_answer_kept_before_there_were_three_outcomes_is_read(index: Index) -> None:
    index.add([TAX])
    old = answered(index, ("tax", "the harbour tax would stay"))
    del old["outcome"]
    record(index, ASKED, [], old, True)
    assert line(index)["evidence"] == [[{"article": "tax", "quote": "the harbour tax would stay"}]]
    record(index, ASKED, [], {**old, "answered": False, "closest": old["citations"], "citations": []}, True)
    assert line(index)["evidence"] == [[{"article": "tax", "quote": "the harbour tax would stay"}]]


def test_a_liked_refusal_is_unanswerable(index: Index) -> None:
    record(index, ASKED, [], refused(index), True)
    made = line(index)
    assert made["unanswerable"] is True
    assert "do the articles really not say it?" in made["draft"]


def test_the_latest_opinion_counts_and_one_taken_back_does_not(index: Index) -> None:
    record(index, ASKED, [], refused(index), True)
    record(index, ASKED, [], refused(index), False)
    assert line(index)["draft"].startswith("disliked")
    record(index, ASKED, [], refused(index), None)
    assert drafts(index, read_judgements(index.folder)[0]) == []


def test_an_answer_that_somebody_edited_is_no_answer(index: Index) -> None:
    record(index, ASKED, [], {"citations": [{"quote": 7}]}, True)
    assert line(index)["evidence"] == []


def test_the_draft_is_refused_until_it_is_finished(index: Index, tmp_path: Path) -> None:
    index.add([TAX, DAM])
    record(index, ASKED, [], answered(index, ("tax", "the harbour tax would stay")), True)
    record(index, "what of the dam?", [], refused(index), False, "There is an answer")
    file = tmp_path / "drafts.jsonl"
    lines = drafts(index, read_judgements(index.folder)[0])
    write_drafts(file, lines)
    articles = {article.id: article for article in index.articles()}
    with pytest.raises(GoldError) as refusal:
        read_gold(file, articles)
    assert str(refusal.value).count("this is a draft, ") == 2
    assert "finish it, and take 'draft' out" in str(refusal.value)
    finished = [{key: value for key, value in each.items() if key != "draft"} for each in lines]
    finished[1]["evidence"] = [[{"article": "dam", "quote": "cracks in the eastern wall"}]]
    file.write_text("".join(json.dumps(each) + "\n" for each in finished))
    assert [(each.question, len(each.evidence), each.tags) for each in read_gold(file, articles)] == [
        (ASKED, 1, ("feedback",)),
        ("what of the dam?", 1, ("feedback",)),
    ]


def test_finished_drafts_are_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    file.write_text("finished")
    with pytest.raises(OnRecordError, match="may hold drafts that somebody has finished"):
        write_drafts(file, [])
    assert file.read_text() == "finished"


# The command


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    (tmp_path / "tax.txt").write_text(TAX.text)
    shell("add", "tax.txt")
    return shell


def test_the_command_prints_and_writes_drafts(shell: Shell) -> None:
    run = shell("eval", "--from-feedback")
    assert (run.stdout, run.stderr) == ("", "0 drafts out of 0 opinions\n")
    with Index.open(shell.folder / "index") as index:
        record(index, ASKED, [], answered(index, ("tax", "the harbour tax would stay")), True)
    with open(shell.folder / "index" / FILE, "ab") as file:
        file.write(b'{"torn')
    run = shell("eval", "--from-feedback")
    assert json.loads(run.stdout)["evidence"] == [[{"article": "tax", "quote": "the harbour tax would stay"}]]
    assert run.stderr == "passed over: 1 lines that are no feedback, such as one that a crash cut short\n1 drafts out of 1 opinions\n"
    run = shell("eval", "--from-feedback", "--out", "drafts.jsonl")
    assert run.stdout == ""
    assert "written: drafts.jsonl; finish each line, and take 'draft' out of it" in run.stderr
    assert "may hold drafts that somebody has finished" in shell("eval", "--from-feedback", "--out", "drafts.jsonl", status=1).stderr
    assert "this is a draft" in shell("eval", "drafts.jsonl", status=1).stderr
    assert "goes with --index and --out alone" in shell("eval", "seeds", "--from-feedback", status=2).stderr
    assert "is a file" in shell("eval", "drafts.jsonl", "--out", "drafts.jsonl", status=2).stderr
