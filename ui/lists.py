"""What the lists of the page share: what was pressed in one, days that were typed, and what makes one anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr

from ..evals.markup import Html, tag
from ..index.errors import OnRecordError
from ..index.filters import Filters, checked_filters

PRESSED_JS = Path(__file__).with_name("page").joinpath("browse.js").read_text(encoding="utf-8")
CSS = Path(__file__).with_name("page").joinpath("browse.css").read_text(encoding="utf-8")
_LONGEST_FIELD = 200  # characters that a field takes
_LONGEST_TITLE = 160  # characters shown in a list
_MOST_TICKED = 1_000


class Refresh(NamedTuple):
    """What makes a part of the page anew, as an event's arguments: ``page.load(*refresh)``."""

    fn: Callable[..., Any]
    inputs: Sequence[Any]
    outputs: Sequence[Any]


class Pressed(NamedTuple):
    """A button in a list, and the values that are ticked there. A browser may send anything: these are strings, and no more."""

    name: str
    value: str
    ticked: tuple[str, ...]

    @property
    def number(self) -> int:
        """The value as a number that isn't negative, 0 if it is none."""
        return int(self.value) if self.value.isascii() and self.value.isdigit() and len(self.value) < 19 else 0


def pressed(event: gr.EventData) -> Pressed:
    data = event._data if isinstance(event._data, dict) else {}  # pyright: ignore[reportPrivateUsage]  # attributes raise where one lacks
    ticked = data.get("ticked")
    values = ticked[:_MOST_TICKED] if isinstance(ticked, list) else []
    return Pressed(_text(data.get("name")), _text(data.get("value")), tuple(filter(None, map(_text, values))))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def pressable(html: str = "", **settings: Any) -> gr.HTML:
    """A list whose buttons can be heard of: ``<button name=... value=...>``."""
    return gr.HTML(html, js_on_load=PRESSED_JS, apply_default_css=False, **settings)


def field(label: str, example: str, scale: int = 1) -> gr.Textbox:
    return gr.Textbox("", label=label, placeholder=example, max_lines=1, max_length=_LONGEST_FIELD, min_width=0, scale=scale)


def name(text: str, most: int = _LONGEST_TITLE) -> Html:
    """A stranger's name or title, which can't turn what stands beside it around, cut if it is very long."""
    flat = " ".join(text[: 4 * most].split())
    return tag("bdi", flat if len(flat) <= most else f"{flat[: most - 2]} …")


def facts(parts: Sequence[Html | str | None]) -> list[Html]:
    """One after the other with dots between, without those that aren't there; strings are strangers'."""
    there = [part if isinstance(part, Html) else name(part) for part in parts if part]
    return [Html(f"{' · ' if i else ''}{part}") for i, part in enumerate(there)]


def period(since: str, until: str, source: str | None = None) -> Filters | str:
    """The filters for these days as they were typed, empty for none; or what is wrong with them, in words."""
    try:
        return checked_filters(since.strip() or None, until.strip() or None, source)
    except OnRecordError as error:
        return str(error).removeprefix("since and until are days: ")


def message_place(**settings: Any) -> gr.HTML:
    """Where a message or a report appears; nothing in it can be pressed."""
    return gr.HTML("", js_on_load=None, apply_default_css=False, min_height=0, **settings)


def wrong(message: str) -> Html:
    """What is wrong with a field, to stand beside it; nothing if nothing is."""
    return tag("p", message, class_="wrong", role="alert") if message else Html()
