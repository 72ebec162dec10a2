"""The curves of a suite, drawn as SVG: one unit is about a pixel, and colours come from the page's style by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .figures import Figure
from .markup import Html, tag

_WIDTH, _LEFT, _RIGHT, _TOP = 420, 66, 24, 10
_PLOT = _WIDTH - _LEFT - _RIGHT  # width of what lies between the axes
_HEIGHT = 230  # of the same
_STRIP = 56  # height of the strip that shows how many questions a bin has
_CEILINGS = (0.1, 0.2, 0.5, 1.0)  # of the axis of risk
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def whisker(figure: Figure) -> Html:
    """A figure and its interval on a line from 0 to 1; an ornament beside the number itself."""

    def x(share: float) -> str:
        return _n(4 + 112 * share)

    marks = [tag("line", class_="scale", x1=x(0), x2=x(1), y1=8, y2=8)]
    marks += [tag("line", class_="scale", x1=x(end), x2=x(end), y1=5, y2=11) for end in (0, 0.5, 1)]
    if "low" in figure:
        marks.append(tag("line", class_="whisker", x1=x(figure["low"]), x2=x(figure["high"]), y1=8, y2=8))
    marks.append(tag("circle", class_="dot", cx=x(figure["value"]), cy=8, r=3.5))
    return tag("svg", *marks, class_="whiskers", viewBox="0 0 120 16", aria_hidden="true")


def risk_coverage(points: Sequence[Sequence[float]]) -> Html:
    """``points`` are (coverage, risk): of the questions it is surest of, the share that it gets wrong or that have no answer."""
    highest = max((risk for _, risk in points), default=0.0)
    ceiling = next((c for c in _CEILINGS if highest <= c), 1.0)
    line = " ".join(f"{_x(coverage)},{_y(risk / ceiling)}" for coverage, risk in points)
    half = next((risk for coverage, risk in points if coverage >= 0.5), None)
    says = "" if half is None else f"Of the surest half it would get {_percent(half)} wrong, of all {_percent(points[-1][1])}."
    return _figure(
        "Risk and coverage",
        says,
        _TOP + _HEIGHT,
        *_grid(ceiling, "risk: of those, answered wrongly"),
        tag("polyline", class_="curve", points=line),
        x_label="coverage: questions answered, the surest first",
    )


def reliability(bins: Sequence[Mapping[str, Any]]) -> Html:
    """``bins`` are {low, high, n, confidence, accuracy}; those without questions have no point."""
    known = [(b["confidence"], b["accuracy"]) for b in bins if b["n"]]
    most = max((b["n"] for b in bins), default=0) or 1
    base = _TOP + _HEIGHT + 26 + _STRIP
    bars: list[str] = []
    for b in bins:
        left, right, height = _LEFT + _PLOT * b["low"], _LEFT + _PLOT * b["high"], (_STRIP - 4) * b["n"] / most
        bars.append(tag("rect", class_="bar", x=_n(left + 1), y=_n(base - height), width=_n(right - left - 2), height=_n(height)))
        bars.append(_label((left + right) / 2, base - height - 4, str(b["n"])))
    return _figure(
        "Reliability of the confidence",
        f"{sum(b['n'] for b in bins)} questions; where they lie on the dashed line, the confidence is true.",
        base,
        *_grid(1.0, "questions that the articles answer"),
        tag("line", class_="ideal", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1)),
        tag("polyline", class_="curve", points=" ".join(f"{_x(c)},{_y(a)}" for c, a in known)),
        *(tag("circle", class_="dot", cx=_x(c), cy=_y(a), r=4) for c, a in known),
        tag("line", class_="axis", x1=_x(0), x2=_x(1), y1=_n(base), y2=_n(base)),
        *bars,
        _upright(base - _STRIP / 2, "questions"),
        x_label="confidence",
    )


def _figure(title: str, says: str, base: float, *drawn: str, x_label: str) -> Html:
    """The drawing over its caption; ``base`` is where the ticks of the horizontal axis hang."""
    ticks = [_label(_LEFT + _PLOT * share, base + 17, _percent(share)) for share in _QUARTERS]
    axis = _label(_LEFT + _PLOT / 2, base + 37, x_label, class_="name")
    drawing = tag("svg", *drawn, *ticks, axis, viewBox=f"0 0 {_WIDTH} {_n(base + 46)}", role="img", aria_label=f"{title}. {says}")
    return tag("figure", tag("figcaption", tag("strong", title), " ", says), drawing, class_="chart")


def _grid(ceiling: float, y_label: str) -> list[Html]:
    lines: list[Html] = []
    for share in _QUARTERS if ceiling == 1 else (0.0, 0.5, 1.0):
        lines.append(tag("line", class_="axis" if share == 0 else "grid", x1=_x(0), x2=_x(1), y1=_y(share), y2=_y(share)))
        lines.append(_label(_LEFT - 6, _TOP + _HEIGHT * (1 - share) + 4, _percent(share * ceiling), class_="y"))
    return [*lines, _upright(_TOP + _HEIGHT / 2, y_label)]


def _upright(y: float, text: str) -> Html:
    return tag("text", text, class_="name", transform=f"translate(12 {_n(y)}) rotate(-90)")


def _label(x: float, y: float, text: str, class_: str | None = None) -> Html:
    return tag("text", text, class_=class_, x=_n(x), y=_n(y))


def _x(share: float) -> str:
    return _n(_LEFT + _PLOT * share)


def _y(share: float) -> str:
    return _n(_TOP + _HEIGHT * (1 - share))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
