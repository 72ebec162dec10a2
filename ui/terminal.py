"""What a terminal shows: articles' text without control sequences, answers with their numbers, a progress bar."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

import click

from ..index.model import Article, Hit, Speaker, Statement
from ..qa.answer import Answer, Citation

# Control characters, but for tab and line feed; and those that turn the direction of writing. A terminal obeys them, and the text is a
# stranger's.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PATIENCE = 1.0  # seconds before a progress bar appears


def printable(text: str) -> str:
    """The text with everything that a terminal would obey shown as a replacement character; CR LF becomes LF."""
    return _OBEYED.sub("\ufffd", text.replace("\r\n", "\n"))


def styled(text: str, **style: bool) -> str:
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def echo(text: str = "") -> None:
    """To standard output; colours are dropped where it is no terminal."""
    click.echo(text)


def note(text: str) -> None:
    """To standard error."""
    click.echo(printable(text), err=True)


def show_answer(answer: Answer) -> None:
    if answer.asked is not None:
        note(f"understood as: {answer.asked}")
    echo(_with_the_telling_bold(answer))
    if answer.answerer != "extractive":
        echo(styled(f"(written by {printable(answer.answerer)}, each sentence checked)", dim=True))
    for each in answer.unverified:
        marks = "".join(f" [{n}]" for n in each.citations)
        echo(styled(f"not verified, compare{marks}: {printable(each.text)}", dim=True))
    for each in answer.removed:
        note(f"taken out: {each.text} ({each.why})")
    if answer.citations:
        echo()
    for citation in answer.citations:
        echo(_reference(citation))


def _with_the_telling_bold(answer: Answer) -> str:
    shown, end = "", 0
    for told in (piece.telling for piece in answer.pieces if piece.telling):
        shown += printable(answer.text[end : told.start]) + styled(printable(answer.text[told.start : told.end]), bold=True)
        end = told.end
    return shown + printable(answer.text[end:])


def _reference(citation: Citation) -> str:
    title = citation.title or f"article {citation.article}"
    facts = [citation.source, citation.author, citation.published, f"characters {citation.start}–{citation.end}", citation.url]
    return styled(f"[{citation.n}] {printable(title)}  ·  {_listed(facts)}", dim=True)


def show_hits(hits: list[Hit]) -> None:
    for n, hit in enumerate(hits, 1):
        article = hit.article
        facts = [article.source, article.published, article.id, f"characters {hit.passage.start}–{hit.passage.end}"]
        echo(styled(f"{n}  {hit.score:.3f}  {printable(article.label)}", bold=True))
        echo(styled("   " + _listed(facts), dim=True))
        echo("\n".join(f"   {line}" for line in printable(hit.passage.text).splitlines() if line.strip()))
        echo()


def show_articles(articles: list[Article]) -> None:
    for article in articles:
        facts = [article.published or "undated", article.source, f"{len(article.text):,} characters", article.label]
        echo(f"{styled(printable(article.id), bold=True)}  {_listed(facts)}")


def show_statements(article: Article, statements: Sequence[Statement]) -> None:
    echo(styled(printable(article.label), bold=True))
    for statement in statements:
        words = " … ".join(article.text[span.start : span.end] for span in statement.content)
        about = _listed([statement.kind, statement.said_on])
        echo(f"  {styled(printable(statement.speaker or 'somebody'), bold=True)} ({about}): {printable(' '.join(words.split()))}")
    echo()


def show_speakers(speakers: Sequence[Speaker]) -> None:
    for speaker in speakers:
        known = [", ".join(speaker.roles[:3]), f"also {', '.join(speaker.aliases[:5])}" if speaker.aliases else None]
        echo(f"{speaker.statements:>6}  {styled(printable(speaker.name), bold=True)}  {styled(_listed(known), dim=True)}")


def _listed(facts: Sequence[str | None]) -> str:
    return "  ·  ".join(printable(fact) for fact in facts if fact)


@contextmanager
def progress_bar(what: str, unit: str = "articles") -> Generator[Callable[[int, int, int], None]]:
    """A progress bar on standard error for what takes over a second; none where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total, count: None
        return
    from rich.console import Console  # for those who wait
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]:,} {task.fields[unit]}"),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(what, total=None, count=0, unit=unit)
    begun = time.monotonic()
    shown = False

    def update(done: int, total: int, count: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - begun > _PATIENCE:
            progress.start()
            shown = True
        progress.update(task, completed=done, total=total or None, count=count)

    try:
        yield update
    finally:
        if shown:
            progress.stop()
