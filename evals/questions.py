"""Gold: questions with their known right evidence and answers, one JSON object a line.

    {"id": "q1", "question": "what did Vell say?", "evidence": [[{"article": "a1", "quote": "the harbour would open in May"}]]}

An evidence list holds the pieces that a full answer must show, and each piece the alternative slices of which any one will do.
``id`` and ``question`` are required, and ``evidence`` unless ``"unanswerable": true``; the other keys are the fields of GoldQuestion.
A slice's ``article`` may be left out where there is only one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..index.errors import ArticleError
from ..index.model import Article, Span, parse_day
from .datasets import DatasetError, Line, as_list, as_object, as_text, field, json_object, lines_of, located, shown
from .places import place_of

_MOST_PROBLEMS = 10  # in one message
_MOST_LINES = 5  # named for one problem
_Value = TypeVar("_Value")


class GoldError(DatasetError):
    """Gold that can't be used; the message names the file, and for each problem its line and what to do."""


class Slice(NamedTuple):
    """A slice of an article's text as it is now, in characters: ``start`` inclusive, ``end`` exclusive."""

    article: str
    start: int
    end: int


@dataclass(frozen=True)
class GoldQuestion:
    """A question, and what is known to be right.

    ``evidence`` are the pieces that a full answer shows, each a choice of slices; ``forbidden``, slices that would be wrong to cite.
    ``answers`` are ways to write the one short answer, if a short thing is asked for. ``speaker`` is whose words are asked for, and
    ``said_on`` the day of those words, as "2022-02-15". An ``unanswerable`` question has no evidence and no answers.
    """

    id: str
    question: str
    history: tuple[str, ...]
    evidence: tuple[tuple[Slice, ...], ...]
    answers: tuple[str, ...]
    speaker: str | None
    said_on: str | None
    forbidden: tuple[Slice, ...]
    unanswerable: bool
    tags: tuple[str, ...]


_KEYS = [key.name for key in fields(GoldQuestion)]
_SLICE_KEYS = ["article", "quote"]


def read_gold(path: Path, articles: Mapping[str, Article]) -> list[GoldQuestion]:
    """The questions of a file, about these articles (by id), in their order.

    Raises:
        GoldError: the file can't be read, or something in it is wrong; all that is wrong is found at once.
    """
    try:
        lines = list(lines_of(path))
    except DatasetError as error:
        raise GoldError(str(error)) from None
    problems: dict[str, list[int]] = {}
    questions: list[GoldQuestion] = []
    first: dict[str, int] = {}
    for line in lines:
        reading = _Reading(articles)
        question = reading.question(line)
        if question.id and first.setdefault(question.id, line.number) != line.number:
            reading.problems.append(f"the id {shown(question.id)} is already that of line {first[question.id]}; give each question its own")
        for problem in dict.fromkeys(reading.problems):
            problems.setdefault(problem, []).append(line.number)
        questions.append(question)
    if problems:
        raise GoldError(_listed(path, problems))
    return questions


def _listed(path: Path, problems: Mapping[str, Sequence[int]]) -> str:
    """All problems in the order of their lines; one that many lines share, such as a missing article, is said once."""
    listed = [f"{_numbers(lines)}: {problem}" for problem, lines in problems.items()]
    if len(listed) == 1:
        return f"{path}, {listed[0]}"
    more = len(listed) - _MOST_PROBLEMS
    rest = [f"and {more} more"] if more > 0 else []
    return "\n  ".join([f"{path} can't be used as gold before {len(listed)} things are mended:", *listed[:_MOST_PROBLEMS], *rest])


def _numbers(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    more = len(lines) - _MOST_LINES
    return f"lines {', '.join(map(str, lines[:_MOST_LINES]))}" + (f" and {more} more" if more > 0 else "")


class _Reading:
    """One line being read. A wrong field adds to ``problems`` and is read as an empty one, so that all problems are found at once."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self.articles = articles
        self.problems: list[str] = []

    def question(self, line: Line) -> GoldQuestion:
        row = self._tried(lambda: json_object(line.text), None)
        if row is None:
            return GoldQuestion("", "", (), (), (), None, None, (), False, ())
        if "draft" in row:
            self.problems.append(f"this is a draft, {shown(row['draft'])}; finish it, and take 'draft' out")
        self.problems += unknown_keys(row, [*_KEYS, *(["draft"] if "draft" in row else [])])
        question = GoldQuestion(
            id=self._tried(lambda: filled(field(row, "id"), "'id'"), ""),
            question=self._tried(lambda: filled(field(row, "question"), "'question'"), ""),
            history=self._texts(row, "history"),
            evidence=self._evidence(row),
            answers=self._texts(row, "answers"),
            speaker=self._tried(lambda: filled(row["speaker"], "'speaker'") if row.get("speaker") is not None else None, None),
            said_on=self._tried(lambda: _day(row.get("said_on")), None),
            forbidden=self._slices(row.get("forbidden", []), "'forbidden'"),
            unanswerable=self._tried(lambda: flag(row.get("unanswerable", False), "'unanswerable'"), False),
            tags=self._texts(row, "tags"),
        )
        if not self.problems:  # a contradiction may come from a wrong field, which is said already
            self.problems += _contradictions(question)
        return question

    def _tried(self, read: Callable[[], _Value], otherwise: _Value) -> _Value:
        try:
            return read()
        except DatasetError as error:
            self.problems.append(str(error))
            return otherwise

    def _items(self, value: object, what: str) -> list[tuple[str, object]]:
        """Each item of a list, with its name for messages."""
        items = self._tried(lambda: as_list(value, what), list[object]())
        return [(f"{what}, item {n}", item) for n, item in enumerate(items, 1)]

    def _texts(self, row: Mapping[str, object], key: str) -> tuple[str, ...]:
        items = self._items(row.get(key, []), repr(key))
        return tuple(self._tried(lambda what=what, item=item: filled(item, what), "") for what, item in items)

    def _evidence(self, row: Mapping[str, object]) -> tuple[tuple[Slice, ...], ...]:
        pieces = self._items(row.get("evidence", []), "'evidence'")
        for what, piece in pieces:
            if piece == []:
                self.problems.append(f"{what}, has no slices; give it one at least, or leave it out")
        return tuple(self._slices(piece, what) for what, piece in pieces)

    def _slices(self, value: object, what: str) -> tuple[Slice, ...]:
        items = self._items(value, what)
        slices = [self._tried(lambda name=name, item=item: slice_of(item, name, self.articles), None) for name, item in items]
        return tuple(slice for slice in slices if slice is not None)


def slice_of(value: object, what: str, articles: Mapping[str, Article]) -> Slice:
    """The slice that an object names by its article and its words; ``what`` is its name for messages.

    Raises:
        DatasetError: it is no such object, there is no such article, or the words don't stand there, or more than once.
    """
    with located(what):
        row = as_object(value, "it")
        if unknown := unknown_keys(row, _SLICE_KEYS):
            raise DatasetError(unknown[0])
        quote = filled(field(row, "quote"), "'quote'")
        if "article" not in row and len(articles) != 1:
            raise DatasetError(f"there is no 'article'; with {len(articles)} articles in the index, a slice must name its own")
        id = filled(row["article"], "'article'") if "article" in row else next(iter(articles))
    if id not in articles:
        raise DatasetError(_no_article(id, articles))  # without a place, so that it is one problem for all slices
    with located(what):
        return Slice(id, *_place(quote, articles[id], articles))


def _place(quote: str, article: Article, articles: Mapping[str, Article]) -> Span:
    if quote not in article.text:
        other = next((other.id for other in articles.values() if quote in other.text), None)
        if other is not None:
            raise DatasetError(f"{shown(quote)} doesn't stand in article {shown(article.id)}, but in {shown(other)}; name that one")
    return place_of(quote, article)


def unknown_keys(row: Mapping[str, object], known: Sequence[str]) -> list[str]:
    """What to say of each key that isn't known."""
    return [f"the key {shown(key)} is unknown{_meant(key, known)}; known are: {', '.join(known)}" for key in row if key not in known]


def _no_article(id: str, articles: Collection[str]) -> str:
    there = f"which has {len(articles)}" if articles else "which is empty"
    return (
        f"there is no article {shown(id)} in the index, {there}{_meant(id, articles)}; "
        "add its file (onrecord add FILE --index NAME), or mend the id (onrecord articles --index NAME lists them)"
    )


def _meant(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f" (was {shown(near[0])} meant?)" if near else ""


def filled(value: object, what: str) -> str:
    """A text that isn't blank."""
    text = as_text(value, what)
    if not text.strip():
        raise DatasetError(f"{what} is {shown(text)}; it must have a word in it")
    return text


def _day(value: object) -> str | None:
    try:
        return parse_day(value)
    except ArticleError as error:
        raise DatasetError(f"'said_on': {error}") from None


def flag(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise DatasetError(f"{what} is {shown(value)}; it must be true or false")
    return value


def _contradictions(question: GoldQuestion) -> list[str]:
    if not question.unanswerable:
        missing = 'there is no evidence; name the slices that answer it, or write "unanswerable": true if the articles don\'t say'
        return [] if question.evidence else [missing]
    present = [key for key in ("evidence", "answers") if getattr(question, key)]
    return [f'an unanswerable question has no {key}, and this one has; take it out, or write "unanswerable": false' for key in present]
