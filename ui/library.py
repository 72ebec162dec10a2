"""The articles: found by words, outlet and day, read whole, and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import quote

import gradio as gr

from ..evals.markup import Html, join, tag, void
from ..index.errors import ArticleError, OnRecordError, QuestionError
from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Article, Hit
from ..qa.page import spelled
from .adding_files import Uploads, drop_zone
from .lists import Refresh, facts, field, message_place, name, period, pressable, pressed, wrong
from .message import outside, question_link

_ARTICLES = 50  # shown at first, and more each time
_PASSAGES = 200  # looked at for words in the text
_NEAR = 0.45  # late interaction, from which on a passage is more likely than not about what was asked
_NAMED = 5  # titles in a confirmation
_EVERY_OUTLET = "every outlet"
EMPTY = "There are no articles in this index yet. Drop files above to add some."


class Card(NamedTuple):
    """What a list shows of an article."""

    id: str
    version: int
    label: str
    published: str | None
    source: str | None
    author: str | None
    url: str | None


class Shelf:
    """The cards of all articles, newest first, read anew when the index has changed."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._held: tuple[int, list[Card]] = (-1, [])

    @property
    def cards(self) -> list[Card]:
        generation = self.index.generation
        if self._held[0] != generation:
            self._held = (generation, [_card(article) for article in self.index.articles()])
        return self._held[1]

    @property
    def outlets(self) -> list[str]:
        return sorted({card.source for card in self.cards if card.source}, key=str.casefold)

    def find(self, words: str, filters: Filters) -> list[Card]:
        """Those that the filters let through, with the words in the title or something near to them in the text; newest first.

        Raises:
            QuestionError: words that can't be searched for.
        """
        cards = [card for card in self.cards if _passes(card, filters)]
        if not words.strip():
            return cards
        hits = self.index.search_filtered(words, _PASSAGES, filters)
        found = {hit.article.id for hit in hits if _is_near(hit)}
        looked_for = words.casefold().split()
        return [card for card in cards if card.id in found or all(word in card.label.casefold() for word in looked_for)]


def _card(article: Article) -> Card:
    return Card(article.id, article.version, article.label, article.published, article.source, article.author, article.url)


def _passes(card: Card, filters: Filters) -> bool:
    if filters.source is not None and (card.source or "").casefold() != filters.source.casefold():
        return False
    day = card.published or ""
    return not (filters.since and day < filters.since) and not (filters.until and (not day or day > filters.until))


def _is_near(hit: Hit) -> bool:
    """Whether the passage has a word that was looked for, or is about it; the nearest of what there is may be neither."""
    late = hit.parts.get("late")
    return hit.parts["lexical"].value > 0 or (late is not None and late.value >= _NEAR)


@dataclass(frozen=True)
class Listed:
    """What a visitor sees: how much of the list is unfolded, and the ids that are to be removed if the visitor says so."""

    articles: int = _ARTICLES
    generation: int = -1  # of the index, when they were listed
    doomed: tuple[str, ...] = ()


class Library(NamedTuple):
    """``changed`` holds the index's generation, so that its ``change`` tells of articles added and removed; ``refresh`` lists anew."""

    changed: gr.State
    refresh: Refresh


def articles_tab(index: Index) -> Library:
    """The components, made in the present context."""
    tab = ArticlesTab(Shelf(index))
    changed = gr.State(index.generation)
    with gr.Column(elem_id="articles", elem_classes="browse"):
        files, report = drop_zone()
        with gr.Row(elem_classes="filters"):
            words = field("Search titles and texts", "harbour tax", scale=3)
            source = gr.Dropdown([_EVERY_OUTLET], value=_EVERY_OUTLET, label="Outlet", scale=2, min_width=0, allow_custom_value=True)
            since, until = field("Since", "2022-02-15"), field("Until", "2022-03-01")
            filtered = gr.Button("Show", size="sm", min_width=0, scale=0)
        fault = message_place()
        confirmation = pressable()
        cards = pressable()
    listed = gr.State(Listed())
    asked = [words, source, since, until]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    refresh = Refresh(tab.refresh, [listed, *asked], [listed, source, fault, cards])
    gr.on(
        [filtered.click, words.submit, since.submit, until.submit, source.input], tab.show, [listed, *asked], [listed, fault, cards],
        trigger_mode="always_last", **quiet,
    )  # fmt: skip
    cards.click(tab.press, [listed, *asked], [listed, fault, cards, confirmation], **quiet)
    confirmation.click(tab.answer, [listed, changed], [listed, confirmation, changed], **quiet)
    uploads = Uploads(index, files.GRADIO_CACHE)
    files.upload(
        uploads.add, [files], [report, files, changed], concurrency_limit=1, concurrency_id="adding", api_visibility="private",
        show_progress="full", show_progress_on=[report],
    )  # fmt: skip
    changed.change(*refresh, **quiet)
    return Library(changed, refresh)


class ArticlesTab:
    """What happens when something is typed or pressed; the results are values for the components above."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._index = shelf.index

    def refresh(self, listed: Listed, words: str, source: str | None, since: str, until: str) -> tuple[Any, ...]:
        """Nothing where nothing has changed, so that what is being typed isn't overtaken."""
        generation = self._index.generation
        if listed.generation == generation:
            return (gr.skip(),) * 4
        outlets = gr.Dropdown([_EVERY_OUTLET, *self._shelf.outlets])
        return (replace(listed, generation=generation), outlets, *self._found(listed, words, source, since, until))

    def show(self, listed: Listed, words: str, source: str | None, since: str, until: str) -> tuple[Any, ...]:
        listed = replace(listed, articles=_ARTICLES)
        return (listed, *self._found(listed, words, source, since, until))

    def press(self, event: gr.EventData, listed: Listed, words: str, source: str | None, since: str, until: str) -> tuple[Any, ...]:
        button = pressed(event)
        if button.name == "more":
            listed = replace(listed, articles=button.number)
            return (listed, *self._found(listed, words, source, since, until), gr.skip())
        if button.name != "remove":
            return (gr.skip(),) * 4
        doomed = tuple(card.id for card in self._shelf.cards if card.id in set(button.ticked))
        return (replace(listed, doomed=doomed), gr.skip(), gr.skip(), confirm(self._shelf, doomed))

    def answer(self, event: gr.EventData, listed: Listed, changed: int) -> tuple[Any, ...]:
        """To the question whether they are to be removed."""
        button = pressed(event)
        doomed, listed = listed.doomed, replace(listed, doomed=())
        if button.name != "yes" or not doomed:
            return listed, Html(), gr.skip()
        try:
            n = len(self._index.remove(doomed))
        except OnRecordError as error:
            return listed, wrong(str(error)), self._index.generation
        return (
            listed,
            tag("p", f"{n:,} article{'s' if n > 1 else ''} removed.", class_="hint next-focus", role="status", tabindex=-1),
            self._index.generation,
        )

    def _found(self, listed: Listed, words: str, source: str | None, since: str, until: str) -> tuple[Html, Html]:
        """What is wrong with the fields, and the list."""
        filters = period(since, until, source if source and source != _EVERY_OUTLET else None)
        if isinstance(filters, str):
            return wrong(filters), Html()
        try:
            found = self._shelf.find(words, filters)
        except QuestionError as error:
            return wrong(str(error)), Html()
        return Html(), article_list(self._shelf, found, listed.articles)


# Showing


def article_list(shelf: Shelf, found: Sequence[Card], most: int) -> Html:
    """The articles, each with a box to tick, or a sentence that says why there are none."""
    if not shelf.cards:
        return tag("p", EMPTY, class_="hint")
    if not found:
        return tag("p", "No article fits.", class_="hint", role="status")
    most = max(most, _ARTICLES)
    rows = [_row(shelf.index, card, i == most - _ARTICLES and i > 0) for i, card in enumerate(found[:most])]
    n, rest = len(found), len(found) - most
    more = tag("button", f"{rest:,} more", type="button", name="more", value=most + _ARTICLES, class_="more") if rest > 0 else Html()
    count = tag("p", f"{n:,} article{'s' if n != 1 else ''}", class_="count", role="status")
    remove = tag("button", "Remove those chosen …", type="button", name="remove", value="", class_="remove")
    return join(tag("div", count, remove, class_="tools"), tag("ul", *rows, class_="rows"), more)


def _row(index: Index, card: Card, begins: bool) -> Html:
    label = f"Choose “{card.label[:100]}”"
    box = tag("span", void("input", type="checkbox", value=card.id, aria_label=label), class_="tick")
    title = tag("a", name(card.label), href=f"#/article/{quote(card.id, safe='')}/{card.version}/0-0/0", class_="opens")
    about = facts(
        [
            card.source,
            card.author,
            spelled(card.published) if card.published else None,
            outside(card.url, "the page itself"),
            question_link(question_about(index, card), "ask about it"),
        ]
    )
    told = tag("div", tag("p", title, class_="title"), tag("p", *about, class_="origin"))
    return tag("li", box, told, class_="next-focus" if begins else None)


def question_about(index: Index, card: Card) -> str:
    """What the one who says most in it said about its subject; or its subject alone, where nobody is named who says anything."""
    subject = " ".join(card.label.removesuffix(" …").split())
    try:
        named = [each.speaker for each in index.statements(article=card.id) if each.speaker]
    except QuestionError:
        named = []
    speaker = max(dict.fromkeys(named), key=named.count, default=None)
    return f"What did {speaker} say about “{subject}”?" if speaker else subject


def confirm(shelf: Shelf, doomed: Sequence[str]) -> Html:
    """Asks once more, with the titles."""
    if not doomed:
        return tag("p", "Choose the articles that are to be removed first.", class_="hint", role="status")
    titles: list[Html] = []
    for id in doomed[:_NAMED]:
        try:
            titles.append(tag("li", name(shelf.index.article(id).label)))
        except ArticleError:
            continue
    rest = len(doomed) - _NAMED
    if rest > 0:
        titles.append(tag("li", f"and {rest:,} more"))
    n = len(doomed)
    return tag(
        "div",
        tag("p", f"Remove {n:,} article{'s' if n > 1 else ''}, in all versions, for everyone? This can’t be undone."),
        tag("ul", *titles),
        tag("button", "Keep them" if n > 1 else "Keep it", type="button", name="no", value=""),
        " ",
        tag("button", "Remove them" if n > 1 else "Remove it", type="button", name="yes", value="", class_="remove"),
        class_="confirm",
        role="alertdialog",
        aria_label="Remove articles",
    )
