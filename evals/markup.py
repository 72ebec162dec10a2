"""HTML in which nothing but what is written here is markup: every text is escaped on its way in."""

from __future__ import annotations

import html


class Html(str):
    """A piece of HTML. Any other string is text, and stays text."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """The element ``name`` around its children, which are escaped unless they are Html.

    ``class_`` is the attribute class, and ``aria_label`` is aria-label. True stands for an attribute without a value, None and False
    for none. Elements without content, such as input, are written by ``void``.
    """
    return Html(f"{void(name, **attributes)}{join(*children)}</{name}>")


def void(name: str, /, **attributes: str | float | bool | None) -> Html:
    """The opening tag alone."""
    written = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Html(f"<{name}{written}>")


def join(*children: str) -> Html:
    """The children one after the other, escaped unless they are Html."""
    return Html("".join(child if isinstance(child, Html) else html.escape(child, quote=False) for child in children))


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
