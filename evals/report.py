"""What a run came to: tables for the terminal, and the files results.json, answers.jsonl and report.html."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from . import figures
from .page import ArticleOf, Outcome, page

WIDTH = 100  # columns that the tables fit in
_TAG_WIDTH = 22


def tables(results: Mapping[str, Any], all_tags: bool = False) -> list[Table]:
    """For each suite its figures, and its figures by the worst tags, or all, with 95 % intervals; at most ``WIDTH`` columns wide."""
    made: list[Table] = []
    for name, suite in results["suites"].items():
        made.append(_overall(name, suite, results.get("time", {}).get(name)))
        if suite["by_tag"]:
            made.append(_by_tag(name, suite, all_tags))
    return made


def _overall(name: str, suite: Mapping[str, Any], times: Mapping[str, float] | None) -> Table:
    table = _table(f"{name}: {suite['n']} questions", figures.timing(times) if times else None)
    table.add_column("measure", no_wrap=True)
    table.add_column("value", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    table.add_column("what it is", style="dim")
    for heading, rows in figures.groups(suite):
        table.add_row(Text(heading, "bold"))
        for measure, meaning, figure in rows:
            table.add_row(_text(measure), figures.written(figure), str(figure.get("n", "")), meaning)
        table.add_section()
    return table


def _by_tag(name: str, suite: Mapping[str, Any], all_tags: bool) -> Table:
    shown = figures.tags(suite) if all_tags else figures.worst(suite)
    left = len(suite["by_tag"]) - len(shown)
    caption = "below each value its 95 % interval" + (f"; {left} more tags: --by-tag" if left else "")
    table = _table(f"{name} by tag", caption)
    table.add_column("tag", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    for measure in figures.BY_TAG:
        table.add_column(measure.replace("_", "\n"), justify="right", no_wrap=True)
    for tag, part in shown:
        chosen = [part["measures"].get(measure) for measure in figures.BY_TAG]
        table.add_row(_text(_broken(tag)), str(part["n"]), *(f"{figures.value(f)}\n{figures.interval(f)}" for f in chosen))
    return table


def _table(title: str, caption: str | None) -> Table:
    return Table(title=_text(title, "bold"), caption=caption, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, padding=0)


def _text(text: str, style: str = "") -> Text:
    """A stranger's word, such as a tag: neither rich nor the terminal obeys anything in it."""
    return Text("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text), style)


def _broken(tag: str) -> str:
    """A long tag in two lines, after a hyphen; one longer still is cut."""
    if len(tag) <= _TAG_WIDTH:
        return tag
    at = tag.rfind("-", 0, _TAG_WIDTH) + 1 or _TAG_WIDTH
    rest = tag[at:]
    return f"{tag[:at]}\n{rest if len(rest) <= _TAG_WIDTH else rest[: _TAG_WIDTH - 1] + '…'}"


def write_report(
    out: Path, results: Mapping[str, Any], outcomes: Mapping[str, Sequence[Outcome]], articles: Mapping[str, ArticleOf]
) -> None:
    """Writes ``results.json``, ``answers.jsonl`` and ``report.html`` into the folder ``out``, which is made when it isn't there.

    ``outcomes`` and ``articles`` are by suite; each of the latter is like ``Index.article``. The same input gives the same bytes.

    Raises:
        KeyError: a suite of ``results`` has no outcomes or no articles.
        ValueError: a number among them is no number (NaN), or infinite, which JSON can't hold.
        OSError: the folder can't be written to.
    """
    lines = [_json({"suite": suite, **outcome}) for suite in results["suites"] for outcome in outcomes[suite]]
    files = {
        "results.json": _json(results, indent=1, sort_keys=True) + "\n",
        "answers.jsonl": "".join(line + "\n" for line in lines),
        "report.html": page(results, outcomes, articles),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        # A lone half of a surrogate pair has no UTF-8; in JSON "\ud800" stands for it, and so this writes it.
        out.joinpath(name).write_bytes(text.encode("utf-8", "backslashreplace"))


def _json(value: object, *, indent: int | None = None, sort_keys: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, sort_keys=sort_keys)
