import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.evals.datasets import DatasetError
from onrecord.evals.paraphrases import SHIPPED, Paraphrase, read_paraphrases
from onrecord.evals.questions import Slice
from onrecord.index.index import Index
from onrecord.index.model import Article

HARBOUR = Article("“We open in May,” Mara Vell said on Tuesday. Ivo Tarn doubted it. We open in May.", id="harbour", published="2031-02-06")
BRIDGE = Article("The bridge will close in June, Mara Vell said.", id="bridge")
BOTH = {"harbour": HARBOUR, "bridge": BRIDGE}
SAID = {"article": "harbour", "quote": "We open in May,"}
DOUBTED = {"article": "harbour", "quote": "Ivo Tarn doubted it."}


def line(**changes: Any) -> dict[str, Any]:
    """A line that is right, but for what is changed; ``...`` takes a key out."""
    row = {"id": "p1", "claim": "It opens in May.", "true": True, "kind": "synonym", "sources": [SAID, DOUBTED], "cites": [1], **changes}
    return {key: value for key, value in row.items() if value is not ...}


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "paraphrases.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def problem(tmp_path: Path, *rows: object) -> str:
    """What is wrong, without the file's name."""
    path = written(tmp_path, *rows)
    with pytest.raises(DatasetError) as caught:
        read_paraphrases(path, BOTH)
    assert str(caught.value).startswith(f"{path}, ")
    return str(caught.value).removeprefix(f"{path}, ")


def test_whole_lines(tmp_path: Path) -> None:
    false = line(
        id="p2", claim="Tarn agreed.", true=False, kind="opposite", sources=[{"article": "bridge", "quote": "June"}, DOUBTED], cites=[2]
    )
    assert read_paraphrases(written(tmp_path, line(), "", false), BOTH) == [
        Paraphrase("p1", "It opens in May.", True, "synonym", (Slice("harbour", 1, 16), Slice("harbour", 45, 65)), (1,)),
        Paraphrase("p2", "Tarn agreed.", False, "opposite", (Slice("bridge", 25, 29), Slice("harbour", 45, 65)), (2,)),
    ]
    assert (HARBOUR.text[1:16], HARBOUR.text[45:65], BRIDGE.text[25:29]) == ("We open in May,", "Ivo Tarn doubted it.", "June")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("[]", "the JSON is an empty list; it must be an object, in { }"),
        (line(id=...), 'there is no \'id\'; what is there: "claim", "true", "kind", "sources", "cites"'),
        (line(id=7), "'id' is 7; it must be text, in quotation marks"),
        (line(claim=" "), "'claim' is \" \"; it must have a word in it"),
        (line(kind=None), "'kind' is null; it must be text, in quotation marks"),
        (line(true="yes"), "'true' is \"yes\"; it must be true or false"),
        (line(true=1), "'true' is 1; it must be true or false"),
        (
            line(cites=..., cite=[1]),
            'the key "cite" is unknown (was "cites" meant?); known are: id, claim, true, kind, sources, cites',
        ),
        (line(cites=1), "'cites' is 1; it must be a list, in [ ]"),
        (line(cites=["1"]), "'cites', item 1 is \"1\"; it must be the number of a source, 1 to 2"),
        (line(cites=[True]), "'cites', item 1 is true; it must be the number of a source, 1 to 2"),
        (line(cites=[0]), "'cites', item 1 is 0; it must be the number of a source, 1 to 2"),
        (line(cites=[1, 3]), "'cites', item 2 is 3; it must be the number of a source, 1 to 2"),
        (line(cites=[]), "'cites' is []; it must be at least one number, each once, the smallest first"),
        (line(cites=[1, 1]), "'cites' is [1, 1]; it must be at least one number, each once, the smallest first"),
        (line(cites=[2, 1]), "'cites' is [2, 1]; it must be at least one number, each once, the smallest first"),
        (line(cites=[1, 2]), "'cites' is [1, 2], all of the sources; one of those must be beside the point"),
        (line(sources={}), "'sources' is an object; it must be a list, in [ ]"),
        (line(sources=[SAID]), "'sources' has 1 of them; a claim is given 2 to 5"),
        (line(sources=[SAID] * 6), "'sources' has 6 of them; a claim is given 2 to 5"),
        (line(sources=[SAID, "May"]), "'sources', item 2: it is \"May\"; it must be an object, in { }"),
        (line(sources=[SAID, {"article": "harbour"}]), "'sources', item 2: there is no 'quote'; what is there: \"article\""),
        (
            line(sources=[{"quote": "May"}, DOUBTED]),
            "'sources', item 1: there is no 'article'; with 2 articles in the index, a slice must name its own",
        ),
        (
            line(sources=[{"article": "bridge", "quote": "Ivo Tarn"}, SAID]),
            '\'sources\', item 1: "Ivo Tarn" doesn\'t stand in article "bridge", but in "harbour"; name that one',
        ),
        (
            line(sources=[{"article": "harbour", "quote": "Ivo Tarn doubted it, he"}, SAID]),
            '\'sources\', item 1: "Ivo Tarn doubted it, he" doesn\'t stand in article "harbour": its first 19 characters do, '
            'up to "Ivo Tarn doubted it", and then the quote goes on with ", he", the article with ". We open in May."; '
            "copy the slice as it is",
        ),
        (
            line(sources=[SAID, {"article": "harbour", "quote": "We open in May"}]),
            '\'sources\', item 2: "We open in May" stands in article "harbour" more than once, first in '
            '"“We open in May,” Mara Vell said on Tuesday. ", then in "Tuesday. Ivo Tarn doubted it. We open in May."; '
            "lengthen it by words beside it until it stands there once",
        ),
    ],
)
def test_what_is_wrong_in_a_line(tmp_path: Path, row: object, message: str) -> None:
    assert problem(tmp_path, line(id="p0"), row) == f"line 2: {message}"


def test_an_article_that_is_not_there(tmp_path: Path) -> None:
    assert problem(tmp_path, line(sources=[SAID, {"article": "habour", "quote": "May"}])).startswith(
        'line 1: there is no article "habour" in the index, which has 2 (was "harbour" meant?); '
    )


def test_an_id_given_twice(tmp_path: Path) -> None:
    assert problem(tmp_path, line(), "", line(claim="In May.")) == 'line 3: the id "p1" is already that of line 1; give each claim its own'


def test_a_file_with_nothing_in_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    with pytest.raises(DatasetError, match=r"paraphrases\.jsonl is empty; give a file with at least one line in it$"):
        read_paraphrases(path, BOTH)


@pytest.fixture
def shipped(root: Path, index: Index) -> list[Paraphrase]:
    corpora = root / "evals" / "corpora"
    for path in (corpora / "varn" / "articles.jsonl", corpora / "varn" / "corrections.jsonl", corpora / "lorrin" / "articles.jsonl"):
        assert index.add(path).failed == []
    return read_paraphrases(SHIPPED, {article.id: article for article in index.articles()})


def test_the_paraphrases_that_come_with_it(shipped: list[Paraphrase]) -> None:
    truths = Counter(one.true for one in shipped)
    assert min(truths[True], truths[False]) >= 120
    years = Counter(source.article.split("-")[1] for one in shipped for source in one.sources[:1])
    assert set(years) == {"2031", "2034"}  # the two corpora
    assert min(years.values()) >= 100
    assert [id for id, n in Counter(one.claim for one in shipped).items() if n > 1] == []


def test_each_kind_is_one_of_true_claims_or_of_false_ones(shipped: list[Paraphrase]) -> None:
    true, false = (Counter(one.kind for one in shipped if one.true is truth) for truth in (True, False))
    assert set(true) & set(false) == set()
    assert [kind for kind, n in (true + false).items() if n < 3] == []
