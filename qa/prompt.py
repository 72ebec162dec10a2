"""The prompt: a question and the sources as a language model is given them, in text files of ``prompts/``.

What articles say is data: in it nothing can close the tags that hold it, none of its brackets can pass for a citation's number, and
nothing in it looks like the marks with which chat models are steered. Headlines and authors' names are not given at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import NamedTuple

from .sources import Source

_ABOUT = 80  # characters of a speaker, a role, an outlet
_BRACKETED = re.compile(r"\[(?=/?[A-Z_]+\]|\s*\^?#?\d)")  # "[1]", "[INST]"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


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
        room -= count_tokens(passage(source))
        if room < 0:
            break
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
        "speaker": ", ".join(part[:_ABOUT] for part in (source.speaker, *roles) if part),
        "said" if statement and statement.said_on else "published": source.day or "",
        "outlet": (source.article.source or "")[:_ABOUT],
    }
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in about.items() if value)
    return f'<passage n="{source.n}"{attributes}>\n{escaped(source.text)}\n</passage>'


def escaped(text: str) -> str:
    """With references for what could be taken for a tag, an attribute's end, a number or a command."""
    text = _CONTROL.sub(" ", text)
    for sign, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, reference)
    return _BRACKETED.sub("&#91;", text)


@cache
def template(name: str) -> Template:
    """The text of a file in ``prompts/``, with places like $question to be filled."""
    return Template((files(__package__) / "prompts" / f"{name}.txt").read_text("utf-8"))
