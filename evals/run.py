"""Asks the questions of a suite and measures what comes back."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..index.identity import content
from ..index.index import Index
from ..index.model import Article, Hit, Span
from ..index.spelling import plain
from ..qa.answer import Answer, Citation
from ..qa.assistant import Assistant
from ..qa.followup import completed
from .metrics import COVERED, covered, exact_match, hit, ndcg, recall, reciprocal_rank, token_f1, token_overlap
from .questions import GoldQuestion, Slice

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

DEPTH = 10  # hits that retrieval is measured on
SHOWN = 6  # citations of an answer that evidence is looked for in
_OF_ANSWERABLE = (
    "evidence_shown", "first_right", "evidence_recall", "full_evidence", "exact_match", "token_f1", "citation_precision", "citation_recall",
)  # fmt: skip
_RELEVANT = 0.5  # of a slice's words that a passage must hold to be relevant

Measures = dict[str, float | None]
"""By name; None where a measure doesn't apply, as "refused" to a question that has an answer."""
Outcome = dict[str, Any]
"""A question, its gold, its answer and its measures, as plain JSON."""


def ask_all(
    index: Index,
    questions: Sequence[GoldQuestion],
    tell: Callable[[int, int], None] | None = None,
    llm: LLM | None = None,
    **options: Any,
) -> tuple[list[Outcome], list[float]]:
    """The outcome of every question, in order, and how many seconds each took to answer. ``tell(done, in_all)`` is called after each.

    Answers are written by ``llm``, if it is given; ``options`` are more of the Assistant's.
    """
    articles = {article.id: article for article in index.articles()}
    assistant = Assistant(index, llm, **options)
    passages = _passages(index, questions)
    outcomes: list[Outcome] = []
    seconds: list[float] = []
    for question in questions:
        begun = time.perf_counter()
        answer = assistant.ask(question.question, question.history)
        seconds.append(time.perf_counter() - begun)
        hits = index.search(completed(question.question, question.history), DEPTH)
        found = _outcome(question, answer, hits, passages, articles)
        if llm is not None:
            found["measures"] |= _written(answer)
        outcomes.append(found)
        if tell is not None:
            tell(len(outcomes), len(questions))
    return outcomes, seconds


def _passages(index: Index, questions: Sequence[GoldQuestion]) -> dict[str, list[Span]]:
    """The passages of each article that gold stands in."""
    named = {slice.article for question in questions for piece in question.evidence for slice in piece}
    return {id: [Span(passage.start, passage.end) for passage in index.passages(id)] for id in sorted(named)}


def _outcome(
    question: GoldQuestion, answer: Answer, hits: Sequence[Hit], passages: Mapping[str, Sequence[Span]], articles: Mapping[str, Article]
) -> Outcome:
    measures = {
        **_retrieval(question, hits, passages, articles),
        **_answer(question, answer, articles),
        **_attribution(question, answer.citations[:SHOWN], articles),
    }
    return outcome(question, answer, hits, measures, articles)


def _written(answer: Answer) -> Measures:
    """What came of a language model's sentences; None for an answer that it had no part in."""
    n = len(answer.sentences)
    outcomes = Counter(each.status for each in answer.sentences)
    return {
        "written": float(answer.answerer != "extractive") if answer.answered else None,
        "sentences_verified": outcomes["verified"] / n if n else None,
        "sentences_shown": 1 - outcomes["removed"] / n if n else None,
    }


def outcome(question: GoldQuestion, answer: Answer, hits: Sequence[Hit], measures: Measures, articles: Mapping[str, Article]) -> Outcome:
    """What is kept of a question: what was asked, what is right, what came back, and how well that went."""
    return {
        "id": question.id,
        "question": question.question,
        "history": list(question.history),
        "tags": list(question.tags),
        "unanswerable": question.unanswerable,
        "gold": {
            "evidence": [[_quoted(slice, articles) for slice in piece] for piece in question.evidence],
            "forbidden": [_quoted(slice, articles) for slice in question.forbidden],
            "answers": list(question.answers),
            "speaker": question.speaker,
            "said_on": question.said_on,
        },
        "answer": {key: value for key, value in answer.to_json().items() if key not in ("index", "cost")},
        "hits": [
            {
                "article": h.article.id,
                "version": h.passage.version,
                "start": h.passage.start,
                "end": h.passage.end,
                "score": round(h.score, 6),
            }
            for h in hits
        ],
        "measures": measures,
    }


def _quoted(slice: Slice, articles: Mapping[str, Article]) -> dict[str, Any]:
    return {**slice._asdict(), "quote": articles[slice.article].text[slice.start : slice.end]}


def _quotes(answer: Answer, articles: Mapping[str, Article]) -> bool:
    """Whether all that the text shows as a quotation stands so in an article that it cites."""
    cited = [articles[id].text for id in {citation.article for citation in answer.citations}]
    quotes = [answer.text[piece.start : piece.end] for piece in answer.pieces if piece.kind == "quote"]
    return all(any(quote in text for text in cited) for quote in quotes)


def _holds(article: str, span: Span, slice: Slice, articles: Mapping[str, Article], share: float) -> bool:
    """Whether that span of that article holds at least this share of the slice's words."""
    return article == slice.article and covered(articles[article].text, Span(slice.start, slice.end), [span]) >= share


def _retrieval(
    question: GoldQuestion, hits: Sequence[Hit], passages: Mapping[str, Sequence[Span]], articles: Mapping[str, Article]
) -> Measures:
    """A passage is relevant if it holds half of any slice of the evidence; a piece is found if a hit holds half of one of its slices."""
    if question.unanswerable:
        return dict.fromkeys(("hit@1", "hit@5", "hit@10", "recall@5", "recall@10", "RR@10", "nDCG@10"))

    def finds(article: str, span: Span, piece: Sequence[Slice]) -> bool:
        return any(_holds(article, span, slice, articles, _RELEVANT) for slice in piece)

    spans = [(h.article.id, Span(h.passage.start, h.passage.end)) for h in hits]
    relevant = [any(finds(article, span, piece) for piece in question.evidence) for article, span in spans]
    n_relevant = sum(
        any(finds(article, span, piece) for piece in question.evidence)
        for article in {slice.article for piece in question.evidence for slice in piece}
        for span in passages[article]
    )

    def found(k: int) -> int:
        return sum(any(finds(article, span, piece) for article, span in spans[:k]) for piece in question.evidence)

    return {
        **{f"hit@{k}": hit(relevant, k) for k in (1, 5, 10)},
        **{f"recall@{k}": recall(found(k), len(question.evidence)) for k in (5, 10)},
        "RR@10": reciprocal_rank(relevant, 10),
        "nDCG@10": ndcg(relevant, n_relevant, 10),
    }


def _answer(question: GoldQuestion, answer: Answer, articles: Mapping[str, Article]) -> Measures:
    first = answer.citations[:SHOWN]
    cited: dict[str, list[Span]] = {}
    for citation in first:
        cited.setdefault(citation.article, []).append(Span(citation.start, citation.end))

    def shown(slice: Slice, by: Mapping[str, Sequence[Span]] = cited) -> bool:
        return covered(articles[slice.article].text, Span(slice.start, slice.end), by.get(slice.article, [])) >= COVERED

    pieces = [any(shown(slice) for slice in piece) for piece in question.evidence]
    forbidden = float(answer.answered and any(shown(slice) for slice in question.forbidden))
    exact = float(all(articles[c.article].text[c.start : c.end] == c.quote for c in answer.citations) and _quotes(answer, articles))
    measures: Measures = {
        "attempted": float(answer.answered),
        "unsure": float(answer.outcome == "unsure"),
        "forbidden_cited": forbidden,
        "quote_exact": exact,
        "words_cited": float(sum(len(citation.quote.split()) for citation in answer.citations)),
    }
    if question.unanswerable:
        refused = float(not answer.answered)
        return {**measures, **dict.fromkeys(_OF_ANSWERABLE), "refused": refused, "correct": refused}
    precision, recalled = _citation_overlap(question, cited, articles)
    full = float(all(pieces))
    best = {first[0].article: [Span(first[0].start, first[0].end)]} if first else {}
    short = answer.short or ""
    return {
        **measures,
        "evidence_shown": full,
        "first_right": float(any(shown(slice, best) for piece in question.evidence for slice in piece)),
        "evidence_recall": recall(sum(pieces), len(pieces)),
        "full_evidence": full * answer.answered,
        "exact_match": exact_match(short, question.answers) if question.answers else None,
        "token_f1": token_f1(short, question.answers) if question.answers else None,
        "citation_precision": precision,
        "citation_recall": recalled,
        "refused": None,
        "correct": full * answer.answered * (1 - forbidden),
    }


def _citation_overlap(question: GoldQuestion, cited: Mapping[str, Sequence[Span]], articles: Mapping[str, Article]) -> tuple[float, float]:
    """Words cited that are evidence, as a share of those cited; and words of evidence that are cited, of each piece its best slice."""
    gold: dict[str, list[Span]] = {}
    for piece in question.evidence:
        best = max(
            piece, key=lambda slice: covered(articles[slice.article].text, Span(slice.start, slice.end), cited.get(slice.article, []))
        )
        gold.setdefault(best.article, []).append(Span(best.start, best.end))
    texts = {id: articles[id].text for id in {*gold, *cited}}
    return token_overlap(texts, cited, gold)


def _attribution(question: GoldQuestion, citations: Sequence[Citation], articles: Mapping[str, Article]) -> Measures:
    """On the citations that show evidence; where none does, the attribution is wrong too."""
    showing = [
        citation
        for citation in citations
        if any(
            _holds(citation.article, Span(citation.start, citation.end), slice, articles, _RELEVANT)
            for piece in question.evidence
            for slice in piece
        )
    ]
    asked, day = question.speaker, question.said_on
    named = [citation.speaker for citation in citations if citation.speaker]
    about = not question.unanswerable
    return {
        "speaker_right": float(bool(showing) and all(_is_named(c.speaker, asked) for c in showing)) if asked and about else None,
        "speaker_wrong": float(any(not _is_named(speaker, asked) for speaker in named)) if asked and about else None,
        "said_on_right": float(bool(showing) and all(c.said_on == day for c in showing)) if day and about else None,
    }


def _is_named(speaker: str | None, asked: str) -> bool:
    """Whether it is the same name, apart from marks, accents and the order of words: "the Ministry of Tides", "Tides Ministry"."""
    return speaker is not None and (plain(speaker) == plain(asked) or content(speaker.split()) == content(asked.split()))
