"""A language model as the writer uses it: asked once, read piece by piece, and never waited for longer than was said."""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from ..index.errors import ModelError
from .asking import Asking, Tokens
from .model_faults import broken, late, silent

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import LLMMetadata
    from llama_index.core.llms import LLM

CONTEXT_WINDOW = 4096
"""Tokens, where nothing else is said: what Ollama gives a model, which cuts a longer prompt without a word."""
MAX_TOKENS = 1024
"""Of an answer, where nothing else is said."""
_LARGEST_WINDOW = 10_000_000
_RESERVE = 100  # tokens that a chat template puts around the messages
_BYTES = 3.0  # of a token, at the least


def connect(
    base_url: str,
    model: str,
    *,
    api_key: str | None = None,
    timeout: float = 60.0,
    connect_timeout: float = 5.0,
    context_window: int = CONTEXT_WINDOW,
    max_tokens: int = MAX_TOKENS,
    temperature: float = 0.0,
) -> LLM:
    """The model of that name at an OpenAI-compatible server; ``base_url`` may be given with or without /v1. Times are in seconds.

    Nothing is sent yet.

    Raises:
        ModelError: a model that LlamaIndex's client can't ask.
    """
    from .server import Server  # seconds to import, and only for those who plug a model in

    try:
        return Server.at(
            base_url,
            model,
            api_key=api_key,
            timeout=timeout,
            connect_timeout=connect_timeout,
            context_window=context_window,
            max_tokens=max_tokens,
            temperature=temperature,
        )
    except ValueError:
        raise ModelError(f"the model {model!r} can't be asked: it has another interface than chat completions; name another") from None


def name_of(llm: LLM) -> str:
    """The model's name, or its class's where it has none."""
    metadata = _metadata(llm)
    name = "".join(filter(str.isprintable, metadata.model_name))[:100].strip() if metadata is not None else ""
    return name if name not in ("", "unknown") else type(llm).__name__


def budget(llm: LLM) -> int:
    """How many tokens a prompt may have, so that an answer fits into the model's window beside it.

    What a model says of itself is believed where it can be true; an answer gets half of the window at most.
    """
    metadata = _metadata(llm)
    window = metadata.context_window if metadata is not None and 0 < metadata.context_window <= _LARGEST_WINDOW else CONTEXT_WINDOW
    output = metadata.num_output if metadata is not None and metadata.num_output > 0 else MAX_TOKENS
    return max(0, window - min(output, window // 2) - _RESERVE)


def count_tokens(text: str) -> int:
    """About how many tokens a text is to a language model, rather too many than too few.

    A model's own tokenizer would have to be fetched, and another's is as wrong as this. Counted by bytes, since a letter of another
    script is two or three bytes, and about as many tokens. English news has 4.3 bytes a token in GPT-4's vocabulary, 3.9 in smaller ones.
    """
    return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES)


def _metadata(llm: LLM) -> LLMMetadata | None:
    try:
        return llm.metadata
    except Exception:  # noqa: BLE001  # other people's models raise what they like, say of a name that they don't know
        return None


class Reply:
    """What a model answers, as the pieces of text in which it comes; asked when the first is wanted, and read once.

    Iteration ends when the answer does, after ``seconds`` in all, after ``most`` characters, or with an ``error``, whatever is
    the first; the pieces before it stand. Whoever stops iterating stops the model. What a model thinks aloud (<think> ... </think>)
    is no piece of its answer.
    """

    error: ModelError | None = None
    """What went wrong, for the reader."""
    cut = False
    """Whether the answer ends where the model did not end it, so that its last sentence may be half a one."""

    def __init__(self, llm: LLM, messages: Sequence[tuple[str, str]], seconds: float, most: int = 20_000) -> None:
        """``messages`` are (role, text), the roles "system", "user" and "assistant"."""
        self._llm, self._name, self._seconds = llm, name_of(llm), seconds
        self._prompt = sum(count_tokens(text) for _, text in messages)
        self._asking = Asking(llm, self._name, messages, seconds, most)
        self._pieces = self._read()

    def __iter__(self) -> Iterator[str]:
        return self._pieces

    def close(self) -> None:
        """Stops the model."""
        self._pieces.close()

    @property
    def tokens(self) -> Tokens:
        """As the server counts them, or else ``estimated``."""
        asking = self._asking
        if asking.usage is not None:
            return asking.usage
        return Tokens(0, 0) if asking.error is not None and not asking.heard else Tokens(self._prompt, math.ceil(asking.size / _BYTES))

    @property
    def estimated(self) -> bool:
        return self._asking.usage is None

    def _read(self) -> Generator[str]:
        asking, empty, ended = self._asking, True, False
        end = time.monotonic() + self._seconds
        asking.start()
        try:
            while piece := asking.pieces.get(timeout=max(0.0, end - time.monotonic())):
                empty = False
                yield piece
                if time.monotonic() > end:
                    raise queue.Empty
        except queue.Empty:
            self.error = late(self._llm, self._name, self._seconds, asking.heard)
        else:
            ended = True
            self.error = asking.error
            if self.error is None and not asking.is_full:
                if asking.should_finish and asking.finish is None:
                    self.error = broken(self._llm, self._name)
                elif empty:
                    self.error = silent(self._llm, self._name)
        finally:
            asking.stop()
            self.cut = not ended or self.error is not None or asking.is_full or asking.finish == "length"
