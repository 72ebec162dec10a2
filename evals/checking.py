"""Checking the checker: sentences of which it is known whether their sources bear them out, and what a checker makes of them.

For fitting a checker, or for looking at what it gets wrong:

    from onrecord.evals.checking import examples

    for one in examples("varn"):                    # or "seeds"; "lorrin" is held out, and nothing is fitted to it
        checker.check(one.text, one.sources, one.cited)
        one.label                                   # whether the sources bear the text out
        one.kind, one.of                            # a form of claim or a kind of corruption, and the claim that it is or was made of

The same examples come at every run, true ones first. Split them by ``one.article`` rather than at random: the examples about one
article are made of the same few sentences. The kinds "invented number" and "wrong number" have true texts, and only ``cited`` is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..qa.check import Verdict
from ..qa.sources import Source
from .claims import claims
from .corpus import corpus_of
from .corruptions import INVENTED_NUMBER, WRONG_NUMBER, corrupted

NUMBERS = (INVENTED_NUMBER, WRONG_NUMBER)
PARAPHRASE = "paraphrase"


class ChecksSentences(Protocol):
    """What is measured here; ``qa.check.Checker`` is one."""

    def check(self, sentence: str, sources: Sequence[Source], cited: Sequence[int] = ()) -> Verdict: ...


@dataclass(frozen=True)
class Example:
    """A sentence as a checker is given it, and what is right.

    ``support`` are the numbers of the sources that the true text needs, ``article`` is the id of the first one of these.
    ``by_hand`` tells the paraphrases that people wrote from what is made by program.
    """

    id: str
    text: str
    sources: tuple[Source, ...]
    cited: tuple[int, ...]
    label: bool
    kind: str
    suite: str
    article: str
    support: tuple[int, ...]
    of: str
    by_hand: bool = False


@dataclass(frozen=True)
class Judged:
    """An example with a checker's verdict."""

    example: Example
    verdict: Verdict

    @property
    def kept(self) -> bool:
        return self.verdict.why is None

    @property
    def numbered(self) -> bool:
        """Kept, and with just the numbers that it needs."""
        return self.kept and set(self.verdict.cites) == set(self.example.support)

    @property
    def right(self) -> bool:
        """True and kept; false and removed. Of a number that was never given it is enough that it doesn't come out; for a wrong one,
        the right one must."""
        if self.example.kind == INVENTED_NUMBER:
            return set(self.verdict.cites) <= {source.n for source in self.example.sources}
        if self.example.kind == WRONG_NUMBER:
            return self.numbered
        return self.kept == self.example.label

    @property
    def exact(self) -> bool:
        """Whether each quotation that would be shown stands in the article of one of the sources, to the character."""
        quotes = [part.text for part in self.verdict.parts if part.kind == "quote"]
        return all(any(quote in source.article.text for source in self.example.sources) for quote in quotes)


def examples(suite: str) -> list[Example]:
    """All of a suite's: its claims, then what was made of them.

    Raises:
        OnRecordError: its articles aren't there.
    """
    corpus = corpus_of(suite)
    true = claims(corpus)
    found = [Example(one.id, one.text, one.sources, one.support, True, one.form, suite, one.article, one.support, one.id) for one in true]
    for n, one in enumerate(corrupted(corpus, true)):
        claim = one.claim
        id = f"{claim.id}-{n:04}"
        found.append(
            Example(id, one.text, claim.sources, one.cited, one.kind in NUMBERS, one.kind, suite, claim.article, claim.support, claim.id)
        )
    return found


def judge(checker: ChecksSentences, given: Sequence[Example], tell: Callable[[int, int], None] | None = None) -> list[Judged]:
    """A checker's verdict on each, in order. ``tell(done, in_all)`` is called after each."""
    judged: list[Judged] = []
    for one in given:
        judged.append(Judged(one, checker.check(one.text, one.sources, one.cited)))
        if tell is not None:
            tell(len(judged), len(given))
    return judged
