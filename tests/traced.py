"""A tracer that keeps its spans, for tests of what is told in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

_numbers = count(1)


class KeptSpan(trace.NonRecordingSpan):
    def __init__(self, name: str, within: KeptSpan | None) -> None:
        super().__init__(SpanContext(1, next(_numbers), False, TraceFlags(TraceFlags.SAMPLED)))
        self.name = name
        self.within = within.name if within else None
        self.attributes: dict[str, Any] = {}
        self.failed = False
        self.ended = False

    def set_attribute(self, key: str, value: Any) -> None:
        self.attributes[key] = value

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        code = status.status_code if isinstance(status, Status) else status
        text = status.description if isinstance(status, Status) else description
        assert text is None, text
        self.failed = code is StatusCode.ERROR

    def record_exception(self, *_: Any, **__: Any) -> None:
        raise AssertionError("an error's message may quote an article")

    def add_event(self, *_: Any, **__: Any) -> None:
        raise AssertionError("an event's text is nobody's business")

    def end(self, end_time: int | None = None) -> None:
        self.ended = True


class KeepingTracer(trace.Tracer):
    def __init__(self) -> None:
        self.spans: list[KeptSpan] = []

    def start_span(
        self,
        name: str,
        context: Context | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Mapping[str, Any] | None = None,
        links: Sequence[Any] | None = None,
        start_time: int | None = None,
        record_exception: bool = True,
        set_status_on_exception: bool = True,
    ) -> KeptSpan:
        current = trace.get_current_span(context)
        span = KeptSpan(name, current if isinstance(current, KeptSpan) else None)
        self.spans.append(span)
        return span

    def start_as_current_span(self, *args: Any, **options: Any) -> Any:
        raise NotImplementedError("nothing here starts a span so")
