"""Who does what to whom: of a verb those before and after it, whichever way round a passive has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..index.roles import office
from .alignment import Link
from .particulars import Stretch
from .readings import Reading
from .told import Told
from .voices import is_voice

_REACH = 12
BE = frozenset("is are was were be been being am 's".split())
_CLAUSE = frozenset(".QSW")
_HEADS = "NPOX"


class Parties(NamedTuple):
    """The heads of who acts and of who or what is acted on, -1 where there is none."""

    agent: int
    patient: int


def parties(reading: Reading, verb: int) -> Parties:
    tokens = reading.tokens
    subject = _before(reading, verb)
    object_ = _after(reading, verb + 1)
    helps = [token.low for token in tokens[max(0, verb - 3) : verb] if token.tag in "BA"]
    passive = any(low in BE for low in helps) and not tokens[verb].low.endswith("ing")
    if not passive:
        return Parties(subject, object_)
    by = next((i for i in range(verb + 1, min(verb + _REACH, len(tokens))) if tokens[i].low == "by"), None)
    return Parties(_after(reading, by + 1) if by is not None else -1, subject)


def _before(reading: Reading, verb: int) -> int:
    """The head of the subject: the last noun of the phrase before the verb that hangs on no preposition."""
    tokens = reading.tokens
    i = verb - 1
    while i >= 0 and tokens[i].tag in "BAT":
        i -= 1
    limit = max(0, verb - _REACH)
    while i >= limit and tokens[i].tag not in _CLAUSE and tokens[i].tag not in "VC,":
        if tokens[i].tag in _HEADS:
            begin = i
            while begin > limit and tokens[begin - 1].tag in "NPXDA'O":
                begin -= 1
            if begin > limit and tokens[begin - 1].tag == "I":
                i = begin - 2
                continue
            return i
        i -= 1
    return -1


def _after(reading: Reading, begin: int) -> int:
    """The head of the phrase that follows: its last noun."""
    tokens = reading.tokens
    i = begin
    while i < min(begin + 3, len(tokens)) and tokens[i].tag in "ADX'":
        i += 1
    last = -1
    while i < min(begin + _REACH, len(tokens)) and tokens[i].tag in "NPXDA'O":
        if tokens[i].tag in _HEADS:
            last = i
        i += 1
    return last


class Agreement(NamedTuple):
    """Over the verbs that both have: how many of their parties are the same, how many others, and whether two have changed places."""

    same: int
    other: int
    swapped: str | None


def _foreign(claim: Reading, agent: int, told: Told, there: int, found: Mapping[int, Link]) -> str | None:
    """A name for who acts that the source doesn't have, where it names another."""
    if agent < 0 or there < 0 or claim.tokens[agent].tag not in "PN" or told.reading.tokens[there].tag not in "PN":
        return None
    one, other = _name(claim, agent), _name(told.reading, there)
    if not all(
        tokens[at].tag == "P" or office(name) for tokens, at, name in ((claim.tokens, agent, one), (told.reading.tokens, there, other))
    ):
        return None
    one, other = _name(claim, agent), _name(told.reading, there)
    link = found.get(agent)
    if (link and link.told >= 0) or is_voice(one, [other]) or is_voice(other, [one]):
        return None
    if any(is_voice(one, saying.names) and is_voice(other, saying.names) for saying in told.sayings):
        return None
    return f"the passage says this of {other}, not of {one}"


def _name(reading: Reading, last: int) -> str:
    first = last
    while first > 0 and reading.tokens[first - 1].tag in "PN'":
        first -= 1
    return reading.text[reading.tokens[first].start : reading.tokens[last].end]


def agreement(claim: Stretch, told: Told, links: list[Link]) -> Agreement:
    found: Mapping[int, Link] = {link.claim: link for link in links}
    same = other = 0
    swapped: str | None = None
    foreign: str | None = None
    for link in links:
        if (
            link.told < 0
            or link.score < 0.8
            or claim.reading.tokens[link.claim].tag not in "V"
            or told.reading.tokens[link.told].tag not in "V"
        ):
            continue
        one, two = parties(claim.reading, link.claim), parties(told.reading, link.told)
        foreign = foreign or _foreign(claim.reading, one.agent, told, two.agent, found)
        places = [found[at].told if at in found else -1 for at in one]
        for at, place, there in zip(one, places, two, strict=True):
            if at < 0 or there < 0 or claim.reading.tokens[at].tag == "O" or told.reading.tokens[there].tag == "O":
                continue
            if place >= 0:
                same += abs(place - there) <= 2
                other += abs(place - there) > 2
        crossed = [
            0 <= place and 0 <= there and abs(place - there) <= 2 and abs(place - here) > 2
            for place, there, here in zip(places, (two.patient, two.agent), two, strict=True)
        ]
        if crossed[0] and (crossed[1] or one.patient < 0 or places[1] < 0 or places[1] == places[0]) or (crossed[1] and one.agent < 0):
            swapped = claim.reading.tokens[link.claim].low
        if all(crossed):
            swapped = claim.reading.tokens[link.claim].low
    return Agreement(same, other, f"who does it to whom is the other way round with “{swapped}”" if swapped else foreign)
