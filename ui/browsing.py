"""Who is on record: the speakers, and what each has said, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

import gradio as gr

from ..evals.markup import Html, join, tag
from ..index.errors import QuestionError
from ..index.filters import Filters
from ..index.index import MAX_K, Index
from ..index.model import Speaker
from ..index.spelling import word_key
from ..qa.evidence import Evidence, of_statement, without_reprints
from ..qa.page import spelled
from .lists import Refresh, facts, field, message_place, name, period, pressable, pressed, wrong
from .message import KINDS, question_link

_SPEAKERS = 100  # shown at first, and more each time
_STATEMENTS = 50
_MOST_STATEMENTS = 2_000  # of one speaker that are looked at
_ALIASES = 8
NO_ARTICLES = "There are no articles in this index yet. Add some under “Articles”, and whoever is quoted in them stands here."
NOBODY = "Nobody is quoted in these articles."
CHOOSE = "Choose a name to read what they have said."


@dataclass(frozen=True)
class Shown:
    """What a visitor sees: the one they have chosen, by one voice of the speaker, and how much of each list is unfolded."""

    voice: int | None = None
    generation: int = -1  # of the index, when the names were listed
    speakers: int = _SPEAKERS
    statements: int = _STATEMENTS


def speakers_tab(index: Index) -> Refresh:
    """The components, made in the present context. What is returned lists the speakers anew."""
    with gr.Row(elem_id="speakers", elem_classes="browse"):
        with gr.Column(scale=2, min_width=0, elem_classes="names"):
            mention = field("Name or role", "Karsk, the mayor …")
            listed = pressable()
        with gr.Column(scale=3, min_width=0, elem_classes="sayings"):
            about = pressable(_head(None))
            with gr.Row(elem_classes="filters", visible=False) as filters:
                topic = field("About", "a topic")
                since, until = field("Since", "2022-02-15"), field("Until", "2022-03-01")
                filtered = gr.Button("Show", size="sm", min_width=0, scale=0)
            fault = message_place()
            timeline = pressable()
    shown = gr.State(Shown())
    asked = [topic, since, until]
    tab = SpeakersTab(index)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    both = [mention, shown, *asked]
    mention.change(tab.find, [mention, shown], [listed, shown], trigger_mode="always_last", **quiet)
    for buttons in (listed, about):
        buttons.click(tab.choose, both, [listed, shown, about, filters, fault, timeline], **quiet)
    gr.on(
        [filtered.click, *(field.submit for field in asked)], tab.show, [shown, *asked], [shown, about, fault, timeline],
        trigger_mode="always_last", **quiet,
    )  # fmt: skip
    timeline.click(tab.unfold, [shown, *asked], [shown, fault, timeline], **quiet)
    return Refresh(tab.list, [mention, shown], [listed, shown])


class SpeakersTab:
    """What happens when something is typed or pressed; the results are values for the components above."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def list(self, mention: str, shown: Shown) -> tuple[Any, Any]:
        """Nothing where nothing has changed, so that what is being typed isn't overtaken."""
        generation = self._index.generation
        if shown.generation == generation:
            return gr.skip(), gr.skip()
        return speaker_list(self._index, mention, shown), replace(shown, generation=generation)

    def find(self, mention: str, shown: Shown) -> tuple[Html, Shown]:
        shown = replace(shown, speakers=_SPEAKERS)
        return speaker_list(self._index, mention, shown), shown

    def choose(self, event: gr.EventData, mention: str, shown: Shown, topic: str, since: str, until: str) -> tuple[Any, ...]:
        button = pressed(event)
        if button.name == "more":
            shown = replace(shown, speakers=button.number)
            return (speaker_list(self._index, mention, shown), shown, *[gr.skip()] * 4)
        shown = replace(shown, voice=button.number if button.name == "speaker" else None, statements=_STATEMENTS)
        speaker = speaker_of(self._index, shown.voice)
        listed = speaker_list(self._index, mention, shown)
        return (listed, shown, _head(speaker, topic), gr.Row(visible=speaker is not None), *self._told(speaker, shown, topic, since, until))

    def show(self, shown: Shown, topic: str, since: str, until: str) -> tuple[Any, ...]:
        shown = replace(shown, statements=_STATEMENTS)
        speaker = speaker_of(self._index, shown.voice)
        return (shown, _head(speaker, topic), *self._told(speaker, shown, topic, since, until))

    def unfold(self, event: gr.EventData, shown: Shown, topic: str, since: str, until: str) -> tuple[Any, ...]:
        shown = replace(shown, statements=pressed(event).number)
        return (shown, *self._told(speaker_of(self._index, shown.voice), shown, topic, since, until))

    def _told(self, speaker: Speaker | None, shown: Shown, topic: str, since: str, until: str) -> tuple[Html, Html]:
        """What is wrong with the fields, and the timeline."""
        if speaker is None:
            return Html(), Html()
        chosen = period(since, until)
        if isinstance(chosen, str):
            return wrong(chosen), Html()
        try:
            found, in_all = statements_of(self._index, speaker, topic, chosen)
        except QuestionError as error:
            return wrong(str(error)), Html()
        return Html(), story(found, in_all, shown.statements)


def _head(speaker: Speaker | None, topic: str = "") -> Html:
    return tag("p", CHOOSE, class_="hint choose") if speaker is None else speaker_head(speaker, topic)


# Finding


def speaker_of(index: Index, voice: int | None) -> Speaker | None:
    """The speaker to whom a voice belongs; None where it belongs to nobody any more."""
    return None if voice is None else next((each for each in index.speakers() if voice in each.voices), None)


def speakers_like(index: Index, mention: str) -> list[Speaker]:
    """Whom a name or role can mean, typing errors forgiven, and then those with these letters in a name or role."""
    everybody = index.speakers()
    letters = " ".join(mention.split()).casefold()
    if not letters:
        return everybody
    meant = index.speakers(mention)
    known = {each.voices for each in meant}
    spelled_so = [
        each
        for each in everybody
        if each.voices not in known and any(letters in text.casefold() for text in (each.name, *each.aliases, *each.roles))
    ]
    return [*meant, *spelled_so]


def statements_of(index: Index, speaker: Speaker, topic: str, filters: Filters) -> tuple[list[tuple[Evidence, list[Evidence]]], int]:
    """What the speaker has said, the newest day first, on the topic if there is one; and how much there is in all.

    With each what else prints it, for two prints of one statement are one.

    Raises:
        QuestionError: a topic that can't be searched for.
    """
    filters = replace(filters, voices=speaker.voices)
    if topic.strip():
        found = [of_statement(hit.article, hit.statement) for hit in index.search_statements(topic, MAX_K, filters) if hit.is_near]
        in_all = len(found)
    else:
        found = [of_statement(article, statement) for article, statement in index.statements_filtered(filters, _MOST_STATEMENTS)]
        in_all = index.count_statements(filters)
    whole = sorted(outermost(found), key=lambda each: (each.day, _is_dated(each)), reverse=True)
    printed = without_reprints(whole)
    return printed, in_all - len(found) + len(printed)


def outermost(found: Iterable[Evidence]) -> list[Evidence]:
    """In the order of each article's text, without those whose words are all shown with another of the speaker's statements."""
    outer: list[Evidence] = []
    for one in sorted(found, key=lambda each: (each.article.id, each.span.start, -each.span.end)):
        last = outer[-1] if outer else None
        if last is None or last.article.id != one.article.id or one.span.end > last.span.end:
            outer.append(one)
    return outer


def _is_dated(evidence: Evidence) -> bool:
    """Whether the day is that on which it was said, and not that of the article."""
    return evidence.statement is not None and evidence.statement.said_on is not None


# Showing


def speaker_list(index: Index, mention: str, shown: Shown) -> Html:
    """The speakers whom the mention can mean, as buttons, or a sentence that says why there are none."""
    if not (everybody := index.speakers()):
        return tag("p", NOBODY if index.extent()[0] else NO_ARTICLES, class_="hint")
    found = speakers_like(index, mention) if mention.strip() else everybody
    if not found:
        return tag("p", "Nobody is on record as ", name(mention), ".", class_="hint", role="status")
    most = max(shown.speakers, _SPEAKERS)
    rows = [row(each, shown.voice, i == most - _SPEAKERS and i > 0) for i, each in enumerate(found[:most])]
    count = tag("p", _counted(len(found), "name"), class_="count", role="status")
    return join(count, tag("ul", *rows, class_="rows"), _more(len(found) - most, most + _SPEAKERS))


def row(speaker: Speaker, chosen: int | None, begins: bool) -> Html:
    button = tag(
        "button",
        tag("span", name(speaker.name, 80), class_="name"),
        " ",
        tag(
            "span",
            str(speaker.statements),
            tag("span", " statement" if speaker.statements == 1 else " statements", class_="unseen"),
            class_="n",
        ),
        " ",
        *([tag("span", name("; ".join(distinct(speaker.roles)[:2]), 90), class_="role")] if speaker.roles else []),
        type="button",
        name="speaker",
        value=speaker.voices[0],
        aria_current="true" if chosen in speaker.voices else None,
    )
    return tag("li", button, class_="next-focus" if begins else None)


def _more(rest: int, value: int) -> Html:
    return tag("button", f"{rest:,} more", type="button", name="more", value=value, class_="more") if rest > 0 else Html()


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def speaker_head(speaker: Speaker, topic: str = "") -> Html:
    """The name with its roles and other spellings, and a link that asks."""
    topic = " ".join(topic.split())
    question = f"What did {speaker.name} say{f' about {topic}' if topic else ''}?"
    others = [*speaker.aliases[:_ALIASES], *([f"{len(speaker.aliases) - _ALIASES} more"] if len(speaker.aliases) > _ALIASES else [])]
    called = tag("p", "Also: ", *_listed(others), class_="aliases") if others else Html()
    return tag(
        "header",
        tag("button", "All names", type="button", name="back", value=speaker.voices[0], class_="back"),
        tag("h2", name(speaker.name)),
        tag("p", *_listed(distinct(speaker.roles)[:_ALIASES]), class_="roles") if speaker.roles else Html(),
        called,
        tag("p", question_link(question, _short(question)), class_="asks"),
        class_="chosen",
    )


def _listed(texts: Sequence[str]) -> list[Html]:
    return [Html(f"{', ' if i else ''}{name(text)}") for i, text in enumerate(texts)]


def distinct(roles: Sequence[str]) -> list[str]:
    """Without those that another one says too: "minister" beside "Finance Minister"."""
    keys = [word_key(role) for role in roles]
    return [
        role
        for i, role in enumerate(roles)
        if not any(f" {keys[i]} " in f" {key} " and (key != keys[i] or j < i) for j, key in enumerate(keys) if j != i)
    ]


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:118]} …"


def story(found: Sequence[tuple[Evidence, Sequence[Evidence]]], in_all: int, most: int) -> Html:
    """The statements under their days."""
    if not found:
        return tag("p", "Nothing of that is on record.", class_="hint", role="status")
    most = max(most, _STATEMENTS)
    days = groupby(found[:most], key=lambda each: (each[0].day, _is_dated(each[0])))
    sections = [tag("section", _day(*day), tag("ol", *(_saying(*each) for each in own)), class_="day") for day, own in days]
    rest = len(found) - most
    beyond = in_all - len(found)
    more = _more(rest, most + _STATEMENTS)
    if rest <= 0 and beyond > 0:
        more = tag("p", f"{beyond:,} earlier ones are left out; narrow the days to see them.", class_="hint")
    return join(tag("p", _counted(in_all, "statement"), class_="count", role="status"), *sections, more)


def _day(day: str, said: bool) -> Html:
    if not day:
        return tag("h3", "On a day that is not known")
    return tag("h3", spelled(day), *([] if said else [tag("small", " published; the day it was said is not told")]))


def _saying(said: Evidence, reprints: Sequence[Evidence]) -> Html:
    article = said.article
    words = tag("blockquote", tag("bdi", said.quote), lang=article.language)
    published = f"published {spelled(article.published)}" if article.published and article.published != said.day else None
    also = [_opens(each, each.article.source or each.article.label) for each in reprints]
    others = [Html(f"also in {Html(', ').join(also)}")] if also else []
    kind = Html(KINDS[said.statement.kind]) if said.statement else None
    return tag("li", words, tag("p", *facts([kind, article.source, published, _opens(said, article.label), *others]), class_="origin"))


def _opens(said: Evidence, label: str) -> Html:
    article, span = said.article, said.span
    return tag("a", name(label), href=f"#/article/{quote(article.id, safe='')}/{article.version}/{span.start}-{span.end}/0", class_="opens")
