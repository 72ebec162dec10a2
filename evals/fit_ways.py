"""The gold asked of an assistant that refuses nothing, with what it finds overheard: which way it takes, and how good the best is."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..index.index import Index
from ..index.model import Article, Span, StatementHit
from ..qa.answer import Citation
from ..qa.assistant import Assistant
from ..qa.followup import completed
from ..qa.gate import Gate
from ..qa.question import Question, parse
from .datasets import DatasetError
from .metrics import COVERED, covered
from .questions import GoldQuestion, Slice, read_gold
from .suites import Suite

Way = Literal["heard", "named", "told", "sure", "none"]
"""Whose words on a topic were asked for, who said something, a fact; else an answer that needed no weighing, or none."""

_WEIGHED: tuple[Way, ...] = ("heard", "named", "told")
_ANY = 1e-9  # the least confidence that is not nothing
_SAME = 0.5  # of a slice of evidence that a statement must hold to be it


@dataclass(frozen=True)
class Opened:
    """A suite with its index."""

    name: str
    index: Index
    gold: list[GoldQuestion]
    articles: Mapping[str, Article]

    def group(self, question: GoldQuestion) -> str:
        """The article that a question is about, or comes nearest to: none is both fitted to and measured on."""
        if question.evidence:
            return f"{self.name}/{question.evidence[0][0].article}"
        hits = self.index.search(completed(question.question, question.history), 1)
        return f"{self.name}/{hits[0].article.id if hits else ''}"

    def read(self, text: str) -> Question:
        """As the assistant reads it."""
        return parse(self.index.mended(text), self.index.extent()[1])


@contextmanager
def opened(suites: Mapping[str, Suite], folder: Path) -> Generator[list[Opened]]:
    """Each suite, with an index of its articles made in the folder.

    Raises:
        DatasetError: an article can't be read.
        GoldError: the gold can't be used.
    """
    with ExitStack() as stack:
        found: list[Opened] = []
        for name, suite in suites.items():
            index = stack.enter_context(Index.open(folder / name))
            for path in suite.corpus:
                if failed := index.add(path).failed:
                    raise DatasetError(f"the articles of {name!r} can't all be read; {len(failed)} of them, the first: {failed[0]}")
            articles = {article.id: article for article in index.articles()}
            found.append(Opened(name, index, read_gold(suite.gold, articles), articles))
        yield found


@dataclass(frozen=True)
class Overheard:
    """What became of a question. ``best`` is from 0 to 1, of a way that weighs. ``on_topic[i]`` says whether ``hits[i]`` is evidence.

    ``full``: its citations show all evidence; ``refused``: it is refused although nothing weighed too little.
    """

    id: str
    group: str
    answerable: bool
    way: Way
    best: float
    hits: list[StatementHit]
    on_topic: list[bool]
    full: bool
    refused: bool


def overhear(suites: Sequence[Opened], fitted: Mapping[str, Any], ids: Collection[str] | None = None) -> list[Overheard]:
    """All questions, or those with these ids, by a gate with such numbers as gate.json has; its calibration is left out."""
    found: list[Overheard] = []
    for suite in suites:
        listener = _Listener(suite.index, fitted)
        for question in suite.gold:
            id = f"{suite.name}/{question.id}"
            if ids is None or id in ids:
                found.append(_overheard(suite, listener, id, question))
    return found


class _Ear(Gate):
    """Keeps what goes by, and lets it pass."""

    def __init__(self, fitted: Mapping[str, Any]) -> None:
        as_it_is = {way: {"slope": 1.0, "intercept": 0.0} for way in _WEIGHED}
        super().__init__({**fitted, "calibration": as_it_is, "answers": _ANY, "tells": _ANY})
        self.hits: list[StatementHit] = []
        self.bests: list[tuple[Way, float]] = []

    def said(self, hit: StatementHit) -> float:
        self.hits.append(hit)
        return super().said(hit)

    def heard(self, best: float) -> float:
        self.bests.append(("heard", best))
        return super().heard(best)

    def named(self, best: float) -> float:
        self.bests.append(("named", best))
        return super().named(best)

    def told(self, best: float) -> float:
        self.bests.append(("told", best))
        return super().told(best)


class _Listener(Assistant):
    def __init__(self, index: Index, fitted: Mapping[str, Any]) -> None:
        super().__init__(index)
        self._fitted = fitted

    def hear(self, question: GoldQuestion) -> tuple[_Ear, Sequence[Citation], bool]:
        self._gate = ear = _Ear(self._fitted)
        answer = self.ask(question.question, question.history)
        if answer.answered and not ear.bests:
            ear.bests.append(("sure", answer.confidence))
        return ear, answer.citations, answer.answered


def _overheard(suite: Opened, listener: _Listener, id: str, question: GoldQuestion) -> Overheard:
    ear, citations, answered = listener.hear(question)
    way, best = max(ear.bests, key=lambda each: each[1], default=("none", 0.0))
    slices = [slice for piece in question.evidence for slice in piece]
    cited: dict[str, list[Span]] = {}
    for citation in citations:
        cited.setdefault(citation.article, []).append(Span(citation.start, citation.end))

    def shown(slice: Slice) -> bool:
        return covered(suite.articles[slice.article].text, Span(slice.start, slice.end), cited.get(slice.article, [])) >= COVERED

    return Overheard(
        id=id,
        group=suite.group(question),
        answerable=not question.unanswerable,
        way=way,
        best=best,
        hits=ear.hits,
        on_topic=[any(_is_evidence(hit, slice) for slice in slices) for hit in ear.hits],
        full=bool(question.evidence) and all(any(shown(slice) for slice in piece) for piece in question.evidence),
        refused=not answered,
    )


def _is_evidence(hit: StatementHit, slice: Slice) -> bool:
    said = Span(hit.statement.content[0].start, hit.statement.content[-1].end)
    return hit.article.id == slice.article and covered(hit.article.text, Span(slice.start, slice.end), [said]) >= _SAME
