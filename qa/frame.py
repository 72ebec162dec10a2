"""A frame: which slices of a question name the speakers, the verb of saying, the topic, the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..index.model import Span
from .wording import TIME, Word


class Frame(NamedTuple):
    """Slices of the question, None where it has no such part.

    ``subject`` names the speakers, with determiners; ``verb`` is one word. ``lead`` stands between question word and auxiliary ("topics"
    in "what topics did"). ``setting`` tells to whom, where or on what occasion it was said, ``times`` when. ``aside`` is "according to X".
    ``reverse`` is who-said, and ``among`` whom it can be ("Brissel" in "which Brissel said"); ``passive`` what was said, or told to
    somebody.
    """

    subject: Span | None = None
    verb: Span | None = None
    topic: Span | None = None
    setting: Span | None = None
    times: tuple[Span, ...] = ()
    lead: Span | None = None
    aside: Span | None = None
    reverse: bool = False
    passive: bool = False
    among: Span | None = None

    @property
    def is_outer(self) -> bool:
        """Whether the speaker stands in "according to X", so that all the rest is what they may tell."""
        return bool(self.aside and self.subject and self.aside.start <= self.subject.start < self.aside.end)


AUXILIARIES = frozenset(
    """did does do has have had is are was were will would can could
should may might didn't doesn't hasn't don't""".split()
)
WH = frozenset("what who whom whose when where why how which what's who's where's when's whether if".split())
PREPOSITIONS = frozenset(
    """in on at to by from of for with about after before during against into since until under over through between near as when
    while""".split()
)
BE = frozenset("is are was were been being be".split())
HAVE = frozenset("has have had hasn't".split())
DETERMINERS = frozenset("the a an this that his her its their my our your no any some every".split())
ABOUT = frozenset("about regarding concerning".split())
TAKING_TO = frozenset(
    """have has had want refuse refused decline declined like try tried continue need happen seem seemed manage managed come came begin
    began start started attempt attempted appear appeared choose chose""".split()
)
"""Verbs that another one follows with "to", and that name nobody: "how did Karsk try to explain"."""


def over(words: Sequence[Word]) -> Span | None:
    """The slice from the first word to the last."""
    return Span(words[0].start, words[-1].end) if words else None


def without(words: Sequence[Word], opening: str) -> Sequence[Word]:
    """The words after those of ``opening`` at their beginning."""
    drop = frozenset(opening.split())
    begin = next((i for i, word in enumerate(words) if word.low not in drop), len(words))
    return words[begin:]


def undated(line: str, words: Sequence[Word], first: bool = False, last: bool = False) -> tuple[Sequence[Word], tuple[Span, ...]]:
    """The words without a time at their beginning, or at their end, and those times."""
    times: list[Span] = []
    begin, end = over(words) or (0, 0)
    for match in TIME.finditer(line, begin, end):
        if match[0].lower().startswith("of ") and match.start() > begin:
            continue  # "the winter of 2009" is a thing
        if (first and match.start() == begin) or (last and match.end() == end):
            times.append(Span(*match.span()))
            words = [word for word in words if not match.start() <= word.start < match.end()]
    if last and times and len(words) > 1 and words[-1].low == "and":  # "in May and in June"
        earlier, more = undated(line, words[:-1], last=True)
        if more:
            return earlier, (*more, *times)
    return words, tuple(times)
