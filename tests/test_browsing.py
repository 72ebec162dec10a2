"""Who is on record, as HTML: the lists, the timeline, and nothing in them that a stranger wrote taking effect."""

from dataclasses import replace
from urllib.parse import unquote

import gradio as gr
import pytest
from alden import CUT, DAM, FAIR, TAX, WIRE
from pages import ATTACK, Page, blocks, harmless

from onrecord.evals.markup import Html
from onrecord.index.filters import Filters
from onrecord.index.index import Index
from onrecord.index.model import Article, Span, Speaker, Statement, StatementHit
from onrecord.qa.evidence import of_statement
from onrecord.ui import browsing
from onrecord.ui.browsing import Shown, distinct, speaker_head, speaker_list, speaker_of, speakers_like, statements_of, story
from onrecord.ui.lists import Pressed, name, period, pressed

_ALL = Filters()


def alden(index: Index) -> Index:
    index.add([DAM, WIRE, FAIR, TAX, CUT])
    return index


def named(index: Index, mention: str) -> Speaker:
    (speaker,) = index.speakers(mention)
    return speaker


def told(index: Index, mention: str, filters: Filters = _ALL) -> tuple[list[tuple[str, str]], int]:
    found, in_all = statements_of(index, named(index, mention), "", filters)
    return [(each.article.id, each.day) for each, _ in found], in_all


def test_the_most_quoted_come_first(index: Index) -> None:
    page = harmless(speaker_list(alden(index), "", Shown()))
    names = [each.name for each in index.speakers()]
    assert page.all("button", "value") == [str(each.voices[0]) for each in index.speakers()]
    assert [text for text in names if text in page.text] == names
    assert f"{len(names)} names" in page.text


def test_a_slip_of_the_keyboard_is_forgiven_and_letters_are_looked_for(index: Index) -> None:
    alden(index)
    assert [each.name for each in speakers_like(index, "marsch")] == ["Jon Marsh"]
    assert [each.name for each in speakers_like(index, "the mayor")] == ["Ann Karsk"]
    assert "Tam Brok" in [each.name for each in speakers_like(index, "bro")]
    assert "Nobody is on record as Zzyx." in Page(speaker_list(index, "Zzyx", Shown())).text


def test_an_empty_index_says_what_to_do(index: Index) -> None:
    assert Page(speaker_list(index, "", Shown())).text == browsing.NO_ARTICLES
    index.add([Article("The dam holds water.", id="dam")])
    assert Page(speaker_list(index, "", Shown())).text == browsing.NOBODY


def test_many_speakers_are_shown_some_at_a_time(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Speaker(f"Person {i}", (), ("mayor",), 1, (i + 1,)) for i in range(10_000)]
    monkeypatch.setattr(index, "speakers", lambda mention=None, surely=False: many if mention is None else [])
    page = harmless(speaker_list(index, "", Shown()))
    assert page.all("button", "name") == ["speaker"] * 100 + ["more"]
    assert page.all("button", "value")[-1] == "200"
    assert "10,000 names" in page.text
    assert "9,900 more" in page.text
    page = harmless(speaker_list(index, "person 1", Shown(speakers=200)))
    assert page.all("button", "name") == ["speaker"] * 200 + ["more"]
    assert "911 more" in page.text  # 1, 10-19, 100-199, 1000-1999


def test_the_newest_day_comes_first(index: Index) -> None:
    assert told(alden(index), "Oda Lind") == (
        [("cut", "2031-06-12"), ("cut", "2031-06-12"), ("tax", "2031-03-03"), ("tax", "2031-03-03")],
        4,
    )


def test_days_are_filtered(index: Index) -> None:
    alden(index)
    assert told(index, "Oda Lind", Filters(since="2031-06-12"))[0] == [("cut", "2031-06-12")] * 2
    assert told(index, "Oda Lind", Filters(until="2031-06-11"))[0] == [("tax", "2031-03-03")] * 2
    assert period(" 2031-06-12 ", "") == Filters(since="2031-06-12")


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        ("2022-02-30", "", "'2022-02-30' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        ("", "soon", "'soon' is not a day; write it as YYYY-MM-DD, say 2022-02-15"),
        ("2022-03-01", "2022-02-01", "nothing is since 2022-03-01 and until 2022-02-01: the first day comes after the last"),
    ],
)
def test_days_that_make_no_sense_are_told_in_words(since: str, until: str, message: str) -> None:
    assert period(since, until) == message


def test_a_topic_narrows_the_statements(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    alden(index)
    asked: list[tuple[str, Filters]] = []
    search = index.search_statements

    def watched(topic: str, k: int, filters: Filters) -> list[StatementHit]:
        asked.append((topic, filters))
        return [*search(topic, k, filters)][:1]

    monkeypatch.setattr(index, "search_statements", watched)
    speaker = named(index, "Tam Brok")
    found, in_all = statements_of(index, speaker, "bread prices", Filters())
    assert asked == [("bread prices", Filters(voices=speaker.voices))]
    assert len(found) == in_all <= 1


def test_a_statement_shows_its_words_and_opens_its_article(index: Index) -> None:
    alden(index)
    found, in_all = statements_of(index, named(index, "Tam Brok"), "", Filters())
    page = harmless(story(found, in_all, 50))
    words = "Baker Tam Brok said bread prices would rise by a tenth."
    start = FAIR.text.index(words)
    assert page.all("a", "href") == [f"#/article/fair/1/{start}-{start + len(words)}/0"]
    assert words in page.text
    assert "20 March 2031 published; the day it was said is not told" in page.text
    assert "indirect speech · Herald · Fair to open" in page.text
    assert "1 statement" in page.text


def test_two_prints_of_a_statement_are_one_with_the_other_outlet_named(index: Index) -> None:
    text = "Baker Tam Brok said the bread {} would be dearer by a {} in May."
    prints = {"a": ("of Alden", "tenth"), "b": ("in Alden", "tenth"), "c": ("of Alden", "half")}
    outlets = {"a": "Herald", "b": "Courier", "c": "Post"}
    index.add([Article(text.format(*words), id=id, source=outlets[id], published="2031-03-20") for id, words in prints.items()])
    found, in_all = statements_of(index, named(index, "Tam Brok"), "", Filters())
    assert ([(each.article.id, [other.article.id for other in also]) for each, also in found], in_all) == ([("a", ["b"]), ("c", [])], 2)
    page = harmless(story(found, in_all, 50))
    assert "· also in Courier" in page.text
    assert page.all("a", "href")[:2] == [f"#/article/{id}/1/0-{len(text.format(*prints[id]))}/0" for id in "ab"]


def test_a_long_story_is_unfolded(index: Index) -> None:
    article = Article(" ".join(f"Baker Tam Brok said loaf {n} would rise." for n in range(120)), id="long", published="2031-03-20")
    index.add([article])
    found, in_all = statements_of(index, named(index, "Tam Brok"), "", Filters())
    assert (len(found), in_all) == (120, 120)
    page = harmless(story(found, in_all, 50))
    assert len(page.all("a", "href")) == 50
    assert page.all("button", "value") == ["100"]
    assert "70 more" in page.text
    assert "30 earlier ones are left out" in Page(story(found, 150, 150)).text


def test_what_is_told_within_another_statement_is_not_told_twice() -> None:
    article = Article("Brok said he would bake.", id="a", published="2031-03-20")
    outer = Statement("a", "Brok", None, None, (Span(10, 23),), "indirect")
    spans = [replace(outer, content=(Span(10, 23),)), replace(outer, content=(Span(13, 23),))]
    kept = browsing.outermost([of_statement(article, each) for each in spans])
    assert [each.statement for each in kept] == spans[:1]


def test_a_day_nobody_knows_comes_last(index: Index) -> None:
    index.add([FAIR, replace(FAIR, id="old", published=None, text="Baker Tam Brok said rye would be dear.")])
    found, in_all = statements_of(index, named(index, "Tam Brok"), "", Filters())
    assert [each.day for each, _ in found] == ["2031-03-20", ""]
    assert "On a day that is not known" in Page(story(found, in_all, 50)).text


def test_the_head_asks(index: Index) -> None:
    page = harmless(speaker_head(named(alden(index), "Ann Karsk"), "  the dam & 50% #1 "))
    (href,) = page.all("a", "href")
    assert unquote(str(href)) == "#/ask/What did Ann Karsk say about the dam & 50% #1?"
    assert "What did Ann Karsk say about the dam & 50% #1?" in page.text


def test_roles_that_say_the_same_are_told_once() -> None:
    assert distinct(["minister", "Finance Minister", "finance minister", "mayor"]) == ["Finance Minister", "mayor"]
    assert distinct(["defence minister", "defense minister"]) == ["defence minister"]


def test_strangers_words_stay_words(index: Index) -> None:
    attacked = Speaker(ATTACK * 100, (ATTACK, "x" * 10_000), (ATTACK, ATTACK[::-1]), 3, (7,))
    article = Article(
        f"Brok said {ATTACK} would bake.",
        id=f"../{ATTACK}"[:200],
        title=ATTACK * 300,
        source=ATTACK,
        published="2031-03-20",
        language='en" x="',
    )
    statement = Statement(article.id, "Brok", None, None, (Span(10, 40),), "direct")
    for html in (
        speaker_head(attacked, ATTACK),
        browsing.row(attacked, 7, True),
        story([(of_statement(article, statement), [])], 1, 50),
        name(ATTACK),
    ):
        page = harmless(html)
        assert "\u202e" not in html or page.all("bdi", "dir") == []  # what turns text around stands in an element that isolates it
        assert len(page.text) < 30_000
    (href,) = Page(story([(of_statement(article, statement), [])], 1, 50)).all("a", "href")
    assert [unquote(part) for part in str(href).split("/")] == ["#", "article", article.id, "1", "10-40", "0"]


def test_whoever_has_gone_is_nobody(index: Index) -> None:
    alden(index)
    (voice,) = {named(index, "Tam Brok").voices[0]}
    assert speaker_of(index, voice) == named(index, "Tam Brok")
    assert speaker_of(index, 10**17) is None
    assert speaker_of(index, None) is None


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"name": "more", "value": "200", "ticked": ["a", 1, None, "b"]}, Pressed("more", "200", ("a", "b"))),
        ({"name": ["x"], "ticked": "abc"}, Pressed("", "", ())),
        ([], Pressed("", "", ())),
        (None, Pressed("", "", ())),
    ],
)
def test_a_browser_may_send_anything(sent: object, read: Pressed) -> None:
    assert pressed(gr.EventData(None, sent)) == read


@pytest.mark.parametrize(("value", "number"), [("200", 200), ("-1", 0), ("²", 0), ("9" * 30, 0), ("1e3", 0), ("", 0)])
def test_numbers_in_buttons(value: str, number: int) -> None:
    assert Pressed("more", value, ()).number == number


def test_choosing_and_filtering(index: Index) -> None:
    tab = browsing.SpeakersTab(alden(index))
    voice = named(index, "Oda Lind").voices[0]
    listed, shown, head, filters, fault, timeline = tab.choose(
        gr.EventData(None, {"name": "speaker", "value": str(voice)}), "", Shown(), "", "", ""
    )
    assert Page(listed).all("button", "aria-current") == ["true"]
    assert (shown.voice, "Oda Lind" in head, filters.visible, fault) == (voice, True, True, "")
    assert len(Page(timeline).all("blockquote", "lang")) == 0
    assert len(Page(timeline).all("a", "class")) == 4
    shown, head, fault, timeline = tab.show(shown, "", "2022-02-30", "")
    assert Page(fault).text == "'2022-02-30' is not a day; write it as YYYY-MM-DD, say 2022-02-15"
    assert timeline == ""
    _, shown, head, filters, *_ = tab.choose(gr.EventData(None, {"name": "back", "value": ""}), "", shown, "", "", "")
    assert (shown.voice, Page(head).text, filters.visible) == (None, browsing.CHOOSE, False)


def test_it_is_built_in_a_page(index: Index) -> None:
    with blocks() as page:
        refresh = browsing.speakers_tab(alden(index))
        page.load(*refresh)
    html, shown = refresh.fn("", Shown())
    assert (isinstance(html, Html), shown.generation) == (True, index.generation)
    assert refresh.fn("", shown) == (gr.skip(), gr.skip())
    assert {event.api_visibility for event in page.fns.values() if event.name != "list"} == {"private"}
