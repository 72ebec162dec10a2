"""A stretch of a sentence compared with a source: what the rules find wrong, and how likely the source bears it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..index.bodies import is_body
from ..index.model import Span
from ..index.naming import is_named
from ..index.roles import office
from .alignment import Link, Nearness, align
from .attribution import OPEN, Frame, force_of, whose, wrong_cue, wrong_role, wrong_speaker, wrong_verb
from .bearing import load_bearing
from .claim import Claim
from .firmness import dropped_condition, wrong_force
from .meaning import Meaning
from .particulars import (
    Stretch,
    contrary,
    wrong_amount,
    wrong_day,
    wrong_name,
    wrong_negation,
    wrong_quantity,
    wrong_relation,
)
from .parties import agreement
from .quotations import Place, Quotation
from .reading.model import packaged_reader
from .readings import Reading, Token
from .rewording import wrong_change
from .signs import RULE, Seen, beside_of, signs
from .told import Saying, Told, day_of
from .voices import is_voice

Placed = Mapping[Quotation, Sequence[Place]]
"""Quotations of a stretch, each with its places in the source."""

_NEAR, _NEAR_VERB = 0.25, 0.33  # cosines below which nothing in the source means anything like a word, or a verb
_NEAR_ROW = 0.35  # the same where the word beside it isn't found either
_FEW = 4  # telling words of a sentence in which the verb must be found
_RUN = 0.5  # of a sentence of words that tell nothing, the share that must stand in the source at one go


_OTHER = re.compile(r"(.+) did not say this; (.+) did", re.S)


class Compared(NamedTuple):
    """``rule`` names the rule that has found something wrong, "" for none, and ``why`` says what. ``probability`` that the source bears
    it out is by the ``signs`` alone, ``plausible`` by the rules too; ``overlap`` is how many words were found."""

    told: Told
    rule: str
    why: str | None
    probability: float
    plausible: float
    signs: dict[str, float]
    overlap: float


class _Seen(NamedTuple):
    """A stretch laid beside a source."""

    claim: Stretch
    told: Told
    links: list[Link]
    nearness: Nearness | None
    frames: list[Frame]
    around: list[Span]
    """What of the stretch is about who says it."""
    quoted: dict[Quotation, Span]
    """Where in the source its quotations stand."""
    looked_at: Seen
    saying: Saying | None

    def places(self, frame: Frame) -> list[int]:
        """The source's words for what somebody says."""
        tokens = self.claim.reading.tokens
        found = [link.told for link in self.links if link.told >= 0 and frame.holds(tokens[link.claim].start)]
        return [*found, *(self.told.reading.at(at.start) for each, at in self.quoted.items() if frame.holds(each.span.start + 1))]


class Comparing:
    """Compares with vectors where there is an embedder that gives some, and with what the packaged reader makes of both."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._bearing = load_bearing(meaning.is_known)
        self._reader = packaged_reader()

    @property
    def threshold(self) -> float:
        """The probability from which on a sentence stays."""
        return self._bearing.threshold

    @property
    def least(self) -> float:
        """How plausible a sentence must be to be shown at all."""
        return self._bearing.least

    def prepare(self, claim: Claim, span: Span, told: Sequence[Told]) -> None:
        """Embeds and reads what is to be compared, all at once."""
        self._meaning.prepare([claim.reading(), *(each.reading for each in told)])
        self._reader.supports(_stated(claim, span), [spoken(each) for each in told])

    def compare(self, claim: Claim, span: Span, told: Told, places: Placed) -> Compared:
        reading = claim.reading(day_of(told.article))
        seen = self._seen(claim, Stretch(reading, span, tuple(each.span for each in claim.quotations)), told, places)
        made = signs(seen.claim, told, seen.looked_at)
        whole = span == claim.span
        if not seen.links:
            probability = 1.0 if places or (whole and made["run"] >= _RUN) else 0.0
        else:
            probability = self._bearing(made) if whole or places or len(seen.links) > 1 else 0.0
        rule, why = _wrong(seen) or ("", None)
        plausible = self._bearing.plausible.probability(made | {f"{RULE}{rule}": 1.0} if rule else made)
        return Compared(told, rule, why, probability, plausible, made, sum(link.score for link in seen.links if link.told >= 0))

    def _seen(self, claim: Claim, stretch: Stretch, told: Told, places: Placed) -> _Seen:
        reading, span = stretch.reading, stretch.span
        own, telling = claim.frames_of(span), claim.tellings_of(span)
        around = _around(reading, own)
        wanted = [i for i in reading.content if stretch.holds(reading.tokens[i].start) and not _lies_in(reading.tokens[i].start, around)]
        nearness = cosine = None
        if self._meaning.is_known:
            nearness = self._meaning.words(reading) @ self._meaning.words(told.reading).T
            cosine = float((self._meaning.sentences(told.reading) @ self._meaning.sentences(reading).mean(axis=0)).max())
        speaking = _speaking(reading, telling, told)
        found = align(reading, wanted, told.reading, nearness)
        links = [link for link in found if link.told >= 0 or not _lies_in(reading.tokens[link.claim].start, speaking)]
        saying = whose(told, links)
        own_voice = saying is not None and not own and not telling and not _is_named(stretch, saying.names)
        entailed, _, contradicted = self._reader.supports(_stated(claim, span), [spoken(told)])[0].tolist()
        parties = agreement(stretch, told, links)
        looked_at = Seen(links, beside_of(stretch, told, links), parties, cosine, own_voice, (entailed, contradicted))
        quoted = {quotation: found[0].span for quotation, found in places.items() if found}
        return _Seen(stretch, told, links, nearness, own, around, quoted, looked_at, saying)


def _stated(claim: Claim, span: Span) -> str:
    return claim.text[slice(*span)].strip(" ,;")


def spoken(told: Told) -> str:
    """A source's text with who says it before it, as the reader was taught."""
    speaker = told.source.speaker
    return f"{speaker}: {told.text}" if speaker else told.text


def _wrong(seen: _Seen) -> tuple[str, str] | None:
    """The first rule that finds something, and what that is."""
    claim, told, links = seen.claim, seen.told, seen.links
    quoted = list(seen.quoted.values())
    at = [told.reading.at(each.start) for each in quoted]
    rules: dict[str, Callable[[], str | None]] = {
        "amount": lambda: wrong_amount(claim, told),
        "day": lambda: wrong_day(claim, told, _outside(claim, seen.frames)),
        "speaker": lambda: next((why for frame in seen.frames if (why := _wrong_frame(seen, frame))), None),
        "name": lambda: wrong_name(claim, told),
        "contrary": lambda: contrary(claim, told, links),
        "negation": lambda: wrong_negation(claim, told, links, at),
        "force": lambda: wrong_force(claim, told, links),
        "verb": lambda: wrong_verb(claim, told, links),
        "change": lambda: wrong_change(claim, told, seen.nearness, _not_there(claim, told, seen.frames), quoted),
        "quantity": lambda: wrong_quantity(claim, told, links),
        "relation": lambda: wrong_relation(claim, told, links),
        "condition": lambda: dropped_condition(claim, told, links),
        "parties": lambda: seen.looked_at.parties.swapped,
        "own voice": lambda: _wrong_voice(seen),
        "word": lambda: _unsaid(seen),
    }
    return next(((_named(name, why), why) for name, rule in rules.items() if (why := rule())), None)


def _named(rule: str, why: str) -> str:
    """The rule, by another name where words leave no choice: a number in digits, and somebody's name for somebody else's."""
    if rule == "amount" and any(map(str.isdigit, why)):
        return "number"
    others = _OTHER.fullmatch(why) if rule == "speaker" else None
    if others and all(is_named(name) and not is_body(name) and not office(name) for name in others.groups()):
        return "somebody else"
    return rule


def _wrong_frame(seen: _Seen, frame: Frame) -> str | None:
    places = seen.places(frame)
    cue = wrong_cue(frame, seen.told, places, seen.claim.reading)
    if _is_inner(frame, seen.frames):
        return cue
    return wrong_speaker(frame, seen.told, places) or wrong_role(frame, seen.claim, seen.told) or cue


def _wrong_voice(seen: _Seen) -> str | None:
    """What somebody only hopes, claims or denies, told as if it were so."""
    if seen.saying and seen.looked_at.own_voice and force_of(seen.saying.cue) in OPEN:
        return f"it is only what {seen.saying.speaker or 'somebody'} says"
    return None


def _unsaid(seen: _Seen) -> str | None:
    """A telling word for which the source has nothing near, or, where nothing tells what is near, has no word; two of them in a row."""
    tokens = seen.claim.reading.tokens
    missing = [link.told < 0 and link.claim not in seen.looked_at.beside for link in seen.links]
    sparse = len(seen.links) <= _FEW
    for i in range(1, len(missing)):
        one, other = seen.links[i - 1], seen.links[i]
        if missing[i - 1] and missing[i] and min(one.score, other.score) < _NEAR_ROW:
            return f"the passage does not say “{seen.claim.reading.text[tokens[one.claim].start : tokens[other.claim].end]}”"
    for link in seen.links:
        token = tokens[link.claim]
        if link.told >= 0 or link.claim in seen.looked_at.beside or token.tag == "A":
            continue
        if seen.nearness is None or (token.tag != "P" and link.score < _least(token, sparse)):
            return f"the passage does not say “{seen.claim.reading.text[token.start : token.end]}”"
    return None


def _least(token: Token, sparse: bool) -> float:
    """The cosine that something in the source needs; where there is hardly more to a sentence than its verb, the source must have that."""
    return _NEAR if token.tag != "V" else 1.0 if sparse else _NEAR_VERB


def _is_inner(frame: Frame, own: Sequence[Frame]) -> bool:
    """Whether somebody says in it what somebody else says: "She said he had asked"."""
    return any(other is not frame and other.holds(frame.mention_at.start) for other in own)


def _around(reading: Reading, own: Sequence[Frame]) -> list[Span]:
    """Who says it, what they are, and the verb."""
    found: list[Span] = []
    for frame in own:
        if not _is_inner(frame, own):
            between = frame.between(reading)
            found += [frame.mention_at, frame.cue_at, *([between] if between else [])]
    return found


def _not_there(claim: Stretch, told: Told, own: Sequence[Frame]) -> list[Span]:
    """From who says it to the verb, where that doesn't stand in the source so."""
    here = [frame for frame in own if claim.span.start <= frame.mention_at.start < claim.span.end]
    spans = [Span(min(frame.mention_at.start, frame.cue_at.start), max(frame.mention_at.end, frame.cue_at.end)) for frame in here]
    return [each for each in spans if claim.reading.text[slice(*each)] not in told.text]


def _speaking(reading: Reading, own: Sequence[Frame], told: Told) -> list[Span]:
    """Who speaks in the source too, under this name or another, and what they are."""
    found = [each for each in own if any(is_voice(each.mention, saying.names) for saying in told.sayings)]
    return [*(each.mention_at for each in found), *(between for each in found if (between := each.between(reading)))]


def _outside(claim: Stretch, own: Sequence[Frame]) -> list[Span]:
    """What of a sentence lies in nobody's words: "On 15 February 2022" before "Quist said"."""
    if not own:
        return []
    begin, found = claim.span.start, list[Span]()
    for start, end in sorted(part for frame in own for part in frame.content):
        found.append(Span(begin, max(start, begin)))
        begin = max(begin, end)
    here = [frame for frame in own if claim.span.start <= frame.mention_at.start]
    return [*found, Span(begin, claim.span.end), *(part for frame in here for part in (frame.mention_at, frame.cue_at))]


def _is_named(claim: Stretch, names: Sequence[str]) -> bool:
    """Whether a stretch names the one whose words it tells."""
    shown = _bare(claim.reading.text[slice(*claim.span)])
    known = {word for name in names for word in _bare(name).split() if len(word) > 2 and word[0].isupper()}
    words = {word.strip(',.;:()“”"') for word in shown.split()}
    return bool(words & known) or any(len(name) > 3 and name.lower() in shown.lower() for name in names)


def _bare(words: str) -> str:
    return words.replace("’s", "").replace("'s", "")


def _lies_in(start: int, spans: Sequence[Span]) -> bool:
    return any(each.start <= start < each.end for each in spans)
