"""Answer and Citation, and their JSON: the same numbers and offsets wherever an answer is shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from ..index.model import Article, Span, Statement

CONTEXT = 32  # characters of prefix and suffix, enough to tell two equal quotations apart

Kind = Literal["direct", "indirect", "mixed", "report"]
Outcome = Literal["answered", "unsure", "nothing"]
PieceKind = Literal["heading", "context", "quote", "mark", "also", "note", "prose"]


@dataclass(frozen=True)
class Citation:
    """A numbered, exact slice of an article: ``quote == article.text[start:end]`` in that version. Made by ``cite`` alone.

    ``prefix`` and ``suffix`` are what stands before and after it, as a W3C text quote selector has them
    (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """

    n: int
    article: str
    version: int
    title: str | None
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    speaker: str | None = None
    kind: Kind = "report"
    said_on: str | None = None


def cite(n: int, article: Article, span: Span, statement: Statement | None = None) -> Citation:
    """The slice ``span`` of the article as citation number ``n``; ``statement`` if it is somebody's words, and else a report.

    Raises:
        ValueError: the span is empty, or not inside the text.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"{span} is no slice of the {len(article.text)} characters of article {article.id!r}")
    text = article.text
    kind: Kind = "report" if statement is None or statement.kind == "denied" else statement.kind  # what nobody said is the article's words
    said = statement if kind != "report" else None
    return Citation(
        n=n,
        article=article.id,
        version=article.version,
        title=article.title,
        source=article.source,
        author=article.author,
        published=article.published,
        url=article.url,
        quote=text[span.start : span.end],
        start=span.start,
        end=span.end,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        speaker=said.speaker if said else None,
        kind=kind,
        said_on=said.said_on if said else None,
    )


@dataclass(frozen=True)
class Removed:
    """A sentence that was taken out of an answer, and the reason."""

    text: str
    why: str


@dataclass(frozen=True)
class Written:
    """A sentence that a language model wrote, and what the check made of it.

    A verified one stands in the answer's text. An unverified one doesn't: nothing exact speaks against it, and its words are too free to
    be sure of, so whoever shows it shows what it cites beside it. A removed one is shown to nobody but with the reason, ``why``.
    """

    text: str
    status: Literal["verified", "unverified", "removed"]
    why: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Cost:
    """What an answer took: ``seconds`` in all, and tokens that a language model read and wrote, 0 where none was asked.

    ``estimated`` says that the model's server didn't count the tokens, and they were counted here, roughly.
    """

    seconds: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False

    def __add__(self, other: Cost) -> Cost:
        """Of both together."""
        return Cost(
            self.seconds + other.seconds,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.estimated or other.estimated,
        )


@dataclass(frozen=True)
class IndexState:
    """Which index the answer was made from, and in which generation of it."""

    name: str
    generation: int


class Piece(NamedTuple):
    """A slice of an answer's text, and what it is there; ``n`` is a mark's number, ``telling`` the sentence of a quotation that answers.

    Whoever shows an answer goes by these, and not by what a slice of somebody's article may look like.
    """

    kind: PieceKind
    start: int
    end: int
    n: int | None = None
    telling: Span | None = None


@dataclass(frozen=True)
class Answer:
    """What ``ask`` returns: ``text`` with marks like [1] for its ``citations``.

    ``outcome`` is "answered"; or "unsure", where ``text`` says that this is no clear answer and shows what comes nearest; or "nothing",
    with no citations. ``confidence``, between 0 and 1, is how likely it is that the articles answer the question.
    """

    question: str
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    confidence: float
    index: IndexState
    short: str | None = None
    sentences: tuple[Written, ...] = field(default=())
    removed: tuple[Removed, ...] = field(default=())
    answerer: str = "extractive"
    asked: str | None = None
    """The question as it was understood, where it was completed from the ones before, or slips in it were put right."""
    pieces: tuple[Piece, ...] = ()
    """What ``text`` is made of, in order; what lies between two of them is ours."""
    reader: str | None = None
    """Which reader judged what is shown, by its weights' SHA-256; None where nothing needed judging."""
    cost: Cost | None = field(default=None, compare=False)  # no two are the same

    @property
    def answered(self) -> bool:
        return self.outcome == "answered"

    @property
    def unverified(self) -> tuple[Written, ...]:
        """What a language model wrote and the check can't be sure of."""
        return tuple(each for each in self.sentences if each.status == "unverified")

    @property
    def closest(self) -> tuple[Citation, ...]:
        """What is cited though it is no clear answer."""
        return () if self.answered else self.citations

    def to_json(self) -> dict[str, Any]:
        """As plain dicts, lists, strings and numbers, in the order of the documented JSON."""
        order = (
            "question",
            "answered",
            "outcome",
            "text",
            "short",
            "citations",
            "closest",
            "confidence",
            "sentences",
            "removed",
            "answerer",
            "reader",
            "index",
            "cost",
        )
        plain: dict[str, Any] = asdict(self) | {"answered": self.answered}
        plain["closest"] = () if self.answered else plain["citations"]
        plain["sentences"] = [each | {"citations": list(each["citations"])} for each in plain["sentences"]]
        return {key: list(plain[key]) if isinstance(plain[key], tuple) else plain[key] for key in order}
