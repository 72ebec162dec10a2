"""Spans, for programs that trace what they do: OpenTelemetry's API alone, which costs nothing until such a program sets its SDK up.

A span tells how long something took, and counts. No word of an article, a question or an answer goes into one, and so no error's
message does, which may quote them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, Status, StatusCode

_tracer = trace.get_tracer("onrecord")


@contextmanager
def span(name: str, within: Span | None = None, current: bool = True, **attributes: int | str) -> Generator[Span]:
    """A span ``onrecord.NAME`` around what is done, with attributes ``onrecord.KEY``; if it fails, only the error's class is told.

    ``within`` is the span that it is a part of, if not the current one. Generators make none the current one: what they are asked
    for piece by piece may be asked for in another context each time.
    """
    context = trace.set_span_in_context(within) if within else None
    started = _tracer.start_span(f"onrecord.{name}", context, record_exception=False, set_status_on_exception=False)
    tell(started, **attributes)
    try:
        if current:
            with trace.use_span(started, record_exception=False, set_status_on_exception=False):
                yield started
        else:
            yield started
    except Exception as error:
        started.set_attribute("error.type", type(error).__name__)
        started.set_status(Status(StatusCode.ERROR))
        raise
    finally:
        started.end()


def tell(span: Span, **attributes: int | str) -> None:
    """Counts and names that came to be known."""
    for key, value in attributes.items():
        span.set_attribute(f"onrecord.{key}", value)
