"""The short answer: the words in an excerpt that answer "who", "when", "where", "how many", "which"; "Yes" or "No"; or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .evidence import Evidence
from .question import Question, Wants
from .reader import Reader, whole
from .reading.model import packaged_reader
from .relevance import Judged

_SURE = 5.0  # the reader's logit for the words against there being none, from which on they are shown
_DECIDED = 0.8  # that an excerpt bears the question out, or contradicts it, from which on it is answered with yes or no
_LOOKED_AT = 3  # sentences
_LONGEST = 80  # characters
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|thousands?|millions?|billions?|dozens?|half"
    r"|third|quarter|none|no|both|once|twice)\b",
    re.I,
)
_TIME = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day|january|february|march|april|june|july|august|september|october|november|december|ago|morning|evening|night|noon|week|month|year"
    r"|spring|summer|autumn|winter|tomorrow|decade|century)s?\b|(?-i:\bMay\b)",
    re.I,
)
_NAME = re.compile(r"(?<!\w)(?![a-zà-ÿ])[^\W\d_]|\b(?:his|her|their)\b")
_ANYTHING = re.compile(r"\w")
_UNIT = re.compile(r"\s?(?:%|per\s?cent\b|(?:hundred|thousand|million|billion|trillion)\b)", re.I)
_FITS = {Wants.NUMBER: _NUMBER, Wants.DATE: _TIME, Wants.PERSON: _NAME, Wants.ORGANISATION: _NAME, Wants.PLACE: _NAME, Wants.LIST: _NAME}


def short_answer(question: Question, judged: Sequence[Judged], evidence: Sequence[Evidence]) -> str | None:
    """Out of the likeliest sentences that are shown, if the reader is sure of the words and they are of the kind that is asked for."""
    if question.wants is Wants.YES_NO and not question.wide:
        return _yes_or_no(question, evidence)
    if not question.names_something:
        return None
    pattern = _FITS.get(question.wants, _ANYTHING)
    shown = [
        each
        for each in judged
        if each.short
        and any(
            one.article.id == each.hit.hit.article.id and one.span.start <= each.short.start and each.short.end <= one.span.end
            for one in evidence
        )
    ]
    for each in shown[:_LOOKED_AT]:
        assert each.short is not None
        text = each.hit.hit.article.text
        start, end = whole(text, *each.short)
        start -= start > 0 and text[start - 1] in "$€£"
        if rest := _UNIT.match(text, end):
            end = rest.end()
        found = text[start:end].strip(" ,.;:“”\"'")
        if each.surely >= _SURE and 0 < len(found) <= _LONGEST and "\n" not in found and pattern.search(found):
            if pattern is not _NAME or _is_names(found):
                return found
    return None


def _is_names(found: str) -> bool:
    """Whether it is one or several names, and not a clause with a name in it."""
    words = found.split()
    return 2 * sum(_NAME.match(word.lstrip("“\"'(")) is not None for word in words) >= len(words)


def read_short(reader: Reader, question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The words that a reader by name or path is surest of."""
    quotes = [each.quote for each in evidence]
    best = max(zip(reader.read(question.text, quotes), quotes, strict=True), key=lambda each: (each[0].end > each[0].start, each[0].score))
    return best[1][best[0].start : best[0].end] or None


def _yes_or_no(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """ "Yes" where the first excerpt bears out what is asked, "No" where it says the contrary."""
    if not evidence:
        return None
    yes, _, no = packaged_reader().supports(question.text, [evidence[0].quote])[0]
    return "Yes" if yes >= _DECIDED else "No" if no >= _DECIDED else None
