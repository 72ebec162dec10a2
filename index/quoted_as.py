"""Whom somebody else quotes: "the Post quoted Karsk as saying", "Karsk was quoted as saying"."""

from __future__ import annotations

from collections.abc import Sequence

from .mentions import BE, phrase_left, skip_left
from .tokens import Token

QUOTES = frozenset("quoted quotes quoting cited cites citing reported".split())
LONGEST_QUOTED = 16  # tokens between "quoted" and "as saying"


def said_as_quoted(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Who is quoted by the verb at ``i``: "the Post quoted Karsk as saying", "Karsk was quoted as saying"."""
    if sentence[i].low not in QUOTES:
        return None
    ends = min(i + LONGEST_QUOTED, len(sentence) - 1)
    at = next((k for k in range(i + 1, ends) if sentence[k].low == "as" and sentence[k + 1].low in ("saying", "telling")), 0)
    if not at:
        return None
    if sentence[i - 1].low in BE:
        return phrase_left(sentence, skip_left(sentence, i - 1))
    subject = phrase_left(sentence, at - 1)
    return subject if subject and subject[0] > i else None
