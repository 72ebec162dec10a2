"""Is it in the text? A sentence that somebody wrote about numbered sources, quotation by quotation and word by word."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

from ..index.embedder import Embedder
from ..index.model import Span
from .claim import Claim, claim_of
from .comparing import Compared, Comparing, spoken
from .entailment import Entailment
from .meaning import Meaning
from .quotations import Place, Quotation, is_by, places_of, speaker_named, stray_mark
from .signs import may_be_free
from .sources import Source
from .told import Told

NOTHING = "it says nothing"
UNSUPPORTED = "none of the passages says this"
UNSURE = "its words are too free to be sure"
Status = Literal["verified", "unverified", "removed"]
_KEPT = 256  # sources that stay read
_CONTRARY = 0.5  # how likely the contrary, from which on a model's word counts
_LEAST_ENTAILED = 0.3  # below it a model hardly thinks so
_MOST_JOINED = 4  # sources of one article that are taken as one
_TRIED = 5  # sources that a sentence is compared with, besides those that it cites
_SHOWN = 60  # characters of a quotation in a reason
_MARKS = "\"“”„«»‹›‘’‚'「」『』 "


class Part(NamedTuple):
    """A stretch of a checked sentence: somebody's prose, or a quotation, which is the article's exact slice."""

    kind: Literal["prose", "quote"]
    text: str


class Verdict(NamedTuple):
    """``parts`` are the sentence as it may be shown, without numbers; ``cites`` the numbers of the sources that bear it out.

    ``why`` says what is wrong, as a phrase for a reader: "“seven” is in none of the passages". Then ``parts`` and ``cites`` are empty; or
    else nothing exact speaks against the sentence, and they are what it may be compared with.
    """

    parts: tuple[Part, ...]
    cites: tuple[int, ...]
    why: str | None = None

    @property
    def status(self) -> Status:
        return "verified" if self.why is None else "unverified" if self.parts else "removed"


class _Wrong(Exception):
    """A quotation that doesn't stand as it must; its text is for a reader."""


_Places = dict[Quotation, list[Place]]


class Checker:
    """Checks sentences against sources, by rules and, where these find nothing wrong, by a fitted model of how well the words agree.

    With an ``embedder`` that gives word pieces' vectors, words are also found by what they mean. With an ``entailment`` model, what is
    kept must be borne out by that model too: it rescues nothing. Sources stay read from one sentence to the next.

    Raises:
        ModelError: from ``check``, the entailment model computes nothing.
    """

    def __init__(self, embedder: Embedder | None = None, entailment: Entailment | None = None) -> None:
        self._entailment = entailment
        self._comparing = Comparing(Meaning(embedder))
        self._read: OrderedDict[Hashable, Told] = OrderedDict()
        self._lock = threading.Lock()  # several people may be answered at once

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        """``sentence`` is without its numbers, which are ``cited``: they may be wanting, or of sources that were never given."""
        claim = claim_of(sentence)
        if not any(map(str.isalnum, claim.text)):
            return Verdict((), (), NOTHING)
        if mark := stray_mark(claim.text, claim.quotations):
            return Verdict((), (), f"the quotation mark {mark} has no other one")
        told = (self._told(source) for source in sources if source.text.strip())
        order = sorted(told, key=lambda each: (each.source.n not in cited, each.source.n))
        try:
            places = _placed(claim, order)
            borne, compared = self._borne(claim, claim.span, order, cited, places)
        except _Wrong as wrong:
            return Verdict((), (), str(wrong))
        nearest = max(compared, key=lambda each: (each.overlap, each.told.source.n in cited), default=None)
        if not borne and (group := _together(order, cited)):
            borne = self._borne_together(claim, group)
        if not borne and len(claim.clauses) > 1:
            borne = self._borne_by_clauses(claim, order, cited, places)
        if borne:
            numbers = _numbers(borne)
            return Verdict(_parts(claim, places, numbers), numbers)
        why = nearest.why if nearest else None
        if nearest and self._is_plausible(claim, nearest):
            numbers = _numbers([nearest.told])
            return Verdict(_parts(claim, places, numbers), numbers, why or UNSURE)
        return Verdict((), (), why or UNSUPPORTED)

    def compare(self, sentence: str, sources: Sequence[Source]) -> Compared | None:
        """A whole sentence compared with one source, or several of one article as one; None where a quotation falls. For fitting."""
        claim, told = claim_of(sentence), Told(tuple(sorted(sources, key=lambda each: each.span)))
        try:
            return self._comparing.compare(claim, claim.span, told, _placed(claim, [told]))
        except _Wrong:
            return None

    def _told(self, source: Source) -> Told:
        key = (source.n, source.article.id, source.article.sha256, source.span, source.evidence.statement)
        with self._lock:
            told = self._read.setdefault(key, Told((source,)))
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return told

    def _borne(
        self, claim: Claim, span: Span, order: Sequence[Told], cited: Sequence[int], places: _Places
    ) -> tuple[list[Told], list[Compared]]:
        """The sources that bear a stretch out: the cited ones that do, or else the best; and all with which it was compared."""
        able = _able(span, order, places)
        compared = self._compared(claim, span, [each for each in able if each.source.n in cited], places)
        if right := self._good(claim, span, compared):
            return [each.told for each in right], compared
        roots = {token.root for token in claim.reading().tokens if token.tag in "NPVGX" and span.start <= token.start < span.end}
        others = sorted((each for each in able if each.source.n not in cited), key=lambda each: -len(roots & each.reading.roots))
        compared += self._compared(claim, span, others[:_TRIED], places)
        if good := self._good(claim, span, compared):
            return [max(good, key=lambda each: each.probability).told], compared
        return [], compared

    def _is_plausible(self, claim: Claim, nearest: Compared) -> bool:
        """Whether a sentence may be shown beside the source nearest to it: nothing exact is wrong with it, and it isn’t far off."""
        if not may_be_free(nearest.rule) or nearest.overlap <= 0 or nearest.plausible < self._comparing.least:
            return False
        if self._entailment is None:
            return True
        (judged,) = self._entailment.judge(claim.text, [spoken(nearest.told)])
        return judged.contradicted <= max(judged.entailed, _CONTRARY)

    def _compared(self, claim: Claim, span: Span, told: Sequence[Told], places: _Places) -> list[Compared]:
        inside = {quotation: found for quotation, found in places.items() if span.start <= quotation.span.start < span.end}
        self._comparing.prepare(claim, span, told)
        return [
            self._comparing.compare(claim, span, each, {q: [place for place in found if place.told is each] for q, found in inside.items()})
            for each in told
        ]

    def _good(self, claim: Claim, span: Span, compared: Sequence[Compared]) -> list[Compared]:
        return self._entailed(claim, span, [each for each in compared if not each.rule and each.probability >= self._comparing.threshold])

    def _entailed(self, claim: Claim, span: Span, good: list[Compared]) -> list[Compared]:
        """Those of the sources that a model finds to entail the stretch, too; all where there is no such model."""
        if self._entailment is None or not good:
            return good
        judged = self._entailment.judge(claim.text[slice(*span)].strip(" ,;"), [spoken(each.told) for each in good])
        pairs = zip(good, judged, strict=True)
        return [each for each, found in pairs if found.entailed >= _LEAST_ENTAILED and found.entailed > found.contradicted]

    def _borne_together(self, claim: Claim, group: Told) -> list[Told]:
        try:
            return self._borne(claim, claim.span, [group], [group.source.n], _placed(claim, [group]))[0]
        except _Wrong:
            return []

    def _borne_by_clauses(self, claim: Claim, order: Sequence[Told], cited: Sequence[int], places: _Places) -> list[Told]:
        """The sources of all clauses, none if one clause has none. What goes on without a speaker of its own goes on in the same voice."""
        borne: list[Told] = []
        before: list[Told] = []
        for span in claim.clauses:
            found, _ = self._borne(claim, span, order, cited, places)
            if claim.goes_on(span):
                found = [each for each in found if any(_is_one_voice(each, other) for other in before)]
            if not found:
                return []
            borne += found
            before = found
        return borne


def _numbers(told: Sequence[Told]) -> tuple[int, ...]:
    return tuple(sorted({source.n for each in told for source in each.sources}))


def _placed(claim: Claim, told: Sequence[Told]) -> _Places:
    """Where each quotation stands as it must.

    Raises:
        _Wrong: one doesn't.
    """
    return {quotation: _places(claim, quotation, told) for quotation in claim.quotations}


def _places(claim: Claim, quotation: Quotation, told: Sequence[Told]) -> list[Place]:
    found = places_of(quotation, told)
    if not found:
        raise _Wrong(f"the words {_shortened(quotation.words)} stand so in none of the passages")
    mention = speaker_named(claim.text, quotation)
    if mention is None:
        return found
    theirs = [place for place in found if is_by(place, mention)]
    if not theirs:
        other = next((place.saying for place in found if place.saying and place.saying.names), None)
        raise _Wrong(f"{mention} did not say this" + (f"; {other.speaker or other.names[0]} did" if other else ""))
    spoken = [place for place in theirs if place.saying is None or place.is_spoken]
    if not spoken:
        raise _Wrong(f"the words {_shortened(quotation.words)} are the article's own, about what {mention} said")
    return spoken


def _able(span: Span, order: Sequence[Told], places: _Places) -> list[Told]:
    """The sources that have all quotations of a stretch."""
    inside = [found for quotation, found in places.items() if span.start <= quotation.span.start < span.end]
    return [each for each in order if all(any(place.told is each for place in found) for found in inside)]


def _is_one_voice(one: Told, other: Told) -> bool:
    return one is other or (one.source.speaker is not None and one.source.speaker == other.source.speaker)


def _together(order: Sequence[Told], cited: Sequence[int]) -> Told | None:
    """The cited sources as one, where there are several and all of one article."""
    found = sorted((each for each in order if each.source.n in cited), key=lambda each: each.source.span)
    articles = {(each.article.id, each.article.sha256) for each in found}
    return Told(tuple(each.source for each in found)) if 1 < len(found) <= _MOST_JOINED and len(articles) == 1 else None


def _parts(claim: Claim, places: _Places, numbers: Sequence[int]) -> tuple[Part, ...]:
    """The sentence with each quotation as it stands in the article, in curly marks."""
    parts: list[Part] = []
    begin, prose = 0, ""
    for quotation in claim.quotations:
        place = next((each for each in places[quotation] if each.told.source_at(each.span.start).n in numbers), places[quotation][0])
        parts += [Part("prose", f"{prose}{claim.text[begin : quotation.span.start]}“"), Part("quote", place.text)]
        stop = claim.text[slice(*quotation.span)].rstrip(_MARKS)[-1:]
        prose = (stop if stop in tuple(",.!?;:…") and not place.text.endswith(stop) else "") + "”"
        begin = quotation.span.end
    return (*parts, Part("prose", prose + claim.text[begin:])) if prose or claim.text[begin:] else tuple(parts)


def _shortened(words: str) -> str:
    return f"“{words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(' ', 1)[0] + ' …'}”"
