"""What a checker made of true and false sentences: tables for the terminal, and the file checked.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from .checking import ChecksSentences, Figures, Judged, examples, judge, paraphrased, to_json
from .corpus import corpus_of
from .paraphrases import SHIPPED
from .suites import SUITES

FILE = "checked.jsonl"
_VERIFIED = "share that is verified, of how many; below it, with just the right numbers, and what is shown, verified or not"
_CAUGHT = "share that is not verified, of how many; below it, the share that is removed"
_HEADINGS = {
    "false": ("False sentences, by kind of corruption", _CAUGHT),
    "true": ("True sentences, by form", _VERIFIED),
    "false by hand": ("False paraphrases, written by hand", _CAUGHT),
    "true by hand": ("True paraphrases, written by hand", _VERIFIED),
}


def check_all(checker: ChecksSentences, tell: Callable[[int, int], None]) -> list[Judged]:
    """A checker's verdicts on the examples of all suites, and on the paraphrases."""
    made = [one for suite in SUITES for one in examples(suite)]
    return judge(checker, [*made, *paraphrased(SHIPPED, [corpus_of(suite) for suite in SUITES])], tell)


def checker_tables(found: Figures) -> list[Table]:
    """A table a group: a kind a row, a suite a column."""
    return [_table(group, kinds) for group, kinds in found.items()]


def _table(group: str, kinds: dict[str, dict[str, dict[str, int]]]) -> Table:
    title, caption = _HEADINGS[group]
    inexact = kinds["all"]["all"]["n"] - kinds["all"]["all"]["exact"]
    caption += f"; with a quotation that no article has: {inexact}"
    table = Table(title=Text(title, "bold"), caption=caption, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, padding=0)
    suites = list(dict.fromkeys(suite for by_suite in kinds.values() for suite in by_suite))
    table.add_column("kind", no_wrap=True)
    for suite in suites:
        table.add_column(suite, justify="right", no_wrap=True)
    for kind, by_suite in kinds.items():
        table.add_row(Text(kind), *(_cell(by_suite.get(suite), group) for suite in suites), style="bold" if kind == "all" else "")
        if kind == "all":
            table.add_section()
    return table


def _cell(counts: dict[str, int] | None, group: str) -> str:
    if counts is None:
        return ""
    share = f"{counts['right'] / counts['n']:.3f} of {counts['n']:4}"
    shown = counts["shown"] / counts["n"]
    if group.startswith("true"):
        return f"{share}\n{counts['numbered'] / counts['n']:.3f} {shown:.3f}  "
    return f"{share}\n{1 - shown:.3f}        "


def write_checked(out: Path, judged: Sequence[Judged]) -> Path:
    """Every sentence with its verdict, one JSON object a line, into the folder ``out``, which is made when it isn't there."""
    out.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(to_json(one), ensure_ascii=False) + "\n" for one in judged)
    out.joinpath(FILE).write_bytes("".join(lines).encode("utf-8", "backslashreplace"))
    return out / FILE
