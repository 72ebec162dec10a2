"""What a bench found: measures of both sides and their ratios, as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table


class Kind(StrEnum):
    """What a measure is of; it decides which way its ratio goes."""

    RATE = "rate"
    """More is better; the ratio is ours / theirs: times faster."""
    TIME = "time"
    """Less is better; the ratio is theirs / ours: times faster."""
    MEMORY = "memory"
    """Less is better; the ratio is ours / theirs: the share of theirs that we need."""


def percentile(values: Sequence[float], p: int) -> float:
    """The least of the values that ``p`` percent of them don't exceed, ``p`` from 1 to 100.

    It has the rank ceil(p * n / 100): definition 1 in Hyndman and Fan 1996 (https://doi.org/10.1080/00031305.1996.10473566).
    """
    return sorted(values)[math.ceil(p * len(values) / 100) - 1]


@dataclass(frozen=True)
class Round:
    """What one side did in one round."""

    add_seconds: float
    statements_seconds: float
    """Of them, what it takes to find who said what; 0 on their side, who don't."""
    passages: int
    add_peak_mb: float
    query_ms: Mapping[str, Sequence[float]]
    """Every query, by the way of searching: "plain", and on our side "reranked" and "ask" too."""
    query_peak_mb: float
    ask_seconds: float


@dataclass(frozen=True)
class Measure:
    """One measure, with a value for each round."""

    name: str
    label: str
    unit: str
    kind: Kind
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Of the medians."""
        ours, theirs = median(self.ours), median(self.theirs)
        return theirs / ours if self.kind is Kind.TIME else ours / theirs

    @property
    def ratio_text(self) -> str:
        return f"{self.ratio:.0%} of theirs" if self.kind is Kind.MEMORY else f"{self.ratio:.2f} times faster"

    def to_json(self) -> dict[str, Any]:
        ratio = "share_of_theirs" if self.kind is Kind.MEMORY else "times_faster"
        return {"unit": self.unit, "onrecord": _spread(self.ours), "llamaindex": _spread(self.theirs), ratio: self.ratio}


def _spread(values: Sequence[float]) -> dict[str, Any]:
    return {"median": median(values), "min": min(values), "max": max(values), "all": list(values)}


def compare(ours: Sequence[Round], theirs: Sequence[Round], n_articles: int) -> tuple[Measure, ...]:
    """The measures, in the order of the table. Articles, not passages, are the same on both sides."""

    def measure(
        name: str, label: str, unit: str, kind: Kind, value: Callable[[Round], float], their_value: Callable[[Round], float] | None = None
    ) -> Measure:
        return Measure(name, label, unit, kind, tuple(map(value, ours)), tuple(map(their_value or value, theirs)))

    def query(way: str, p: int) -> Measure:
        def ms(way: str) -> Callable[[Round], float]:
            return lambda round: percentile(round.query_ms[way], p)

        return measure(f"query_{way}_p{p}_ms", f"query, {way}, p{p}", "ms", Kind.TIME, ms(way), ms("plain"))

    return (
        measure("articles_per_second", "articles added", "articles/s", Kind.RATE, lambda r: n_articles / r.add_seconds),
        measure("passages_per_second", "passages added", "passages/s", Kind.RATE, lambda r: r.passages / r.add_seconds),
        *(query(way, p) for way in ("plain", "reranked", "ask") for p in (50, 95)),
        measure("ask_cold_seconds", "ask, cold", "s", Kind.TIME, lambda r: r.ask_seconds),
        measure("peak_memory_adding_mb", "peak memory, adding", "MB", Kind.MEMORY, lambda r: r.add_peak_mb),
        measure("peak_memory_querying_mb", "peak memory, querying", "MB", Kind.MEMORY, lambda r: r.query_peak_mb),
    )


@dataclass(frozen=True)
class BenchResult:
    """Everything that a bench found, and what it was found with."""

    date: str
    """When it began: ISO 8601, in UTC."""
    machine: Mapping[str, Any]
    versions: Mapping[str, str]
    model: str
    k: int
    articles: int
    queries: int
    ours: tuple[Round, ...]
    theirs: tuple[Round, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return compare(self.ours, self.theirs, self.articles)

    @property
    def statements_share(self) -> float:
        """What it takes to find who said what, by itself, as a share of the time of adding. It is done while the model computes."""
        return median(round.statements_seconds / round.add_seconds for round in self.ours)

    def to_json(self) -> dict[str, Any]:
        """Speeds have ``times_faster`` (2.0: we take half their time), memory has ``share_of_theirs`` (0.5: we need half of theirs).

        ``rounds`` holds every single measurement.
        """
        return {
            "date": self.date,
            "machine": dict(self.machine),
            "versions": dict(self.versions),
            "model": self.model,
            "k": self.k,
            "articles": self.articles,
            "queries": self.queries,
            "repeat": len(self.ours),
            "passages": {"onrecord": self.ours[0].passages, "llamaindex": self.theirs[0].passages},
            "statements_share": self.statements_share,
            "measures": {measure.name: measure.to_json() for measure in self.measures},
            "rounds": {"onrecord": [asdict(round) for round in self.ours], "llamaindex": [asdict(round) for round in self.theirs]},
        }

    def table(self) -> Table:
        """Medians, with the least and the largest of the rounds in brackets."""
        from rich.table import Table  # only for those who look

        rounds = "1 round" if len(self.ours) == 1 else f"{len(self.ours)} rounds"
        work = f"{self.articles:,} articles, {self.queries:,} queries, k = {self.k}, {rounds}"
        title = f"{work}, {self.machine['cores']} cores ({self.machine['cpu']})"
        caption = f"finding who said what, while the model computes, takes {self.statements_share:.1%} of the time of adding"
        table = Table("", "unit", "onrecord", "LlamaIndex", "onrecord is", title=title, caption=caption)
        for measure in self.measures:
            table.add_row(measure.label, measure.unit, _cell(measure.ours), _cell(measure.theirs), measure.ratio_text)
        return table


def _cell(values: Sequence[float]) -> str:
    least, middle, most = (f"{value:.4g}" if value < 1000 else f"{value:,.0f}" for value in (min(values), median(values), max(values)))
    return f"{middle} ({least}–{most})" if len(values) > 1 else middle
