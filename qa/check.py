"""Is it in the text? A sentence that somebody wrote about numbered sources, quotation by quotation and word by word."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from ..index.embedder import Embedder
from ..index.model import Span
from .alignment import Link, Nearness, align
from .attribution import OPEN, Frame, force_of, frames, whose, tells_of_saying, wrong_cue, wrong_speaker, wrong_verb
from .bearing import Bearing, load_bearing
from .firmness import dropped_condition, wrong_force
from .meaning import Meaning
from .particulars import Stretch, contrary, wrong_amount, wrong_day, wrong_name, wrong_negation, wrong_quantity, wrong_relation
from .parties import agreement
from .quotations import Place, Quotation, is_by, places_of, quotations_in, speaker_named, straightened, stray_mark
from .readings import Reading
from .rewording import wrong_change
from .signs import Seen, beside_of, signs
from .sources import Source
from .told import Told, day_of
from .voices import is_voice

NOTHING = "it says nothing"
UNSUPPORTED = "none of the passages says this"
_KEPT = 256  # sources that stay read
_RUN = 0.6  # of a sentence of words that tell nothing, the share that must stand in the source at one go
_MOST_JOINED = 4
_TRIED = 5  # sources that a sentence is compared with, besides those that it cites


class Part(NamedTuple):
    """A stretch of a checked sentence: somebody's prose, or a quotation, which is the article's exact slice."""

    kind: Literal["prose", "quote"]
    text: str


class Verdict(NamedTuple):
    """``parts`` are the sentence as it may be shown, without numbers; ``cites`` the numbers of the sources that bear it out. Where none
    does, both are empty, and ``why`` says what is wrong, as a phrase for a reader: "“seven” is in none of the passages"."""

    parts: tuple[Part, ...]
    cites: tuple[int, ...]
    why: str | None = None


class Compared(NamedTuple):
    """A stretch compared with one source: what is wrong, or how likely it is borne out, by what was seen."""

    told: Told
    why: str | None
    rule: str
    """The name of the rule that found it wrong."""
    probability: float
    signs: dict[str, float]
    overlap: float


@dataclass(frozen=True)
class _Claim:
    """A sentence taken apart."""

    text: str
    quotations: list[Quotation]

    @cached_property
    def frames(self) -> list[Frame]:
        return frames(self.text)

    def frames_of(self, span: Span) -> list[Frame]:
        """Who says what in a stretch; of "X said that A, and that B" the second clause is X's too."""
        own = [frame for frame in self.frames if span.start <= frame.mention_at.start < span.end]
        before = [frame for frame in self.frames if frame.mention_at.start < span.start]
        if not own and before and self.goes_on(span):
            return [before[-1]._replace(content=(span,))]
        return own

    def goes_on(self, span: Span) -> bool:
        """Whether a clause goes on with what somebody says in the one before: "X said that A, and (that) B"."""
        if not span.start or any(span.start <= frame.mention_at.start < span.end for frame in self.frames):
            return False
        joined = self.text[: span.start].rstrip().lower()
        if self.text[span.start : span.end].lstrip(" ,").lower().startswith("that "):
            return True
        return joined.endswith((" and", " but")) and any(frame.mention_at.start < span.start for frame in self.frames)

    @cached_property
    def cues(self) -> list[Span]:
        return tells_of_saying(self.text)

    @cached_property
    def _readings(self) -> dict[date | None, Reading]:
        return {}

    def reading(self, day: date | None) -> Reading:
        """Read as if written for an article of this day."""
        if day not in self._readings:
            self._readings[day] = Reading(self.text, day)
        return self._readings[day]

    @cached_property
    def clauses(self) -> list[Span]:
        """The stretches that say something each for itself: "A said x, while B said y". One, if there is no such seam."""
        return list(_clauses(self.reading(None), [each.span for each in self.quotations]))


class Checker:
    """Checks sentences against sources, by rules and, where these find nothing wrong, by a fitted model of how well the words agree.

    With an ``embedder`` that gives word pieces' vectors, words are also found by what they mean. Sources stay read from one sentence to
    the next.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._meaning = Meaning(embedder)
        self._bearing: Bearing = load_bearing(self._meaning.is_known)
        self._read: OrderedDict[Hashable, Told] = OrderedDict()

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict:
        """``sentence`` is without its numbers, which are ``cited``: they may be wanting, or of sources that were never given."""
        text = straightened(" ".join(sentence.split()))
        if not any(map(str.isalnum, text)):
            return _fallen(NOTHING)
        told = [self._told(source) for source in sources]
        claim = _Claim(text, quotations_in(text))
        if mark := stray_mark(text, claim.quotations):
            return _fallen(f"the quotation mark {mark} has no other one")
        places = self._placed(claim, told)
        if isinstance(places, str):
            return _fallen(places)
        order = sorted(told, key=lambda each: (each.source.n not in cited, each.source.n))
        borne, why = self._borne(claim, claim_span(claim), order, cited, places)
        if not borne and (group := _together(order, cited)):
            borne = self._borne_together(claim, group)
        if not borne and len(claim.clauses) > 1:
            borne = self._borne_by_clauses(claim, order, cited, places)
        if not borne:
            return _fallen(why or UNSUPPORTED)
        numbers = tuple(sorted({source.n for each in borne for source in each.sources}))
        return Verdict(_parts(claim, places, numbers), numbers)

    def compare(self, sentence: str, sources: Sequence[Source]) -> Compared | None:
        """A whole sentence compared with one source, or several of one article as one; None where a quotation falls. For fitting."""
        text = straightened(" ".join(sentence.split()))
        claim, told = _Claim(text, quotations_in(text)), Told(tuple(sorted(sources, key=lambda each: each.span)))
        places = self._placed(claim, [told])
        return None if isinstance(places, str) else self._compare(claim, claim_span(claim), told, places)

    def _told(self, source: Source) -> Told:
        key = (source.n, source.article.id, source.article.sha256, source.span, source.evidence.statement)
        if key not in self._read:
            self._read[key] = Told((source,))
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return self._read[key]

    def _placed(self, claim: _Claim, told: Sequence[Told]) -> dict[Quotation, list[Place]] | str:
        """Where each quotation stands, or what is wrong with one."""
        places: dict[Quotation, list[Place]] = {}
        for quotation in claim.quotations:
            found = self._places(claim, quotation, told)
            if isinstance(found, str):
                return found
            places[quotation] = found
        return places

    def _places(self, claim: _Claim, quotation: Quotation, told: Sequence[Told]) -> list[Place] | str:
        """Where a quotation stands as it must, or what is wrong with it."""
        found = places_of(quotation, told)
        if not found:
            return f"the words {_shortened(quotation.words)} stand so in none of the passages"
        mention = speaker_named(claim.text, quotation)
        if mention is None:
            return found
        theirs = [place for place in found if is_by(place, mention)]
        if not theirs:
            other = next((place.saying for place in found if place.saying and place.saying.names), None)
            return f"{mention} did not say this; {other.speaker or other.names[0]} did" if other else f"{mention} did not say this"
        spoken = [place for place in theirs if place.saying is None or place.is_spoken]
        return spoken or f"the words {_shortened(quotation.words)} are the article's, not {mention}'s"

    def _borne(
        self, claim: _Claim, span: Span, order: Sequence[Told], cited: Sequence[int], places: dict[Quotation, list[Place]]
    ) -> tuple[list[Told], str | None]:
        """The sources that bear a stretch out: the cited ones that do, or else the best; and what is wrong with it where none does."""
        compared = list(self.compared(claim, span, order, cited, places))
        good = [each for each in compared if each.why is None and each.probability >= self._bearing.threshold]
        if not good:
            best = max(compared, key=lambda each: (each.overlap, each.told.source.n in cited), default=None)
            return [], best.why if best else None
        right = [each.told for each in good if each.told.source.n in cited]
        return right or [max(good, key=lambda each: each.probability).told], None

    def _borne_together(self, claim: _Claim, group: Told) -> list[Told]:
        places = self._placed(claim, [group])
        return [] if isinstance(places, str) else self._borne(claim, claim_span(claim), [group], [group.source.n], places)[0]

    def _borne_by_clauses(
        self, claim: _Claim, order: Sequence[Told], cited: Sequence[int], places: dict[Quotation, list[Place]]
    ) -> list[Told]:
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

    def compared(
        self, claim: _Claim, span: Span, order: Sequence[Told], cited: Sequence[int], places: dict[Quotation, list[Place]]
    ) -> Iterator[Compared]:
        """A stretch compared with each source that it could be of."""
        inside = {quotation: found for quotation, found in places.items() if span.start <= quotation.span.start < span.end}
        able = [each for each in order if all(any(place.told is each for place in found) for found in inside.values())]
        roots = {token.root for token in claim.reading(None).tokens if token.tag in "NPVGX" and span.start <= token.start < span.end}
        rest = sorted((each for each in able if each.source.n not in cited), key=lambda each: -len(roots & each.reading.roots))
        tried = [*(each for each in able if each.source.n in cited), *rest[:_TRIED]]
        if self._meaning.is_known:
            self._meaning.prepare([claim.reading(None), *(each.reading for each in tried)])
        for each in tried:
            yield self._compare(claim, span, each, {q: [p for p in found if p.told is each] for q, found in inside.items()})

    def _compare(self, claim: _Claim, span: Span, told: Told, places: dict[Quotation, list[Place]]) -> Compared:
        reading = claim.reading(day_of(told.article))
        stretch = Stretch(reading, span, tuple(each.span for each in claim.quotations))
        own = claim.frames_of(span)
        around = [part for frame in own for part in (frame.mention_at, frame.cue_at)]
        wanted = [
            i for i in reading.content if stretch.holds(reading.tokens[i].start) and not _lies_in(reading.tokens[i].start, around)
        ]
        nearness = self._meaning.words(reading) @ self._meaning.words(told.reading).T if self._meaning.is_known else None
        links = align(reading, wanted, told.reading, nearness)
        shown = [found[0].span for found in places.values() if found]
        quoted = {q: told.reading.at(found[0].span.start) for q, found in places.items() if found}
        saying = whose(told, links)
        own_voice = saying is not None and not own and not any(span.start <= at.start < span.end for at in claim.cues) and not _is_named(stretch, saying.names)
        cosine = None
        if self._meaning.is_known:
            cosine = float((self._meaning.sentences(told.reading) @ self._meaning.sentences(reading).mean(axis=0)).max())
        seen = Seen(links, beside_of(stretch, told, links), agreement(stretch, told, links), cosine, own_voice)
        why = _wrong(stretch, told, links, own, claim, quoted, seen, nearness, shown) or (
            ("own voice", "it is only what somebody says") if saying and own_voice and force_of(saying.cue) in OPEN else None
        )
        made = signs(stretch, told, seen)
        whole = span == claim_span(claim)
        if not wanted:
            probability = 1.0 if places or (whole and made["run"] >= _RUN) else 0.0
        else:
            probability = self._bearing(made) if whole or places or len(wanted) > 1 else 0.0
        overlap = sum(link.score for link in links)
        return Compared(told, why[1] if why else None, why[0] if why else "", probability, made, overlap)


def _is_one_voice(one: Told, other: Told) -> bool:
    return one is other or (one.source.speaker is not None and one.source.speaker == other.source.speaker)


def _together(order: Sequence[Told], cited: Sequence[int]) -> Told | None:
    """The cited sources as one, where there are several and all of one article."""
    found = sorted((each for each in order if each.source.n in cited), key=lambda each: each.source.span)
    articles = {(each.article.id, each.article.sha256) for each in found}
    return Told(tuple(each.source for each in found)) if 1 < len(found) <= _MOST_JOINED and len(articles) == 1 else None


def claim_span(claim: _Claim) -> Span:
    return Span(0, len(claim.text))


def _wrong(
    claim: Stretch, told: Told, links: list[Link], own: list[Frame], whole: _Claim, quoted: dict[Quotation, int], seen: Seen, nearness: Nearness | None,
    shown: list[Span],
) -> tuple[str, str] | None:
    """The first thing that the source does not bear out, as a phrase."""
    own_here = [frame for frame in own if claim.span.start <= frame.mention_at.start < claim.span.end]
    around = [Span(frame.mention_at.start, frame.cue_at.end) if frame.mention_at.start < frame.cue_at.start else
              Span(frame.cue_at.start, frame.mention_at.end) for frame in own_here]  # fmt: skip
    outside = [*around, *_outside(claim, own)]
    rules: dict[str, Callable[[], str | None]] = {
        "amount": lambda: wrong_amount(claim, told),
        "day": lambda: wrong_day(claim, told, outside),
        "name": lambda: wrong_name(claim, told),
        "contrary": lambda: contrary(claim, told, links),
        "negation": lambda: wrong_negation(claim, told, links, list(quoted.values())),
        "force": lambda: wrong_force(claim, told, links),
        "verb": lambda: wrong_verb(claim, told, links),
        "change": lambda: wrong_change(claim, told, nearness, around, shown),
        "quantity": lambda: wrong_quantity(claim, told, links),
        "relation": lambda: wrong_relation(claim, told, links),
        "condition": lambda: dropped_condition(claim, told, links),
        "parties": lambda: seen.parties.swapped,
    }
    for name, rule in rules.items():
        if why := rule():
            return name, why
    for frame in own:
        places = [link.told for link in links if link.told >= 0 and frame.holds(claim.reading.tokens[link.claim].start)]
        places += [at for quotation, at in quoted.items() if frame.holds(quotation.span.start + 1)]
        inner = any(other is not frame and other.holds(frame.mention_at.start) for other in own)
        if why := (None if inner else wrong_speaker(frame, told, places)) or wrong_cue(frame, told, places, claim.reading):
            return "speaker", why
    return None


def _outside(claim: Stretch, own: Sequence[Frame]) -> list[Span]:
    """What of a sentence lies in nobody's words: "On 15 February 2022" before "Quist said"."""
    if not own:
        return []
    inside = [part for frame in own for part in frame.content]
    begin, found = claim.span.start, list[Span]()
    for start, end in sorted(inside):
        found.append(Span(begin, max(start, begin)))
        begin = max(begin, end)
    return [*found, Span(begin, claim.span.end)]


def _is_named(claim: Stretch, names: Sequence[str]) -> bool:
    """Whether a stretch names the one whose words it tells."""
    shown = claim.reading.text[slice(*claim.span)].replace("’s", "").replace("'s", "")
    words = [word.strip(",.;:()“”\"") for word in shown.split()]
    return any(word[:1].isupper() and len(word) > 2 and any(word in name.replace("’s", "").split() for name in names) for word in words) or any(
        is_voice(name, names) and name.lower() in shown.lower() for name in names if len(name) > 3
    )


def _lies_in(start: int, spans: Sequence[Span]) -> bool:
    return any(each.start <= start < each.end for each in spans)


_JOINS = frozenset("while whereas and but though although".split())


def _clauses(reading: Reading, quotations: Sequence[Span]) -> Iterator[Span]:
    tokens = reading.tokens
    begin, first = 0, 0
    for i, token in enumerate(tokens):
        if _lies_in(token.start, quotations):
            continue
        seam = token.low == ";" or (token.low in _JOINS and i and (tokens[i - 1].low == "," or token.low in ("while", "whereas")))
        seam = seam or (token.low == "and" and tokens[i + 1 : i + 2] != [] and tokens[i + 1].low == "that")
        if seam and _is_clause(tokens[first:i]) and _is_clause(tokens[i + 1 :]):
            yield Span(begin, token.start)
            begin, first = token.end, i + 1
    yield Span(begin, len(reading.text))


def _is_clause(tokens: Sequence[object]) -> bool:
    tags = "".join(token.tag for token in tokens)  # type: ignore[attr-defined]
    verb = min((at for at in (tags.find("V"), tags.find("B")) if at >= 0), default=-1)
    return verb > 0 and any(tag in "NPOX" for tag in tags[:verb])


def _parts(claim: _Claim, places: dict[Quotation, list[Place]], numbers: Sequence[int]) -> tuple[Part, ...]:
    """The sentence with each quotation as it stands in the article, in curly marks."""
    parts: list[Part] = []
    begin, prose = 0, ""
    for quotation in claim.quotations:
        place = next((each for each in places[quotation] if each.told.source_at(each.span.start).n in numbers), places[quotation][0])
        prose += claim.text[begin : quotation.span.start] + "“"
        parts += [Part("prose", prose), Part("quote", place.text)]
        inside = claim.text[quotation.span.start : quotation.span.end]
        stop = inside.rstrip("\"“”„«»‹›‘’‚'「」『』 ")[-1:]
        prose = (stop if stop in tuple(",.!?;:…") and not place.text.endswith(stop) else "") + "”"
        begin = quotation.span.end
    return tuple(part for part in (*parts, Part("prose", prose + claim.text[begin:])) if part.text)


def _shortened(words: str) -> str:
    return f"“{words if len(words) <= 60 else words[:60].rsplit(' ', 1)[0] + ' …'}”"


def _fallen(why: str) -> Verdict:
    return Verdict((), (), why)


assert np  # keeps vectors' type at hand
