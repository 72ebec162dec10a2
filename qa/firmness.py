"""Is it as firm as in the source: denied or not, so or only wanted, under a condition or without one?"""

from __future__ import annotations

from collections.abc import Sequence

from ..index.lexical import stem as regular
from .alignment import Link
from .force import Force, Mood
from .particulars import Stretch
from .parties import BE
from .phrases import stem
from .readings import Reading, Token
from .told import Told

_SURELY = 0.8  # score of a link from which on the two words are compared
_FIRMER: dict[Mood, frozenset[Mood]] = {
    Mood.FACT: frozenset(),
    Mood.AHEAD: frozenset((Mood.DUTY, Mood.BOUND)),
    Mood.POSSIBLE: frozenset((Mood.FACT, Mood.AHEAD, Mood.BOUND)),
    Mood.DUTY: frozenset((Mood.WANTED, Mood.AHEAD, Mood.BOUND)),
    Mood.WANTED: frozenset((Mood.AHEAD, Mood.DUTY, Mood.BOUND)),
    Mood.BOUND: frozenset((Mood.AHEAD,)),
    Mood.IF: frozenset(Mood),
}
"""What else a source may say for a claim of each mood."""
_IFS = frozenset("if unless provided providing lest".split())
_CONDITIONS = _IFS | frozenset(
    "condition conditional conditions when once until only depends depending without whether should provided".split()
)
_ASKING = frozenset("ask asked asks asking know knows knew see wonder wondered wonders decide decided unclear check as even".split())


def wrong_force(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """A verb that the source denies, or that is only wanted or possible there; or the reverse."""
    conditional = any(token.low in _CONDITIONS for _, token in claim.tokens())
    for link in links:
        if link.told < 0 or link.score < _SURELY:
            continue
        one, other = claim.reading.tokens[link.claim], told.reading.tokens[link.told]
        if not (_bears(one, claim.reading, link.claim) and _bears(other, told.reading, link.told)):
            continue
        if one.force.mood is Mood.IF:
            continue
        denied = one.force.denied != other.force.denied
        if denied != link.contrary:
            return _says(told.reading, other, link.told, one, claim.reading, link.claim)
        mood, there = one.force.mood, other.force.mood
        if conditional and there is Mood.IF:
            continue
        if mood is Mood.AHEAD and there is Mood.FACT and not is_past(other.low):
            continue  # "we keep it" is told as "it would be kept"
        if mood is not there and there not in _FIRMER[mood] and not _is_weaker(one.force, other.force):
            return _says(told.reading, other, link.told, one, claim.reading, link.claim)
    return None


def is_past(low: str) -> bool:
    """By its form: "kept", "walked"; a participle too."""
    return low.endswith("ed") or stem(low) != regular(low)


def _bears(token: Token, reading: Reading, at: int) -> bool:
    """Whether a word can be denied by itself: a verb, or what somebody or something is said to be."""
    if token.tag in "VG":
        return not (token.tag == "G" and at and reading.tokens[at - 1].tag in "D'")
    before = reading.tokens[max(0, at - 3) : at]
    return token.tag == "N" and any(each.low in BE for each in before) and all(each.tag in "BADN" for each in before[-1:])


def _is_weaker(one: Force, other: Force) -> bool:
    return one.denied and other.denied


def _says(reading: Reading, token: Token, at: int, one: Token, claim: Reading, place: int) -> str:
    return f"the passage says “{_phrase(reading, token, at)}”, not “{_phrase(claim, one, place)}”"


def _phrase(reading: Reading, token: Token, at: int) -> str:
    """The word with what makes it as firm as it is: "would not send"."""
    places = sorted({*token.force.words, at})
    if places[-1] - places[0] < 6:
        return " ".join(reading.text[reading.tokens[places[0]].start : reading.tokens[places[-1]].end].split())
    return " ".join(reading.tokens[i].low for i in places)


def dropped_condition(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """What the source says under a condition, said without one."""
    lows = [token.low for _, token in claim.tokens()]
    if not _CONDITIONS.isdisjoint(lows):
        return None
    places = [link.told for link in links if link.told >= 0 and link.score >= _SURELY]
    for at, token in enumerate(told.reading.tokens):
        if token.low not in _IFS or (at and told.reading.tokens[at - 1].low in _ASKING):
            continue
        mains = [i for i in places if told.reading.tokens[i].sentence == token.sentence and _is_main(told.reading, i, at)]
        if len(mains) >= 0.5 * max(len(places), 1):
            return f"the passage says it only with “{token.low}”"
    return None


def _is_main(reading: Reading, i: int, at: int) -> bool:
    """Whether a word stands in the clause that a condition is for: no full stop, semicolon or change of quotation between."""
    first, last = sorted((i, at))
    return not any(token.low in (";", ":") or token.tag == "Q" for token in reading.tokens[first:last]) and last - first < 40
