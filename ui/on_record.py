"""Who is on record, and with what: ``onrecord statements`` and ``onrecord speakers``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import groupby
from typing import Any

import click

from .options import FAILED, index_option, json_option, opened, print_json
from .records import statement_json
from .terminal import note, show_speakers, show_statements


@click.command()
@click.option("--from", "path", metavar="FILE_OR_FOLDER", help="Read these articles, and no index; - is standard input.")
@click.option("--speaker", metavar="NAME", help="Only of this one; a role will do.")
@click.option("--about", metavar="TOPIC", help="Only on this topic, the nearest first.")
@click.option("--article", metavar="ID", help="Only of this article.")
@click.option("--kind", type=click.Choice(["direct", "indirect", "mixed"]), help="Only of this kind.")
@click.option("--since", metavar="DAY", help="Only what was said from this day on, as 2022-02-15.")
@click.option("--until", metavar="DAY", help="Only what was said up to this day.")
@click.option("--source", metavar="OUTLET", help="Only articles of this outlet.")
@index_option
@json_option
def statements(path: str | None, where: str | None, as_json: bool, **filters: str | None) -> None:
    """Who said what: the statements in the index, or in articles that need not be in any."""
    if path is None:
        _of_index(where, as_json, filters)
        return
    given = [name for name, value in {**filters, "index": where}.items() if value is not None]
    if given:
        raise click.UsageError(f"--from reads articles without an index and shows all that is said in them; leave out --{given[0]}")
    _of_files(path, as_json)


def _of_index(where: str | None, as_json: bool, filters: dict[str, Any]) -> None:
    with opened(where) as index:
        found = index.statements(**filters)
        articles = {id: index.article(id) for id in dict.fromkeys(statement.article for statement in found)}
        unknown = filters["speaker"] is not None and not found and not index.speakers(filters["speaker"])
    if as_json:
        for statement in found:
            print_json(statement_json(articles[statement.article].text, statement))
        return
    for id, group in groupby(found, key=lambda statement: statement.article):
        show_statements(articles[id], list(group))
    if unknown:
        note(f"nobody is on record as {filters['speaker']!r}; all who are: onrecord speakers")
    else:
        note(f"{len(found)} statements")


def _of_files(path: str, as_json: bool) -> None:
    from ..index.filters import DENIED
    from ..index.readers import Failure, Sources
    from ..index.statements import extract

    failed = False
    for read in Sources([path]):
        if isinstance(read, Failure):
            failed = True
            note(f"not read: {read}")
            continue
        article = read.article
        found = extract(article.text, article.id, article.published)
        if as_json:
            print_json({"id": article.id, "statements": [statement_json(article.text, statement) for statement in found]})
        else:
            show_statements(article, [each for each in found if each.kind != DENIED])
    if failed:
        sys.exit(FAILED)


@click.command()
@click.argument("name", required=False)
@index_option
@json_option
def speakers(name: str | None, where: str | None, as_json: bool) -> None:
    """Who is on record, the most quoted first; or those whom a NAME or a role can mean."""
    with opened(where) as index:
        found = index.speakers(name)
    if as_json:
        for speaker in found:
            print_json({key: value for key, value in asdict(speaker).items() if key != "voices"})
        return
    show_speakers(found)
    note(f"{len(found)} speakers" if found or name is None else f"nobody is on record as {name!r}")
