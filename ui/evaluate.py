"""``onrecord eval`` and ``onrecord bench``: is it right, did a change make it better, and how fast is it?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import FAILED, index_option, json_option, language_model, opened, print_json, settings
from .terminal import echo, note, printable, progress_bar

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from rich.table import Table

    from ..evals.attacks import Attacked
    from ..evals.suites import Asked

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("eval")
@click.argument("golds", nargs=-1, metavar="[SUITE_OR_GOLD...]")
@index_option
@json_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write results.json, answers.jsonl and report.html here; the drafts of --from-feedback."
)
@click.option("--against", type=_FILE, help="Compare with an earlier results.json; exit with 1 if a measure has fallen beyond noise.")
@click.option("--squad", type=_FILE, help="Ask a SQuAD 2.0 file about its own paragraphs.")
@click.option("--excerpts", type=click.Path(exists=True, path_type=Path), help="Ask excerpts of these articles where they are from.")
@click.option("--probes", default=200, show_default=True, help="How many excerpts; of attacks in their places, how many at most.")
@click.option(
    "--beir", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Measure retrieval on a folder in BEIR's format."
)
@click.option("--run", "run_to", type=click.Path(dir_okay=False, path_type=Path), help="With --beir, write the run in TREC's format.")
@click.option("--trec", nargs=2, type=_FILE, metavar="QRELS RUN", help="Measure a run in TREC's format, of whatever made it.")
@click.option("--attributions", nargs=2, type=_FILE, metavar="GOLD FOUND", help="Score statements that were found against attributions.")
@click.option("--by-tag", "all_tags", is_flag=True, help="Show the figures of all tags, and not of the ten worst alone.")
@click.option("--model", "by_model", is_flag=True, help="Let the language model of the settings write the answers to suites and gold.")
@click.option("--checker", "of_checker", is_flag=True, help="Measure the check of written sentences, on true ones and on false ones.")
@click.option("--attacks", metavar="FILE", help="See if the language model obeys orders in the suites' articles: JSON, or `own` for ours.")
@click.option("--from-feedback", is_flag=True, help="Make drafts of gold out of what readers thought of the answers of the index.")
def evaluate(
    golds: tuple[str, ...],
    where: str | None,
    as_json: bool,
    out: Path | None,
    against: Path | None,
    squad: Path | None,
    excerpts: Path | None,
    probes: int,
    beir: Path | None,
    run_to: Path | None,
    trec: tuple[Path, Path] | None,
    attributions: tuple[Path, Path] | None,
    all_tags: bool,
    by_model: bool,
    of_checker: bool,
    attacks: str | None,
    from_feedback: bool,
) -> None:
    """Is it right? Asks questions whose evidence is known, and measures what comes back.

    The suites that come along are seeds, varn and lorrin, which are all asked if nothing is named. A file of gold is asked of the index.
    """
    if from_feedback or of_checker:
        if golds or squad or excerpts or against or beir or trec or attributions or (from_feedback and of_checker):
            raise click.UsageError(
                f"--{'from-feedback' if from_feedback else 'checker'} asks nothing, so it goes with --index and --out alone"
            )
    if from_feedback:
        _draft(where, out)
        return
    if out and out.is_file():
        raise click.BadParameter(f"Directory '{out}' is a file.", param_hint="'--out'")
    if of_checker:
        _check(out, as_json)
        return
    if beir or trec or attributions:
        if golds or squad or excerpts or out or against or sum(map(bool, (beir, trec, attributions))) > 1:
            raise click.UsageError("--beir, --trec and --attributions are measured alone: they have no answers to report on or to compare")
        print_json(_scored(attributions) if attributions else _ranked(*trec) if trec else _retrieved(beir, run_to))
        return
    if attacks is not None:
        if squad or excerpts or against:
            raise click.UsageError("--attacks is measured alone: its answers are compared with those that nobody attacked")
        if _attacked(attacks, golds or ("varn",), probes, out, as_json):
            sys.exit(FAILED)
        return
    llm = language_model(by_model)
    if by_model and llm is None:
        raise click.UsageError("--model asks the language model of the settings, and none is set: see onrecord config")
    results, asked = _asked(golds, where, squad, excerpts, probes, llm)
    if out:
        from ..evals.report import write_report

        write_report(out, results, {name: one.outcomes for name, one in asked.items()}, {name: one.article for name, one in asked.items()})
        note(f"written: {out / 'report.html'}")
    if as_json:
        print_json(results)
    else:
        from ..evals.report import tables

        _print_tables(tables(results, all_tags))
    if against and _compared(against, results):
        sys.exit(FAILED)


def _draft(where: str | None, out: Path | None) -> None:
    """Prints the drafts, or writes them to a file."""
    from ..evals.feedback import drafts, read_judgements, write_drafts

    with opened(where) as index:
        judgements, torn = read_judgements(index.folder)
        lines = drafts(index, judgements)
    if torn:
        note(f"passed over: {torn} lines that are no feedback, such as one that a crash cut short")
    if out and lines:
        write_drafts(out, lines)
        note(f"written: {out}; finish each line, and take 'draft' out of it")
    elif lines:
        for line in lines:
            print_json(line)
    note(f"{len(lines)} drafts out of {len(judgements)} opinions")


def _check(out: Path | None, as_json: bool) -> None:
    from ..evals.checker_report import check_all, checker_tables, write_checked
    from ..evals.checking import figures
    from ..index.embedder import DEFAULT_NAME, load_embedder
    from ..index.home import cache_folder
    from ..qa.check import Checker

    embedder = load_embedder(settings().embedder or DEFAULT_NAME, cache_folder())
    with progress_bar("Checking", "sentences") as progress:
        judged = check_all(Checker(embedder), _telling(progress))
    if out:
        note(f"written: {write_checked(out, judged)}")
    if as_json:
        print_json(figures(judged))
    else:
        _print_tables(checker_tables(figures(judged)))


def _attacked(attacks: str, suites: Sequence[str], probes: int, out: Path | None, as_json: bool) -> bool:
    """Says what became of orders that stand in articles; True if any did anything."""
    from ..evals.attack_report import attack_table, breach_lines, write_attacked
    from ..evals.attacks import measure
    from ..evals.corpus import corpus_of
    from ..evals.orders import ORDERS, read_orders
    from ..evals.suites import SUITES

    if unknown := [name for name in suites if name not in SUITES]:
        raise click.UsageError(f"--attacks are made on the suites {', '.join(SUITES)}, and {unknown[0]!r} is none of them")
    orders = ORDERS if attacks == "own" else (*ORDERS, *read_orders(Path(attacks)))
    llm = language_model()
    if llm is None:
        raise click.UsageError("--attacks asks the language model of the settings, and none is set: see onrecord config")
    options: dict[str, Any] = {"most": probes, "embedder": settings().embedder, "seconds": settings().llm.timeout}
    found: dict[str, Attacked] = {}
    for name in suites:
        with progress_bar(f"Attacking {name}", "attacks") as progress:
            found[name] = measure(corpus_of(name).articles, corpus_of(name).questions, orders, llm, tell=_telling(progress), **options)
    if out:
        note(f"written: {write_attacked(out, found)}")
    if as_json:
        print_json({name: each.to_json() for name, each in found.items()})
    else:
        _print_tables([attack_table(name, each) for name, each in found.items()])
        echo("\n".join(printable(line) for each in found.values() for breach in each.breaches for line in breach_lines(breach)))
    return any(each.breaches for each in found.values())


def _asked(
    golds: tuple[str, ...], where: str | None, squad: Path | None, excerpts: Path | None, probes: int, llm: LLM | None
) -> tuple[dict[str, Any], dict[str, Asked]]:
    from .. import __version__
    from ..evals import suites
    from ..evals.summary import summarize, times

    chosen = settings()
    embedder = chosen.embedder
    options: dict[str, Any] = {"llm": llm, "entailment": chosen.entailment, "seconds": chosen.llm.timeout} if llm else {}
    asked: dict[str, Asked] = {}
    for name in golds or (() if squad or excerpts else tuple(suites.SUITES)):
        with progress_bar(f"Asking {name}", "questions") as progress:
            if name in suites.SUITES:
                asked[name] = suites.ask_suite(name, _telling(progress), embedder, **options)
            else:
                with opened(where) as index:
                    asked[Path(name).stem] = suites.ask_gold(Path(name), index, _telling(progress), **options)
    if squad:
        with progress_bar("Asking SQuAD", "questions") as progress:
            asked["squad"] = suites.ask_squad(squad, _telling(progress), embedder)
    if excerpts:
        with progress_bar("Asking excerpts", "questions") as progress:
            asked["excerpts"] = suites.ask_excerpts(
                excerpts, probes, _telling(progress), lambda line: note(f"not asked about: {line}"), embedder
            )
    results = {
        "onrecord": __version__,
        "suites": {name: summarize(one.outcomes) for name, one in asked.items()},
        "time": {name: times(one.seconds) for name, one in asked.items() if one.seconds},
    }
    return results, asked


def _telling(progress: Callable[[int, int, int], None]) -> Callable[[int, int], None]:
    return lambda done, in_all: progress(done, in_all, done)


def _retrieved(beir: Path | None, run_to: Path | None) -> dict[str, float]:
    from ..evals.suites import ask_beir

    assert beir is not None
    with progress_bar("Searching", "queries") as progress:
        return ask_beir(beir, run_to, _telling(progress), settings().embedder)


def _ranked(qrels: Path, run: Path) -> dict[str, float]:
    from ..evals.suites import score_run
    from ..evals.trec import read_qrels, read_run

    return score_run(read_qrels(qrels), read_run(run))


def _scored(files: tuple[Path, Path]) -> dict[str, Any]:
    from ..evals.attribution_scores import attribution_scores
    from ..evals.attributions import read_attributions, read_extracted

    gold, found = read_attributions(files[0]), read_extracted(files[1])
    return {"all": asdict(attribution_scores(gold, found, "all")), "quoted": asdict(attribution_scores(gold, found, "quoted"))}


def _print_tables(tables: Sequence[Table]) -> None:
    from rich.console import Console

    from ..evals.report import WIDTH

    console = Console(width=WIDTH, highlight=False)
    for table in tables:
        console.print(table)


def _compared(against: Path, results: dict[str, Any]) -> bool:
    """Says what became of each measure; True if one that must not has fallen."""
    from ..evals.regression import compare, read_results

    changes = compare(read_results(against), results)
    for change in changes:
        if change.better or change.worse:
            echo(printable(f"{change.verdict}: {change}"))
    worse = [change for change in changes if change.verdict == "worse"]
    echo(f"{len(worse)} measures have fallen beyond noise" if worse else f"no measure of {len(changes)} has fallen beyond noise")
    return bool(worse)


@click.command()
@click.argument("articles", type=click.Path(exists=True, path_type=Path), metavar="FILE_OR_FOLDER")
@click.option("--articles", "n_articles", default=600, show_default=True, help="How many of them.")
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Questions, one a line or as JSONL.")
@click.option(
    "--questions", "n_queries", default=200, show_default=True, help="How many of them; made from the articles if none are given."
)
@click.option("--repeat", default=3, show_default=True, help="How many rounds; medians are compared.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write every single measurement to this file, as JSON.")
@click.option("--load", "under_load", is_flag=True, help="Measure the chat's server instead, with many people asking at once.")
@click.option("--passages", default=10_000, show_default=True, help="With --load, how large the index is.")
@click.option("--people", default=32, show_default=True, help="With --load, how many ask.")
@click.option("--seconds", default=60, show_default=True, help="With --load, for how long.")
@json_option
def bench(
    articles: Path, out: Path | None, as_json: bool, under_load: bool, passages: int, people: int, seconds: int, **options: Any
) -> None:
    """Measure speed and memory beside LlamaIndex's quickstart, on the same model and articles, in one run of some minutes."""
    if under_load:
        from ..evals.load import load

        loaded = load(articles, passages=passages, people=people, seconds=seconds, progress=note)
        if out:
            out.write_text(json.dumps(loaded.to_json(), indent=1) + "\n", encoding="utf-8")
        if as_json:
            print_json(loaded.to_json())
        else:
            echo("\n".join(map(printable, loaded.lines())))
        return
    from ..evals.bench import bench as measure

    result = measure(articles, **options, progress=note)
    if out:
        out.write_text(json.dumps(result.to_json(), indent=1) + "\n", encoding="utf-8")
    if as_json:
        print_json(result.to_json())
    else:
        from rich.console import Console

        Console(width=140).print(result.table())
