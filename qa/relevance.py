"""Does it answer? For each sentence that search found how likely it answers the question, and how likely anything does.

The packaged reader reads the passages; its logits and the signals of search go through one logistic layer each, for the sentence and
for the whole. The weights stand in relevance.json, with what they were fitted on (``python -m onrecord.evals.training.calibrating``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..index.lexical import content_words
from ..index.logistic import Model, log_odds
from ..index.model import SentenceHit, Span
from .reading.model import PackagedReader, PassageReading, packaged_reader
from .reading.passage import ReadPassage

FITTED = Path(__file__).with_name("relevance.json")
_FIRST = 3  # sentences that tell how sure the whole is

Signals = Mapping[str, float]


@dataclass(frozen=True)
class Judged:
    """A sentence with what speaks for it: ``relevance`` is the probability that it answers, or tells part of the answer.

    ``short`` is the likeliest short answer in it, ``surely`` its logit.
    """

    hit: SentenceHit
    signals: Signals
    relevance: float
    short: Span | None
    surely: float


class Relevance:
    """Judges sentences. ``answered`` is the confidence from which on an answer is given as one."""

    def __init__(self, fitted: Mapping[str, Any] | None = None, reader: PackagedReader | None = None) -> None:
        """``fitted`` is what relevance.json holds, or other numbers under the same keys."""
        fitted = read_fitted() if fitted is None else fitted
        self._reader = reader or packaged_reader()
        self._sentence = Model.of(fitted["sentence"])
        self._whole = Model.of(fitted["whole"])
        self.answered: float = fitted["answered"]

    @property
    def fingerprint(self) -> str:
        """The reader's weights, by the first digits of their SHA-256."""
        return self._reader.sha256[:16]

    def judge(self, question: str, hits: Sequence[SentenceHit]) -> list[Judged]:
        """All of the sentences, the likeliest first. Those of a passage must all be there, for it is read as a whole."""
        judged = [
            Judged(hit, signals, self._sentence.probability(signals), short, surely)
            for hit, signals, short, surely in read_sentences(self._reader, question, hits)
        ]
        return likeliest_first(judged)

    def confidence(self, question: str, judged: Sequence[Judged]) -> float:
        """That the articles answer the question, by what was judged the likeliest; 0 where nothing was found."""
        return self._whole.probability(signals_of_whole(question, judged)) if judged else 0.0


def likeliest_first(judged: Iterable[Judged]) -> list[Judged]:
    return sorted(judged, key=lambda each: (-each.relevance, each.hit.hit.passage.id, each.hit.sentence))


def read_sentences(
    reader: PackagedReader, question: str, hits: Sequence[SentenceHit]
) -> list[tuple[SentenceHit, dict[str, float], Span | None, float]]:
    """Each sentence with its signals, and the likeliest short answer in it with its logit."""
    by_passage: dict[int, list[SentenceHit]] = {}
    for hit in hits:
        by_passage.setdefault(hit.hit.passage.id, []).append(hit)
    groups = [sorted(group, key=lambda each: each.sentence) for group in by_passage.values()]
    passages = [
        ReadPassage.of(group[0].hit.article, Span(group[0].hit.passage.start, group[0].hit.passage.end), [each.sentence for each in group])
        for group in groups
    ]
    rank = {id(hit): n for n, hit in enumerate(hits)}
    found: list[tuple[SentenceHit, dict[str, float], Span | None, float]] = []
    for group, reading in zip(groups, reader.read(question, passages), strict=True):
        for i, hit in enumerate(group):
            signals = _signals(hit, reading, i) | {"rank": 1 / (1 + rank[id(hit)])}
            found.append((hit, signals, reading.answers[i].span, reading.answers[i].surely))
    return found


def _signals(hit: SentenceHit, reading: PassageReading, i: int) -> dict[str, float]:
    """What is known of one sentence: ``reader`` and ``passage_reader`` are logits, ``beside`` that of the better neighbour."""
    beside = [reading.sentences[j] for j in (i - 1, i + 1) if 0 <= j < len(reading.sentences)]
    return {
        "reader": reading.sentences[i],
        "passage_reader": reading.answered,
        "beside": max(beside, default=-5.0),
        "late": hit.parts["late"].value if "late" in hit.parts else hit.parts["dense"].value,
        "dense": hit.parts["dense"].value,
        "words": hit.parts["words"].value,
        "passage": hit.hit.score,
        "span": max(each.surely for each in reading.answers),
    }


def signals_of_whole(question: str, judged: Sequence[Judged]) -> dict[str, float]:
    """What tells whether there is an answer at all, of the likeliest sentences."""
    first = judged[:_FIRST]
    odds = [log_odds(each.relevance) for each in first]
    best = judged[0].signals
    return {
        "best": odds[0],
        "next": odds[1] if len(odds) > 1 else -5.0,
        "passage_reader": max(each.signals["passage_reader"] for each in judged),
        "passage_reader_of_best": best["passage_reader"],
        "late": best["late"],
        "words": best["words"],
        "most_words": max(each.signals["words"] for each in first),
        "dense": best["dense"],
        "length": math.log(1 + len(content_words(question))),
        "span": max(each.signals["span"] for each in judged),
    }


@cache
def read_fitted() -> dict[str, Any]:
    """What relevance.json holds."""
    return json.loads(FITTED.read_text(encoding="utf-8"))
