"""What a run came to, in the terminal and on the page; all that strangers wrote stays text on both."""

import base64
import hashlib
import io
import re

import pytest
from reported import (
    HARBOUR,
    SHELF,
    UNSURE,
    Outcome,
    Reader,
    Results,
    Shelf,
    figure,
    harbour_page,
    island,
    outcome,
    outcomes,
    results,
    slice_of,
)
from rich.console import Console

from onrecord.evals.figures import BY_TAG
from onrecord.evals.page import page, reasons, verdict
from onrecord.evals.report import WIDTH, tables
from onrecord.index.model import Article

ATTACKS = [
    "<script>document.title = 'closed'</script>",
    "</script><script>alert(1)</script><!--",
    "<img src=x onerror=\"alert('tide')\">",
    '" onmouseover="alert(1)" x="',
    "**bold** [here](javascript:alert(1)) &lt;b&gt; <b>",
    "]]></style><style>body{display:none}</style>",
    "\u202ebackwards\u202c \x00 \x1b[31m \u2028 \U0001f6a2",
]


INEXACT = ("cites what it must not", "a quotation is not exact")


def lines(*made: object) -> list[str]:
    console = Console(width=WIDTH, file=io.StringIO(), highlight=False, color_system=None, legacy_windows=False)
    for table in made:
        console.print(table)
    assert isinstance(console.file, io.StringIO)
    return [line.strip() for line in console.file.getvalue().splitlines() if line.strip() and "─" not in line]


def test_the_figures_of_a_suite() -> None:
    overall, _ = tables(results())
    assert [" ".join(line.split()) for line in lines(overall)] == [
        "harbour: 3 questions",
        "measure value n what it is",
        "Evidence found",
        "hit@1 0.934 (0.90–0.96) 3 the first passage holds evidence",
        "Evidence cited",
        "correct 0.500 (0.25–0.75) 3 full evidence, nothing forbidden; or rightly none",
        "forbidden_cited 0.000 (0.00–0.00) 3 cites what is wrong to cite (less is better)",
        "Knowing when not to answer",
        "auroc 0.871 confidence tells answerable apart; 0.5 is chance",
        "Further measures",
        "tide 1.000 (1.00–1.00) 2",
        "half the answers within 4.2 ms, 95 % within 10.0 ms",
    ]


def test_what_is_measured_of_the_evidence_and_of_unsure_answers_is_told() -> None:
    made = results()
    names = ("evidence_shown", "full_evidence", "first_right", "words_cited", "unsure")
    made["suites"]["harbour"]["measures"] = {name: figure(0.5, 0.25, 0.75, 3) for name in names}
    made["suites"]["harbour"]["abstention"] = {"median_words_cited": 42.5}
    overall, _ = tables(made)
    assert [" ".join(line.split()) for line in lines(overall)][2:-1] == [
        "Evidence cited",
        "evidence_shown 0.500 (0.25–0.75) 3 all evidence stands in the first six citations",
        "full_evidence 0.500 (0.25–0.75) 3 the same, in an answer given as one",
        "first_right 0.500 (0.25–0.75) 3 the first citation is evidence",
        "words_cited 0.500 (0.25–0.75) 3 words cited by an answer, in the mean",
        "median_words_cited 42.500 and in the median",
        "Knowing when not to answer",
        "unsure 0.500 (0.25–0.75) 3 showed what comes nearest, as that",
    ]


@pytest.mark.parametrize("all_tags", [False, True])
def test_the_figures_by_tag(all_tags: bool) -> None:
    _, by_tag = tables(results(), all_tags)
    assert [line.split() for line in lines(by_tag)] == [
        ["harbour", "by", "tag"],
        ["evidence", "full", "first", "token"],
        ["tag", "n", "hit@1", "shown", "evidence", "right", "f1", "refused", "correct"],
        ["unanswerable-unknown-", "3", "–", "–", "–", "–", "–", "–", "0.250"],
        ["person", "0.10–0.40"],
        ["direct", "2", "1.000", "–", "–", "–", "–", "–", "–"],
        ["0.95–1.00"],
        ["below", "each", "value", "its", "95", "%", "interval"],
    ]


def many_tags() -> Results:
    """Twelve tags; t12 has the most questions, and all of them right; of the others each has one wrong more than the one before."""
    made = results()
    parts = {f"t{i:02}": {"n": 16, "measures": {"correct": figure(1 - i / 16, 0.0, 1.0, 16)}} for i in range(11)}
    parts["t11"] = {"n": 4, "measures": {"correct": figure(0.0, 0.0, 0.0, 4)}}
    parts["t12"] = {"n": 30, "measures": {"correct": figure(1.0, 1.0, 1.0, 30)}}
    made["suites"]["harbour"]["by_tag"] = parts
    return made


def test_the_ten_tags_that_lose_most_questions_are_shown_the_worst_first() -> None:
    _, by_tag = tables(many_tags())
    shown = lines(by_tag)
    tags = [line.split()[0] for line in shown if line.startswith("t") and line[1:3].isdigit()]
    assert tags == ["t10", "t09", "t08", "t07", "t06", "t05", "t04", "t11", "t03", "t02"]  # t04 and t11 lose four each; t04 has more
    assert shown[-1] == "below each value its 95 % interval; 3 more tags: --by-tag"


def test_all_tags_come_the_most_frequent_first() -> None:
    _, by_tag = tables(many_tags(), all_tags=True)
    shown = lines(by_tag)
    tags = [line.split()[0] for line in shown if line.startswith("t") and line[1:3].isdigit()]
    assert tags == ["t12", *(f"t{i:02}" for i in range(11)), "t11"]
    assert shown[-1] == "below each value its 95 % interval"


@pytest.mark.parametrize("tag", ["x" * 300, "-" * 300, "wrong-presupposition", "a-" * 40])
def test_nothing_is_wider_than_the_tables_may_be_nor_cut(tag: str) -> None:
    made = results(tag)
    wide = {name: figure(0.5, 0.25, 0.75, 123_456) for name in BY_TAG}
    made["suites"]["harbour"]["by_tag"][tag] = {"n": 12_345, "measures": wide}
    made["suites"]["harbour"]["measures"]["expected_calibration_error"] = figure(0.5, 0.25, 0.75, 123_456)
    shown = lines(*tables(made))
    assert max(len(line) for line in shown) <= WIDTH
    assert sum(line.count("0.25–0.75") for line in shown) == 9  # of each tag's measure, and of correct and the calibration error of all
    assert sum(line.count("…") for line in shown) == (len(tag) > 44)


def test_a_terminal_obeys_nothing_of_a_tag() -> None:
    shown = "\n".join(lines(*tables(results("[red]\x1b[31m\u202e", suite="[b]gull[/b]"))))
    assert "[red]\ufffd[31m\ufffd" in shown
    assert "[b]gull[/b]: 3 questions" in shown


def test_failures_come_first() -> None:
    read = Reader(harbour_page())
    assert read.texts["verdict"] == ["Failed", "Abstained", "Right"]
    assert read.texts["id"] == ["q3", "q2", "q1"]
    assert [one["id"] for one in island(harbour_page())["questions"]] == ["q3", "q2", "q1"]
    assert read.texts["count"] == ["3 questions"]


@pytest.mark.parametrize(
    ("values", "answered", "unanswerable", "became", "why"),
    [
        ((1, 1, 1, 0, 1, 1, 1, None), True, False, "right", []),
        ((1, None, None, 0, 1, None, None, 1), False, True, "right", []),
        ((0, None, None, 0, 1, None, None, 0), True, True, "failed", ["the articles don’t say, yet it answered"]),
        ((0, 0, 0, 0, 1, 0, 1, None), False, False, "abstained", ["the articles do say; evidence not cited, though found"]),
        ((0, 0, 0, 0, 1, 0, 0, None), False, False, "abstained", ["the articles do say; evidence not cited, nor found"]),
        ((0, 0, 0, 0, 1, 0, 1, None), True, False, "failed", ["evidence not cited, though found"]),
        ((0, 0, 0, 0, 1, 0, 0, None), True, False, "failed", ["evidence not cited, nor found"]),
        ((0, 0, 0, 0, 1, None, None, None), True, False, "failed", ["evidence not cited"]),
        ((0, 0, 0.5, 1, 0, 1, 1, None), True, False, "failed", ["1 of 2 pieces of evidence cited", *INEXACT]),
    ],
)  # fmt: skip
def test_what_became_of_a_question(
    values: tuple[float | None, ...], answered: bool, unanswerable: bool, became: str, why: list[str]
) -> None:
    one = outcome("q", "?", "In May. [1]" if answered else UNSURE, *values, unanswerable=unanswerable)
    one["gold"]["evidence"] = [] if unanswerable else [[slice_of("Mara")], [slice_of("May")]]
    assert verdict(one) == became
    assert reasons(one) == why


def test_the_island_holds_each_article_once_and_slices_by_place() -> None:
    data = island(harbour_page())
    facts = {"source": None, "author": None, "published": None}
    assert data["articles"] == [
        {"id": "a1", "version": 1, "title": "Harbour", **facts, "url": "https://gull.example/1", "text": HARBOUR},
        {"id": "a2", "version": 1, "title": None, **facts, "url": None, "text": None},  # found, but neither cited nor gold
    ]
    [*_, right] = data["questions"]
    first = {"article": 0, "start": 0, "end": 10}
    assert right["gold"]["evidence"] == [[first]]
    assert right["answer"]["citations"] == [{**first, "n": 1, "speaker": "Mara Vell", "said_on": None, "kind": "indirect"}]
    assert right["answer"]["closest"] == []
    assert right["hits"] == [{"article": 1, "start": 0, "end": 5, "score": 0.9}]


def test_what_an_unsure_answer_cites_is_the_closest_and_comes_once() -> None:
    [_, unsure, _] = island(harbour_page())["questions"]
    closest = {"article": 0, "start": 0, "end": 10, "n": 1, "speaker": "Mara Vell", "said_on": None, "kind": "indirect"}
    assert (unsure["id"], unsure["answer"]["citations"], unsure["answer"]["closest"]) == ("q2", [], [closest])


def test_a_quotation_that_is_not_in_its_article_is_told() -> None:
    asked = outcomes()
    asked[0]["answer"]["citations"][0]["quote"] = "Mara Bell"
    html = page(results(), {"harbour": asked}, {"harbour": SHELF.article})
    assert island(html)["questions"][2]["answer"]["citations"][0]["quote"] == "Mara Bell"


def test_suites_may_have_different_articles_under_one_id() -> None:
    two = results()
    two["suites"]["inland"] = two["suites"]["harbour"]
    inland = Shelf(Article(HARBOUR.replace("May", "June"), id="a1"), Article("Gulls.", id="a2"))
    html = page(two, {"harbour": outcomes(), "inland": outcomes()}, {"harbour": SHELF.article, "inland": inland.article})
    assert [article["id"] for article in island(html)["articles"]] == ["a1", "a2", "a1"]  # the two a2 are the same


@pytest.mark.parametrize("attack", ATTACKS)
def test_strangers_text_makes_no_element_and_no_attribute(attack: str) -> None:
    """Apart from text the page is the same as one of harmless text."""
    text = f"{attack} {HARBOUR} {attack}"
    attacked: list[Outcome] = [{**one, "question": attack, "id": attack, "tags": [attack], "history": [attack]} for one in outcomes(text)]
    for one in attacked:
        answer, gold = one["answer"], one["gold"]
        answer.update({"text": attack, "short": attack, "answerer": attack, "removed": [{"text": attack, "why": attack}]})
        gold.update({"answers": [attack], "speaker": attack, "said_on": attack})
    shelf = Shelf(Article(text, id="a1", title=attack, source=attack, author=attack, url=attack), Article(attack, id="a2"))
    html = page(results(attack, suite=attack), {attack: attacked}, {attack: shelf.article})

    read, harmless = Reader(html), Reader(harbour_page())
    assert read.elements == harmless.elements
    assert read.texts["question"] == [attack] * 3
    assert read.texts["id"] == [attack] * 3
    assert island(html)["articles"][0]["text"] == text
    assert island(html)["articles"][0]["title"] == attack


def test_the_page_asks_for_nothing_and_lets_nothing_run_but_its_own() -> None:
    html = harbour_page()
    read = Reader(html)
    [policy] = [attributes["content"] for _, attributes in read.elements if attributes.get("http-equiv") == "Content-Security-Policy"]
    style, script = (re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL) for name in ("style", "script"))
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (*style, *script)]
    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert {
        name for _, attributes in read.elements for name in attributes if name in ("src", "srcset", "style", "action") or name[:2] == "on"
    } == set()
    assert {attributes["href"] for _, attributes in read.elements if "href" in attributes} == {"#questions", "#suite-0"}
    assert re.findall(r"url\(|@import|expression\(", style[0]) == []
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|fetch\(|XMLHttpRequest|import\(", script[0])
        == []
    )
