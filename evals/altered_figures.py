"""Corruptions of figures: a number, its unit, a day."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta

from .claims import Claim
from .prose import either, has_word, prose, replaced

NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "twenty thirty forty fifty"
).split()
_COUNTING = "|".join(NUMBER_WORDS)
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT_MONTHS = "Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = "|".join([*_MONTHS, *map(re.escape, _SHORT_MONTHS)])
_NUMBER = re.compile(rf"(?<![\w.,:-])\d+(?:,\d{{3}})*(?:\.\d+)?(?![\w:-]|[.,]\d)|(?<!-)\b(?:{_COUNTING})\b(?!-)")
_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAYS)})\b|\b(?P<before>\d{{1,2}}) (?=(?:{_MONTH})(?!\w))|(?P<month>\b(?:{_MONTH})(?= \d|\s*$|[,.]| and\b))"
    r"|(?<=[a-z.] )(?P<after>\d{1,2})(?=, \d{4})|\b(?P<year>(?:19|20)\d\d)\b|\b(?P<near>yesterday|tomorrow)\b"
)
_LEAST = re.compile(r"(?:more than|at least|over|exceeded|above) $")
_MOST = re.compile(r"(?:less than|fewer than|up to|under|below|at most|as many as|no more than|not more than) $")
_NEGATED = re.compile(r"\b(?:not|no|never|nobody|none)\b(?! more than)|n[’']t\b")
_UNITS = either(
    "million/billion thousand/million percent/percentage_points per_cent/percentage_points metres/kilometres meters/kilometers "
    "hours/days weeks/months years/decades minutes/hours week/month crowns/dollars florins/euros tonnes/kilograms tons/pounds "
    "litres/millilitres knots/metres_a_second seconds/minutes year/month hectares/square_metres kilometres/miles kilometers/miles "
    "degrees/percent cases/deaths votes/percent people/families passengers/crew".split()
)
_UNIT = re.compile(r"(?<=[\d\w%] )\b(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b")
_COUNTED = re.compile(rf"(?:\d|\b(?:a|an|one|half|several|some|every|per|{_COUNTING})) $|(?:\d|million|thousand|hundred)\s$")


def number_changed(claim: Claim, rng: random.Random) -> str | None:
    sources = claim.given

    def new(match: re.Match[str]) -> str | None:
        before, after = claim.text[: match.start()], claim.text[match.end() :]
        if re.search(rf"(?:{_MONTH}|No\.?|Line|Class|Lot) $", before) or re.match(rf" (?:{_MONTH})|(?:st|nd|rd|th)\b|, \d{{4}}", after):
            return None
        if re.fullmatch(r"(?:19|20)\d\d", match[0]):
            return None  # a year
        bounded = _MOST.search(before) or _LEAST.search(before)
        if bounded and _NEGATED.search(before):
            return None
        steps = (-1,) if _MOST.search(before) else (1,) if bounded else (1, -1)  # what was "over 9" is over 7 as well
        others = (_other_number(match[0], rng.choice(steps), rng) for _ in range(12))
        return next((other for other in others if other and other != match[0] and not has_word(sources, other)), None)

    return replaced(claim.text, _NUMBER, new, rng)


def _other_number(written: str, step: int, rng: random.Random) -> str | None:
    if written in NUMBER_WORDS:
        at = NUMBER_WORDS.index(written) + step * rng.randint(1, 6)
        return NUMBER_WORDS[at] if 0 <= at < len(NUMBER_WORDS) else None
    if "." in written:
        return (
            f"{float(written.replace(',', '')) * rng.choice([1.3, 2.1, 3] if step > 0 else [0.3, 0.7]):,.{len(written.partition('.')[2])}f}"
        )
    n = int(written.replace(",", ""))
    other = n + step * rng.randint(max(1, n // 6), max(2, n // 2))
    return None if other < 1 else f"{other:,}" if "," in written or other >= 10_000 else str(other)


def unit_changed(claim: Claim, rng: random.Random) -> str | None:
    sources = claim.given

    def new(match: re.Match[str]) -> str | None:
        other = _UNITS[match[0]]
        before = claim.text[: match.start()]
        if re.search(r"\b(?:no more|not more|less|fewer) than \S+ $", before):
            return None  # no more than 7 knots is no more than 7 metres a second
        return other if _COUNTED.search(before) and not has_word(sources, other) else None

    return replaced(claim.text, _UNIT, new, rng)


def date_changed(claim: Claim, rng: random.Random) -> str | None:
    """A weekday, a day of a month, a month, a year, or yesterday."""
    sources = claim.given

    def new(match: re.Match[str]) -> str | None:
        written = match[0].strip()
        fit = [each for each in _other_days(match.lastgroup or "", written) if not has_word(sources, each) and each != written]
        return rng.choice(fit) + " " * match[0].endswith(" ") if fit else None

    return replaced(claim.text, _DATE, new, rng)


def _other_days(kind: str, written: str) -> Sequence[str]:
    if kind == "near":
        return {"yesterday": ["tomorrow", "a month ago"], "tomorrow": ["yesterday", "next year"]}[written]
    if kind == "weekday":
        return _DAYS
    if kind == "month":
        return _SHORT_MONTHS if written.endswith(".") else _MONTHS
    if kind == "year":
        return [str(int(written) + step) for step in (-7, -3, -2, 2, 3, 4)]
    return [str(day) for day in range(1, 29)]


def day_added(claim: Claim, rng: random.Random) -> str | None:
    """Told of another day than that of which the source tells."""
    days = [each.day for each in claim.supporting if each.day]
    name = claim.told.name if claim.told else ""
    if not name or not days or prose(claim.text) != claim.text or not claim.text.startswith(name[0].upper() + name[1:]):
        return None
    if any(word in claim.text for word in (*_DAYS, *_MONTHS)):
        return None
    other = date.fromisoformat(days[0]) + timedelta(days=rng.choice([-31, -12, -9, 9, 12, 31]))
    return f"On {other.day} {other:%B %Y} {name}{claim.text[len(name) :]}"
