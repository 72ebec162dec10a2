import json
from collections.abc import Iterator, Mapping
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest

from onrecord.evals.questions import GoldError, GoldQuestion, Slice, read_gold
from onrecord.index.errors import OnRecordError
from onrecord.index.index import Index
from onrecord.index.model import Article

HARBOUR = Article("“We open in May,” Mara Vell said on Tuesday. Ivo Tarn doubted it.", id="harbour", published="2031-02-06")
BRIDGE = Article("The bridge will close in June, Mara Vell said.", id="bridge")
BOTH = {"harbour": HARBOUR, "bridge": BRIDGE}
PIECE = [[{"article": "harbour", "quote": "We open in May"}]]


def line(**changes: Any) -> dict[str, Any]:
    """A line of gold that is right, but for what is changed; ``...`` takes a key out."""
    row = {"id": "q1", "question": "When does it open?", "evidence": PIECE, **changes}
    return {key: value for key, value in row.items() if value is not ...}


def gold(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def problem(tmp_path: Path, *rows: object, articles: Mapping[str, Article] = BOTH) -> str:
    """What is wrong with gold in which one thing is, without the file's name."""
    path = gold(tmp_path, *rows)
    with pytest.raises(GoldError) as caught:
        read_gold(path, articles)
    assert str(caught.value).startswith(f"{path}, ")
    return str(caught.value).removeprefix(f"{path}, ")


def test_a_whole_line(tmp_path: Path) -> None:
    row = line(
        history=["What did she say?"],
        evidence=[[{"article": "harbour", "quote": "We open in May"}, {"article": "bridge", "quote": "June"}], *PIECE],
        answers=["May", "in May"],
        speaker="Mara Vell",
        said_on="2031-02-04",
        forbidden=[{"article": "harbour", "quote": "Ivo Tarn doubted it."}],
        unanswerable=False,
        tags=["direct", "date"],
    )
    assert read_gold(gold(tmp_path, row), BOTH) == [
        GoldQuestion(
            id="q1",
            question="When does it open?",
            history=("What did she say?",),
            evidence=((Slice("harbour", 1, 15), Slice("bridge", 25, 29)), (Slice("harbour", 1, 15),)),
            answers=("May", "in May"),
            speaker="Mara Vell",
            said_on="2031-02-04",
            forbidden=(Slice("harbour", 45, 65),),
            unanswerable=False,
            tags=("direct", "date"),
        )
    ]
    assert (HARBOUR.text[45:65], BRIDGE.text[25:29]) == ("Ivo Tarn doubted it.", "June")


def test_the_shortest_lines(tmp_path: Path) -> None:
    path = gold(
        tmp_path,
        {"id": "q1", "question": "When?", "evidence": [[{"quote": "in May"}]]},
        "",
        {"id": "q2", "question": "Why?", "unanswerable": True},
    )
    assert read_gold(path, {"harbour": HARBOUR}) == [
        GoldQuestion("q1", "When?", (), ((Slice("harbour", 9, 15),),), (), None, None, (), False, ()),
        GoldQuestion("q2", "Why?", (), (), (), None, None, (), True, ()),
    ]


def test_an_unanswerable_question_may_have_a_speaker_and_tempting_slices(tmp_path: Path) -> None:
    row = line(evidence=..., unanswerable=True, speaker="Ivo Tarn", forbidden=PIECE[0])
    (question,) = read_gold(gold(tmp_path, row), BOTH)
    assert (question.speaker, question.forbidden) == ("Ivo Tarn", (Slice("harbour", 1, 15),))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{"id": "q1",', "is no JSON: Expecting property name enclosed in double quotes (column 13); it must be one whole JSON object"),
        ("[]", "the JSON is an empty list; it must be an object, in { }"),
        ('{"id": "q1", "id": "q2"}', "the key 'id' stands in one object twice; leave one of them"),
        (line(id=...), 'there is no \'id\'; what is there: "question", "evidence"'),
        (line(question=...), 'there is no \'question\'; what is there: "id", "evidence"'),
        (line(id=7), "'id' is 7; it must be text, in quotation marks"),
        (line(question=" "), "'question' is \" \"; it must have a word in it"),
        (line(history="Who?"), "'history' is \"Who?\"; it must be a list, in [ ]"),
        (line(answers=["May", 5]), "'answers', item 2 is 5; it must be text, in quotation marks"),
        (line(answers=None), "'answers' is null; it must be a list, in [ ]"),
        (line(tags=[""]), "'tags', item 1 is \"\"; it must have a word in it"),
        (line(speaker=["Vell"]), "'speaker' is a list; it must be text, in quotation marks"),
        (line(said_on="Tuesday"), "'said_on': 'Tuesday' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        (line(said_on="2031-02-30"), "'said_on': '2031-02-30' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        (line(unanswerable="no"), "'unanswerable' is \"no\"; it must be true or false"),
        (line(unanswerable=0), "'unanswerable' is 0; it must be true or false"),
        (line(evidence=PIECE[0]), "'evidence', item 1 is an object; it must be a list, in [ ]"),
        (line(evidence=[[]]), "'evidence', item 1, has no slices; give it one at least, or leave it out"),
        (line(evidence=[["May"]]), "'evidence', item 1, item 1: it is \"May\"; it must be an object, in { }"),
        (line(evidence=[[{"article": "harbour"}]]), "'evidence', item 1, item 1: there is no 'quote'; what is there: \"article\""),
        (
            line(evidence=[[{"quote": "We open in May"}]]),
            "'evidence', item 1, item 1: there is no 'article'; with 2 articles in the index, a slice must name its own",
        ),
        (
            line(forbidden=[{"article": "harbour", "qoute": "x"}]),
            '\'forbidden\', item 1: the key "qoute" is unknown (was "quote" meant?); known are: article, quote',
        ),
        (
            line(evidence=..., evidense=PIECE),
            'the key "evidense" is unknown (was "evidence" meant?); known are: '
            "id, question, history, evidence, answers, speaker, said_on, forbidden, unanswerable, tags",
        ),
        (
            line(evidence=[]),
            'there is no evidence; name the slices that answer it, or write "unanswerable": true if the articles don\'t say',
        ),
        (
            line(unanswerable=True),
            'an unanswerable question has no evidence, and this one has; take it out, or write "unanswerable": false',
        ),
        (
            line(unanswerable=True, evidence=[], answers=["May"]),
            'an unanswerable question has no answers, and this one has; take it out, or write "unanswerable": false',
        ),
        (
            line(evidence=[[{"article": "harbor", "quote": "We open in May"}]]),
            'there is no article "harbor" in the index, which has 2 (was "harbour" meant?); '
            "add its file (onrecord add FILE --index NAME), or mend the id (onrecord articles --index NAME lists them)",
        ),
        (
            line(evidence=[[*PIECE[0], {"article": "bridge", "quote": "We open in May"}]]),
            '\'evidence\', item 1, item 2: "We open in May" doesn\'t stand in article "bridge", but in "harbour"; name that one',
        ),
        (
            line(evidence=[[{"article": "harbour", "quote": '"We open in May," Mara'}]]),
            '\'evidence\', item 1, item 1: "\\"We open in May,\\" Mara" doesn\'t stand in article "harbour": the same words '
            'stand there with other quotation marks, dashes, dots, blanks or capitals; copy them as they are: "“We open in May,” Mara"',
        ),
        (
            line(forbidden=[{"article": "harbour", "quote": "T"}]),
            '\'forbidden\', item 1: "T" stands in article "harbour" more than once, first in "en in May,” Mara Vell said on Tuesday. '
            'Ivo Tarn doubted it.", then in "ara Vell said on Tuesday. Ivo Tarn doubted it."; '
            "lengthen it by words beside it until it stands there once",
        ),
    ],
)
def test_one_thing_wrong(tmp_path: Path, row: object, message: str) -> None:
    assert problem(tmp_path, line(id="q0"), row) == f"line 2: {message}"


def test_an_index_without_articles(tmp_path: Path) -> None:
    assert problem(tmp_path, line(), articles={}).startswith(
        'line 1: there is no article "harbour" in the index, which is empty; add its file'
    )
    assert problem(tmp_path, line(evidence=[[{"quote": "May"}]]), articles={}) == (
        "line 1: 'evidence', item 1, item 1: there is no 'article'; with 0 articles in the index, a slice must name its own"
    )


def test_an_id_given_twice(tmp_path: Path) -> None:
    assert (
        problem(tmp_path, line(), "", line(question="Why?")) == 'line 3: the id "q1" is already that of line 1; give each question its own'
    )


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"gold\.jsonl is empty; give a file with at least one line in it$"):
        read_gold(gold(tmp_path), BOTH)
    with pytest.raises(OnRecordError, match=r"none\.jsonl can't be read: No such file or directory"):
        read_gold(tmp_path / "none.jsonl", BOTH)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = gold(tmp_path, line(id=1, said_on="soon", tags=[2]), line(), line(id="q2", evidence=[]), "no")
    with pytest.raises(GoldError) as caught:
        read_gold(path, BOTH)
    assert str(caught.value).split("\n") == [
        f"{path} can't be used as gold before 5 things are mended:",
        "  line 1: 'id' is 1; it must be text, in quotation marks",
        "  line 1: 'said_on': 'soon' is not a day; write it as YYYY-MM-DD, say 2022-02-15",
        "  line 1: 'tags', item 1 is 2; it must be text, in quotation marks",
        '  line 3: there is no evidence; name the slices that answer it, or write "unanswerable": true if the articles don\'t say',
        "  line 4: is no JSON: Expecting value (column 1); it must be one whole JSON object",
    ]


def test_what_many_lines_share_is_told_once(tmp_path: Path) -> None:
    rows = [line(id=f"q{n}", evidence=[[{"article": "ferry", "quote": "one"}, {"article": "ferry", "quote": "two"}]]) for n in range(8)]
    assert problem(tmp_path, *rows).startswith('lines 1, 2, 3, 4, 5 and 3 more: there is no article "ferry" in the index, which has 2; ')


def test_ten_problems_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    path = gold(tmp_path, *(line(id=n) for n in range(12)))
    with pytest.raises(GoldError) as caught:
        read_gold(path, BOTH)
    shown = str(caught.value).split("\n")
    assert (len(shown), shown[0], shown[10], shown[11]) == (
        12,
        f"{path} can't be used as gold before 12 things are mended:",
        "  line 10: 'id' is 9; it must be text, in quotation marks",
        "  and 2 more",
    )


def articles_of(index: Index, *paths: Path) -> dict[str, Article]:
    for path in paths:
        assert index.add(path).failed == []
    return {article.id: article for article in index.articles()}


def test_the_gold_that_comes_with_it(root: Path, index: Index) -> None:
    varn, lorrin = (root / "evals" / "corpora" / name for name in ("varn", "lorrin"))
    articles = articles_of(index, root / "seeds", varn / "articles.jsonl", varn / "corrections.jsonl", lorrin / "articles.jsonl")
    for name in ("seeds", "varn", "lorrin"):
        questions = read_gold(root / "evals" / "gold" / f"{name}.jsonl", articles)
        assert questions[0].id == f"{name.removesuffix('s')}-001"
        assert [question.id for question in questions if any(_overlap(good, bad) for good, bad in _pairs(question))] == []


def _pairs(question: GoldQuestion) -> Iterator[tuple[Slice, Slice]]:
    """What may be cited, with what mustn't."""
    return product(chain(*question.evidence), question.forbidden)


def _overlap(one: Slice, other: Slice) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end
