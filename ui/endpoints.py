"""What programs and language models may call: /ask, /search, /statements and /article, with the JSON of the command.

Their docstrings are what a model is shown of them as tools. No `from __future__ import annotations` here: Gradio reads the annotations
of results as they are.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from inspect import Parameter, signature
from typing import Annotated, Any, Literal

import gradio as gr
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from gradio.events import api
from gradio.utils import get_function_description
from pydantic import Field, ValidationError, validate_call
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ..index.errors import OnRecordError, QuestionError
from ..index.filters import checked_filters
from ..index.index import MAX_K, Index
from ..qa.assistant import Assistant
from .records import article_json, hit_json, statement_json

_EARLIER = 100  # questions that a history may hold
_MOST_STATEMENTS = 1000

Call = Callable[..., Any]


class Told(gr.Error):
    """An error of the one who calls, in a sentence; not written to the server's log."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)

    def __str__(self) -> str:
        return self.message


def calls(index: Index, assistant: Assistant) -> list[Call]:
    """What can be called, by its name. Values of wrong kinds, and all that we raise on purpose, become OnRecordErrors with a sentence."""
    return [_ask(assistant), _search(index), _statements(index), _article(index)]


def add_endpoints(page: gr.Blocks, offered: Sequence[Call]) -> None:
    """Offers them on the page's server, as Gradio's endpoints and tools, and hides whatever else the page itself calls there."""
    for fn in page.fns.values():
        fn.api_visibility = "private"
    with page:
        for call in offered:
            # Not queued: a model's tool call then takes no way around over HTTP.
            api(_endpoint(call), api_name=call.__name__, queue=False)
    for fn in page.fns.values():
        if fn.api_visibility == "public" and fn.fn is not None:
            for parameter, description in zip(fn.inputs, get_function_description(fn.fn)[1].values(), strict=False):
                parameter.label = description  # pyright: ignore[reportAttributeAccessIssue]  # what the API's description shows


def routes(offered: Sequence[Call], at_once: int) -> list[BaseRoute]:
    """The same by one plain request, with named values: POST /ask, {"question": "..."}."""
    limiter = CapacityLimiter(at_once)
    return [Route(f"/{call.__name__}", partial(_answered, call, limiter), methods=["POST"]) for call in offered]


async def _answered(call: Call, limiter: CapacityLimiter, request: Request) -> Response:
    try:
        values = await request.json()
    except (ValueError, RecursionError):
        return JSONResponse({"error": 'the request holds no JSON; send an object, as {"question": "..."}'}, 400)
    if not isinstance(values, dict):
        return JSONResponse({"error": f'the request is {values!r:.60}; send an object, as {{"question": "..."}}'}, 400)
    try:
        return JSONResponse(await run_sync(partial(_checked, call, **values), limiter=limiter))
    except OnRecordError as error:
        return JSONResponse({"error": str(error)}, 400)


_validating = cache(validate_call)  # it takes a millisecond or two to make


def _checked(call: Call, /, *values: Any, **named: Any) -> Any:
    """Raises: OnRecordError: what it raises itself, or a value of a kind that it doesn't take."""
    try:
        return _validating(call)(*values, **named)
    except ValidationError as error:
        faults = [f"{_parameter(call, each['loc'])}: {each['msg']}{_met(each['type'], each['input'])}" for each in error.errors()]
        raise QuestionError(f"this can't be used: {'; '.join(faults)}") from None


def _met(kind: str, value: Any) -> str:
    return "" if kind == "missing_argument" else f" (it is {value!r:.60})"


def _parameter(call: Call, place: tuple[int | str, ...]) -> str:
    """The name of the parameter at which something is wrong; values without names come by their place."""
    first, *inner = place or ("the call",)
    names = list(signature(call).parameters)
    return ".".join(map(str, (names[first] if isinstance(first, int) and first < len(names) else first, *inner)))


def _endpoint(call: Call) -> Call:
    """The call as Gradio wants it: with the request as its last value, which it fills in."""

    def endpoint(*given: Any) -> Any:
        *values, request = given
        try:
            found = _checked(call, *values)
        except OnRecordError as error:
            raise Told(str(error)) from None
        # Models are handed a result as Python prints it, so theirs is made JSON beforehand.
        return json.dumps(found, ensure_ascii=False) if request.url.path.startswith("/gradio_api/mcp") else found

    described = signature(call)
    of_request = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=gr.Request, default=None)
    endpoint.__name__, endpoint.__doc__ = call.__name__, call.__doc__
    endpoint.__signature__ = described.replace(parameters=[*described.parameters.values(), of_request])  # pyright: ignore[reportFunctionMemberAccess]
    endpoint.__annotations__ = {**call.__annotations__, "request": gr.Request}
    return endpoint


def _ask(assistant: Assistant) -> Call:
    def ask(question: str, history: Annotated[list[str], Field(max_length=_EARLIER)] | None = None) -> dict[str, Any]:
        """Answers a question about what was said in the news articles of this index, with the passages that it is from.

        The text holds marks like [1], one for each of the citations; every quote is an exact slice of its article, with who said it and
        when. The "outcome" is "answered"; "unsure", where the citations are only what comes nearest; or "nothing".

        Args:
            question: What to ask, in plain words, such as: what did the minister say about ferries?
            history: The questions asked before this one, oldest first, for follow-ups like: and where did he say it?

        Returns:
            One answer: question, answered, outcome, text, short, citations, closest, confidence, removed, answerer, reader, index, cost
        """
        return assistant.ask(question, history or []).to_json()

    return ask


def _search(index: Index) -> Call:
    def search(
        question: str,
        k: Annotated[int, Field(ge=1, le=MAX_K)] = 5,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
        speaker: str | None = None,
    ) -> list[dict[str, Any]]:
        """Finds the passages of the news articles that lie nearest to a question, best first. These are no answer, only what is near.

        Args:
            question: What to look for, in plain words.
            k: How many passages to return.
            since: Only articles published from this day on, as 2022-02-15.
            until: Only articles published up to this day.
            source: Only articles of this outlet.
            speaker: Only passages in which this one says something: a name, or a role like "the finance minister".

        Returns:
            A list of passages: article, version, start, end, text, speakers, score and more; start and end count the characters of the text
        """
        return [hit_json(hit) for hit in index.search(question, k, since=since, until=until, source=source, speaker=speaker)]

    return search


def _statements(index: Index) -> Call:
    def statements(
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: Literal["direct", "indirect", "mixed"] | None = None,
        article: str | None = None,
        limit: Annotated[int, Field(ge=1, le=_MOST_STATEMENTS)] = 50,
    ) -> list[dict[str, Any]]:
        """Lists who said what in the news articles: of the newest article first, or the nearest first where a topic is given.

        Args:
            speaker: Only what this one said: a name, or a role like "the finance minister".
            about: Only what was said about this topic.
            since: Only what was said from this day on, as 2022-02-15.
            until: Only what was said up to this day.
            kind: Only direct speech, indirect speech, or speech that is quoted in part.
            article: Only of the article with this id.
            limit: How many statements to return at most.

        Returns:
            A list of statements: article, speaker, source, cue, content, kind, said_on; each slice with its start, end and text
        """
        filters = checked_filters(since, until, None, article, speaker, kind)
        if about is None:
            return [statement_json(of.text, statement) for of, statement in index.statements_filtered(filters, limit)]
        near = [hit for hit in index.search_statements(about, limit, filters) if hit.is_near]
        return [statement_json(hit.article.text, hit.statement) for hit in near]

    return statements


def _article(index: Index) -> Call:
    def article(id: str, version: int | None = None) -> dict[str, Any]:
        """Returns one news article whole, with its headline, outlet, author and day.

        Args:
            id: The article's id, as citations, passages and statements give it.
            version: An earlier version of its text, as citations give it; left out, the text as it is now.

        Returns:
            The article: id, text, title, published, source, author, url, language, rights, version, sha256, characters
        """
        return article_json(index.article(id, version))

    return article
