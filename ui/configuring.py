"""``onrecord config``: the settings in force; and whether the language model among them answers."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from .options import FAILED, WRONG_CALL, fail, json_option, language_model, print_json, settings
from .terminal import echo, printable

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_ASKED = """Question: What did Mara Vell say of the ferry?

Passages:
<passage n="1" speaker="Mara Vell" published="2031-05-06">
Mara Vell said that the ferry would sail on Monday.
</passage>

Answer the question in one short sentence out of this passage alone, ending with its number in square brackets."""
_RIGHT = ("vell", "monday")
_SHOWN = 300  # characters of an answer


@dataclass(frozen=True)
class Check:
    """What came of asking a model one thing."""

    model: str
    ok: bool
    error: str | None
    """What is wrong, and what to do."""
    answer: str
    seconds: float
    prompt_tokens: int
    completion_tokens: int
    estimated: bool
    """Whether the tokens were counted here, and not by the server."""


@click.group("config", invoke_without_command=True)
@json_option
@click.pass_context
def config(context: click.Context, as_json: bool) -> None:
    """Show the settings in force, and what each is for; the key is told to be set or not, and never shown."""
    if context.invoked_subcommand is not None:
        context.obj = as_json
        return
    chosen = settings()
    if as_json:
        print_json(chosen.shown())
        return
    for name, value, purpose in chosen.described():
        echo(printable(f"{name} = {json.dumps(value)}    # {purpose}"))


@config.command()
@json_option
@click.pass_obj
def check(as_json_before: bool, as_json: bool) -> None:
    """Ask the language model one thing, and say in words what is wrong if it fails.

    Exit status 1 says that it failed, or that its answer makes no sense; 2 that no language model is set.
    """
    llm = language_model()
    if llm is None:
        fail("no language model is set: set llm.base_url and llm.model, or ONRECORD_LLM__BASE_URL and ONRECORD_LLM__MODEL", WRONG_CALL)
    found = checked(llm, settings().llm.timeout)
    if as_json or as_json_before:
        print_json(asdict(found))
    elif found.answer:
        about = "about " if found.estimated else ""
        echo(printable(f"{found.model}: {found.seconds} s, {about}{found.prompt_tokens} tokens read and {found.completion_tokens} written"))
        echo(printable(f"It answered: {found.answer}"))
        if found.ok:
            echo("That is right.")
    if not found.ok:
        fail(printable(found.error or ""), FAILED)


def checked(llm: LLM, seconds: float) -> Check:
    """Asks what any model can answer, in the form in which it is asked about articles."""
    from ..qa.language_model import Reply, name_of

    reply = Reply(llm, [("system", "You answer questions out of the passages that you are given."), ("user", _ASKED)], seconds)
    begun = time.perf_counter()
    answer = " ".join("".join(reply).split())
    took = round(time.perf_counter() - begun, 2)
    error = str(reply.error) if reply.error is not None else None
    if error is None and not all(word in answer.lower() for word in _RIGHT):
        error = "it answers, but not what it was asked; another model may do better. Sentences like these are not shown to readers"
    return Check(name_of(llm), error is None, error, answer[:_SHOWN], took, *reply.tokens, reply.estimated)
