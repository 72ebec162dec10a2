"""How well a source bears out a stretch of a sentence, as numbers that a fitted model weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..index.logistic import log_odds
from .alignment import Link
from .particulars import Stretch, is_known
from .parties import Agreement
from .told import Told

SIGNS = {
    "missing verbs": "verbs of the sentence that the source has no word for; 3 at most",
    "missing nouns": "the same for nouns and adjectives; 4 at most",
    "missing others": "the same for adverbs and participles; 3 at most",
    "missing names": "the same for names; 3 at most",
    "missing": "share of its telling words that the source has no word for",
    "by meaning": "share of them that are found only by what they mean",
    "short of": "by how much these fall short of being the same, summed up; 3 at most",
    "least": "score of the telling word that the source has the least for, by meaning at the least; names aside",
    "next": "the same of the word next to it",
    "mean": "of these scores",
    "gap": "the longest row of telling words for which there is nothing near; 4 at most",
    "beside": "share of them that stand only before the source, or in what is known of it",
    "in order": "share of neighbours in the sentence that are neighbours in the source too",
    "run": "the longest run of words that stands in the source, as a share of all",
    "spread": "sentences of the source that the words stand in, beyond one; 3 at most",
    "skipped": "share of the source's telling words between the first and the last found that are not in the sentence",
    "cosine": "of the sentence with the nearest sentence of the source",
    "words": "logarithm of how many words tell something",
    "same parties": "verbs' parties that are the same; 3 at most",
    "other parties": "verbs' parties that are others; 3 at most",
    "own voice": "1 where somebody's words are told as the sentence's own",
    "negations": "words that deny, more or fewer than between the first and the last word found",
    "joined": "1 where it takes several sources of one article",
    "moods": "1 where one has words for what may be or will be and the other none",
    "entailed": "log-odds, by the packaged reader, that the source bears the sentence out",
    "contradicted": "the same that it says the contrary",
}


RULE = "rule "
"""Before the name of a rule: 1 where that rule has found something wrong."""
SOFT = frozenset(("word", "change", "speaker", "amount"))
"""The rules that object to wording, which may be a free one; what another rule finds removes a sentence, however plausible it is."""


def may_be_free(rule: str) -> bool:
    """Whether no rule ("") has found something wrong, or one that only objects to wording."""
    return not rule or rule in SOFT


AGAINST = frozenset(SIGNS) - {"in order", "run", "cosine", "words", "least", "next", "mean", "same parties", "entailed"}
"""Those that never speak for a sentence, as no rule does; the others never speak against it."""


class Seen(NamedTuple):
    """What has been seen of a stretch and a source."""

    links: list[Link]
    beside: list[int]
    parties: Agreement
    cosine: float | None
    own_voice: bool
    support: tuple[float, float]
    """How likely the reader finds the stretch borne out, and contradicted."""


_NOT = frozenset("not never no nobody nothing none neither nor cannot without denied deny refused".split())
_MODAL = frozenset("will would shall may might could can should must".split())


def signs(claim: Stretch, told: Told, seen: Seen) -> dict[str, float]:
    links = seen.links
    n = max(len(links), 1)
    tokens = claim.reading.tokens
    beside = set(seen.beside)
    missing = [tokens[link.claim] for link in links if link.told < 0 and link.claim not in beside]
    found = [link for link in links if link.told >= 0]
    places = sorted(link.told for link in found)
    there = told.reading.tokens[places[0] : places[-1] + 1] if places else []
    inside = [i for i in told.reading.content if places and places[0] <= i <= places[-1]]
    by_meaning = [link for link in found if link.score < 0.8 and not link.contrary]
    here = [token.low for _, token in claim.tokens()]
    pairs = [(a, b) for a, b in zip(links, links[1:], strict=False) if a.told >= 0 and b.told >= 0]
    scores = sorted(link.score for link in links if tokens[link.claim].tag != "P" and link.claim not in beside)
    scores = [*scores, 1.0, 1.0] if len(scores) < 2 else scores
    made = {
        "missing verbs": min(sum(token.tag == "V" for token in missing), 3),
        "missing nouns": min(sum(token.tag in "NX" for token in missing), 4),
        "missing others": min(sum(token.tag in "AG" for token in missing), 3),
        "missing names": min(sum(token.tag == "P" for token in missing), 3),
        "missing": len(missing) / n,
        "by meaning": len(by_meaning) / n,
        "short of": min(sum(0.9 - link.score for link in by_meaning), 3.0),
        "least": scores[0],
        "next": scores[1],
        "mean": float(np.mean(scores)),
        "gap": min(_gap([link.told < 0 and link.claim not in beside for link in links]), 4),
        "beside": len(beside) / n,
        "in order": sum(0 < b.told - a.told <= 6 for a, b in pairs) / max(len(pairs), 1) if pairs else 0.5,
        "run": longest_run(here, [token.low for token in told.reading.tokens]) / max(len(here), 1),
        "spread": min(len({told.reading.tokens[i].sentence for i in places}) - 1, 3) if places else 0,
        "skipped": max(len(inside) - len(set(places)), 0) / max(len(inside), 1),
        "words": float(np.log(n)),
        "same parties": min(seen.parties.same, 3),
        "other parties": min(seen.parties.other, 3),
        "own voice": float(seen.own_voice),
        "negations": min(abs(_count(here, _NOT) - _count([token.low for token in there], _NOT)), 2),
        "joined": float(len(told.sources) > 1),
        "moods": float(_MODAL.isdisjoint(here) != _MODAL.isdisjoint(token.low for token in there)),
    }
    if seen.cosine is not None:
        made["cosine"] = seen.cosine
    made["entailed"], made["contradicted"] = map(log_odds, seen.support)
    return {name: float(value) for name, value in made.items()}


def beside_of(claim: Stretch, told: Told, links: Sequence[Link]) -> list[int]:
    """The words that are not in the source, but before it or known of it: who is meant and what, never what happened."""
    found: list[int] = []
    for link in links:
        token = claim.reading.tokens[link.claim]
        if link.told >= 0 or token.tag not in "NPX":
            continue
        if token.root in told.beside.roots or token.root in told.known or (token.tag == "P" and is_known(token.low.title(), told)):
            found.append(link.claim)
    return found


def _gap(missing: Sequence[bool]) -> int:
    longest = now = 0
    for each in missing:
        now = now + 1 if each else 0
        longest = max(longest, now)
    return longest


def _count(lows: Sequence[str], words: frozenset[str]) -> int:
    return sum(low in words or low.endswith("n't") for low in lows)


def longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The longest stretch of words that two lists have in common."""
    best = 0
    before: dict[int, int] = {}
    at: dict[str, list[int]] = {}
    for j, low in enumerate(other):
        at.setdefault(low, []).append(j)
    for low in one:
        now = {j: before.get(j - 1, 0) + 1 for j in at.get(low, ())}
        best = max(best, max(now.values(), default=0))
        before = now
    return best
