"""The prompt: a question and the sources as a language model is given them, in text files of ``prompts/``.

What articles say is data: in it nothing can close the tags that hold it, none of its brackets can pass for a citation's number,
nothing in it looks like the marks with which chat models are steered, and nothing is there that a reader would not see. Headlines and
authors' names are not given at all; a speaker's, a role's and an outlet's if they look like names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from ..index.verbatim import INVISIBLE
from .own_voice import is_order
from .sources import Source

_LONGEST_NAME = 80  # characters of a speaker, a role, an outlet; a longer one is a text
_BRACKETED = re.compile(  # "[no. 1]", "[INST]"
    r"[\[【［](?=\s*(?:[A-Za-z]{1,12}[.:=]?\s*)?\^?#?\d|/?\w{0,20}[A-Z_]{2}\w{0,20}\]|/?[A-Z_]\])"
)
_ANGLES = re.compile("[＜＞﹤﹥]")  # a model may take them for the narrow ones
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Prompt(NamedTuple):
    """``messages`` are (role, text) pairs; ``sources`` are those that found room."""

    messages: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def prompt(question: str, sources: Sequence[Source], budget: int, count_tokens: Callable[[str], int]) -> Prompt:
    """As many sources as ``budget`` tokens hold, the surest first, in the order given; none if not even one fits."""
    system = template("write_system").template.strip()
    room = budget - count_tokens(system) - count_tokens(_user(question, ()))
    held: set[int] = set()
    for source in sorted(sources, key=lambda each: -each.evidence.confidence):
        size = count_tokens(passage(source))
        if size <= room:  # one that is too long keeps no other one out
            room -= size
            held.add(source.n)
    given = tuple(source for source in sources if source.n in held)
    return Prompt((("system", system), ("user", _user(question, given))), given)


def _user(question: str, sources: Sequence[Source]) -> str:
    asked = escaped(" ".join(question.split()))
    return template("write_user").substitute(question=asked, passages="\n".join(map(passage, sources))).strip()


def passage(source: Source) -> str:
    """The source between its tags."""
    statement = source.evidence.statement
    roles = statement.roles[:1] if statement else ()
    about = {
        "speaker": ", ".join(filter(None, map(_name, (source.speaker, *roles)))),
        "said" if statement and statement.said_on else "published": source.day or "",
        "outlet": _name(source.article.source),
    }
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in about.items() if value)
    return f'<passage n="{source.n}"{attributes}>\n{escaped(source.text)}\n</passage>'


def _name(text: str | None) -> str:
    """The name of somebody or something, as it is; "" for what is none: too long a text, or an order."""
    name = " ".join((text or "").split())
    return name if len(name) <= _LONGEST_NAME and not is_order(name) else ""


def escaped(text: str) -> str:
    """With references for what could be taken for a tag, an attribute's end, a number or a command."""
    text = INVISIBLE.sub("", _CONTROL.sub(" ", text))
    for sign, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, reference)
    for pattern in (_BRACKETED, _ANGLES):
        text = pattern.sub(lambda found: f"&#{ord(found[0])};", text)
    return text


@cache
def template(name: str) -> Template:
    """The text of a file in ``prompts/``, with places like $question to be filled."""
    return Template((Path(__file__).parent / "prompts" / f"{name}.txt").read_text("utf-8"))
