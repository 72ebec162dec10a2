"""A LlamaIndex model in the tests' own process, which writes what it is told to, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM
from pydantic import PrivateAttr


class ScriptedLLM(CustomLLM):
    """``script`` makes the answer's pieces of the prompt; an exception among them is raised there."""

    window: int = 8_000
    _script: Callable[[str], Iterable[str | Exception]] = PrivateAttr()
    _asked: list[str] = PrivateAttr(default_factory=list)

    def __init__(
        self, *pieces: str | Exception, script: Callable[[str], Iterable[str | Exception]] | None = None, window: int = 8_000
    ) -> None:
        super().__init__(window=window)
        self._script = script or (lambda _: pieces)

    @property
    def asked(self) -> list[str]:
        """The prompts, with the roles of their messages."""
        return self._asked

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted", context_window=self.window, num_output=256)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        raise NotImplementedError("it is asked to stream")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        self._asked.append(prompt)

        def written() -> CompletionResponseGen:
            text = ""
            for piece in self._script(prompt):
                if isinstance(piece, Exception):
                    raise piece
                text += piece
                yield CompletionResponse(text=text, delta=piece)

        return written()
