"""Lines over the text: headlines, and what stands over a section; they only sum up what follows."""

from __future__ import annotations

import re

from .forms import DASHES
from .sentences import CLOSING_MARKS, OPENING_MARKS
from .units import Unit

# A line of a transcript, a name under a quotation, a bullet, a quotation.
_SPOKEN = re.compile(r"[A-Z][A-Z .’'-]+:|[QA]:|[―—–•*-]|[" + OPENING_MARKS + "]")
_STOPS = ".!?:;,…—–"
_ENDS = _STOPS + CLOSING_MARKS + ")]>"
_LONGEST_HEADING = 110  # characters


def is_heading(text: str, first: Unit) -> bool:
    """Whether a paragraph is a headline or stands over a section: a short line without a stop, which only sums up what follows.

    So is a quotation alone without a stop, “Rain, rain, rain”, but not one with a name under it.
    """
    start, end = first.span
    if end - start >= _LONGEST_HEADING or text.find("\n", start, end) >= 0:
        return False
    following = text[end : end + _LONGEST_HEADING]
    if following and not (following[:2].isspace() and "\n" in following[:2]):
        return False  # more sentences stand in the paragraph
    if first.quoted == (first.span,):
        return text[end - 2] not in _STOPS and text[end - 1] in CLOSING_MARKS and following.lstrip()[:1] not in DASHES
    if first.paragraph == 0 and text[end - 1] in CLOSING_MARKS and text[end - 2] not in _STOPS:
        return ":" not in text[start:end]  # a title that ends in a quotation
    return text[end - 1] not in _ENDS and not _SPOKEN.match(text, start, end)
