"""The period that a question's words ask for: "in June", "since Monday", "between 3 and 5 March"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .dates import CONTEXT, COUNTS, Expression, Period, read_times

_AFTER = re.compile(r"\b(?:after|since|starting|following)[\s\xa0]+(?:the\s+)?(?:(?:end|start|beginning) of\s)?\Z", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|until|till|up to|through|by)\s+(?:the\s+)?(?:(?:end|start|beginning) of\s)?\Z", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from)[\s\xa0]+\Z", re.IGNORECASE)
_AS_OF = re.compile(r"\bas of\s+(?:the\s+)?\Z", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?P<part>start|beginning|middle|end|close)\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
_WEEK_OF = re.compile(r"\bweek\s+(?P<way>of|beginning|starting|from|ending)\s+(?:on\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_AWAY = re.compile(
    rf"\b(?P<count>the|an?|\d{{1,3}}|(?:a\s+)?(?:couple\s+of|few)|several|{'|'.join(word for word in COUNTS if word.isalpha())})\s+"
    r"(?P<unit>day|week|month|year)s?\s+(?P<side>before|after|later\s+than|earlier\s+than)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
_ABOUT = 0.75  # of a unit that "two weeks before" may be off; a day is a day
_ONWARDS = re.compile(r"\s+(?:on|onwards?)\b", re.IGNORECASE)
_JOINS = re.compile(r"[\s\xa0]*(?:[-–]|\b(?:and|to|until|till|through)\b)[\s\xa0]*(?:the\s)?\Z", re.IGNORECASE)


def bounds(text: str, reference: date | None) -> tuple[date | None, date | None] | None:
    """The first and the last day that a question's words ask for, None where it is open; None for a question without a time.

    A question looks back, so "until May" means the last one. Of several times what they have in common is meant ("after June but
    before August"), or, where that is nothing ("on Monday or Friday"), the whole from the first to the last.
    """
    found = list(read_times(text, reference, 0, len(text), asked=True))
    if not found:
        return None
    periods: list[Period] = []
    paired = False
    for expression, following in zip(found, [*found[1:], None], strict=True):
        if paired:
            paired = False
            continue
        gap = text[expression.span.end : following.span.start if following else len(text)][:CONTEXT]
        before = text[max(expression.span.start - CONTEXT, 0) : expression.span.start]
        paired = following is not None and bool(_FROM.search(before) and _JOINS.match(gap))
        if paired and following:
            periods.append((_not_after(expression.first, following.first), following.last))
        else:
            periods.append(_bounded(expression, before, gap))
    low, high = max(first for first, _ in periods), min(last for _, last in periods)
    if low > high and any(last == date.max for _, last in periods):
        low = _not_after(low, high)
    elif low > high:
        low, high = min(first for first, _ in periods), max(last for _, last in periods)
    return (None if low == date.min else low), (None if high == date.max else high)


def _bounded(expression: Expression, before: str, after: str) -> Period:
    """What "since", "before" and their like make of a period; ``date.min`` and ``date.max`` where it is open."""
    day = timedelta(days=1)
    _, first, last = expression
    if away := _AWAY.search(before):
        return _away(first, last, away)
    if week := _WEEK_OF.search(before):
        return _week(first, week["way"].lower())
    if part := _PART_OF.search(before):
        first, last = _part(first, last, part["part"].lower())
        first = last if _BEFORE.search(before) else first  # "before the end of March" is nearly all of it
    if _AS_OF.search(before):
        return date.min, last
    if opening := _AFTER.search(before):
        return (min(last, date.max - day) + day if opening[0].lower().startswith(("after", "following")) else first), date.max
    if closing := _BEFORE.search(before):
        return date.min, (max(first, date.min + day) - day if closing[0].lower().startswith(("before", "prior")) else last)
    return first, (date.max if _FROM.search(before) and _ONWARDS.match(after) else last)


def _away(first: date, last: date, match: re.Match[str]) -> Period:
    """ "Two weeks before 8 April", "in the week after 3 March": a number of weeks is told roughly, a number of days is meant so."""
    word, unit = " ".join(match["count"].lower().split()), match["unit"].lower()
    before, length = match["side"].lower() in ("before", "earlier than"), _LENGTHS[unit]
    if word == "the":
        return (_moved(first, -length), _moved(first, -1)) if before else (_moved(last, 1), _moved(last, length))
    count = int(word) if word.isdigit() else COUNTS.get(word, COUNTS.get(word.removeprefix("a "), 1))
    middle = _moved(first, -count * length) if before else _moved(last, count * length)
    off = 0 if unit == "day" else round(_ABOUT * length)
    return _moved(middle, -off), _moved(middle, off)


def _week(day: date, way: str) -> Period:
    """ "The week of 13 May", from Monday to Sunday; "the week beginning 13 May"."""
    if way == "ending":
        return _moved(day, -6), day
    first = _moved(day, -day.weekday()) if way == "of" else day
    return first, _moved(first, 6)


def _moved(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _part(first: date, last: date, part: str) -> Period:
    """ "The end of March": the last third of it."""
    third = ((last - first).days + 1) // 3
    if part in ("start", "beginning"):
        return first, _moved(first, max(third - 1, 0))
    if part == "middle":
        return _moved(first, third), _moved(last, -third)
    return _moved(last, min(1 - third, 0)), last


def _not_after(first: date, second: date) -> date:
    """ "between March and May 2021": March is in the year of May, or, of November and May, in the year before; so too days of a week."""
    if first > second and (first - second).days < 7 and second.toordinal() > 7:
        return first - timedelta(days=7)
    while first > second and first.year > 1:
        first -= relativedelta(years=min(max(first.year - second.year, 1), first.year - 1))
    return min(first, second)
