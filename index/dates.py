"""Days in a text: "on Tuesday" in an article of 2022-02-15 is 2022-02-15.

Regular expressions find the expressions of time, and what each means is reckoned from the day of publication. News looks back: "on
Tuesday" is the last one, today included, unless a word of the future ("will", "due", "next") stands before it. Weeks begin on Monday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta, weekday

from .model import Span

Period = tuple[date, date]
"""The first and the last day of it."""


class Expression(NamedTuple):
    """Words for a time, as a slice of the text without the preposition, and the period they mean; of one day, ``first == last``."""

    span: Span
    first: date
    last: date


_WEEKDAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_LONG_MONTHS = "january february march april may june july august september october november december".split()
_MONTHS = {name: n for n, name in enumerate(_LONG_MONTHS, 1)} | {name[:3]: n for n, name in enumerate(_LONG_MONTHS, 1)} | {"sept": 9}
COUNTS = {name: n for n, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {
    "a": 1, "an": 1, "a couple of": 2, "couple of": 2, "few": 3, "several": 7,
}  # fmt: skip
_UNITS = {"day": "days", "week": "weeks", "fortnight": "weeks", "month": "months", "year": "years"}

# Gaps have a bound, so that no run of blanks is read more than a few times.
_ = r"[\s\xa0]{1,3}"
_DAY_NAME = "(?:" + "|".join(_WEEKDAYS) + ")"
_MONTH = "(?:" + "|".join(_LONG_MONTHS) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)"
_NTH = r"(?:[12]?\d|3[01]|0[1-9])(?:st|nd|rd|th)?(?![\w%:]|[.,]\d)"
_COUNT = r"(?:(?:a )?couple of|an?|few|several|\d{1,3}|" + "|".join(n for n in COUNTS if len(n) > 2 and " " not in n) + ")"
_UNIT = r"(?:day|week|fortnight|month|year)"
_PART_OF_DAY = rf"(?:{_}(?:morning|afternoon|evening|night|lunchtime)\b)?"
_RANGE = rf"(?:[\s\xa0]?[-–][\s\xa0]?|{_}(?:to|and|or|until|through){_})"
_PAPERS = r"(?!\s(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|World|People|Independent|Star|Sun|Night (?:Live|Football))\b)"

_SHAPES = {
    "iso": r"(?P<iso_year>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\d-])",
    "slashes": r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<slash_year>\d{4})(?![\d/])",
    "day_month": rf"(?:(?P<dm_name>{_DAY_NAME}),?{_}(?:the{_})?)?(?P<dm_day>{_NTH})(?:{_RANGE}(?P<dm_to>{_NTH}))?{_}(?:of{_})?"
    rf"(?P<dm_month>{_MONTH})(?!\w)(?:,?{_}(?P<dm_year>{_YEAR}))?",
    "month_day": rf"(?:(?P<md_name>{_DAY_NAME}),?{_})?(?P<md_month>{_MONTH}){_}(?:the{_})?(?P<md_day>{_NTH})(?:{_RANGE}(?P<md_to>{_NTH}))?"
    rf"(?:,?{_}(?P<md_year>{_YEAR}))?",
    "month": rf"(?:(?P<m_part>early|mid|late)(?:-|{_})|(?P<m_which>last|this|next|past|coming){_})?(?P<m_month>{_MONTH})(?!\w)"
    rf"(?:(?:{_}of|,)?{_}(?P<m_year>{_YEAR})|(?:{_}of)?{_}(?P<m_other>last|this|next){_}year\b)?",
    "weekday": rf"(?:(?P<w_which>last|this|next|past|coming){_})?(?P<w_name>{_DAY_NAME})\b{_PAPERS}{_PART_OF_DAY}"
    rf"(?:(?:{_}of)?{_}(?P<w_week>last|this|next){_}week\b)?",
    "deictic": rf"the{_}day{_}(?:before{_}yesterday|after{_}tomorrow)\b|(?:today|yesterday|tomorrow)\b{_PART_OF_DAY}|tonight\b"
    rf"|(?:last{_}(?:night|evening)|this{_}(?:morning|afternoon|evening))\b",
    "unit": rf"(?:(?P<u_part>earlier|later|early|late){_})?(?P<u_which>this|last|next|the{_}(?:coming|past)){_}"
    rf"(?P<u_unit>week(?:end)?|month|year)\b",
    "weekend": r"the[\s\xa0]weekend\b",
    "ago": rf"(?P<a_count>{_COUNT}){_}(?P<a_unit>{_UNIT})s?{_}ago\b",
    "span": rf"(?P<s_which>past|last|next|coming){_}(?P<s_count>{_COUNT}){_}(?P<s_unit>{_UNIT})s\b",
    "anchored": rf"(?P<n_count>{_COUNT}){_}(?P<n_unit>day|week)s?{_}(?P<n_side>earlier|later)\b"
    rf"|the{_}(?:(?P<n_day>previous|next|following){_}day\b|day{_}(?P<n_rel>before|after)(?=[\s\xa0]?[,.;:)]|[\s\xa0]*\Z))",
    "decade": r"(?P<d_decade>(?:1[5-9]|20)\d0)s\b",
    "year": rf"(?:(?P<y_part>early|mid|late)(?:-|{_}))?(?P<y_year>{_YEAR})\b",
}
# How the first words of all shapes begin.
_FIRST_WORDS = [
    *(name[:3] for name in (*_MONTHS, *_WEEKDAYS)),
    *(name for name in COUNTS if name.isalpha() and len(name) > 2),
    *"early earlier mid late last this next past coming today yesterday tomorrow tonight couple".split(),
    *(rf"an?{_}[cdfmwy]", rf"the{_}[cdfnpw]"),
]


def _opening(words: list[str]) -> str:
    """A pattern for any of some words, by their first letters, which tell at once that most words of a text are none of them."""
    ends: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        ends.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in ends.items())


# One expression for all: the name of the group that matched is the shape.
_EXPRESSION = re.compile(
    rf"(?<![\w/.,$£€-])(?=\d|{_opening(_FIRST_WORDS)})(?i:" + "|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items()) + ")"
)
CONTEXT = 80  # characters before an expression that can tell what it means
_NAMED_DAYS = frozenset("black good bloody super easter ash palm cyber maundy holy giving shrove whit spy low".split())
_FUTURE = frozenset("will won't shall would 'll due expected scheduled slated planned".split())
_DEADLINES = frozenset("by until till".split())
_PAST = frozenset("said told was were had has have did who which that what when took came went met held made gave began left".split())
_INFINITIVE = re.compile(r"\b(?:is|are|set|ready|about|plans?|going|hopes?|intends?) to\b")
_WILL = re.compile(r",?[^.,;:“”\"]{0,60}\b(?:will|is to|are to|is due|is set|is expected)\b")
_PREPOSITION = re.compile(r"\b(?:in|on|since|until|till|during|before|after|by|from|through|throughout|of|for|between)\s$")
_FEW_PREPOSITIONS = re.compile(r"\b(?:in|since|until|till|during|before|through|throughout|between|of)\s$")
_YEAR_PREPOSITION = re.compile(r"\b(?:in|since|until|till|during|before|after|throughout|(?:end|start|beginning|middle) of)\s$")
_SECOND = re.compile(r"(?:\b(?:" + "|".join(_MONTHS) + r")(?: \d{4})?|\b(?:from|between) \d{4})\s(?:to|and|or|until|till|through)\s$")
_FOLLOWS = re.compile(r"\s(?:to|and|until|till|through)\s")
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # days of a month
_SEASONS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # months of a year


def expressions(text: str, reference: date | None, start: int = 0, end: int | None = None) -> list[Expression]:
    """The expressions of time in ``text[start:end]``, in order and without overlaps; time grows with the length of the slice.

    ``reference`` is the day of publication; without one only days that name their year are found.
    """
    return list(read_times(text, reference, start, len(text) if end is None else end, asked=False))


def read_times(text: str, reference: date | None, start: int, end: int, asked: bool) -> Iterator[Expression]:
    anchor: date | None = None
    for match in _EXPRESSION.finditer(text, start, end):
        found = _Found(match, text[max(match.start() - CONTEXT, start) : match.start()], reference, anchor, asked)
        try:
            period = _RULES[match.lastgroup or ""](found)
        except (ValueError, OverflowError):
            continue  # 30 February, or a day before the calendar begins
        if period:
            yield Expression(Span(*match.span()), *period)
            anchor = period[0] if period[0] == period[1] else anchor


@dataclass(frozen=True)
class _Found:
    """A match and what its meaning depends on; ``before`` are the characters before it, ``anchor`` the last single day before it."""

    match: re.Match[str]
    before: str
    reference: date | None
    anchor: date | None
    asked: bool

    def __getitem__(self, group: str) -> str:
        return " ".join((self.match[group] or "").lower().replace("\xa0", " ").rstrip(".").split())

    @property
    def after(self) -> str:
        return self.match.string[self.match.end() : self.match.end() + 12]

    @property
    def ahead(self) -> bool:
        """Whether a word of the future stands before it in the same clause, with no verb of the past between."""
        if self.asked:
            return False
        clause = re.split(r"[,.;:!?()“”\"]|\n\s*\n", self.before)[-1].lower().replace("’", "'")
        words = clause.split()[-10:]
        if _INFINITIVE.search(" ".join(words)) or not _DEADLINES.isdisjoint(words[-1:]):
            return True
        if all(word in ("on", "from", "and", "but", "then") for word in words) and _WILL.match(self.match.string, self.match.end()):
            return True
        for word, earlier, later in zip(words[::-1], [*words[-2::-1], ""], ["", *words[:0:-1]], strict=False):
            if word in _FUTURE or word.endswith("'ll"):
                return (word, later) != ("would", "not")  # "would not say on Tuesday"
            if word in _PAST or (word.endswith("ed") and earlier not in ("be", "been", "get")):
                return False
        return False


def _day_of(name: str, reference: date, which: str, ahead: bool) -> date:
    """The day of the week: the last one, ``reference`` included; "last" is that of last week, "next" the first to come."""
    n = _WEEKDAYS[name]
    if which == "this":
        return _monday(reference) + timedelta(days=n)
    if which in ("next", "coming"):
        return reference + relativedelta(days=1, weekday=weekday(n))
    if which in ("last", "past"):
        return _monday(reference) + timedelta(days=n - 7)
    return reference + relativedelta(weekday=weekday(n)(1 if ahead else -1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _unit_of(unit: str, day: date) -> Period:
    """The day, week, weekend, month or year that ``day`` lies in."""
    if unit in ("week", "fortnight"):
        return _monday(day), _monday(day) + timedelta(days=6)
    if unit == "weekend":
        return _monday(day) + timedelta(days=5), _monday(day) + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day + relativedelta(day=31)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else COUNTS.get(words.removeprefix("a ") if words != "a" else words, 1)


def _back(count: str, unit: str) -> relativedelta:
    n = _count(count) * (2 if unit == "fortnight" else 1)
    return relativedelta(**{_UNITS[unit]: n})  # pyright: ignore[reportArgumentType]


def _iso(found: _Found) -> Period | None:
    day = date(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))
    return day, day


def _slashes(found: _Found) -> Period | None:
    one, two = int(found["one"]), int(found["two"])
    if one <= 12 and two <= 12 and one != two:
        return None  # the third of April, or the fourth of March
    day = date(int(found["slash_year"]), min(one, two) if max(one, two) > 12 else two, max(one, two))
    return day, day


def _day_month(found: _Found) -> Period | None:
    return _dated(found, "dm")


def _month_day(found: _Found) -> Period | None:
    return _dated(found, "md")


def _dated(found: _Found, key: str) -> Period | None:
    name, month, year = found[f"{key}_name"], found[f"{key}_month"], found[f"{key}_year"]
    if found.match[f"{key}_month"][:3] in ("may", "mar") and not year and not _PREPOSITION.search(found.before.lower()):
        return None  # "the 3 may leave"
    first, last = (int(re.sub(r"\D", "", found[f"{key}_{part}"]) or 0) for part in ("day", "to"))
    n = _MONTHS[month]
    if year:
        days = date(int(year), n, first), date(int(year), n, last or first)
    elif found.reference is None:
        return None
    else:
        days = _nearest(n, first, last or first, found.reference, found.ahead, name)
    return days if days and days[0] <= days[1] else None


def _nearest(month: int, first: int, last: int, reference: date, ahead: bool, name: str) -> Period | None:
    """A day of a month without its year: the last, or next; where the day of the week is said, in the nearest year where it fits."""
    years = [reference.year + step for step in ((0, 1, -1, 2) if ahead else (0, -1, 1, -2))]
    for year in years:
        try:
            day, to = date(year, month, first), date(year, month, last)
        except ValueError:
            continue  # 29 February
        if name:
            if day.weekday() == _WEEKDAYS[name]:
                return day, to
        elif (to >= reference) if ahead else (day <= reference):
            return day, to
    return None


def _month(found: _Found) -> Period | None:
    name, part, which, year, other = (found[f"m_{key}"] for key in ("month", "part", "which", "year", "other"))
    low = " ".join(found.before.lower().split()) + " "
    if not year and not part and not which and not other:
        second = _SECOND.search(low)
        if not (second or (_FEW_PREPOSITIONS if name == "may" and not _FOLLOWS.match(found.after) else _PREPOSITION).search(low)):
            return None
    if not year and ((len(name) < 4 and name != "may") or low.endswith(" on ")):
        return None  # "Sept", "on march"
    if found.match["m_month"] in ("may", "march") and which == "this" or (name == "may" and which == "coming"):
        return None
    if year:
        at = int(year)
    elif found.reference is None:
        return None
    elif other:
        at = found.reference.year + {"last": -1, "this": 0, "next": 1}[other]
    else:
        at = _year_of(_MONTHS[name], found.reference, which, found.ahead)
    month = date(at, _MONTHS[name], 1)
    first, last = _PARTS.get(part, (1, 31))
    return month + relativedelta(day=first), month + relativedelta(day=last)


def _year_of(month: int, reference: date, which: str, ahead: bool) -> int:
    """The year of a month: of the last one, that of ``reference`` included, or of the next one."""
    if which == "this":
        return reference.year
    if which in ("next", "coming"):
        return reference.year + (month <= reference.month)
    if which in ("last", "past"):
        return reference.year - (month >= reference.month)
    return reference.year + (month < reference.month) if ahead else reference.year - (month > reference.month)


def _weekday(found: _Found) -> Period | None:
    before = found.before.lower().split()
    if found.reference is None or (before and before[-1] in _NAMED_DAYS):
        return None
    name, which, week = found["w_name"], found["w_which"], found["w_week"]
    if week:
        day = _monday(found.reference) + timedelta(days=_WEEKDAYS[name] + {"last": -7, "this": 0, "next": 7}[week])
    else:
        day = _day_of(name, found.reference, which, found.ahead)
    return day, day


def _deictic(found: _Found) -> Period | None:
    words = found["deictic"]
    if found.reference is None or (found.match[0][0] == "T" and found.before.rstrip(" ")[-1:].isalnum()):
        return None  # "USA Today"
    step = 0
    if "before yesterday" in words or "after tomorrow" in words:
        step = -2 if "before" in words else 2
    elif words.startswith(("yesterday", "last")):
        step = -1
    elif words.startswith("tomorrow"):
        step = 1
    day = found.reference + timedelta(days=step)
    return day, day


def _unit(found: _Found) -> Period | None:
    reference = found.reference
    if reference is None:
        return None
    part, which, unit = found["u_part"], found["u_which"], found["u_unit"]
    if unit == "weekend":
        weeks = {"last": -1, "this": 0, "next": 1, "the past": -1, "the coming": 0}[which]
        return _unit_of("weekend", reference + timedelta(weeks=weeks))
    if which in ("the past", "the coming"):  # seven days, not from Monday to Sunday
        length = _back("a", unit)
        return (reference - length, reference) if which == "the past" else (reference, reference + length)
    step = {"last": -1, "this": 0, "next": 1}[which]
    first, last = _unit_of(unit, reference + _back("a", unit) * step)
    if step == 0 and part in ("earlier", "early") and first < reference:
        return first, min(last, reference)
    if step == 0 and part in ("later", "late") and last > reference:
        return max(first, reference), last
    return first, last


def _weekend(found: _Found) -> Period | None:
    if found.reference is None:
        return None
    return _unit_of("weekend", found.reference - timedelta(days=7 if found.reference.weekday() < 5 and not found.ahead else 0))


def _ago(found: _Found) -> Period | None:
    if found.reference is None:
        return None
    return _unit_of(found["a_unit"], found.reference - _back(found["a_count"], found["a_unit"]))


def _span(found: _Found) -> Period | None:
    if found.reference is None:
        return None
    step = _back(found["s_count"], found["s_unit"])
    ahead = found["s_which"] in ("next", "coming")
    return (found.reference, found.reference + step) if ahead else (found.reference - step, found.reference)


def _anchored(found: _Found) -> Period | None:
    if found.anchor is None:
        return None
    side = found["n_side"] or found["n_day"] or found["n_rel"]
    step = _back(found["n_count"] or "a", found["n_unit"] or "day")
    return _unit_of(found["n_unit"] or "day", found.anchor - step if side in ("earlier", "previous", "before") else found.anchor + step)


def _decade(found: _Found) -> Period | None:
    first = int(found["d_decade"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def _year(found: _Found) -> Period | None:
    low = " ".join(found.before.lower().split()) + " "
    part = found["y_part"]
    paired = re.search(r"\b(?:from|between) $", low) and _FOLLOWS.match(found.after)
    if not (part or paired or _SECOND.search(low) or _YEAR_PREPOSITION.search(low)) or re.match(r"\s(?:people|[a-z]{3,}s\b)", found.after):
        return None
    first, last = _SEASONS.get(part, (1, 12))
    year = int(found["y_year"])
    return date(year, first, 1), date(year, last, 1) + relativedelta(day=31)


_RULES: dict[str, Callable[[_Found], Period | None]] = {
    "iso": _iso, "slashes": _slashes, "day_month": _day_month, "month_day": _month_day, "month": _month, "weekday": _weekday,
    "deictic": _deictic, "unit": _unit, "weekend": _weekend, "ago": _ago, "span": _span, "anchored": _anchored,
    "decade": _decade, "year": _year,
}  # fmt: skip
