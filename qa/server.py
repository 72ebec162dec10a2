"""A server that speaks OpenAI's protocol, as a LlamaIndex LLM: what is sent to it, and where and for how long it is waited for."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
from llama_index.llms.openai_like import OpenAILike
from openai import OpenAI, OpenAIError

from .line import LINE

_SENT = {"host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent"}  # headers
_LARGEST = 32 << 20  # bytes of one response: of an answer of 20,000 characters, each in an event of its own, some 5 MB
_LISTING = 5.0  # seconds that the list of models is waited for
_NAMES, _NAME = 10, 60  # how many of a server's models are named, and in how many characters


class Server(OpenAILike):
    """One model of a server.

    The key is known to the HTTP client alone: it stands in no attribute, and so in no repr, trace or message of what is above it.
    Of the environment nothing is sent: no OPENAI_API_KEY, and no header that is set for another server.
    Nothing is tried again here, neither by LlamaIndex nor by openai: whoever asks knows how much time is left.
    """

    has_key: bool = False

    @classmethod
    def at(
        cls,
        base_url: str,
        model: str,
        *,
        api_key: str | None,
        timeout: float,
        connect_timeout: float,
        context_window: int,
        max_tokens: int,
        temperature: float,
    ) -> Server:
        """See ``connect``."""
        http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=connect_timeout),
            event_hooks={"request": [_Sending(api_key)], "response": [_receiving]},
            limits=httpx.Limits(max_keepalive_connections=0),  # so that each reply makes its connections itself, and can cut them
            trust_env=not _is_here(base_url),  # a proxy is for elsewhere
        )
        made = cls(
            model=model,
            api_base=next(_bases(base_url)),
            api_key="none",  # not empty, since OPENAI_API_KEY would be taken instead; what is sent, the client says
            is_chat_model=True,
            is_function_calling_model=False,
            context_window=context_window,
            max_tokens=max_tokens,
            temperature=temperature,
            timeout=timeout,
            max_retries=0,
            additional_kwargs={"stream_options": {"include_usage": True}},
            has_key=api_key is not None,
        )
        made._http_client = http
        _ = made._get_client().chat.completions  # imports what openai needs for it now, so that no reply's time is spent on that
        return made

    def names(self) -> list[str] | None:
        """The models that the server has, sorted; None if it doesn't say. Where it says so at another address than is asked, such as with
        /v1 at the end, it is asked there from now on."""
        for base in _bases(str(self.api_base)):
            client = OpenAI(api_key="none", base_url=base, http_client=self._http_client, max_retries=0, timeout=_LISTING)
            try:
                names = sorted(str(model.id) for model in client.models.list().data)
            except (OpenAIError, AttributeError, TypeError, ValueError, httpx.HTTPError):  # no server of this kind is there
                continue
            if base != self.api_base:
                self.api_base, self._client = base, None
            return ["".join(filter(str.isprintable, name))[:_NAME] for name in names[:_NAMES]]
        return None


class _Sending:
    """What is sent along with a request: what HTTP needs, and the key."""

    def __init__(self, api_key: str | None) -> None:
        self._api_key = api_key

    def __call__(self, request: httpx.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _SENT]:
            del request.headers[name]
        request.headers["User-Agent"] = "onrecord"
        if self._api_key is not None:
            request.headers["Authorization"] = f"Bearer {self._api_key}"
        if (line := LINE.get()) is not None:
            request.extensions["trace"] = line.trace


def _receiving(response: httpx.Response) -> None:
    if (line := LINE.get()) is not None:
        line.received(response)
    response.stream = _Limited(response.stream)  # pyright: ignore[reportArgumentType]  # a synchronous client's is synchronous


class _Limited(httpx.SyncByteStream):
    """A response that ends in an error where it is far longer than any answer: one line of it could fill the memory."""

    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for part in self._stream:
            read += len(part)
            if read > _LARGEST:
                raise ValueError(f"more than {_LARGEST} bytes")
            yield part

    def close(self) -> None:
        self._stream.close()


def _bases(base_url: str) -> Iterator[str]:
    """Where the API can be, the likeliest first: servers have it under /v1, whether or not their address is given with it."""
    base = base_url.rstrip("/")
    if base.endswith("/v1"):
        yield from (base, base.removesuffix("/v1"))
    elif urlsplit(base).path:
        yield from (base, f"{base}/v1")
    else:
        yield from (f"{base}/v1", base)


def _is_here(base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
