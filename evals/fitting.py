"""Fits the numbers in qa/check.json, by which a language model's sentences are checked: three minutes.

    python -m onrecord.evals.fitting                      # writes it into the package
    python -m onrecord.evals.fitting --out FOLDER         # or into a folder

It prints what it writes but for the weights: figures that are cross-validated by article, so that none is measured on what it was
fitted to. The other fitted numbers, qa/relevance.json, are those of ``onrecord.evals.training.calibrating``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .. import qa
from ..index.embedder import DEFAULT_NAME, load_embedder
from ..index.home import cache_folder
from .fit_claims import fit_checker

_HERE = Path(qa.__file__).parent
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]")


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=_HERE, help="Where to write check.json.")
def main(out: Path) -> None:
    """Fits check.json."""
    fitted = fit_checker(load_embedder(DEFAULT_NAME, cache_folder()))
    out.mkdir(parents=True, exist_ok=True)
    out.joinpath("check.json").write_text(f"{compact_json(fitted)}\n", encoding="utf-8")
    for way in ("by meaning", "by form"):
        click.echo(f"{way} {compact_json(fitted[way]['figures'])}")


def compact_json(numbers: Mapping[str, Any]) -> str:
    """With each list of numbers in one line."""
    return _INNERMOST.sub(
        lambda each: " ".join(each[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(numbers, indent=1, allow_nan=False)
    )


if __name__ == "__main__":
    main()
