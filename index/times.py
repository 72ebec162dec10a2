"""Words that tell when: "this morning", "two weeks ago", "on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .small_words import ARTICLES, TIMES

if TYPE_CHECKING:
    from .tokens import Token

# What stands before "week" or "morning" where they only say when.
_BEFORE_TIME = frozenset(
    "this last next that earlier later late early one two three four five six seven eight nine ten a few several".split()
)
_CLOCK = re.compile(r"\d{1,2}\.\d\d(?:am|pm)?")


def over_time(sentence: Sequence[Token], i: int, j: int) -> int:
    """The first token after a time that opens a phrase: "This morning Ann Karsk", "Two weeks ago the mayor", "14.29 Harbour officials"."""
    k = i
    while k < j and (sentence[k].low in _BEFORE_TIME or sentence[k].text.isdigit()):
        k += 1
    if (
        k < j
        and sentence[k].low in TIMES
        and (k > i or sentence[k].is_name)
        and (not sentence[k].is_name or sentence[k + 1].low in ARTICLES)
    ):
        return k + 1 + (k + 1 < j and sentence[k + 1].low in ("ago", "earlier", "later"))
    return i + 1 if i < j and _CLOCK.fullmatch(sentence[i].text) else i
