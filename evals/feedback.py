"""Readers' opinions of answers, kept beside the catalog, and turned into drafts of gold.

They are lines of JSON in a file of their own rather than a table: they are people's words and derived from nothing, so they outlive a
catalog that is made anew, and can be read, mended and deleted with any editor.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..index.embedder import write_atomically
from ..index.errors import ArticleError, OnRecordError
from ..index.index import Index
from ..index.model import Article
from ..qa.answer import Answer, Citation
from ..qa.receipt import read_answer

FILE = "feedback.jsonl"
MAX_FILE_BYTES = 100_000_000
_MAX_LINE_BYTES = 1_000_000
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Judgement:
    """What a reader thought of an answer. ``liked`` is None where it was taken back; ``answer`` is its JSON, where that was at hand."""

    made: str
    question: str
    history: tuple[str, ...]
    liked: bool | None
    reason: str | None
    answer: dict[str, Any] | None

    @classmethod
    def now(
        cls, question: str, history: Sequence[str], liked: bool | None, reason: str | None, answer: Mapping[str, Any] | None
    ) -> Judgement:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(made, question, tuple(history), liked, reason, None if answer is None else dict(answer))


_JUDGEMENT = TypeAdapter(Judgement)


def keep(folder: Path, judgement: Judgement) -> None:
    """Adds a line, in one piece and on the disk when this returns. Other threads and processes may do the same.

    Raises:
        OnRecordError: it can't be written, or there is no more room.
    """
    line = json.dumps(asdict(judgement), ensure_ascii=False).encode(errors="replace") + b"\n"
    if len(line) > _MAX_LINE_BYTES:
        raise OnRecordError(f"an opinion with its answer has {len(line):,} bytes; at most {_MAX_LINE_BYTES:,} are kept")
    path = folder / FILE
    try:
        with _LOCK, open(path, "a+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end + len(line) > MAX_FILE_BYTES:
                raise OnRecordError(f"{path} has {end:,} bytes, which is all that is kept; make drafts of it and move it away")
            file.seek(max(end - 1, 0))
            torn = file.read(1) not in (b"\n", b"")  # a crash cut the last line short
            file.write(b"\n" * torn + line)
            os.fsync(file.fileno())
    except OSError as error:
        raise OnRecordError(f"{path} can't be written: {error.strerror}") from error


def read_judgements(folder: Path) -> tuple[list[Judgement], int]:
    """What was kept, in order; and how many lines are no judgements, such as one that a crash cut short.

    Raises:
        OnRecordError: the file can't be read.
    """
    path = folder / FILE
    found: list[Judgement] = []
    torn = 0
    try:
        with open(path, "rb") as file:
            for line in file:
                if not line.strip():
                    continue
                try:
                    found.append(_JUDGEMENT.validate_json(line))
                except ValidationError:
                    torn += 1
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise OnRecordError(f"{path} can't be read: {error.strerror}") from error
    return found, torn


# Drafts

_LIKED = "liked by a reader: is this all of the evidence, and nothing but it? Mend what is not right"
_REFUSED = "liked by a reader, who takes it for unanswerable: do the articles really not say it? If they do, fill in the evidence"
_DISLIKED = 'disliked by a reader{reason}: fill in the evidence, or write "unanswerable": true if the articles don\'t say'
_LONGEST_WORDS = 12  # by which a slice is lengthened on each side, to stand in its article only once


def drafts(index: Index, judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """A line of gold for each question on which there is an opinion, the latest one counting; every one to be finished by a person.

    ``draft`` says what is to be done, and gold with it is refused until it is taken out.
    """
    latest = {(each.question, each.history): each for each in judgements}
    return [_draft(index, each) for each in latest.values() if each.liked is not None and each.question.strip()]


def _draft(index: Index, judgement: Judgement) -> dict[str, Any]:
    answer = _answer(judgement)
    key = json.dumps([judgement.question, judgement.history]).encode()
    line: dict[str, Any] = {"id": f"feedback-{hashlib.sha256(key).hexdigest()[:10]}", "question": judgement.question}
    if judgement.history:
        line["history"] = list(judgement.history)
    if not judgement.liked or answer is None:
        task = _LIKED if judgement.liked else _DISLIKED.format(reason=f" (“{judgement.reason}”)" if judgement.reason else "")
        line |= {"evidence": [], **_todo(task, _cited(answer))}
    elif not answer.citations:
        line |= {"unanswerable": True, **_todo(_REFUSED)}
    else:
        slices = [_slice(index, citation) for citation in answer.citations]
        line["evidence"] = [[each] for each in slices if isinstance(each, dict)]
        line |= {**_agreed(answer), **_todo(_LIKED, *(each for each in slices if isinstance(each, str)))}
    return {**line, "tags": ["feedback"]}


def _answer(judgement: Judgement) -> Answer | None:
    """None where it wasn't kept, or isn't one: the file may have been edited."""
    try:
        return None if judgement.answer is None else read_answer(judgement.answer)
    except OnRecordError:
        return None


def _todo(*what: str) -> dict[str, str]:
    return {"draft": "; ".join(filter(None, what))}


def _cited(answer: Answer | None) -> str:
    """What the answer cited, for who looks for what is right."""
    cited = [f"{each.quote} ({each.article})" for each in answer.citations] if answer else []
    return f"cited was: {' / '.join(cited)}" if cited else ""


def _agreed(answer: Answer) -> dict[str, Any]:
    """The short answer, and the speaker and day where all citations have the same."""
    speakers, days = {each.speaker for each in answer.citations}, {each.said_on for each in answer.citations}
    agreed = {
        "answers": [answer.short] if answer.short else None,
        "speaker": speakers.pop() if len(speakers) == 1 else None,
        "said_on": days.pop() if len(days) == 1 else None,
    }
    return {key: value for key, value in agreed.items() if value}


def _slice(index: Index, citation: Citation) -> dict[str, str] | str:
    """The citation as a slice of gold: words that stand in the article as it is now, and only once; or else what is wrong with it."""
    id, quote = citation.article, citation.quote
    try:
        article = index.article(id)
    except ArticleError:
        return f"the article {id!r} is not there any more, in which was cited: {quote}"
    start = citation.start if article.version == citation.version else article.text.find(quote)
    if start < 0 or article.text[start : start + len(quote)] != quote:
        return f"the article {id!r} has changed, and doesn't say any more: {quote}"
    words = _only_one(article, start, start + len(quote))
    return {"article": id, "quote": words} if words else f"these words stand more than once in {id!r}, so write more of them: {quote}"


def _only_one(article: Article, start: int, end: int) -> str | None:
    """The slice, with as many words beside it as it takes for it to stand there once."""
    text = article.text
    for _ in range(_LONGEST_WORDS):
        if text.find(text[start:end], text.find(text[start:end]) + 1) < 0:
            return text[start:end]
        before, after = text[:start].rstrip(), text[end:].lstrip()
        start = before.rfind(" ") + 1
        end = len(text) - len(after)
        blank = text.find(" ", end)
        end = len(text) if blank < 0 else blank
    return None


def write_drafts(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Raises: OnRecordError: there is a file already, which somebody may have finished; or it can't be written."""
    if path.exists():
        raise OnRecordError(f"{path} is there already, and may hold drafts that somebody has finished; name another file")
    try:
        write_atomically(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
    except OSError as error:
        raise OnRecordError(f"{path} can't be written: {error.strerror}; name another file") from error
