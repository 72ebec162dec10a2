"""Asking a language model, in a thread of its own: streaming or whole, and again where its server is busy."""

from __future__ import annotations

import atexit
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakSet

from .line import LINE, Line
from .model_faults import BUSY, REFUSES, is_too_long, model_fault, retry_after, status_of

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM

    from ..index.errors import ModelError

_GRACE = 2.0  # seconds that threads have for ending when Python ends
_AGAIN = 2  # times that a busy server is asked again
_THOUGHT = re.compile(r"<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_ENDS = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_BEGUN = re.compile(r"</?[a-z]{0,9}\Z", re.IGNORECASE)  # what may become one of these


class Tokens(NamedTuple):
    """How many of them the prompt had, and the answer, with what the model thought before it."""

    prompt: int
    completion: int


_threads: WeakSet[threading.Thread] = WeakSet()


@atexit.register
def _let_end() -> None:
    """When Python ends, it kills daemon threads; in the midst of compiled code that can take the process down with an error of its own.

    One that was stopped ends by itself within moments.
    """
    end = time.monotonic() + _GRACE
    for thread in list(_threads):
        thread.join(max(0.0, end - time.monotonic()))


class Asking:
    """One answer of a model, on its way: ``pieces`` is filled by the thread, and "" is its last.

    Nothing is tried again once something of the answer has come. There is no end to how long a foreign model can block the thread, so
    nobody should wait for it; one that ``connect`` made is cut off by ``stop`` at once.
    """

    def __init__(self, llm: LLM, name: str, messages: Sequence[tuple[str, str]], seconds: float, most: int) -> None:
        """``seconds`` from the start on is what trying again must not exceed; ``most`` how many characters are read."""
        self.pieces: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.error: ModelError | None = None
        self.usage: Tokens | None = None
        self.heard = False
        """Whether anything has come."""
        self.size = 0
        """In UTF-8 bytes, of all that was read."""
        self.is_full = False
        """Whether ``most`` was reached."""
        self.finish: str | None = None
        """Why the model ended, as its server has it: "stop", or "length" where ``max_tokens`` was reached."""
        self.should_finish = False
        """Whether the server is of a kind that says why the model ended."""
        self._llm, self._name, self._messages = llm, name, messages
        self._seconds, self._most = seconds, most
        self._end = 0.0
        self._stopped = threading.Event()
        self._line = Line()

    def start(self) -> None:
        self._end = time.monotonic() + self._seconds
        thread = threading.Thread(target=self._run, name="onrecord-model", daemon=True)
        _threads.add(thread)
        thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._line.cut()

    def _run(self) -> None:
        LINE.set(self._line)
        try:
            self._read()
        except Exception as error:  # noqa: BLE001  # other people's models raise what they like, and no answer may fail for it
            if not self._stopped.is_set():
                self.error = model_fault(error, self._llm, self._name)
        finally:
            self._line.close()
            self.pieces.put("")

    def _read(self) -> None:
        thoughts = _Thoughts()
        read = 0
        for text in self._texts():
            if self._stopped.is_set():
                return
            room = self._most - read
            read += len(text)
            self.size += len(text.encode("utf-8", "replace"))
            if piece := thoughts.answer_in(_printable(text[:room])):
                self.pieces.put(piece)
            if read > self._most:
                self.is_full = True
                return
        if piece := thoughts.rest():
            self.pieces.put(piece)

    def _texts(self) -> Iterator[str]:
        for again in range(_AGAIN + 1):
            try:
                yield from self._tried()
                return
            except Exception as error:
                wait = self._wait(error, again)
                if wait is None or self._stopped.wait(wait):
                    raise

    def _wait(self, error: Exception, again: int) -> float | None:
        """After how many seconds to ask again; None if not at all."""
        status = status_of(error)
        if self.heard or again == _AGAIN:
            return None
        if status == 404 and hasattr(self._llm, "names"):
            llm: Any = self._llm
            before = llm.api_base
            llm.names()
            return 0.0 if llm.api_base != before else None
        if status not in BUSY:
            return None
        said = retry_after(error)
        wait = float(2**again) if said is None else said
        return wait if time.monotonic() + wait < self._end else None

    def _tried(self) -> Iterator[str]:
        """Streaming; whole, if the model can't stream or refuses to; and without a message by the system, if it refuses that too."""
        messages, plain = self._chat(joined=False), self._chat(joined=True)
        for last, (streaming, chat) in enumerate(((True, messages), (False, messages), (False, plain)), -2):
            try:
                yield from self._streamed(chat) if streaming else self._whole(chat)
            except NotImplementedError:
                if last == 0:
                    raise
            except Exception as error:
                if last == 0 or self.heard or status_of(error) not in REFUSES or is_too_long(error):
                    raise
            if self.heard or self._stopped.is_set():
                return

    def _chat(self, joined: bool) -> list[ChatMessage]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        if not joined:
            return [ChatMessage(content=text, role=MessageRole(role)) for role, text in self._messages]
        return [ChatMessage(content="\n\n".join(text for _, text in self._messages), role=MessageRole.USER)]

    def _streamed(self, chat: Sequence[ChatMessage]) -> Iterator[str]:
        so_far = ""
        for response in self._llm.stream_chat(chat):
            self._note(response)
            whole = response.message.content or ""
            yield response.delta if response.delta is not None else whole[len(so_far) :]
            so_far = whole

    def _whole(self, chat: Sequence[ChatMessage]) -> Iterator[str]:
        response = self._llm.chat(chat)
        self._note(response)
        yield response.message.content or ""

    def _note(self, response: ChatResponse) -> None:
        self.heard = True
        self.usage = _usage(response) or self.usage
        for choice in _of(response.raw, "choices") or ():
            self.should_finish = True
            self.finish = _of(choice, "finish_reason") or self.finish


class _Thoughts:
    """What a model wrote, without what it thought aloud: <think> ... </think>."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def answer_in(self, piece: str) -> str:
        """What of it is known to be answer; the pieces come in order."""
        self._held += piece
        answer = ""
        while tag := (_ENDS if self._thinking else _THOUGHT).search(self._held):
            answer += "" if self._thinking else self._held[: tag.start()]
            self._held = self._held[tag.end() :]
            self._thinking = not self._thinking
        begun = _BEGUN.search(self._held)
        at = begun.start() if begun else len(self._held)
        answer += "" if self._thinking else self._held[:at]
        self._held = self._held[at:]
        return answer

    def rest(self) -> str:
        """At the end: what could still have become a tag."""
        return "" if self._thinking else self._held


def _printable(text: str) -> str:
    """Without halves of characters, which JSON can hold and no file."""
    return text.encode("utf-8", "replace").decode()


def _usage(response: ChatResponse) -> Tokens | None:
    """As OpenAI's servers count, or as Anthropic's do."""
    for counts in (response.additional_kwargs, _of(response.raw, "usage")):
        for names in (("prompt_tokens", "completion_tokens"), ("input_tokens", "output_tokens")):
            prompt, completion = (_of(counts, name) for name in names)
            if isinstance(prompt, int) and isinstance(completion, int) and prompt >= 0 and completion >= 0:
                return Tokens(prompt, completion)
    return None


def _of(thing: Any, name: str) -> Any:
    """An attribute of an object, or a value of a dict, or None."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
