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
    from llama_index.core.llms import LLM
    from pydantic_core import ErrorDetails

    from ..index.index import Index
    from ..qa.assistant import Assistant
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
        fail(f"the settings can't be used: {'; '.join(map(_fault, error.errors()))}; set what can be set: onrecord config", WRONG_CALL)
    except ValueError as error:
        fail(f"onrecord.toml can't be read, or a setting in the environment: {error}", WRONG_CALL)


def _fault(fault: ErrorDetails) -> str:
    """What is wrong with a setting; its value only where that can't be a key, such as one behind a name that is misspelt."""
    name = ".".join(map(str, fault["loc"]))
    value = fault["input"]
    tells = isinstance(value, str | int | float) and fault["type"] != "extra_forbidden" and fault["loc"][0] != "llm"
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}{f' (it is {value!r:.60})' if tells else ''}"


def language_model(use: bool = True) -> LLM | None:
    """The one in the settings, to be given to an Assistant; None if there is none, or not to ``use`` it."""
    chosen = settings().llm
    if not use or not chosen.base_url or not chosen.model:
        return None
    from ..qa.language_model import connect

    return connect(
        chosen.base_url,
        chosen.model,
        api_key=chosen.api_key.get_secret_value() if chosen.api_key else None,
        timeout=chosen.timeout,
        connect_timeout=chosen.connect_timeout,
        context_window=chosen.context_window,
        max_tokens=chosen.max_tokens,
        temperature=chosen.temperature,
    )


def assistant_on(index: Index, by_model: bool = True, strict: bool = False) -> Assistant:
    """An assistant with the models of the settings; ``strict`` even where these aren't."""
    from ..qa.assistant import Assistant

    chosen = settings()
    llm = language_model(by_model)
    strict = strict or chosen.llm.strict
    return Assistant(index, llm, reader=chosen.reader, entailment=chosen.entailment, seconds=chosen.llm.timeout, strict=strict)


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


def model_option(command: Command) -> Command:
    """``--model/--no-model`` and ``--strict``, as the arguments ``by_model`` and ``strict``."""
    command = click.option("--strict", is_flag=True, help="Show nothing of the model's that can't be verified.")(command)
    help = "Let the language model of the settings write, where there is one."
    return click.option("--model/--no-model", "by_model", default=True, help=help)(command)


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
