"""Results of an evaluation of an invented harbour, and its report read back, for the tests of reports."""

import json
from html.parser import HTMLParser
from typing import Any

from onrecord.evals.page import page
from onrecord.index.model import Article

HARBOUR = "Mara Vell said the harbour would open in May.\n\nTomas Ruk, the pilot, said “it never will”."
NAMES = ("correct", "full_evidence", "evidence_recall", "forbidden_cited", "quote_exact", "hit@1", "hit@10", "refused")
UNSURE = "No clear answer. What comes nearest:\n\nMara Vell  [1]"
Results = dict[str, Any]
Outcome = dict[str, Any]


def measures(*values: float | None) -> dict[str, float | None]:
    return dict(zip(NAMES, values, strict=True))


def slice_of(quote: str, text: str = HARBOUR, article: str = "a1") -> dict[str, Any]:
    return {"article": article, "start": text.index(quote), "end": text.index(quote) + len(quote), "quote": quote}


def citation(n: int, quote: str, text: str = HARBOUR) -> dict[str, Any]:
    about = {"title": None, "source": None, "author": None, "published": None, "url": None, "prefix": "", "suffix": ""}
    return {"n": n, "version": 1, **about, **slice_of(quote, text), "speaker": "Mara Vell", "kind": "indirect", "said_on": None}


def outcome(id: str, question: str, answer: str, *values: float | None, unanswerable: bool = False, text: str = HARBOUR) -> Outcome:
    answered = answer != UNSURE
    first, last = text[:10], text[-10:]
    return {
        "id": id,
        "question": question,
        "history": ["who is she?"],
        "tags": ["direct"],
        "unanswerable": unanswerable,
        "gold": {
            "evidence": [] if unanswerable else [[slice_of(first, text)]],
            "forbidden": [slice_of(last, text)],
            "answers": ["May"],
            "speaker": "Mara Vell",
            "said_on": None,
        },
        "answer": {
            "question": question,
            "answered": answered,
            "outcome": "answered" if answered else "unsure",
            "text": answer,
            "short": None,
            "citations": [citation(1, first, text)],
            "closest": [] if answered else [citation(1, first, text)],
            "confidence": 0.75,
            "removed": [{"text": "It rains.", "why": "not in the articles"}],
            "answerer": "extractive",
        },
        "hits": [{"article": "a2", "version": 1, "start": 0, "end": 5, "score": 0.9}],
        "measures": measures(*values),
    }


def figure(value: float, low: float, high: float, n: int) -> dict[str, float]:
    return {"value": value, "low": low, "high": high, "n": n}


def results(tag: str = "direct", suite: str = "harbour") -> Results:
    return {
        "onrecord": "0.1.0",
        "suites": {
            suite: {
                "n": 3,
                "measures": {
                    "hit@1": figure(0.934, 0.9, 0.96, 3),
                    "correct": figure(0.5, 0.25, 0.75, 3),
                    "forbidden_cited": figure(0.0, 0.0, 0.0, 3),
                    "tide": figure(1.0, 1.0, 1.0, 2),
                },
                "by_tag": {
                    tag: {"n": 2, "measures": {"hit@1": figure(1.0, 0.95, 1.0, 2)}},
                    "unanswerable-unknown-person": {"n": 3, "measures": {"correct": figure(0.25, 0.1, 0.4, 3)}},
                },
                "abstention": {"auroc": 0.871, "precision_over_attempted": None},
                "curves": {
                    "risk_coverage": [[0.5, 0.0], [1.0, 0.5]],
                    "reliability": [{"low": 0.0, "high": 1.0, "n": 3, "confidence": 0.75, "accuracy": 0.5}],
                },
                "questions": {"q1": measures(0, 0, 0, 0, 1, 0, 0, None)},
            }
        },
        "time": {suite: {"p50_ms": 4.25, "p95_ms": 10.0}},
    }


def outcomes(text: str = HARBOUR) -> list[Outcome]:
    return [
        outcome("q1", "when will the harbour open?", "In May. [1]", 1, 1, 1, 0, 1, 1, 1, None, text=text),
        outcome("q2", "what did Ruk say?", UNSURE, 0, 0, 0, 0, 1, 0, 1, None, text=text),
        outcome("q3", "what did the otter say?", "In May. [1]", 0, None, None, 1, 1, None, None, 0, unanswerable=True, text=text),
    ]


class Shelf:
    """Articles by id, all in version 1."""

    def __init__(self, *articles: Article) -> None:
        self.articles = {article.id: article for article in articles}

    def article(self, id: str, version: int | None = None) -> Article:
        assert version in (None, 1)
        return self.articles[id]


SHELF = Shelf(Article(HARBOUR, id="a1", title="Harbour", url="https://gull.example/1"), Article("Gulls.", id="a2"))


def harbour_page() -> str:
    return page(results(), {"harbour": outcomes()}, {"harbour": SHELF.article})


class Reader(HTMLParser):
    """Elements with their attributes; and texts by the id, the class or else the name of the element that they begin."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = dict(attrs).get("id") or dict(attrs).get("class") or tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.inside, []).append(data)


def island(html: str) -> dict[str, Any]:
    return json.loads("".join(Reader(html).texts["data"]))
