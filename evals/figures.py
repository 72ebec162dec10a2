"""What is measured: in which order it is shown, what it means in a few words, and how a figure is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

NOTHING = "–"
LOWER_IS_BETTER = {"forbidden_cited", "speaker_wrong", "expected_calibration_error"}

GROUPS: dict[str, dict[str, str]] = {
    "Evidence found": {
        "hit@1": "the first passage holds evidence",
        "hit@5": "one of the first five does",
        "hit@10": "one of the first ten does",
        "recall@5": "share of the evidence in the first five",
        "recall@10": "share of the evidence in the first ten",
        "RR@10": "1 / rank of the first passage with evidence",
        "nDCG@10": "how near the top the evidence stands",
    },
    "Evidence cited": {
        "evidence_shown": "all evidence stands in the first six citations",
        "full_evidence": "the same, in an answer given as one",
        "first_right": "the first citation is evidence",
        "correct": "full evidence, nothing forbidden; or rightly none",
        "evidence_recall": "share of the pieces of evidence cited",
        "words_cited": "words cited by an answer, in the mean",
        "median_words_cited": "and in the median",
        "forbidden_cited": "cites what is wrong to cite",
        "citation_precision": "share of the words cited that are evidence",
        "citation_recall": "share of the words of evidence that are cited",
        "quote_exact": "each quotation is exact, to the character",
    },
    "The answer itself": {
        "exact_match": "the short answer is a gold answer",
        "token_f1": "words that the short answer shares with gold",
        "speaker_right": "names the speaker who was asked about",
        "speaker_wrong": "puts words into another mouth",
        "said_on_right": "names the day on which it was said",
    },
    "What a language model wrote": {
        "written": "answers that it had a part in, of those given",
        "sentences_verified": "of its sentences, those that passed the check",
        "sentences_shown": "of its sentences, these and those shown as not verified",
    },
    "Where an excerpt is from": {
        "article_right": "the first citation is of its article",
        "source_right": "and names its outlet",
        "published_right": "and its day of publication",
        "place_right": "and covers half of the excerpt's words",
        "all_right": "all of these, as far as the article has them",
    },
    "Knowing when not to answer": {
        "attempted": "gave an answer as one",
        "unsure": "showed what comes nearest, as that",
        "refused": "unanswerable questions that it refused",
        "auroc": "confidence tells answerable apart; 0.5 is chance",
        "expected_calibration_error": "how far confidence is off",
        "precision_over_attempted": "right, of the questions it answered",
        "accuracy_over_all": "right, of all questions",
        "coverage_on_answerable": "answerable questions that it answered",
        "accuracy_on_unanswerable": "unanswerable questions that it refused",
    },
}
OTHERS = "Further measures"

HEADLINES = ("evidence_shown", "full_evidence", "forbidden_cited", "refused", "hit@1")
"""The few that say at a glance how a suite went."""

BY_TAG = ("hit@1", "evidence_shown", "full_evidence", "first_right", "token_f1", "refused", "correct")
"""The measures shown for each tag."""

Figure = Mapping[str, Any]
"""A figure of results.json: ``value`` with ``low`` and ``high``, its 95 % interval where one is known, over ``n`` questions."""


def groups(suite: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str, Figure]]]]:
    """The figures that a suite has, as (name, meaning, figure), under the headings above; those not known here come last."""
    figures: dict[str, Figure] = {name: {"value": value} for name, value in suite["abstention"].items() if value is not None}
    figures |= suite["measures"]
    for heading, meanings in GROUPS.items():
        if rows := [(name, _meaning(name, text), figures.pop(name)) for name, text in meanings.items() if name in figures]:
            yield heading, rows
    if figures:
        yield OTHERS, [(name, "", figure) for name, figure in sorted(figures.items())]


def _meaning(name: str, text: str) -> str:
    return f"{text} (less is better)" if name in LOWER_IS_BETTER else text


WORST = 10
"""Tags that are shown where not all of them are asked for."""


def tags(suite: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The tags with their figures, those of the most questions first."""
    return sorted(suite["by_tag"].items(), key=lambda item: (-item[1]["n"], item[0]))


def worst(suite: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The ten tags that lose the most questions, in that order."""

    def lost(part: Mapping[str, Any]) -> float:
        correct = part["measures"].get("correct")
        return round(part["n"] * (1 - correct["value"]), 6) if correct else 0.0

    return sorted(tags(suite), key=lambda item: -lost(item[1]))[:WORST]


def value(figure: Figure | None) -> str:
    return NOTHING if figure is None else f"{figure['value']:.3f}"


def interval(figure: Figure | None) -> str:
    return f"{figure['low']:.2f}–{figure['high']:.2f}" if figure is not None and "low" in figure else ""


def written(figure: Figure | None) -> str:
    """As 0.934 (0.90–0.96)."""
    return f"{value(figure)} ({interval(figure)})" if interval(figure) else value(figure)


def timing(times: Mapping[str, float]) -> str:
    return f"half the answers within {times['p50_ms']:.1f} ms, 95 % within {times['p95_ms']:.1f} ms"
