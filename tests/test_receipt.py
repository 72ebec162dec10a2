"""Receipts: saved, checked again, and what is said of an article that changed, of one that is gone, and of a receipt that was altered."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from onrecord.index.errors import OnRecordError
from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.qa.answer import Answer, IndexState, cite
from onrecord.qa.receipt import MAX_BYTES, Fault, marks, read_receipt, receipt, save, verify

FERRY = Article(
    "Harbour master Ilo Quist spoke on Monday. “The ferry stays in port until May,” she said. Nobody asked why.",
    id="ferry",
    title="The ferry stays",
    published="2031-05-06",
    source="The Bay Post",
    author="Tam Brok",
    url="https://bay.example/ferry",
)


BREAD = Article("Bread prices in Port Selm rose by a tenth, baker Tam Brok said.", id="bread")


QUOTE = "“The ferry stays in port until May,” she said."


def answer_from(index: Index, *quotes: tuple[str, str]) -> Answer:
    citations = tuple(
        cite(n, index.article(id), Span(start := index.article(id).text.index(quote), start + len(quote)))
        for n, (id, quote) in enumerate(quotes, 1)
    )
    text = "\n\n".join(f"{citation.quote} [{citation.n}]" for citation in citations)
    return Answer("What about the ferry?", "answered", text, citations, 0.9, IndexState(index.name, index.generation))


@pytest.fixture
def kept(index: Index) -> dict[str, Any]:
    """The receipt of an answer with a quotation out of each of two articles."""
    index.add([FERRY, BREAD])
    return json.loads(json.dumps(receipt(answer_from(index, ("ferry", QUOTE), ("bread", "rose by a tenth")), index)))


def seen(receipt: dict[str, Any], index: Index) -> list[tuple[int, bool, str | None, list[Fault]]]:
    return [(one.n, one.changed, one.place, list(one.faults)) for one in verify(receipt, index).checked]


def test_what_stands_in_a_receipt(kept: dict[str, Any], index: Index) -> None:
    assert list(kept) == ["format", "version", "made", "onrecord", "question", "index", "articles", "answer"]
    assert (kept["format"], kept["version"], kept["question"]) == ("onrecord-receipt", 1, "What about the ferry?")
    assert kept["index"] == kept["answer"]["index"] == {"name": "news", "generation": index.generation}
    assert kept["made"].endswith("+00:00")
    assert kept["answer"]["citations"][0]["quote"] == QUOTE
    assert kept["articles"][0] == {
        "id": "ferry",
        "version": 1,
        "sha256": FERRY.sha256,
        "title": "The ferry stays",
        "source": "The Bay Post",
        "published": "2031-05-06",
        "url": "https://bay.example/ferry",
    }


def test_a_saved_receipt_verifies(kept: dict[str, Any], index: Index, tmp_path: Path) -> None:
    save(tmp_path / "kept" / "a.json", kept)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["a.json"]
    verification = verify(read_receipt((tmp_path / "kept" / "a.json").read_bytes()), index)
    assert verification.stands
    assert [(one.n, one.now, one.changed, one.place, one.faults) for one in verification.checked] == [
        (1, 1, False, "same", ()),
        (2, 1, False, "same", ()),
    ]
    assert json.loads(json.dumps(verification.to_json()))["quotations"][0] == {
        "n": 1,
        "closest": False,
        "article": "ferry",
        "version": 1,
        "now": 1,
        "changed": False,
        "place": "same",
        "faults": [],
        "differing": [],
        "stands": True,
    }


@pytest.mark.parametrize(
    ("text", "place", "faults"),
    [
        (FERRY.text + " It was cold.", "same", []),
        ("It was cold. " + FERRY.text, "elsewhere", []),
        (FERRY.text.replace("May", "June"), "nowhere", [Fault.RETRACTED]),
    ],
)
def test_an_article_that_has_changed_since_is_named_with_what_became_of_the_quotation(
    kept: dict[str, Any], index: Index, text: str, place: str, faults: list[Fault]
) -> None:
    index.add(Article(text, id="ferry", title=FERRY.title, published=FERRY.published, source=FERRY.source, url=FERRY.url))
    verification = verify(kept, index)
    first, second = verification.checked
    assert (first.article, first.version, first.now, first.changed, first.place) == ("ferry", 1, 2, True, place)
    assert list(first.faults) == faults
    assert (second.changed, second.stands) == (False, True)
    assert verification.stands is not bool(faults)


def test_an_article_that_is_gone(kept: dict[str, Any], index: Index) -> None:
    index.remove("ferry")
    assert seen(kept, index) == [(1, False, None, [Fault.GONE]), (2, False, "same", [])]
    assert not verify(kept, index).stands
    index.add(FERRY)  # the same text under a version of its own, which its sha256 tells
    assert index.article("ferry").version == 2
    assert seen(kept, index) == [(1, False, "same", []), (2, False, "same", [])]


def test_another_index_with_another_text_under_this_id(kept: dict[str, Any], index: Index) -> None:
    index.remove("ferry")
    index.add(Article(f"Late news. {QUOTE}", id="ferry"))
    assert seen(kept, index)[0] == (1, True, "elsewhere", [Fault.TEXT])


def changed(kept: dict[str, Any], change: Callable[[dict[str, Any], dict[str, Any]], object]) -> dict[str, Any]:
    """A copy in which the answer, or its first citation, is changed."""
    copy = json.loads(json.dumps(kept))
    change(copy["answer"], copy["answer"]["citations"][0])
    return copy


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda answer, citation: citation.update(quote=QUOTE.replace("May", "Mai")), [Fault.QUOTE]),
        (lambda answer, citation: citation.update(start=citation["start"] + 1), [Fault.QUOTE, Fault.CONTEXT]),
        (lambda answer, citation: citation.update(end=5_000_000), [Fault.QUOTE, Fault.CONTEXT]),
        (lambda answer, citation: citation.update(prefix="Nobody spoke on Monday. "), [Fault.CONTEXT]),
        (lambda answer, citation: citation.update(suffix=" Everybody"), [Fault.CONTEXT]),
        (lambda answer, citation: citation.update(source="The Other Post"), [Fault.ABOUT]),
        (lambda answer, citation: citation.update(published="2031-05-07"), [Fault.ABOUT]),
        (lambda answer, citation: answer.update(text=f"{QUOTE} [7] rose by a tenth [2]"), [Fault.NUMBER]),
    ],
)
def test_a_receipt_that_was_altered(
    kept: dict[str, Any], index: Index, change: Callable[[dict[str, Any], dict[str, Any]], object], faults: list[Fault]
) -> None:
    first, second = verify(changed(kept, change), index).checked
    assert list(first.faults) == faults
    assert second.stands


def test_every_flipped_character_of_a_quotation_is_seen(kept: dict[str, Any], index: Index) -> None:
    for at in range(len(QUOTE)):
        flipped = QUOTE[:at] + chr(ord(QUOTE[at]) ^ 1) + QUOTE[at + 1 :]
        copy = changed(kept, lambda answer, citation, flipped=flipped: citation.update(quote=flipped))
        assert Fault.QUOTE in verify(copy, index).checked[0].faults


def test_an_altered_list_of_articles(kept: dict[str, Any], index: Index) -> None:
    kept["articles"][0]["title"] = "The ferry sails"
    one = verify(kept, index).checked[0]
    assert (one.faults, one.differing) == ((Fault.ABOUT,), ("title",))
    kept["articles"][0]["sha256"] = "0" * 64
    assert list(verify(kept, index).checked[0].faults) == [Fault.TEXT]


def test_what_is_no_clear_answer_is_checked_too(index: Index) -> None:
    index.add(FERRY)
    closest = (cite(1, index.article("ferry"), Span(0, 14)),)
    text = "No clear answer. What comes nearest:\n\nHarbour master [1]"
    kept = receipt(Answer("Why?", "unsure", text, closest, 0.1, IndexState("news", 1)), index)
    assert [(one.closest, one.place, one.faults) for one in verify(kept, index).checked] == [(True, "same", ())]
    assert kept["answer"]["closest"] == kept["answer"]["citations"]
    copy = changed(json.loads(json.dumps(kept)), lambda answer, citation: citation.update(quote="Harbour waiter"))
    assert [(one.closest, list(one.faults)) for one in verify(copy, index).checked] == [(True, [Fault.QUOTE])]
    assert not verify(copy, index).stands


def test_the_numbers_of_what_came_nearest_stand_in_the_text_unless_none_does(index: Index) -> None:
    """Old ones have none."""
    index.add(FERRY)
    closest = tuple(cite(n, index.article("ferry"), Span(0, end)) for n, end in ((1, 14), (2, 7)))
    for text, faults in (("Harbour master [1]\nHarbour [2]", [[], []]), ("Harbour master [1]", [[], [Fault.NUMBER]]), ("No.", [[], []])):
        kept = receipt(Answer("Why?", "unsure", text, closest, 0.1, IndexState("news", 1)), index)
        assert [list(one.faults) for one in verify(kept, index).checked] == faults


def test_where_nothing_was_found_nothing_is_cited(kept: dict[str, Any]) -> None:
    kept["answer"].update(outcome="nothing", answered=False)
    with pytest.raises(OnRecordError, match="says that nothing was found, and cites something"):
        read_receipt(json.dumps(kept).encode())


def of_version_1(kept: dict[str, Any], **answer: Any) -> dict[str, Any]:
    """The receipt as it was written before there were three outcomes: no outcome, and the closest passages apart from the citations."""
    old = json.loads(json.dumps(kept))
    del old["answer"]["outcome"]
    old["answer"].update(answer)
    return old


def test_an_old_receipt_of_an_answer_still_verifies(kept: dict[str, Any], index: Index) -> None:
    old = of_version_1(kept, closest=[])
    assert (old["version"], old["answer"]["answered"]) == (1, True)
    again = read_receipt(json.dumps(old).encode()).answer
    assert (again.outcome, again.answered, [each.n for each in again.citations], again.closest) == ("answered", True, [1, 2], ())
    verification = verify(old, index)
    assert (verification.answered, verification.stands) == (True, True)
    assert [(one.n, one.closest, one.place, one.faults) for one in verification.checked] == [(1, False, "same", ()), (2, False, "same", ())]
    old["answer"]["text"] = f"{QUOTE} [7] rose by a tenth [2]"
    assert [list(one.faults) for one in verify(old, index).checked] == [[Fault.NUMBER], []]


def test_an_old_receipt_of_an_abstention_still_verifies(kept: dict[str, Any], index: Index) -> None:
    closest = kept["answer"]["citations"]
    old = of_version_1(kept, answered=False, text="The articles don't say.", citations=[], closest=closest, confidence=0.1)
    asked = json.loads(json.dumps(old))
    again = read_receipt(json.dumps(old).encode()).answer
    assert (again.outcome, again.answered, [each.n for each in again.closest]) == ("unsure", False, [1, 2])
    assert again.citations == again.closest
    verification = verify(old, index)
    assert (verification.answered, verification.stands) == (False, True)
    assert [(one.n, one.closest, one.place, one.faults) for one in verification.checked] == [(1, True, "same", ()), (2, True, "same", ())]
    assert old == asked  # what is given stays as it was
    old["answer"]["closest"][0]["quote"] = QUOTE.replace("May", "Mai")
    assert [list(one.faults) for one in verify(old, index).checked] == [[Fault.QUOTE], []]
    index.remove("ferry")
    assert [list(one.faults) for one in verify(asked, index).checked] == [[Fault.GONE], []]


def test_an_old_receipt_of_an_abstention_without_passages_is_of_nothing(kept: dict[str, Any], index: Index) -> None:
    old = of_version_1(kept, answered=False, text="There are no articles.", citations=[], closest=[]) | {"articles": []}
    assert read_receipt(json.dumps(old).encode()).answer.outcome == "nothing"
    assert (verify(old, index).stands, verify(old, index).checked) == (True, ())


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"answered": "no"}, r"answer\.outcome: Field required"),
        ({"answered": False, "closest": [{"n": 1}]}, r"answer\.citations\.0\.article: Field required"),
    ],
)
def test_an_old_receipt_is_held_to_what_a_new_one_is(kept: dict[str, Any], answer: dict[str, Any], message: str) -> None:
    with pytest.raises(OnRecordError, match=message):
        read_receipt(json.dumps(of_version_1(kept, **answer)).encode())


def test_an_outcome_that_none_has(kept: dict[str, Any]) -> None:
    kept["answer"]["outcome"] = "perhaps"
    with pytest.raises(OnRecordError, match=r"answer\.outcome: Input should be 'answered', 'unsure' or 'nothing' \(it is 'perhaps'\)"):
        read_receipt(json.dumps(kept).encode())


def test_an_answer_that_cites_nothing_does_not_stand(index: Index) -> None:
    state = IndexState("news", 0)
    assert not verify(receipt(Answer("Why?", "answered", "Because.", (), 0.9, state), index), index).stands
    assert verify(receipt(Answer("Why?", "nothing", "There are no articles.", (), 0.0, state), index), index).stands


def test_a_mark_that_is_part_of_a_quotation_is_the_articles_own(index: Index) -> None:
    index.add(Article("The report [2] says so. It is short.", id="report"))
    answer = answer_from(index, ("report", "The report [2] says so."), ("report", "It is short."))
    assert [(mark[1], mark.start()) for mark in marks(answer)] == [("1", 24), ("2", 42)]


def test_no_receipt_is_made_of_words_that_the_index_does_not_have(index: Index, tmp_path: Path) -> None:
    index.add(FERRY)
    answer = answer_from(index, ("ferry", QUOTE))
    with Index.open(tmp_path / "other", embedder=index.embedder) as other:
        other.add(BREAD)
        other.add(Article("Something else.", id="ferry"))
        with pytest.raises(OnRecordError, match="has other words in 'other' than the answer cites; give the index"):
            receipt(answer, other)
        other.remove("ferry")
        with pytest.raises(OnRecordError, match="no article has the id 'ferry' in version 1"):
            receipt(answer, other)


def test_saving_where_no_file_can_be(kept: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="is no regular file"):
        save(tmp_path, kept)
    with pytest.raises(OnRecordError, match="is no regular file"):
        save("/dev/null", kept)
    (tmp_path / "file").write_text("kept")
    with pytest.raises(OnRecordError, match="can't be written: "):
        save(tmp_path / "file" / "a.json", kept)
    assert (tmp_path / "file").read_text() == "kept"


def without(*path: str | int) -> Callable[[dict[str, Any]], object]:
    def remove(kept: dict[str, Any]) -> None:
        value: Any = kept
        for key in path[:-1]:
            value = value[key]
        del value[path[-1]]

    return remove


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without("format"), "format: Field required"),
        (without("answer", "citations", 0, "end"), r"answer\.citations\.0\.end: Field required"),
        (lambda kept: kept.update(version=2), r"version: Input should be 1 \(it is 2\)"),
        (lambda kept: kept.update(made="yesterday"), "made: Input should be a valid datetime"),
        (lambda kept: kept.update(question="Another?"), "another question or index than the answer in it"),
        (lambda kept: kept["articles"].pop(), "cites article 'bread' and doesn't list it"),
        (lambda kept: kept["articles"].append(kept["articles"][0]), "lists an article twice"),
        (lambda kept: kept["articles"][0].update(sha256="../../etc"), "'../../etc' for a sha256"),
        (lambda kept: kept["answer"].update(text=7), r"answer\.text: Input should be a valid string \(it is 7\)"),
        (lambda kept: kept["answer"].update(confidence=float("nan")), "the confidence nan"),
        (lambda kept: kept["answer"]["citations"][0].update(start="0"), r"citations\.0\.start: .* integer \(it is '0'\)"),
        (lambda kept: kept["answer"]["citations"][0].update(start=-1), r"\[1\] whose start and end"),
        (lambda kept: kept["answer"]["citations"][0].update(n=2), "aren't numbered 1, 2, 3"),
        (lambda kept: kept["answer"]["citations"][0].update(n=True), r"citations\.0\.n: "),
        (lambda kept: kept["answer"]["citations"][0].update(version=0), r"\[1\] whose start and end, or version"),
        (lambda kept: kept["answer"]["citations"][0].update(published="2031-02-30"), r"\[1\] whose article's id or day"),
        (lambda kept: kept["answer"]["citations"][0].update(quote="\ud800"), "is no receipt: it: Invalid JSON"),
    ],
)
def test_what_is_no_receipt_is_told_by_what_is_wrong(
    kept: dict[str, Any], change: Callable[[dict[str, Any]], object], message: str
) -> None:
    change(kept)
    with pytest.raises(OnRecordError, match=message) as error:
        read_receipt(json.dumps(kept).encode(), "a.json")
    assert "give a file that onrecord ask --save has written" in str(error.value)
    assert len(str(error.value)) < 1000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"format": ' + b"9" * 6000 + b"}",
        b'"x"',
        b"x" * (MAX_BYTES + 1),
        b'{"answered": true}',
    ],
)
def test_data_of_any_other_kind_is_no_crash_and_no_flood(data: bytes) -> None:
    with pytest.raises(OnRecordError) as error:
        read_receipt(data, "a.json")
    assert str(error.value).startswith("a.json ")
    assert len(str(error.value)) < 1000


def test_a_torn_receipt_is_none(kept: dict[str, Any]) -> None:
    data = json.dumps(kept).encode()
    for length in range(0, len(data), 37):
        with pytest.raises(OnRecordError, match="a.json is no receipt"):
            read_receipt(data[:length], "a.json")


def test_a_receipt_keeps_the_answer_as_it_was(index: Index) -> None:
    index.add(FERRY)
    answer = answer_from(index, ("ferry", QUOTE))
    again = read_receipt(json.dumps(receipt(answer, index)).encode()).answer
    assert again == answer
    assert asdict(again) == asdict(answer)
