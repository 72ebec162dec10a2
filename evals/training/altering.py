"""Examples made harder each time that they are seen, so that they aren't learnt off: there are few."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .encoding import EncodedClaim, EncodedQuestion

_MASKED = 0.08  # of the word pieces
_MASK = 103  # [MASK] in the vocabulary of MiniLM
_SPECIAL = 999  # the highest id of [CLS], [SEP] and what is reserved
_UNANSWERED = 0.2  # of the questions, from which what answers is taken away
_FEWEST = 2  # passages that must be left for that


def altered_questions(questions: Iterable[EncodedQuestion], seed: int) -> Iterator[EncodedQuestion]:
    """With word pieces masked; of some only the passages that don't answer."""
    draw = random.Random(seed)
    for one in questions:
        wrong = [each for each in one.passages if not any(each.right)]
        some = _FEWEST <= len(wrong) < len(one.passages) and draw.random() < _UNANSWERED
        yield EncodedQuestion([replace(each, ids=_masked(each.ids, draw)) for each in (wrong if some else one.passages)])


def altered_claims(claims: Iterable[EncodedClaim], seed: int) -> Iterator[EncodedClaim]:
    """With word pieces masked."""
    draw = random.Random(seed)
    for one in claims:
        yield replace(one, ids=_masked(one.ids, draw))


def _masked(ids: Sequence[int], draw: random.Random) -> list[int]:
    return [_MASK if id > _SPECIAL and draw.random() < _MASKED else id for id in ids]
