"""Numbers with their units, and expressions of time, as slices of a text: "4 cents a litre", "more than 100,000", "Friday of last week"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..index.model import Span

_UNITS = {
    "money": "dollars? euros? pounds? cents? pence penny rou?bles? yen yuan renminbi rupees? francs? marks? kron(?:a|e|er|or) florins? "
    "pesos? liras? hryvnias? zlotys? shillings? riyals? dinars? crowns? guilders? quid bucks",
    "percent": r"% percent per\scent percentage\spoints? points?",
    "duration": "seconds? minutes? hours? days? nights? weeks? weekends? fortnights? months? seasons? years? decades? century centuries",
    "speed": r"knots? mph km/h kph miles\s(?:an|per)\shour kilomet(?:er|re)s\s(?:an|per)\shour",
    "length": "miles? km kilomet(?:er|re)s? met(?:er|re)s? feet foot inch(?:es)? yards? centimet(?:er|re)s? millimet(?:er|re)s? cm mm "
    r"acres? hectares? storeys? light-years? nautical\smiles?",
    "weight": r"tons? tonnes? kilos? kilograms? kg grams? pounds\sof ounces?",
    "volume": r"lit(?:er|re)s? gallons? barrels? (?:cubic|square)\s\w+",
    "heat": r"degrees? °[CF]",
    "times": "times",
}
UNIT_KINDS = frozenset(_UNITS)
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(sorted(_ONES + _TEENS, key=len, reverse=True))}"
    r"|zero|(?:dozen|hundred|thousand|million|billion)s?)"
)
_DIGITS = r"(?:[$£€¥]\s?)?\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?(?:[-–]\d{1,9}(?:[.,]\d{1,9})?)?(?![\d:/]|[.,]\d)(?:st|nd|rd|th)?"
_SCALE = r"(?:[ -](?:(?:hundred|thousand|million|billion|trillion|dozen)s?|bn|m)\b){0,2}"
_PARTS = r"(?:half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?)"
_NUMBER = re.compile(
    rf"""(?<![\w.,/:’'$£€¥-])
    (?P<how>(?:(?:(?:no\s)?(?:more|less|fewer)|greater)\sthan|at\s(?:least|most)|as\s(?:many|much)\sas|up\sto|about|around|roughly
        |approximately|nearly|almost|over|under|some|just\s(?:over|under)|well\sover)\s)?
    (?P<number>an?\s(?:half|third|quarter|hundred|thousand|million|billion|dozen)\b|(?:{"|".join(_ONES)}|\d)[-\ ]{_PARTS}\b|half\b
        |{_DIGITS}{_SCALE}
        |{_SPELT}\b{_SCALE}
            (?:(?:\sand)?\s{_SPELT}\b{_SCALE}){{0,3}})
    (?P<more>\s(?:to|and|or|in|out\sof|of)\s(?:the\s)?(?:\d[\d,.]{{0,12}}\d|\d|{_SPELT})\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = {kind: re.compile(rf"[\s-]?(?:{'|'.join(units.split())})(?!\w)", re.IGNORECASE) for kind, units in _UNITS.items()}
_RATE = re.compile(r"\s(?:an?|per|each)\s[a-z]+|\sof\sa\s[a-z]+")
_OF_POINT = re.compile(r"\sof\s(?:an?|one)\s(?:percentage\s)?(?:point|per\s?cent)\b")
_AGAINST = re.compile(
    r"\s(?:votes|goals|points|seats)\s(?:to|against)\s\d{1,4}\b(?![.,:]\d|\s(?:January|February|March|April|May|June|July))"
)
_OLD = re.compile(r"[\s-]years?[\s-]olds?\b")
_TIMELY = re.compile(r"\b(?:aged|age\sof)\s\Z")

_TIMES = re.compile(
    r"\b(?:once|twice|thrice|daily|weekly|monthly|annually|(?:every|each)\s(?:day|week|month|year|two\s\w+))\b", re.IGNORECASE
)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|lunchtime))?"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    "|seventeenth|eighteenth|nineteenth|twentieth"
)
_SEASONS = "spring|summer|autumn|fall|winter"
_DATES = {
    "clock": r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|o[’']clock)|\d{1,2}:\d\d\b|noon\b|midnight\b|midday\b",
    "day": rf"\d{{4}}-\d\d-\d\d|(?:{_DAY},?\s)?{_NTH}(?:\s?[-–]\s?{_NTH}|\s(?:and|to)\s{_NTH})?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?\b"
    rf"|(?:{_DAY},?\s)?{_MONTH}\s{_NTH}(?:\s?[-–]\s?{_NTH})?(?:,?\s{_YEAR})?(?!\d)"
    rf"|(?:(?:last|next|this)\s)?{_DAY}{_PART_OF_DAY}(?:\sof\s(?:last|next|this)\sweek)?",
    "month": rf"(?:(?:early|mid|late|last|next|this)[\s-])?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?(?![\w’'])",
    "century": rf"(?:(?:early|mid|late|the\slate|the\searly)[\s-])?(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINALS})"
    r"(?:\s(?:and|to|or)\s\d{1,2}(?:st|nd|rd|th))?[\s-](?:century|centuries)(?:\s(?:BC|AD))?",
    "year": rf"(?:(?:early|mid|late|{_SEASONS})(?:\s(?:of\s)?|-))?"
    rf"(?:{_YEAR}(?:s\b|[-–](?:\d\d){{1,2}}\b)?|\d{{1,4}}(?=\s(?:BCE?|AD|CE)\b))(?:\s?(?:BCE?|AD|CE)\b)?(?![\w%]|[.,]\d)",
    "relative": rf"(?:(?:earlier|later|late|early)\s)?(?:today|yesterday|tomorrow|tonight|last\snight)\b{_PART_OF_DAY}"
    rf"|(?:this|last|next|the\s(?:previous|following|same|next))\s"
    rf"(?:week(?:end)?|month|year|morning|afternoon|evening|night|day|{_SEASONS}|decade|century)\b"
    rf"|(?:\d{{1,4}}|an?|{_SPELT}|several|a\sfew|many)\s(?:(?:second|minute|hour|day|week|month|year|decade)s?|centuries)"
    rf"\s(?:ago|later|earlier|before|after)\b|by\sthe\s(?:{_SEASONS})\b|(?:Christmas|Easter)\b",
}
DATE_KINDS = frozenset(_DATES)
DATE = re.compile(r"(?<![\w$£€.,-])(?:" + "|".join(f"(?P<{kind}>{shape})" for kind, shape in _DATES.items()) + ")", re.IGNORECASE)
_YEAR_INSIDE = re.compile(rf"(?<![\d–-]){_YEAR}(?![\ds]|[-–]\d)")
_YEARS = re.compile(rf"({_YEAR})[-–](\d{{2,4}})")
_WEEKDAY = re.compile(_DAY, re.IGNORECASE)
_RANGE = re.compile(r"(?:,?\s(?:and|to|or|until|through)\s|\s?[–-]\s?|,\s)(?:on\s|in\s)?")


def dates(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Each expression of time, and "Sunday and Monday" as one; a year inside a longer date is a candidate of its own."""
    before: Span | None = None
    for match in DATE.finditer(text, *span):
        kind = match.lastgroup or ""
        if kind == "month" and match[0].lower() in ("may", "march", "mar", "dec", "jan") and not match[0][0].isupper():
            continue
        if kind == "month" and match[0] in ("May", "March") and text[match.end() : match.end() + 2].strip()[:1].isupper():
            continue
        here = Span(*match.span())
        yield here, kind
        if kind in ("day", "month", "year") and (year := _YEAR_INSIDE.search(match[0])) and year[0] != match[0]:
            yield Span(match.start() + year.start(), match.start() + year.end()), "part of date"
        if kind == "year" and (years := _YEARS.fullmatch(match[0])):
            yield Span(match.start(), match.start() + years.end(1)), "range"
            yield Span(match.start() + years.start(2), match.end()), "range end"
        calendar = kind in ("day", "month", "year", "century")
        alike = before is not None and bool(_WEEKDAY.match(text, before.start)) == bool(_WEEKDAY.match(match[0]))
        if before and alike and calendar and _RANGE.fullmatch(text, before.end, here.start):
            here = Span(before.start, here.end)
            yield here, kind
        before = here if calendar else None


def numbers(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Numbers with their units ("4 cents a litre"), or alone where a thing is counted ("193" of "193 passengers")."""
    for match in _NUMBER.finditer(text, *span):
        start, end = match.span("how" if match["how"] else "number")[0], match.end("number")
        number = match["number"]
        tail = next(((kind, unit.end()) for kind, pattern in _UNIT.items() if (unit := pattern.match(text, end, span.end))), None)
        if old := _OLD.match(text, end, span.end):
            yield Span(start, old.end()), "age"
            yield Span(match.start("number"), end), "age"
        elif part := _OF_POINT.match(text, end, span.end):
            yield Span(start, part.end()), "percent"
        elif number[0] in "$£€¥":
            yield Span(start, end), "money"
        elif tail:
            kind, close = tail
            rate = _RATE.match(text, close, span.end)
            yield Span(start, rate.end() if rate else close), kind
            if kind == "duration" or kind == "times":
                yield Span(match.start("number"), end), "count"
        elif number.lower().endswith(("1st", "2nd", "3rd", "th")) and number[0].isdigit():
            yield Span(start, end), "ordinal"
        elif number.isdigit() and (
            _TIMELY.search(text, max(start - 8, span.start), start)
            or (text[start - 2 : start] == ", " and text[end : end + 1] in (",", "."))
        ):
            yield Span(start, end), "age"
            yield Span(start, end), "count"
        else:
            if number.isdigit() and (against := _AGAINST.match(text, match.end("number"), span.end)):
                yield Span(start, against.end()), "count"
            whole = match.end() if match["more"] and not number.lower().startswith(("one", "a ")) else end
            yield Span(start, end), "count"
            if whole != end:
                yield Span(start, whole), "count"
    for match in _TIMES.finditer(text, *span):
        yield Span(*match.span()), "times"
