"""The articles as a list: found, removed, and added by dropping files."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import gradio as gr
import pytest
from alden import CUT, DAM, FAIR, TAX, WIRE
from fakes import HashEmbedder
from gradio.data_classes import FileData, ListFiles
from pages import ATTACK, Page, blocks, harmless

from onrecord.index.errors import CatalogBusy
from onrecord.index.filters import Filters
from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.ui import adding_files, library
from onrecord.ui.adding_files import MAX_FILES, Outcome, Upload, Uploads, told
from onrecord.ui.library import Listed, Shelf, article_list, confirm, question_about

_ALL = Filters()


def alden(index: Index) -> Index:
    index.add([DAM, WIRE, FAIR, TAX, CUT])
    return index


def ids(shelf: Shelf, words: str = "", filters: Filters = _ALL) -> list[str]:
    return [card.id for card in shelf.find(words, filters)]


def event(name: str, value: str = "", *ticked: str) -> gr.EventData:
    return gr.EventData(None, {"name": name, "value": value, "ticked": list(ticked)})


# Finding


def test_the_newest_article_comes_first(index: Index) -> None:
    assert ids(Shelf(alden(index))) == ["cut", "fair", "wire", "dam", "tax"]


def test_words_are_looked_for_in_titles_and_texts(index: Index) -> None:
    shelf = Shelf(alden(index))
    assert ids(shelf, "harbour TAX") == ["cut", "tax"]
    assert ids(shelf, "cracks") == ["dam"]  # in the text
    assert ids(shelf, "calm") == ["wire"]  # in the title
    assert ids(shelf, "zebra") == []


def test_outlets_and_days_are_filtered(index: Index) -> None:
    shelf = Shelf(alden(index))
    index.add([Article("Nothing is dated here.", id="undated")])
    assert ids(shelf, "", Filters(source="gazette")) == ["cut", "dam", "tax"]
    assert ids(shelf, "", Filters(since="2031-03-05", until="2031-03-06")) == ["wire", "dam"]
    assert ids(shelf, "harbour tax", Filters(until="2031-03-31")) == ["tax"]
    assert ids(shelf)[-1] == "undated"
    assert shelf.outlets == ["Gazette", "Herald"]


def test_the_shelf_follows_the_index(index: Index) -> None:
    shelf = Shelf(alden(index))
    assert len(shelf.cards) == 5
    assert shelf.cards is shelf.cards  # read once as long as nothing changes
    index.remove("dam")
    assert ids(shelf) == ["cut", "fair", "wire", "tax"]


# Showing


def test_each_article_opens_whole_and_can_be_asked_about(index: Index) -> None:
    shelf = Shelf(alden(index))
    page = harmless(article_list(shelf, shelf.cards, 50))
    links = [unquote(str(href)) for href in page.all("a", "href")]
    assert links[:2] == ["#/article/cut/1/0-0/0", "#/ask/What did Oda Lind say about “Harbour tax falls”?"]
    assert page.all("input", "value") == ["cut", "fair", "wire", "dam", "tax"]
    assert "5 articles" in page.text
    assert "Harbour tax falls" in page.text
    assert "Gazette · 13 June 2031 · ask about it" in page.text


def test_an_article_in_which_nobody_speaks_is_asked_about_by_its_subject(index: Index) -> None:
    index.add([Article("The dam holds 40 million cubic metres.", id="dam", title="The dam")])
    assert question_about(index, Shelf(index).cards[0]) == "The dam"


def test_an_empty_index_says_what_to_do(index: Index) -> None:
    assert Page(article_list(Shelf(index), [], 50)).text == library.EMPTY
    assert Page(article_list(Shelf(alden(index)), [], 50)).text == "No article fits."


def test_many_articles_are_shown_some_at_a_time(index: Index) -> None:
    index.add([Article(f"Baker Tam Brok baked {i} loaves.", id=f"a{i:03}") for i in range(120)])
    shelf = Shelf(index)
    page = harmless(article_list(shelf, shelf.cards, 50))
    assert len(page.all("input", "value")) == 50
    assert (page.all("button", "name"), page.all("button", "value")) == (["remove", "more"], ["", "100"])
    assert "70 more" in page.text
    assert len(Page(article_list(shelf, shelf.cards, 150)).all("input", "value")) == 120


def test_strangers_words_stay_words(index: Index) -> None:
    index.add(
        [
            Article("Brok baked.", id=f"a/b?c#d%20{ATTACK}", title=ATTACK * 200, source=ATTACK, author=ATTACK, url="javascript:alert(1)"),
            Article(f"{ATTACK} " * 10, id="b", url='https://news.example/" onclick="x'),
            Article("Brok baked.", id="c", url="https://news.example/c", published="2031-03-20"),
        ]
    )
    shelf = Shelf(index)
    for html in (article_list(shelf, shelf.cards, 50), confirm(shelf, [card.id for card in shelf.cards])):
        page = harmless(html)
        assert len(page.text) < 3_000
    page = Page(article_list(shelf, shelf.cards, 50))
    assert [href for href in page.all("a", "href") if str(href).startswith("http")] == ["https://news.example/c"]
    assert page.all("a", "rel") == ["noopener noreferrer"]
    opened = [str(href) for href in page.all("a", "href") if str(href).startswith("#/article/")]
    assert {unquote(href.split("/")[2]) for href in opened} == {card.id for card in shelf.cards}
    assert {len(href.split("/")) for href in opened} == {6}


# Removing


def test_articles_are_removed_after_a_second_question(index: Index) -> None:
    tab = library.ArticlesTab(Shelf(alden(index)))
    listed, _, _, question = tab.press(event("remove", "", "dam", "wire", "no such"), Listed(), "", None, "", "")
    assert listed.doomed == ("wire", "dam")
    assert "Remove 2 articles, in all versions, for everyone?" in harmless(question).text
    assert "Alden dam under watch" in Page(question).text
    kept, shown, generation = tab.answer(event("no"), listed, 0)
    assert (kept.doomed, shown, len(index.articles())) == ((), "", 5)
    assert generation == gr.skip()
    done, shown, generation = tab.answer(event("yes"), listed, 0)
    assert (done.doomed, Page(shown).text, generation) == ((), "2 articles removed.", index.generation)
    assert sorted(article.id for article in index.articles()) == ["cut", "fair", "tax"]


def test_a_yes_that_was_not_asked_for_removes_nothing(index: Index) -> None:
    tab = library.ArticlesTab(Shelf(alden(index)))
    assert tab.answer(event("yes", "", "dam"), Listed(), 0)[1] == ""
    assert len(index.articles()) == 5


def test_what_somebody_else_has_removed_is_told(index: Index) -> None:
    tab = library.ArticlesTab(Shelf(alden(index)))
    index.remove("dam")
    _, shown, _ = tab.answer(event("yes"), Listed(doomed=("dam", "wire")), 0)
    assert "no article has the id 'dam', so nothing was removed" in Page(shown).text


def test_without_a_tick_nothing_is_asked(index: Index) -> None:
    tab = library.ArticlesTab(Shelf(alden(index)))
    *_, shown = tab.press(event("remove"), Listed(), "", None, "", "")
    assert Page(shown).text == "Choose the articles that are to be removed first."


def test_a_day_that_does_not_exist_is_told_in_words(index: Index) -> None:
    tab = library.ArticlesTab(Shelf(alden(index)))
    _, fault, cards = tab.show(Listed(), "", "every outlet", "2031-02-30", "")
    assert (Page(fault).text, cards) == ("'2031-02-30' is not a day; write it as YYYY-MM-DD, say 2022-02-15", "")
    assert "at most 10,000 are taken" in tab.show(Listed(), "x" * 10_001, None, "", "")[1]


# Adding


class Drop:
    """Drops files as Gradio hands them on: each in a folder of its own in the cache, under a cleaned name."""

    def __init__(self, index: Index, cache: Path) -> None:
        self.cache = cache
        self.uploads = Uploads(index, cache)
        self.steps: list[Any] = []

    def put(self, name: str, content: str | bytes, stored: str | None = None) -> Upload:
        path = self.cache / f"{len(list(self.cache.glob('*'))):04}" / (stored or Path(name).name)
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Upload(str(path), name)

    def __call__(self, *uploads: Upload) -> Page:
        html, files, _ = self.uploads.add(list(uploads), lambda *step, **about: self.steps.append((step, about)))  # pyright: ignore[reportArgumentType]
        assert files is None
        return harmless(html)


@pytest.fixture
def drop(index: Index, tmp_path: Path) -> Drop:
    (tmp_path / "cache").mkdir()
    return Drop(index, tmp_path / "cache")


def test_a_report_tells_what_became_of_each_file(index: Index, drop: Drop) -> None:
    drop(drop.put("fair.txt", "Brok baked."), drop.put("tax.txt", "Lind taxed."))
    lines = "\n".join(map(json.dumps, [{"id": "x", "text": "One."}, {"id": "y"}, {"id": "z", "text": "Two."}]))
    page = drop(
        drop.put("fair.txt", "Brok baked more."), drop.put("tax.txt", "Lind taxed."), drop.put("many.jsonl", lines),
        drop.put("picture.png", b"\x89PNG"), drop.put("empty.txt", ""),
    )  # fmt: skip
    assert "2 added, 1 changed, 1 unchanged, 3 not added." in page.text
    assert "fair.txtchanged" in page.text
    assert "tax.txtunchanged" in page.text
    assert "many.jsonl2 addednot added: line 2: the article has no text" in page.text
    assert "picture.pngnot added: .png is not a kind of file that is read (.txt, .md, .jsonl, .csv)" in page.text
    assert "empty.txtnot added: " in page.text
    assert sorted(article.id for article in index.articles()) == ["fair", "tax", "x", "z"]
    assert index.article("fair").text == "Brok baked more."
    assert drop.steps


def test_nothing_of_where_an_upload_lies_gets_into_an_id(index: Index, drop: Drop, tmp_path: Path) -> None:
    for text in ("Brok baked.", "Brok baked more."):
        drop(drop.put("my fair (1).txt", text, stored="my_fair_1.txt"), drop.put("notes/tea.md", "# Tea\n\nIt is hot.", stored="tea.md"))
    assert sorted((each.id, each.version) for each in index.articles()) == [("my fair (1)", 2), ("tea", 1)]
    with Index.open(tmp_path / "other", embedder=index.embedder) as other:  # as the command line names them
        for file, text in {"my fair (1).txt": "Brok baked.", "tea.md": "Tea", "tea.txt": "Milk"}.items():
            tmp_path.joinpath(file).write_text(text)
        other.add([tmp_path / "my fair (1).txt", tmp_path / "tea.md", tmp_path / "tea.txt"])
        named = sorted(each.id for each in other.articles())
    drop(drop.put("tea.md", "Tea"), drop.put("tea.txt", "Milk"))
    assert sorted(each.id for each in index.articles()) == named == ["my fair (1)", "tea", "tea.txt"]
    drop(drop.put("tea.txt", "Oat milk"))
    assert index.article("tea.txt").text == "Oat milk"


def test_a_file_that_was_added_in_its_folder_is_the_same_article(index: Index, drop: Drop, tmp_path: Path) -> None:
    tmp_path.joinpath("fair.txt").write_text("Brok baked.")
    index.add([tmp_path / "fair.txt"])
    assert "1 unchanged." in drop(drop.put("fair.txt", "Brok baked.")).text
    assert "1 changed." in drop(drop.put("fair.txt", "Brok baked more.")).text
    assert [each.id for each in index.articles()] == ["fair"]


def test_two_files_of_one_name_are_not_taken_for_one(index: Index, drop: Drop) -> None:
    page = drop(drop.put("a/index.txt", "Brok baked."), drop.put("b/index.txt", "Lind taxed."), drop.put("c/index.txt", "Brok baked."))
    assert page.text.count("another file of this name was dropped with it") == 1
    assert [article.text for article in index.articles()] == ["Brok baked."]


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\news\\passwd.txt", "/passwd.txt"])
def test_names_are_never_paths(index: Index, drop: Drop, name: str) -> None:
    drop(drop.put(name, "Brok baked.", stored="stored.txt"))
    assert [article.id for article in index.articles()] == ["passwd"]


def test_names_are_never_html(index: Index, drop: Drop) -> None:
    page = drop(
        drop.put(f"{ATTACK}.txt".replace("/", ""), "Brok baked.", stored="a.txt"),
        drop.put(f"{ATTACK}.exe", "x", stored="b.txt"),
        drop.put("x" * 10_000 + ".txt", "y", stored="c.txt"),
        drop.put("\x00\n.txt", "z", stored="d.txt"),
    )  # fmt: skip
    assert "1 added, 3 not added" in page.text
    assert len(page.text) < 2_000
    assert index.articles()[0].id == ATTACK.replace("/", "")


def test_number_and_size_are_limited(index: Index, drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [drop.put(f"{i}.txt", "Brok baked.") for i in range(MAX_FILES + 1)]
    assert drop(*many).text == "201 files are too many at once, so none was added; 200 are taken, and a .jsonl file may hold many articles."
    monkeypatch.setattr(adding_files, "MAX_FILE_MEGABYTES", 0.00001)
    assert "it has 0.0 MB; 1e-05 MB are taken" in drop(drop.put("long.txt", "Brok baked.")).text
    assert index.articles() == []
    assert list(drop.cache.rglob("*")) == []


def test_uploads_are_deleted_whatever_happens(index: Index, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(drop.put("a.txt", "Brok baked."), drop.put("b.png", "x"))
    assert list(drop.cache.rglob("*")) == []

    def busy(*_: object) -> None:
        raise CatalogBusy("the catalog has been locked by another process for 10 s")

    monkeypatch.setattr(index, "add", busy)
    assert "Not all could be added: the catalog has been locked" in drop(drop.put("c.txt", "Brok baked.")).text
    assert list(drop.cache.rglob("*")) == []


def test_nothing_else_is_deleted_or_walked(index: Index, drop: Drop, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("Mine.")
    drop(Upload(str(mine), "mine.txt"), Upload(str(drop.cache / ".." / "mine.txt"), "other.txt"))
    assert mine.is_file()
    folder = drop.put("a.txt", "Brok baked.")
    assert "it is no longer here" in drop(Upload(str(drop.cache), "all.txt")).text
    assert Path(folder.path).is_file()
    assert "it is no longer here" in drop(Upload(str(drop.cache / "gone.txt"), "gone.txt")).text


def test_gradio_hands_on_the_names_that_files_came_with() -> None:
    with blocks():
        files, _ = adding_files.drop_zone()
        given = ListFiles([FileData(path="/cache/1/a_b.txt", orig_name="a b.txt"), FileData(path="/cache/2/c.md")])
        assert files.preprocess(given) == [Upload("/cache/1/a_b.txt", "a b.txt"), Upload("/cache/2/c.md", "c.md")]
        assert files.preprocess(None) == []


def test_a_long_report_is_cut() -> None:
    outcomes = [Outcome(f"{i}.txt", added=1) for i in range(300)] + [Outcome("bad.jsonl", failed=["no text"] * 20)]
    page = harmless(told(outcomes))
    assert "300 added, 20 not added." in page.text
    assert page.text.index("bad.jsonl") < page.text.index("0.txt")
    assert "and 15 more not added" in page.text


def test_it_is_built_in_a_page(index: Index) -> None:
    with blocks() as page:
        built = library.articles_tab(alden(index))
    assert built.changed.value == index.generation
    listed, outlets, fault, cards = built.refresh.fn(Listed(), "", "every outlet", "", "")
    assert ([value for _, value in outlets.choices], fault) == (["every outlet", "Gazette", "Herald"], "")
    assert "5 articles" in Page(cards).text
    assert built.refresh.fn(listed, "", "every outlet", "", "") == (gr.skip(),) * 4
    index.remove("dam")
    assert "4 articles" in Page(built.refresh.fn(listed, "", "every outlet", "", "")[3]).text
    assert {event.api_visibility for event in page.fns.values()} == {"private"}


def test_others_are_answered_while_articles_are_added(tmp_path: Path) -> None:
    seen: list[Page] = []
    with ThreadPoolExecutor(1) as pool:

        def meanwhile() -> None:
            seen.append(Page(pool.submit(lambda: article_list(shelf, shelf.cards, 50)).result(timeout=20)))

        with Index.open(tmp_path / "news", embedder=HashEmbedder(before_embedding=meanwhile)) as index:
            shelf = Shelf(index)
            tmp_path.joinpath("cache").mkdir()
            drop = Drop(index, tmp_path / "cache")
            drop(drop.put("fair.txt", "Brok baked."))
            drop(drop.put("tax.txt", "Lind taxed."))
    assert [page.all("input", "value") for page in seen] == [[], ["fair"]]


def test_articles_are_seen_by_all_who_ask(index: Index, drop: Drop) -> None:
    shelf = Shelf(index)
    assert ids(shelf) == []
    drop(drop.put("fair.txt", "date 2031-03-20 Baker Tam Brok said bread prices would rise."))
    assert ids(shelf) == ["fair"]
    assert [speaker.name for speaker in index.speakers()] == ["Tam Brok"]
    assert replace(index.article("fair"), version=1).published == "2031-03-20"
