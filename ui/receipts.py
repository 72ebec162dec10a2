"""``onrecord verify``, ``onrecord export`` and ``ask --save``: answers that are kept, checked again, and handed on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from .options import FAILED, index_option, json_option, opened, print_json
from .terminal import echo, note, printable, styled

if TYPE_CHECKING:
    from ..index.index import Index
    from ..qa.answer import Answer
    from ..qa.receipt import Checked, Receipt, Verification

FORMATS = ("markdown", "bibtex", "csl", "json")

Command = TypeVar("Command", bound=Callable[..., Any])


def save_option(command: Command) -> Command:
    """``--save``, as the argument ``save``."""
    path = click.Path(dir_okay=False, path_type=Path)
    help = "Keep the answer in this file, as a receipt to check later: onrecord verify FILE."
    return click.option("--save", type=path, metavar="FILE", help=help)(command)


def save_answer(path: Path, answer: Answer, index: Index) -> None:
    """Writes the answer's receipt, and says so."""
    from ..qa.receipt import receipt, save

    if str(path) == "-":
        raise click.UsageError("--save - names no file; for standard output there is --json")
    save(path, receipt(answer, index))
    note(f"saved: {path}; check it with: onrecord verify {path}")


@click.command()
@click.argument("file", type=click.File("rb"))
@index_option
@json_option
def verify(file: IO[bytes], where: str | None, as_json: bool) -> None:
    """Check the quotations of a saved answer against the articles again; - reads it from standard input.

    Says which article has changed since, or is gone. Exit status 1 says that a quotation doesn't stand.
    """
    from ..qa.receipt import verify as check

    receipt = _read(file)
    with opened(where) as index:
        if index.name != receipt.index.name:
            note(f"the answer is from an index {receipt.index.name[:60]!r}, and is checked against {index.name!r}")
        verification = check(receipt, index)
    if as_json:
        print_json(verification.to_json())
    else:
        _show(verification, receipt)
    if not verification.stands:
        sys.exit(FAILED)


def _read(file: IO[bytes]) -> Receipt:
    from ..qa.receipt import MAX_BYTES, read_receipt

    return read_receipt(file.read(MAX_BYTES + 1), "standard input" if file is sys.stdin.buffer else file.name)


def _show(verification: Verification, receipt: Receipt) -> None:
    for one, citation in zip(verification.checked, receipt.answer.citations, strict=True):
        mark = f"closest {one.n}" if one.closest else f"[{one.n}]"
        echo(styled(f"{mark} {'stands' if one.stands else 'does not stand'}", bold=True))
        for line in (_short(citation.quote, 160), f"article {one.article!r}: {_short(citation.title or 'untitled', 80)}", *_told(one)):
            echo(f"    {printable(line)}")
    standing = sum(one.stands for one in verification.checked)
    echo(f"{standing} of {len(verification.checked)} quotations stand; the receipt is of {receipt.made.isoformat(timespec='seconds')}")
    if not verification.checked and not verification.stands:
        echo("it has an answer that cites nothing, which can't be checked")


def _short(text: str, length: int) -> str:
    text = " ".join(text[: 4 * length].split())
    return text if len(text) <= length else text[: length - 2] + " …"


_WHERE = {"same": "still stands at the same place", "elsewhere": "stands elsewhere in it now", "nowhere": "is not in it any more"}


def _told(one: Checked) -> Iterator[str]:
    """What is to be said of a quotation, a sentence each; nothing if all is as it was."""
    if one.changed and one.place:
        versions = f"version {one.version} then, {one.now} now"
        yield f"the article has changed since ({versions}); the quotation {_WHERE[one.place]}"
    if "gone" in one.faults:
        yield "the article is not in this index"
    if "text" in one.faults:
        yield "the text that was cited is not in this index, in any version: the sha256 differs"
    if "quote" in one.faults:
        yield "the text that was cited has other words at these offsets: this is not what onrecord wrote"
    if "context" in one.faults:
        yield "before or after the quotation stands something else than the receipt says"
    if "about" in one.faults:
        yield f"the index has another {', '.join(one.differing)} for it"
    if "number" in one.faults:
        yield f"the answer's text has no [{one.n}]"


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--to", "format", type=click.Choice(FORMATS), help="markdown if not said otherwise.")
@json_option
def export(file: IO[bytes], format: str | None, as_json: bool) -> None:
    """Print a saved answer for use elsewhere: Markdown with footnotes, or its articles as BibTeX or CSL-JSON.

    - reads it from standard input. --json is --to json: the answer as ask --json prints it.
    """
    if as_json and format not in (None, "json"):
        raise click.UsageError(f"--json is --to json, so it doesn't go with --to {format}")
    from ..qa.export import to_bibtex, to_csl, to_markdown

    answer = _read(file).answer.to_json()
    if as_json or format == "json":
        print_json(answer)
    elif format == "csl":
        print_json(to_csl(answer))
    else:
        echo(printable((to_bibtex if format == "bibtex" else to_markdown)(answer)).rstrip("\n"))
