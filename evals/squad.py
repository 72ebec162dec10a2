"""SQuAD 2.0 (https://rajpurkar.github.io/SQuAD-explorer/): paragraphs, and questions answered by slices of them, or by none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..index.model import Article, Span
from .datasets import DatasetError, as_object, as_span, field, json_of, list_field, located, put_once, shown, text_field


@dataclass(frozen=True)
class SquadQuestion:
    """A question on the paragraph that is ``article``. ``answers`` are the slices that annotators chose, each once, in the file's order."""

    id: str
    text: str
    article: str
    answers: tuple[Span, ...]
    unanswerable: bool


def read_squad(path: Path) -> tuple[list[Article], list[SquadQuestion]]:
    """Each paragraph as an article, with its article's title and the id TITLE/NUMBER (from 1); and the questions on them.

    Version 1.1, in which every question has an answer, is read too.

    Raises:
        DatasetError: the file can't be read, or isn't SQuAD; it names the paragraph.
    """
    dataset = json_of(path)
    articles: dict[str, Article] = {}
    questions: dict[str, SquadQuestion] = {}
    with located(str(path)):
        for n, entry in enumerate(list_field(dataset, "data"), 1):
            with located(f"article {n}"):
                entry = as_object(entry, "it")
                title, paragraphs = text_field(entry, "title"), list_field(entry, "paragraphs")
            for number, paragraph in enumerate(paragraphs, 1):
                with located(f"article {n} ({shown(title)}), paragraph {number}"):
                    row = as_object(paragraph, "it")
                    article = Article(text_field(row, "context"), id=f"{title}/{number}", title=title)
                    put_once(articles, article)
                    _put_questions(questions, row, article)
    return list(articles.values()), list(questions.values())


def _put_questions(questions: dict[str, SquadQuestion], paragraph: Mapping[str, object], article: Article) -> None:
    for n, row in enumerate(list_field(paragraph, "qas"), 1):
        with located(f"question {n}"):
            question = _question(as_object(row, "it"), article)
            if question.id in questions:
                raise DatasetError(f"the id {shown(question.id)} stands there for a second time; give each question its own")
            questions[question.id] = question


def _question(row: Mapping[str, object], article: Article) -> SquadQuestion:
    unanswerable = row.get("is_impossible", False)
    if not isinstance(unanswerable, bool):
        raise DatasetError(f"'is_impossible' is {shown(unanswerable)}; it must be true or false")
    answers = tuple(dict.fromkeys(_answers(row, article.text)))
    if unanswerable == bool(answers):
        said = "true, and there are answers" if unanswerable else "not true, and there are no answers"
        raise DatasetError(f"'is_impossible' is {said}; mend one of the two")
    return SquadQuestion(text_field(row, "id"), text_field(row, "question"), article.id, answers, unanswerable)


def _answers(row: Mapping[str, object], text: str) -> Iterator[Span]:
    for n, answer in enumerate(list_field(row, "answers"), 1):
        with located(f"answer {n}"):
            answer = as_object(answer, "it")
            quote, start = text_field(answer, "text"), field(answer, "answer_start")
            span = as_span(start, start + len(quote) if isinstance(start, int) else start, "the answer", len(text))
            if text[span.start : span.end] != quote:
                raise DatasetError(f"at {span.start} stands {shown(text[span.start : span.end])}, not {shown(quote)}; mend 'answer_start'")
            yield span
