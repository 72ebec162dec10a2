"""What the tests of the page share: HTML read as a browser would, and components built without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch

import gradio as gr

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> 100% #1 \u202eevil"
_ELEMENTS = (
    "p ul ol li button span bdi header h2 h3 section small strong blockquote a div input table thead tbody tr th td details summary br"
).split()


class Page(HTMLParser):
    """What a browser would make of a piece of HTML: the elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, attribute: str) -> list[str | None]:
        return [attributes[attribute] for name, attributes in self.elements if name == tag and attribute in attributes]


def harmless(html: str) -> Page:
    """The page, in which no script runs, nothing is fetched, and no link leads anywhere but into it or to http."""
    page = Page(html)
    assert {tag for tag, _ in page.elements} <= set(_ELEMENTS)
    assert [key for _, attributes in page.elements for key in attributes if key.startswith("on") or key in ("src", "style")] == []
    for href in page.all("a", "href"):
        assert str(href).startswith(("#/", "https://", "http://")), href
    return page


@contextmanager
def blocks() -> Generator[gr.Blocks]:
    """A page to build components in. Gradio opens an event loop for each lock that it makes, and leaves it open."""
    opened: list[asyncio.AbstractEventLoop] = []
    new = asyncio.new_event_loop

    def kept() -> asyncio.AbstractEventLoop:
        opened.append(new())
        return opened[-1]

    with patch.object(asyncio, "new_event_loop", kept), gr.Blocks(analytics_enabled=False) as page:
        yield page
    asyncio.set_event_loop(None)
    for loop in opened:
        loop.close()
