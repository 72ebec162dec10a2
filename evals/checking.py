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
from pathlib import Path
from typing import Any, Literal, Protocol

from ..qa.check import Verdict
from ..qa.sources import Source, sources_of
from .claims import claims
from .corpus import Corpus, corpus_of
from .corruptions import INVENTED_NUMBER, KINDS, WRONG_NUMBER, corrupted
from .paraphrases import read_paraphrases

NUMBERS = (INVENTED_NUMBER, WRONG_NUMBER)


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
        """Verified."""
        return self.verdict.status == "verified"

    @property
    def shown(self) -> bool:
        """Verified, or shown as not verified."""
        return self.verdict.status != "removed"

    @property
    def numbered(self) -> bool:
        """Kept, and with just the numbers that it needs."""
        return self.kept and set(self.verdict.cites) == set(self.example.support)

    @property
    def right(self) -> bool:
        """True and verified; false and not. Of a number that was never given it is enough that it doesn't come out; for a wrong one,
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


def paraphrased(path: Path, corpora: Sequence[Corpus]) -> list[Example]:
    """The claims that people wrote, each as of the suite that its first source's article is from.

    Raises:
        DatasetError: the file can't be used, or not with these articles.
    """
    articles = {id: article for corpus in corpora for id, article in corpus.articles.items()}
    found: list[Example] = []
    for one in read_paraphrases(path, articles):
        first = one.sources[one.cites[0] - 1].article
        homes = [next(corpus for corpus in corpora if slice.article in corpus.articles) for slice in one.sources]
        sources = sources_of(home.evidence_at(*slice) for home, slice in zip(homes, one.sources, strict=True))
        suite = homes[one.cites[0] - 1].suite
        found.append(
            Example(one.id, one.claim, tuple(sources), one.cites, one.true, one.kind, suite, first, one.cites, one.id, by_hand=True)
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


ALTERED_QUOTATIONS = tuple(kind for kind in KINDS if kind.startswith(("quot", "paraphrase in marks")))
"""The kinds of which none may get through."""

Group = Literal["false", "true", "false by hand", "true by hand"]
Figures = dict[str, dict[str, dict[str, dict[str, int]]]]
"""By group, kind and suite: ``n``, how many are ``right``, verified with just the right numbers (``numbered``), and ``shown``; for
quotations ``exact``, how many have none that the articles lack. "all" is a kind and a suite too."""


def group(example: Example) -> Group:
    """The two kinds with wrong numbers count as false: something is to be caught."""
    false = not example.label or example.kind in NUMBERS
    if example.by_hand:
        return "false by hand" if false else "true by hand"
    return "false" if false else "true"


def figures(judged: Sequence[Judged]) -> Figures:
    """Kinds in the order in which they come."""
    found: Figures = {}
    for one in judged:
        kinds = ["all", one.example.kind]
        if one.example.kind in ALTERED_QUOTATIONS and not one.example.by_hand:
            kinds.append("all quotations")
        for kind in kinds:
            for suite in ("all", one.example.suite):
                counts = (
                    found.setdefault(group(one.example), {})
                    .setdefault(kind, {})
                    .setdefault(suite, {"n": 0, "right": 0, "numbered": 0, "shown": 0, "exact": 0})
                )
                counts["n"] += 1
                counts["right"] += one.right
                counts["numbered"] += one.numbered
                counts["shown"] += one.shown
                counts["exact"] += one.exact
    return found


def to_json(judged: Judged) -> dict[str, Any]:
    """All that is needed to read why a checker said what it said."""
    example, verdict = judged.example, judged.verdict
    return {
        "id": example.id,
        "suite": example.suite,
        "group": group(example),
        "kind": example.kind,
        "right": judged.right,
        "text": example.text,
        "status": verdict.status,
        "why": verdict.why,
        "cited": list(example.cited),
        "support": list(example.support),
        "cites": list(verdict.cites),
        "parts": [part._asdict() for part in verdict.parts],
        "of": example.of,
        "sources": [
            {"n": each.n, "article": each.article.id, "speaker": each.speaker, "day": each.day, "text": each.text}
            for each in example.sources
        ],
    }
