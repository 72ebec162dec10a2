import json
from pathlib import Path
from typing import Any

import pytest
from fakes import write

from onrecord.evals.attributions import AttributedArticle, Attribution, Extracted, read_attributions, read_extracted
from onrecord.evals.datasets import DatasetError
from onrecord.index.model import Article, Span

TEXT = "“We open,” Mara Vell said, “in May.” It is late."


def gold(**changes: Any) -> dict[str, Any]:
    marked = {"source": [[11, 20]], "cue": [[21, 25]], "content": [[0, 10], [27, 36]]}
    return {"id": "a1", "text": TEXT, "attributions": [marked], **changes}


def test_gold(tmp_path: Path) -> None:
    lines = [
        gold(published="2031-02-06", source="Bay Post"),
        gold(id="a2", attributions=[{"source": [], "cue": [[21, 25]], "content": []}]),
    ]
    path = write(tmp_path / "gold.jsonl", "\n".join(map(json.dumps, lines)))
    marked = Attribution((Span(11, 20),), (Span(21, 25),), (Span(0, 10), Span(27, 36)))
    assert read_attributions(path) == [
        AttributedArticle(Article(TEXT, id="a1", published="2031-02-06", source="Bay Post"), (marked,)),
        AttributedArticle(Article(TEXT, id="a2"), (Attribution((), (Span(21, 25),), ()),)),
    ]
    assert [TEXT[start:end] for start, end in (*marked.source, *marked.cue, *marked.content)] == [
        "Mara Vell",
        "said",
        "“We open,”",
        "“in May.”",
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (gold(id=...), 'there is no \'id\'; what is there: "text", "attributions"'),
        (gold(text=""), "the article's text is empty; it needs at least one word"),
        (gold(published="soon"), "'soon' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        (gold(id="a0"), "the article id 'a0' stands there for a second time; give each article its own"),
        (gold(attributions=None), "'attributions' is null; it must be a list, in [ ]"),
        (gold(attributions=[{"source": [], "cue": []}]), 'attribution 1: there is no \'content\'; what is there: "source", "cue"'),
        (
            gold(attributions=[{"source": [[0, 49]], "cue": [], "content": []}]),
            "attribution 1: 'source' goes from 0 to 49; that is no slice of the text of its 48 characters, whose end is exclusive",
        ),
        (
            gold(attributions=[{"source": [[0, 1, 2]], "cue": [], "content": []}]),
            "attribution 1: 'source' has a slice of 3 numbers; it must have two, [start, end]",
        ),
        (
            gold(attributions=[{"source": [7, 9], "cue": [], "content": []}]),
            "attribution 1: 'source', a slice of it, is 7; it must be a list, in [ ]",
        ),
    ],
)
def test_wrong_gold(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    rows = [gold(id="a0"), {key: value for key, value in row.items() if value is not ...}]
    path = write(tmp_path / "gold.jsonl", "\n".join(map(json.dumps, rows)))
    with pytest.raises(DatasetError) as caught:
        read_attributions(path)
    assert str(caught.value) == f"{path}, line 2: {message}"


def test_extracted_statements(tmp_path: Path) -> None:
    statement = {
        "article": "a1",
        "speaker": "Mara Vell",
        "source": {"start": 11, "end": 20, "text": "Mara Vell"},
        "cue": {"start": 21, "end": 25, "text": "said"},
        "content": [{"start": 0, "end": 10, "text": "“We open,”"}, {"start": 27, "end": 36}],
        "kind": "direct",
        "said_on": None,
    }
    rows = [{"id": "a1", "statements": [statement, {"speaker": None, "source": None, "content": []}]}, {"id": "a2", "statements": []}]
    path = write(tmp_path / "extracted.jsonl", "\n".join(map(json.dumps, rows)))
    assert read_extracted(path) == {
        "a1": (Extracted((Span(0, 10), Span(27, 36)), Span(11, 20), Span(21, 25), "Mara Vell", "direct"), Extracted(())),
        "a2": (),
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a1"}, "there is no 'statements'; what is there: \"id\""),
        ({"id": "a0", "statements": []}, 'the article "a0" stands there for a second time; give all its statements in one line'),
        ({"id": "a1", "statements": [{}]}, "statement 1: there is no 'content'; what is there: nothing"),
        (
            {"id": "a1", "statements": [{"content": []}, {"content": [{"start": 5, "end": 5}]}]},
            "statement 2: 'content' goes from 5 to 5; that is no slice of the text, whose end is exclusive",
        ),
        (
            {"id": "a1", "statements": [{"content": [], "source": [1, 2]}]},
            "statement 1: 'source' is a list; it must be an object, in { }",
        ),
        ({"id": "a1", "statements": [{"content": [], "speaker": 7}]}, "statement 1: 'speaker' is 7; it must be text, in quotation marks"),
    ],
)
def test_wrong_statements(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "extracted.jsonl", f'{{"id": "a0", "statements": []}}\n{json.dumps(row)}\n')
    with pytest.raises(DatasetError) as caught:
        read_extracted(path)
    assert str(caught.value) == f"{path}, line 2: {message}"
