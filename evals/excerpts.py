"""The excerpt test: a verbatim excerpt goes in; its article, outlet and day, and its place in the text must come out.

After Jaźwińska and Chandrasekar, "AI Search Has A Citation Problem" (Tow Center for Digital Journalism, March 2025), who gave excerpts
to search engines and asked for the article, the outlet, the day and the address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ..index.model import Article, Span
from ..index.sentences import split_sentences
from ..qa.answer import Answer

SHORTEST, LONGEST = 80, 400  # characters of an excerpt
_MOST_SENTENCES = 3
_WORD = re.compile(r"\w+")


class Probe(NamedTuple):
    """An excerpt, as a slice of an article's text."""

    article: str
    start: int
    end: int


def make_probes(articles: Sequence[Article], n: int, seed: int) -> list[Probe]:
    """``n`` excerpts of whole sentences, each from another article; fewer if fewer articles have one.

    What stands in another article too, or twice in its own, is no probe, for it has more than one right answer. The choice depends on
    the articles' ids and texts and on the seed alone, not on the articles' order.
    """
    elsewhere = _Texts([article.text for article in articles])
    shuffled = sorted(articles, key=lambda article: _lot(seed, article.id))
    return list(islice(_probes(shuffled, elsewhere, seed), n))


def _probes(articles: Sequence[Article], texts: _Texts, seed: int) -> Iterator[Probe]:
    for article in articles:
        for span in sorted(_excerpts(article.text), key=lambda span: _lot(seed, article.id, *span)):
            if texts.count(article.text[span.start : span.end]) == 1:
                yield Probe(article.id, *span)
                break


def _lot(seed: int, *what: object) -> bytes:
    """Random, and the same for ever: Python's own random numbers may change with its version."""
    return hashlib.sha256(repr((seed, *what)).encode()).digest()


def _excerpts(text: str) -> list[Span]:
    """All runs of whole sentences that are neither too many, nor too short, nor too long."""
    sentences = split_sentences(text)
    runs = [Span(sentences[i].start, last.end) for i in range(len(sentences)) for last in sentences[i : i + _MOST_SENTENCES]]
    return [run for run in runs if SHORTEST <= run.end - run.start <= LONGEST]


class _Texts:
    """Counts how often an excerpt stands in any of many texts, by searching only the texts that hold the rarest of its words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._having: dict[str, list[int]] = {}  # by word, the texts that it stands in
        for number, text in enumerate(texts):
            for word in set(_WORD.findall(text)):
                self._having.setdefault(word, []).append(number)

    def count(self, excerpt: str) -> int:
        """Overlapping occurrences count each."""
        # The first and last word may be parts of longer ones elsewhere; those between are whole words wherever the excerpt stands.
        words = _WORD.findall(excerpt)[1:-1]
        having = min((self._having.get(word, []) for word in words), key=len, default=range(len(self._texts)))
        return sum(_occurrences(excerpt, self._texts[number]) for number in having)


def _occurrences(excerpt: str, text: str) -> int:
    count, at = 0, text.find(excerpt)
    while at >= 0:
        count, at = count + 1, text.find(excerpt, at + 1)
    return count


def score_probe(probe: Probe, answer: Answer, articles: Mapping[str, Article]) -> dict[str, bool | None]:
    """What the first citation has right: the article, its outlet and day, the place; without a citation, nothing.

    The place is right if the citation covers at least half of the excerpt's tokens. None is what can't be right or wrong: the outlet or
    the day of an article that has none. ``all_right`` is of all that can be.
    """
    article = articles[probe.article]
    cited = answer.citations[0] if answer.citations else None
    right = cited is not None and cited.article == article.id
    scores = {
        "article_right": right,
        "source_right": None if article.source is None else cited is not None and cited.source == article.source,
        "published_right": None if article.published is None else cited is not None and cited.published == article.published,
        "place_right": cited is not None and right and _covers(Span(cited.start, cited.end), probe, article.text),
    }
    return {**scores, "all_right": all(score is not False for score in scores.values())}


def _covers(cited: Span, probe: Probe, text: str) -> bool:
    tokens = [match.start() for match in _WORD.finditer(text, probe.start, probe.end)]
    return 2 * sum(cited.start <= token < cited.end for token in tokens) >= len(tokens)
