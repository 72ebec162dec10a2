"""The page of a run: its figures, its curves, and every question with its answer marked in the article beside the gold.

It is one file that asks nothing of any other. Questions, titles and articles are strangers' text: they stand in it as escaped text, or
in an island of JSON from which the page's script makes text nodes; and its policy lets no style and no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ..index.model import Article
from . import figures
from .charts import reliability, risk_coverage, whisker
from .markup import Html, join, tag, void

Outcome = Mapping[str, Any]
ArticleOf = Callable[[str, int | None], Article]
"""The article with that id in that version, or as it is now; ``Index.article`` is one."""

FAILED, ABSTAINED, RIGHT = "failed", "abstained", "right"
_ORDER = (FAILED, ABSTAINED, RIGHT)
_EXCERPT = 220  # characters of an answer that are shown before it is unfolded
_FILES = Path(__file__).parent


class Entry(NamedTuple):
    """A question as the page lists it."""

    suite: str
    verdict: str
    outcome: Outcome


def page(results: Mapping[str, Any], outcomes: Mapping[str, Sequence[Outcome]], articles: Mapping[str, ArticleOf]) -> str:
    """The whole page; ``outcomes`` and ``articles`` are by suite."""
    entries = [Entry(suite, verdict(outcome), outcome) for suite in results["suites"] for outcome in outcomes[suite]]
    entries.sort(key=lambda entry: _ORDER.index(entry.verdict))
    style, script = (_FILES.joinpath(name).read_text("utf-8").strip() for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src {_sha256(style)}; script-src {_sha256(script)}; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="color-scheme", content="light dark"),
        tag("title", "On record: is it right?"),
        tag("style", Html(style)),
    )
    body = tag(
        "body",
        tag("a", "To the questions", href="#questions", class_="skip"),
        _masthead(results),
        tag("main", *(_suite(i, name, results) for i, name in enumerate(results["suites"])), _questions(list(results["suites"]), entries)),
        tag("script", _island(entries, articles), type="application/json", id="data"),
        tag("script", Html(script)),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def verdict(outcome: Outcome) -> str:
    """Right, or else what became of the question: no answer where there is one, or a wrong one."""
    if outcome["measures"].get("correct") == 1:
        return RIGHT
    return FAILED if outcome["answer"]["answered"] else ABSTAINED


def reasons(outcome: Outcome) -> list[str]:
    """What went wrong, in a few words each."""
    measures, pieces = outcome["measures"], len(outcome["gold"]["evidence"])
    found = {1: ", though found", 0: ", nor found"}.get(measures.get("hit@10"), "")
    said: list[str] = []
    if outcome["unanswerable"]:
        if outcome["answer"]["answered"]:
            said.append("the articles don’t say, yet it answered")
    elif verdict(outcome) == ABSTAINED and measures.get("evidence_shown"):
        said.append("unsure of evidence that it shows")
    elif verdict(outcome) == ABSTAINED:
        said.append(f"the articles do say; evidence not cited{found}")
    elif measures.get("full_evidence") == 0:
        cited = round((measures.get("evidence_recall") or 0) * pieces)
        said.append(f"{cited} of {pieces} pieces of evidence cited" if cited else f"evidence not cited{found}")
    wrong = {
        "forbidden_cited": (1, "cites what it must not"),
        "speaker_wrong": (1, "another speaker"),
        "quote_exact": (0, "a quotation is not exact"),
    }
    return said + [text for name, (bad, text) in wrong.items() if measures.get(name) == bad]


def _masthead(results: Mapping[str, Any]) -> Html:
    links = [tag("a", name, href=f"#suite-{i}") for i, name in enumerate(results["suites"])]
    return tag(
        "header",
        tag("p", f"onrecord {results['onrecord']}", class_="kicker"),
        tag("h1", "On record: is it right?"),
        tag("nav", *links, tag("a", "Questions and answers", href="#questions"), aria_label="Parts of this page"),
        class_="masthead",
    )


def _suite(i: int, name: str, results: Mapping[str, Any]) -> Html:
    suite = results["suites"][name]
    times = results.get("time", {}).get(name)
    about = f"{suite['n']} questions" + (f"; {figures.timing(times)}" if times else "")
    lead = [_headline(headline, suite["measures"][headline]) for headline in figures.HEADLINES if headline in suite["measures"]]
    curves = suite["curves"]
    return tag(
        "section",
        tag("h2", name, id=f"suite-{i}"),
        tag("p", about, class_="about"),
        tag("dl", *lead, class_="headlines"),
        tag("div", *(_group(heading, rows) for heading, rows in figures.groups(suite)), class_="groups"),
        tag("div", risk_coverage(curves["risk_coverage"]), reliability(curves["reliability"]), class_="charts"),
        _tags(suite) if suite["by_tag"] else "",
        aria_labelledby=f"suite-{i}",
    )


def _headline(name: str, figure: figures.Figure) -> Html:
    low = tag("small", "less is better") if name in figures.LOWER_IS_BETTER else ""
    return tag("div", tag("dt", name), tag("dd", tag("b", figures.value(figure)), " ", tag("span", figures.interval(figure)), low))


def _group(heading: str, rows: Iterable[tuple[str, str, figures.Figure]]) -> Html:
    lines = [
        tag(
            "tr",
            tag("th", _breakable(name), tag("small", meaning), scope="row"),
            tag("td", tag("b", figures.value(figure)), tag("small", figures.interval(figure))),
            tag("td", whisker(figure), class_="plot"),
            tag("td", str(figure.get("n", "")), class_="n"),
        )
        for name, meaning, figure in rows
    ]
    heads = [tag("th", "Measure", scope="col"), tag("th", "Value", tag("small", "95 % interval"), scope="col")]
    heads += [tag("th", "0 to 1", scope="col", class_="plot"), tag("th", "n", scope="col", class_="n")]
    return tag("table", tag("caption", heading), tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="figures")


def _breakable(name: str) -> Html:
    """A measure's name, which may go on in the next line after an underscore."""
    first, *others = name.split("_")
    return join(first, *(join("_", Html("<wbr>"), part) for part in others))


def _tags(suite: Mapping[str, Any]) -> Html:
    heads = [tag("th", name, scope="col") for name in ("tag", "n", *figures.BY_TAG)]
    lines = [
        tag(
            "tr",
            tag("th", tag("button", name, type="button"), scope="row"),
            tag("td", str(part["n"])),
            *(_cell(part["measures"].get(measure)) for measure in figures.BY_TAG),
        )
        for name, part in figures.tags(suite)
    ]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="tags")
    region = tag("div", table, class_="wide", tabindex=0, role="region", aria_label="Figures by tag")
    return tag("details", tag("summary", f"By tag ({len(suite['by_tag'])})"), region, class_="by-tag")


def _cell(figure: figures.Figure | None) -> Html:
    return tag("td", figures.value(figure), tag("small", figures.interval(figure)))


def _questions(suites: Sequence[str], entries: Sequence[Entry]) -> Html:
    return tag(
        "section",
        tag("h2", "Questions and answers", id="questions"),
        _filters(suites, entries),
        tag("p", f"{len(entries)} questions", id="count", role="status"),
        Html("<noscript><p>The filters, and what a question unfolds to, need this page’s own script.</p></noscript>"),
        tag("div", *(_question(i, entry) for i, entry in enumerate(entries)), id="list"),
        aria_labelledby="questions",
    )


def _filters(suites: Sequence[str], entries: Sequence[Entry]) -> Html:
    counts = {verdict: len(list(group)) for verdict, group in groupby(entries, key=lambda entry: entry.verdict)}
    choices = [("", "All", len(entries)), *((verdict, verdict.capitalize(), counts.get(verdict, 0)) for verdict in _ORDER)]
    radios = [
        tag("label", void("input", type="radio", name="verdict", value=name, checked=not name), tag("span", f"{label} {n}"))
        for name, label, n in choices
    ]
    tags = sorted({name for entry in entries for name in entry.outcome["tags"]})
    return tag(
        "form",
        tag("fieldset", tag("legend", "Outcome"), *radios),
        tag("label", "Suite ", tag("select", *(_option(name) for name in ("", *suites)), id="suite")),
        tag("label", "Tag ", tag("select", *(_option(name) for name in ("", *tags)), id="tag")),
        tag("label", "Words ", void("input", type="search", id="words", autocomplete="off")),
        tag("button", "Clear", type="reset"),
        id="filters",
        role="search",
    )


def _option(name: str) -> Html:
    return tag("option", name) if name else tag("option", "all", value="")


def _question(i: int, entry: Entry) -> Html:
    outcome = entry.outcome
    answer = " ".join(outcome["answer"]["text"].split())
    excerpt = answer if len(answer) <= _EXCERPT else answer[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    why = "; ".join(reasons(outcome))
    return tag(
        "details",
        tag(
            "summary",
            tag("span", entry.verdict.capitalize(), class_="verdict"),
            " ",
            tag("span", outcome["question"], class_="question"),
            " ",
            tag("span", tag("span", outcome["id"], class_="id"), *((" · ", why) if why else ()), class_="why"),
            " ",
            tag("span", excerpt, class_="excerpt"),
        ),
        id=f"q-{i}",
        class_=entry.verdict,
    )


def _island(entries: Sequence[Entry], articles: Mapping[str, ArticleOf]) -> Html:
    """The questions and the articles that they need as JSON, in which no character could end the script element."""
    shelf = Shelf(articles)
    data = {"questions": [_plain(entry, shelf) for entry in entries], "articles": shelf.plain()}
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Html(text)


def _plain(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    outcome, suite = entry.outcome, entry.suite
    gold, answer = outcome["gold"], outcome["answer"]
    return {
        "suite": suite,
        "verdict": entry.verdict,
        **{key: outcome[key] for key in ("id", "question", "history", "tags", "unanswerable", "measures")},
        "gold": {
            **{key: gold[key] for key in ("answers", "speaker", "said_on")},
            "evidence": [[shelf.slice(suite, slice) for slice in piece] for piece in gold["evidence"]],
            "forbidden": [shelf.slice(suite, slice) for slice in gold["forbidden"]],
        },
        "answer": {
            **{key: answer[key] for key in ("text", "short", "confidence", "answerer", "removed")},
            **{
                key: [
                    shelf.slice(suite, c) | {name: c[name] for name in ("n", "speaker", "said_on", "kind")}
                    for c in (answer[key] if answer["answered"] == (key == "citations") else [])
                ]
                for key in ("citations", "closest")
            },
        },
        "hits": [shelf.slice(suite, hit, shown=False) | {"score": hit["score"]} for hit in outcome["hits"]],
    }


class Shelf:
    """The articles that the page needs, each once. One that was only found, neither cited nor gold, comes without its text."""

    def __init__(self, articles: Mapping[str, ArticleOf]) -> None:
        self._articles = articles
        self._known: dict[tuple[str, str, int | None], int] = {}
        self._places: dict[Article, int] = {}
        self._row: list[Article] = []
        self._shown: set[int] = set()

    def slice(self, suite: str, slice: Mapping[str, Any], shown: bool = True) -> dict[str, Any]:
        """A slice by its article's place on the shelf; with its quotation, where that isn't what stands in the article."""
        key = (suite, slice["article"], slice.get("version"))
        if key not in self._known:
            self._known[key] = self._put(self._articles[suite](slice["article"], slice.get("version")))
        place = self._known[key]
        plain: dict[str, Any] = {"article": place, "start": slice["start"], "end": slice["end"]}
        if shown:
            self._shown.add(place)
            stands = self._row[place].text[slice["start"] : slice["end"]]
            if slice["quote"] != stands:
                plain["quote"] = slice["quote"]
        return plain

    def _put(self, article: Article) -> int:
        if article not in self._places:
            self._places[article] = len(self._row)
            self._row.append(article)
        return self._places[article]

    def plain(self) -> list[dict[str, Any]]:
        names = ("id", "version", "title", "source", "author", "published", "url")
        return [
            {**{name: getattr(article, name) for name in names}, "text": article.text if place in self._shown else None}
            for place, article in enumerate(self._row)
        ]


def _sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
