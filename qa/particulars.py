"""What must stand in a source to the letter, whatever words the rest is told in: numbers, days, names, quantifiers and relations.

Each function gives what is wrong, as a phrase for a reader, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..index.dates import Expression
from ..index.model import Span
from ..index.nations import nation
from ..index.roles import office
from ..index.spelling import name_key
from .alignment import Link
from .amounts import Amount, agrees, amounts, singles
from .force import DENYING, NOT
from .readings import Reading, Token, root_of
from .synonyms import ALIKE, CONTRARY
from .told import Told


class Stretch(NamedTuple):
    """A part of a sentence that is looked at by itself, and what in it is left out of account: its quotations."""

    reading: Reading
    span: Span
    without: tuple[Span, ...] = ()

    def holds(self, start: int) -> bool:
        return self.span.start <= start < self.span.end and not any(each.start <= start < each.end for each in self.without)

    def tokens(self) -> Iterator[tuple[int, Token]]:
        return ((i, token) for i, token in enumerate(self.reading.tokens) if self.holds(token.start))


def wrong_amount(claim: Stretch, told: Told) -> str | None:
    """A number that the source hasn't, or has otherwise bounded or of another unit."""
    for each in (*singles(claim.reading.text), *_periods(claim.reading)):
        if claim.holds(each.span.start) and not any(
            each.unit == other.unit and (each.value == 1 or agrees(each, other)) for other in told.reading.all_amounts
        ):
            roots = {root_of(word) for word in claim.reading.text[slice(*each.span)].lower().split()}
            if each.value != 1 or roots.isdisjoint(told.reading.roots | {each.unit}) or not _names_unit(each, told):
                return f"“{_shown(claim, each.span)}” does not stand in the passage"
    for each in claim.reading.amounts:
        if not claim.holds(each.span.start):
            continue
        fitting = [other for other in told.reading.all_amounts if agrees(each, other)]
        if not fitting:
            return f"“{_shown(claim, each.span)}” does not stand in the passage"
        noun = next((t for t in claim.reading.tokens if t.start >= each.span.end and t.tag in "NP"), None)
        if noun is None or noun.start - each.span.end > 2:
            continue
        # Where the source counts the same things by another number, and by this number other things, it is not theirs.
        things = {amount: _counted(told.reading, amount) for amount in told.reading.amounts}
        theirs = [amount for amount, thing in things.items() if thing and thing.root == noun.root and amount not in fitting]
        others = [thing for amount in fitting if (thing := things.get(amount)) and thing.root != noun.root]
        if theirs and len(others) == len(fitting) and not any(thing.root in ALIKE.get(noun.root, ()) for thing in others):
            return f"“{_shown(claim, Span(each.span.start, noun.end))}” does not stand in the passage"
    return None


def _periods(reading: Reading) -> list[Amount]:
    """The two weeks of "two weeks ago", the seven days of "the past seven days"."""
    timed = [each.span for each in reading.dates]
    return [
        each
        for each in amounts(reading.text)
        if each.unit in _PERIODS and any(s.start <= each.span.start and each.span.end <= s.end for s in timed)
    ]


_PERIODS = frozenset("hour day week month year".split())


def _names_unit(each: Amount, told: Told) -> bool:
    """Whether the source speaks of years at all, for "a year"."""
    words = {each.unit, f"{each.unit}s", f"{each.unit}ly", {"day": "daily", "year": "annual"}.get(each.unit, each.unit)}
    return any(words & set(token.low.split("-")) for token in told.reading.tokens)


def _counted(reading: Reading, amount: Amount) -> Token | None:
    """The thing that a number counts, if its word follows."""
    return next((t for t in reading.tokens if 0 <= t.start - amount.span.end <= 2 and t.tag in "NP"), None)


def wrong_day(claim: Stretch, told: Told, saying: Sequence[Span]) -> str | None:
    """A day or period that the source doesn't tell. ``saying`` are the stretches about who says it, which may hold the day it was said."""
    known = [(each.first, each.last) for each in told.reading.dates]
    around = [(each.first, each.last) for each in told.beside.dates]
    for each in claim.reading.dates:
        if not claim.holds(each.span.start):
            continue
        if any(each.first <= first and last <= each.last for first, last in known) or _is_day_of_year(claim, each, told):
            continue
        if _is_long(each) and any(_is_long(other) for other in told.reading.dates):
            return f"“{_shown(claim, each.span)}” is not the time in the passage"
        about_saying = any(part.start <= each.span.start < part.end for part in saying)
        if any(each.first.isoformat() <= d <= each.last.isoformat() for d in told.days) and (about_saying or not known):
            continue
        if about_saying and any(each.first <= first and last <= each.last for first, last in around):
            continue
        return f"“{_shown(claim, each.span)}” is not the day in the passage"
    return None


def _is_long(each: Expression) -> bool:
    """A month or a year, rather than a day."""
    return (each.last - each.first).days > 20


def _is_day_of_year(claim: Stretch, each: Expression, told: Told) -> bool:
    """Whether a day without its year is the same as one there, whichever week or year the words around it were taken to mean."""
    words = claim.reading.text[slice(*each.span)].lower()
    if words.isalpha() and any(told.reading.text[slice(*other.span)].lower() == words for other in told.reading.dates):
        return True
    if each.first != each.last or re.search(r"\d{4}", claim.reading.text[slice(*each.span)]):
        return False
    return any(
        other.first == other.last and (other.first.month, other.first.day) == (each.first.month, each.first.day)
        for other in told.reading.dates
    )


def wrong_name(claim: Stretch, told: Told) -> str | None:
    """A capitalised word that neither the source nor what is known about it has."""
    tokens = claim.reading.tokens
    timed = [each.span for each in claim.reading.dates]
    for i, token in claim.tokens():
        shown = claim.reading.text[token.start : token.end]
        if token.tag not in "PN" or not shown[:1].isupper() or any(s.start <= token.start < s.end for s in timed):
            continue
        opens = i == 0 or tokens[i - 1].tag in ".Q"
        if opens and not (tokens[i + 1 : i + 2] and tokens[i + 1].tag == "P"):
            continue  # it may be any word; what it says is looked at with the others
        if not is_known(shown, told):
            return f"“{shown}” is not named in the passage"
    return None


_HONORIFICS = frozenset("mr mrs ms miss mx dr sir dame lord lady prof professor mister i".split())


def is_known(word: str, told: Told) -> bool:
    """Whether a name's word stands in the source, before it, or beside it."""
    bare = re.sub(r"[’']s?$", "", word)
    low = bare.lower().strip(".")
    if low in _HONORIFICS:
        return True
    key, root = name_key(bare), root_of(low)
    readings = (told.reading, told.beside)
    if key in told.known or root in told.known or any(key in each.index.keys or root in each.roots for each in readings):
        return True
    if (country := nation(bare)) and country in told.nations:
        return True
    if bare.isupper() and 1 < len(bare) < 7 and any(_has_initials(bare, each) for each in readings):
        return True
    if "-" in bare:
        return all(is_known(part, told) for part in bare.split("-") if part)
    return bool(office(low)) and any(other in each.roots for other in ALIKE.get(root, ()) for each in readings)


def _has_initials(letters: str, reading: Reading) -> bool:
    initials = "".join(reading.text[token.start] for token in reading.tokens if token.tag == "P")
    return letters in initials


_ALL = frozenset("all every each entire whole everyone everybody everything always any".split())
_MOST = frozenset("most majority mostly".split())
_ONLY = frozenset("only solely exclusively alone just".split())
_SOME = frozenset("some several few part certain".split())
_MANY = frozenset("many numerous countless".split())
_BOTH = frozenset(("both",))
_NEEDS = (
    (frozenset(("every", "each")), _ALL | {"per", "one", "none", "no", "never", "nobody", "throughout"}),
    (_ALL - {"every", "each"}, _ALL | {"nobody", "none", "no", "never", "nothing", "throughout", "across", "complete", "full", "total"}),
    (_MOST, _MOST),
    (_ONLY, _ONLY | {"except", "sole", "but", "merely"}),
    (_MANY, _MANY | _MOST | _ALL | {"hundreds", "thousands", "dozens", "scores", "lots", "crowds", "crowd"}),
)
"""Words, and those of which one must stand in the source for them."""


def wrong_quantity(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """ "all" of "some", "only" of nothing of the kind; and "some" left out."""
    there = {token.low for token in told.reading.tokens}
    most = any(each.unit == "percent" and each.value > 50 for each in told.reading.amounts)
    tokens = claim.reading.tokens
    for i, token in claim.tokens():
        if token.low == "all" and i and tokens[i - 1].low in ("at", "after", "above"):
            continue
        if token.low == "most" and i and tokens[i - 1].low in ("at", "the"):
            continue
        if token.low == "only" and (tokens[i + 1 : i + 2] and tokens[i + 1].tag == "X"):
            continue
        if token.low in ("any", "just", "most") and (token.low != "most" or (tokens[i + 1 : i + 2] and tokens[i + 1].tag == "A")):
            continue
        for words, needed in _NEEDS:
            if token.low in words and needed.isdisjoint(there) and not (words is _MOST and most):
                return f"the passage does not say “{token.low}”"
    for link in links:
        if link.told > 0 and link.score >= 0.8 and told.reading.tokens[link.told].tag in "NP":
            missing = _dropped(claim, link.claim, told.reading, link.told)
            if missing:
                return f"the passage says “{missing}”"
    return None


def _dropped(claim: Stretch, i: int, told: Reading, at: int) -> str | None:
    """A quantifier right before the source's word, where the claim's has none."""
    before = [token.low for token in told.tokens[max(0, at - 3) : at]]
    found = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _SOME | _MOST), None)
    if found is None or any(tag not in "DNIAP" for tag in (t.tag for t in told.tokens[at - len(before) + found + 1 : at])):
        return None
    if "the" in before[found + 1 :] and "of" not in before[found + 1 :]:
        return None
    near = claim.reading.tokens[max(0, i - 5) : i + 1]
    quantified = any(
        token.low in _SOME | _MOST | _MANY | {"a", "one", "half", "no", "couple", "handful"} or token.tag == "X" for token in near
    )
    return None if quantified else " ".join([*before[found:], told.tokens[at].low])


_CAUSE = frozenset("because due owing thanks".split())
_CAUSES = _CAUSE | frozenset(
    "result cause caused so since reason blame blamed therefore as led lead why over for by from cite cited citing after given".split()
)
_SURE_CAUSES = frozenset("because due owing thanks result cause caused therefore reason led consequence so why".split())
_RELATIONS = (
    (frozenset(("without",)), frozenset("without no not never none nor lack lacks lacking".split())),
    (frozenset(("unless",)), frozenset("unless if until without".split())),
    (frozenset(("if",)), frozenset("if unless whether should when provided would were".split())),
    (frozenset(("until",)), frozenset("until till before unless to by".split())),
    (frozenset(("instead",)), frozenset("instead rather not but".split())),
)
_THEREFORE = re.compile(
    r"\b(?:as a (?:direct )?(?:result|consequence)|therefore|consequently|thus|hence|(?:that|which) is why|thereby|only after)\b", re.I
)
_OPPOSED = {"before": "after since", "after": "before until by", "over": "under", "above": "below", "with": "without", "for": "against",
            "to": "from", "into": "from", "inside": "outside", "since": "before until", "until": "after since", "up": "down"}  # fmt: skip


def wrong_relation(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """A cause, a condition or a contrast that the source has no word for; a preposition turned round."""
    lows = {token.low for token in told.reading.tokens}
    shown = claim.reading.text[slice(*claim.span)]
    if (found := _THEREFORE.search(shown)) and _SURE_CAUSES.isdisjoint(lows) and found[0].lower() not in told.text.lower():
        return f"the passage does not say “{found[0]}”"
    for _, token in claim.tokens():
        if token.low in _CAUSE and _CAUSES.isdisjoint(lows):
            return f"the passage gives no cause as “{token.low}” does"
        for words, needed in _RELATIONS:
            if token.low in words and needed.isdisjoint(lows):
                return f"the passage has no “{token.low}”"
    for link in links:
        if link.told >= 0 and link.score >= 0.8 and claim.reading.tokens[link.claim].tag in "NPX":
            here, there = _preposition(claim.reading, link.claim), _preposition(told.reading, link.told)
            if here and there and there in _OPPOSED.get(here, "").split():
                return f"the passage says “{there}”, not “{here}”"
    return None


def _preposition(reading: Reading, at: int) -> str | None:
    """The preposition of a noun's phrase, past its article and what describes it."""
    for i in range(at - 1, max(at - 5, -1), -1):
        token = reading.tokens[i]
        if token.tag in "IT" or token.low in _OPPOSED:
            return token.low
        if token.tag not in "DNPX'A":
            return None
    return None


_DEGREES = (("most", "least"), ("more", "less", "fewer"))
_GRADED = re.compile(r"(?:er|est)$")


def wrong_negation(claim: Stretch, told: Told, links: Sequence[Link], quoted: Sequence[int] = ()) -> str | None:
    """More words that deny than the source has where it tells of this."""
    sentences = {told.reading.tokens[link.told].sentence for link in links if link.told >= 0} | {
        told.reading.tokens[i].sentence for i in quoted
    }
    if not sentences:
        sentences = {token.sentence for token in told.reading.tokens}
    here = [token.low for _, token in claim.tokens() if denies(token)]
    there = [token for token in told.reading.tokens if token.sentence in sentences and _is_negative(token)]
    undone = sum(link.contrary for link in links)
    return f"the passage does not say “{here[0]}”" if len(here) > len(there) + undone else None


def _is_negative(token: Token) -> bool:
    return denies(token) or token.root in DENYING or token.low in _SCARCE or (token.low[:2] in ("un", "im", "in") and len(token.low) > 5)


_SCARCE = frozenset("ruled rule rules ruling hardly barely scarcely without lack lacks lacking only too free least all".split())


def denies(token: Token) -> bool:
    return token.low in NOT or token.low.endswith("n't")


def contrary(claim: Stretch, told: Told, links: Sequence[Link]) -> str | None:
    """A word of which the source says the opposite, as firmly."""
    for link in links:
        if not link.contrary:
            continue
        one, other = claim.reading.tokens[link.claim], told.reading.tokens[link.told]
        if one.force.denied == other.force.denied and other.root in CONTRARY.get(one.root, ()):
            return f"the passage says “{other.low}”, not “{one.low}”"
    here = {token.low for _, token in claim.tokens()}
    there = {token.low for token in told.reading.tokens}
    for group in _DEGREES:
        for word in group:
            if word in here and word not in there and (others := there.intersection(group) - {word}):
                return f"the passage says “{min(others)}”, not “{word}”"
    return None


def _shown(claim: Stretch, span: Span) -> str:
    return " ".join(claim.reading.text[slice(*span)].split())
