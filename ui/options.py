"""What the commands share: options, settings, the index they open, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from .terminal import note

if TYPE_CHECKING:
    from ..index.index import Index
    from .settings import Settings

FAILED, WRONG_CALL, ABSTAINED = 1, 2, 3

Command = TypeVar("Command", bound=Callable[..., Any])


def fail(message: str, status: int = FAILED) -> NoReturn:
    """Ends the command with a message."""
    note(f"onrecord: {message}")
    sys.exit(status)


def settings() -> Settings:
    """The settings in force, but for flags."""
    from pydantic import ValidationError

    from .settings import Settings

    try:
        return Settings()  # pyright: ignore[reportCallIssue]  # every field has a default
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']} (it is {fault['input']!r:.60})" for fault in error.errors())
        fail(f"the settings can't be used: {faults}; set what can be set: onrecord config", WRONG_CALL)
    except ValueError as error:
        fail(f"onrecord.toml can't be read: {error}", WRONG_CALL)


@contextmanager
def opened(where: str | None, create: bool = False) -> Generator[Index]:
    """The index of that name or path, or the one in the settings."""
    from ..index.index import Index  # FAISS and its kin take a fifth of a second to import, which `--help` need not wait for

    chosen = settings()
    with Index.open(where or chosen.index, embedder=chosen.embedder, reranker=chosen.reranker, create=create) as index:
        yield index


def index_option(command: Command) -> Command:
    """``--index``, as the argument ``where``."""
    return click.option("--index", "where", metavar="NAME_OR_PATH", help="Which index; a bare name lies in your data folder.")(command)


def json_option(command: Command) -> Command:
    """``--json``, as the argument ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def filter_options(command: Command) -> Command:
    """``--since``, ``--until`` and ``--source``, by the day of publication."""
    command = click.option("--source", metavar="OUTLET", help="Only articles of this outlet.")(command)
    command = click.option("--until", metavar="DAY", help="Only articles published up to this day.")(command)
    return click.option("--since", metavar="DAY", help="Only articles published from this day on, as 2022-02-15.")(command)


def print_json(value: object) -> None:
    """One line of JSON. On a terminal all but ASCII is escaped, so that it obeys nothing of what the JSON holds."""
    plain = sys.stdout.isatty() or not sys.stdout.encoding.lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=plain))
