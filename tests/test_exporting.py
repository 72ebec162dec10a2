"""Saving the last answer from the page."""

import json
import re
from typing import Any

import gradio as gr
import pytest
from alden import CUT, TAX
from fakes import WordRelevance
from pages import ATTACK, blocks

from onrecord import Answer, Article, Assistant
from onrecord.index.index import Index
from onrecord.index.model import Span
from onrecord.qa.answer import IndexState, cite
from onrecord.qa.receipt import read_receipt, verify
from onrecord.ui import exporting
from onrecord.ui.exporting import FORMATS, export_bar, made


@pytest.fixture
def answer(index: Index) -> dict[str, Any]:
    index.add([TAX, CUT])
    said = Span(0, TAX.text.index(" “We"))
    citation = cite(1, index.article("tax"), said)
    return Answer(
        "what of the tax?", "answered", f"{citation.quote} [1]", (citation,), 0.9, IndexState(index.name, index.generation)
    ).to_json()


def test_each_format_has_a_name_of_its_own_and_what_it_promises(index: Index, answer: dict[str, Any]) -> None:
    files = {format: made(answer, format, index) for format in FORMATS}
    names = [re.sub(r"\d", "0", file["name"]) for file in files.values()]
    assert names == [f"onrecord-00000000-000000.{ending}" for ending in ("md", "bib", "csl.json", "receipt.json")]
    assert files["markdown"]["text"].startswith("# what of the tax?\n\n")
    assert files["bibtex"]["text"].startswith("@article{tax-")
    assert json.loads(files["csl"]["text"])[0]["title"] == "Harbour tax stays"
    receipt = read_receipt(files["receipt"]["text"].encode())
    assert verify(receipt, index).stands


def test_nothing_that_a_stranger_wrote_gets_into_a_name(index: Index) -> None:
    index.add([Article(f"Brok baked {ATTACK}.", id="../../evil", title=ATTACK)])
    citation = cite(1, index.article("../../evil"), Span(0, 10))
    answer = Answer(ATTACK, "answered", f"{citation.quote} [1]", (citation,), 0.9, IndexState("../../evil", 1)).to_json()
    for format in FORMATS:
        assert re.fullmatch(r"onrecord-\d{8}-\d{6}\.[a-z.]+", made(answer, format, index)["name"])


def test_an_answer_whose_article_has_gone_is_told(index: Index, answer: dict[str, Any]) -> None:
    index.remove("tax")
    with pytest.raises(gr.Error, match="This answer can’t be saved: no article has the id 'tax'"):
        exporting.made_or_told(answer, "receipt", index)
    assert exporting.made_or_told(answer, "markdown", index) is not None
    assert exporting.made_or_told(None, "receipt", index) is None
    with pytest.raises(gr.Error, match="This answer can’t be saved: this is no answer"):
        exporting.made_or_told({"question": 7}, "csl", index)


def test_what_is_no_clear_answer_can_be_saved(index: Index) -> None:
    index.add([TAX, CUT])
    answer = Assistant(index, relevance=WordRelevance({"touch": 0.3})).ask("what did Oda Lind say about zebras?")
    assert (answer.outcome, [citation.quote for citation in answer.citations]) == ("unsure", ["“We will not touch it,” Lind said."])
    files = {format: made(answer.to_json(), format, index)["text"] for format in FORMATS}
    assert files["markdown"].startswith(
        "# what did Oda Lind say about zebras?\n\nNothing of Oda Lind is clearly on that. What comes nearest:\n\n"
    )
    assert "“We will not touch it,” Lind said. [^1]" in files["markdown"]
    assert json.loads(files["csl"])[0]["custom"] == {"quotations": ["“We will not touch it,” Lind said."]}
    checked = verify(read_receipt(files["receipt"].encode()), index)
    assert ([(one.n, one.closest, one.stands) for one in checked.checked], checked.stands) == ([(1, True, True)], True)


def test_nothing_can_be_saved(index: Index) -> None:
    answer = Answer("why?", "nothing", "Nothing near.", (), 0.0, IndexState("news", 0)).to_json()
    files = {format: made(answer, format, index)["text"] for format in FORMATS}
    assert (files["markdown"], files["bibtex"], files["csl"]) == ("# why?\n\nNothing near.\n", "", "[]\n")
    assert verify(read_receipt(files["receipt"].encode()), index).stands


def test_without_an_answer_there_is_nothing_to_press(index: Index, answer: dict[str, Any]) -> None:
    bar, *buttons = exporting.enabled(None)
    assert (bar.visible, [button.interactive for button in buttons]) == (False, [False] * 4)
    bar, *buttons = exporting.enabled(answer)
    assert (bar.visible, [button.interactive for button in buttons]) == (True, [True] * 4)


def test_it_is_built_in_a_page(index: Index) -> None:
    with blocks() as page:
        export_bar(gr.State(None), index)
    labels = [block.value for block in page.blocks.values() if isinstance(block, gr.Button)]
    assert labels == ["Markdown", "BibTeX", "CSL-JSON", "Receipt"]
    assert {event.api_visibility for event in page.fns.values()} == {"private"}
