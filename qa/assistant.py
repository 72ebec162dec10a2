"""Assistant: a question in, a cited answer out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..index.index import Index
from ..index.model import Hit
from .answer import Answer, Citation, IndexState, cite
from .extract import MOST, best_slices
from .gate import confidence, passing
from .question import completed

NOT_ANSWERED = "The articles don't say."
NO_ARTICLES = "There are no articles in this index yet."
_HITS = 8


class Assistant:
    """Answers questions out of an index, in the articles' own sentences."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """``history`` is the questions before this one, oldest first, for follow-ups like "and where did he say it?".

        Raises:
            QuestionError: an empty or overlong question.
        """
        hits = self.index.search(completed(question, history), _HITS)
        state = IndexState(self.index.name, self.index.generation)
        found = passing(hits)
        if not found:
            return _abstention(question, hits, state)
        citations = tuple(cite(n, article, span) for n, (article, span) in enumerate(best_slices(found), 1))
        text = "\n\n".join(f"{citation.quote} [{citation.n}]" for citation in citations)
        return Answer(question, True, text, citations, (), round(confidence(found[0]), 4), state)

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        """The same answer as it is made: pieces of its text, and at last the whole Answer."""
        answer = self.ask(question, history)
        yield from (part for part in answer.text.splitlines(keepends=True) if part)
        yield answer


def _abstention(question: str, hits: Sequence[Hit], state: IndexState) -> Answer:
    closest: list[Citation] = [cite(n, article, span) for n, (article, span) in enumerate(best_slices(hits[:MOST]), 1)]
    sure = round(confidence(hits[0]), 4) if hits else 0.0
    return Answer(question, False, NOT_ANSWERED if hits else NO_ARTICLES, (), tuple(closest), sure, state)
