"""Amounts in a text, comparable: "some 70,000", "seventy thousand" and "70k" are one number, "$70m" is dollars and "70 percent" a share."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..index.model import Span


class Amount(NamedTuple):
    """A number with what it counts: ``unit`` is a kind of unit ("money", "percent", "km") or "", ``bound`` one of "", ">", "<", "~".

    ``noun`` is where the word begins that is counted, if one follows.
    """

    span: Span
    value: float
    unit: str
    bound: str


_ONES = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
         "sixteen seventeen eighteen nineteen".split())}  # fmt: skip
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "k": 1e3, "m": 1e6, "bn": 1e9,
           "tn": 1e12, "mn": 1e6, "score": 20}  # fmt: skip
_ORDINALS = {word: n for n, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
             "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 2)}  # fmt: skip
_PART = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10}
_FRACTIONS = {**_PART, "halves": 1 / 2, **{f"{word}s": value for word, value in _PART.items() if word != "half"}}
_WORDS = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)s?"
_NUMBER = re.compile(
    rf"""(?<![\w.,/:$£€¥])(?:
    (?P<clock>\d{{1,2}}[:.]\d\d(?=\s?(?:[ap]\.?m\b|hrs|hours\b|GMT\b|UTC\b)|(?<=:\d\d)\b)|\d{{1,2}}(?=\s?(?:[ap]\.m\.|[ap]m\b|o[’']clock)))
        (?:\s?(?P<half>[ap])\.?m\b\.?)?
    |(?P<nth>\d{{1,4}})(?:st|nd|rd|th)\b
    |(?P<sign>[$£€¥]\s?)?(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}}){{1,5}}(?:\.\d{{1,9}})?|\d{{1,15}}(?:\.\d{{1,9}})?)
        (?:[\s-]?(?P<scale>{_SCALE}|bn|tn|mn|m|k)\b)?(?P<share>\s?%)?(?![\d:/])
    |(?P<some>(?:one|two|three|four|five|six|seven|eight|nine|\d{1,3})\s(?:in|out\sof|of)\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?![.,:]?\d|\s(?:years?|months?|weeks?|days?|hours?)))
    |(?P<much>half\s(?:an?\s)(?:million|billion|dozen|thousand|hundred)|(?:one\sand\sa\shalf)\s(?:million|billion|thousand)|an?\s(?:million|billion)\sand\sa\shalf)\b
    |(?P<noon>noon|midday|midnight)\b
    |(?P<few>(?:a\s)?(?:couple|pair)\sof)\b
    |(?P<part>(?:(?:an?|one|two|three|four|five|seven|nine|\d)[\s-])?
            (?:half|halves|(?:third|quarter|fifth|sixth|eighth|tenth)s?)\b(?=\s+of\b|\s+the\b|\s+an?\b)
        |(?:two|three)[\s-](?:thirds|quarters|fifths)\b)
    |(?P<spelt>(?:an?\s)?(?:(?:{_WORDS})(?:[\s-](?:{_WORDS}|{_SCALE})|\sand\s(?:{_WORDS}))*
            |(?<=\ba\s)(?:hundred|thousand|million|billion|dozen)|(?:hundred|thousand|million|billion|dozen)s?)\b)
    |(?P<ordinal>{"|".join(_ORDINALS)})\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_END = r"\s(?:an?\s|the\s)?$"
_BOUNDS = (
    (
        re.compile(
            r"\b(?:(?<!no )(?<!not )(?:more|(?!few|low|short|small|young|slow)[a-z]{3,7}er)\sthan|over|above|at\sleast|well\sover"
            rf"|just\sover|exceed(?:s|ed|ing)|upwards\sof|no\s(?:fewer|less)\sthan|a\sminimum\sof|from){_END}",
            re.IGNORECASE,
        ),
        ">",
    ),
    (
        re.compile(
            r"\b(?:(?<!no )(?:less|fewer|lower|shorter|smaller|younger|slower)\sthan|under|below|at\smost|up\sto|just\sunder"
            rf"|no\smore\sthan|not\smore\sthan|a\smaximum\sof|as\s(?:many|much)\sas){_END}",
            re.IGNORECASE,
        ),
        "<",
    ),
    (
        re.compile(
            r"\b(?:(?<!talk )(?<!speak )(?<!discuss )(?<!know )about|around|just\sshort\sof|not\squite|close\son|in\sthe\sregion\sof|barely"
            rf"|roughly|approximately|some|circa|close\sto|or\sso|an?\sestimated|nearly|almost){_END}",
            re.IGNORECASE,
        ),
        "~",
    ),
)  # fmt: skip
_BOUNDS_BEHIND = (
    (re.compile(r"\s(?:\w+\s)?(?:at\s(?:the\s)?least|or\smore|and\smore|upwards)\b", re.I), ">"),
    (re.compile(r"\s(?:\w+\s)?(?:at\s(?:the\s)?most|or\s(?:less|fewer))\b", re.I), "<"),
    (re.compile(r"\s(?:\w+\s)?or\sso\b", re.I), "~"),
)
_PART_OF_DAY = re.compile(r"(?:\so[’']clock)?\s(?:in\sthe\s)?(?:morning|(?P<late>afternoon|evening)|at\s(?P<night>night))\b", re.I)
_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_DURING = re.compile(r"\bover\s(?:an?\s|the\s)?$", re.I)
_PERIODS = frozenset("second minute hour day week month year decade century".split())
_UNITS = (
    ("percent", r"\sparts?\sin\s(?:a|one)\shundred\b"), ("times", r"\stimes\b"),
    ("points", r"\s?(?:percentage\s|per\s?cent\s)?points?\b"),
    ("percent", r"\s?(?:%|per\s?cent\b|percent\b)"),
    *((word, rf"\s{word}s?\b(?!\sof)") for word in "dollar euro pound crown franc florin rouble ruble yen yuan rupee peso".split()),
    ("cents", r"\s(?:cents?|pence|p)\b"),
    ("second", r"[\s-]seconds?\b"), ("minute", r"[\s-](?:minutes?|mins?)\b"), ("hour", r"[\s-](?:hours?|hrs?)\b"), ("day", r"[\s-]days?\b"),
    ("week", r"[\s-]weeks?\b"), ("fortnight", r"\sfortnights?\b"), ("month", r"[\s-]months?\b"),
    ("year", r"[\s-]years?\b"), ("decade", r"[\s-]decades?\b"),
    ("century", r"[\s-]centur(?:y|ies)\b"), ("knot", r"[\s-]knots?\b"),
    ("mile", r"[\s-]miles?\b"), ("km", r"[\s-]?(?:km|kilomet(?:er|re)s?)\b"), ("metre", r"[\s-]?(?:m\b|met(?:er|re)s?\b)"),
    ("foot", r"[\s-](?:feet|foot|ft)\b"), ("cm", r"[\s-]?(?:cm|centimet(?:er|re)s?)\b"), ("hectare", r"[\s-]hectares?\b"),
    ("acre", r"[\s-]acres?\b"), ("tonne", r"[\s-](?:tonnes?|tons?)\b"), ("kg", r"[\s-]?(?:kg|kilos?|kilogram(?:me)?s?)\b"),
    ("litre", r"[\s-]lit(?:er|re)s?\b"), ("barrel", r"[\s-]barrels?\b"), ("degree", r"[\s-]degrees?\b|\s?°"),
    ("megawatt", r"[\s-]?(?:mw|megawatts?)\b"),
)  # fmt: skip
_UNIT = [(name, re.compile(shape, re.IGNORECASE)) for name, shape in _UNITS]
_LONGEST = 40  # characters before an amount that may bound it


def amounts(text: str) -> list[Amount]:
    """The amounts in a text, in order. "one" counts only before a unit or a scale: by itself it is mostly a pronoun."""
    found: list[Amount] = []
    for match in _NUMBER.finditer(text):
        value, unit = _value(match)
        if value is None:
            continue
        end = match.end()
        if not unit:
            unit, end = _unit_at(text, end)
        if match["spelt"] and match["spelt"].lower() in ("one", "a one") and not unit:
            continue
        before = text[max(0, match.start() - _LONGEST) : match.start()]
        bound = next((sign for shape, sign in _BOUNDS if shape.search(before)), "")
        if (unit in ("", "o'clock", "clock")) and (part := _PART_OF_DAY.match(text, end)) and value <= 12 * 60:
            hours = value / 60 if unit else value
            if hours <= 12:
                late = part["late"] is not None and hours < 12
                value, unit, end = (hours + 12 * late) * 60, "o'clock", part.end()
        behind = text[end : end + _LONGEST]
        bound = bound or next((sign for shape, sign in _BOUNDS_BEHIND if shape.match(behind)), "")
        if bound == ">" and unit in _PERIODS and _DURING.search(before):
            bound = ""  # "over three years" lasts three years
        found.append(Amount(Span(match.start(), end), value, unit, bound))
    return found


_ONE = re.compile(
    r"\b(?:an?|one)\s(?=second\b|minute\b|hour\b|day\b|week\b|fortnight\b|month\b|year\b|decade\b|century\b|dozen\b|mile\b|kilomet|ton)",
    re.I,
)


def _unit_at(text: str, end: int) -> tuple[str, int]:
    """The unit that follows, "" for none, and where it ends."""
    for name, shape in _UNIT:
        if tail := shape.match(text, end):
            return name, tail.end()
    return "", end


def singles(text: str) -> list[Amount]:
    """ "a week", "an hour": what may be told as "one week"."""
    found: list[Amount] = []
    for match in _ONE.finditer(text):
        unit, end = _unit_at(text, match.end() - 1)
        if unit:
            found.append(Amount(Span(match.start(), end), 1.0, unit, ""))
    return found


_IN_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "fortnight": 20160}
_IN_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def _alike(one: Amount, other: Amount) -> tuple[Amount, Amount]:
    """Both in the same unit, where both are lengths of time: a fortnight is two weeks."""
    for table in (_IN_MINUTES, _IN_MONTHS):
        if one.unit != other.unit and one.unit in table and other.unit in table:
            return _as_time(one, table), _as_time(other, table)
    return one, other


def _as_time(each: Amount, table: dict[str, int]) -> Amount:
    return each._replace(value=each.value * table[each.unit], unit="time")


def _value(match: re.Match[str]) -> tuple[float | None, str]:
    """The number, and the unit that its own form tells."""
    if clock := match["clock"]:
        hours, _, minutes = clock.replace(".", ":").partition(":")
        late = 12 if (match["half"] or "").lower() == "p" and int(hours) < 12 else 0
        early = -12 if (match["half"] or "").lower() == "a" and int(hours) == 12 else 0
        unit = "o'clock" if match["half"] or int(hours) > 12 else "clock"
        return float((int(hours) + late + early) * 60 + int(minutes or 0)), unit
    if match["nth"]:
        return float(match["nth"]), "nth"
    if digits := match["digits"]:
        scale = _scale(match["scale"])
        unit = _SIGNS[match["sign"].strip()] if match["sign"] else "percent" if match["share"] else ""
        return float(re.sub(r"[,\u00a0\u202f]", "", digits)) * scale, unit
    if much := match["much"]:
        scale = _scale(next(word for word in much.lower().split() if word in _SCALES))
        return scale * (0.5 if much.lower().startswith("half") else 1.5), ""
    if noon := match["noon"]:
        return (0.0 if noon.lower() == "midnight" else 720.0), "o'clock"
    if match["few"]:
        return 2.0, ""
    if some := match["some"]:
        first, *_, last = re.split(r"[\s-]", some.lower())
        one, of = (_ONES[word] if word in _ONES else int(word) for word in (first, last))
        return (100 * one / of, "percent") if 0 < one < of else (None, "")
    if part := match["part"]:
        *count, which = re.split(r"[\s-]", part.lower())
        many = _ONES.get(count[0], 1) if count and not count[0].isdigit() else int(count[0]) if count else 1
        return many * _FRACTIONS[which] * 100, "percent"
    if match["ordinal"]:
        return float(_ORDINALS[match["ordinal"].lower()]), "nth"
    return _spelt(match["spelt"].lower()), ""


def _scale(word: str | None) -> float:
    return _SCALES[low if (low := word.lower()) in _SCALES else low.removesuffix("s")] if word else 1.0


def _spelt(words: str) -> float | None:
    """ "two hundred and five thousand" is 205,000; "hundreds" alone is no number that can be compared."""
    whole = part = 0.0
    parts = [word for word in re.split(r"[\s-]+", words) if word not in ("and", "a", "an")]
    if parts and parts[0].endswith("s") and parts[0] not in _ONES:
        return None
    for word in parts:
        if word in _ONES or word in _TENS:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
        else:
            scale = _scale(word)
            part = max(part, 1.0) * scale
            if scale >= 1e3:
                whole, part = whole + part, 0.0
    return whole + part


def agrees(claimed: Amount, told: Amount) -> bool:
    """Whether an amount may stand for another: equal and as bounded, or a rounding that says it is one."""
    claimed, told = _alike(claimed, told)
    if {claimed.unit, told.unit} <= {"clock", "o'clock"} and "clock" in (claimed.unit, told.unit):
        return claimed.value % 720 == told.value % 720
    if claimed.unit and told.unit and claimed.unit != told.unit:
        return False
    if claimed.unit == told.unit == "percent" and abs(claimed.value - told.value) < 0.7 and (claimed.value % 1 or told.value % 1):
        return claimed.bound == told.bound or not told.bound  # two thirds are 67 percent
    if ("percent" in (claimed.unit, told.unit) or "nth" in (claimed.unit, told.unit)) and claimed.unit != told.unit:
        return False
    if abs(claimed.value - told.value) <= 1e-6 * max(abs(told.value), 1.0):
        return claimed.bound == told.bound or (claimed.bound == "~" and not told.bound) or (told.bound == "<" and claimed.bound == "~")
    if not claimed.bound or (told.bound and told.bound != claimed.bound) or not told.value or (told.bound and claimed.bound != "~"):
        return False
    ratio = claimed.value / told.value
    return {">": 0.8 <= ratio < 1, "<": 1 < ratio <= 1.25, "~": 0.9 <= ratio <= 1.1}[claimed.bound]
