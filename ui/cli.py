"""The command: ``onrecord add``, ``ask``, ``search`` and so on.

Text goes to standard output, progress and notes to standard error. Exit status:
0 done or answered, 3 unsure or nothing found, 1 it failed, 2 the call was wrong.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import click

from ..index.errors import OnRecordError, QuestionError
from .chatting import chat
from .configuring import config
from .evaluate import bench, evaluate
from .on_record import speakers, statements
from .options import (
    ABSTAINED,
    FAILED,
    WRONG_CALL,
    assistant_on,
    fail,
    filter_options,
    index_option,
    json_option,
    model_option,
    opened,
    print_json,
    settings,
)
from .receipts import export, save_answer, save_option, verify
from .records import article_json, hit_json
from .terminal import echo, note, printable, progress_bar, show_answer, show_articles, show_hits


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows a question mark rather than nothing at all
    try:
        cli(prog_name="onrecord")
    except OnRecordError as error:
        fail(str(error), WRONG_CALL if isinstance(error, QuestionError) else FAILED)
    except (PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError, FileNotFoundError) as error:
        fail(f"{error.filename} can't be written or read: {error.strerror}")
    except BrokenPipeError:  # the reader of our output has gone, say `head`
        sys.stderr.close()
        sys.exit(FAILED)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="onrecord")
def cli() -> None:
    """Ask a pile of articles what was said; get the words, each checked against the text."""


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@index_option
@json_option
def add(inputs: tuple[str, ...], where: str | None, as_json: bool) -> None:
    """Add articles: .txt, .md, .jsonl and .csv files, folders of them, or - for standard input.

    What is there already is left alone; what has changed is replaced, and its earlier version kept.
    """
    with opened(where, create=True) as index, progress_bar("Adding") as progress:
        report = index.add(inputs, progress)
        name = index.name
    for failure in report.failed:
        note(f"not added: {failure}")
    if as_json:
        print_json(asdict(report))
    else:
        counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged, "not added": report.failed}
        echo(f"{', '.join(f'{len(ids)} {what}' for what, ids in counts.items() if ids) or 'nothing to add'} (index {name})")
    if report.failed:
        sys.exit(FAILED)


@cli.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@index_option
@json_option
def remove(ids: tuple[str, ...], where: str | None, as_json: bool) -> None:
    """Remove articles, in all their versions."""
    with opened(where) as index:
        removed = index.remove(ids)
    if as_json:
        print_json({"removed": removed})
    else:
        echo(f"{len(removed)} removed")


@cli.command()
@click.argument("id", required=False)
@click.option("--version", type=int, help="An earlier version of the article ID.")
@filter_options
@index_option
@json_option
def articles(
    id: str | None, version: int | None, since: str | None, until: str | None, source: str | None, where: str | None, as_json: bool
) -> None:
    """List the articles, or show the one with this ID whole."""
    with opened(where) as index:
        found = [index.article(id, version)] if id else index.articles(since=since, until=until, source=source)
    if as_json:
        for article in found:
            about = article_json(article)
            print_json(about if id else {key: value for key, value in about.items() if key != "text"})
    elif id:
        show_articles(found)
        echo()
        echo(printable(found[0].text))
    else:
        show_articles(found)
        note(f"{len(found)} articles")


@cli.command()
@click.argument("question")
@click.option("-k", type=int, help="How many hits.")
@click.option("--article", metavar="ID", help="Only this article.")
@click.option("--speaker", metavar="NAME", help="Only passages in which this one says something; a role will do.")
@click.option("--rerank/--no-rerank", default=True, help="Compare the first hits with the question word by word, too.")
@filter_options
@index_option
@json_option
def search(question: str, k: int | None, where: str | None, as_json: bool, **options: Any) -> None:
    """Find the passages nearest to a question; - reads it from standard input."""
    with opened(where) as index:
        hits = index.search(_argument(question), settings().k if k is None else k, **options)
    if as_json:
        for hit in hits:
            print_json(hit_json(hit))
    else:
        show_hits(hits)


@cli.command()
@click.argument("question", required=False)
@click.option(
    "--batch", type=click.File("r", encoding="utf-8"), metavar="FILE", help='Questions as JSONL, {"id", "question", "history"} a line.'
)
@save_option
@model_option
@index_option
@json_option
def ask(
    question: str | None, batch: IO[str] | None, save: Path | None, by_model: bool, strict: bool, where: str | None, as_json: bool
) -> None:
    """Answer a question out of the articles, with numbered passages; - reads it from standard input.

    Exit status 3 says that this is no clear answer, or that nothing was found.
    """
    if (question is None) == (batch is None):
        raise click.UsageError("give a question, or --batch FILE, and not both")
    if save is not None and batch is not None:
        raise click.UsageError("--save keeps one answer, and --batch asks for many")
    if batch is not None:
        questions = list(_batch(batch))
        with opened(where) as index:
            assistant = assistant_on(index, by_model, strict)
            for id, asked, history in questions:
                answer = assistant.ask(asked, history)
                if as_json:
                    print_json({"id": id, **answer.to_json()})
                else:
                    echo(printable(f"{id}: {asked}"))
                    show_answer(answer)
                    echo()
        return
    with opened(where) as index:
        answer = assistant_on(index, by_model, strict).ask(_argument(question or ""))
        if as_json:
            print_json(answer.to_json())
        else:
            show_answer(answer)
        if save is not None:
            save_answer(save, answer, index)
    if not answer.answered:
        sys.exit(ABSTAINED)


def _batch(lines: IO[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Raises: QuestionError: a line that is no question; nothing is answered then."""
    from ..index.search import check_question, check_text

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise QuestionError(f"{lines.name}, line {number}: no JSON ({error})") from None
        history = row.get("history") or [] if isinstance(row, dict) else None
        if history is None or not isinstance(row.get("question"), str) or not isinstance(history, list):
            raise QuestionError(
                f"{lines.name}, line {number}: must be "
                f'{{"id": ..., "question": "...", "history": ["...", ...]}}, and is {line.strip()[:80]}'
            )
        if not row["question"].strip() or not all(isinstance(earlier, str) for earlier in history):
            raise QuestionError(f"{lines.name}, line {number}: the question is empty, or the history holds something else than texts")
        try:
            check_question(row["question"])
            for earlier in history:
                check_text(earlier)
        except QuestionError as error:
            raise QuestionError(f"{lines.name}, line {number}: {error}") from None
        yield row.get("id", str(number)), row["question"], history


def _argument(text: str) -> str:
    """The text of an argument; - stands for standard input."""
    return sys.stdin.read().strip() if text == "-" else text


@cli.command()
@click.option("--rebuild", is_flag=True, help="Make all passages and vectors anew from the articles, with today's settings.")
@index_option
@json_option
def doctor(rebuild: bool, where: str | None, as_json: bool) -> None:
    """Check that everything in the index agrees, and make anew what can be derived and doesn't."""
    from ..index.index import Index

    chosen = settings()
    if rebuild:
        with progress_bar("Rebuilding") as progress:
            Index.rebuild(where or chosen.index, embedder=chosen.embedder, progress=progress).close()
    with opened(where) as index:
        checkup = index.doctor()
    if as_json:
        print_json({**asdict(checkup), "healthy": checkup.healthy})
    else:
        for line in checkup.problems:
            echo(printable(f"problem: {line}"))
        for line in checkup.repaired:
            echo(printable(f"repaired: {line}"))
        echo(
            f"{checkup.articles} articles, {checkup.passages} passages, {checkup.embeddings} vectors, "
            f"{checkup.statements} statements, generation {checkup.generation}: "
            f"{'everything agrees' if checkup.healthy else 'see above'}"
        )
    if not checkup.healthy:
        sys.exit(FAILED)


for command in (statements, speakers, chat, verify, export, evaluate, bench, config):
    cli.add_command(command)


if __name__ == "__main__":
    main()
