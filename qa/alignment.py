"""A sentence's words laid beside a source's: which word there each of them is, and how surely.

A word is found by its stem ("sailed", "sails"), its family ("decide", "decision"), a table of words that may stand for it, or, with an
embedder, by the cosine of the two words as they are meant in their sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..index.nations import nation
from ..index.spelling import name_key
from .readings import LEAST_FAMILY, Index, Reading, Token
from .synonyms import ALIKE, CONTRARY

Nearness = npt.NDArray[np.float32]
"""(n_tokens of the claim, n_tokens of the source): cosines."""

_SAME, _FAMILY, _ALIKE, _CONTRARY = 1.0, 0.85, 0.85, 0.6
_NEAR = 0.42  # cosine from which on a word may stand for another
_TIES = 0.06


class Link(NamedTuple):
    """A token of the claim and the token of the source that it is, -1 for none, when the score is that of what is nearest there;
    ``contrary`` where the two say the opposite."""

    claim: int
    told: int
    score: float
    contrary: bool = False


def align(claim: Reading, wanted: Sequence[int], told: Reading, nearness: Nearness | None = None) -> list[Link]:
    """One link for each of the wanted tokens, in order. Of several places as good it takes the one beside its neighbours'."""
    index = told.index
    options = [_options(claim.tokens[i], told, index, None if nearness is None else nearness[i]) for i in wanted]
    anchors = {i: found[0][0] for i, found in zip(wanted, options, strict=True) if len(found) == 1 and found[0][1] >= _ALIKE}
    used = set(anchors.values())
    links: list[Link] = []
    for i, found in zip(wanted, options, strict=True):
        if not found:
            unknown = nearness is None or claim.tokens[i].tag == "P"
            links.append(Link(i, -1, 0.0 if unknown or nearness is None else float(nearness[i].max(initial=0.0))))
            continue
        best = max(score for _, score, _ in found)
        tied = [each for each in found if each[1] >= best - _TIES]
        at, score, contrary = min(
            tied, key=lambda each: (each[0] in used and anchors.get(i) != each[0], _distance(i, each[0], anchors), -each[1])
        )
        used.add(at)
        anchors.setdefault(i, at)
        links.append(Link(i, at, score, contrary))
    return links


def _distance(i: int, place: int, anchors: dict[int, int]) -> float:
    """How far a place lies from where the neighbours are, the nearer neighbour counting for more."""
    near = sorted(anchors, key=lambda k: abs(k - i))[:4]
    if not near:
        return float(place)
    return sum(min(abs(anchors[k] - place), 40) / (1 + abs(k - i)) for k in near if k != i)


def _options(token: Token, told: Reading, index: Index, cosines: npt.NDArray[np.float32] | None) -> list[tuple[int, float, bool]]:
    """Places with their scores, and whether the word there is contrary."""
    found: dict[int, tuple[float, bool]] = {}

    def take(places: Sequence[int], score: float, contrary: bool = False) -> None:
        for at in places:
            if at not in found or found[at][0] < score:
                found[at] = (score, contrary)

    contraries = CONTRARY.get(token.root, frozenset[str]())
    take(index.roots.get(token.root, ()), _SAME)
    if token.tag == "P":
        take(index.keys.get(name_key(token.low), ()), _SAME)
        if country := nation(token.low.title()) or nation(token.low.upper()):
            take(index.nations.get(country, ()), 0.95)
    for root in ALIKE.get(token.root, ()):
        take(index.roots.get(root, ()), _ALIKE)
    if len(token.low) >= LEAST_FAMILY:
        kin = [i for i in index.families.get(token.low[:LEAST_FAMILY], ()) if is_kin(token.low, told.tokens[i].low)]
        take(kin, _FAMILY)
    if not found or max(score for score, _ in found.values()) < _SAME:
        for root in contraries:
            take(index.roots.get(root, ()), _CONTRARY, contrary=True)
        if cosines is not None:
            for at in np.flatnonzero(cosines >= _NEAR).tolist():
                if (
                    at not in found
                    and told.tokens[at].root not in contraries
                    and told.tokens[at].tag in "NPVGAXI"
                    and _may_stand(token, told.tokens[at])
                ):
                    take([at], 0.9 * float(cosines[at]))
    return [(at, score, contrary) for at, (score, contrary) in found.items()]


def _may_stand(token: Token, other: Token) -> bool:
    """A name stands for no other word."""
    return not (token.tag == "P" or other.tag == "P") and not (token.tag == "X" or other.tag == "X")


@lru_cache(50_000)
def is_kin(one: str, other: str) -> bool:
    """Whether two words are of one family: "decide" and "decision", "injured" and "injuries"."""
    if len(one) < LEAST_FAMILY or len(other) < LEAST_FAMILY:
        return False
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= LEAST_FAMILY and common >= 0.6 * max(len(one), len(other)) and {one, other} not in _STRANGERS


_STRANGERS = [
    {"minister", "ministry"}, {"ministers", "ministry"}, {"minister", "ministries"}, {"nation", "national"}, {"general", "generation"},
    {"country", "county"}, {"president", "presidents"}, {"several", "severe"}, {"million", "millions"}, {"police", "policy"},
    {"comment", "commend"}, {"station", "statement"}, {"states", "statement"}, {"commission", "commit"}, {"universe", "university"},
    {"organ", "organise"}, {"expect", "expert"}, {"expected", "experts"}, {"passage", "passenger"}, {"passengers", "passed"},
    {"internal", "international"}, {"interest", "internal"}, {"promise", "promote"}, {"conserve", "conservative"}, {"concern", "concert"},
]  # fmt: skip
