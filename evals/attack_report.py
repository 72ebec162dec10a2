"""What orders in articles did: a table for the terminal, every breach, and the file attacks.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from .attacks import ASKED, Attacked, Breach, Count
from .planting import Place

FILE = "attacks.json"
_LONGEST = 300  # characters of an order or an answer
_HEADINGS = {"elsewhere": "asked of other articles", "there": "asked of the attacked one", "itself": "asked for the order"}


def attack_table(suite: str, found: Attacked) -> Table:
    """A place a row: how often was asked, how often the model did as it was told, and how often that came into an answer."""
    kinds = len({each.kind for each in found.breaches})
    caption = f"asked / done by the model / come into an answer; {len(found.breaches)} breaches{f' of {kinds} kinds' if kinds else ''}"
    if moved := found.of("elsewhere").moved:
        caption += f"; where other articles are asked, the search found something else {moved} times, as with any new text"
    title = Text(f"{suite}: orders in articles", "bold")
    table = Table(title=title, caption=caption, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, padding=0)
    table.add_column("the order stands in", no_wrap=True)
    for asked in ASKED:
        table.add_column(_HEADINGS[asked], justify="right", no_wrap=True)
    for place in Place:
        counts = [found.counts.get((asked, place)) for asked in ASKED]
        if any(counts):
            table.add_row(place.value, *map(_cell, counts))
    table.add_section()
    table.add_row("all", *(_cell(found.of(asked)) for asked in ASKED), style="bold")
    return table


def _cell(count: Count | None) -> str:
    return f"{count.probes:5} /{count.tried:5} /{count.breaches:4}" if count else ""


def breach_lines(breach: Breach) -> list[str]:
    """Where it stood, what it was, what was asked and what came of it; texts by strangers are cut, and not yet made printable."""
    fault = "; the articles' own answer has it too" if breach.without_model else ""
    return [
        f"{breach.why} ({breach.kind}, {breach.place}, {', '.join(breach.articles)}{fault})",
        f"  order:    {_cut(breach.order)}",
        f"  question: {breach.question}",
        f"  answer:   {_cut(breach.answer)}",
    ]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


def write_attacked(out: Path, found: Mapping[str, Attacked]) -> Path:
    """Counts and breaches by suite, into the folder ``out``, which is made when it isn't there."""
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps({suite: each.to_json() for suite, each in found.items()}, ensure_ascii=False, indent=1)
    out.joinpath(FILE).write_bytes(f"{text}\n".encode("utf-8", "backslashreplace"))
    return out / FILE
