"""Fits the numbers in qa/gate.json and qa/support.json to the gold that comes along but for what is held out: about a minute.

    python -m onrecord.evals.fitting                      # writes them into the package
    python -m onrecord.evals.fitting --out FOLDER         # or into a folder
    python -m onrecord.evals.fitting --squad dev.json     # measures on a SQuAD 2.0 file too, without fitting to it
    python -m onrecord.evals.fitting --checker            # qa/check.json instead: three minutes

It prints what it writes but for the weights: figures that are cross-validated by article, so that none is measured on what it was
fitted to. What an answer cites is part of what is measured; so where much has changed, a second run may move a threshold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import qa
from ..index.embedder import DEFAULT_NAME, load_embedder
from ..index.errors import OnRecordError
from ..index.home import cache_folder
from ..qa.gate import read_fitted
from .fit_claims import fit_checker
from .fit_facts import fit_support, squad_rows
from .fit_statements import fit_gate
from .fit_ways import opened, overhear
from .suites import SUITES, Suite

_HERE = Path(qa.__file__).parent
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]")


def fit(suites: Mapping[str, Suite], squad: Path | None = None) -> dict[str, dict[str, Any]]:
    """What each of the files is to hold, by its name. A suite that is held out is left alone, so that there is one nothing was fitted to.

    Raises:
        OnRecordError: the gold or an article can't be used, or there is too little of it to fit to.
    """
    shipped = read_fitted()
    fitted_to = {name: suite for name, suite in suites.items() if not suite.held_out}
    with tempfile.TemporaryDirectory(prefix="onrecord-fit-") as folder, opened(fitted_to, Path(folder)) as indexed:
        rows = overhear(indexed, shipped)
        measured_on = squad_rows(squad, Path(folder, "squad 2.0")) if squad else []
        support, told = fit_support(indexed, {row.id for row in rows if row.way == "told"}, measured_on)
        return {"gate.json": fit_gate(indexed, shipped, rows, told), "support.json": support}


def write(fitted: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Writes the files into the folder, which is made when it isn't there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in fitted.items():
        folder.joinpath(name).write_text(_json(numbers) + "\n", encoding="utf-8")


def _json(numbers: Mapping[str, Any]) -> str:
    """With each list of numbers in one line."""
    return _INNERMOST.sub(
        lambda each: " ".join(each[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(numbers, indent=1, allow_nan=False)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m onrecord.evals.fitting", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=_HERE, metavar="FOLDER", help="where to write gate.json and support.json")
    parser.add_argument("--checker", action="store_true", help="fit check.json, and nothing else")
    parser.add_argument("--squad", type=Path, metavar="FILE", help="a SQuAD 2.0 file to measure on")
    given = parser.parse_args(arguments)
    try:
        fitted = {"check.json": fit_checker(load_embedder(DEFAULT_NAME, cache_folder()))} if given.checker else fit(SUITES, given.squad)
        write(fitted, given.out)
    except (OnRecordError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    hidden = ("said", "choice", "answer", "by meaning", "by form")
    for name, numbers in fitted.items():
        print(name, _json({key: value for key, value in numbers.items() if key not in hidden}))
        for way in ("by meaning", "by form"):
            if way in numbers:
                print(way, _json(numbers[way]["figures"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
