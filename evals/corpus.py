"""A suite's articles as evidence: who says what in them, and which of it lies near to what."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..index.errors import OnRecordError
from ..index.lexical import STOP_WORDS, WORD, stem
from ..index.model import Article, Span, Statement
from ..index.readers import Read
from ..index.readers import Sources as Articles
from ..index.statements import extract
from ..qa.evidence import Evidence, of_statement, said_in, sentence_at
from ..qa.sources import Source, sources_of
from .claim_forms import Told, told
from .questions import GoldQuestion, read_gold
from .suites import SUITES

_NEAREST = 15  # from other articles, out of which distractors are drawn
_ALIKE = 0.4  # of the rarer words of the shorter text: two that share so many may say the same


class Known(NamedTuple):
    """Evidence, the whole sentences that it stands in, and what their words have in common with others': stems, without stop words."""

    evidence: Evidence
    text: str
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class Corpus:
    """The articles of a suite, in the versions that stand at the end, with its questions; nothing is indexed."""

    suite: str
    articles: dict[str, Article]
    questions: tuple[GoldQuestion, ...] = ()

    @cached_property
    def statements(self) -> list[Evidence]:
        """All that is said in the articles, each as evidence, without what somebody quotes another as saying."""
        found: list[Evidence] = []
        for one in self.articles.values():
            given = extract(one.text, one.id, one.published)
            found += [of_statement(one, each) for each in given if not any(_lies_in(each, other) for other in given if other is not each)]
        return found

    @cached_property
    def reports(self) -> list[Evidence]:
        """The sentences of the gold's evidence that nobody is said to have said."""
        slices = {choice[0] for question in self.questions for choice in question.evidence}
        found: dict[tuple[str, Span], Evidence] = {}
        for each in sorted(slices):
            article = self.articles[each.article]
            sentence = sentence_at(article.text, each.start)
            said = [one.statement for one in self.statements if one.article is article and one.statement]
            if each.end <= sentence.end and not any(
                span.start < sentence.end and sentence.start < span.end for s in said for span in s.content
            ):
                found[each.article, sentence] = Evidence(article, sentence)
        return list(found.values())

    @cached_property
    def pool(self) -> list[Known]:
        """What distractors are drawn from."""
        return [known(each) for each in (*self.statements, *self.reports)]

    @cached_property
    def voices(self) -> list[Told]:
        """What each statement of somebody with a name offers to write with."""
        return [said for each in self.statements if (said := told(each)) is not None]

    def evidence_at(self, article: str, start: int, end: int) -> Evidence:
        """A slice, with who says it; ``article`` is an id."""
        said = [one.statement for one in self.statements if one.article.id == article and one.statement]
        span = Span(start, end)
        return Evidence(self.articles[article], span, said_in(span, said))

    def sources(self, needed: Sequence[Evidence], rng: random.Random) -> tuple[tuple[Source, ...], tuple[int, ...]]:
        """What is needed among 3 to 5 others, half of them from the same article if it has so many, shuffled; and the numbers of what is
        needed."""
        asked = [known(each) for each in needed]
        homes = {one.evidence.article.id for one in asked}
        words = frozenset[str]().union(*(one.words for one in asked))
        others = [each for each in self.pool if not any(_may_say_the_same(each, one) for one in asked)]
        same = [each for each in others if each.evidence.article.id in homes]
        away = sorted((each for each in others if each.evidence.article.id not in homes), key=lambda each: -_nearness(words, each))
        rng.shuffle(same)
        away = rng.sample(away[:_NEAREST], min(_NEAREST, len(away)))
        wanted = rng.randint(3, 5)
        half = (wanted + 1) // 2
        chosen: list[Known] = []
        for each in (*same[:half], *away, *same[half:]):
            if len(chosen) < wanted and not any(_may_say_the_same(each, one) for one in chosen):
                chosen.append(each)
        mixed = [*needed, *(each.evidence for each in chosen)]
        rng.shuffle(mixed)
        return tuple(sources_of(mixed)), tuple(sorted(mixed.index(one) + 1 for one in needed))


def corpus_of(suite: str) -> Corpus:
    """One of SUITES.

    Raises:
        OnRecordError: its articles aren't there.
    """
    return _corpus(suite)


@lru_cache(maxsize=8)
def _corpus(suite: str) -> Corpus:
    articles: dict[str, Article] = {}
    for path in SUITES[suite].corpus:
        if not path.exists():
            raise OnRecordError(f"the suite {suite!r} needs {path}, which only a checkout of onrecord has; run it there")
        articles |= {read.article.id: read.article for read in Articles([path]) if isinstance(read, Read)}
    return Corpus(suite, articles, tuple(read_gold(SUITES[suite].gold, articles)))


def _lies_in(one: Statement, other: Statement) -> bool:
    return any(outer.start < span.start and span.end <= outer.end for span in one.content for outer in other.content)


def known(evidence: Evidence) -> Known:
    text = sources_of([evidence])[0].text
    return Known(evidence, text, words_of(text))


@lru_cache(maxsize=10_000)
def words_of(text: str) -> frozenset[str]:
    """The stems of its words, without those that stand in any text."""
    return frozenset(stem(word) for word in WORD.findall(text) if word.lower() not in STOP_WORDS)


def _nearness(words: frozenset[str], other: Known) -> float:
    return len(words & other.words) / (len(other.words) + 5)  # a long sentence is near to all


def _may_say_the_same(one: Known, other: Known) -> bool:
    first, second = one.evidence, other.evidence
    if first.article.id == second.article.id and (one.text in other.text or other.text in one.text):
        return True
    return len(one.words & other.words) > _ALIKE * min(len(one.words), len(other.words))
