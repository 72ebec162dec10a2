"""Where a quote stands in its article; and when it doesn't, what must be mended."""

from __future__ import annotations

import bisect
import re

from ..index.model import Article, Span
from .datasets import DatasetError, json_text, shown

_CONTEXT = 30  # characters shown on each side
_FEWEST = 8  # characters: a shorter beginning stands in any article by chance
_ALIKE = {  # signs that copying by hand, or through a word processor, puts in each other's place
    **dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›′″", "[\"'`´‘’‚‛“”„‟«»‹›′″]{1,2}"),
    **dict.fromkeys("-\u2010\u2011‒–—―−", "[-\u2010\u2011‒–—―−]{1,2}"),
    "…": r"(?:…|\.\s?\.\s?\.)",
}
_PARTS = re.compile(r"\.\s?\.\s?\.|\s+|([\"'`-])\1|.", re.DOTALL)


def place_of(quote: str, article: Article) -> Span:
    """The one place where the quote stands in the article, to the character.

    Raises:
        DatasetError: it stands there nowhere, or more than once.
    """
    start = article.text.find(quote)
    if start < 0:
        raise DatasetError(f"{shown(quote)} doesn't stand in article {shown(article.id)}: {_nearest(quote, article.text)}")
    second = article.text.find(quote, start + 1)
    if second >= 0:
        raise DatasetError(
            f"{shown(quote)} stands in article {shown(article.id)} more than once, first in {_around(article.text, start, quote)}, then in "
            f"{_around(article.text, second, quote)}; lengthen it by words beside it until it stands there once"
        )
    return Span(start, start + len(quote))


def _around(text: str, start: int, quote: str) -> str:
    return json_text(text[max(0, start - _CONTEXT) : start + len(quote) + _CONTEXT])


def _nearest(quote: str, text: str) -> str:
    """What does stand there, and what to do."""
    if match := _loosely(quote).search(text):
        return (
            "the same words stand there with other quotation marks, dashes, dots, blanks or capitals; "
            f"copy them as they are: {json_text(match[0])}"
        )
    same = _longest_beginning(quote, text)
    if same < _FEWEST:
        return f"not even its first {_FEWEST} characters do; copy a slice of the article's text as it is"
    there = text.find(quote[:same]) + same
    return (
        f"its first {same} characters do, up to {json_text(quote[max(0, same - _CONTEXT) : same])}, and then the quote goes on with "
        f"{json_text(quote[same : same + _CONTEXT])}, the article with {json_text(text[there : there + _CONTEXT])}; "
        "copy the slice as it is"
    )


def _loosely(quote: str) -> re.Pattern[str]:
    """Matches the quote's words, however their marks, blanks and capitals are written."""
    parts = (match[0] for match in _PARTS.finditer(quote.strip()))
    return re.compile("".join(_loose_part(part) for part in parts), re.IGNORECASE)


def _loose_part(part: str) -> str:
    if part.isspace():
        return r"\s+"
    if part[0] == "." and len(part) > 1:
        return _ALIKE["…"]
    return _ALIKE.get(part[0], re.escape(part))


def _longest_beginning(quote: str, text: str) -> int:
    """How many characters of the quote, from its first one on, stand together anywhere in the text."""
    return bisect.bisect_left(range(1, len(quote) + 1), True, key=lambda n: quote[:n] not in text)
