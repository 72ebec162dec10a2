"""What goes wrong with language models, in words for the person who asked: which model, where, why, and what to do.

No message holds anything that the model, its server or an exception said, but for the names of its models: they repeat keys and prompts.
"""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from ..index.errors import ModelError

REFUSES = (400, 405, 422, 501)
"""HTTP's answers to a request of a form that the server doesn't take."""
BUSY = (429, 502, 503, 504)
"""HTTP's answers of a server that may well answer a moment later."""
_MOVED = range(300, 400)
_TOO_LONG = ("context_length", "context length", "context size", "context window", "maximum context", "too many tokens", "too long")
_MALFORMED = {
    *("JSONDecodeError", "UnicodeDecodeError", "ValueError", "AttributeError", "TypeError", "KeyError", "IndexError"),
    *("ValidationError", "APIResponseValidationError", "DecodingError"),
}


def model_fault(error: Exception, llm: Any, name: str) -> ModelError:
    """``llm`` is a LlamaIndex LLM of that name, or None; what it raised becomes a ModelError that has no cause to show."""
    who = described(llm, name)
    status = status_of(error)
    kinds = {type(each).__name__ for each in _chain(error)}
    if is_too_long(error):
        return ModelError(
            f"{who} can't read so long a text as the question with its passages; set llm.context_window to the number of tokens that its "
            "server runs it with"
        )
    if status is not None:
        return ModelError(f"{who} {_refusal(status, error, llm)}")
    if kinds & {"SSLError", "SSLCertVerificationError", "SSLEOFError"}:
        return ModelError(f"{who} can't be reached safely: its certificate can't be trusted, or it isn't reached by https at all")
    if "gaierror" in kinds:
        return ModelError(f"{who} can't be reached: no host of that name is known; is the address right?")
    if kinds & {"ConnectTimeout", "ConnectionRefusedError"}:
        return ModelError(f"{who} can't be reached: nothing answers there; is its server running, and is the address right?")
    if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead", "ConnectionResetError", "ChunkedEncodingError", "BrokenPipeError"}:
        return broken(llm, name)
    if kinds & {"ConnectError", "ConnectionError", "APIConnectionError"} and not any("Timeout" in kind for kind in kinds):
        return ModelError(f"{who} can't be reached; is its server running, and is the address right?")
    if any("Timeout" in kind for kind in kinds):
        return ModelError(f"{who} does not answer; is its server busy with something else?")
    if _is_ours(llm) and kinds & _MALFORMED:
        return malformed(llm, name)
    if _is_ours(llm) and kinds & {"APIError"}:
        return ModelError(f"{who} reports an error of its own in the middle of its answer; what its server writes may say why")
    return ModelError(f"{who} failed: {type(error).__name__}")


def late(llm: Any, name: str, seconds: float, begun: bool) -> ModelError:
    """``begun``: something of the answer had come."""
    what = "had not finished its answer" if begun else "had not begun to answer"
    return ModelError(f"{described(llm, name)} {what} after {seconds:g} seconds; a smaller model is faster, or set a longer llm.timeout")


def broken(llm: Any, name: str) -> ModelError:
    return ModelError(f"{described(llm, name)} broke off its answer; did its server stop, or run out of memory?")


def malformed(llm: Any, name: str) -> ModelError:
    return ModelError(
        f"{described(llm, name)} doesn't answer as an OpenAI-compatible server does; is the address right? It is the one that ends in /v1, "
        "mostly"
    )


def silent(llm: Any, name: str) -> ModelError:
    return ModelError(f"{described(llm, name)} gave an empty answer; if it thinks before it answers, set a larger llm.max_tokens")


def described(llm: Any, name: str) -> str:
    """The model 'llama3.2' at http://127.0.0.1:11434/v1, without what an address may hold of keys."""
    return f"the model {name!r}{at}" if (at := _place(llm)) else f"the model {name!r}"


def _place(llm: Any) -> str:
    address = next((found for each in ("api_base", "base_url") if isinstance(found := getattr(llm, each, None), str)), "")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f" at {parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _refusal(status: int, error: Exception, llm: Any) -> str:
    if status in (401, 403):
        if not _is_ours(llm) or llm.has_key:
            return f"refuses the key that it was given ({status}); is it right, and for this model?"
        return f"wants a key ({status}); set ONRECORD_LLM__API_KEY"
    if status == 404:
        return _absent(llm)
    if status == 429:
        after = retry_after(error)
        wait = f"wants to be asked again in {after:.0f} seconds" if after is not None else "wants to be asked again later"
        return f"has too many requests, or no more credit, and {wait} (429)"
    if status in _MOVED:
        return f"has moved ({status}); articles are sent to no other address than the one that is set, so set the new one"
    if status in REFUSES:
        return f"refuses the request ({status}); what its server writes may say why"
    if status in BUSY:
        return f"is not ready ({status}); is it still being loaded, or its server at its limit?"
    return f"failed at its server ({status}); what that writes may say why"


def _absent(llm: Any) -> str:
    names: Callable[[], list[str] | None] | None = getattr(llm, "names", None) if _is_ours(llm) else None
    listed = names() if names is not None else None
    if listed is None:
        return "isn't there (404); is its name right, and the address, which mostly ends in /v1?"
    return f"isn't there (404); its server has {', '.join(map(repr, listed)) if listed else 'no model at all'}"


def _is_ours(llm: Any) -> bool:
    return hasattr(llm, "has_key")


def status_of(error: Exception) -> int | None:
    """HTTP's, as whatever library raised it has it."""
    for each in (error, getattr(error, "response", None)):
        status = getattr(each, "status_code", None)
        if isinstance(status, int) and status >= 300:
            return status
    return None


def is_too_long(error: Exception) -> bool:
    """The prompt doesn't fit into the model's window: servers agree on no status or code for that, but on some words."""
    said = f"{getattr(error, 'code', '')} {error}".lower()
    return status_of(error) in (400, 413, 422, 500) and any(words in said for words in _TOO_LONG)


def retry_after(error: Exception) -> float | None:
    """In seconds, as the server's header says: a number, or HTTP's date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    said = str(headers.get("retry-after", ""))
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(said).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return max(0.0, seconds) if seconds < 1e9 else None  # not nan or inf either


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        yield error
        following = error.__cause__ or error.__context__
        if following is None:
            return
        error = following
