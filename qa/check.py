"""Is it in the text? A sentence that somebody wrote about numbered sources, quotation by quotation and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from .sources import Source


class Part(NamedTuple):
    """A stretch of a checked sentence: somebody's prose, or a quotation, which is the article's exact slice."""

    kind: Literal["prose", "quote"]
    text: str


class Verdict(NamedTuple):
    """``parts`` are the sentence as it may be shown, without numbers; ``cites`` the numbers of the sources that bear it out. Where none
    does, both are empty, and ``why`` says what is wrong, as a phrase for a reader: "“seven” is in none of the passages"."""

    parts: tuple[Part, ...]
    cites: tuple[int, ...]
    why: str | None = None


class Checker:
    """Checks sentences against sources."""

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        """``sentence`` is without its numbers, which are ``cited``: they may be wanting, or of sources that were never given."""
        raise NotImplementedError
